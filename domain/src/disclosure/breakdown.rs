//! Breakdowns of one number whose total is in print.

use super::{Shown, Sum, Table, protect};
use std::collections::BTreeMap;

/// Words in a unit that name people.
const PEOPLE: [&str; 34] = [
    "people",
    "person",
    "persons",
    "learner",
    "learners",
    "employee",
    "employees",
    "participant",
    "participants",
    "volunteer",
    "volunteers",
    "apprentice",
    "apprentices",
    "apprenticeship",
    "apprenticeships",
    "trainee",
    "trainees",
    "student",
    "students",
    "attendee",
    "attendees",
    "resident",
    "residents",
    "adult",
    "adults",
    "child",
    "children",
    "individual",
    "individuals",
    "job",
    "jobs",
    "placement",
    "placements",
    "veterans",
];

/// Words in a unit that name something else that is counted of people.
const OTHERS: [&str; 12] = [
    "hour", "hours", "day", "days", "week", "weeks", "session", "sessions", "percent", "%", "£",
    "pounds",
];

/// Whether a measure's unit counts people: ‘learners’ does, ‘learner hours’ does not.
pub fn counts_people(unit: &str) -> bool {
    let unit = unit.to_lowercase();
    let is_sign = |sign: char| !(sign.is_alphanumeric() || sign == '%' || sign == '£');
    let words: Vec<&str> = unit.split(is_sign).collect();
    let names = |known: &[&str]| words.iter().any(|word| known.contains(word));
    names(&PEOPLE) && !names(&OTHERS)
}

/// How the parts of each breakdown of a total are printed; the total itself is in print.
pub fn breakdowns(total: u64, parts: &[Vec<u64>], threshold: u64) -> Vec<Vec<Shown>> {
    const TOTAL: &str = "total";
    let mut table = Table {
        cells: [(TOTAL.to_owned(), total)].into(),
        sums: Vec::new(),
        printed: [(TOTAL.to_owned(), Shown::Exact(total))].into(),
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
