//! Lines over time with a mark at each step, told apart by dash and mark before colour; behind them the
//! bands that a value can lie in, each from its edge up to the next. A step whose figure is not told is
//! left out of the line.

mod draw;
mod field;
#[cfg(test)]
mod tests;

use crate::amount::Amount;
use crate::palette::Palette;
use crate::{Chart, Written};

/// What is drawn over time.
#[derive(Debug, Clone, Default)]
pub struct Line {
    /// When each step is: `Aug 2026`.
    pub steps: Vec<String>,
    /// What is shown at each step; the first four are drawn, all of them stand in the table.
    pub series: Vec<Series>,
    /// Where each band begins, from the top one down; two hatches tell those below the first apart.
    pub edges: Vec<Edge>,
    /// What lies below the last edge; empty where nothing is said of it.
    pub beneath: String,
}

/// Something followed over time.
#[derive(Debug, Clone)]
pub struct Series {
    /// What it is.
    pub label: String,
    /// How much at each step; none where nothing is said.
    pub amounts: Vec<Option<Amount>>,
}

/// The lower edge of a band.
#[derive(Debug, Clone)]
pub struct Edge {
    /// The band that begins here.
    pub label: String,
    /// Where at each step, in thousandths; none where it has no place.
    pub values: Vec<Option<i64>>,
}

/// Draws the lines in the default colours. `unit` is said in the words and the table.
pub fn line(title: &str, unit: &str, of: &Line, written: Written) -> Chart {
    Palette::default().line(title, unit, of, written)
}

impl Series {
    fn exact(&self) -> impl Iterator<Item = Option<i64>> {
        let amounts = self.amounts.iter();
        amounts.map(|amount| amount.as_ref().and_then(Amount::exact))
    }
}

impl Line {
    /// What the first line shows, step by step.
    fn said(&self, written: Written) -> Vec<String> {
        let amounts = self.series.first().map(|first| first.amounts.as_slice());
        let steps = self.steps.iter().zip(amounts.unwrap_or_default());
        steps
            .filter_map(|(step, amount)| {
                let amount = amount.as_ref()?;
                Some(format!("{step} {}", amount.words(written)))
            })
            .collect()
    }

    fn headings(&self, unit: &str) -> Vec<String> {
        let series = self
            .series
            .iter()
            .map(|series| format!("{} ({unit})", series.label));
        let edges = self.edges.iter().map(|edge| format!("{} from", edge.label));
        ["When".to_owned()]
            .into_iter()
            .chain(series)
            .chain(edges)
            .collect()
    }

    /// A row for each step; what nothing is said of is left open.
    fn rows(&self, written: Written) -> Vec<Vec<String>> {
        let open = || "–".to_owned();
        let steps = self.steps.iter().enumerate();
        steps
            .map(|(at, step)| {
                let amounts = self.series.iter().map(|series| {
                    let amount = series.amounts.get(at).and_then(Option::as_ref);
                    amount.map_or_else(open, |amount| amount.words(written))
                });
                let edges = self.edges.iter().map(|edge| {
                    let value = edge.values.get(at).copied().flatten();
                    value.map_or_else(open, written)
                });
                [step.clone()]
                    .into_iter()
                    .chain(amounts)
                    .chain(edges)
                    .collect()
            })
            .collect()
    }
}
