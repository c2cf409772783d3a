//! The passport of a figure in a signed annual report.

use super::later;
use super::of_return::{act, entries_filter, entries_words, grades, signature};
use super::show::{Acted, For, Passport, rule};
use crate::failure::Failure;
use crate::monitoring;
use database::Read;
use domain::calendar::{Calendar, Quarter, in_words};
use domain::disclosure::{Cell, Printed};
use domain::figure_codes::CodedFigure;
use domain::monitoring::SealedReturn;
use domain::reports::{MeasureYear, PrintedReport, ReportContent, SealedReport};

fn title(calendar: Calendar, name: &str) -> String {
    let quarter = calendar.quarter(name);
    quarter.map_or_else(|| name.to_owned(), Quarter::title)
}

/// The returns a report is made of, as they were sealed: those that were restated since as they were then.
fn returns(
    read: &mut Read<'_>,
    sealed: &SealedReport,
    calendar: Calendar,
) -> Result<Vec<SealedReturn>, Failure> {
    let year = calendar.year_named(&sealed.content.year);
    let year = year.ok_or(Failure::NotFound)?;
    let signed = monitoring::signed_returns_of(read, year, &sealed.rests_on())?;
    Ok(signed.into_iter().map(|(signed, _)| signed).collect())
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
    let returns = returns(read, sealed, calendar)?;
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
    let quarters = content.returns.iter().map(|of| of.quarter.as_str());
    let of_it = later::Printed {
        figure,
        code: &measure.code,
        quarters: quarters
            .filter(|name| quarter.is_none_or(|one| one == *name))
            .collect(),
        signed_at: sealed.signed_off.at,
    };
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
        grades: grades(&measure.by_grade, &year.year),
        adjustments: adjustments(content, &printed, (measure, calendar)),
        later: later::of(read, asked, &of_it)?,
        acts: acts(sealed, calendar),
        sha256: String::new(),
        path: String::new(),
    }))
}
