//! The figures of one measure as they are printed: its total, what is additional, what lacks evidence,
//! and its breakdowns hang together by sums, a year and its quarters too. Where the unit counts people,
//! no small number is printed and none can be worked out from the others.

use super::{Shown, Sum, THRESHOLD, Table, counts_people, protect};
use crate::ledger::Quantity;
use std::collections::BTreeMap;
use uuid::Uuid;

/// One figure of a measure in a period.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cell {
    /// What has evidence.
    Evidenced,
    /// The additional part of it.
    Additional,
    /// What has none, or too weak.
    Unevidenced,
    /// All of it, by the number of a grade.
    Grade(i64),
    /// What has evidence, by an area's code.
    Area(String),
    /// What has evidence, by a partner's key; empty without one.
    Partner(String),
    /// A part that belongs to an earlier quarter, counted from nought.
    Adjusted(usize),
}

impl Cell {
    /// What has evidence with a partner, or without one.
    pub fn partner(id: Option<Uuid>) -> Self {
        Self::Partner(id.map(|id| id.to_string()).unwrap_or_default())
    }
}

/// The figures of a measure in a period, in thousandths of its unit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Figures {
    /// Each figure.
    pub cells: BTreeMap<Cell, i64>,
}

impl Figures {
    fn of(&self, cell: &Cell) -> i64 {
        self.cells.get(cell).copied().unwrap_or_default()
    }

    fn keys(&self, fits: fn(&Cell) -> bool) -> Vec<&Cell> {
        self.cells.keys().filter(|cell| fits(cell)).collect()
    }

    /// Whether the additional part is a share of people and no number of them.
    fn has_share(&self) -> bool {
        self.of(&Cell::Additional) % 1_000 != 0
    }

    /// As whole numbers of people; none when one of them is not. A share stands apart.
    fn whole(&self) -> Option<BTreeMap<&Cell, u64>> {
        let counted = |(cell, _): &(&Cell, _)| !self.has_share() || **cell != Cell::Additional;
        let whole = |(cell, thousandths): (_, &i64)| {
            let number = u64::try_from(thousandths / 1_000).ok()?;
            (thousandths % 1_000 == 0).then_some((cell, number))
        };
        self.cells.iter().filter(counted).map(whole).collect()
    }

    fn has_small(&self) -> bool {
        self.cells.values().any(|number| is_small(*number))
    }

    /// How a share is printed: as it is, unless it is of a small number or of one that is not shown.
    fn share_shown(&self, shown: &BTreeMap<String, Shown>, period: &str) -> Shown {
        let evidenced = shown.get(&key(period, &Cell::Evidenced));
        let (of, share) = (self.of(&Cell::Evidenced), self.of(&Cell::Additional));
        match evidenced {
            Some(Shown::Exact(number)) if !is_small(share) && !is_small(of - share) => {
                Shown::Exact(*number)
            }
            Some(_) | None => Shown::Withheld,
        }
    }

    /// The grades whose quantity is evidenced: the strongest ones that make up the evidenced quantity.
    fn counted_grades(&self) -> Option<Vec<&Cell>> {
        let mut grades = self.keys(|cell| matches!(cell, Cell::Grade(_)));
        loop {
            let together: i64 = grades.iter().map(|cell| self.of(cell)).sum();
            if together == self.of(&Cell::Evidenced) {
                return Some(grades);
            }
            if grades.is_empty() {
                return None;
            }
            grades.remove(0);
        }
    }

