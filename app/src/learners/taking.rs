//! Taking in a return: read to its end, which writes nothing; accepted whole, in the place of the last
//! one of its year; and taken back whole.

use super::snapshot::{Checked, Odd, Source, read};
use super::{Accepted, Figure, Snapshot, figures, posting, store, year_in_words};
use crate::app::{App, date_of, new_id};
use crate::failure::Failure;
use crate::ledger::{self, Context};
use crate::places::Gazetteer;
use crate::visit::hex;
use database::{Id, LogEntry, Scope};
use domain::calendar::in_words;
use domain::ilr::difference;

/// Says how much is done of how much, and how many learners that were; false when it is to stop.
pub(crate) type Goes<'a> = dyn Fn((u64, u64), u64) -> bool + 'a;

/// Why a return was not read or accepted to its end.
#[derive(Debug)]
pub(crate) enum Broke {
    Stopped,
    /// What is wrong with the file.
    Refused(String),
    Failed(Failure),
}

impl From<Failure> for Broke {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

/// The file of a return.
#[derive(Debug, Clone)]
pub(crate) struct ReturnFile {
    pub(crate) import_id: Id,
    pub(crate) name: String,
    pub(crate) sha256: [u8; 32],
    pub(crate) bytes: u64,
}

/// What a check found. Of the learners themselves nothing is held.
#[derive(Debug)]
pub(crate) struct Look {
    pub(crate) year: String,
    pub(crate) learners: usize,
    pub(crate) aims: usize,
    /// Aims that are new, that changed and that are gone against the last return of the year.
    pub(crate) difference: (usize, usize, usize),
    /// Aims that cannot be named or counted.
    pub(crate) passed_over: u64,
    /// How much is odd in all.
    pub(crate) problems: u64,
    /// The first of what is odd.
    pub(crate) odd: Vec<Odd>,
    /// What it shows: each fact by its name.
    pub(crate) figures: Vec<(&'static str, String)>,
    /// Says when the same file was accepted before.
    pub(crate) same: Option<String>,
    /// The return whose place it would take.
    last: Option<Id>,
}

fn opened(
    app: &App,
    scope: Scope,
    (file, goes): (&ReturnFile, &Goes<'_>),
) -> Result<Checked, Broke> {
    let ukprn = app.database.read(scope, store::ukprn)?;
    let ukprn =
        ukprn.ok_or_else(|| Broke::Refused("Say first which provider you are.".to_owned()))?;
    let source = app.vault.open_file(file.sha256);
    let source = source.map_err(|fault| match fault {
        vault::VaultFault::Missing => {
            Failure::Changed("The file waited too long and was removed. Bring it again.")
        }
        vault::VaultFault::Folder(..) | vault::VaultFault::TooLarge(_) => {
            Failure::Broken(fault.into())
        }
    })?;
    let source = Source {
        file: source,
        bytes: file.bytes,
        goes,
    };
    let gazetteer = app.database.read(scope, Gazetteer::open)?;
    read(source, (&file.name, &ukprn), &|postcode| {
        let look = |read: &mut database::Read<'_>| gazetteer.locate(read, postcode);
        app.database.read(scope, look)
    })
}

/// Reads a return to its end.
pub(crate) fn check(
    app: &App,
    scope: Scope,
    (file, goes): (&ReturnFile, &Goes<'_>),
) -> Result<Look, Broke> {
    let checked = opened(app, scope, (file, goes))?;
    let snapshot = &checked.snapshot;
    let (last, before, same) = app.database.read(scope, |read| {
        let same = store::returns(read)?.into_iter();
        let same = same.filter(|one| one.taken_back_at.is_none());
        let same = same
            .filter(|one| one.sha256 == file.sha256)
            .map(|one| one.accepted_at);
        let same = same.max();
        let last = store::current(read, &snapshot.ukprn, snapshot.year)?;
        let before = match &last {
            Some(last) => store::snapshot(read, last)?,
            None => Snapshot::default(),
        };
        Ok::<_, Failure>((last, before, same))
    })?;
    let difference = difference(&before.aims(), &snapshot.aims());
    let figures = figures(snapshot).into_iter();
    Ok(Look {
        year: year_in_words(snapshot.year),
        learners: snapshot.learners.len(),
        aims: aims(snapshot),
        difference: (
            difference.added.len(),
            difference.changed.len(),
            difference.gone.len(),
        ),
        passed_over: checked.passed_over,
        problems: checked.problems,
        figures: figures
            .map(|Figure { fact, number }| (fact.name(), number))
            .collect(),
        odd: checked.odd,
        last: last.map(|last| last.id),
        same: same.map(|at| {
            let day = in_words(date_of(at));
            format!("This very file was accepted before, on {day}.")
        }),
    })
}

fn aims(snapshot: &Snapshot) -> usize {
    let learners = snapshot.learners.values();
    learners.map(|record| record.aims.len()).sum()
}

/// What is kept in the same transaction by whoever brings the file.
pub(crate) type Also<'a> = dyn Fn(&mut database::Write<'_>) -> Result<(), Failure> + 'a;

/// Accepts the return that was checked, and says how many entries that made, corrected or took back.
pub(crate) fn accept(
    app: &App,
    (scope, context): (Scope, &Context),
    (file, look): (&ReturnFile, &Look),
    (goes, also): (&Goes<'_>, &Also<'_>),
) -> Result<usize, Broke> {
    // Read again, so that what is kept is the file and not what was once seen of it.
    let checked = opened(app, scope, (file, goes))?;
    let snapshot = &checked.snapshot;
    let whole = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    let accepted = Accepted {
        id: new_id(),
        import_id: Some(file.import_id),
        replaces_id: look.last,
        ukprn: snapshot.ukprn.clone(),
        year: snapshot.year,
        file_name: file.name.clone(),
        sha256: file.sha256,
        learners: whole(snapshot.learners.len()),
        aims: whole(aims(snapshot)),
        problems: i64::try_from(checked.problems).unwrap_or(i64::MAX),
        accepted_at: context.now,
        replaced_at: None,
        taken_back_at: None,
    };
    let said = serde_json::json!({ "year": accepted.year, "ukprn": accepted.ukprn,
        "sha256": hex(&file.sha256), "learners": accepted.learners, "aims": accepted.aims,
        "added": look.difference.0, "changed": look.difference.1, "gone": look.difference.2 });
    let entry = logged(context, ("accepted learner return", accepted.id), said);
    let kept = app.database.write(scope, |mut write| {
        write.makes_many()?;
        let last = store::current(&mut write.read(), &accepted.ukprn, accepted.year)?;
        if last.as_ref().map(|last| last.id) != look.last {
            return Err(Failure::Changed(
                "Another return of this year was accepted meanwhile. Check this one again to see what is different now.",
            ));
        }
        if let Some(last) = last {
            store::replaced(&mut write, &last, context.now)?;
        }
        store::add(&mut write, &accepted)?;
        store::keep(&mut write, accepted.id, snapshot)?;
        if !goes((1, 1), 0) {
            return Err(Failure::Changed(STOPPED));
        }
        let posted = posting::post(&mut write, (&accepted, snapshot), context)?;
        posting::report(&mut write, (&accepted, snapshot), context)?;
        also(&mut write)?;
        Ok(write.commit(entry.clone(), posted)?)
    });
    match kept {
        Err(Failure::Changed(STOPPED)) => Err(Broke::Stopped),
        kept => Ok(kept?),
    }
}

/// The words that end a transaction which was stopped.
const STOPPED: &str = "stopped";

fn logged(context: &Context, (action, id): (&str, Id), said: serde_json::Value) -> LogEntry {
    LogEntry {
        at: context.now,
        action: action.to_owned(),
        record_kind: "return".to_owned(),
        record_id: id.to_string(),
        content: said,
    }
}

/// Takes back the return of an import, in whatever write it is done: the one before it takes its place
/// again, and the ledger is brought in line with that one.
pub(crate) fn take_back(
    write: &mut database::Write<'_>,
    import_id: Id,
    context: &Context,
) -> Result<usize, Failure> {
    let read = &mut write.read();
    let accepted = store::of_import(read, import_id)?.ok_or(Failure::NotFound)?;
    if accepted.replaced_at.is_some() {
        return Err(Failure::Rule(
            "Nothing is taken back, because a later return of the year took its place. Take that one back first"
                .to_owned(),
        ));
    }
    let closed = ledger::closed_quarters(read, context.calendar)?;
    for quarter in store::quarters(read, (&accepted.ukprn, accepted.year))? {
        let quarter = context.calendar.quarter(&quarter);
        if quarter.is_none_or(|quarter| closed.contains(&quarter)) {
            return Err(Failure::Rule(
                "Nothing is taken back, because a quarter in which the return counts has been signed off. Bring in a mended return instead: what is different counts in the open quarter"
                    .to_owned(),
            ));
        }
    }
    let before = match accepted.replaces_id {
        Some(id) => store::find(read, id)?,
        None => None,
    };
    let snapshot = match &before {
        Some(before) => store::snapshot(read, before)?,
        None => Snapshot {
            ukprn: accepted.ukprn.clone(),
            year: accepted.year,
            ..Snapshot::default()
        },
    };
    store::taken_back(write, &accepted, context.now)?;
    let now = before.as_ref().unwrap_or(&accepted);
    posting::report(write, (now, &snapshot), context)?;
    posting::post(write, (now, &snapshot), context)
}
