//! What somebody outside can find out: through the pages, the keys, a witness, and after an erasure.

mod erasing;
mod hostile;
mod losing;
mod outside;
mod pinned;
mod signing;
mod tampering;
mod witnessed;

use crate::checkpoints::{self, sign};
use crate::failure::Failure;
use crate::records::look::Looked;
use crate::records::{Handed, look};
use crate::testing::TestApp;
use database::{LogEntry, Value};
use transparency::{Checkpoint, Note, NoteKey};

/// Signs a checkpoint with an entry of its own, and gives its size, or why it was refused.
fn signed(test: &TestApp) -> Result<i64, Failure> {
    test.app.database.write(test.scope(), |write| {
        write.commit_then(entry(test, serde_json::json!({})), |write| {
            sign(write, &test.app, ("test", "1"), test.now())
        })
    })
}

fn entry(test: &TestApp, content: serde_json::Value) -> LogEntry {
    LogEntry {
        at: test.now(),
        action: "signed a story".to_owned(),
        record_kind: "test".to_owned(),
        record_id: "1".to_owned(),
        content,
    }
}

/// Lets the log grow by some entries.
fn grow(test: &TestApp, by: i64) {
    test.app
        .database
        .write(test.scope(), |write| {
            let one = |number: i64| entry(test, serde_json::json!({ "number": number }));
            let entries: Vec<LogEntry> = (0..by).map(one).collect();
            write.commit_all(&entries, ())
        })
        .unwrap();
}

/// The newest checkpoint's note.
fn newest(test: &TestApp) -> String {
    let kept = test.read(checkpoints::all).pop().unwrap();
    kept.note
}

fn size_of(note: &str) -> u64 {
    Checkpoint::read(Note::read(note).unwrap().text())
        .unwrap()
        .size
}

/// The key that signs now.
fn key(test: &TestApp) -> NoteKey {
    let kept = test.read(checkpoints::keys).pop().unwrap();
    checkpoints::note_key(test.organisation_id, kept.public).unwrap()
}

fn looked(test: &TestApp) -> Looked {
    test.read(|read| look(read, &Handed::default()))
}

fn looked_with(test: &TestApp, note: &str, key: Option<NoteKey>) -> Looked {
    let handed = Handed {
        note: Some(note.to_owned()),
        key,
    };
    test.read(|read| look(read, &handed))
}

/// Changes rows behind the system's back: `?1` is the organisation.
pub(crate) fn harm(test: &TestApp, sql: &str, values: &[Value]) {
    let mut all = vec![test.organisation_id.into()];
    all.extend_from_slice(values);
    test.behind_the_log(|connection| connection.execute(sql, &all));
}
