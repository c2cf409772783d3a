//! The evidence meter of a figure (P1.2e): the share of each grade, as a bar and in words, and the
//! weakest grade with the way to the entries that have it.

use documents::Block;
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
    (by_grade, may_print): (&[SealedGrade], Option<()>),
    entries: &str,
) -> EvidenceRow {
    EvidenceRow {
        named,
        meter: may_print.and_then(|()| evidence_meter(by_grade, entries)),
        none: may_print.map_or("not shown", |()| "–"),
    }
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

/// Whether the shares of a measure may be printed: each of its grades is, and what they are shares of.
pub(crate) fn is_printed(by_grade: &[SealedGrade], printed: &Printed) -> bool {
    let mut grades = by_grade.iter().map(|part| Cell::Grade(part.grade));
    grades.all(|cell| printed.is_exact(&cell))
        && [Cell::Evidenced, Cell::Unevidenced]
            .iter()
            .all(|cell| printed.is_exact(cell))
}

/// The shares as a document prints them: every grade, the strongest first, and the weakest there is.
pub(crate) fn shares(by_grade: &[SealedGrade], printed: &Printed) -> Vec<String> {
    shares_if(by_grade, is_printed(by_grade, printed).then_some(()))
}

/// The same where somebody else has decided whether they may be printed.
pub(crate) fn shares_if(by_grade: &[SealedGrade], may_print: Option<()>) -> Vec<String> {
    let all = |words: &str| vec![words.to_owned(); Grade::ALL.len() + 1];
    match (may_print, GradeShares::of(by_grade)) {
        (None, _) => all("not shown"),
        (Some(()), None) => all("–"),
        (Some(()), Some(shares)) => {
            let mut cells = percent(&shares);
            cells.push(shares.weakest.name().to_owned());
            cells
        }
    }
}

/// The table of a document in which they stand: each row begins with its measure.
pub(crate) fn shares_table(title: &str, rows: Vec<Vec<String>>) -> Block {
    let grades = grades().map(|grade| grade.name().to_owned());
    let headings = std::iter::once("Measure".to_owned()).chain(grades);
    Block::Table {
        caption: format!("{title}: evidence by its grade, in percent rounded down"),
        headings: headings.chain(["Weakest".to_owned()]).collect(),
        rows,
        numbers: (1..=Grade::ALL.len()).collect(),
    }
}
