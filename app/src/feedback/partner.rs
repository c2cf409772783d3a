//! The partner's form: the figures of a quarter they were part of, each to confirm or dispute, and
//! three questions. Nothing in it is about a person.

use super::confirming::{self, Given};
use super::open::Opened;
use super::{FeedbackAnswer, LinkOf};
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit, hex};
use crate::{framework, ledger};
use askama::Template;
use database::{Id, Read};
use domain::calendar::Calendar;
use domain::feedback::Verdict;
use domain::ledger::Quantity;
use pages::{Choice, Form, Frame};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// A figure as the partner sees it.
#[derive(Debug, Clone)]
pub(super) struct Shown {
    pub(super) measure_id: Id,
    pub(super) quantity: Quantity,
    /// `H1 Mock interviews`
    pub(super) measure: String,
    pub(super) unit: String,
}

impl Shown {
    fn verdict(&self) -> String {
        format!("verdict-{}", self.measure_id)
    }

    fn reason(&self) -> String {
        format!("reason-{}", self.measure_id)
    }

    /// The quantity with its unit.
    pub(super) fn figure(&self) -> String {
        format!("{} {}", self.quantity, self.unit)
    }
}

#[derive(Template)]
#[template(path = "feedback/partner.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
    opened: &'a Opened,
    figures: &'a [Shown],
    seen: String,
    verdicts: Vec<Choice>,
}

fn verdicts() -> Vec<Choice> {
    Verdict::ALL
        .into_iter()
        .map(|verdict| {
            let words = match verdict {
                Verdict::Confirmed => "Yes, this is right",
                Verdict::Disputed => "No, this is not right",
            };
            Choice::new(verdict.key(), words)
        })
        .collect()
}

/// What was counted with a partner in a quarter, by measure.
fn figures(
    read: &mut Read<'_>,
    calendar: Calendar,
    (partner_id, quarter): (Id, &str),
) -> Result<Vec<Shown>, Failure> {
    let quarter = calendar.quarter(quarter).ok_or(Failure::NotFound)?;
    let mut sums: BTreeMap<Id, i64> = BTreeMap::new();
    for total in ledger::totals(read, &[ledger::Part::Partner], &[quarter])? {
        if total.partner_id() == Some(partner_id) {
            *sums.entry(total.measure_id).or_default() += total.quantity.0;
        }
    }
    let measures = framework::measures(read)?.into_iter();
    Ok(measures
        .filter_map(|measure| {
            let sum = *sums.get(&measure.id).filter(|sum| **sum != 0)?;
            Some(Shown {
                measure_id: measure.id,
                quantity: Quantity(sum),
                measure: format!("{} {}", measure.code, measure.title),
                unit: measure.unit,
            })
        })
        .collect())
}

fn figures_of(visit: &Visit<'_>, opened: &Opened) -> Result<Vec<Shown>, Failure> {
    let LinkOf::Partner {
        partner_id,
        quarter,
    } = &opened.link.of
    else {
        return Err(Failure::NotFound);
    };
    let of = (*partner_id, quarter.as_str());
    let database = &visit.app.database;
    database.read(opened.scope, |read| figures(read, opened.calendar, of))
}

/// What stands on the page, so that nobody confirms a figure they have not seen.
fn seen(figures: &[Shown]) -> String {
    let mut hash = Sha256::new();
    for figure in figures {
        hash.update(figure.measure_id.as_bytes());
        hash.update(figure.quantity.0.to_be_bytes());
    }
    hex(&hash.finalize())
}

fn shown(visit: &Visit<'_>, opened: &Opened, figures: &[Shown]) -> Answer {
    let page = Page {
        frame: visit.frame(),
        form: &visit.form,
        opened,
        figures,
        seen: seen(figures),
        verdicts: verdicts(),
    };
    Reply::form(&page, &visit.form)
}

/// The form.
pub(super) fn page(visit: &Visit<'_>, opened: &Opened) -> Answer {
    let figures = figures_of(visit, opened)?;
    shown(visit, opened, &figures)
}

fn verdict(form: &mut Form, figure: &Shown) -> Option<Given> {
    let label = format!("whether {} is right", figure.measure);
    let chosen = form.choice(&figure.verdict(), &label, &verdicts())?;
    let verdict = Verdict::from_key(&chosen)?;
    let reason = match verdict {
        Verdict::Confirmed => String::new(),
        Verdict::Disputed => {
            let label = format!("what is not right about {}", figure.measure);
            form.required(&figure.reason(), &label, 1_000)?
        }
    };
    Some(Given {
        shown: figure.clone(),
        verdict,
        reason,
    })
}

fn read(visit: &mut Visit<'_>, figures: &[Shown]) -> (FeedbackAnswer, Vec<Given>) {
    let (id, given_at) = (visit.new_id(), visit.now);
    let form = &mut visit.form;
    if form.value("figures") != seen(figures) {
        form.refuse(
            "",
            "The figures have changed since you opened this page. Look at them again and send your answer",
        );
    }
    let given: Vec<Given> = figures
        .iter()
        .filter_map(|figure| verdict(form, figure))
        .collect();
    let mut text = |field: &str, label: &str| {
        let typed = form.optional(field, label, 2_000);
        typed.unwrap_or_default()
    };
    let answer = FeedbackAnswer {
        id,
        given_at,
        worked: text("worked", "What worked well"),
        should_change: text("should_change", "What should change"),
        impact: text("impact", "What difference you have seen"),
        scales: None,
    };
    let is_silent = [&answer.worked, &answer.should_change, &answer.impact]
        .iter()
        .all(|text| text.is_empty());
    if figures.is_empty() && is_silent && !form.is_refused() {
        form.refuse("worked", "Answer at least one of the questions");
    }
    (answer, given)
}

/// Keeps the answer, once; the link says thank you from then on.
pub(super) fn submit(visit: &mut Visit<'_>, opened: &Opened) -> Answer {
    let figures = figures_of(visit, opened)?;
    let (answer, given) = read(visit, &figures);
    if visit.form.is_refused() {
        return shown(visit, opened, &figures);
    }
    confirming::keep(visit, opened, &answer, &given)?;
    Ok(Reply::See {
        path: format!("/feedback/{}", opened.token),
        notice: None,
    })
}
