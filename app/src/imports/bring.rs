//! Bringing a file: by a page or by a command. It lies in the evidence folder already; here it gets its
//! row, and its columns are guessed.

use super::kinds::Kind;
use super::{After, Columns, Counts, Import, State, file, store};
use crate::app::{App, new_id};
use crate::failure::Failure;
use crate::learners;
use database::{LogEntry, Scope};
use jiff::Timestamp;

/// A file as it was brought.
#[derive(Debug, Clone)]
pub(super) struct Brought {
    pub(super) kind: Kind,
    pub(super) file_name: String,
    pub(super) sha256: [u8; 32],
    pub(super) bytes: u64,
    /// The sheet of a workbook that is asked for; none for the first with rows.
    pub(super) sheet: Option<String>,
    /// Whether the same content was in the evidence folder before.
    pub(super) was_kept: bool,
}

/// The field and the words of what is wrong.
pub(super) type Wrong = (&'static str, String);

/// A file's name as it is kept and shown.
fn name_of(name: &str) -> String {
    let name = name.chars().filter(|sign| !sign.is_control());
    let name: String = name.take(200).collect();
    if name.trim().is_empty() {
        "file".to_owned()
    } else {
        name
    }
}

/// What becomes of the file in the end: one that was kept before belongs to another record.
fn after(app: &App, scope: Scope, brought: &Brought) -> Result<After, Failure> {
    if !brought.was_kept {
        return Ok(After::Forget);
    }
    let before = app
        .database
        .read(scope, |read| store::of_file(read, brought.sha256))?;
    let waits = |one: &Import| one.state == State::Waiting && one.after == After::Forget;
    Ok(if before.iter().any(waits) {
        After::Forget
    } else {
        After::Keep
    })
}

/// Opens the file and says which columns it has, or what is wrong with it.
fn look_into(app: &App, scope: Scope, import: &mut Import) -> Result<Result<(), Wrong>, Failure> {
    if import.kind == Kind::LearnerReturn {
        let name = import.file_name.to_lowercase();
        let ending = name.rsplit('.').next().unwrap_or_default();
        return Ok(match app.database.read(scope, learners::ukprn)? {
            Some(_) if import.sheet.is_some() => {
                Err(("file", "A learner return has no sheets".to_owned()))
            }
            None => {
                let words = "Say first which provider you are, on the page of learners";
                Err(("kind", words.to_owned()))
            }
            Some(_) if matches!(ending, "xml" | "zip") => Ok(()),
            Some(_) => {
                let words = "Choose the return: an XML file, or a ZIP with one in it";
                Err(("file", words.to_owned()))
            }
        });
    }
    match file::table(app, import)? {
        Ok(table) => {
            let headings = (import.kind, table.headings());
            import.columns = file::columns(app, scope, headings)?;
            import.sheet = table.sheet().map(str::to_owned);
            Ok(Ok(()))
        }
        Err(fault) => Ok(Err(("file", fault.to_string()))),
    }
}

/// Gives the file its row, or says what is wrong with it.
pub(super) fn bring(
    app: &App,
    scope: Scope,
    brought: &Brought,
    now: Timestamp,
) -> Result<Result<Import, Wrong>, Failure> {
    let mut import = Import {
        id: new_id(),
        kind: brought.kind,
        state: State::Waiting,
        file_name: name_of(&brought.file_name),
        sha256: brought.sha256,
        bytes: i64::try_from(brought.bytes).unwrap_or(i64::MAX),
        after: after(app, scope, brought)?,
        columns: Columns::new(),
        sheet: brought.sheet.clone(),
        counts: Counts::default(),
        brought_at: now,
        brought_by: scope.person_id,
        ended_at: None,
    };
    if let Err(wrong) = look_into(app, scope, &mut import)? {
        return Ok(Err(wrong));
    }
    let entry = LogEntry {
        at: now,
        action: "brought file".to_owned(),
        record_kind: "import".to_owned(),
        record_id: import.id.to_string(),
        content: serde_json::json!({ "kind": import.kind.key(), "file": import.file_name,
            "sha256": crate::visit::hex(&import.sha256) }),
    };
    app.database.write(scope, |mut write| {
        store::add(&mut write, &import)?;
        Ok::<_, Failure>(write.commit(entry.clone(), ())?)
    })?;
    Ok(Ok(import))
}
