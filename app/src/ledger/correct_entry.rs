//! Correcting a single entry: it is taken back by a reversing entry and, if there is a right quantity,
//! posted anew. Both stay visible.

use super::lines::{Row, rows};
use super::new;
use super::post::place;
use super::{Context, Entry, NewEntry, carry, correct, store};
use crate::failure::Failure;
use crate::framework;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use database::Id;
use domain::calendar::Quarter;
use domain::ledger::{Grade, Quantity};
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
    has_evidence: Option<()>,
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
    let context = Context::of(visit)?;
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
        has_evidence: (row.entry.grade > Grade::Unevidenced).then_some(()),
    };
    Reply::form(&page, &visit.form)
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let row = found(visit)?;
    visit.form.add("way", "replace");
    visit.form.add("keep_evidence", "yes");
    shown(visit, &row)
}

/// The entry that takes the place of the old one, with everything but its quantity.
fn replacement(visit: &Visit<'_>, old: &Entry, quantity: Quantity, reason: &str) -> NewEntry {
    NewEntry {
        id: visit.new_id(),
        measure_id: old.measure_id,
        happened_on: old.happened_on,
        area_code: old.area_code.clone(),
        area_method: old.area_method.clone(),
        partner_id: old.partner_id,
        activity_id: old.activity_id,
        session_id: old.session_id,
        contract_id: old.contract_id,
        quantity,
        additional_percent: percent(old.quantity, old.additional),
        reason: reason.to_owned(),
        // It takes over what the old one stood for.
        subjects: Vec::new(),
    }
}

/// Corrects it.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let row = found(visit)?;
    let way = visit.form.choice("way", "What was wrong", &ways());
    let quantity = match way.as_deref() {
        Some("replace") => new::quantity(&mut visit.form, "The right quantity"),
        Some(_) | None => None,
    };
    let reason = visit.form.required("reason", "Why it is corrected", 300);
    let (Some(_), Some(reason), false) = (way, reason, visit.form.is_refused()) else {
        return shown(visit, &row);
    };
    let new = quantity.map(|quantity| replacement(visit, &row.entry, quantity, &reason));
    match keep(visit, &row.entry, new.as_ref(), &reason) {
        Ok(id) => Reply::see(format!("/entries/{id}"), "The entry is corrected."),
        Err(Failure::Rule(words)) => {
            visit.form.refuse("", words);
            shown(visit, &row)
        }
        Err(failure) => Err(failure),
    }
}

/// Keeps the correction, and gives the entry to be seen next: the new one, or else the reversal.
fn keep(
    visit: &Visit<'_>,
    old: &Entry,
    new: Option<&NewEntry>,
    reason: &str,
) -> Result<Id, Failure> {
    let reversal = visit.new_id();
    let context = Context::of(visit)?;
    let said = serde_json::json!({ "reason": reason,
        "quantity_thousandths": new.map(|new| new.quantity.0) });
    let entry = visit.entry("corrected entry", "entry", old.id, said);
    let carried = new.filter(|_| visit.form.is_chosen("keep_evidence", "yes"));
    visit.write(|mut write| {
        correct(&mut write, old, reversal, new, (reason, &context))?
            .map_err(|refused| Failure::Rule(refused.to_string()))?;
        if let Some(new) = carried {
            carry(&mut write, (old.id, new.id), &context)?
                .map_err(|refused| Failure::Rule(refused.to_string()))?;
        }
        Ok(write.commit(entry.clone(), ())?)
    })?;
    Ok(new.map_or(reversal, |new| new.id))
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
