//! The sums as tables of words: the same ones on the page, in a file and where the command prints them.

use super::looking::Added;
use super::told::{believed, failed, set_aside};
use domain::calendar::in_words;
use domain::disclosure::THRESHOLD;
use domain::ledger::Quantity;
use domain::together::{Figures, Heading, Organisation, Overlap, Sum, TokenKind, YearOf};
use jiff::civil::Date;

/// A table. A row is as long as the headings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Table {
    pub(crate) caption: &'static str,
    pub(crate) headings: Vec<&'static str>,
    pub(crate) rows: Vec<Vec<String>>,
    /// The columns that hold numbers, from 0.
    pub(crate) numbers: Vec<usize>,
}

impl Table {
    /// The cells of a row after its first, each with its heading and whether it holds a number.
    pub(crate) fn cells<'a>(&'a self, row: &'a [String]) -> Vec<(&'a str, &'a str, Option<()>)> {
        let columns = self.headings.iter().zip(row).enumerate().skip(1);
        let number = |at: usize| self.numbers.contains(&at).then_some(());
        columns
            .map(|(at, (heading, cell))| (*heading, cell.as_str(), number(at)))
            .collect()
    }

    /// The headings, each with whether its column holds numbers.
    pub(crate) fn heads(&self) -> Vec<(&'static str, Option<()>)> {
        let number = |at: usize| self.numbers.contains(&at).then_some(());
        let heads = self.headings.iter().enumerate();
        heads.map(|(at, heading)| (*heading, number(at))).collect()
    }
}

/// A year with its first day, since the same name means other days to others.
pub(super) fn year(year: &YearOf) -> String {
    match year.from.parse::<Date>() {
        Ok(from) => format!("{} (from {})", year.name, in_words(from)),
        Err(_) => year.name.clone(),
    }
}

fn measure(heading: &Heading) -> String {
    let (code, title) = (&heading.measure.code, &heading.measure.title);
    format!("{code} {title}")
}

fn names<'a>(of: impl IntoIterator<Item = &'a Organisation> + 'a) -> String {
    let names: Vec<&str> = of.into_iter().map(|one| one.name.as_str()).collect();
    names.join(", ")
}

fn start(heading: &Heading) -> Vec<String> {
    let unit = heading.measure.unit.clone();
    vec![measure(heading), year(&heading.year), unit]
}

fn row(heading: &Heading, rest: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut row = start(heading);
    row.extend(rest);
    row
}

/// The most there can be when everybody counts once, where tokens could be compared.
fn at_most(added: &Added, heading: &Heading) -> String {
    let overlaps = added.together.overlaps.iter();
    let found = overlaps
        .filter(|one| one.heading == *heading && one.kind == TokenKind::Learner)
        .filter_map(|one| one.at_most)
        .min();
    match found {
        Some(most) => format!("at most {}", Quantity(most)),
        None => "not known".to_owned(),
    }
}

fn totals(added: &Added) -> Table {
    let figures = added.together.figures.iter();
    Table {
        caption: "By measure and year",
        headings: vec![
            "Measure",
            "Year",
            "Unit",
            "Framework",
            "Organisations",
            "Added up",
            "Each counted once",
        ],
        rows: figures
            .map(|(heading, figures)| {
                let edition = match heading.measure.edition.as_str() {
                    "" => "not said in the pack",
                    edition => edition,
                };
                let rest = [
                    edition.to_owned(),
                    figures.whole.of.len().to_string(),
                    figures.whole.all.words(),
                    at_most(added, heading),
                ];
                row(heading, rest)
            })
            .collect(),
        numbers: vec![4, 5, 6],
    }
}

/// A row for each area, or for each organisation in each, of every heading.
fn areas(
    added: &Added,
    each: impl Fn(&Heading, &str, &Sum) -> Vec<Vec<String>>,
) -> Vec<Vec<String>> {
    let rows = |(heading, figures): (&Heading, &Figures)| {
        let areas = figures.areas.iter();
        areas
            .flat_map(|(code, sum)| each(heading, &figures.area(code), sum))
            .collect::<Vec<_>>()
    };
    added.together.figures.iter().flat_map(rows).collect()
}

fn by_area(added: &Added) -> Table {
    let each = |heading: &Heading, area: &str, sum: &Sum| {
        vec![row(heading, [area.to_owned(), sum.all.words()])]
    };
    Table {
        caption: "By area",
        headings: vec!["Measure", "Year", "Unit", "Area", "Added up"],
        rows: areas(added, each),
        numbers: vec![4],
    }
}

fn by_organisation(added: &Added) -> Table {
    let rows = |(heading, figures): (&Heading, &Figures)| {
        let of = figures.whole.of.iter();
        of.map(|(one, part)| row(heading, [one.name.clone(), part.words()]))
            .collect::<Vec<_>>()
    };
    Table {
        caption: "By organisation",
        headings: vec!["Measure", "Year", "Unit", "Organisation", "Evidenced"],
        rows: added.together.figures.iter().flat_map(rows).collect(),
        numbers: vec![4],
    }
}

fn by_both(added: &Added) -> Table {
    let each = |heading: &Heading, area: &str, sum: &Sum| {
        let of = sum.of.iter();
        of.map(|(one, part)| row(heading, [area.to_owned(), one.name.clone(), part.words()]))
            .collect()
    };
    Table {
        caption: "By area and organisation",
        headings: vec![
            "Measure",
            "Year",
            "Unit",
            "Area",
            "Organisation",
            "Evidenced",
        ],
        rows: areas(added, each),
        numbers: vec![5],
    }
}

fn overlaps(added: &Added) -> Table {
    let rest = |one: &Overlap| {
        let what = match one.kind {
            TokenKind::Learner => "Learners",
            TokenKind::Evidence => "Evidence files",
        };
        let with = if one.shared_by.is_empty() {
            "nobody".to_owned()
        } else {
            names(&one.shared_by)
        };
        let again = one.again.words(THRESHOLD);
        [what.to_owned(), names(&one.compared), again, with]
    };
    let overlaps = added.together.overlaps.iter();
    Table {
        caption: "What stands with more than one organisation",
        headings: vec![
            "Measure",
            "Year",
            "Unit",
            "What",
            "Compared",
            "Counted again",
            "With",
        ],
        rows: overlaps.map(|one| row(&one.heading, rest(one))).collect(),
        numbers: vec![5],
    }
}

/// All tables that have something in them, what does not hold first.
pub(crate) fn tables(added: &Added) -> Vec<Table> {
    let all = [
        failed(added),
        totals(added),
        by_area(added),
        by_organisation(added),
        by_both(added),
        overlaps(added),
        set_aside(added),
        believed(added),
    ];
    all.into_iter()
        .filter(|table| !table.rows.is_empty())
        .collect()
}
