//! How lines and their bands are drawn.

use super::field::{BOTTOM, Field, TOP, at_the_edge, marker, path, rule, thin};
use super::{Edge, Line};
use crate::amount::Amount;
use crate::hatch::between;
use crate::ink::{Anchor, WIDTH, cut, letters, nothing, picture, room_of, text};
use crate::palette::Palette;
use crate::{Chart, Written, alternative};

/// So many dates fit under the line.
pub(super) const DATES: usize = 5;
/// How a line of the key is set under the last one.
const KEY: i64 = 30;
/// How far apart the upright lines of each band are.
const BANDS: [i64; 2] = [6, 14];
const DASHES: [&str; 4] = [
    "",
    " stroke-dasharray=\"10 6\"",
    " stroke-dasharray=\"3 6\"",
    " stroke-dasharray=\"14 5 3 5\"",
];

impl Palette {
    /// Draws the lines.
    pub fn line(&self, title: &str, unit: &str, of: &Line, written: Written) -> Chart {
        let field = Field::of(of, written);
        if of.steps.is_empty() {
            return self.no_line(title, unit, of);
        }
        let mut marks = self.grid(&field, written);
        marks.push_str(&self.bands(of, &field));
        let colours = [self.reached, self.target, self.further[0], self.further[1]];
        let styles = colours.into_iter().zip(DASHES).enumerate();
        let mut key = Vec::new();
        for (series, (mark, (colour, dash))) in of.series.iter().zip(styles) {
            let places = field.places(series.exact());
            marks.push_str(&path(&places, colour, dash));
            marks.extend(places.iter().map(|at| marker(mark, *at, colour)));
            key.push((series.label.as_str(), mark, colour, dash));
        }
        marks.push_str(&self.labels(of, &field, written));
        let mut y = BOTTOM + 52;
        if key.len() > 1 {
            for (label, mark, colour, dash) in key {
                marks.push_str(&path(&[(0, y), (40, y)], colour, dash));
                marks.push_str(&marker(mark, (20, y), colour));
                marks.push_str(&self.key_words(y, label));
                y += KEY;
            }
        }
        let (bands, y) = self.bands_key(of, y);
        marks.push_str(&bands);
        let alternative = alternative(title, unit, &of.said(written));
        Chart {
            svg: picture(y - 18, title, &alternative, &marks),
            caption: format!("{title}, in {unit}"),
            note: String::new(),
            alternative,
            headings: of.headings(unit),
            rows: of.rows(written),
        }
    }

    fn no_line(&self, title: &str, unit: &str, of: &Line) -> Chart {
        let alternative = alternative(title, unit, &[]);
        Chart {
            svg: picture(40, title, &alternative, &nothing(self.ink)),
            caption: format!("{title}, in {unit}"),
            note: String::new(),
            alternative,
            headings: of.headings(unit),
            rows: Vec::new(),
        }
    }

    /// What lies between an edge and the one above it, and the edges over it.
    fn bands(&self, of: &Line, field: &Field) -> String {
        let edges: Vec<Vec<(i64, i64)>> = of
            .edges
            .iter()
            .map(|edge| field.band(field.places(edge.values.iter().copied())))
            .collect();
        let mut marks = String::new();
        for ((upper, lower), every) in edges.iter().zip(edges.iter().skip(1)).zip(BANDS) {
            marks.push_str(&between((upper, lower), every, self.quiet));
        }
        for edge in &edges {
            marks.push_str(&thin(edge, self.ink));
        }
        marks
    }

    /// The bands in words, from the top: what lies above the first edge, and below each its own hatch.
    fn bands_key(&self, of: &Line, y: i64) -> (String, i64) {
        let (mut marks, mut y) = (String::new(), y);
        let has_place = |edge: &&Edge| edge.values.iter().any(Option::is_some);
        let spacings = [None].into_iter().chain(BANDS.map(Some));
        for (edge, every) in of.edges.iter().filter(has_place).zip(spacings) {
            let (top, foot) = ([(0, y - 10), (40, y - 10)], [(0, y + 10), (40, y + 10)]);
            if let Some(every) = every {
                marks.push_str(&between((&top, &foot), every, self.quiet));
            }
            marks.push_str(&thin(&foot, self.ink));
            marks.push_str(&self.key_words(y, &format!("{} from this edge up", edge.label)));
            y += KEY;
        }
        if !(marks.is_empty() || of.beneath.is_empty()) {
            marks.push_str(&self.key_words(y, &format!("{} below", of.beneath)));
            y += KEY;
        }
        (marks, y)
    }

    fn key_words(&self, y: i64, label: &str) -> String {
        let words = cut(label, letters(WIDTH - 50));
        text((50, y + 6), Anchor::Start, self.ink, &words)
    }

    fn grid(&self, field: &Field, written: Written) -> String {
        let mut marks = String::new();
        for quarter in 0..=4_i64 {
            // Only whole units are written at the edge, and each line lies where its figure says; the
            // table has every figure exactly.
            let value = field.scale.at(quarter);
            let y = BOTTOM - field.scale.place(value, BOTTOM - TOP);
            marks.push_str(&rule(field.left, y, self.ground));
            let edge = at_the_edge(value, written);
            let at = (field.left - 10, y + 6);
            marks.push_str(&text(at, Anchor::End, self.ink, &edge));
        }
        if field.scale.least < 0 {
            let y = BOTTOM - field.scale.place(0, BOTTOM - TOP);
            marks.push_str(&rule(field.left, y, self.ink));
        }
        marks
    }

    /// Dates under the steps, as many as fit and always the last; the figure above the last of the first
    /// line.
    fn labels(&self, of: &Line, field: &Field, written: Written) -> String {
        let step = of.steps.len().div_ceil(DATES).max(1);
        let places: Vec<i64> = (0..)
            .map(|at| field.along(at))
            .take(of.steps.len())
            .collect();
        let mut marks: String = of
            .steps
            .iter()
            .zip(places)
            .rev()
            .step_by(step)
            .map(|(label, x)| {
                let at = (x, BOTTOM + 26);
                text(at, Anchor::Middle, self.ink, &cut(label, 8))
            })
            .collect();
        let Some(first) = of.series.first() else {
            return marks;
        };
        let drawn = field.places(first.exact());
        let last = first.amounts.iter().flatten().rev().find_map(Amount::exact);
        if let (Some(value), Some((x, y))) = (last, drawn.last()) {
            let figure = cut(&written(value), 30);
            let (x, anchor) = if room_of(&figure) <= 2 * (WIDTH - x) {
                (*x, Anchor::Middle)
            } else {
                (WIDTH, Anchor::End)
            };
            marks.push_str(&text((x, y - 13), anchor, self.ink, &figure));
        }
        marks
    }
}
