//! Entries, newest first, by measure, quarter, area, partner or activity. Every figure elsewhere leads
//! here (P1.1a).

use super::store::{self, Filter};
use super::{Entry, Part};
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};
use crate::{framework, organisation, partners};
use askama::Template;
use database::{Id, Read};
use domain::calendar::{Calendar, Quarter, in_words};
use domain::ledger::{Grade, Quantity};
use domain::people::Action;
use jiff::civil::Date;
use pages::{Choice, Form, Frame};

/// Entries on a page.
const PAGE: usize = 50;

#[derive(Template)]
#[template(path = "ledger/list.html")]
struct Page {
    frame: Frame,
    form: Form,
    measures: Vec<Choice>,
    quarters: Vec<Choice>,
    areas: Vec<Choice>,
    partners: Vec<Choice>,
    rows: Vec<Row>,
    sums: Option<Sums>,
    older: String,
    can_post: Option<()>,
}

/// An entry as a line of the list.
pub(crate) struct Row {
    pub(crate) entry: Entry,
    pub(crate) happened_on: String,
    pub(crate) measure: String,
    pub(crate) unit: String,
    pub(crate) area: String,
    /// The colour of its grade's tag.
    pub(crate) colour: &'static str,
}

/// What all entries of a measure in a quarter come to.
struct Sums {
    evidenced: String,
    unevidenced: String,
    unit: String,
    entries: i64,
}

fn filter(visit: &Visit<'_>) -> Filter {
    let text =
        |name: &str| Some(visit.query.value(name).to_owned()).filter(|value| !value.is_empty());
    let id = |name: &str| text(name).and_then(|value| Id::parse_str(&value).ok());
    Filter {
        measure_id: id("measure"),
        quarter: text("quarter"),
        activity_id: id("activity"),
        partner_id: id("partner"),
        area_code: text("area"),
        before: text("before").as_deref().and_then(before),
    }
}

/// `2026-09-03.0198…`: where a page of the list begins.
fn before(text: &str) -> Option<(Date, Id)> {
    let (date, id) = text.split_once('.')?;
    Some((date.parse().ok()?, Id::parse_str(id).ok()?))
}

/// The address of the next page: the same filters, before the last entry shown.
fn older(visit: &Visit<'_>, last: &Entry) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    for name in ["measure", "quarter", "activity", "partner", "area"] {
        let value = visit.query.value(name);
        if !value.is_empty() {
            query.append_pair(name, value);
        }
    }
    query.append_pair("before", &format!("{}.{}", last.counts_on, last.id));
    format!("/entries?{}", query.finish())
}

/// The quarters from the organisation's first to today's, newest first.
fn quarters(calendar: Calendar, first: Date, today: Date) -> Vec<Quarter> {
    let (mut quarter, last) = (calendar.quarter_of(first), calendar.quarter_of(today));
    let mut found = vec![quarter];
    while quarter < last {
        quarter = calendar.next(quarter);
        found.push(quarter);
    }
    found.reverse();
    found
}

fn sums(
    read: &mut Read<'_>,
    filter: &Filter,
    (calendar, measures): (Calendar, &[framework::Measure]),
) -> Result<Option<Sums>, Failure> {
    let quarter = filter
        .quarter
        .as_deref()
        .and_then(|name| calendar.quarter(name));
    let measure = measures
        .iter()
        .find(|measure| Some(measure.id) == filter.measure_id);
    let (Some(quarter), Some(measure)) = (quarter, measure) else {
        return Ok(None);
    };
    let (part, key) = match (&filter.area_code, filter.partner_id, filter.activity_id) {
        (None, None, None) => (Part::Whole, String::new()),
        (Some(area), None, None) => (Part::Area, area.clone()),
        (None, Some(partner), None) => (Part::Partner, partner.to_string()),
        (_, _, _) => return Ok(None),
    };
    let totals = store::totals(read, part, quarter)?;
    let of = totals
        .iter()
        .filter(|total| total.measure_id == measure.id && total.key == key);
    let (mut evidenced, mut unevidenced, mut entries) = (0, 0, 0);
    for total in of {
        entries += total.entries;
        if total.grade.number() >= measure.minimum_grade {
            evidenced += total.quantity.0;
        } else {
            unevidenced += total.quantity.0;
        }
    }
    Ok(Some(Sums {
        evidenced: Quantity(evidenced).to_string(),
        unevidenced: Quantity(unevidenced).to_string(),
        unit: measure.unit.clone(),
        entries,
    }))
}

/// Entries as lines.
pub(crate) fn rows(
    read: &mut Read<'_>,
    entries: Vec<Entry>,
    measures: &[framework::Measure],
) -> Result<Vec<Row>, Failure> {
    let areas = organisation::areas(read)?;
    Ok(entries
        .into_iter()
        .map(|entry| {
            let measure = measures
                .iter()
                .find(|measure| measure.id == entry.measure_id);
            let area = areas.iter().find(|area| area.code == entry.area_code);
            Row {
                colour: colour(entry.grade),
                happened_on: in_words(entry.happened_on),
                measure: measure
                    .map(|measure| format!("{} {}", measure.code, measure.title))
                    .unwrap_or_default(),
                unit: measure
                    .map(|measure| measure.unit.clone())
                    .unwrap_or_default(),
                area: area.map(|area| area.name.clone()).unwrap_or_default(),
                entry,
            }
        })
        .collect())
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let filter = filter(visit);
    let who = visit.who()?;
    let (calendar, first) = (who.calendar, who.first_day);
    let quarters = quarters(calendar, first, visit.today())
        .into_iter()
        .map(|quarter| Choice::new(quarter.to_string(), quarter.title()))
        .collect();
    let (frame, form) = (visit.frame(), visit.query.clone());
    let can_post = visit.may(Action::PostEntry).then_some(());
    let page = visit.read(|read| {
        let measures = framework::measures(read)?;
        let mut entries = store::entries(read, &filter, 51)?;
        let more = entries.len() > PAGE;
        entries.truncate(PAGE);
        let older = entries
            .last()
            .filter(|_| more)
            .map(|last| older(visit, last));
        let sums = sums(read, &filter, (calendar, &measures))?;
        Ok(Page {
            frame,
            form,
            quarters,
            areas: organisation::areas(read)?
                .into_iter()
                .map(|area| Choice::new(area.code, area.name))
                .collect(),
            partners: partners::all(read)?
                .into_iter()
                .map(|partner| Choice::new(partner.id.to_string(), partner.name))
                .collect(),
            rows: rows(read, entries, &measures)?,
            measures: measures
                .iter()
                .map(|measure| {
                    Choice::new(
                        measure.id.to_string(),
                        format!("{} {}", measure.code, measure.title),
                    )
                })
                .collect(),
            sums,
            older: older.unwrap_or_default(),
            can_post,
        })
    })?;
    Reply::page(&page)
}

/// The colour of a grade's tag.
pub(crate) fn colour(grade: Grade) -> &'static str {
    match grade {
        Grade::Unevidenced => "orange",
        Grade::SelfDeclared => "grey",
        Grade::PartnerConfirmed => "turquoise",
        Grade::ThirdPartyRecord | Grade::IndependentlyChecked => "green",
    }
}
