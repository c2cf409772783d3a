//! One run: what is not as it was, and since when.

use super::{Finding, Run, store};
use crate::app::date_of;
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit, hex};
use askama::Template;
use domain::calendar::in_words;
use pages::Frame;

struct Row {
    words: String,
    since: String,
}

#[derive(Template)]
#[template(path = "fixity/show.html")]
struct Page {
    frame: Frame,
    run: Run,
    when: String,
    marks: String,
    rows: Vec<Row>,
}

fn row(finding: Finding) -> Row {
    let found = in_words(date_of(finding.first_found_at));
    let since = match finding.sound_until {
        Some(at) => format!(
            "It was sound on {}, and was found on {found}.",
            in_words(date_of(at))
        ),
        None => format!("It was found on {found}, by the first run."),
    };
    Row {
        words: finding.words,
        since,
    }
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let id = visit.id("id")?;
    let found = visit.read(|read| {
        let Some(run) = store::find(read, id)? else {
            return Ok(None);
        };
        Ok(Some((store::findings(read, run.id)?, run)))
    })?;
    let (findings, run) = found.ok_or(Failure::NotFound)?;
    Reply::page(&Page {
        frame: visit.frame(),
        when: in_words(date_of(run.began_at)),
        marks: hex(&run.marks_sha256),
        rows: findings.into_iter().map(row).collect(),
        run,
    })
}
