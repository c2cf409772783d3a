//! One measure through a year: quarter by quarter against its targets, month by month added up, by
//! area (P1.1b), by partner, and by the grade of its evidence. Every figure opens to its entries.

use super::calendar_figures;
use super::calendars::{self, CalendarAsked};
use super::drawn::{months_of, quarters_of};
use super::evidence_meter::{EvidenceMeter, evidence_meter};
use super::figures::Ground;
use super::running_out;
use super::view::{self, coverage, quantity};
use super::year::YearAsked;
use crate::failure::Failure;
use crate::framework::{self, Measure};
use crate::ledger::{self, Part, Total};
use crate::organisation;
use crate::pictures::{self, Pictured};
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use charts::Chart;
use database::Id;
use domain::calendar::Quarter;
use domain::disclosure::Printed;
use domain::ledger::Grade;
use domain::map;
use domain::monitoring::SealedMeasure;
use pages::{Frame, NavigationItem};
use std::collections::BTreeMap;

#[derive(Template)]
#[template(path = "monitoring/figure.html")]
struct Page {
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
    by_grade: Vec<Chart>,
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
    pictures: Vec<Chart>,
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
    (caption, of, pictures): (String, &'static str, Vec<Chart>),
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
    Breakdown {
        caption,
        of,
        pictures,
        rows,
    }
}

/// By area with the map of the organisation's own list, and by partner.
fn breakdowns(
    measure: &Measure,
    figures: &[(Quarter, SealedMeasure)],
    (drawn, areas): (&Pictured, &[(String, String)]),
) -> Vec<Breakdown> {
    let by = |of, pictures: [Option<Chart>; 2]| {
        let pictures = pictures.into_iter().flatten().collect();
        let caption = format!("Evidenced by {of}, in {}", measure.unit);
        (caption, of, pictures)
    };
    let map = drawn.map(&map::of_list(areas));
    let area = by("area", [map, drawn.by_area()]);
    let partner = by("partner", [drawn.by_partner(), None]);
    vec![
        breakdown(area, measure.id, figures, by_area),
        breakdown(partner, measure.id, figures, by_partner),
    ]
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
    let (ground, measure, totals, targets, (running_out, areas)) = visit.read(|read| {
        let measure = framework::measure(read, id)?.ok_or(Failure::NotFound)?;
        let totals = ledger::totals(read, &Part::ALL, &quarters)?;
        let targets = framework::targets(read, &quarters)?;
        let ground = Ground::read(read)?.with_reviews(read, asked.today)?;
        let running_out = running_out::lines(read, (&who, asked.today), id)?;
        let areas = organisation::areas(read)?.into_iter();
        let areas: Vec<(String, String)> = areas.map(|area| (area.code, area.name)).collect();
        Ok((ground, measure, totals, targets, (running_out, areas)))
    })?;
    let own: Vec<&Total> = totals
        .iter()
        .filter(|total| total.measure_id == id)
        .collect();
    let of_quarter = |quarter: Quarter| {
        let of = own.iter().filter(|total| total.quarter == quarter);
        let of: Vec<&Total> = of.copied().collect();
        let target = targets.get(&(id, quarter)).copied();
        (quarter, ground.figure(&measure, &of, target))
    };
    let figures: Vec<(Quarter, SealedMeasure)> = quarters.into_iter().map(of_quarter).collect();
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
    let pictured = Pictured::of(&year, &Printed::default());
    Reply::page(&Page {
        frame: visit.frame(),
        calendars: CalendarAsked::of(visit)?.calendars(&format!("/figures/{id}")),
        counted: calendars::COUNTED,
        year: asked.year.to_string(),
        years: asked.years(&format!("/figures/{id}")),
        quarters: rows.collect(),
        evidenced: format!("{} {unit}", quantity(year.evidenced_thousandths)),
        apart: format!("{} {unit}", quantity(year.unevidenced_thousandths)),
        coverage: coverage(year.evidenced_thousandths, year.unevidenced_thousandths),
        by_quarter: quarters_of(&measure, &figures, ground.thresholds()),
        by_month: months_of((&measure, &figures), &asked, (&own, ground.thresholds())),
        breakdowns: breakdowns(&measure, &figures, (&pictured, &areas)),
        by_grade: pictures::by_grade("By the strongest evidence", &[pictured]),
        grades: grades(&year),
        evidence: evidence_meter(&year.by_grade, &asked.entries(id)),
        running_out,
        weakest: Grade::from_number(measure.minimum_grade).map_or("", Grade::name),
        measure,
    })
}
