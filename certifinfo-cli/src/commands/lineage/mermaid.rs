//! A picture in the language of Mermaid, which Markdown pages show.

use std::fmt::Write;

use super::picture::{Card, Picture};
use crate::validity::State;

pub(super) fn write(picture: &Picture) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let title = picture.title.replace('\\', "\\\\").replace('"', "\\\"");
    let _ = writeln!(out, "---\ntitle: \"{title}\"\n---\nflowchart LR");
    for (place, card) in picture.cards.iter().enumerate() {
        let _ = writeln!(out, "  n{place}[\"{}\"]:::{}", label(card), class(card));
    }
    for (old, new) in &picture.arrows {
        let _ = writeln!(out, "  n{old} --> n{new}");
    }
    for (place, _) in picture
        .cards
        .iter()
        .enumerate()
        .filter(|(_, card)| card.is_start)
    {
        let _ = writeln!(out, "  style n{place} stroke-width:4px");
    }
    out.push_str(
        "  classDef active fill:#eef7ee,stroke:#2e7d32,color:#1b1b1b\n  \
         classDef ended fill:#f2f2f2,stroke:#616161,color:#4d4d4d\n  \
         classDef unknown fill:#fff8e6,stroke:#b26a00,color:#1b1b1b\n",
    );
    out
}

fn label(card: &Card) -> String {
    let mut lines = vec![
        format!("{}  {}", card.code, card.sheets)
            .trim_end()
            .to_owned(),
    ];
    // Mermaid cuts lines itself.
    lines.extend((!card.title.is_empty()).then(|| card.title.join(" ")));
    lines.push(card.validity.clone());
    let lines: Vec<_> = lines.iter().map(|line| escaped(line)).collect();
    lines.join("<br/>")
}

fn class(card: &Card) -> &'static str {
    match card.state {
        State::Active => "active",
        State::Ended => "ended",
        _ => "unknown",
    }
}

/// Characters that Mermaid or HTML would read otherwise, by their number.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if c.is_alphanumeric()
            || matches!(
                c,
                ' ' | ',' | '.' | '-' | '\'' | '’' | '(' | ')' | '/' | ':'
            )
        {
            out.push(c);
        } else {
            let _ = write!(out, "#{};", u32::from(c));
        }
    }
    out
}
