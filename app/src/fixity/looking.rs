//! One look at everything: what `verify` works out again, every row beside its mark, and the database's own
//! check of its file. A run keeps what it found and the new marks; a look alone keeps nothing.

use super::comparing::{Compared, compare, sha256};
use super::{Finding, Run, store};
use crate::app::{App, new_id};
use crate::failure::Failure;
use crate::records::{self, Checked};
use crate::visit::hex;
use database::{Id, LogEntry, Scope, log_newest};
use jiff::Timestamp;
use std::sync::Arc;

/// Days between two runs that nobody asked for.
const DAYS: i64 = 30;
/// How often is looked whether a run is due.
const EVERY: std::time::Duration = std::time::Duration::from_hours(1);

fn compared(app: &App, scope: Scope) -> Result<(Compared, Option<Run>, i64), Failure> {
    app.database.read(scope, |read| {
        let last = store::newest(read, 1)?.pop();
        let newest = log_newest(read, i64::MAX, 1)?;
        let number = newest.first().map_or(0, |line| line.number);
        Ok((compare(read, last.as_ref())?, last, number))
    })
}

fn checked(app: &App, organisation_id: Id) -> Result<Vec<Checked>, Failure> {
    let mut checked = records::verify(app, organisation_id)?;
    let damage = app.database.own_check()?;
    let behind = app.database.lines_lost(organisation_id)?;
    checked.push(Checked {
        what: "the database’s own check",
        count: 1,
        differences: damage.into_iter().chain(behind).collect(),
    });
    Ok(checked)
}

/// Looks at everything and keeps nothing.
pub(crate) fn look(app: &App, organisation_id: Id) -> Result<Vec<Checked>, Failure> {
    let scope = Scope::system(organisation_id);
    let mut checked = checked(app, organisation_id)?;
    let (compared, ..) = compared(app, scope)?;
    checked.push(Checked {
        what: "rows",
        count: compared.rows,
        differences: compared.differences,
    });
    Ok(checked)
}

/// What is found now, with since when: known from the run before where that one found it as well.
fn dated(
    words: Vec<String>,
    (last, before): (Option<&Run>, &[Finding]),
    at: Timestamp,
) -> Vec<Finding> {
    let finding = |words: String| match before.iter().find(|one| one.words == words) {
        Some(known) => known.clone(),
        None => Finding {
            words,
            sound_until: last.map(|run| run.began_at),
            first_found_at: at,
        },
    };
    words.into_iter().map(finding).collect()
}

/// A run: looks at everything, and keeps what it found and the new marks.
pub(crate) fn run(app: &App, scope: Scope) -> Result<Id, Failure> {
    let began_at = app.clock.now();
    let checked = checked(app, scope.organisation_id)?;
    let (mut compared, last, log_number) = compared(app, scope)?;
    let files = checked
        .iter()
        .find(|one| one.what == "files")
        .map_or(0, |one| one.count);
    let mut words: Vec<String> = checked
        .into_iter()
        .flat_map(|one| one.differences)
        .collect();
    words.append(&mut compared.differences);
    let before = match &last {
        Some(run) => app
            .database
            .read(scope, |read| store::findings(read, run.id))?,
        None => Vec::new(),
    };
    let findings = dated(words, (last.as_ref(), &before), began_at);
    let run = Run {
        id: new_id(),
        began_at,
        began_by: scope.person_id,
        log_number,
        files,
        rows: compared.rows,
        findings: i64::try_from(findings.len()).unwrap_or(i64::MAX),
        marks_sha256: sha256(&compared.blocks),
    };
    let entry = LogEntry {
        at: began_at,
        action: "looked at everything again".to_owned(),
        record_kind: "fixity run".to_owned(),
        record_id: run.id.to_string(),
        content: serde_json::json!({ "files": run.files, "rows": run.rows,
            "findings": run.findings, "marks_sha256": hex(&run.marks_sha256) }),
    };
    app.database.write(scope, |mut write| {
        write.makes_many()?;
        store::blocks_keep(&mut write, &compared.blocks)?;
        store::keep(&mut write, &run, &findings, app.clock.now())?;
        Ok::<_, Failure>(write.commit(entry.clone(), ())?)
    })?;
    Ok(run.id)
}

/// Whether a run is due: none yet, or the last one a month ago.
pub(super) fn is_due(app: &App, scope: Scope) -> Result<bool, Failure> {
    let last = app
        .database
        .read(scope, |read| store::newest(read, 1))?
        .pop();
    let now = app.clock.now().as_second();
    Ok(last.is_none_or(|run| now - run.began_at.as_second() >= DAYS * 86_400))
}

/// The runs that nobody asks for, as long as the system runs: in a thread of its own.
pub(crate) fn monthly(app: &Arc<App>) {
    let app = Arc::clone(app);
    std::thread::spawn(move || {
        loop {
            // First of all people are served.
            std::thread::sleep(EVERY);
            if let Err(failure) = every(&app) {
                tracing::error!("the monthly look at everything stopped: {failure:?}");
            }
        }
    });
}

/// Runs for every organisation for which one is due.
pub(super) fn every(app: &App) -> Result<(), Failure> {
    for (organisation_id, _) in app.database.directory_look(records::organisations)? {
        let scope = Scope::system(organisation_id);
        if is_due(app, scope)? {
            run(app, scope)?;
        }
    }
    Ok(())
}
