//! The figures of one measure as they are printed: its total, what is additional, what lacks evidence,
//! and its breakdowns hang together by sums, a year and its quarters too. Where the unit counts people,
//! no small number is printed and none can be worked out from the others.

use super::{Shown, Sum, THRESHOLD, Table};
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
    pub(super) fn of(&self, cell: &Cell) -> i64 {
        self.cells.get(cell).copied().unwrap_or_default()
    }

    fn keys(&self, fits: fn(&Cell) -> bool) -> Vec<&Cell> {
        self.cells.keys().filter(|cell| fits(cell)).collect()
    }

    /// Whether the additional part is a share of people and no number of them.
    pub(super) fn has_share(&self) -> bool {
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

    pub(crate) fn has_small(&self) -> bool {
        self.cells.values().any(|number| is_small(*number))
    }

    /// How a share is printed: as it is, unless it is of a small number or of one that is not shown.
    pub(super) fn share_shown(&self, shown: &BTreeMap<String, Shown>, period: &str) -> Shown {
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

pub(crate) fn is_small(thousandths: i64) -> bool {
    let threshold = i64::try_from(THRESHOLD * 1_000).unwrap_or(i64::MAX);
    thousandths != 0 && thousandths.abs() < threshold
}
