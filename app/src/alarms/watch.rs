//! A look every half minute at what gives reason for an alarm. It reads the newest lines of the log and a
//! few numbers, whatever there is, and raises what it has not raised already.

use super::{Raised, store};
use crate::app::{App, new_id};
use crate::failure::Failure;
use crate::{fixity, people, records};
use database::{LogEntry, Scope, log_newest};
use domain::alarms::{Alarm, Found, Line, full, jumped, of_lines};
use jiff::{Span, Timestamp};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Between two looks.
const EVERY: Duration = Duration::from_secs(30);
/// Lines of the log that a look reads at most.
const NEWEST: i64 = 2_000;
/// How far back it looks, in minutes.
const MINUTES: i64 = 60;
/// After how many hours something is told again that was answered.
const AGAIN_HOURS: i64 = 24;

/// What the machine itself says.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Machine {
    /// By how many seconds the clock was set since the last look.
    pub(super) clock: Option<i64>,
    /// How many hundredths of the disk are in use, when it is nearly full.
    pub(super) disk: Option<u64>,
}

/// Looks as long as the system runs, in a thread of its own.
pub(crate) fn watch(app: &Arc<App>) {
    let app = Arc::clone(app);
    std::thread::spawn(move || {
        let mut last = (Instant::now(), app.clock.now());
        loop {
            std::thread::sleep(EVERY);
            let now = (Instant::now(), app.clock.now());
            let steady = i64::try_from((now.0 - last.0).as_secs()).unwrap_or(i64::MAX);
            let machine = Machine {
                clock: jumped(steady, now.1.as_second() - last.1.as_second()),
                disk: app.vault.disk().and_then(|(used, free)| full(used, free)),
            };
            last = now;
            if let Err(failure) = every(&app, machine) {
                tracing::error!("the look for alarms stopped: {failure:?}");
            }
        }
    });
}

fn every(app: &App, machine: Machine) -> Result<(), Failure> {
    for (organisation_id, _) in app.database.directory(records::organisations)? {
        let scope = Scope::system(organisation_id);
        look(app, scope, machine)?;
    }
    Ok(())
}

/// One look for one organisation.
pub(super) fn look(app: &App, scope: Scope, machine: Machine) -> Result<(), Failure> {
    let now = app.clock.now();
    let guessed = people::guessed(app, scope.organisation_id, now)?;
    let mut found: Vec<Found<_>> = guessed
        .into_iter()
        .map(|(person, figure)| Found {
            alarm: Alarm::Guessing,
            about: person.to_string(),
            figure,
            person: Some(person),
        })
        .collect();
    let nobodys = |alarm: Alarm, about: String, figure: i64| Found {
        alarm,
        about,
        figure,
        person: None,
    };
    found.extend(
        machine
            .clock
            .map(|by| nobodys(Alarm::Clock, now.to_string(), by)),
    );
    let percent = machine.disk.and_then(|percent| i64::try_from(percent).ok());
    found.extend(percent.map(|percent| nobodys(Alarm::Disk, "disk".to_owned(), percent)));
    let told = app.database.read(scope, |read| {
        let since = now
            .saturating_sub(Span::new().minutes(MINUTES))
            .unwrap_or(now);
        let lines = log_newest(read, i64::MAX, NEWEST)?;
        let lines: Vec<Line<_>> = lines
            .into_iter()
            .filter(|line| line.at >= since)
            .map(|line| Line {
                number: line.number,
                by: line.person_id,
                action: line.action,
            })
            .collect();
        found.extend(of_lines(&lines));
        let damage = fixity::damage(read)?;
        found.extend(damage.map(|(run, many)| nobodys(Alarm::Damage, run.to_string(), many)));
        let mut new = Vec::new();
        for one in found {
            let last = store::last(read, (one.alarm, &one.about))?;
            if last.is_none_or(|last| is_over(&last, now)) {
                new.push(one);
            }
        }
        Ok::<_, Failure>(new)
    })?;
    for one in told {
        raise(app, scope, one)?;
    }
    Ok(())
}

/// Whether an alarm was answered so long ago that the same is told again.
fn is_over(last: &Raised, now: Timestamp) -> bool {
    let since = now
        .saturating_sub(Span::new().hours(AGAIN_HOURS))
        .unwrap_or(now);
    // What happened once is told once.
    let lasts = matches!(
        last.kind,
        Alarm::Guessing | Alarm::Taking | Alarm::Roles | Alarm::Disk
    );
    lasts && last.line().is_none() && last.answer.is_some() && last.at < since
}

fn raise(app: &App, scope: Scope, found: Found<database::Id>) -> Result<(), Failure> {
    let raised = Raised {
        id: new_id(),
        kind: found.alarm,
        about: found.about,
        figure: found.figure,
        person_id: found.person,
        at: app.clock.now(),
        answer: None,
    };
    let entry = LogEntry {
        at: raised.at,
        action: "raised alarm".to_owned(),
        record_kind: "alarm".to_owned(),
        record_id: raised.id.to_string(),
        content: serde_json::json!({ "alarm": raised.kind.key(), "about": raised.about,
            "figure": raised.figure }),
    };
    app.database.write(scope, |mut write| {
        store::add(&mut write, &raised)?;
        Ok::<_, Failure>(write.commit(entry.clone(), ())?)
    })?;
    tracing::warn!(alarm = raised.kind.key(), "an alarm was raised");
    Ok(())
}
