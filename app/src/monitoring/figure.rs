//! One measure through a year: quarter by quarter against its targets, month by month added up, by
//! area (P1.1b), by partner, and by the grade of its evidence. Every figure opens to its entries.

use super::calendar_figures;
use super::calendars::{self, CalendarAsked};
use super::evidence_meter::{EvidenceMeter, evidence_meter};
use super::figures::Ground;
use super::running_out;
use super::view::{self, coverage, quantity};
use super::year::YearAsked;
use crate::failure::Failure;
use crate::framework::{self, Measure};
use crate::ledger::{self, Part, Total};
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use charts::{Bar, Chart, Point, bars, line};
use database::Id;
use domain::calendar::{Quarter, month_of};
use domain::ledger::Grade;
use domain::monitoring::{SealedArea, SealedMeasure};
use jiff::civil::Date;
use pages::{Frame, NavigationItem};
use std::collections::BTreeMap;

#[derive(Template)]
#[template(path = "monitoring/figure.html")]
struct Page {
    /// The areas that a method found.
    places: Vec<String>,
    frame: Frame,
    year: String,
    years: Vec<NavigationItem>,
    calendars: Vec<NavigationItem>,
    counted: &'static str,
    measure: Measure,
    quarters: Vec<QuarterRow>,
    evidenced: String,
    apart: String,
    coverage: String,
    by_quarter: Chart,
    by_month: Chart,
    breakdowns: Vec<Breakdown>,
    grades: Vec<(&'static str, String)>,
    evidence: Option<EvidenceMeter>,
    /// Evidence that runs out while entries rest on it, with when and where it is.
    running_out: Vec<(String, String)>,
    weakest: &'static str,
}

struct QuarterRow {
    title: String,
    target: String,
    evidenced: String,
    href: String,
    apart: String,
    coverage: String,
    level: &'static str,
    rating: &'static str,
}

/// Evidenced quantities by something, quarter by quarter.
struct Breakdown {
    caption: String,
    of: &'static str,
    rows: Vec<BreakdownRow>,
}

struct BreakdownRow {
    name: String,
    /// Each quarter's quantity with the way to its entries.
    cells: Vec<(String, String)>,
    total: String,
}

/// Which part of a measure's figures a row of a breakdown takes.
type Parts = fn(&SealedMeasure) -> Vec<(String, String, i64)>;

fn by_area(figure: &SealedMeasure) -> Vec<(String, String, i64)> {
    figure
        .by_area
        .iter()
        .map(|part| {
            (
                part.name.clone(),
                format!("&area={}", part.code),
                part.thousandths,
            )
        })
        .collect()
}

fn by_partner(figure: &SealedMeasure) -> Vec<(String, String, i64)> {
    figure
        .by_partner
        .iter()
        .map(|part| {
            let filter = part.id.map(|id| format!("&partner={id}"));
            (
                part.name.clone(),
                filter.unwrap_or_default(),
                part.thousandths,
            )
        })
        .collect()
}

fn breakdown(
    (caption, of): (String, &'static str),
    measure_id: Id,
    figures: &[(Quarter, SealedMeasure)],
    parts: Parts,
) -> Breakdown {
    let mut rows: BTreeMap<(String, String), BTreeMap<Quarter, i64>> = BTreeMap::new();
    for (quarter, figure) in figures {
        for (name, filter, thousandths) in parts(figure) {
            rows.entry((name, filter))
                .or_default()
                .insert(*quarter, thousandths);
        }
    }
    let rows = rows
        .into_iter()
        .map(|((name, filter), by_quarter)| BreakdownRow {
            name,
            cells: figures
                .iter()
                .map(|(quarter, _)| match by_quarter.get(quarter) {
                    Some(thousandths) => (
                        quantity(*thousandths),
                        format!("/entries?measure={measure_id}&quarter={quarter}{filter}"),
                    ),
                    None => ("0".to_owned(), String::new()),
                })
                .collect(),
            total: quantity(by_quarter.values().sum()),
        })
        .collect();
    Breakdown { caption, of, rows }
}

fn quarter_row(quarter: Quarter, figure: &SealedMeasure, is_over: Ended) -> QuarterRow {
    let (level, rating) = match is_over {
        Ended::Yes => view::rating(figure.rating.as_deref()),
        Ended::No => ("", ""),
    };
    QuarterRow {
        title: format!("Quarter {}", quarter.number()),
        target: figure
            .target_thousandths
            .map_or_else(|| "None".to_owned(), quantity),
        evidenced: quantity(figure.evidenced_thousandths),
        href: format!("/entries?measure={}&quarter={quarter}", figure.id),
        apart: quantity(figure.unevidenced_thousandths),
        coverage: coverage(figure.evidenced_thousandths, figure.unevidenced_thousandths),
        level,
        rating,
    }
}

/// Only a quarter that has ended is rated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ended {
    Yes,
    No,
}

fn bars_of(measure: &Measure, figures: &[(Quarter, SealedMeasure)]) -> Chart {
    let bars_of: Vec<Bar> = figures
        .iter()
        .map(|(quarter, figure)| Bar {
            label: format!("Quarter {}", quarter.number()),
            value: figure.evidenced_thousandths,
            target: figure.target_thousandths,
        })
        .collect();
    let title = format!("{} evidenced by quarter", measure.code);
    bars(&title, &measure.unit, &bars_of, quantity)
}

/// The months of the year up to today's, each with what was evidenced by its end.
fn line_of(measure: &Measure, asked: &YearAsked, totals: &[&Total]) -> Chart {
    let last = month_of(asked.today);
    let mut reached = 0;
    let mut points = Vec::new();
    for month in asked
        .year
        .quarters()
        .into_iter()
        .flat_map(|quarter| asked.calendar.months(quarter))
        .filter(|month| *month <= last)
    {
        reached += totals
            .iter()
            .filter(|total| total.part == Part::Month && total.key == month)
            .filter(|total| total.grade.number() >= measure.minimum_grade)
            .map(|total| total.quantity.0)
            .sum::<i64>();
        points.push(Point {
            label: month_in_words(&month),
            value: reached,
            target: None,
        });
    }
    let title = format!("{} evidenced month by month, added up", measure.code);
    line(&title, &measure.unit, &points, quantity)
}

fn month_in_words(month: &str) -> String {
    format!("{month}-01").parse::<Date>().map_or_else(
        |_| month.to_owned(),
        |day| day.strftime("%b %y").to_string(),
    )
}

fn grades(year: &SealedMeasure) -> Vec<(&'static str, String)> {
    year.by_grade
        .iter()
        .filter_map(|part| {
            let grade = Grade::from_number(part.grade)?;
            Some((grade.name(), quantity(part.thousandths)))
        })
        .collect()
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    if let Some(other) = calendars::other(visit)? {
        return calendar_figures::figure(visit, &other);
    }
    let asked = YearAsked::of(visit)?;
    let id = visit.id("measure")?;
    let quarters = asked.year.quarters();
    let who = visit.who()?.clone();
    let (ground, measure, totals, targets, running_out) = visit.read(|read| {
        let measure = framework::measure(read, id)?.ok_or(Failure::NotFound)?;
        let totals = ledger::totals(read, &Part::ALL, &quarters)?;
        let targets = framework::targets(read, &quarters)?;
        let ground = Ground::read(read)?.with_reviews(read, asked.today)?;
        let running_out = running_out::lines(read, (&who, asked.today), id)?;
        Ok((ground, measure, totals, targets, running_out))
    })?;
    let own: Vec<&Total> = totals
        .iter()
        .filter(|total| total.measure_id == id)
        .collect();
    let figures: Vec<(Quarter, SealedMeasure)> = quarters
        .into_iter()
        .map(|quarter| {
            let of: Vec<&Total> = own
                .iter()
                .filter(|total| total.quarter == quarter)
                .copied()
                .collect();
            let target = targets.get(&(id, quarter)).copied();
            (quarter, ground.figure(&measure, &of, target))
        })
        .collect();
    let year = ground.figure(&measure, &own, None);
    let rows = figures.iter().map(|(quarter, figure)| {
        let is_over = if asked.today > asked.calendar.last_day(*quarter) {
            Ended::Yes
        } else {
            Ended::No
        };
        quarter_row(*quarter, figure, is_over)
    });
    let unit = &measure.unit;
    let by = |of| (format!("Evidenced by {of}, in {unit}"), of);
    let found = year.by_area.iter().filter(|part| !part.methods.is_empty());
    Reply::page(&Page {
        frame: visit.frame(),
        places: found.map(SealedArea::place).collect(),
        calendars: CalendarAsked::of(visit)?.calendars(&format!("/figures/{id}")),
        counted: calendars::COUNTED,
        year: asked.year.to_string(),
        years: asked.years(&format!("/figures/{id}")),
        quarters: rows.collect(),
        evidenced: format!("{} {unit}", quantity(year.evidenced_thousandths)),
        apart: format!("{} {unit}", quantity(year.unevidenced_thousandths)),
        coverage: coverage(year.evidenced_thousandths, year.unevidenced_thousandths),
        by_quarter: bars_of(&measure, &figures),
        by_month: line_of(&measure, &asked, &own),
        breakdowns: vec![
            breakdown(by("area"), id, &figures, by_area),
            breakdown(by("partner"), id, &figures, by_partner),
        ],
        grades: grades(&year),
        evidence: evidence_meter(&year.by_grade, &asked.entries(id)),
        running_out,
        weakest: Grade::from_number(measure.minimum_grade).map_or("", Grade::name),
        measure,
    })
}
