//! One file: what a check found, how far it is, or what came of it.

use super::check::{self, Checked, Ended, MOST_SHOWN};
use super::kinds::Bringing;
use super::{Import, State, store, undo};
use crate::app::date_of;
use crate::csv_file::CsvFile;
use crate::evidence;
use crate::failure::Failure;
use crate::jobs::{Job, Jobs, Progress};
use crate::learners::Look;
use crate::ledger::Context;
use crate::people;
use crate::visit::{Answer, Reply, Visit, hex};
use askama::Template;
use domain::calendar::in_words;
use domain::people::Action;
use pages::{Choice, Form, Frame};
use std::sync::Arc;

#[derive(Template)]
#[template(path = "imports/show.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
    import: Import,
    sha256: String,
    brought_by: String,
    /// Says when the same file was accepted before.
    same: Option<String>,
    now: Now,
    grades: Vec<Choice>,
    /// Whether the person may decide about it.
    decides: Option<()>,
    can_see_equalities: Option<()>,
}

/// What is to be shown of a file that waits, or of one that is being taken back.
enum Now {
    /// Nothing: it was not checked since this process began, or it has ended.
    Unknown,
    Running(Progress),
    Checked(Checked),
    Looked(Arc<Look>),
    Stopped,
    Refused(String),
}

impl Page<'_> {
    /// The columns that are used, by field.
    fn columns(&self, headings: &[String]) -> Vec<(&'static str, String)> {
        let fields = self.import.kind.fields().iter();
        let named = fields.filter_map(|field| {
            let column = self.import.columns.get(field.key)?;
            Some((field.label, headings.get(*column)?.clone()))
        });
        named.collect()
    }

    fn is_running(&self) -> bool {
        matches!(self.now, Now::Running(_))
    }

    fn can_support(&self) -> Option<()> {
        let supports = self.import.kind.can_be_supported();
        supports.filter(|()| self.import.can_be_kept())
    }
}

/// The import of the address.
pub(super) fn found(visit: &Visit<'_>) -> Result<Import, Failure> {
    let id = visit.id("id")?;
    visit
        .read(|read| store::find(read, id))?
        .ok_or(Failure::NotFound)
}

/// The same, when it waits and the person may decide about it.
pub(super) fn waiting(visit: &Visit<'_>) -> Result<Import, Failure> {
    let import = found(visit)?;
    if !visit.may(import.kind.action()) {
        return Err(Failure::NotFound);
    }
    if import.state == State::Waiting {
        Ok(import)
    } else {
        Err(Failure::Changed(
            "This file was accepted or dropped already.",
        ))
    }
}

/// Who decides about a file now.
pub(super) fn bringing(visit: &Visit<'_>, import: &Import) -> Result<Bringing, Failure> {
    let who = visit.who()?;
    Ok(Bringing {
        import_id: import.id,
        file_name: import.file_name.clone(),
        person_id: Some(who.person_id),
        context: Context::of(visit)?,
    })
}

/// Begins to check a file, and says how far that came in a moment.
pub(super) fn begin_check(visit: &Visit<'_>, import: &Import) -> Result<&'static str, Failure> {
    let (scope, by) = (visit.scope()?, bringing(visit, import)?);
    let (on, its_own) = ((scope.organisation_id, import.id), import.clone());
    Jobs::begin(visit.app, on, move |app, job| {
        Arc::new(check::check(app, (scope, &by), &its_own, job))
    });
    Ok(match job(visit, import)? {
        Some((_, None)) => "The file is being read. Nothing is kept yet.",
        Some((_, Some(_))) | None => "The file was read. Nothing is kept yet.",
    })
}

/// A job with what came of it, if it ended.
pub(super) type Work = (Arc<Job>, Option<Ended>);

/// The last job on an import as it is, with what came of it if it ended.
pub(super) fn job(visit: &Visit<'_>, import: &Import) -> Result<Option<Work>, Failure> {
    let organisation_id = visit.who()?.organisation_id;
    let on = match import.state {
        State::Waiting | State::Dropped => import.id,
        State::Accepted | State::Undone => undo::job_key(import.id),
    };
    let Some(job) = visit.app.jobs.find(organisation_id, on) else {
        return Ok(None);
    };
    let ended = job.outcome().map(|outcome| {
        let ended = outcome.downcast_ref::<Ended>();
        ended.cloned().unwrap_or(Ended::Stopped)
    });
    Ok(Some((job, ended)))
}

/// A job that is done after the row was read still runs here: the next look finds the row as the job left it.
fn now(visit: &Visit<'_>, import: &Import) -> Result<Now, Failure> {
    if import.state == State::Accepted {
        return Ok(match job(visit, import)? {
            Some((job, None | Some(Ended::Done))) => {
                Now::Running(job.progress(visit.app.clock.now()))
            }
            Some((_, Some(Ended::Refused(words)))) => Now::Refused(words),
            Some((_, Some(_))) | None => Now::Unknown,
        });
    }
    if import.state != State::Waiting {
        return Ok(Now::Unknown);
    }
    Ok(match job(visit, import)? {
        None => Now::Unknown,
        Some((job, None | Some(Ended::Done))) => Now::Running(job.progress(visit.app.clock.now())),
        Some((_, Some(Ended::Checked(checked)))) => Now::Checked(checked),
        Some((_, Some(Ended::Looked(look)))) => Now::Looked(look),
        Some((_, Some(Ended::Stopped))) => Now::Stopped,
        Some((_, Some(Ended::Refused(words)))) => Now::Refused(words),
    })
}

fn same(visit: &Visit<'_>, import: &Import) -> Result<Option<String>, Failure> {
    let others = visit.read(|read| store::of_file(read, import.sha256))?;
    let mut before = others
        .into_iter()
        .filter(|one| one.id != import.id && one.state == State::Accepted);
    let before = before.find_map(|one| one.ended_at);
    Ok(before.map(|at| {
        let day = in_words(date_of(at));
        format!("This very file was accepted before, on {day}. What it says is there already.")
    }))
}

/// Shows a file, also when a decision about it was refused.
pub(super) fn shown(visit: &Visit<'_>, import: Import) -> Answer {
    let decides = visit.may(import.kind.action()).then_some(());
    let page = Page {
        frame: visit.frame(),
        form: &visit.form,
        sha256: hex(&import.sha256),
        brought_by: visit.read(|read| people::name_of(read, import.brought_by))?,
        same: same(visit, &import)?,
        now: now(visit, &import)?,
        grades: evidence::grades(),
        import,
        decides,
        can_see_equalities: visit.may(Action::SeeEqualities).then_some(()),
    };
    Reply::form(&page, &visit.form)
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let import = found(visit)?;
    visit.form = Form::new().with("grade", "1");
    shown(visit, import)
}

/// The refused lines as a file to mend, each with what is wrong with it.
pub(crate) fn refused(visit: &mut Visit<'_>) -> Answer {
    let import = waiting(visit)?;
    let Now::Checked(checked) = now(visit, &import)? else {
        return Err(Failure::NotFound);
    };
    let headings = checked.headings.iter().map(String::as_str);
    let mut out = CsvFile::new(headings.chain(["What is wrong"]));
    for line in &checked.refused {
        let wrong: Vec<String> = line
            .wrong
            .iter()
            .map(|wrong| format!("{}: {}", wrong.field, wrong.what))
            .collect();
        let wrong = wrong.join(". ");
        let cells = line.cells.iter().map(String::as_str);
        let cells = cells.chain([""]).take(checked.headings.len());
        out.line(cells.chain([wrong.as_str()]));
    }
    out.answer("lines-to-mend.csv".to_owned())
}
