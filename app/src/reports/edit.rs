//! Writing the report: summary, lessons, recommendations, and the changes proposed for the next year.
//! One form, so that nothing typed is lost by pressing another of its buttons.

use super::content::{self, AnnualReport, Change, Kept};
use super::store::{self, NewChange};
use crate::failure::Failure;
use crate::framework;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use database::Id;
use domain::reports::Report;
use pages::{Choice, Form, Frame};

/// The most characters of each of the three texts.
const LONGEST_TEXT: usize = 20_000;
/// The most characters of a proposal or its reason.
const LONGEST_PROPOSAL: usize = 2_000;

#[derive(Template)]
#[template(path = "reports/edit.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
    year: String,
    next: String,
    is_prepared: bool,
    changes: Vec<Change>,
    measures: Vec<Choice>,
}

/// What was typed, read and in order.
struct Written {
    kept: Kept,
    change: Option<NewChange>,
    removed: Option<Id>,
}

fn found(visit: &Visit<'_>) -> Result<(AnnualReport, Vec<Choice>), Failure> {
    let year = content::year(visit)?;
    let who = visit.who()?;
    visit.read(|read| {
        let measures = framework::measures(read)?.into_iter();
        let choices = measures.map(|measure| {
            let text = format!("{} {}", measure.code, measure.title);
            Choice::new(measure.id.to_string(), text)
        });
        Ok((content::load(read, who, year)?, choices.collect()))
    })
}

fn shown<'a>(visit: &'a Visit<'_>, report: AnnualReport, measures: Vec<Choice>) -> Page<'a> {
    Page {
        frame: visit.frame(),
        form: &visit.form,
        year: report.year.to_string(),
        next: report.year.next().to_string(),
        is_prepared: report.prepared.is_some(),
        changes: report.changes,
        measures,
    }
}

/// The page. A signed report stays as it is, so there is nothing to write.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let (report, measures) = found(visit)?;
    if let Err(refused) = report.state.edit() {
        return Reply::see(format!("/reports/{}", report.year), format!("{refused}."));
    }
    for (field, text) in [
        ("summary", &report.content.summary),
        ("lessons", &report.content.lessons),
        ("recommendations", &report.content.recommendations),
    ] {
        visit.form.add(field, text);
    }
    Reply::page(&shown(visit, report, measures))
}

/// Keeps what was written, and with it the change that was typed or taken out.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let (report, measures) = found(visit)?;
    let year = report.year;
    let Some(written) = written(visit, &report, &measures) else {
        return Reply::refused(&shown(visit, report, measures));
    };
    let entry = visit.entry(
        "wrote annual report",
        "annual-report",
        year,
        serde_json::json!({
            "summary": written.kept.summary,
            "lessons": written.kept.lessons,
            "recommendations": written.kept.recommendations,
            "proposed": written.change.as_ref().map(|change| {
                serde_json::json!({ "proposal": change.proposal, "reason": change.reason })
            }),
            "taken_out": written.removed,
        }),
    );
    let name = year.to_string();
    visit.write(|mut write| {
        store::draft_keep(&mut write, &written.kept, visit.now)?;
        if let Some(change) = &written.change {
            store::change_add(&mut write, &name, change, visit.now)?;
        }
        if let Some(id) = written.removed {
            store::change_remove(&mut write, &name, id)?;
        }
        Ok(write.commit(entry.clone(), ())?)
    })?;
    match (&written.change, written.removed) {
        (None, None) => Reply::see(format!("/reports/{year}"), "The report is kept."),
        (Some(_), _) => Reply::see(
            format!("/reports/{year}/edit"),
            "The report is kept, and the proposed change is in it.",
        ),
        (None, Some(_)) => Reply::see(
            format!("/reports/{year}/edit"),
            "The report is kept, and the proposed change is out of it.",
        ),
    }
}

/// Reads the form; `None` when something in it was refused.
fn written(visit: &mut Visit<'_>, report: &AnnualReport, measures: &[Choice]) -> Option<Written> {
    let id = visit.new_id();
    let form = &mut visit.form;
    let kept = Kept {
        year: report.year.to_string(),
        summary: text(form, "summary", "Summary"),
        lessons: text(form, "lessons", "Lessons learned"),
        recommendations: text(form, "recommendations", "Recommendations"),
        state: Report::Draft,
    };
    if let Err(refused) = report.state.edit() {
        form.refuse("summary", refused);
    }
    let action = form.value("action").to_owned();
    let is_typed = ["measure", "proposal", "reason"]
        .iter()
        .any(|field| !form.value(field).trim().is_empty());
    let change = if is_typed || action == "add" {
        new_change(form, id, measures)
    } else {
        None
    };
    let removed = action
        .strip_prefix("remove-")
        .and_then(|id| Id::parse_str(id).ok());
    (!form.is_refused()).then_some(Written {
        kept,
        change,
        removed,
    })
}

fn text(form: &mut Form, field: &str, label: &str) -> String {
    form.optional(field, label, LONGEST_TEXT)
        .unwrap_or_default()
}

fn new_change(form: &mut Form, id: Id, measures: &[Choice]) -> Option<NewChange> {
    let measure = form.optional_choice("measure", "Measure it is about", measures);
    let proposal = form.required("proposal", "what should change", LONGEST_PROPOSAL);
    let reason = form.required("reason", "the reason for the change", LONGEST_PROPOSAL);
    Some(NewChange {
        id,
        measure_id: measure.and_then(|id| Id::parse_str(&id).ok()),
        proposal: proposal?,
        reason: reason?,
    })
}
