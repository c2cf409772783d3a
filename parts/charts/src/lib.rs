//! Charts as SVG, made on the server: each says in words what it shows, stands beside its table of
//! figures, and is never colour alone. Places are whole units of the picture; no figure is a float.
//! A picture carries no style of its own, so that the strictest page may show it.

mod amount;
mod bars;
mod gauges;
mod hatch;
mod ink;
mod line;
mod palette;
mod shares;
mod stacks;
mod tiles;

pub use amount::Amount;
pub use bars::{Bar, bars, progress};
pub use gauges::{Gauge, Gauges, gauges};
pub use line::{Edge, Line, Series, line};
pub use palette::{Colour, Palette};
pub use shares::{Part, shares};
pub use stacks::{Stack, Stacks, stacks};
pub use tiles::{Tile, Tiles, tiles};

/// A picture with the words and the table that stand for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chart {
    /// The picture; it carries no style and no script, and scales to the width it is given.
    pub svg: String,
    /// What somebody who cannot see it should hear.
    pub alternative: String,
    /// The caption of its table.
    pub caption: String,
    /// How its figures are made, where that has to be said; else empty.
    pub note: String,
    /// The headings of its table; none is empty.
    pub headings: Vec<String>,
    /// The rows of its table, with every label whole.
    pub rows: Vec<Vec<String>>,
}

/// Figures as they are written, from thousandths.
pub type Written = fn(i64) -> String;

fn alternative(title: &str, unit: &str, said: &[String]) -> String {
    if said.is_empty() {
        format!("{title}: nothing to show yet")
    } else {
        format!("{title}, in {unit}: {}", said.join("; "))
    }
}

/// Headings and rows; the column of targets is there when any row has one.
fn table(
    first: &str,
    unit: &str,
    rows: &[(&String, i64, Option<i64>)],
    written: Written,
) -> (Vec<String>, Vec<Vec<String>>) {
    let has_target = rows.iter().any(|(_, _, target)| target.is_some());
    let columns = if has_target { 3 } else { 2 };
    let cut = |cells: [String; 3]| cells.into_iter().take(columns).collect();
    let headings = cut([
        first.to_owned(),
        format!("Reached ({unit})"),
        "Target".to_owned(),
    ]);
    let rows = rows
        .iter()
        .map(|(label, value, target)| {
            let target = target.map(written).unwrap_or_default();
            cut([(*label).clone(), written(*value), target])
        })
        .collect();
    (headings, rows)
}
