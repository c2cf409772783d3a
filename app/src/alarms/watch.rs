//! A look every half minute at what gives reason for an alarm. It reads the newest lines of the log and a
//! few numbers, whatever there is, and raises what it has not raised already.

use super::{Raised, store};
use crate::app::{App, new_id};
use crate::failure::Failure;
use crate::{backups, fixity, people, records};
use database::{Id, LogEntry, Read, Scope, log_entries, log_newest};
use domain::alarms::{Alarm, Found, Line, full, jumped, late, of_lines};
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
    /// For how many hours nothing may be heard of a backup; none where nobody waits for one.
    pub(super) backup_hours: Option<i64>,
}

/// Looks as long as the system runs, in a thread of its own. `backup_hours`: for how many hours nothing may be
/// heard of a backup.
pub(crate) fn watch(app: &Arc<App>, backup_hours: Option<i64>) {
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
                backup_hours,
            };
            last = now;
            if let Err(failure) = every(&app, machine) {
                tracing::error!("the look for alarms stopped: {failure:?}");
            }
        }
    });
}

fn every(app: &App, machine: Machine) -> Result<(), Failure> {
    for (organisation_id, _) in app.database.directory_look(records::organisations)? {
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
        found.extend(of_lines(&lines(read, now)?));
        let hours = machine
            .backup_hours
            .map(|most| without_backup(read, now, most));
        let hours = hours.transpose()?.flatten();
        found.extend(hours.map(|hours| nobodys(Alarm::Backup, "backup".to_owned(), hours)));
        let damage = fixity::damage(read)?;
        found.extend(damage.map(|(run, many)| nobodys(Alarm::Damage, run.to_string(), many)));
        let mut new = Vec::new();
        for one in found {
            if is_new(read, &one, now)? {
                new.push(one);
            }
        }
        Ok::<_, Failure>(new)
    })?;
    for one in told {
        match raise(app, scope, &one) {
            // Another process on the same database was quicker.
            Ok(()) | Err(Failure::Changed(_)) => {}
            Err(failure) => return Err(failure),
        }
    }
    Ok(())
}

/// The newest lines of the log, no older than an hour.
fn lines(read: &mut Read<'_>, now: Timestamp) -> Result<Vec<Line<Id>>, Failure> {
    let since = now
        .saturating_sub(Span::new().minutes(MINUTES))
        .unwrap_or(now);
    let lines = log_newest(read, i64::MAX, NEWEST)?.into_iter();
    let lines = lines.filter(|line| line.at >= since).map(|line| Line {
        number: line.number,
        by: line.person_id,
        action: line.action,
    });
    Ok(lines.collect())
}

/// For how many hours nothing was heard of a backup, or since the organisation is here, when that is longer
/// than `most`.
fn without_backup(read: &mut Read<'_>, now: Timestamp, most: i64) -> Result<Option<i64>, Failure> {
    let since = match backups::last(read)? {
        Some(backup) => Some(backup.made_at),
        None => log_entries(read, 0, 1)?.first().map(|line| line.at),
    };
    Ok(since.and_then(|since| late(now.as_second(), since.as_second(), most)))
}

/// Whether something was not raised yet, or so long ago that it is raised again.
fn is_new(read: &mut Read<'_>, found: &Found<Id>, now: Timestamp) -> Result<bool, Failure> {
    let last = store::last(read, (found.alarm, &found.about))?;
    Ok(last.is_none_or(|last| is_over(&last, now)))
}

/// Whether an alarm was answered so long ago that the same is told again.
fn is_over(last: &Raised, now: Timestamp) -> bool {
    let since = now
        .saturating_sub(Span::new().hours(AGAIN_HOURS))
        .unwrap_or(now);
    // What happened once is told once.
    let lasts = matches!(
        last.kind,
        Alarm::Guessing | Alarm::Taking | Alarm::Roles | Alarm::Disk | Alarm::Backup
    );
    lasts && last.line().is_none() && last.answer.is_some() && last.at < since
}

/// Raises an alarm, unless somebody raised it since: writes of an organisation come one after the other, so
/// that two who look at once raise it once.
fn raise(app: &App, scope: Scope, found: &Found<Id>) -> Result<(), Failure> {
    let raised = Raised {
        id: new_id(),
        kind: found.alarm,
        about: found.about.clone(),
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
        if !is_new(&mut write.read(), found, raised.at)? {
            return Err(Failure::Changed("the alarm was raised already"));
        }
        store::add(&mut write, &raised)?;
        Ok::<_, Failure>(write.commit(entry.clone(), ())?)
    })?;
    tracing::warn!(alarm = raised.kind.key(), "an alarm was raised");
    Ok(())
}
