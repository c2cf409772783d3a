//! Breakdowns of one number whose total is in print.

use super::{Shown, Sum, THRESHOLD, Table, protect};
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

/// The parts of a measure's breakdowns as they are printed, in thousandths of its unit. Where the unit
/// counts people, small numbers are not printed, nor is what would give them away. Parts that are no
/// whole numbers of people cannot be weighed against each other: beside a small one none is printed.
pub fn printed(
    unit: &str,
    total: i64,
    parts: &[Vec<i64>],
    quantity: fn(i64) -> String,
) -> Vec<Vec<String>> {
    let exact = |numbers: &Vec<i64>| numbers.iter().copied().map(quantity).collect();
    if !counts_people(unit) {
        return parts.iter().map(exact).collect();
    }
    let shown = match whole(total, parts) {
        Some((total, parts)) => breakdowns(total, &parts, THRESHOLD),
        None => parts.iter().map(|numbers| apart(numbers)).collect(),
    };
    let words = |(number, shown): (&i64, &Shown)| match shown {
        Shown::Exact(_) => quantity(*number),
        Shown::Few | Shown::Hidden | Shown::Withheld => shown.words(THRESHOLD),
    };
    let together = parts.iter().zip(&shown);
    together
        .map(|(numbers, shown)| numbers.iter().zip(shown).map(words).collect())
        .collect()
}

/// Thousandths as whole numbers of people; none when one of them is not.
fn whole(total: i64, parts: &[Vec<i64>]) -> Option<(u64, Vec<Vec<u64>>)> {
    let one = |thousandths: i64| {
        let is_whole = thousandths % 1_000 == 0;
        u64::try_from(thousandths / 1_000).ok().filter(|_| is_whole)
    };
    let parts = parts
        .iter()
        .map(|numbers| numbers.iter().copied().map(one).collect());
    Some((one(total)?, parts.collect::<Option<_>>()?))
}

fn apart(numbers: &[i64]) -> Vec<Shown> {
    let small = i64::try_from(THRESHOLD * 1_000).unwrap_or(i64::MAX);
    let is_small = |number: &i64| *number != 0 && *number < small;
    let say = |number: &i64| {
        if *number != 0 && numbers.iter().any(is_small) {
            Shown::Withheld
        } else {
            Shown::Exact(0)
        }
    };
    numbers.iter().map(say).collect()
}
