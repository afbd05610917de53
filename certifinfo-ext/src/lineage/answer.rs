//! The direct successors or predecessors of a certification.

use std::fmt;

use super::liens::{Direction, links};
use super::walk::Walk;
use super::{Node, Registry, Subject};
use crate::codes::CertifInfoCode;

/// The direct successors, or the direct predecessors, of a certification.
///
/// In the open-data export of 2025-01-01, 137 certifications have several successors, and one has
/// 35. This type therefore has no method that returns one of several: the caller chooses.
#[derive(Clone, Debug)]
pub enum Answer {
    /// The certification is known and has no link in this direction.
    None,
    /// The certification has one link, and the service knows its target.
    One(Node),
    /// The certification has several links, in the service's order. The service may not know the
    /// targets of some ([`Node::is_missing`]).
    Many(Vec<Node>),
    /// The service does not know the requested certification, which is then the only node; or it
    /// knows none of the targets of its links, which are then the nodes.
    Missing(Vec<Node>),
}

impl Answer {
    /// All nodes of the answer.
    #[must_use]
    pub fn nodes(&self) -> &[Node] {
        match self {
            Self::None => &[],
            Self::One(node) => std::slice::from_ref(node),
            Self::Many(nodes) | Self::Missing(nodes) => nodes,
        }
    }

    pub(super) async fn find<R: Registry>(
        walk: &mut Walk<'_, R>,
        code: CertifInfoCode,
        direction: Direction,
    ) -> Result<Self, R::Error> {
        let start = Subject::from(code);
        let graph = walk.graph(start, &[direction], |_| true).await?;
        let Some(record) = walk.record(code) else {
            return Ok(Self::Missing(graph.nodes().cloned().collect()));
        };
        let mut nodes: Vec<Node> = Vec::new();
        for link in links(code, record, direction) {
            for target in walk.resolve(link?.0) {
                let known = nodes.iter().any(|node| node.subject() == target);
                if !known && target != start {
                    nodes.extend(graph.node(target).cloned());
                }
            }
        }
        Ok(Self::of(nodes))
    }

    fn of(mut nodes: Vec<Node>) -> Self {
        if nodes.is_empty() {
            Self::None
        } else if nodes.iter().all(Node::is_missing) {
            Self::Missing(nodes)
        } else if nodes.len() == 1 {
            Self::One(nodes.swap_remove(0))
        } else {
            Self::Many(nodes)
        }
    }
}

impl fmt::Display for Answer {
    /// One line per node.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Self::None = self {
            return f.write_str("none");
        }
        for (at, node) in self.nodes().iter().enumerate() {
            let line = if at == 0 { "" } else { "\n" };
            write!(f, "{line}{node}")?;
        }
        Ok(())
    }
}
