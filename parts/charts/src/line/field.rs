//! The field that lines are drawn in, and the strokes and marks they are made of.

use super::{Line, Series};
use crate::Written;
use crate::ink::{Scale, WIDTH, room_of};
use crate::palette::Colour;

pub(super) const TOP: i64 = 32;
pub(super) const BOTTOM: i64 = 262;
const RIGHT: i64 = WIDTH - 38;

/// The field between the axes.
pub(super) struct Field {
    pub(super) scale: Scale,
    pub(super) left: i64,
    steps: i64,
}

impl Field {
    pub(super) fn of(of: &Line, written: Written) -> Self {
        let exact = of.series.iter().flat_map(Series::exact);
        let edges = of.edges.iter().flat_map(|edge| edge.values.iter().copied());
        let scale = Scale::of(exact.chain(edges).flatten());
        let scale = if scale.least == scale.most {
            Scale { least: 0, most: 1 }
        } else {
            scale
        };
        let words = (0..=4).map(|quarter| room_of(&at_the_edge(scale.at(quarter), written)));
        Self {
            scale,
            // Figures are wider than letters are on average.
            left: words.max().unwrap_or(0) * 11 / 10 + 12,
            steps: i64::try_from(of.steps.len()).unwrap_or(i64::MAX).max(2) - 1,
        }
    }

    /// Where a step lies.
    pub(super) fn along(&self, step: i64) -> i64 {
        let first = self.left + 30;
        first + (RIGHT - first) * step / self.steps
    }

    /// Where the values are; a step without a value has no place.
    pub(super) fn places(&self, values: impl Iterator<Item = Option<i64>>) -> Vec<(i64, i64)> {
        (0_i64..)
            .zip(values)
            .filter_map(|(step, value)| {
                Some((
                    self.along(step),
                    BOTTOM - self.scale.place(value?, BOTTOM - TOP),
                ))
            })
            .collect()
    }

    /// A single place has no length; a band of it is as wide as its mark and some more.
    pub(super) fn band(&self, places: Vec<(i64, i64)>) -> Vec<(i64, i64)> {
        match places.as_slice() {
            [(x, y)] => vec![((x - 30).max(self.left), *y), ((x + 30).min(WIDTH), *y)],
            [] | [_, _, ..] => places,
        }
    }
}

/// A figure at the edge of the field: never cut, and left out where it would take the field's room.
pub(super) fn at_the_edge(value: i64, written: Written) -> String {
    let figure = written(value);
    if figure.chars().count() > 16 {
        return String::new();
    }
    figure
}

pub(super) fn rule(left: i64, y: i64, colour: Colour) -> String {
    format!(
        "<line x1=\"{left}\" y1=\"{y}\" x2=\"{WIDTH}\" y2=\"{y}\" stroke=\"{colour}\" stroke-width=\"2\"/>"
    )
}

/// A line with a rim of paper that keeps it apart from what it crosses.
pub(super) fn path(places: &[(i64, i64)], colour: Colour, more: &str) -> String {
    let rim = stroke(places, Colour(255, 255, 255), " stroke-width=\"9\"");
    rim + &stroke(places, colour, &format!(" stroke-width=\"4\"{more}"))
}

pub(super) fn thin(places: &[(i64, i64)], colour: Colour) -> String {
    stroke(places, colour, " stroke-width=\"2\"")
}

fn stroke(places: &[(i64, i64)], colour: Colour, more: &str) -> String {
    if places.is_empty() {
        return String::new();
    }
    let pairs: Vec<String> = places.iter().map(|(x, y)| format!("{x},{y}")).collect();
    format!(
        "<polyline points=\"{}\" fill=\"none\" stroke=\"{colour}\"{more}/>",
        pairs.join(" ")
    )
}

/// The mark of a series at a step: a disc, a square, a triangle or an open ring.
pub(super) fn marker(mark: usize, (x, y): (i64, i64), colour: Colour) -> String {
    match mark {
        0 => format!("<circle cx=\"{x}\" cy=\"{y}\" r=\"6\" fill=\"{colour}\"/>"),
        1 => format!(
            "<rect x=\"{}\" y=\"{}\" width=\"11\" height=\"11\" fill=\"{colour}\"/>",
            x - 5,
            y - 5
        ),
        2 => format!(
            "<path d=\"M{} {}L{} {}L{x} {}Z\" fill=\"{colour}\"/>",
            x - 7,
            y + 6,
            x + 7,
            y + 6,
            y - 7
        ),
        _ => format!(
            "<circle cx=\"{x}\" cy=\"{y}\" r=\"5\" fill=\"#ffffff\" stroke=\"{colour}\" stroke-width=\"3\"/>"
        ),
    }
}
