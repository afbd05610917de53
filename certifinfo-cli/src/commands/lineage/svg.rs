//! A picture as SVG, laid out here: columns from old to new, cards below each other.

use std::fmt::Write;

use super::picture::{Card, Picture};
use crate::validity::State;

const MARGIN: f64 = 24.0;
const TITLE: f64 = 40.0;
/// What a character takes, at most and on average, in the fonts named.
const CHARACTER: f64 = 8.0;
const LINE: f64 = 17.0;
const PADDING: f64 = 10.0;
/// Between columns, for the arrows; and between cards of a column.
const GAPS: (f64, f64) = (80.0, 16.0);

/// A card with its place.
struct Place {
    x: f64,
    y: f64,
    width: f64,
    height: f64,
}

pub(super) fn write(picture: &Picture) -> String {
    let places = layout(picture);
    let right = places
        .iter()
        .map(|place| place.x + place.width)
        .fold(0.0, f64::max);
    let bottom = places
        .iter()
        .map(|place| place.y + place.height)
        .fold(0.0, f64::max);
    // The title is in one line, whatever the cards need.
    let title = picture.title.chars().count() as f64 * 9.0 + MARGIN;
    let (width, height) = (right.max(title) + MARGIN, bottom + MARGIN);
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = writeln!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" role=\"img\" \
         font-family=\"Helvetica, Arial, 'DejaVu Sans', sans-serif\" font-size=\"13\">\n\
         <title>{title}</title>\n\
         <defs><marker id=\"arrow\" viewBox=\"0 0 8 8\" refX=\"8\" refY=\"4\" markerWidth=\"8\" \
         markerHeight=\"8\" orient=\"auto-start-reverse\"><path d=\"M0 0 8 4 0 8z\" \
         fill=\"#555\"/></marker></defs>\n\
         <rect width=\"{width}\" height=\"{height}\" fill=\"#fff\"/>\n\
         <text x=\"{MARGIN}\" y=\"{y}\" font-size=\"16\" font-weight=\"bold\">{title}</text>",
        title = escaped(&picture.title),
        y = MARGIN + 10.0,
    );
    for &(old, new) in &picture.arrows {
        arrow(&mut out, &places[old], &places[new]);
    }
    for (card, place) in picture.cards.iter().zip(&places) {
        draw(&mut out, card, place);
    }
    out.push_str("</svg>\n");
    out
}

/// Columns in the middle of the tallest, cards near those that they replace. A tall picture starts
/// at its top, where one begins to read.
fn layout(picture: &Picture) -> Vec<Place> {
    let heights: Vec<f64> = picture.cards.iter().map(height).collect();
    let columns = picture
        .cards
        .iter()
        .map(|card| card.layer + 1)
        .max()
        .unwrap_or(0);
    let mut members: Vec<Vec<usize>> = vec![Vec::new(); columns];
    for (place, card) in picture.cards.iter().enumerate() {
        members[card.layer].push(place);
    }
    let tall = |column: &[usize]| {
        let cards: f64 = column.iter().map(|&card| heights[card]).sum();
        cards + GAPS.1 * column.len().saturating_sub(1) as f64
    };
    let tallest = members
        .iter()
        .map(|column| tall(column))
        .fold(0.0, f64::max);
    let mut middles = vec![0.0; picture.cards.len()];
    let mut tops = vec![0.0; picture.cards.len()];
    for column in &mut members {
        let wish = |card: usize| {
            let old = picture.arrows.iter().filter(|(_, new)| *new == card);
            let from: Vec<f64> = old.map(|(old, _)| middles[*old]).collect();
            from.iter().sum::<f64>() / from.len().max(1) as f64
        };
        let wishes: Vec<f64> = (0..picture.cards.len()).map(wish).collect();
        column.sort_by(|a, b| wishes[*a].total_cmp(&wishes[*b]));
        let above = if picture.is_tall {
            0.0
        } else {
            (tallest - tall(column)) / 2.0
        };
        let mut y = MARGIN + TITLE + above;
        for &card in column.iter() {
            tops[card] = y;
            middles[card] = y + heights[card] / 2.0;
            y += heights[card] + GAPS.1;
        }
    }
    let width = |card: &Card| card.width as f64 * CHARACTER + 2.0 * PADDING;
    let mut left = MARGIN;
    let mut lefts = Vec::new();
    for column in &members {
        lefts.push(left);
        let widths = column.iter().map(|&card| width(&picture.cards[card]));
        left += widths.fold(0.0, f64::max) + GAPS.0;
    }
    let cards = picture.cards.iter().zip(&tops).zip(&heights);
    cards
        .map(|((card, &y), &height)| Place {
            x: lefts[card.layer],
            y,
            width: width(card),
            height,
        })
        .collect()
}

fn height(card: &Card) -> f64 {
    2.0 * PADDING + LINE * (card.title.len() + 2) as f64
}

fn arrow(out: &mut String, old: &Place, new: &Place) {
    let (x1, y1) = (old.x + old.width, old.y + old.height / 2.0);
    let (x2, y2) = (new.x, new.y + new.height / 2.0);
    let bend = GAPS.0 / 2.0;
    let _ = writeln!(
        out,
        "<path d=\"M{x1} {y1} C{} {y1} {} {y2} {x2} {y2}\" fill=\"none\" stroke=\"#555\" \
         stroke-width=\"1.3\" marker-end=\"url(#arrow)\"/>",
        x1 + bend,
        x2 - bend,
    );
}

fn draw(out: &mut String, card: &Card, place: &Place) {
    let (stroke, fill, ink) = match card.state {
        State::Active => ("#2e7d32", "#eef7ee", "#1b1b1b"),
        State::Ended => ("#616161", "#f2f2f2", "#4d4d4d"),
        _ => ("#b26a00", "#fff8e6", "#1b1b1b"),
    };
    let Place {
        x,
        y,
        width,
        height,
    } = place;
    let stroke_width = if card.is_start { 3.5 } else { 1.3 };
    let dashes = if card.is_known {
        ""
    } else {
        " stroke-dasharray=\"6 4\""
    };
    let _ = writeln!(
        out,
        "<g fill=\"{ink}\"><rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"6\" \
         fill=\"{fill}\" stroke=\"{stroke}\" stroke-width=\"{stroke_width}\"{dashes}/>",
    );
    let left = x + PADDING + 2.0;
    let mut baseline = y + PADDING + 12.0;
    let _ = writeln!(
        out,
        "<text x=\"{left}\" y=\"{baseline}\"><tspan font-weight=\"bold\">{}</tspan> {}</text>",
        escaped(&card.code),
        escaped(&card.sheets),
    );
    for line in &card.title {
        baseline += LINE;
        let _ = writeln!(
            out,
            "<text x=\"{left}\" y=\"{baseline}\">{}</text>",
            escaped(line)
        );
    }
    baseline += LINE;
    let _ = writeln!(
        out,
        "<text x=\"{left}\" y=\"{baseline}\" fill=\"{stroke}\" font-weight=\"bold\">{}</text></g>",
        escaped(&card.validity),
    );
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
