//! The page on which an administrator has the capsule made and takes it away. It holds everything, so the
//! password is asked again, the log says that it was made and that it was taken, and it is handed out once:
//! nothing of it stays here.

use super::{make, waiting};
use crate::app::instant_in_words;
use crate::failure::Failure;
use crate::jobs::{Job, Jobs, Outcome, Progress};
use crate::people;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use database::Id;
use jiff::Timestamp;
use pages::{Form, Frame};
use std::fs::File;
use std::io::Seek as _;
use std::sync::{Arc, Mutex, PoisonError};
use tempfile::TempPath;

/// What the job is found by: there is one capsule of an organisation at a time.
pub(super) const JOB: Id = Id::from_u128(0xca95_01e0);

/// A capsule that waits to be taken away.
struct Made {
    /// Its file and its place; the file stays open, so that nobody takes it for one that was left.
    file: Mutex<Option<(File, TempPath)>>,
    bytes: u64,
    at: Timestamp,
}

type Ended = Result<Made, String>;

#[derive(Template)]
#[template(path = "capsule/page.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
    running: Option<Progress>,
    /// When it was made and how large it is, in words.
    waits: Option<(String, String)>,
    broke: String,
}

fn waits(made: &Made) -> Option<(String, String)> {
    let file = made.file.lock().unwrap_or_else(PoisonError::into_inner);
    let whole = made.bytes.div_ceil(1_024 * 1_024);
    file.as_ref()
        .map(|_| (instant_in_words(made.at), format!("{whole} MB")))
}

fn shown(visit: &Visit<'_>) -> Answer {
    let job = visit.app.jobs.find(visit.who()?.organisation_id, JOB);
    let mut page = Page {
        frame: visit.frame(),
        form: &visit.form,
        running: None,
        waits: None,
        broke: String::new(),
    };
    if let Some(job) = job {
        match job
            .outcome()
            .as_ref()
            .map(|one| one.downcast_ref::<Ended>())
        {
            None => page.running = Some(job.progress(visit.app.clock.now())),
            Some(Some(Ok(made))) => page.waits = waits(made),
            Some(Some(Err(words))) => page.broke.clone_from(words),
            Some(None) => "it broke".clone_into(&mut page.broke),
        }
    }
    Reply::form(&page, &visit.form)
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    shown(visit)
}

/// Begins to make it.
pub(crate) fn begin(visit: &mut Visit<'_>) -> Answer {
    let password = visit.form.value("password").to_owned();
    if password.is_empty() {
        visit.form.refuse("password", "Enter your password");
    } else if let Err(refused) = people::confirm(visit.app, visit.who()?, &password, visit.now)? {
        visit.form.refuse("password", refused);
    }
    if visit.form.is_refused() {
        return shown(visit);
    }
    let (scope, who) = (visit.scope()?, visit.who()?.clone());
    let whole = Arc::clone(visit.app);
    Jobs::begin(
        visit.app,
        (scope.organisation_id, JOB),
        move |_, job| -> Outcome {
            let ended: Ended = made(&whole, (scope, &who), job).map_err(|failure| {
                tracing::error!("a capsule was not made: {failure:?}");
                failure.to_string()
            });
            Arc::new(ended)
        },
    );
    Reply::see("/capsule", "The capsule is being made.")
}

fn made(
    app: &Arc<crate::app::App>,
    of: (database::Scope, &crate::visit::Who),
    job: &Job,
) -> Result<Made, Failure> {
    let out = waiting::begun(app)?;
    let goes = |done: (u64, u64), rows: u64| job.goes_on(done, rows);
    let out = make(app, of, out, &goes)?;
    let bytes = out.as_file().metadata().map_err(anyhow::Error::from)?.len();
    Ok(Made {
        file: Mutex::new(Some(out.into_parts())),
        bytes,
        at: app.clock.now(),
    })
}

/// Stops it.
pub(crate) fn stop(visit: &mut Visit<'_>) -> Answer {
    if let Some(job) = visit.app.jobs.find(visit.who()?.organisation_id, JOB) {
        job.stop();
    }
    Reply::see("/capsule", "The capsule is not made.")
}

/// Hands it out, and removes it here.
pub(crate) fn file(visit: &mut Visit<'_>) -> Answer {
    let job = visit.app.jobs.find(visit.who()?.organisation_id, JOB);
    let outcome = job.and_then(|job| job.outcome());
    let ended = outcome.as_ref().and_then(|one| one.downcast_ref::<Ended>());
    let Some(Ok(made)) = ended else {
        return Err(Failure::NotFound);
    };
    let taken = {
        let mut file = made.file.lock().unwrap_or_else(PoisonError::into_inner);
        file.take()
    };
    let (mut file, _gone_when_dropped) = taken.ok_or(Failure::Changed(
        "the capsule was taken away already: make it again",
    ))?;
    file.rewind().map_err(anyhow::Error::from)?;
    let day = crate::app::date_of(made.at);
    let said = serde_json::json!({ "bytes": made.bytes });
    let entry = visit.entry("took exit capsule away", "capsule", day, said);
    visit.write(|write| Ok(write.commit(entry.clone(), ())?))?;
    Ok(Reply::LongFile {
        media_type: "application/zip",
        file_name: format!("capsule-{day}.zip"),
        file,
    })
}
