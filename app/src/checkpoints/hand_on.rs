//! Handing the newest checkpoint on: into a folder that somebody else keeps, and to a witness, where
//! they were set. A failure never undoes a sign-off: it is kept and shown, and the next sign-off tries
//! again. Letters that were written with it begin to go.

use super::nodes::{Kept, broken, count};
use super::store::{self, KeptCheckpoint, Sending};
use super::{keys, letters, post};
use crate::app::{App, CheckpointsTo, new_id};
use crate::failure::Failure;
use database::{Id, LogEntry, Read, Scope, log_size};
use std::path::Path;
use std::sync::Arc;
use transparency::{Addition, Tree, Verdict};

/// Hands the newest checkpoint on and keeps what came of it, in words.
pub(crate) fn hand_on(app: &Arc<App>, organisation_id: Id) {
    if let Err(fault) = everywhere(app, organisation_id, &app.checkpoints) {
        tracing::warn!(?fault, "a checkpoint was not handed on");
    }
    letters::soon(app, organisation_id);
}

pub(super) fn everywhere(
    app: &App,
    organisation_id: Id,
    places: &CheckpointsTo,
) -> Result<(), Failure> {
    let scope = Scope::system(organisation_id);
    if places.folder.is_none() && places.witness.is_none() {
        return Ok(());
    }
    let newest = app.database.read(scope, |read| store::newest(read, 1))?;
    let Some(newest) = newest.into_iter().next() else {
        return Ok(());
    };
    if let Some(folder) = &places.folder {
        let answer = match into_folder(folder, organisation_id, &newest) {
            Ok(()) => WRITTEN.to_owned(),
            Err(fault) => format!("It could not be written: {fault}"),
        };
        keep(app, scope, &newest, (&folder.display().to_string(), answer))?;
    }
    if let Some(witness) = &places.witness {
        let answer = match to_witness(app, scope, (witness, &newest)) {
            Ok(verdict) => verdict.words(),
            Err(fault) => format!("The witness could not be asked: {fault:#}"),
        };
        keep(app, scope, &newest, (witness, answer))?;
    }
    Ok(())
}

const WRITTEN: &str = "It lies in the folder.";

fn into_folder(folder: &Path, organisation_id: Id, newest: &KeptCheckpoint) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)?;
    let name = format!("checkpoint-{organisation_id}-{:012}.txt", newest.size);
    let beside = folder.join(format!("{name}.part"));
    std::fs::write(&beside, &newest.note)?;
    std::fs::rename(beside, folder.join(name))
}

fn to_witness(
    app: &App,
    scope: Scope,
    (witness, newest): (&str, &KeptCheckpoint),
) -> anyhow::Result<Verdict> {
    let address = format!("{}/add-checkpoint", witness.trim_end_matches('/'));
    let seen = Verdict::Seen.words();
    let known = |read: &mut Read<'_>| store::largest_sent(read, witness, &seen);
    let known = app.database.read(scope, known)?;
    let verdict = ask(app, scope, &address, (known, newest))?;
    if let Verdict::OtherSize(size) = verdict
        && size != count(known)
        && size <= count(newest.size)
    {
        // It tells what it knows: go on from there, once.
        let size = i64::try_from(size)?;
        return ask(app, scope, &address, (size, newest));
    }
    Ok(verdict)
}

fn ask(
    app: &App,
    scope: Scope,
    address: &str,
    (old, newest): (i64, &KeptCheckpoint),
) -> anyhow::Result<Verdict> {
    let proof = app.database.read(scope, |read| {
        let size = count(log_size(read)?);
        let mut tree = Tree::of(Kept(read), size);
        tree.consistency(count(old), count(newest.size))
            .map_err(broken)
    })?;
    let addition = Addition {
        old: count(old),
        proof,
        checkpoint: newest.note.clone(),
    };
    let (status, body) = post::post(address, addition.text())?;
    Verdict::read(status, &body)
        .ok_or_else(|| anyhow::anyhow!("it answered {status}, which means nothing here"))
}

fn keep(
    app: &App,
    scope: Scope,
    newest: &KeptCheckpoint,
    (sent_to, answer): (&str, String),
) -> Result<(), Failure> {
    let sending = Sending {
        size: newest.size,
        sent_to: sent_to.to_owned(),
        sent_at: app.clock.now(),
        answer,
    };
    let entry = LogEntry {
        at: sending.sent_at,
        action: "handed on checkpoint".to_owned(),
        record_kind: "checkpoint".to_owned(),
        record_id: newest.size.to_string(),
        content: serde_json::json!({
            "answer": sending.answer,
            "log": keys::origin(scope.organisation_id),
            "to": sending.sent_to,
        }),
    };
    app.database.write(scope, |mut write| {
        store::sending_add(&mut write, new_id(), &sending)?;
        Ok::<_, Failure>(write.commit(entry.clone(), ())?)
    })
}
