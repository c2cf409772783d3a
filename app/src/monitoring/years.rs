//! A table of a whole year by any calendar, to look at and to take away.

use super::calendars::{COUNTED, CalendarAsked};
use super::spans::{Span, Sums, spans, sums};
use super::view::{coverage, quantity};
use crate::csv_file::CsvFile;
use crate::failure::Failure;
use crate::framework;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use domain::calendar::in_words;
use domain::ledger::Quantity;
use jiff::civil::Date;
use pages::{Frame, NavigationItem};

#[derive(Template)]
#[template(path = "monitoring/calendar_years.html")]
struct Page {
    frame: Frame,
    title: String,
    period: String,
    counted: &'static str,
    calendars: Vec<NavigationItem>,
    years: Vec<NavigationItem>,
    quarters: Vec<String>,
    months: Vec<String>,
    rows: Vec<Row>,
    /// What belongs by its own date to an earlier year.
    before: Vec<String>,
    is_too_much: Option<()>,
    csv: String,
    dashboard: String,
}

/// A measure's line.
struct Row {
    named: String,
    unit: String,
    href: String,
    quarters: Vec<Cell>,
    months: Vec<String>,
    year: Cell,
    apart: String,
    coverage: String,
}

/// A figure with the way to its entries.
struct Cell {
    text: String,
    href: String,
}

/// A month of a year as a heading: its name, or its first and last day.
pub(super) fn month_words((first, last): (Date, Date)) -> String {
    if first.day() == 1 {
        first.strftime("%b %y").to_string()
    } else {
        format!(
            "{} to {}",
            first.strftime("%-d %b"),
            last.strftime("%-d %b %y")
        )
    }
}

/// The first and last days of the year's quarters.
pub(super) fn quarter_days(months: &[(Date, Date)]) -> Vec<(Date, Date)> {
    let days = months.chunks(3).filter_map(|months| {
        let (first, last) = (months.first()?, months.last()?);
        Some((first.0, last.1))
    });
    days.collect()
}

/// A quarter as a heading: `Apr to Jun 26`, or its days.
pub(super) fn quarter_words((first, last): (Date, Date)) -> String {
    if first.day() == 1 {
        format!("{} to {}", first.strftime("%b"), last.strftime("%b %y"))
    } else {
        format!(
            "{} to {}",
            first.strftime("%-d %b"),
            last.strftime("%-d %b %y")
        )
    }
}

fn row(asked: &CalendarAsked, span: &Span<'_>) -> Row {
    let id = span.measure.id;
    let cell = |thousandths: i64, days| Cell {
        text: quantity(thousandths),
        href: asked.entries(id, days),
    };
    let days = quarter_days(&asked.months);
    Row {
        named: span.named(),
        unit: span.measure.unit.clone(),
        href: format!("/figures/{id}?{}", asked.query()),
        quarters: span
            .quarters()
            .into_iter()
            .zip(days)
            .map(|(thousandths, days)| cell(thousandths, days))
            .collect(),
        months: span.months.iter().copied().map(quantity).collect(),
        year: cell(span.evidenced, asked.days),
        apart: quantity(span.apart),
        coverage: coverage(span.evidenced, span.apart),
    }
}

/// What is said of late data of earlier years.
pub(super) fn before_words(span: &Span<'_>) -> Option<String> {
    (span.from_before != 0).then(|| {
        format!(
            "{}: {} {} belong by their own date to an earlier year and came after their quarter had been signed off",
            span.named(),
            quantity(span.from_before),
            span.measure.unit
        )
    })
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let asked = CalendarAsked::of(visit)?;
    let (measures, (found, before)) =
        visit.read(|read| Ok((framework::measures(read)?, sums(read, &asked)?)))?;
    let (known, is_too_much) = match &found {
        Sums::Known(known) => (known.as_slice(), None),
        Sums::TooMany => (&[][..], Some(())),
    };
    let spans = spans(&measures, (known, &before), &asked.months);
    let quarters = quarter_days(&asked.months).into_iter();
    Reply::page(&Page {
        frame: visit.frame(),
        title: asked.title(),
        period: asked.period(),
        counted: COUNTED,
        calendars: asked.calendars("/years"),
        years: asked.years("/years"),
        quarters: quarters.map(quarter_words).collect(),
        months: asked.months.iter().copied().map(month_words).collect(),
        rows: spans.iter().map(|span| row(&asked, span)).collect(),
        before: spans.iter().filter_map(before_words).collect(),
        is_too_much,
        csv: format!("/years.csv?{}", asked.query()),
        dashboard: format!("/dashboard?{}", asked.query()),
    })
}

/// A quantity as an office program reads it: no commas.
fn plain(thousandths: i64) -> String {
    Quantity(thousandths).to_string().replace(',', "")
}

/// The table as a file: every month of every measure.
pub(crate) fn file(visit: &mut Visit<'_>) -> Answer {
    let asked = CalendarAsked::of(visit)?;
    let (measures, (found, before)) =
        visit.read(|read| Ok((framework::measures(read)?, sums(read, &asked)?)))?;
    let Sums::Known(known) = found else {
        return Err(Failure::NotFound);
    };
    let months = asked
        .months
        .iter()
        .map(|(first, last)| format!("{first} to {last}"));
    let headings = ["Year", "First day", "Last day", "Measure", "Unit"].map(str::to_owned);
    let sums = [
        "Evidenced",
        "Of that, additional",
        "Without enough evidence",
    ]
    .map(str::to_owned);
    let mut file = CsvFile::new(headings.into_iter().chain(months).chain(sums));
    for span in spans(&measures, (&known, &before), &asked.months) {
        let named = [
            asked.title(),
            in_words(asked.days.0),
            in_words(asked.days.1),
            span.named(),
            span.measure.unit.clone(),
        ];
        let sums = [span.evidenced, span.additional, span.apart].map(plain);
        let months = span.months.iter().copied().map(plain);
        file.line(named.into_iter().chain(months).chain(sums));
    }
    file.answer(format!("{}.csv", file_name(&asked.title())))
}

/// A title as the name of a file.
fn file_name(title: &str) -> String {
    let sign = |sign: char| {
        if sign.is_ascii_alphanumeric() {
            sign.to_ascii_lowercase()
        } else {
            '-'
        }
    };
    title.chars().map(sign).collect()
}
