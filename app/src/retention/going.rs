//! The job of a disposal. Everything on the list goes in one transaction, which asks for each record again
//! whether it may go and whether anything holds it: a hold that was placed a moment before is met. What
//! follows (files, the rest of the bytes, the bag) may be done again after a stop and ends the same.

use super::looking::{Rules, may_go};
use super::{Disposal, Stub, bag, store};
use crate::app::{App, date_of};
use crate::failure::Failure;
use crate::jobs::{Job, Outcome};
use crate::{organisation, people};
use database::{Database, Id, LogEntry, Read, Scope, Shredded, Write};
use domain::calendar::in_words;
use domain::retention::Due;
use jiff::Timestamp;
use std::sync::Arc;

/// What came of it.
pub(super) type Ended = Result<(), String>;

/// Runs it, and says in words what broke.
pub(super) fn run(app: &App, scope: Scope, id: Id, job: &Job) -> Outcome {
    let ended: Ended = all(app, scope, id, job).map_err(|failure| {
        tracing::error!("a disposal stopped: {failure:?}");
        failure.to_string()
    });
    Arc::new(ended)
}

fn all(app: &App, scope: Scope, id: Id, job: &Job) -> Result<(), Failure> {
    let at = app.clock.now();
    remove(&app.database, scope, id, at)?;
    job.goes_on((1, 3), 0);
    files(app, scope, id)?;
    job.goes_on((2, 3), 0);
    prove(app, scope, id)
}

fn found(read: &mut Read<'_>, id: Id) -> Result<Disposal, Failure> {
    store::disposals::find(read, id)?.ok_or(Failure::NotFound)
}

/// Takes everything on the list that may go. Nothing happens, and nothing is logged, when it went before.
pub(super) fn remove(
    database: &Database,
    scope: Scope,
    id: Id,
    at: Timestamp,
) -> Result<(), Failure> {
    let before = database.read(scope, |read| found(read, id))?;
    if before.gone_at.is_some() {
        return Ok(());
    }
    database.write(scope, |mut write| {
        let disposal = found(&mut write.read(), id)?;
        if disposal.gone_at.is_some() {
            return Err(Failure::Changed("this disposal was carried out meanwhile"));
        }
        let Some((_, agreed_by)) = disposal.agreed else {
            return Err(Failure::Changed("nobody has agreed to this disposal"));
        };
        let mut gone = Vec::new();
        let rules = Rules::read(&mut write.read())?;
        for (record_id, _) in store::disposals::lines(&mut write.read(), id)? {
            if one(&mut write, (&disposal, agreed_by), (record_id, at), &rules)?.is_some() {
                gone.push(record_id.to_string());
            }
        }
        store::disposals::gone(&mut write, id, at)?;
        let said = serde_json::json!({ "record_kind": disposal.kind.key(), "records": gone });
        let entry = line("disposed of records", id, said, at);
        Ok(write.commit(entry, ())?)
    })
}

/// One record: asked about again, hashed, taken, and left as a stub.
pub(super) fn one(
    write: &mut Write<'_>,
    (disposal, agreed_by): (&Disposal, Id),
    (id, at): (Id, Timestamp),
    rules: &Rules,
) -> Result<Option<()>, Failure> {
    let kind = disposal.kind;
    let Some(dated) = may_go(&mut write.read(), (kind, id, date_of(at)), rules)? else {
        return Ok(None);
    };
    let Due::Known {
        counted_from,
        dispose_from,
        ..
    } = dated.due
    else {
        return Ok(None);
    };
    let (sha256, rows, file_sha256) = store::removing::digest(&mut write.read(), (kind, id))?;
    let class = rules.class(kind);
    let stub = Stub {
        id,
        sha256,
        rows,
        file_sha256,
        counted_from,
        dispose_from,
        class_name: class.name,
        authority: class.authority,
    };
    let lines = store::erasing::lines_about(&mut write.read(), (kind, id))?;
    store::removing::remove(write, (kind, id))?;
    store::disposals::stub_add(write, (disposal, agreed_by), &stub, at)?;
    store::erasing::erase_lines(write, &lines, ("disposal", disposal.id), at)?;
    Ok(Some(()))
}

fn line(action: &str, id: Id, content: serde_json::Value, at: Timestamp) -> LogEntry {
    LogEntry {
        at,
        action: action.to_owned(),
        record_kind: "disposal".to_owned(),
        record_id: id.to_string(),
        content,
    }
}

/// Files that no record names any more.
fn files(app: &App, scope: Scope, id: Id) -> Result<(), Failure> {
    let unnamed = app
        .database
        .read(scope, |read| store::erasing::unnamed_files(read, id))?;
    for sha256 in unnamed {
        app.vault
            .remove(sha256)
            .map_err(|fault| Failure::Broken(fault.into()))?;
    }
    Ok(())
}

/// What can be said of the bytes, in a sentence.
pub(super) fn said_of(shredded: Shredded) -> &'static str {
    match shredded {
        Shredded::Overwritten => {
            "The rows were overwritten in the database file, and its write-ahead log was cut."
        }
        Shredded::StillInLog => {
            "The rows were overwritten in the database file. Its write-ahead log was in use and is cut when it is next free."
        }
        Shredded::Freed => {
            "The rows were deleted and their space was given free on the database server. When it is written over, and what the server’s own logs and copies still hold, is for whoever runs the server."
        }
    }
}

/// Takes the last bytes, and keeps the bag that proves it.
fn prove(app: &App, scope: Scope, id: Id) -> Result<(), Failure> {
    let disposal = app.database.read(scope, |read| found(read, id))?;
    if disposal.bag.is_some() {
        return Ok(());
    }
    let shredded = app.database.shred(store::removing::tables(disposal.kind))?;
    let (stubs, named) = app.database.read(scope, |read| {
        let stubs = store::disposals::stubs(read, id)?;
        let name = |read: &mut Read<'_>, by: Option<(Timestamp, Id)>| -> Result<String, Failure> {
            let Some((at, by)) = by else {
                return Ok(String::new());
            };
            let name = people::name_of(read, Some(by))?;
            Ok(format!("{name}, {}", in_words(date_of(at))))
        };
        let named = bag::People {
            organisation: organisation::find(read)?.name,
            asked: name(read, Some(disposal.asked))?,
            agreed: name(read, disposal.agreed)?,
            done: disposal
                .gone_at
                .map(|at| in_words(date_of(at)))
                .unwrap_or_default(),
            bytes: said_of(shredded),
        };
        Ok::<_, Failure>((stubs, named))
    })?;
    let bytes = bag::of(&disposal, &stubs, &named)?;
    let broken = |fault: vault::VaultFault| Failure::Broken(fault.into());
    let mut incoming = app.vault.incoming().map_err(broken)?;
    incoming.write(&bytes).map_err(broken)?;
    let kept = incoming.finish().map_err(broken)?;
    let at = app.clock.now();
    app.database.write(scope, |mut write| {
        store::disposals::bag_keep(&mut write, (id, kept.sha256), at)?;
        let said = serde_json::json!({ "bag_sha256": crate::visit::hex(&kept.sha256) });
        Ok(write.commit(line("proved disposal", id, said, at), ())?)
    })
}
