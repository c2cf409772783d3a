//! The public page of a year, as it is made once and kept: figures by theme, what was written and signed,
//! what is not shown and why, whose words are used, and how to check it.

use super::{File, issue_address, year_address};
use crate::app::date_of;
use crate::failure::Failure;
use crate::reports::Handed;
use crate::visit::hex;
use askama::Template;
use charts::{Bar, Chart, bars};
use domain::calendar::{Calendar, in_words};
use domain::disclosure::{self, Cell};
use domain::ledger::Quantity;
use domain::monitoring::{Rating, SealedElsewhere, sha256_of};
use domain::open_data::TargetsMet;
use domain::reports::{MeasureYear, PrintedReport, PrintedYear, ThemeYear};

#[derive(Template)]
#[template(path = "publication/year.html")]
struct Page {
    organisation: String,
    year: String,
    period: String,
    /// Where its style and its files are.
    address: String,
    /// Where the newest issue of the year is.
    newest: String,
    /// Where all years are.
    all: String,
    number: i64,
    made_on: String,
    signed: String,
    targets: String,
    summary: Vec<String>,
    themes: Vec<Theme>,
    chapters: Vec<(&'static str, Vec<String>)>,
    changes: Vec<(String, String, String)>,
    not_shown: Vec<&'static str>,
    credits: Vec<String>,
    files: Vec<Shown>,
    sha256: String,
    returns: Vec<(String, String)>,
}

struct Theme {
    title: String,
    elsewhere: String,
    chart: Option<Chart>,
    rows: Vec<Row>,
    remarks: Vec<(String, Vec<String>)>,
}

/// A measure as it is shown.
pub(super) struct Row {
    pub(super) code: String,
    pub(super) title: String,
    pub(super) unit: String,
    pub(super) target: String,
    pub(super) evidenced: String,
    pub(super) additional: String,
    pub(super) unevidenced: String,
    pub(super) rating: &'static str,
}

/// A file to take away.
struct Shown {
    name: String,
    words: &'static str,
    size: String,
    sha256: String,
}

/// Where an issue is shown, and when it was made.
pub(super) struct Place<'a> {
    pub(super) slug: &'a str,
    pub(super) number: i64,
    pub(super) made_on: String,
    pub(super) calendar: Calendar,
}

const NOT_SHOWN: &str = "not shown";

/// A measure as it is shown to readers outside.
pub(super) fn row(measure: &MeasureYear, printed: &PrintedYear) -> Row {
    let year = |cell: Cell, thousandths| printed.year.words(&cell, thousandths);
    let rating = measure.rating.as_deref().and_then(Rating::from_key);
    let target = measure.target_thousandths;
    Row {
        code: measure.code.clone(),
        title: measure.title.clone(),
        unit: measure.unit.clone(),
        target: target.map_or_else(|| "None".to_owned(), |target| Quantity(target).to_string()),
        evidenced: year(Cell::Evidenced, measure.evidenced_thousandths),
        additional: year(Cell::Additional, measure.additional_thousandths),
        unevidenced: year(Cell::Unevidenced, measure.unevidenced_thousandths),
        rating: match rating {
            None => "No target",
            Some(_) if !printed.year.is_exact(&Cell::Evidenced) => NOT_SHOWN,
            Some(rating) => rating.name(),
        },
    }
}

fn percent(thousandths: i64) -> String {
    format!("{} %", thousandths / 1000)
}

/// How much of its target each measure reached, of those that are shown.
fn chart(theme: &ThemeYear, printed: &PrintedReport) -> Option<Chart> {
    let is_shown = |measure: &&MeasureYear| {
        let printed = printed.measure(measure.id);
        printed.year.is_exact(&Cell::Evidenced)
    };
    let measures = theme.measures.iter().filter(is_shown);
    let reached: Vec<Bar> = measures
        .filter_map(|measure| {
            let target = measure.target_thousandths.filter(|target| *target > 0)?;
            let share = i128::from(measure.evidenced_thousandths) * 100 / i128::from(target);
            Some(Bar {
                label: format!("{} {}", measure.code, measure.title),
                value: i64::try_from(share).ok()?.saturating_mul(1000),
                target: Some(100_000),
            })
        })
        .collect();
    let title = format!("{}: reached with evidence", theme.theme.title);
    let unit = "percent of the year’s target";
    (!reached.is_empty()).then(|| bars(&title, unit, &reached, percent))
}

/// The paragraphs of somebody's words, parted where they left a line empty.
fn paragraphs(text: &str) -> Vec<String> {
    let text = text.replace("\r\n", "\n");
    let parts = text.split("\n\n").map(str::trim);
    parts
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect()
}