    /// The sums that hold, by the cells' keys. Beside the figures in print there are three in none: what is
    /// not additional, all of it, and all of it without the adjustments.
    pub(super) fn table(&self, period: &str) -> Option<Table> {
        let mut table = Table::default();
        let key = |cell: &Cell| key(period, cell);
        for (cell, number) in self.whole()? {
            table.cells.insert(key(cell), number);
        }
        let number = |thousandths: i64| u64::try_from(thousandths / 1_000).ok();
        let evidenced = self.of(&Cell::Evidenced);
        let all = evidenced.saturating_add(self.of(&Cell::Unevidenced));
        let adjusted = self.keys(|cell| matches!(cell, Cell::Adjusted(_)));
        let adjusting: i64 = adjusted.iter().map(|cell| self.of(cell)).sum();
        let core = evidenced - self.of(&Cell::Additional);
        let core = (!self.has_share()).then_some(("core", core));
        let unprinted = [("all", all), ("own", all - adjusting)];
        for (name, thousandths) in unprinted.into_iter().chain(core) {
            let name = format!("{period} {name}");
            table.cells.insert(name.clone(), number(thousandths)?);
            table.printed.insert(name, Shown::Withheld);
        }
        let named = |name: &str| format!("{period} {name}");
        let mut sum = |total: String, parts: Vec<String>| table.sums.push(Sum { total, parts });
        let evidenced = key(&Cell::Evidenced);
        if !self.has_share() {
            let parts = vec![key(&Cell::Additional), named("core")];
            sum(evidenced.clone(), parts);
        }
        sum(
            named("all"),
            vec![evidenced.clone(), key(&Cell::Unevidenced)],
        );
        let by: [fn(&Cell) -> bool; 2] = [
            |cell| matches!(cell, Cell::Area(_)),
            |cell| matches!(cell, Cell::Partner(_)),
        ];
        for parts in by.map(|by| self.keys(by)) {
            if !parts.is_empty() {
                sum(evidenced.clone(), parts.into_iter().map(key).collect());
            }
        }
        let grades = self.keys(|cell| matches!(cell, Cell::Grade(_)));
        if !grades.is_empty() {
            sum(named("all"), grades.into_iter().map(key).collect());
            if let Some(counted) = self.counted_grades().filter(|of| !of.is_empty()) {
                sum(evidenced, counted.into_iter().map(key).collect());
            }
        }
        if !adjusted.is_empty() {
            let mut parts: Vec<String> = adjusted.into_iter().map(key).collect();
            parts.push(named("own"));
            sum(named("all"), parts);
        }
        Some(table)
    }
}

pub(super) fn key(period: &str, cell: &Cell) -> String {
    match cell {
        Cell::Evidenced => format!("{period} evidenced"),
        Cell::Additional => format!("{period} additional"),
        Cell::Unevidenced => format!("{period} unevidenced"),
        Cell::Grade(grade) => format!("{period} grade {grade}"),
        Cell::Area(code) => format!("{period} area {code}"),
        Cell::Partner(partner) => format!("{period} partner {partner}"),
        Cell::Adjusted(place) => format!("{period} adjusted {place}"),
    }
}

fn is_small(thousandths: i64) -> bool {
    let threshold = i64::try_from(THRESHOLD * 1_000).unwrap_or(i64::MAX);
    thousandths != 0 && thousandths.abs() < threshold
}

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

    /// A figure in words.
    pub fn words(&self, cell: &Cell, thousandths: i64) -> String {
        match (self.shown.get(cell), self.between.get(cell)) {
            (None, _) => Quantity(thousandths).to_string(),
            (Some(_), Some(between)) => between.clone(),
            (Some(shown), None) => shown.words(THRESHOLD),
        }
    }

    pub(super) fn shown(&self, cell: &Cell, thousandths: i64) -> Shown {
        let exact = || Shown::Exact(u64::try_from(thousandths / 1_000).unwrap_or_default());
        self.shown.get(cell).copied().unwrap_or_else(exact)
    }

    /// Figures that are no whole numbers of people, or are taken back, cannot be weighed against each
    /// other: beside a small one none is printed.
    fn apart(figures: &Figures) -> Self {
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

    fn protected(figures: &Figures, period: &str, tables: &[Table]) -> Self {
        let protected = protect(tables, THRESHOLD);
        let told = figures.cells.keys().filter_map(|cell| {
            let shown = protected.shown.get(&key(period, cell)).copied();
            let shown = shown.unwrap_or_else(|| figures.share_shown(&protected.shown, period));
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
