//! Sends what was written: soon after the signature, again after growing pauses, and everything that is
//! unsent when the server starts. It runs beside the pages, one organisation at a time, so that no page
//! waits for a mail server and no letter is sent by two.

use super::{KeptLetter, State, store, words};
use crate::app::App;
use crate::checkpoints::keys;
use crate::checkpoints::store::of_size;
use crate::failure::Failure;
use crate::jobs::{Jobs, Outcome};
use crate::organisation;
use database::{Id, LogEntry, Scope};
use jiff::{Timestamp, ToSpan as _};
use mail::{NotTaken, Server};
use std::sync::Arc;
use std::time::Duration;

/// What the work is found by: an organisation's letters are sent by one at a time.
pub(super) const JOB: Id = Id::from_u128(0x1e77_e250);
/// How often it is looked whether the time of a letter has come.
const EVERY: Duration = Duration::from_mins(1);
/// Minutes until the next try after the first, the second, …; after the last of them a letter rests.
const PAUSES: [i64; 12] = [
    1, 5, 15, 60, 180, 720, 1_440, 1_440, 1_440, 1_440, 1_440, 1_440,
];

/// Which letters are tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Which {
    /// Those whose time has come.
    Due,
    /// All that no server took, also those that rest.
    Unsent,
}

fn scope(organisation_id: Id) -> Scope {
    Scope::system(organisation_id)
}

/// Sends what is unsent when the server starts, and from then on what falls due. Nothing is begun where
/// nobody set a mail server.
pub(crate) fn from_the_start(app: &Arc<App>) {
    if app.checkpoints.mail.get().is_none() {
        return;
    }
    let app = Arc::clone(app);
    std::thread::spawn(move || {
        let mut which = Which::Unsent;
        loop {
            if let Err(failure) = every(&app, which) {
                tracing::error!("letters were not looked at: {failure:?}");
            }
            which = Which::Due;
            std::thread::sleep(EVERY);
        }
    });
}

/// Begins to send the letters of every organisation.
fn every(app: &Arc<App>, which: Which) -> Result<(), Failure> {
    let organisations = app
        .database
        .directory_look(organisation::every_organisation)?;
    for organisation_id in organisations {
        begin(app, organisation_id, which)?;
    }
    Ok(())
}

/// Begins to send the letters of an organisation that are due, and waits a moment for the end of it.
pub(in crate::checkpoints) fn soon(app: &Arc<App>, organisation_id: Id) {
    if let Err(failure) = begin(app, organisation_id, Which::Due) {
        tracing::error!("letters were not looked at: {failure:?}");
    }
}

/// Begins to send the letters of an organisation, where there are any and somebody set a mail server.
pub(super) fn begin(app: &Arc<App>, organisation_id: Id, which: Which) -> Result<(), Failure> {
    if app.checkpoints.mail.get().is_none() || unsent(app, organisation_id, which)?.is_empty() {
        return Ok(());
    }
    Jobs::begin(app, (organisation_id, JOB), move |app, _| -> Outcome {
        if let Err(failure) = run(app, organisation_id, which) {
            tracing::error!("letters were not sent to their end: {failure:?}");
        }
        Arc::new(())
    });
    Ok(())
}

fn unsent(app: &App, organisation_id: Id, which: Which) -> Result<Vec<Id>, Failure> {
    let due_at = match which {
        Which::Due => Some(app.clock.now()),
        Which::Unsent => None,
    };
    let scope = scope(organisation_id);
    app.database.read(scope, |read| store::unsent(read, due_at))
}

/// Tries each letter once, and those that fall due meanwhile.
fn run(app: &App, organisation_id: Id, which: Which) -> Result<(), Failure> {
    let Some(server) = app.checkpoints.mail.get() else {
        return Ok(());
    };
    let mut ids = unsent(app, organisation_id, which)?;
    while !ids.is_empty() {
        for id in ids {
            let find = |read: &mut database::Read<'_>| store::letter_find(read, id);
            let letter = app.database.read(scope(organisation_id), find)?;
            // Its keeper may have been taken away meanwhile.
            if let Some(letter) = letter {
                let answer = post(app, organisation_id, (server, &letter))?;
                match keep(app, organisation_id, (letter, answer)) {
                    // Another process on the same database was quicker.
                    Ok(()) | Err(Failure::Changed(_)) => {}
                    Err(failure) => return Err(failure),
                }
            }
        }
        ids = unsent(app, organisation_id, Which::Due)?;
    }
    Ok(())
}

/// Hands a letter to the mail server. Nothing of it is kept yet.
pub(super) fn post(
    app: &App,
    organisation_id: Id,
    (server, letter): (&Server, &KeptLetter),
) -> Result<Result<String, NotTaken>, Failure> {
    let to = match letter.email.parse() {
        Ok(to) => to,
        Err(refused) => return Ok(Err(NotTaken::Refused(format!("{refused}")))),
    };
    let (organisation, checkpoint) = app.database.read(scope(organisation_id), |read| {
        let checkpoint = of_size(read, letter.size)?.ok_or(Failure::NotFound)?;
        Ok::<_, Failure>((organisation::find(read)?, checkpoint))
    })?;
    let origin = keys::origin(organisation_id);
    let written = words::letter(letter, to, &checkpoint, (&organisation.name, &origin))?;
    Ok(server.send(&written))
}

/// When it is tried again after so many tries; none once the pauses are used up.
fn next_try(now: Timestamp, tries: i64) -> Option<Timestamp> {
    let number = usize::try_from(tries).ok()?.checked_sub(1)?;
    let minutes = PAUSES.get(number)?;
    now.checked_add(minutes.minutes()).ok()
}

/// Keeps what came of a try, with its log entry.
fn keep(
    app: &App,
    organisation_id: Id,
    (mut letter, answer): (KeptLetter, Result<String, NotTaken>),
) -> Result<(), Failure> {
    let now = app.clock.now();
    let tries = match &letter.state {
        State::Tried { tries, .. } => tries.saturating_add(1),
        State::Written | State::Taken { .. } => 1,
    };
    let (action, state) = match answer {
        Ok(answer) => ("mailed checkpoint", State::Taken { at: now, answer }),
        Err(NotTaken::Refused(answer)) => ("could not mail checkpoint", {
            State::Tried {
                tries,
                answer,
                next_try_at: None,
            }
        }),
        Err(NotTaken::NotNow(answer)) => ("could not mail checkpoint", {
            let next_try_at = next_try(now, tries);
            State::Tried {
                tries,
                answer,
                next_try_at,
            }
        }),
    };
    letter.state = state;
    let entry = LogEntry {
        at: now,
        action: action.to_owned(),
        record_kind: "checkpoint".to_owned(),
        record_id: letter.size.to_string(),
        content: serde_json::json!({
            "answer": letter.answer(),
            "message_id": letter.message_id,
            "to": letter.email,
        }),
    };
    app.database.write(scope(organisation_id), |mut write| {
        if store::letter_tried(&mut write, &letter, now)? == 0 {
            return Err(Failure::Changed("another process had sent the letter"));
        }
        Ok::<_, Failure>(write.commit(entry.clone(), ())?)
    })
}

#[test]
fn pauses_grow_and_end() {
    let now = Timestamp::UNIX_EPOCH;
    let minutes = |tries: i64| next_try(now, tries).map(|at| at.as_second() / 60);
    assert_eq!(
        [minutes(1), minutes(2), minutes(3)],
        [Some(1), Some(5), Some(15)]
    );
    assert_eq!([minutes(12), minutes(13)], [Some(1_440), None]);
    assert!(PAUSES.is_sorted());
}
