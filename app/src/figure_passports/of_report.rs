//! The passport of a figure in a signed annual report.

use super::later;
use super::of_return::{act, entries_filter, entries_words, signature};
use super::show::{Acted, For, Passport, rule};
use crate::failure::Failure;
use crate::monitoring;
use database::Read;
use domain::calendar::{Calendar, Quarter, in_words};
use domain::disclosure::{Cell, Printed};
use domain::figure_codes::CodedFigure;
use domain::ledger::{Grade, Quantity};
use domain::monitoring::SealedReturn;
use domain::reports::{MeasureYear, PrintedReport, ReportContent, SealedReport, hex};

fn title(calendar: Calendar, name: &str) -> String {
    let quarter = calendar.quarter(name);
    quarter.map_or_else(|| name.to_owned(), Quarter::title)
}

/// The returns a report is made of, as they were sealed.
fn returns(
    read: &mut Read<'_>,
    content: &ReportContent,
    calendar: Calendar,
) -> Result<Vec<SealedReturn>, Failure> {
    let Some(year) = calendar.year_named(&content.year) else {
        return Ok(Vec::new());
    };
    let signed = monitoring::signed_returns(read, year)?;
    let is_named = |sha256: &[u8; 32]| {
        let sha256 = hex(sha256);
        content.returns.iter().any(|named| named.sha256 == sha256)
    };
    let named = signed.into_iter().filter(|(_, sha256)| is_named(sha256));
    Ok(named.map(|(signed, _)| signed).collect())
}

/// The first and last day of what a figure is of: the year, or one of its quarters.
fn days(
    content: &ReportContent,
    figure: &CodedFigure,
) -> Option<(jiff::civil::Date, jiff::civil::Date)> {
    let is_of = |quarter: &str| figure.quarter.as_deref().is_none_or(|one| one == quarter);
    let mut periods = content.returns.iter().filter(|one| is_of(&one.quarter));
    let first = periods.next()?;
    let last = periods.next_back().unwrap_or(first);
    Some((first.period.from, last.period.to))
}

fn grades(measure: &MeasureYear, may_print: Option<()>) -> Vec<(String, String)> {
    let grades = measure.by_grade.iter().filter_map(|part| {
        let name = Grade::from_number(part.grade)?.name().to_owned();
        let quantity = match may_print {
            Some(()) => Quantity(part.thousandths).to_string(),
            None => "not shown".to_owned(),
        };
        Some((name, quantity))
    });
    grades.collect()
}

fn adjustments(
    content: &ReportContent,
    printed: &PrintedReport,
    (measure, calendar): (&MeasureYear, Calendar),
) -> Vec<(String, String)> {
    let late = content.outcomes.adjustments.iter();
    late.zip(&printed.adjustments)
        .filter(|(late, _)| late.code == measure.code)
        .map(|(late, quantity)| {
            let (of, counted) = (&late.quarter, &late.counted_in);
            let words = format!(
                "{}, counted in {}",
                title(calendar, of),
                title(calendar, counted)
            );
            (words, quantity.clone())
        })
        .collect()
}

fn acts(sealed: &SealedReport, calendar: Calendar) -> Vec<Acted> {
    let returns = sealed.content.returns.iter().map(|signed| {
        let what = format!("Return of {} signed off", title(calendar, &signed.quarter));
        signature(&what, &signed.signed_off)
    });
    returns
        .chain([
            act("Report prepared", &sealed.prepared),
            signature("Report signed off", &sealed.signed_off),
        ])
        .collect()
}

fn entries(
    asked: &For<'_>,
    content: &ReportContent,
    (figure, measure, printed): (&CodedFigure, &MeasureYear, &Printed),
) -> (String, String) {
    let filter = entries_filter(&figure.cell);
    let way = match (&figure.quarter, days(content, figure)) {
        (Some(quarter), _) => format!("&quarter={quarter}{filter}"),
        (None, Some((from, to))) => format!("&from={from}&to={to}{filter}"),
        (None, None) => filter,
    };
    (
        entries_words(measure.entries, printed, &content.year),
        asked.way(format!("/entries?measure={}{way}", measure.id)),
    )
}

/// The passport, unless the figure is not printed as it is for the reader.
pub(super) fn passport(
    read: &mut Read<'_>,
    asked: &For<'_>,
    (sealed, figure): (&SealedReport, &CodedFigure),
) -> Result<Option<Passport>, Failure> {
    let (content, calendar) = (&sealed.content, asked.who.calendar);
    let returns = returns(read, content, calendar)?;
    let printed = content.outcomes.printed(&returns, asked.reader);
    let of = figure.printed_in_report(&printed);
    let mut measures = content.outcomes.measures();
    let measure = measures.find(|measure| measure.id == figure.measure_id);
    let Some(measure) = measure.filter(|_| of.is_exact(&figure.cell)) else {
        return Ok(None);
    };
    let year = printed.measure(measure.id);
    let quarter = figure.quarter.as_deref();
    let words = quarter.filter(|_| figure.cell == Cell::Evidenced);
    let words = words.map(|name| format!("{}, {}", figure.words, title(calendar, name)));
    let quarters: Vec<&str> = content
        .returns
        .iter()
        .map(|of| of.quarter.as_str())
        .collect();
    let period = days(content, figure);
    Ok(Some(Passport {
        figure: format!(
            "{} {}",
            of.words(&figure.cell, figure.thousandths),
            measure.unit
        ),
        measure: format!("{} {}", measure.code, measure.title),
        words: words.unwrap_or_else(|| figure.words.clone()),
        document: (
            format!("Annual report {}", content.year),
            format!("/reports/{}", content.year),
        ),
        period: period.map_or_else(String::new, |(from, to)| {
            format!("{} to {}", in_words(from), in_words(to))
        }),
        rule: rule(read, measure.id)?,
        entries: entries(asked, content, (figure, measure, &year.year)),
        grades: grades(measure, year.prints_grades().then_some(())),
        adjustments: adjustments(content, &printed, (measure, calendar)),
        later: later::of(read, asked, (&quarters, (measure.id, &measure.code)))?,
        acts: acts(sealed, calendar),
        sha256: String::new(),
        path: String::new(),
    }))
}
