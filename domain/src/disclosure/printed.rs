//! How the figures of a measure are printed, of a quarter and of a year beside its quarters.

use super::figures::{is_small, key};
use super::{Cell, Figures, Shown, Sum, THRESHOLD, Table, counts_people, protect};
use crate::ledger::Quantity;
use std::collections::BTreeMap;

/// How the figures of a measure in a period are printed. What it does not name is printed as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Printed {
    shown: BTreeMap<Cell, Shown>,
    /// What the printed quarters say of a year's figure that is not shown itself.
    between: BTreeMap<Cell, String>,
}

impl Printed {
    /// Whether a figure is printed as it is.
    pub fn is_exact(&self, cell: &Cell) -> bool {
        !self.shown.contains_key(cell)
    }

    /// Whether any figure is not.
    pub fn keeps_back(&self) -> bool {
        !self.shown.is_empty()
    }

    /// Whether the shares by grade of the evidence may be printed: each grade is printed as it is, and so
    /// is what they are shares of.
    pub fn prints_shares(&self) -> bool {
        let is_of_them = |cell: &Cell| match cell {
            Cell::Evidenced | Cell::Unevidenced | Cell::Grade(_) => true,
            Cell::Additional | Cell::Area(_) | Cell::Partner(_) | Cell::Adjusted(_) => false,
        };
        !self.shown.keys().any(is_of_them)
    }

    /// A figure in words.
    pub fn words(&self, cell: &Cell, thousandths: i64) -> String {
        match (self.shown.get(cell), self.between.get(cell)) {
            (None, _) => Quantity(thousandths).to_string(),
            (Some(_), Some(between)) => between.clone(),
            (Some(shown), None) => shown.words(THRESHOLD),
        }
    }

    /// Says nothing of a figure any more.
    pub(super) fn withhold(&mut self, cell: Cell) {
        self.shown.insert(cell, Shown::Withheld);
    }

    pub(super) fn shown(&self, cell: &Cell, thousandths: i64) -> Shown {
        let exact = || Shown::Exact(u64::try_from(thousandths / 1_000).unwrap_or_default());
        self.shown.get(cell).copied().unwrap_or_else(exact)
    }

    /// Figures that are no whole numbers of people, or are taken back, cannot be weighed against each
    /// other: beside a small one none is printed.
    pub(super) fn apart(figures: &Figures) -> Self {
        let told = figures.cells.iter().filter(|(_, number)| **number != 0);
        let shown = told.map(|(cell, number)| {
            let shown = if is_small(*number) && *number > 0 {
                Shown::Few
            } else {
                Shown::Withheld
            };
            (cell.clone(), shown)
        });
        Self {
            shown: shown.collect(),
            between: BTreeMap::new(),
        }
    }

    /// Nothing of a measure that counts people is printed: for what a reader could take from what was
    /// printed before.
    pub fn kept_back(unit: &str, figures: &Figures) -> Self {
        if counts_people(unit) {
            Self::apart(figures)
        } else {
            Self::default()
        }
    }

    /// A part that lies between other figures: kept back when a number of people in it is small.
    pub fn part(unit: &str, figures: &Figures) -> Self {
        if figures.has_small() {
            Self::kept_back(unit, figures)
        } else {
            Self::default()
        }
    }

    fn protected(figures: &Figures, period: &str, tables: &[Table]) -> Self {
        Self::of(figures, period, &protect(tables, THRESHOLD).shown)
    }

    /// Figures as they were decided among others.
    pub(super) fn of(figures: &Figures, period: &str, decided: &BTreeMap<String, Shown>) -> Self {
        let told = figures.cells.keys().filter_map(|cell| {
            let shown = decided.get(&key(period, cell)).copied();
            let shown = shown.unwrap_or_else(|| figures.share_shown(decided, period));
            (!matches!(shown, Shown::Exact(_))).then(|| (cell.clone(), shown))
        });
        Self {
            shown: told.collect(),
            between: BTreeMap::new(),
        }
    }
}

/// How a measure's figures of a quarter are printed.
pub fn quarter(unit: &str, figures: &Figures) -> Printed {
    if !counts_people(unit) {
        return Printed::default();
    }
    match figures.table("") {
        Some(table) => Printed::protected(figures, "", &[table]),
        None if figures.has_small() => Printed::apart(figures),
        None => Printed::default(),
    }
}

/// How a measure's figures of a year are printed beside those of its quarters, which stand as they were
/// printed. A figure that would give a small one away is replaced by what the quarters say of it
/// already.
pub fn year(unit: &str, figures: &Figures, quarters: &[(Figures, Printed)]) -> Printed {
    if !counts_people(unit) {
        return Printed::default();
    }
    let mut printed = match linked(figures, quarters) {
        Some(tables) => Printed::protected(figures, YEAR, &tables),
        None if figures.has_small() || quarters.iter().any(|(_, of)| of.keeps_back()) => {
            Printed::apart(figures)
        }
        None => Printed::default(),
    };
    for (cell, shown) in &printed.shown {
        if *shown != Shown::Few
            && let Some(between) = between(cell, quarters)
        {
            printed.between.insert(cell.clone(), between);
        }
    }
    printed
}

pub(super) const YEAR: &str = "year";

/// The tables of the year and its quarters, and how they hang together.
pub(super) fn linked(figures: &Figures, quarters: &[(Figures, Printed)]) -> Option<Vec<Table>> {
    let mut tables = vec![figures.table(YEAR)?];
    for (number, (of, printed)) in quarters.iter().enumerate() {
        let period = number.to_string();
        let mut table = of.table(&period)?;
        for (cell, thousandths) in &of.cells {
            let shown = printed.shown(cell, *thousandths);
            table.printed.insert(key(&period, cell), shown);
        }
        tables.push(table);
    }
    let mut links = Table::default();
    for cell in figures.cells.keys() {
        let parts = quarters.iter().enumerate();
        let parts = parts.filter(|(_, (of, _))| of.cells.contains_key(cell));
        links.sums.push(Sum {
            total: key(YEAR, cell),
            parts: parts
                .map(|(number, _)| key(&number.to_string(), cell))
                .collect(),
        });
    }
    tables.push(links);
    Some(tables)
}

/// Between which numbers a year's figure lies, by its quarters as they are printed.
fn between(cell: &Cell, quarters: &[(Figures, Printed)]) -> Option<String> {
    let (mut least, mut most) = (0_u64, Some(0_u64));
    for (of, printed) in quarters {
        let (low, high) = match printed.shown(cell, of.of(cell)) {
            Shown::Exact(number) => (number, Some(number)),
            Shown::Few => (1, Some(THRESHOLD - 1)),
            Shown::Hidden => (THRESHOLD, None),
            Shown::Withheld => (0, None),
        };
        least = least.saturating_add(low);
        most = most.zip(high).map(|(most, high)| most.saturating_add(high));
    }
    match most {
        Some(most) if most > least => Some(format!("{least} to {most}")),
        None if least >= THRESHOLD => Some(format!("at least {least}")),
        Some(_) | None => None,
    }
}
