//! A year in pounds: gross and net beside each other with their working, money spent nearby apart, what
//! each pound invested comes to, and how the account answers the principles of social value.

use super::store;
use super::worth::{Kind, Row, Worth};
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use domain::calendar::Year;
use domain::people::Action;
use domain::valuation::{Pence, Principle, ROUNDING, WholeLife, per_pound};
use pages::{Form, Frame, NavigationItem};
use std::collections::BTreeMap;

#[derive(Template)]
#[template(path = "valuation/show.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
    year: Year,
    years: Vec<NavigationItem>,
    tables: Vec<Table>,
    /// Each row's sum, in words and figures.
    workings: Vec<(String, String)>,
    unvalued: Vec<(String, String)>,
    invested: Vec<(String, String, String)>,
    investment: String,
    /// Net present value for each pound invested; empty when nothing is said to be invested.
    ratio: String,
    principles: Vec<Answered>,
    open: usize,
    rates: String,
    first_year: &'static str,
    rounding: &'static str,
    can_say: Option<()>,
}

struct Table {
    caption: &'static str,
    note: &'static str,
    rows: Vec<Line>,
    gross: Pence,
    net: Pence,
    present: Pence,
}

struct Line {
    measure: String,
    href: String,
    quarter: String,
    quantity: String,
    pounds: String,
    gross: Pence,
    net: Pence,
    present: Pence,
}

struct Answered {
    principle: Principle,
    /// The field's name.
    field: String,
    answer: String,
}

impl Line {
    fn of(row: &Row) -> Self {
        Self {
            measure: format!("{} {}", row.measure.code, row.measure.title),
            href: format!("/measures/{}/value", row.measure.id),
            quarter: row.quarter.title(),
            quantity: format!("{} {}", row.quantity, row.measure.unit),
            pounds: format!("£{}", row.value.pounds),
            gross: row.worth.gross,
            net: row.worth.net,
            present: row.worth.present,
        }
    }
}

impl Table {
    fn of(worth: &Worth, kind: Kind) -> Option<Self> {
        let rows = worth.rows.iter().filter(|row| row.kind == kind);
        let rows: Vec<Line> = rows.map(Line::of).collect();
        let (caption, note) = kind.words();
        (!rows.is_empty()).then(|| Self {
            caption,
            note,
            rows,
            gross: worth.sum(kind, |worth: &WholeLife| worth.gross),
            net: worth.sum(kind, |worth: &WholeLife| worth.net),
            present: worth.sum(kind, |worth: &WholeLife| worth.present),
        })
    }
}

/// The field of a principle's answer.
pub(super) fn field(principle: Principle) -> String {
    format!("principle-{}", principle.key())
}

/// The year of the address, or today's; one that is no year of this organisation does not exist.
pub(super) fn year(visit: &Visit<'_>) -> Result<Year, Failure> {
    let asked = visit.query.value("year");
    let years = visit.years()?;
    let found = if asked.is_empty() {
        let today = visit.who()?.calendar.year_of(visit.today());
        years.into_iter().find(|year| *year == today)
    } else {
        years.into_iter().find(|year| year.to_string() == asked)
    };
    found.ok_or(Failure::NotFound)
}

/// The principles with what was typed, or what is kept.
fn answered(visit: &Visit<'_>, kept: &BTreeMap<String, String>) -> Vec<Answered> {
    let mut names = visit.form.names();
    let was_sent = names.any(|name| name.starts_with("principle-"));
    let all = Principle::ALL.into_iter();
    all.map(|principle| {
        let field = field(principle);
        let kept = kept.get(principle.key()).cloned().unwrap_or_default();
        let typed = visit.form.value(&field).to_owned();
        Answered {
            principle,
            answer: if was_sent { typed } else { kept },
            field,
        }
    })
    .collect()
}

/// Each row's sum, by the measure and the quarter.
fn workings(worth: &Worth) -> Vec<(String, String)> {
    let named = |row: &Row| {
        let named = format!("{}, {}", row.measure.code, row.quarter.title());
        (named, row.worth.working.clone())
    };
    worth.rows.iter().map(named).collect()
}

/// The page, as it stands with what was typed.
pub(super) fn shown(visit: &Visit<'_>) -> Answer {
    let year = year(visit)?;
    let calendar = visit.who()?.calendar;
    let (worth, investments, answers) = visit.read(|read| {
        Ok((
            Worth::read(read, calendar, year)?,
            store::investments(read, year)?,
            store::answers(read, year)?,
        ))
    })?;
    let investment: Pence = investments.iter().map(|one| one.pence).sum();
    let present = worth.sum(Kind::Additional, |worth| worth.present);
    let tables = [Kind::Additional, Kind::Local].into_iter();
    let principles = answered(visit, &answers);
    let page = Page {
        frame: visit.frame(),
        form: &visit.form,
        years: years(visit, year)?,
        tables: tables.filter_map(|kind| Table::of(&worth, kind)).collect(),
        workings: workings(&worth),
        unvalued: worth
            .unvalued
            .iter()
            .map(|measure| (measure.named(), format!("/measures/{}/value", measure.id)))
            .collect(),
        ratio: per_pound(present, investment, 2)
            .map_or_else(String::new, |ratio| format!("£{ratio}")),
        investment: investment.to_string(),
        invested: investments
            .into_iter()
            .map(|one| (one.id.to_string(), one.purpose, one.pence.to_string()))
            .collect(),
        open: principles
            .iter()
            .filter(|one| one.answer.is_empty())
            .count(),
        principles,
        rates: worth.rates.title.clone(),
        first_year: worth.first_year.name(),
        rounding: ROUNDING,
        can_say: visit.may(Action::AdoptFramework).then_some(()),
        year,
    };
    Reply::form(&page, &visit.form)
}

fn years(visit: &Visit<'_>, shown: Year) -> Result<Vec<NavigationItem>, Failure> {
    let years = visit.years()?.into_iter();
    Ok(years
        .map(|year| {
            let mut item = NavigationItem::new(year.to_string(), format!("/value?year={year}"));
            item.current = year == shown;
            item
        })
        .collect())
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    shown(visit)
}
