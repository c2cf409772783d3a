//! The evidence meter of a figure (P1.2e): the share of each grade, as a bar and in words, and the
//! weakest grade with the way to the entries that have it.

use domain::disclosure::{Cell, Printed};
use domain::ledger::Grade;
use domain::monitoring::{GradeShares, SealedGrade};
use pages::StackPart;

/// What a page shows of it.
#[derive(Debug, Clone)]
pub(crate) struct EvidenceMeter {
    pub(crate) parts: Vec<StackPart>,
    /// Each grade with its share, in whole percent rounded down.
    pub(crate) words: String,
    /// The weakest grade.
    pub(crate) weakest: &'static str,
    /// The entries of the weakest grade; empty for somebody who reads what was signed alone.
    pub(crate) href: String,
    /// The share of every grade in percent, the strongest first, for a table.
    pub(crate) percent: Vec<String>,
}

/// A measure's line in the table of shares.
#[derive(Debug, Clone)]
pub(crate) struct EvidenceRow {
    pub(crate) named: String,
    pub(crate) meter: Option<EvidenceMeter>,
    /// What is said where there is no share to show.
    pub(crate) none: &'static str,
}

/// A measure's line, as far as its shares may be printed.
pub(crate) fn evidence_row(
    named: String,
    (by_grade, printed): (&[SealedGrade], &Printed),
    entries: &str,
) -> EvidenceRow {
    let (meter, none) = if printed.prints_shares() {
        (evidence_meter(by_grade, entries), "–")
    } else {
        (None, "not shown")
    };
    EvidenceRow { named, meter, none }
}

/// The grades in the order of tables, the strongest first.
pub(crate) fn grades() -> impl Iterator<Item = Grade> {
    Grade::ALL.into_iter().rev()
}

/// The meter of a quantity by grade. `entries` is the way to the entries behind it, as an address with a
/// question mark; empty where there is none.
pub(crate) fn evidence_meter(by_grade: &[SealedGrade], entries: &str) -> Option<EvidenceMeter> {
    let shares = GradeShares::of(by_grade)?;
    let amounts: Vec<(i64, i64)> = shares
        .shares
        .iter()
        .map(|share| (share.grade.number(), share.thousandths))
        .collect();
    Some(EvidenceMeter {
        parts: StackPart::of(&amounts),
        words: shares.words(),
        weakest: shares.weakest.name(),
        href: if entries.is_empty() {
            String::new()
        } else {
            format!("{entries}&grade={}", shares.weakest.number())
        },
        percent: percent(&shares),
    })
}

/// The share of every grade, the strongest first.
pub(crate) fn percent(shares: &GradeShares) -> Vec<String> {
    grades()
        .map(|grade| format!("{} %", shares.percent(grade)))
        .collect()
}

/// A part by evidence as a document prints it.
#[derive(Debug, Clone)]
pub(crate) struct GradeLine {
    pub(crate) cell: Cell,
    /// Its name; the weakest that there is says so.
    pub(crate) name: String,
    pub(crate) quantity: String,
    /// Its share of the whole, in whole percent rounded down.
    pub(crate) share: String,
}

/// The caption of a document's table of them.
pub(crate) const BY_GRADE: &str =
    "All quantity by its strongest evidence, shares in percent rounded down";

/// A quantity by grade, the weakest first, as far as it may be printed.
pub(crate) fn grade_lines(by_grade: &[SealedGrade], printed: &Printed) -> Vec<GradeLine> {
    let shares = GradeShares::of(by_grade).filter(|_| printed.prints_shares());
    let none = if printed.prints_shares() {
        "–"
    } else {
        "not shown"
    };
    let line = |part: &SealedGrade| {
        let (grade, cell) = (Grade::from_number(part.grade)?, Cell::Grade(part.grade));
        let is_weakest = shares.as_ref().is_some_and(|of| of.weakest == grade);
        let mark = if is_weakest { " (the weakest)" } else { "" };
        Some(GradeLine {
            name: format!("{}{mark}", grade.name()),
            quantity: printed.words(&cell, part.thousandths),
            share: shares
                .as_ref()
                .map_or_else(|| none.to_owned(), |of| format!("{} %", of.percent(grade))),
            cell,
        })
    };
    by_grade.iter().filter_map(line).collect()
}
