//! Linking activities and partners to an objective, and taking links off again.

use super::show::{see, show};
use super::{Record, store};
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};
use database::{Id, LogEntry};

fn entry(visit: &Visit<'_>, action: &str, objective_id: Id, record: &Record) -> LogEntry {
    visit.entry(
        action,
        "objective",
        objective_id,
        serde_json::json!({ "kind": record.kind.key(), "record": record.id.to_string() }),
    )
}

/// Links the record that was chosen.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let seen = see(visit)?;
    let choices = seen.choices();
    let chosen = visit
        .form
        .choice("record", "an activity or a partner", &choices);
    let id = seen.objective.id;
    let record = seen
        .others
        .iter()
        .find(|record| Some(record.key()) == chosen);
    let Some(record) = record.cloned() else {
        return show(visit, seen);
    };
    let entry = entry(visit, "linked record to objective", id, &record);
    visit.write(|mut write| {
        store::link_add(&mut write, id, &record, visit.now)?;
        Ok(write.commit(entry.clone(), ())?)
    })?;
    Reply::see(
        format!("/objectives/{id}"),
        format!("{} is linked to the objective.", record.title),
    )
}

/// Takes a link off; the record itself stays.
pub(crate) fn remove(visit: &mut Visit<'_>) -> Answer {
    let seen = see(visit)?;
    let id = seen.objective.id;
    let asked = visit.form.value("unlinked").to_owned();
    let record = seen.linked.iter().find(|record| record.key() == asked);
    let record = record.ok_or(Failure::Changed("This link has been removed already."))?;
    let entry = entry(visit, "removed record from objective", id, record);
    visit.write(|mut write| {
        store::link_remove(&mut write, id, record)?;
        Ok(write.commit(entry.clone(), ())?)
    })?;
    Reply::see(
        format!("/objectives/{id}"),
        "The link is removed. The record itself stays.",
    )
}
