//! Correcting a single entry: it is taken back by a reversing entry and, if there is a right quantity,
//! posted anew. Both stay visible.

use super::list::{Row, rows};
use super::new::field;
use super::{Context, NewEntry, correct, store};
use crate::failure::Failure;
use crate::framework;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use domain::ledger::Quantity;
use pages::{Choice, Form, Frame};

#[derive(Template)]
#[template(path = "ledger/correct.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
    row: Row,
    ways: Vec<Choice>,
}

fn ways() -> Vec<Choice> {
    vec![
        Choice::new("replace", "The quantity was another"),
        Choice::new("take-out", "It should not be there at all"),
    ]
}

fn found(visit: &Visit<'_>) -> Result<Row, Failure> {
    let id = visit.id("id")?;
    visit.read(|read| {
        let entry = store::entry(read, id)?.ok_or(Failure::NotFound)?;
        if entry.kind == "reversal" || store::correction_of(read, id)?.is_some() {
            return Err(Failure::Changed("This entry has been corrected already."));
        }
        let measures = framework::measures(read)?;
        rows(read, vec![entry], &measures)?
            .pop()
            .ok_or(Failure::NotFound)
    })
}

fn shown(visit: &Visit<'_>, row: Row) -> Answer {
    Reply::form(
        &Page {
            frame: visit.frame(),
            form: &visit.form,
            row,
            ways: ways(),
        },
        &visit.form,
    )
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let row = found(visit)?;
    visit.form.add("way", "replace");
    shown(visit, row)
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
        return shown(visit, row);
    };
    let old = &row.entry;
    let percent = percent(old.quantity, old.additional);
    let replacement = quantity.map(|quantity| NewEntry {
        id: visit.new_id(),
        measure_id: old.measure_id,
        happened_on: old.happened_on,
        area_code: old.area_code.clone(),
        partner_id: old.partner_id,
        activity_id: old.activity_id,
        session_id: old.session_id,
        quantity: Quantity(quantity),
        additional_percent: percent,
        reason: reason.clone(),
    });
    let reversal = visit.new_id();
    let context = Context::of(visit.who()?, visit.today(), visit.now);
    let said = serde_json::json!({ "reason": reason, "quantity_thousandths": quantity });
    let entry = visit.entry("corrected entry", "entry", old.id, said);
    let refused = std::cell::Cell::new("quantity");
    let kept = visit.write(|mut write| {
        let done = correct(
            &mut write,
            old,
            reversal,
            replacement.as_ref(),
            (&reason, &context),
        )?;
        match done {
            Ok(()) => Ok(write.commit(entry.clone(), ())?),
            Err(why) => {
                refused.set(field(&why));
                Err(Failure::Rule(why.to_string()))
            }
        }
    });
    match kept {
        Ok(()) => {
            let id = replacement.as_ref().map_or(reversal, |new| new.id);
            Reply::see(format!("/entries/{id}"), "The entry is corrected.")
        }
        Err(Failure::Rule(words)) => {
            visit.form.refuse(
                if refused.get() == "quantity" {
                    "quantity"
                } else {
                    ""
                },
                words,
            );
            shown(visit, row)
        }
        Err(failure) => Err(failure),
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
