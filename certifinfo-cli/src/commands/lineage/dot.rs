//! A picture in the language of Graphviz: `dot -Tsvg`.

use std::fmt::Write;

use super::picture::{Card, Picture};
use crate::validity::State;

pub(super) fn write(picture: &Picture) -> String {
    let mut out = String::from("digraph lineage {\n");
    // Writing to a string cannot fail.
    let _ = writeln!(
        out,
        "  label=\"{}\";\n  labelloc=t;",
        escaped(&picture.title)
    );
    out.push_str("  rankdir=LR;\n  fontname=\"sans-serif\";\n");
    out.push_str("  node [shape=box, fontname=\"sans-serif\", fontsize=11];\n");
    for (place, card) in picture.cards.iter().enumerate() {
        let _ = writeln!(
            out,
            "  n{place} [label=\"{}\"{}];",
            label(card),
            style(card)
        );
    }
    for (old, new) in &picture.arrows {
        let _ = writeln!(out, "  n{old} -> n{new};");
    }
    out.push_str("}\n");
    out
}

/// `\n` is the language's own line break.
fn label(card: &Card) -> String {
    let mut lines = vec![
        format!("{}  {}", card.code, card.sheets)
            .trim_end()
            .to_owned(),
    ];
    lines.extend(card.title.iter().cloned());
    lines.push(card.validity.clone());
    let lines: Vec<_> = lines.iter().map(|line| escaped(line)).collect();
    lines.join("\\n")
}

fn style(card: &Card) -> String {
    let (colour, fill) = match card.state {
        State::Active => ("#2e7d32", "#eef7ee"),
        State::Ended => ("#616161", "#f2f2f2"),
        _ => ("#b26a00", "#fff8e6"),
    };
    let shape = if card.is_known {
        "filled"
    } else {
        "filled,dashed"
    };
    let width = if card.is_start { ", penwidth=3" } else { "" };
    format!(", color=\"{colour}\", fillcolor=\"{fill}\", style=\"{shape}\"{width}")
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"")
}
