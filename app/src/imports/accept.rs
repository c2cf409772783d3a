//! Accepting a file: every line in one transaction, or none. A line that is refused keeps the whole file
//! out, unless the person has said to leave such lines out.

use super::check::{Broke, Ended, return_file};
use super::kinds::Bringing;
use super::{After, Counts, Import, State, ahead, file, store};
use crate::app::App;
use crate::evidence::{self, Evidence};
use crate::failure::Failure;
use crate::jobs::{Job, STOPPED};
use crate::learners::{self, Also, Goes, Look, ReturnFile, Tally};
use database::{LogEntry, Scope, Write};
use std::cell::Cell;

/// What a person said when accepting.
#[derive(Debug, Clone)]
pub(super) struct Wish {
    /// Refused lines are left out; else one keeps the whole file out.
    pub(super) leaves_out: Option<()>,
    /// The file itself as evidence of its entries.
    pub(super) evidence: Option<Evidence>,
}

/// Accepts a learner return that was checked.
pub(super) fn accept_return(
    app: &App,
    (scope, by): (Scope, &Bringing),
    (import, look, tally): (&Import, &Look, Tally),
    job: &Job,
) -> Ended {
    if let Err(failure) = file::must_be_sound(app, import) {
        return Broke::Failed(failure).ended();
    }
    let goes = |done: (u64, u64), learners: u64| job.goes_on(done, learners);
    let file = ReturnFile {
        tally,
        ..return_file(import)
    };
    let (added, changed, gone) = look.difference;
    let whole = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    let counts = Counts {
        created: whole(added),
        changed: whole(changed.saturating_add(gone)),
        skipped: look
            .aims
            .saturating_sub(whole(added))
            .saturating_sub(whole(changed)),
        refused: i64::try_from(look.passed_over).unwrap_or(i64::MAX),
    };
    let also = |write: &mut Write<'_>| {
        waits(write, import)?;
        job.must_go_on()?;
        store::accepted(write, import, counts, by.context.now)
    };
    let whom: (&Goes<'_>, &Also<'_>) = (&goes, &also);
    let kept = learners::accept(app, (scope, &by.context), (&file, look), whom);
    let forgotten = kept
        .map_err(Broke::from)
        .and_then(|_| Ok(file::forget(app, scope, import)?));
    match forgotten {
        Ok(()) => Ended::Done,
        Err(broke) => broke.ended(),
    }
}

/// Accepts the file of an import.
pub(super) fn accept(
    app: &App,
    (scope, by): (Scope, &Bringing),
    (import, wish): (&Import, &Wish),
    job: &Job,
) -> Ended {
    if let Err(failure) = file::must_be_sound(app, import) {
        return Broke::Failed(failure).ended();
    }
    // The transaction may begin anew when the engine asks for it; the last run counts.
    let unreadable = Cell::new(None);
    let kept = app.database.write(scope, |mut write| {
        let counts = match lines(app, &mut write, (import, wish), (by, job)) {
            Ok(counts) => counts,
            Err(Broke::Failed(failure)) => return Err(failure),
            Err(Broke::Stopped) => return Err(Failure::Changed(STOPPED)),
            Err(Broke::Unreadable(fault)) => {
                unreadable.set(Some(fault));
                return Err(Failure::Changed(STOPPED));
            }
        };
        // Who stopped it at the last moment was told that nothing is kept.
        job.must_go_on()?;
        let entry = said(import, counts, by);
        Ok(write.commit(entry, ())?)
    });
    match (kept, unreadable.take()) {
        (Ok(()), _) => match file::forget(app, scope, &after(import, wish)) {
            Ok(()) => Ended::Done,
            Err(failure) => Broke::Failed(failure).ended(),
        },
        (Err(_), Some(fault)) => Ended::Refused(fault.to_string()),
        (Err(failure), None) => Broke::Failed(failure).ended(),
    }
}

/// The import as it is once it is accepted.
fn after(import: &Import, wish: &Wish) -> Import {
    let after = match wish.evidence {
        Some(_) => After::Keep,
        None => import.after,
    };
    Import {
        after,
        ..import.clone()
    }
}

/// Refuses when somebody has accepted or dropped the file meanwhile.
fn waits(write: &mut Write<'_>, import: &Import) -> Result<(), Failure> {
    let now = store::find(&mut write.read(), import.id)?.ok_or(Failure::NotFound)?;
    if now.state == State::Waiting {
        Ok(())
    } else {
        Err(Failure::Changed(
            "This file was accepted or dropped already.",
        ))
    }
}

fn said(import: &Import, counts: Counts, by: &Bringing) -> LogEntry {
    LogEntry {
        at: by.context.now,
        action: "accepted file".to_owned(),
        record_kind: "import".to_owned(),
        record_id: import.id.to_string(),
        content: serde_json::json!({ "kind": import.kind.key(), "file": import.file_name,
            "sha256": crate::visit::hex(&import.sha256), "created": counts.created,
            "changed": counts.changed, "skipped": counts.skipped, "left_out": counts.refused }),
    }
}

fn lines(
    app: &App,
    write: &mut Write<'_>,
    (import, wish): (&Import, &Wish),
    (by, job): (&Bringing, &Job),
) -> Result<Counts, Broke> {
    waits(write, import)?;
    write.makes_many().map_err(Failure::from)?;
    let table = file::table(app, import)??;
    let mut taker = import.kind.taker(&mut write.read(), by)?;
    if let Some(evidence) = &wish.evidence {
        evidence::add(write, evidence, by.context.now)?;
        taker.support((evidence.id, evidence.grade));
    }
    let scope = write.scope();
    let of = (import, wish, job);
    let (taker, counts) = ahead::lines((app, scope), write, (table, taker), of)?;
    if let Some(ends) = taker.finish(write)? {
        store::entries_add(write, import.id, ends)?;
    }
    store::accepted(write, &after(import, wish), counts, by.context.now)?;
    Ok(counts)
}
