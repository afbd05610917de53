//! The graph for people: a tree of lines, and Graphviz.

use std::collections::BTreeSet;
use std::fmt::{self, Write as _};

use super::node::OneLine;
use super::{Graph, Node, Subject};

impl fmt::Display for Graph {
    /// A tree, oldest first; what is reached twice is drawn once and then only named. Bounds that
    /// were reached and links that cannot be read have their lines below it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut drawn = BTreeSet::new();
        let mut line = "";
        for root in self.tops() {
            if !drawn.contains(&root) {
                f.write_str(line)?;
                self.draw(root, &mut drawn, f)?;
                line = "\n";
            }
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

/// A node still to be drawn: what stands before it, and whether it is the last of its siblings.
struct Branch {
    at: Subject,
    before: String,
    last: Option<bool>,
}

impl Graph {
    /// Where to start drawing: roots, then what only a cycle reaches.
    fn tops(&self) -> impl Iterator<Item = Subject> {
        let roots = self.roots().map(Node::subject);
        let starts = self.starts.iter().copied();
        roots.chain(starts).chain(self.nodes.keys().copied())
    }

    /// The tree under a top. A stack of our own: chains are as long as the bounds allow.
    fn draw(
        &self,
        top: Subject,
        drawn: &mut BTreeSet<Subject>,
        f: &mut fmt::Formatter<'_>,
    ) -> fmt::Result {
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
            if last.is_some() {
                f.write_char('\n')?;
            }
            let first = drawn.insert(at);
            match self.nodes.get(&at) {
                Some(node) if first => write!(f, "{before}{mark}{node}")?,
                _ => write!(f, "{before}{mark}{at} (see above)")?,
            }
            if first && self.starts.contains(&at) {
                f.write_str("  <- asked for")?;
            }
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
        Ok(())
    }

    /// The graph in the language of Graphviz, oldest on the left: `dot -Tsvg` draws it. What was
    /// asked for is bold, what has ended grey, what is not known dashed.
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