fn theme(theme: &ThemeYear, printed: &PrintedReport, calendar: Calendar) -> Theme {
    let quarter = |name: &str| {
        let quarter = calendar.quarter(name);
        quarter.map_or_else(|| name.to_owned(), domain::calendar::Quarter::title)
    };
    let elsewhere = theme.elsewhere.as_ref().map(SealedElsewhere::words);
    Theme {
        title: theme.theme.title.clone(),
        elsewhere: elsewhere.unwrap_or_default(),
        chart: chart(theme, printed),
        rows: theme
            .measures
            .iter()
            .map(|measure| row(measure, &printed.measure(measure.id)))
            .collect(),
        remarks: theme
            .remarks
            .iter()
            .map(|remark| (quarter(&remark.quarter), paragraphs(&remark.remark)))
            .collect(),
    }
}

fn targets_in_words(targets: TargetsMet) -> String {
    let shown = match targets {
        TargetsMet { of: 0, .. } => "No target is shown.".to_owned(),
        TargetsMet { met, of, .. } => format!("{met} of {of} targets met (rated Good)."),
    };
    match targets.kept_back {
        0 => shown,
        1 => format!("{shown} One more target is not shown with its figure."),
        many => format!("{shown} {many} more targets are not shown with their figures."),
    }
}

fn not_shown(handed: &Handed) -> Vec<&'static str> {
    let mut found = vec![
        "Names of people: who learned, who helped and who signed are known to the organisation and its auditor.",
        "The evidence itself: photographs, registers and letters stay with the organisation and are open to its auditor.",
        "What has no evidence, or weaker evidence than its measure asks for, stands in a column of its own and is never part of a figure.",
    ];
    if handed.printed.keeps_back() {
        found.push(disclosure::SENTENCE);
        found.push(
            "Where a figure is not shown, its rating and its bar are not either: beside the target they would say too much.",
        );
    }
    if handed.left_out.is_some() {
        found.push(
            "The titles of some measures and themes: their licence does not permit passing them on.",
        );
    }
    found
}

fn size(bytes: usize) -> String {
    format!("{} KB", bytes.div_ceil(1000))
}

fn files(files: &[File]) -> Vec<Shown> {
    let known = [
        ("report.pdf", "The signed report as a document (PDF)"),
        ("report.html", "The signed report as a page to keep (HTML)"),
        ("figures.csv", "The figures as a table (CSV)"),
        (
            "cids.jsonld",
            "The figures as open data: Common Impact Data Standard 3.2 (JSON-LD)",
        ),
        (
            "ocds.json",
            "The figures beside the contracts: Open Contracting Data Standard 1.1 (JSON)",
        ),
    ];
    let shown = |(name, words): (&str, &'static str)| {
        let file = files.iter().find(|file| file.name == name)?;
        Some(Shown {
            name: name.to_owned(),
            words,
            size: size(file.bytes.len()),
            sha256: hex(&sha256_of(&file.bytes)),
        })
    };
    known.into_iter().filter_map(shown).collect()
}

fn changes(handed: &Handed) -> Vec<(String, String, String)> {
    let proposed = handed.report.content.proposed_changes.iter();
    let about = |code: &Option<String>| {
        let whole = || "The framework as a whole".to_owned();
        code.clone().unwrap_or_else(whole)
    };
    proposed
        .map(|change| {
            (
                about(&change.code),
                change.proposal.clone(),
                change.reason.clone(),
            )
        })
        .collect()
}

/// The page.
pub(super) fn page(handed: &Handed, place: &Place<'_>, kept: &[File]) -> Result<Vec<u8>, Failure> {
    let (content, signed) = (&handed.report.content, &handed.report.signed_off);
    let (year, calendar) = (content.year.clone(), place.calendar);
    let returns = content.returns.iter().map(|one| {
        let period = format!(
            "{} to {}",
            in_words(one.period.from),
            in_words(one.period.to)
        );
        (period, one.sha256.clone())
    });
    let page = Page {
        organisation: content.organisation.name.clone(),
        period: format!(
            "{} to {}",
            in_words(handed.figures.from),
            in_words(handed.figures.to)
        ),
        address: issue_address(place.slug, &year, place.number),
        newest: year_address(place.slug, &year),
        all: format!("/public/{}", place.slug),
        number: place.number,
        made_on: place.made_on.clone(),
        signed: format!(
            "Signed off for the organisation on {} ({}), by somebody who did not prepare it.",
            in_words(date_of(signed.at)),
            signed.role
        ),
        targets: targets_in_words(handed.figures.targets_met()),
        summary: paragraphs(&content.summary),
        themes: content
            .outcomes
            .themes
            .iter()
            .map(|one| theme(one, &handed.printed, calendar))
            .collect(),
        chapters: vec![
            ("Lessons learned", paragraphs(&content.lessons)),
            ("Recommendations", paragraphs(&content.recommendations)),
        ],
        changes: changes(handed),
        not_shown: not_shown(handed),
        credits: handed.credits.clone(),
        files: files(kept),
        sha256: hex(&handed.sha256),
        returns: returns.collect(),
        year,
    };
    Ok(page.render()?.into_bytes())
}
