//! A table of a Word document: its headings are marked as such and stand on every page.

use super::body::run;
use crate::xml;
use std::fmt::Write as _;

/// Width of the text of a page in twentieths of a point: 17 cm.
const WIDTH: usize = 9_638;
/// Columns from which the letters are smaller.
const MANY: usize = 6;
/// Letters that a column counts for at least and at most.
const LETTERS: (usize, usize) = (7, 40);
/// The longest word that is kept whole.
const WORD: usize = 18;
/// A letter of a heading, and the edges of a cell, in twentieths of a point.
const LETTER: usize = 118;
const EDGES: usize = 170;

pub(super) fn add(
    out: &mut String,
    (caption, headings): (&str, &[String]),
    rows: &[Vec<String>],
    numbers: &[usize],
) {
    let caption = xml::escaped(caption);
    let _ = write!(
        out,
        "<w:tbl><w:tblPr><w:tblStyle w:val=\"Figures\"/><w:tblW w:w=\"{WIDTH}\" w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/><w:tblLook w:val=\"0020\" w:firstRow=\"1\" w:lastRow=\"0\" w:firstColumn=\"0\" w:lastColumn=\"0\" w:noHBand=\"1\" w:noVBand=\"1\"/><w:tblCaption w:val=\"{caption}\"/></w:tblPr><w:tblGrid>"
    );
    let widths = widths(headings, rows);
    for width in &widths {
        let _ = write!(out, "<w:gridCol w:w=\"{width}\"/>");
    }
    out.push_str("</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
    let size = if headings.len() >= MANY { 16 } else { 18 };
    let look = format!("<w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/>");
    for (at, heading) in headings.iter().enumerate() {
        let bold = format!("<w:b/>{look}");
        cell(
            out,
            (heading, &bold),
            widths.get(at),
            numbers.contains(&at).then_some(()),
        );
    }
    out.push_str("</w:tr>");
    for row in rows {
        let is_long = row.iter().any(|text| text.len() > 300);
        out.push_str(if is_long {
            "<w:tr>"
        } else {
            "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
        });
        for (at, text) in row.iter().enumerate() {
            cell(
                out,
                (text, &look),
                widths.get(at),
                numbers.contains(&at).then_some(()),
            );
        }
        out.push_str("</w:tr>");
    }
    out.push_str("</w:tbl>");
}

fn cell(out: &mut String, (text, look): (&str, &str), width: Option<&usize>, right: Option<()>) {
    let width = width.copied().unwrap_or_default();
    let side = if right.is_some() {
        "<w:jc w:val=\"right\"/>"
    } else {
        ""
    };
    let _ = write!(
        out,
        "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/></w:tcPr><w:p><w:pPr><w:pStyle w:val=\"Cell\"/>{side}</w:pPr>"
    );
    run(out, look, text);
    out.push_str("</w:p></w:tc>");
}

/// The widths of the columns: first room for their longest words, and what is left by how much stands in
/// them. Together they are the width of the page.
fn widths(headings: &[String], rows: &[Vec<String>]) -> Vec<usize> {
    let asked: Vec<(usize, usize)> = (0..headings.len())
        .map(|at| {
            let cells = || rows.iter().filter_map(move |row| row.get(at));
            let heading = headings.get(at).map_or(0, |heading| word(heading) + 1);
            let longest = cells().map(|cell| word(cell)).max().unwrap_or(0);
            let full = cells().map(|cell| line(cell)).max().unwrap_or(0);
            let least = longest.max(heading).clamp(LETTERS.0, WORD) * LETTER + EDGES;
            (least, full.clamp(LETTERS.0, LETTERS.1))
        })
        .collect();
    let least: usize = asked.iter().map(|(least, _)| least).sum();
    let full: usize = asked.iter().map(|(_, full)| full).sum();
    let free = WIDTH.saturating_sub(least);
    let width = |(own, letters): &(usize, usize)| {
        if free == 0 {
            own * WIDTH / least.max(1)
        } else {
            own + letters * free / full.max(1)
        }
    };
    let mut widths: Vec<usize> = asked.iter().map(width).collect();
    let given: usize = widths.iter().sum();
    if let Some(first) = widths.first_mut() {
        *first += WIDTH.saturating_sub(given);
    }
    widths
}

/// Letters of the longest line.
fn line(text: &str) -> usize {
    let lines = xml::lines(text);
    lines.map(|line| line.chars().count()).max().unwrap_or(0)
}

/// Letters of the longest word.
fn word(text: &str) -> usize {
    let words = text.split_whitespace();
    words.map(|word| word.chars().count()).max().unwrap_or(0)
}
