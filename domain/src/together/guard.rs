//! A second look at what a pack prints: a small number of people that somebody else's program left in
//! print is kept back here by the same rule as at home, with what would give it away.

use super::given::{Amount, Given, Heading, Line};
use crate::disclosure::{Cell, Figures, Printed, SMALL_WORDS, counts_people, is_small, quarter};
use std::collections::BTreeMap;

fn cell(line: &Line) -> Cell {
    match &line.area {
        Some((code, _)) => Cell::Area(code.clone()),
        None => Cell::Evidenced,
    }
}

/// How the figures of a measure may be printed, by the rule for a quarter's return. Where some are kept
/// back already, the others stand as they were printed, unless they are small themselves.
fn printed(unit: &str, lines: &[&Line]) -> Printed {
    let exact = |line: &&Line| match line.amount {
        Amount::Exact(thousandths) => Some((cell(line), thousandths)),
        Amount::KeptBack(_) => None,
    };
    let figures = Figures {
        cells: lines.iter().filter_map(exact).collect(),
    };
    if figures.cells.len() == lines.len() {
        quarter(unit, &figures)
    } else {
        Printed::part(unit, &figures)
    }
}

/// A return with no small number of people in print.
pub(super) fn guarded(mut given: Given) -> Given {
    let mut decided: BTreeMap<Heading, Printed> = BTreeMap::new();
    for line in &given.lines {
        if decided.contains_key(&line.heading) || !counts_people(&line.heading.measure.unit) {
            continue;
        }
        let own = given.lines.iter();
        let own: Vec<&Line> = own
            .filter(|other| other.heading == line.heading && other.counted_in.is_none())
            .collect();
        let unit = &line.heading.measure.unit;
        decided.insert(line.heading.clone(), printed(unit, &own));
    }
    for line in &mut given.lines {
        let keeps = decided.get(&line.heading).is_some_and(|printed| {
            let is_part = line.counted_in.is_some() && printed.keeps_back();
            is_part || !printed.is_exact(&cell(line))
        });
        let small = counts_people(&line.heading.measure.unit)
            && matches!(line.amount, Amount::Exact(thousandths) if is_small(thousandths));
        if let Amount::Exact(thousandths) = line.amount
            && (keeps || small)
        {
            let few = is_small(thousandths) && thousandths > 0;
            let words = if few { SMALL_WORDS } else { "not shown" };
            line.amount = Amount::KeptBack(words.to_owned());
        }
    }
    given
}
