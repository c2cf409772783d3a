//! Taking back all that came of a file, by corrections: nothing is removed, everything is reversed. It
//! can be done until a quarter in which the file counts is signed.

use super::check::{Broke, Ended};
use super::kinds::{Bringing, Kind};
use super::{Import, State, show, store};
use crate::app::{App, new_id};
use crate::failure::Failure;
use crate::jobs::{Job, Jobs};
use crate::ledger;
use crate::visit::{Answer, Reply, Visit};
use crate::{activities, follow_ups, framework, learners, partners};
use askama::Template;
use database::{Id, LogEntry, Read, Scope, Write};
use domain::partners::Stage;
use pages::Frame;
use std::collections::BTreeSet;
use std::sync::Arc;

#[derive(Template)]
#[template(path = "imports/undo.html")]
struct Page {
    frame: Frame,
    import: Import,
}

/// How many entries are read at once.
const TOGETHER: i64 = 1_000;

/// What the job that takes a file back goes by: not the file's own key, under which the job that accepted it
/// may just be ending.
pub(super) fn job_key(import_id: Id) -> Id {
    Id::from_u128(!import_id.as_u128())
}

/// The import of the address when it can be taken back by this person.
fn accepted(visit: &Visit<'_>) -> Result<Import, Failure> {
    let import = show::found(visit)?;
    if !visit.may(import.kind.action()) {
        return Err(Failure::NotFound);
    }
    if import.state == State::Accepted {
        Ok(import)
    } else {
        Err(Failure::Changed(
            "This file is not accepted, or was taken back already.",
        ))
    }
}

/// Asks whether all of it is to be taken back.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let import = accepted(visit)?;
    Reply::page(&Page {
        frame: visit.frame(),
        import,
    })
}

/// Takes it back.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let import = accepted(visit)?;
    let (scope, by) = (visit.scope()?, show::bringing(visit, &import)?);
    let on = (scope.organisation_id, job_key(import.id));
    let its_own = import.clone();
    Jobs::begin(visit.app, on, move |app, job| {
        Arc::new(take_back(app, (scope, &by), &its_own, job))
    });
    let words = match show::job(visit, &import)? {
        Some((_, Some(Ended::Done))) => "All that came of the file is taken back.".to_owned(),
        Some((_, Some(Ended::Refused(words)))) => words,
        Some((_, Some(Ended::Stopped | Ended::Checked(_) | Ended::Looked(_)))) | None => {
            "It was stopped, and nothing was taken back.".to_owned()
        }
        Some((_, None)) => "It is being taken back.".to_owned(),
    };
    Reply::see(format!("/imports/{}", import.id), words)
}

pub(super) fn take_back(
    app: &App,
    (scope, by): (Scope, &Bringing),
    import: &Import,
    job: &Job,
) -> Ended {
    let kept = app.database.write(scope, |mut write| {
        let now = store::find(&mut write.read(), import.id)?.ok_or(Failure::NotFound)?;
        if now.state != State::Accepted {
            return Err(Failure::Changed("This file was taken back already."));
        }
        let reversed = reverse(&mut write, import, (by, job))?;
        // Who stopped it at the last moment was told that nothing is taken back.
        job.must_go_on()?;
        store::end(&mut write, import.id, (State::Undone, by.context.now))?;
        let entry = LogEntry {
            at: by.context.now,
            action: "took file back".to_owned(),
            record_kind: "import".to_owned(),
            record_id: import.id.to_string(),
            content: serde_json::json!({ "reversed": reversed }),
        };
        Ok(write.commit(entry, ())?)
    });
    match kept {
        Ok(()) => Ended::Done,
        Err(failure) => Broke::Failed(failure).ended(),
    }
}

/// Reverses what the file made, and says how much that was.
fn reverse(
    write: &mut Write<'_>,
    import: &Import,
    (by, job): (&Bringing, &Job),
) -> Result<usize, Failure> {
    if import.kind == Kind::Entries {
        return entries(write, import, (by, job));
    }
    if import.kind == Kind::LearnerReturn {
        let goes = |done, rows| job.goes_on(done, rows);
        return learners::take_back(write, import.id, (&by.context, &goes));
    }
    let records = store::records(&mut write.read(), import.id)?;
    if import.kind == Kind::Attendance {
        for (record, _) in &records {
            let entries = ledger::entries_of_session(&mut write.read(), id_of(record)?)?;
            are_open(&mut write.read(), &quarters_of(&entries), by)?;
        }
    }
    if import.kind == Kind::FollowUps {
        for (record, _) in &records {
            let (of, _) = follow_up_of(record)?;
            let entries = follow_ups::counting_entries(&mut write.read(), of)?;
            are_open(&mut write.read(), &quarters_of(&entries), by)?;
        }
    }
    let whole = u64::try_from(records.len()).unwrap_or(u64::MAX);
    for (number, (record, before)) in (1_u64..).zip(&records) {
        one(write, (import, record, before.as_deref()), by)?;
        job.goes_on((number, whole), number);
        job.must_go_on()?;
    }
    Ok(records.len())
}

fn id_of(record: &str) -> Result<Id, Failure> {
    Id::parse_str(record).map_err(|_| Failure::NotFound)
}

