//! Withdrawing a proposal, and taking down what is public. Either takes one person, because it shows less
//! and never more; showing it again takes two.

use super::{overview, propose, store};
use crate::visit::{Answer, Reply, Visit};

/// Takes the year down, or withdraws what waits of it.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let year = propose::year(visit)?.to_string();
    let act = propose::act(visit)?;
    let withdraws = match visit.form.value("action") {
        "withdraw" => Some(()),
        "take-down" => None,
        _ => {
            visit.form.refuse(
                "",
                "Choose whether to withdraw the proposal or to take the year down",
            );
            return overview::shown(visit);
        }
    };
    let (action, done) = match withdraws {
        Some(()) => (
            "withdrew proposed publication",
            "The proposal is withdrawn.",
        ),
        None => (
            "took publication down",
            "The year is taken down. Its address answers like one that never was.",
        ),
    };
    let said = serde_json::json!({ "year": year });
    let entry = visit.entry(action, "publication", &year, said);
    visit.write(|mut write| {
        match withdraws {
            Some(()) => store::withdraw(&mut write, &year, act)?,
            None => store::take_down(&mut write, &year, act)?,
        }
        Ok(write.commit(entry.clone(), ())?)
    })?;
    Reply::see("/publication", done)
}
