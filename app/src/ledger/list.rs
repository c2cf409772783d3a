//! Entries, newest first, by measure, quarter or days, area, partner, contract, activity or the grade of
//! their evidence. Every figure elsewhere leads here (P1.1a).

use super::lines::{Row, rows};
use super::store::{self, Filter};
use super::{Part, looking};
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};
use crate::{contracts, framework, organisation, partners};
use askama::Template;
use database::{Id, Read};
use domain::calendar::{Calendar, Quarter, in_words};
use domain::ledger::{Grade, Quantity};
use domain::people::Action;
use jiff::civil::Date;
use pages::{Choice, Form, Frame};

#[derive(Template)]
#[template(path = "ledger/list.html")]
struct Page {
    frame: Frame,
    form: Form,
    measures: Vec<Choice>,
    quarters: Vec<Choice>,
    areas: Vec<Choice>,
    partners: Vec<Choice>,
    contracts: Vec<Choice>,
    grades: Vec<Choice>,
    /// The days that are asked for, in words; empty where none are.
    days: String,
    rows: Vec<Row>,
    sums: Option<Sums>,
    older: String,
    /// What the files of these entries ask for.
    query: String,
    can_post: Option<()>,
}

/// What all entries of a measure in a quarter come to.
struct Sums {
    evidenced: String,
    unevidenced: String,
    unit: String,
    /// How many entries the evidenced sum is made of.
    entries: String,
}

/// What the address asks for. A key nobody can read belongs to nothing, so nothing is shown.
fn filter(visit: &Visit<'_>, calendar: Calendar) -> Filter {
    let text =
        |name: &str| Some(visit.query.value(name).to_owned()).filter(|value| !value.is_empty());
    let id = |name: &str| text(name).map(|value| Id::parse_str(&value).unwrap_or_default());
    let quarter = text("quarter");
    let named = quarter.as_deref().and_then(|name| calendar.quarter(name));
    Filter {
        measure_id: id("measure"),
        days: match named {
            Some(quarter) => Some((calendar.first_day(quarter), calendar.last_day(quarter))),
            None => days(visit),
        },
        quarter,
        activity_id: id("activity"),
        partner_id: id("partner"),
        contract_id: id("contract"),
        area_code: text("area"),
        before: text("before").as_deref().and_then(before),
    }
}

/// The days on which entries count, where an address names both.
fn days(visit: &Visit<'_>) -> Option<(Date, Date)> {
    let day = |name: &str| visit.query.value(name).parse::<Date>().ok();
    day("from").zip(day("to"))
}

/// The days in words, where an address names them and no quarter.
fn asked_days(filter: &Filter) -> String {
    let days = filter.days.filter(|_| filter.quarter.is_none());
    days.map(|(from, to)| format!("{} to {}", in_words(from), in_words(to)))
        .unwrap_or_default()
}

/// The grade that is asked for.
fn grade(visit: &Visit<'_>) -> Option<Grade> {
    Grade::from_number(visit.query.value("grade").parse().ok()?)
}

/// The entries that the address of a visit asks for; a partner may be asked for by its name.
pub(crate) fn asked(visit: &mut Visit<'_>) -> Result<Filter, Failure> {
    let calendar = visit.who()?.calendar;
    let partners = partners::choices(visit.read(partners::all)?);
    visit.query.resolve("partner", &partners);
    Ok(filter(visit, calendar))
}

/// `2026-09-03.0198…`: where a page of the list begins.
fn before(text: &str) -> Option<(Date, Id)> {
    let (date, id) = text.split_once('.')?;
    Some((date.parse().ok()?, Id::parse_str(id).ok()?))
}

/// What an address may ask for.
const NAMES: [&str; 9] = [
    "measure", "quarter", "activity", "partner", "contract", "area", "grade", "from", "to",
];

/// What the address asks for, as another address may ask for it.
fn query(visit: &Visit<'_>) -> form_urlencoded::Serializer<'static, String> {
    let mut query = form_urlencoded::Serializer::new(String::new());
    for name in NAMES {
        let value = visit.query.value(name);
        if !value.is_empty() {
            query.append_pair(name, value);
        }
    }
    query
}

/// The address of the next page: the same filters, before the last entry shown.
fn older(visit: &Visit<'_>, (counts_on, id): (Date, Id)) -> String {
    let before = format!("{counts_on}.{id}");
    let query = query(visit).append_pair("before", &before).finish();
    format!("/entries?{query}")
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
    is_of_grade: Option<Grade>,
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
    if filter.contract_id.is_some() || is_of_grade.is_some() {
        return Ok(None);
    }
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
        if total.grade.number() >= measure.minimum_grade {
            entries += total.entries;
            evidenced += total.quantity.0;
        } else {
            unevidenced += total.quantity.0;
        }
    }
    Ok(Some(Sums {
        evidenced: Quantity(evidenced).to_string(),
        unevidenced: Quantity(unevidenced).to_string(),
        unit: measure.unit.clone(),
        entries: match entries {
            1 => "1 entry".to_owned(),
            more => format!("{} entries", Quantity(more.saturating_mul(1_000))),
        },
    }))
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let who = visit.who()?;
    let (calendar, first) = (who.calendar, who.first_day);
    let partners = partners::choices(visit.read(partners::all)?);
    visit.query.resolve("partner", &partners);
    let filter = filter(visit, calendar);
    let grade = grade(visit);
    let quarters = quarters(calendar, first, visit.today())
        .into_iter()
        .map(|quarter| Choice::new(quarter.to_string(), quarter.title()))
        .collect();
    let (frame, form) = (visit.frame(), visit.query.clone());
    let query = query(visit).finish();
    let can_post = visit.may(Action::PostEntry).then_some(());
    let page = visit.read(|read| {
        let measures = framework::measures(read)?;
        let found = looking::page(read, &filter, grade)?;
        let older = found.before.map(|last| older(visit, last));
        let sums = sums(read, &filter, (calendar, &measures), grade)?;
        Ok(Page {
            frame,
            form,
            quarters,
            areas: organisation::areas(read)?
                .into_iter()
                .map(|area| Choice::new(area.code, area.name))
                .collect(),
            partners,
            contracts: contracts::all(read)?
                .iter()
                .map(contracts::Contract::choice)
                .collect(),
            grades: Grade::ALL
                .map(|grade| Choice::new(grade.number().to_string(), grade.name()))
                .into(),
            days: asked_days(&filter),
            rows: rows(read, found.entries, (&measures, calendar))?,
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
            query,
            can_post,
        })
    })?;
    Reply::page(&page)
}
