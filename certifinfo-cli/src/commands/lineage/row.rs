//! A certification of a lineage as a row.

use certifinfo_ext::jiff::civil::Date;
use certifinfo_ext::lineage::{Graph, Node};
use serde_json::json;

use crate::lang::Lang;
use crate::output::{Column, Row, Words};
use crate::validity::{State, last_day};

/// A certification, with what it replaced and what replaces it.
pub(super) struct NodeRow<'a> {
    node: &'a Node,
    on: Date,
    replaces: Vec<String>,
    replaced_by: Vec<String>,
}

impl<'a> NodeRow<'a> {
    pub(super) fn new(graph: &'a Graph, node: &'a Node, on: Date) -> Self {
        let code = |node: &Node| node.subject().to_string();
        Self {
            node,
            on,
            replaces: graph.predecessors_of(node.subject()).map(code).collect(),
            replaced_by: graph.successors_of(node.subject()).map(code).collect(),
        }
    }

    fn fiches(&self) -> Vec<String> {
        self.node.fiches().iter().map(ToString::to_string).collect()
    }
}

impl Row for NodeRow<'_> {
    const COLUMNS: &'static [Column] = &[
        Column::new("code", Lang::code),
        Column::new("state", Lang::state),
        Column::wide("on", Lang::judged_on),
        Column::new("until", Lang::last_day),
        Column::new("replaces", Lang::replaces),
        Column::new("replaced_by", Lang::replaced_by),
        Column::new("fiches", Lang::sheet),
        Column::new("certifinfo_intitule", Lang::title),
    ];

    fn cells(&self, words: Words) -> Vec<String> {
        let state = State::of_node(self.node);
        vec![
            self.node.subject().to_string(),
            match words {
                Words::People(lang) => state.label(lang).to_owned(),
                Words::Programs => state.name().to_owned(),
            },
            words.day(self.on),
            last_day(self.node, self.on)
                .map(|day| words.day(day))
                .unwrap_or_default(),
            self.replaces.join(" "),
            self.replaced_by.join(" "),
            self.fiches().join(" "),
            self.node.intitule().unwrap_or_default().to_owned(),
        ]
    }

    fn json(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string(&json!({
            "code": self.node.subject().to_string(),
            "state": State::of_node(self.node),
            "on": self.on.to_string(),
            "until": last_day(self.node, self.on).map(|day| day.to_string()),
            "replaces": self.replaces,
            "replaced_by": self.replaced_by,
            "fiches": self.fiches(),
            "certifinfo_intitule": self.node.intitule(),
        }))
    }
}
