//! Breakdowns of one number whose total is in print.

use super::{Shown, Sum, Table, protect};
use std::collections::BTreeMap;

/// Units of a measure in which a quantity is a number of people.
const PEOPLE: [&str; 6] = [
    "people",
    "persons",
    "learners",
    "employees",
    "participants",
    "volunteers",
];

/// Whether a measure's unit counts people.
pub fn counts_people(unit: &str) -> bool {
    PEOPLE
        .iter()
        .any(|one| unit.trim().eq_ignore_ascii_case(one))
}

/// How the parts of each breakdown of a total are printed; the total itself is in print.
pub fn breakdowns(total: u64, parts: &[Vec<u64>], threshold: u64) -> Vec<Vec<Shown>> {
    const TOTAL: &str = "total";
    let mut table = Table {
        cells: [(TOTAL.to_owned(), total)].into(),
        sums: Vec::new(),
        published: [TOTAL.to_owned()].into(),
    };
    let key = |of: usize, at: usize| format!("{of:04} {at:04}");
    for (of, numbers) in parts.iter().enumerate() {
        let cells: BTreeMap<String, u64> = numbers
            .iter()
            .enumerate()
            .map(|(at, number)| (key(of, at), *number))
            .collect();
        table.sums.push(Sum {
            total: TOTAL.to_owned(),
            parts: cells.keys().cloned().collect(),
        });
        table.cells.extend(cells);
    }
    let protected = protect(&[table], threshold);
    let shown = |of, at| {
        let found = protected.shown.get(&key(of, at)).copied();
        found.unwrap_or(Shown::Withheld)
    };
    parts
        .iter()
        .enumerate()
        .map(|(of, numbers)| (0..numbers.len()).map(|at| shown(of, at)).collect())
        .collect()
}
