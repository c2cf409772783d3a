//! Which column of a sheet holds what, told by its heading.

use super::PackProblem;

/// Where the columns are, from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Columns {
    pub(super) theme: usize,
    pub(super) code: usize,
    pub(super) title: usize,
    pub(super) unit: usize,
    pub(super) outcome: Option<usize>,
    pub(super) evidence: Option<usize>,
    pub(super) value: Option<usize>,
}

/// The headings a column is known by, small letters and digits only, likelier ones first.
const THEME: &[&str] = &["theme", "theme title", "theme name", "themes"];
const CODE: &[&str] = &[
    "code",
    "measure code",
    "ref",
    "reference",
    "measure ref",
    "measure reference",
    "measure id",
    "toms ref",
    "toms reference",
    "tom ref",
    "id",
    "number",
    "no",
];
const TITLE: &[&str] = &[
    "measure",
    "measure title",
    "measure name",
    "measure description",
    "title",
    "description",
    "name",
    "measures",
    "toms measure",
];
const UNIT: &[&str] = &[
    "unit",
    "units",
    "unit of measure",
    "unit of measurement",
    "measure unit",
];
const OUTCOME: &[&str] = &["outcome", "outcome title", "outcome name", "outcomes"];
const EVIDENCE: &[&str] = &[
    "evidence",
    "evidence asked",
    "evidence required",
    "evidence requirements",
    "evidence requirement",
    "evidence needed",
    "required evidence",
];
const VALUE: &[&str] = &[
    "value",
    "proxy",
    "proxy value",
    "financial proxy",
    "social value",
    "unit value",
    "value in pounds",
    "pounds",
    "value per unit",
    "proxy per unit",
    "social value proxy",
];

impl Columns {
    /// Finds the columns, or says which are missing.
    pub(super) fn guess(headings: &[String]) -> Result<Self, Vec<PackProblem>> {
        let headings: Vec<String> = headings.iter().map(|heading| plain(heading)).collect();
        let mut problems = Vec::new();
        let columns = Self {
            theme: asked(&headings, THEME, &mut problems),
            code: asked(&headings, CODE, &mut problems),
            title: asked(&headings, TITLE, &mut problems),
            unit: asked(&headings, UNIT, &mut problems),
            outcome: find(&headings, OUTCOME),
            evidence: find(&headings, EVIDENCE),
            value: find(&headings, VALUE),
        };
        if problems.is_empty() {
            Ok(columns)
        } else {
            Err(problems)
        }
    }
}

fn find(headings: &[String], known: &[&str]) -> Option<usize> {
    known
        .iter()
        .find_map(|name| headings.iter().position(|heading| heading == name))
}

fn asked(headings: &[String], known: &[&str], problems: &mut Vec<PackProblem>) -> usize {
    find(headings, known).unwrap_or_else(|| {
        let names = known.get(..3).unwrap_or(known).join("”, “");
        let message = format!("no column is headed “{names}” or the like: name one so");
        problems.push(PackProblem::new("headings", message));
        usize::MAX
    })
}

/// Small letters and digits parted by one space; what stands in brackets is left out.
fn plain(heading: &str) -> String {
    let before = heading.split(['(', '[']).next().unwrap_or_default();
    let spaced: String = before
        .chars()
        .map(|one| if one.is_alphanumeric() { one } else { ' ' })
        .collect();
    let words: Vec<String> = spaced.split_whitespace().map(str::to_lowercase).collect();
    words.join(" ")
}
