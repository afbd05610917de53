//! Is it still delivered, and if not, what replaces it?

use std::fmt;

use certifinfo_sdk::types::Certification;
use jiff::civil::Date;

use super::liens::Direction;
use super::walk::Walk;
use super::{Graph, Node, Registry};
use crate::codes::CertifInfoCode;
use crate::views::CertificationDetail;

/// Whether a certification is delivered on a day, and otherwise what replaces it.
///
/// A path is a list of nodes: the requested certification, the one that replaced it, and so on.
/// Successors of certifications that have ended are followed to the first that has not. A successor
/// that has ended and was not replaced is not a candidate.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Current {
    /// The certification itself is delivered. Its successors were not requested.
    Active(Node),
    /// It has ended, and one certification replaces it: the last node of the path.
    Replaced(Vec<Node>),
    /// It has ended, and several certifications may replace it: the last node of each path. Each is
    /// delivered, or not known to have ended; see [`Node::validite`]. None is chosen.
    Ambiguous(Vec<Vec<Node>>),
    /// It has ended, and nothing that is delivered replaces it.
    Ended(Node),
    /// The service does not know it; or it has ended, and the service does not know what replaces it
    /// (the last node of each path).
    Missing(Vec<Vec<Node>>),
    /// It is not known whether anything is delivered. The last node of each path has an unknown
    /// validity, or was [not requested](Node::is_unfetched) because a limit was reached. A path of
    /// one node means that the validity of the certification itself is unknown.
    Unknown(Vec<Vec<Node>>),
}

impl Current {
    /// All paths; for [`Active`](Self::Active) and [`Ended`](Self::Ended) one path of one node.
    #[must_use]
    pub fn paths(&self) -> Vec<&[Node]> {
        match self {
            Self::Active(node) | Self::Ended(node) => vec![std::slice::from_ref(node)],
            Self::Replaced(way) => vec![way],
            Self::Ambiguous(ways) | Self::Missing(ways) | Self::Unknown(ways) => {
                ways.iter().map(Vec::as_slice).collect()
            }
        }
    }

    /// The certifications that are certainly delivered: the requested one, or those that replace it.
    pub fn in_force(&self) -> impl Iterator<Item = &Node> {
        let ends = self.paths().into_iter().filter_map(<[Node]>::last);
        ends.filter(|node| node.validite().is_active())
    }

    pub(super) async fn find<R: Registry>(
        walk: &mut Walk<'_, R>,
        code: CertifInfoCode,
        day: Date,
    ) -> Result<Self, R::Error> {
        let has_ended = |record: &Certification| record.validite(day).is_ended();
        let graph = walk
            .graph(code.into(), &[Direction::Newer], has_ended)
            .await?;
        if let Some((_, error)) = graph.unreadable().first() {
            return Err(error.to_owned().into());
        }
        Ok(Self::read(&graph, code))
    }

    fn read(graph: &Graph, code: CertifInfoCode) -> Self {
        let has_ended = |node: &Node| node.validite().is_ended();
        let came_from = graph.reached(code.into(), has_ended);
        let mut ways: Vec<Vec<Node>> = came_from
            .keys()
            .filter_map(|at| graph.node(*at))
            .filter(|node| !has_ended(node))
            .map(|end| {
                graph
                    .trace(&came_from, end.subject())
                    .into_iter()
                    .cloned()
                    .collect()
            })
            .collect();
        let count = |is: fn(&Node) -> bool| {
            let ends = ways.iter().filter_map(|way| way.last());
            ends.filter(|node| is(node)).count()
        };
        let active = count(|node| node.validite().is_active());
        let missing = count(Node::is_missing);
        match (&ways[..], active) {
            ([], _) => match graph.node(code) {
                Some(node) => Self::Ended(node.clone()),
                None => Self::Missing(ways),
            },
            ([way], 1) => match &way[..] {
                [node] => Self::Active(node.clone()),
                _ => Self::Replaced(ways.swap_remove(0)),
            },
            (_, 0) if missing == ways.len() => Self::Missing(ways),
            (_, 0) => Self::Unknown(ways),
            _ => Self::Ambiguous(ways),
        }
    }
}

impl fmt::Display for Current {
    /// One line for the certification, then one per node of each path.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ways = self.paths();
        if let Some([first, ..]) = ways.first() {
            first.fmt(f)?;
        }
        let said = match self {
            Self::Active(_) => "",
            Self::Replaced(_) => "it is replaced by:",
            Self::Ambiguous(_) => "several may replace it, and none is chosen here:",
            Self::Ended(_) => "nothing that is delivered replaces it",
            // Of the certification itself, its own line says it.
            Self::Missing(_) | Self::Unknown(_) if ways.iter().all(|way| way.len() < 2) => "",
            Self::Missing(_) => "what replaces it is not known to the service:",
            Self::Unknown(_) => "whether what replaces it is delivered is not known:",
        };
        if !said.is_empty() {
            write!(f, "\n  {said}")?;
        }
        for way in ways {
            for (depth, node) in way.iter().enumerate().skip(1) {
                write!(f, "\n{:indent$}-> {node}", "", indent = 2 * depth)?;
            }
        }
        Ok(())
    }
}
