//! The graph for people: a tree of lines, and Graphviz.

use std::collections::BTreeSet;
use std::fmt::{self, Write as _};

use super::node::OneLine;
use super::{Graph, Node, Subject};

impl fmt::Display for Graph {
    /// A tree, oldest first. A node that is reached twice is drawn once and then only named. Lines
    /// below it list the limits that were reached and the links that cannot be read.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut line = "";
        for TreeLine {
            before,
            subject,
            node,
            is_start,
        } in self.tree()
        {
            write!(f, "{line}{before}")?;
            match node {
                Some(node) => write!(f, "{node}")?,
                None => write!(f, "{subject} (see above)")?,
            }
            if is_start {
                f.write_str("  <- asked for")?;
            }
            line = "\n";
        }
        for bound in &self.bounds {
            write!(f, "{line}(stopped at {bound}; there is more)")?;
            line = "\n";
        }
        for (code, error) in &self.unreadable {
            write!(f, "{line}(a link of {code} cannot be followed: {error})")?;
            line = "\n";
        }
        Ok(())
    }
}

/// A line of a graph that is drawn as a tree: see [`Graph::tree`].
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct TreeLine<'a> {
    /// The branches before it, as `│  ├─ `.
    pub before: String,
    /// What the line is about.
    pub subject: Subject,
    /// Its node; `None` when a line above has it.
    pub node: Option<&'a Node>,
    /// Whether it is the start of the graph; only on the line that has its node.
    pub is_start: bool,
}

/// A node that is still to be drawn: its branches, and whether it is the last of its siblings.
struct Branch {
    at: Subject,
    before: String,
    last: Option<bool>,
}

impl Graph {
    /// The graph as a tree, oldest first, a line per node. A node that is reached twice has its
    /// successors once: its other lines only name it.
    #[must_use]
    pub fn tree(&self) -> Vec<TreeLine<'_>> {
        let mut drawn = BTreeSet::new();
        let mut lines = Vec::new();
        for top in self.tops() {
            if !drawn.contains(&top) {
                self.draw(top, &mut drawn, &mut lines);
            }
        }
        lines
    }

    /// Where to start drawing: roots, then what only a cycle reaches.
    fn tops(&self) -> impl Iterator<Item = Subject> {
        let roots = self.roots().map(Node::subject);
        let starts = self.starts.iter().copied();
        roots.chain(starts).chain(self.nodes.keys().copied())
    }

    /// The tree under a top. A stack of our own: chains are as long as the limits allow.
    fn draw<'a>(
        &'a self,
        top: Subject,
        drawn: &mut BTreeSet<Subject>,
        lines: &mut Vec<TreeLine<'a>>,
    ) {
        let mut stack = vec![Branch {
            at: top,
            before: String::new(),
            last: None,
        }];
        while let Some(Branch { at, before, last }) = stack.pop() {
            let (mark, under) = match last {
                None => ("", ""),
                Some(true) => ("└─ ", "   "),
                Some(false) => ("├─ ", "│  "),
            };
            let first = drawn.insert(at);
            lines.push(TreeLine {
                before: format!("{before}{mark}"),
                subject: at,
                node: self.nodes.get(&at).filter(|_| first),
                is_start: first && self.starts.contains(&at),
            });
            if first {
                let next: Vec<_> = self.after(at).collect();
                let count = next.len();
                let branches = next.into_iter().enumerate().map(|(nth, at)| Branch {
                    at,
                    before: format!("{before}{under}"),
                    last: Some(nth + 1 == count),
                });
                stack.extend(branches.rev());
            }
        }
    }

    /// The graph in the DOT language of Graphviz, oldest on the left: `dot -Tsvg` draws it. The start
    /// is bold, ended certifications are grey, unknown ones dashed.
    #[must_use]
    pub fn to_dot(&self) -> String {
        let mut out = String::from("digraph lineage {\n  rankdir=LR;\n  node [shape=box];\n");
        for (at, node) in &self.nodes {
            let _ = write!(out, "  \"{at}\" [label=\"{at}");
            if let Some(title) = node.intitule() {
                let _ = write!(out, "\\n{}", escaped(title));
            }
            out.push('"');
            let styles = [
                (self.starts.contains(at), ", penwidth=2"),
                (node.validite().is_ended(), ", color=gray, fontcolor=gray"),
                (node.certification().is_none(), ", style=dashed"),
            ];
            let styles = styles.into_iter().filter(|(is, _)| *is);
            out.extend(styles.map(|(_, style)| style));
            out.push_str("];\n");
        }
        for edge in &self.edges {
            let _ = writeln!(out, "  \"{}\" -> \"{}\";", edge.old, edge.new);
        }
        out.push_str("}\n");
        out
    }
}

fn escaped(title: &str) -> String {
    let title = OneLine(title).to_string();
    title.replace('\\', "\\\\").replace('"', "\\\"")
}
