//! Saying that one has read a version of the policy, once; and who has not yet (P1.2c).

use super::show::asked;
use super::{Policy, shown, store};
use crate::app::date_of;
use crate::failure::Failure;
use crate::people;
use crate::visit::{Answer, Reply, Visit};
use domain::calendar::in_words;
use domain::people::Action;
use jiff::Timestamp;

/// Who has read a version, as its page shows it.
pub(super) struct Reading {
    /// Where the person says that they have read it; empty when they have, or a newer one holds.
    pub(super) action: String,
    /// The day they said so.
    pub(super) read_on: Option<String>,
    /// For the lead: who has, with the day, and who has not yet.
    pub(super) everybody: Option<(Vec<String>, Vec<String>)>,
}

fn day(at: Timestamp) -> String {
    in_words(date_of(at))
}

/// Who has read a version. `newer` is the version that replaced it.
pub(super) fn reading(
    visit: &Visit<'_>,
    policy: &Policy,
    newer: Option<&Policy>,
) -> Result<Reading, Failure> {
    let me = visit.who()?.person_id;
    let (read_at, persons) = visit.read(|read| {
        Ok((
            store::acknowledgements(read, policy.id)?,
            people::who_may(read, Action::SeePractice)?,
        ))
    })?;
    let read_on = read_at.get(&me).map(|at| day(*at));
    let is_asked = read_on.is_none() && newer.is_none();
    let (mut have, mut have_not) = (Vec::new(), Vec::new());
    for (id, name) in persons {
        match read_at.get(&id) {
            Some(at) => have.push(format!("{name}, {}", day(*at))),
            None => have_not.push(name),
        }
    }
    Ok(Reading {
        action: if is_asked {
            format!("/policy/acknowledge?version={}", policy.id)
        } else {
            String::new()
        },
        read_on,
        everybody: visit.may(Action::ImportPolicy).then_some((have, have_not)),
    })
}

/// Keeps that the person has read the version. Saying it again changes nothing.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let asked = asked(visit)?;
    let versions = visit.read(store::versions)?;
    let policy_id = shown(&versions, asked).ok_or(Failure::NotFound)?.id;
    let me = visit.who()?.person_id;
    let said = serde_json::json!({});
    let entry = visit.entry("read policy", "policy", policy_id, said);
    let read_at = visit.read(|read| store::acknowledgements(read, policy_id))?;
    if !read_at.contains_key(&me) {
        visit.write(|mut write| {
            store::acknowledge(&mut write, (policy_id, me), visit.now)?;
            Ok(write.commit(entry.clone(), ())?)
        })?;
    }
    Reply::see(
        format!("/policy?version={policy_id}"),
        "It is kept that you have read this version.",
    )
}
