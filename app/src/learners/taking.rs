//! Taking in a return: accepted whole, in the place of the last one of its year, and taken back whole.

use super::bringing::{Bringing, bring, goes_on};
use super::checking::Look;
use super::reading::{Ended, Source, Take, Whose, read};
use super::{Accepted, store};
use crate::app::{App, new_id};
use crate::failure::Failure;
use crate::jobs::STOPPED;
use crate::ledger::{self, Context};
use crate::places::Gazetteer;
use crate::visit::hex;
use database::{Id, LogEntry, Scope, Write};
use ilr::Tally;
use std::cell::Cell;

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
    /// Whether ethnicity, difficulty and custody are summed.
    pub(crate) tally: Tally,
}

/// The organisation's own number as a provider.
pub(super) fn own_ukprn(app: &App, scope: Scope) -> Result<String, Broke> {
    let ukprn = app.database.read(scope, store::ukprn)?;
    ukprn.ok_or_else(|| Broke::Refused("Say first which provider you are.".to_owned()))
}

/// Reads the file of a return and hands its pieces on.
pub(super) fn read_through(
    app: &App,
    scope: Scope,
    (file, goes): (&ReturnFile, &Goes<'_>),
    take: &mut Take<'_>,
) -> Result<Ended, Broke> {
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
    let secret = app.person_secret(scope.organisation_id);
    let whose = Whose {
        name: &file.name,
        ukprn: &own_ukprn(app, scope)?,
        secret: &secret.map_err(Failure::from)?,
        tally: file.tally,
    };
    let gazetteer = app.database.read(scope, Gazetteer::open)?;
    let look_up = |postcode: &str| {
        let look = |read: &mut database::Read<'_>| gazetteer.locate(read, postcode);
        app.database.read(scope, look)
    };
    read(source, whose, &look_up, take)
}

/// What is kept in the same transaction by whoever brings the file.
pub(crate) type Also<'a> = dyn Fn(&mut Write<'_>) -> Result<(), Failure> + 'a;

/// Accepts the return that was checked, and says how many entries that made, corrected or took back.
/// The file is read again, so that what is kept is the file and not what was once seen of it.
pub(crate) fn accept(
    app: &App,
    (scope, context): (Scope, &Context),
    (file, look): (&ReturnFile, &Look),
    (goes, also): (&Goes<'_>, &Also<'_>),
) -> Result<usize, Broke> {
    let accepted = Accepted {
        id: new_id(),
        import_id: Some(file.import_id),
        replaces_id: look.last,
        ukprn: own_ukprn(app, scope)?,
        year: look.begins_in,
        file_name: file.name.clone(),
        sha256: file.sha256,
        learners: 0,
        aims: 0,
        problems: 0,
        sharing: 0,
        accepted_at: context.now,
        replaced_at: None,
        taken_back_at: None,
    };
    // The transaction may begin anew when the engine asks for it; the last run counts.
    let broke = Cell::new(None);
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
        let mut bringing = Bringing::begin(&mut write, (&accepted, context))?;
        let take = &mut |piece| Ok(bringing.take(&mut write, piece)?);
        let ended = match read_through(app, scope, (file, goes), take) {
            Ok(ended) => ended,
            Err(Broke::Failed(failure)) => return Err(failure),
            Err(other) => {
                broke.set(Some(other));
                return Err(Failure::Changed(STOPPED));
            }
        };
        let all = u64::try_from(look.learners).unwrap_or(0);
        let each = &mut || goes_on(goes, (file.bytes, file.bytes), all);
        let (sums, posted) = bringing.finish(&mut write, each)?;
        let problems = i64::try_from(ended.problems).unwrap_or(i64::MAX);
        let counts = (sums.learners, sums.aims, problems);
        store::counted(&mut write, accepted.id, counts)?;
        store::tallies_set(
            &mut write,
            accepted.id,
            (&context.secret, &ended.tallies),
        )?;
        also(&mut write)?;
        let said = said(&accepted, (file, look), (sums.learners, sums.aims));
        let entry = logged(context, ("accepted learner return", accepted.id), said);
        Ok(write.commit(entry, posted)?)
    });
    match (kept, broke.take()) {
        (Err(_), Some(broke)) => Err(broke),
        (kept, _) => Ok(kept?),
    }
}

/// What the log says of a return that is accepted.
fn said(
    accepted: &Accepted,
    (file, look): (&ReturnFile, &Look),
    (learners, aims): (i64, i64),
) -> serde_json::Value {
    let (added, changed, gone) = look.difference;
    serde_json::json!({ "year": accepted.year, "ukprn": accepted.ukprn,
        "sha256": hex(&file.sha256), "learners": learners, "aims": aims,
        "added": added, "changed": changed, "gone": gone,
        "equalities": file.tally == Tally::Asked })
}

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
    write: &mut Write<'_>,
    import_id: Id,
    (context, goes): (&Context, &Goes<'_>),
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
    store::taken_back(write, &accepted, context.now)?;
    let stands = before.as_ref().unwrap_or(&accepted);
    bring(write, stands, (context, goes))
}