/// The follow-up of a record, and its check where it is one: `job ID`, `check ID ID`.
fn follow_up_of(record: &str) -> Result<(Id, Option<Id>), Failure> {
    let mut ids = record.split(' ').skip(1).map(id_of);
    let follow_up = ids.next().ok_or(Failure::NotFound)??;
    Ok((follow_up, ids.next().transpose()?))
}

/// Takes one record back that is no entry.
fn one(
    write: &mut Write<'_>,
    (import, record, before): (&Import, &str, Option<&str>),
    by: &Bringing,
) -> Result<(), Failure> {
    let reason = format!("Taken back with the file {}", import.file_name);
    let now = by.context.now;
    match import.kind {
        Kind::Entries | Kind::LearnerReturn => Ok(()),
        Kind::Attendance => {
            let who = (by.person_id, &by.context);
            activities::take_back(write, id_of(record)?, who, &reason).map(|_| ())
        }
        Kind::Activities => activities::end(write, id_of(record)?, now),
        Kind::Partners => {
            let found = partners::find(&mut write.read(), id_of(record)?)?;
            match found {
                Some(partner) if partner.standing.stage == Stage::Prospect => {
                    let when = (by.context.today, now);
                    partners::move_to(write, &partner, (Stage::Ended, &reason), when)
                }
                Some(partner) => Err(Failure::Rule(format!(
                    "Nothing is taken back, because {} is being checked or was approved since. End that partner on its own page",
                    partner.name
                ))),
                None => Ok(()),
            }
        }
        Kind::FollowUps => follow_ups::take_back(write, follow_up_of(record)?, &by.context),
        Kind::Targets => target(write, (record, before), by),
    }
}

/// Puts a target back as it was, unless somebody has changed it since.
fn target(
    write: &mut Write<'_>,
    (record, before): (&str, Option<&str>),
    by: &Bringing,
) -> Result<(), Failure> {
    let mut parts = record.split(' ');
    let mut part = || parts.next().ok_or(Failure::NotFound);
    let measure = id_of(part()?)?;
    let quarter = by
        .context
        .calendar
        .quarter(part()?)
        .ok_or(Failure::NotFound)?;
    let set: i64 = part()?.parse().map_err(|_| Failure::NotFound)?;
    if ledger::closed_quarters(&mut write.read(), by.context.calendar)?.contains(&quarter) {
        return Err(signed());
    }
    let now = framework::targets(&mut write.read(), &[quarter])?;
    if now.get(&(measure, quarter)) != Some(&set) {
        return Ok(());
    }
    match before.and_then(|before| before.parse().ok()) {
        Some(before) => framework::target_set(write, measure, quarter, before, by.context.now),
        None => framework::target_remove(write, measure, quarter),
    }
}

fn signed() -> Failure {
    Failure::Rule(
        "Nothing is taken back, because a quarter in which the file counts has been signed off. Correct its entries one by one instead: the corrections count in the open quarter".to_owned(),
    )
}

/// Refuses when one of these quarters has been signed.
fn are_open(read: &mut Read<'_>, names: &BTreeSet<&str>, by: &Bringing) -> Result<(), Failure> {
    let closed = ledger::closed_quarters(read, by.context.calendar)?;
    let is_closed = |name: &&str| {
        let quarter = by.context.calendar.quarter(name);
        quarter.is_none_or(|quarter| closed.contains(&quarter))
    };
    if names.iter().any(is_closed) {
        return Err(signed());
    }
    Ok(())
}

fn quarters_of(entries: &[ledger::Entry]) -> BTreeSet<&str> {
    let names = entries.iter().map(|entry| entry.quarter.as_str());
    names.collect()
}

fn entries(
    write: &mut Write<'_>,
    import: &Import,
    (by, job): (&Bringing, &Job),
) -> Result<usize, Failure> {
    let Some(ends) = store::entries(&mut write.read(), import.id)? else {
        return Ok(0);
    };
    let quarters = ledger::quarters_of_import(&mut write.read(), import.id, ends)?;
    let names = quarters.iter().map(|(name, _)| name.as_str()).collect();
    are_open(&mut write.read(), &names, by)?;
    write.makes_many()?;
    let whole: i64 = quarters.iter().map(|(_, entries)| *entries).sum();
    let whole = u64::try_from(whole).unwrap_or(u64::MAX);
    let reason = format!("Taken back with the file {}", import.file_name);
    let (first, last) = ends;
    let mut after = Id::from_u128(first.as_u128().saturating_sub(1));
    let (mut number, mut reversed) = (0, 0);
    loop {
        let next = (after, last, TOGETHER);
        let entries = ledger::entries_of_import(&mut write.read(), import.id, next)?;
        let Some(entry) = entries.last() else {
            return Ok(reversed);
        };
        after = entry.id;
        for entry in &entries {
            if ledger::is_corrected(&mut write.read(), entry.id)?.is_none() {
                let said = (reason.as_str(), &by.context);
                ledger::correct(write, entry, new_id(), None, said)?
                    .map_err(|refused| Failure::Rule(refused.to_string()))?;
                reversed += 1;
            }
            number += 1;
            job.goes_on((number, whole), number);
            job.must_go_on()?;
        }
    }
}
