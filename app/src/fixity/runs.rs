//! All runs with what they found, and beginning one now.

use super::{looking, store};
use crate::app::date_of;
use crate::failure::Failure;
use crate::jobs::{Jobs, Outcome};
use crate::people;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use database::{Id, Read};
use domain::calendar::in_words;
use pages::Frame;
use std::sync::Arc;

struct Row {
    href: String,
    when: String,
    who: String,
    files: i64,
    rows: i64,
    state: String,
    colour: &'static str,
}

#[derive(Template)]
#[template(path = "fixity/runs.html")]
struct Page {
    frame: Frame,
    rows: Vec<Row>,
    /// Whether one is under way.
    runs: Option<()>,
    broke: String,
}

/// What came of a run as a job.
type Ended = Result<Id, String>;

fn rows(visit: &Visit<'_>) -> Result<Vec<Row>, Failure> {
    visit.read(|read| {
        let mut rows = Vec::new();
        for run in store::newest(read, 60)? {
            rows.push(Row {
                href: format!("/fixity/{}", run.id),
                when: in_words(date_of(run.began_at)),
                who: people::name_of(read, run.began_by)?,
                files: run.files,
                rows: run.rows,
                state: match run.findings {
                    0 => "Everything as it was".to_owned(),
                    1 => "1 thing is not as it was".to_owned(),
                    many => format!("{many} things are not as they were"),
                },
                colour: if run.findings == 0 { "green" } else { "red" },
            });
        }
        Ok(rows)
    })
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let organisation_id = visit.who()?.organisation_id;
    let job = visit.app.jobs.find(organisation_id, organisation_id);
    let outcome = job.as_ref().map(|job| job.outcome());
    let broke = match &outcome {
        Some(Some(outcome)) => match outcome.downcast_ref::<Ended>() {
            Some(Err(words)) => words.clone(),
            Some(Ok(_)) | None => String::new(),
        },
        Some(None) | None => String::new(),
    };
    Reply::page(&Page {
        frame: visit.frame(),
        rows: rows(visit)?,
        runs: matches!(outcome, Some(None)).then_some(()),
        broke,
    })
}

/// Begins a run.
pub(crate) fn begin(visit: &mut Visit<'_>) -> Answer {
    let scope = visit.scope()?;
    let on = (scope.organisation_id, scope.organisation_id);
    Jobs::begin(visit.app, on, move |app, _| -> Outcome {
        let ended: Ended = looking::run(app, scope).map_err(|failure| {
            tracing::error!("a look at everything stopped: {failure:?}");
            failure.to_string()
        });
        Arc::new(ended)
    });
    Reply::see(
        "/fixity",
        "Everything is looked at again. The run stands here when it is done.",
    )
}

/// The last run, if it found anything, and how much.
pub(crate) fn damage(read: &mut Read<'_>) -> Result<Option<(Id, i64)>, Failure> {
    let last = store::newest(read, 1)?.pop();
    Ok(last
        .filter(|run| run.findings > 0)
        .map(|run| (run.id, run.findings)))
}
