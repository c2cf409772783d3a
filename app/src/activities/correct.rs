//! Correcting a session: the one recorded first stays, its entries are reversed, and a new session
//! takes its place.

use super::care;
use super::record::{areas, read, shown};
use super::{Activity, Session, posting, store};
use crate::evidence;
use crate::failure::Failure;
use crate::ledger::{self, Context, Entry, NewEntry};
use crate::visit::{Answer, Reply, Visit};
use database::{Id, Write};
use pages::Form;

fn found(visit: &Visit<'_>) -> Result<(Session, Activity), Failure> {
    let id = visit.id("id")?;
    let (session, activity) = visit.read(|read| {
        let session = store::session(read, id)?.ok_or(Failure::NotFound)?;
        let activity = store::find(read, session.activity_id)?.ok_or(Failure::NotFound)?;
        Ok((session, activity))
    })?;
    match session.replaced_by {
        None => Ok((session, activity)),
        Some(_) => Err(Failure::Changed("This session has been corrected already.")),
    }
}

/// The page, filled in as the session stands.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let (session, activity) = found(visit)?;
    visit.form = Form::new()
        .with_date("held_on", session.held_on)
        .with("minutes", session.minutes.to_string())
        .with("attendees", session.attendees.to_string())
        .with("area", &session.area_code)
        .with("note", &session.note)
        .with("grade", "1")
        .with("session", visit.new_id().to_string());
    for reference in &session.came {
        visit.form.add("came", reference);
    }
    visit.form.add("walk_ins", &session.walk_ins().to_string());
    if let Some(care) = &session.care {
        visit.form.add("supervisor", &care.supervisor);
        visit.form.add("supervisors", &care.supervisors.to_string());
        if care.consent_confirmed_on.is_some() {
            visit.form.add("consent", "yes");
        }
    }
    if let Some(passed_on) = session.concern_passed_on {
        visit.form.add("concern", "yes");
        for (part, value) in [
            ("concern_on_day", passed_on.day().to_string()),
            ("concern_on_month", passed_on.month().to_string()),
            ("concern_on_year", passed_on.year().to_string()),
        ] {
            visit.form.add(part, &value);
        }
    }
    shown(visit, activity, Some(session.id))
}

/// Reverses the old entries; the new ones follow. Entries corrected one by one before stay corrected.
pub(super) fn reverse(
    write: &mut Write<'_>,
    (old, ids): (&[Entry], &[Id]),
    reason: &str,
    context: &Context,
) -> Result<(), Failure> {
    for (entry, id) in old.iter().zip(ids) {
        if entry.kind == "reversal" || ledger::is_corrected(&mut write.read(), entry.id)?.is_some()
        {
            continue;
        }
        ledger::correct(write, entry, *id, None, (reason, context))?
            .map_err(|refused| Failure::Rule(refused.to_string()))?;
    }
    Ok(())
}

/// Corrects it.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let (old, activity) = found(visit)?;
    let areas = areas(visit)?;
    let reason = visit.form.required("reason", "Why it is corrected", 500);
    let known = care::known(visit, &activity)?;
    let session = read(visit, &activity, (&areas, &known));
    let on = session
        .as_ref()
        .map_or(old.held_on, |session| session.held_on);
    let evidence = evidence::read(visit, on)?;
    let (Some(session), Some(reason), false) = (session, reason, visit.form.is_refused()) else {
        return shown(visit, activity, Some(old.id));
    };
    let session = Session {
        replaces_id: Some(old.id),
        ..session
    };
    let old_entries = visit.read(|read| ledger::entries_of_session(read, old.id))?;
    let ids: Vec<Id> = old_entries.iter().map(|_| visit.new_id()).collect();
    let context = Context::of(visit)?;
    let entries: Vec<NewEntry> = activity
        .feeds
        .iter()
        .map(|feed| posting::entry(visit.new_id(), (&activity, &session), *feed, &context))
        .collect();
    let said = serde_json::json!({ "replaces": old.id.to_string(), "reason": reason,
        "minutes": session.minutes, "attendees": session.attendees });
    let entry = visit.entry("corrected session", "session", session.id, said);
    let kept = visit.write(|mut write| {
        store::session_add(&mut write, &session)?;
        reverse(&mut write, (&old_entries, &ids), &reason, &context)?;
        posting::post(&mut write, &entries, evidence.as_ref(), &context)?
            .map_err(|refused| Failure::Rule(refused.to_string()))?;
        Ok(write.commit(entry.clone(), ())?)
    });
    match kept {
        Ok(()) => Reply::see(
            format!("/sessions/{}", session.id),
            "The session is corrected.",
        ),
        Err(Failure::Rule(words)) => {
            visit.form.refuse("held_on", words);
            shown(visit, activity, Some(old.id))
        }
        Err(failure) if failure.is_constraint() => {
            Err(Failure::Changed("This session has been corrected already."))
        }
        Err(failure) => Err(failure),
    }
}
