//! Correcting a single entry: it is taken back by a reversing entry and, if there is a right quantity,
//! posted anew. Both stay visible.

use super::lines::{Row, rows};
use super::new::field;
use super::post::place;
use super::{Context, Entry, NewEntry, carry, correct, store};
use crate::failure::Failure;
use crate::framework;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use domain::calendar::Quarter;
use domain::ledger::Quantity;
use pages::{Choice, Form, Frame};

#[derive(Template)]
#[template(path = "ledger/correct.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
    row: &'a Row,
    ways: Vec<Choice>,
    /// What will happen, said before it does.
    outcome: String,
}

fn ways() -> Vec<Choice> {
    vec![
        Choice::new("replace", "The quantity was another"),
        Choice::new("take-out", "It should not be there at all"),
    ]
}

fn found(visit: &Visit<'_>) -> Result<Row, Failure> {
    let id = visit.id("id")?;
    let calendar = visit.who()?.calendar;
    visit.read(|read| {
        let entry = store::entry(read, id)?.ok_or(Failure::NotFound)?;
        if entry.kind == "reversal" || store::correction_of(read, id)?.is_some() {
            return Err(Failure::Changed("This entry has been corrected already."));
        }
        let measures = framework::measures(read)?;
        rows(read, vec![entry], (&measures, calendar))?
            .pop()
            .ok_or(Failure::NotFound)
    })
}

/// Where a correction of the entry counts, in words.
fn outcome(visit: &Visit<'_>, entry: &Entry) -> Result<String, Failure> {
    let context = Context::of(visit.who()?, visit.today(), visit.now);
    let placed = visit.read(|read| place(read, entry.happened_on, &context))?;
    Ok(match placed {
        Err(refused) => refused.to_string(),
        Ok(posting) => {
            let counts_in = posting.quarter.title();
            match posting.adjusts.map(Quarter::title) {
                None => format!("The correction counts in {counts_in}, where the entry stands."),
                Some(signed) => format!(
                    "{signed} has been signed off and stays as it is: the correction counts as an \
                     adjustment in {counts_in}."
                ),
            }
        }
    })
}

fn shown(visit: &Visit<'_>, row: &Row) -> Answer {
    let page = Page {
        frame: visit.frame(),
        form: &visit.form,
        row,
        ways: ways(),
        outcome: outcome(visit, &row.entry)?,
    };
    Reply::form(&page, &visit.form)
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let row = found(visit)?;
    visit.form.add("way", "replace");
    shown(visit, &row)
}

/// The entry that takes the place of the old one, with everything but its quantity.
fn replacement(visit: &Visit<'_>, old: &Entry, quantity: Quantity, reason: &str) -> NewEntry {
    NewEntry {
        id: visit.new_id(),
        measure_id: old.measure_id,
        happened_on: old.happened_on,
        area_code: old.area_code.clone(),
        partner_id: old.partner_id,
        activity_id: old.activity_id,
        session_id: old.session_id,
        quantity,
        additional_percent: percent(old.quantity, old.additional),
        reason: reason.to_owned(),
    }
}

/// Corrects it.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let row = found(visit)?;
    let way = visit.form.choice("way", "What was wrong", &ways());
    let quantity = match way.as_deref() {
        Some("replace") => visit.form.thousandths("quantity", "The right quantity"),
        Some(_) | None => None,
    };
    let reason = visit.form.required("reason", "Why it is corrected", 300);
    let (Some(_), Some(reason), false) = (way, reason, visit.form.is_refused()) else {
        return shown(visit, &row);
    };
    let new = quantity.map(|quantity| replacement(visit, &row.entry, Quantity(quantity), &reason));
    match keep(visit, &row.entry, new.as_ref(), &reason) {
        Ok(id) => Reply::see(format!("/entries/{id}"), "The entry is corrected."),
        Err((_, Failure::Rule(words))) if words.is_empty() => shown(visit, &row),
        Err((at, Failure::Rule(words))) => {
            visit.form.refuse(at, words);
            shown(visit, &row)
        }
        Err((_, failure)) => Err(failure),
    }
}

/// The share that was extra, in whole percent.
fn percent(quantity: Quantity, additional: Quantity) -> i64 {
    if quantity.0 == 0 {
        return 100;
    }
    let exact = i128::from(additional.0) * 100 + i128::from(quantity.0) / 2;
    i64::try_from(exact / i128::from(quantity.0))
        .unwrap_or(100)
        .clamp(0, 100)
}
