//! The graph of replacements around a certification.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fmt;

use super::{Node, Subject};
use crate::codes::{CertifInfoCode, CodeError};

/// A graph of replacements: the requested certification, everything that it replaces, and everything
/// that replaces it, directly or indirectly.
///
/// Certifications that only share a predecessor or a successor with it are not part of the graph.
///
/// `Display` draws it as a tree, oldest first; [`to_dot`](Self::to_dot) writes it for Graphviz.
#[derive(Clone, Debug)]
pub struct Graph {
    pub(super) starts: Vec<Subject>,
    pub(super) nodes: BTreeMap<Subject, Node>,
    pub(super) edges: BTreeSet<Edge>,
    pub(super) bounds: Vec<LimitReached>,
    pub(super) unreadable: Vec<(CertifInfoCode, CodeError)>,
    pub(super) requests: usize,
}

/// A replacement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub struct Edge {
    /// The certification or sheet that is replaced.
    pub old: Subject,
    /// The certification or sheet that replaces it.
    pub new: Subject,
}

/// A limit that was reached. Nodes beyond it are known from links only, and
/// [not requested](Node::is_unfetched).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum LimitReached {
    /// The limit of replacements away from the start.
    Depth(usize),
    /// The limit of requests.
    Requests(usize),
}

impl Graph {
    /// The start of the graph: one certification, or those that a sheet covers.
    #[must_use]
    pub fn starts(&self) -> &[Subject] {
        &self.starts
    }

    /// All nodes, by code.
    pub fn nodes(&self) -> impl Iterator<Item = &Node> {
        self.nodes.values()
    }

    /// The node of a certification or sheet.
    pub fn node(&self, subject: impl Into<Subject>) -> Option<&Node> {
        self.nodes.get(&subject.into())
    }

    /// All replacements, ordered by the code of what is replaced.
    pub fn edges(&self) -> impl Iterator<Item = Edge> {
        self.edges.iter().copied()
    }

    /// The limits that were reached; if there are none, nothing was left out.
    #[must_use]
    pub fn limits_reached(&self) -> &[LimitReached] {
        &self.bounds
    }

    /// Links whose code cannot be read, with the certification that has them.
    #[must_use]
    pub fn unreadable(&self) -> &[(CertifInfoCode, CodeError)] {
        &self.unreadable
    }

    /// How many requests the graph took, without retries.
    #[must_use]
    pub fn requests(&self) -> usize {
        self.requests
    }

    /// What directly replaces this node.
    pub fn successors_of(&self, subject: impl Into<Subject>) -> impl Iterator<Item = &Node> {
        self.after(subject.into())
            .filter_map(|new| self.nodes.get(&new))
    }

    /// What this node directly replaces.
    pub fn predecessors_of(&self, subject: impl Into<Subject>) -> impl Iterator<Item = &Node> {
        let subject = subject.into();
        let edges = self.edges.iter().filter(move |edge| edge.new == subject);
        edges.filter_map(|edge| self.nodes.get(&edge.old))
    }

    /// Nodes that replace nothing in this graph; none if all are in cycles.
    pub fn roots(&self) -> impl Iterator<Item = &Node> {
        let replacing: BTreeSet<_> = self.edges.iter().map(|edge| edge.new).collect();
        let nodes = self.nodes.values();
        nodes.filter(move |node| !replacing.contains(&node.subject()))
    }

    /// Nodes that nothing in this graph replaces; none if all are in cycles.
    pub fn leaves(&self) -> impl Iterator<Item = &Node> {
        let nodes = self.nodes.values();
        nodes.filter(|node| self.after(node.subject()).next().is_none())
    }

    /// The shortest path of replacements from one node to another, both included; `None` if there is
    /// none.
    #[must_use]
    pub fn path(&self, old: impl Into<Subject>, new: impl Into<Subject>) -> Option<Vec<&Node>> {
        let (old, new) = (old.into(), new.into());
        let came_from = self.reached(old, |_| true);
        came_from
            .contains_key(&new)
            .then(|| self.trace(&came_from, new))
    }

    /// Direct successors, in order.
    pub(super) fn after(&self, old: Subject) -> impl Iterator<Item = Subject> {
        // Edges are ordered by what is replaced, so those of one node are adjacent.
        let lowest = Subject::Certification(crate::code!(CertifInfoCode, "1"));
        let first = Edge { old, new: lowest };
        let edges = self.edges.range(first..);
        edges
            .take_while(move |edge| edge.old == old)
            .map(|edge| edge.new)
    }

    /// Every node that replacements lead to from `start`, with the node before it on the shortest
    /// way; successors are followed only where `go_on` says so.
    pub(super) fn reached(
        &self,
        start: Subject,
        go_on: impl Fn(&Node) -> bool,
    ) -> BTreeMap<Subject, Option<Subject>> {
        let mut came_from = BTreeMap::from([(start, None)]);
        let mut queue = VecDeque::from([start]);
        while let Some(at) = queue.pop_front() {
            if !self.nodes.get(&at).is_some_and(&go_on) {
                continue;
            }
            for next in self.after(at) {
                came_from.entry(next).or_insert_with(|| {
                    queue.push_back(next);
                    Some(at)
                });
            }
        }
        came_from
    }

    /// The way to `end`, oldest first.
    pub(super) fn trace(
        &self,
        came_from: &BTreeMap<Subject, Option<Subject>>,
        end: Subject,
    ) -> Vec<&Node> {
        let back = |at: &Subject| came_from.get(at).copied().flatten();
        let mut way: Vec<_> = std::iter::successors(Some(end), back)
            .filter_map(|at| self.nodes.get(&at))
            .collect();
        way.reverse();
        way
    }
}

impl fmt::Display for LimitReached {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Depth(depth) => write!(f, "{depth} replacements away from the start"),
            Self::Requests(requests) => write!(f, "{requests} requests"),
        }
    }
}
