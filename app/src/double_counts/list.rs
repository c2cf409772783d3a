//! What counts once, and what is asked, for a year.

use super::{Pair, pairs};
use crate::app::date_of;
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};
use crate::{framework, ledger, people};
use askama::Template;
use database::Id;
use domain::calendar::{Year, in_words};
use domain::people::Action;
use pages::{Choice, Form, Frame};
use std::collections::BTreeMap;

#[derive(Template)]
#[template(path = "double_counts/list.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
    year: String,
    years: Vec<Choice>,
    questions: Vec<Question>,
    once: Vec<Once>,
    can_answer: Option<()>,
}

/// Two measures as the page shows them.
struct Question {
    measure: String,
    other: String,
    shared: String,
    /// Why both stand, by whom and when; empty when nobody has said so.
    said: String,
    is_open: bool,
    href: String,
}

/// What asked to count for a measure, and what counts.
struct Once {
    measure: String,
    kind: String,
    claims: i64,
    counted: i64,
    waits: i64,
}

/// The year of the address, or the one that goes on.
pub(super) fn year(visit: &Visit<'_>) -> Result<Year, Failure> {
    let calendar = visit.who()?.calendar;
    let asked = visit.query.value("year");
    let now = calendar.year_of(visit.today());
    Ok(visit
        .years()?
        .into_iter()
        .find(|year| year.to_string() == asked)
        .unwrap_or(now))
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let (year, years) = (year(visit)?, visit.years()?);
    visit.form = Form::new().with("year", year.to_string());
    let (questions, once) = visit.read(|read| {
        let mut questions = Vec::new();
        for pair in pairs(read, year)? {
            let by = pair.given.as_ref().map(|given| given.by);
            questions.push(Question::of(&pair, year, &people::name_of(read, by)?));
        }
        let measures = framework::measures(read)?.into_iter();
        let measures: BTreeMap<Id, String> = measures
            .map(|measure| (measure.id, format!("{} {}", measure.code, measure.title)))
            .collect();
        let claims = ledger::claim_totals(read, &year.to_string())?.into_iter();
        let once = claims.map(|one| Once {
            measure: measures.get(&one.measure_id).cloned().unwrap_or_default(),
            kind: one.kind,
            claims: one.claims,
            counted: one.counted,
            waits: one.claims.saturating_sub(one.counted),
        });
        Ok((questions, once.collect()))
    })?;
    let years = years.into_iter().map(|year| {
        let year = year.to_string();
        Choice::new(year.clone(), year)
    });
    Reply::page(&Page {
        frame: visit.frame(),
        form: &visit.form,
        year: year.to_string(),
        years: years.collect(),
        questions,
        once,
        can_answer: visit.may(Action::PrepareReturn).then_some(()),
    })
}

impl Question {
    fn of(pair: &Pair, year: Year, by: &str) -> Self {
        let said = pair.given.as_ref().map(|given| {
            let on = in_words(date_of(given.at));
            format!("{} ({by}, {on})", given.reason)
        });
        Self {
            measure: format!("{} {}", pair.measure.code, pair.measure.title),
            other: format!("{} {}", pair.other.code, pair.other.title),
            shared: match pair.shared {
                0 => "None that are known".to_owned(),
                number => number.to_string(),
            },
            said: said.unwrap_or_default(),
            is_open: pair.is_open(),
            href: format!(
                "/double-counts/{}/{}?year={year}",
                pair.measure.id, pair.other.id
            ),
        }
    }
}
