//! Writing the report: its sections in their order, live figures in the text, what a careful reader finds,
//! and the changes proposed for the next year. One form, so that nothing typed is lost by pressing another
//! of its buttons.

use super::content::{self, AnnualReport, Change};
use super::loading;
use super::placing::{self, Move, Placed};
use super::proposing::{self, Choices};
use super::show::paragraphs;
use super::store;
use super::writing::{self, Written};
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use database::Id;
use domain::reports::{Effect, Mark, ReportFinding, Weight};
use pages::{Choice, Form, Frame};

#[derive(Template)]
#[template(path = "reports/edit.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
    year: String,
    next: String,
    is_prepared: bool,
    sections: Vec<Placed>,
    /// Keys of the sections in their order.
    order: String,
    /// Made sections that are not in the report.
    absent: Vec<Choice>,
    /// Where a figure can be put in.
    written: Vec<Choice>,
    /// The figures of each measure.
    figures: Vec<(String, Vec<Mark>)>,
    findings: Vec<Finding>,
    changes: Vec<Change>,
    choices: Choices,
    effects: Vec<Choice>,
    /// Heading and paragraphs of each written section, as they would be printed; none when not asked.
    preview: Vec<(String, Vec<String>)>,
}

/// A finding with the field of its reason.
struct Finding {
    found: ReportFinding,
    field: String,
}

impl Finding {
    fn colour(&self) -> &'static str {
        match self.found.weight {
            Weight::Said => "yellow",
            Weight::WrongFigure => "red",
        }
    }

    fn is_wrong(&self) -> bool {
        self.found.weight == Weight::WrongFigure
    }
}

fn found(visit: &Visit<'_>) -> Result<(AnnualReport, Choices), Failure> {
    let year = content::year(visit)?;
    let who = visit.who()?;
    visit.read(|read| Ok((loading::load(read, who, year)?, proposing::choices(read)?)))
}

/// The figures of a text, measure by measure.
fn by_measure(marks: &[Mark]) -> Vec<(String, Vec<Mark>)> {
    let mut found: Vec<(String, Vec<Mark>)> = Vec::new();
    for mark in marks {
        match found.last_mut().filter(|(name, _)| *name == mark.measure) {
            Some((_, of)) => of.push(mark.clone()),
            None => found.push((mark.measure.clone(), vec![mark.clone()])),
        }
    }
    found
}

/// The words of a report as they would be printed.
fn preview(report: &AnnualReport) -> Vec<(String, Vec<String>)> {
    let content = &report.content;
    let texts = content.texts().into_iter();
    texts
        .filter(|(_, text)| !text.trim().is_empty())
        .map(|(heading, text)| (heading.to_owned(), paragraphs(&content.with_figures(text))))
        .collect()
}

fn shown<'a>(
    visit: &'a Visit<'_>,
    report: AnnualReport,
    (sections, choices): (Vec<Placed>, Choices),
) -> Page<'a> {
    let is_preview = visit.form.value("action") == "preview" && !visit.form.is_refused();
    let findings = report.findings.iter().map(|found| Finding {
        field: writing::reason_field(found),
        found: found.clone(),
    });
    Page {
        frame: visit.frame(),
        form: &visit.form,
        year: report.year.to_string(),
        next: report.year.next().to_string(),
        is_prepared: report.prepared.is_some(),
        order: placing::order(&sections),
        absent: placing::absent(&sections),
        written: placing::written_in(&sections),
        figures: by_measure(report.marks.known()),
        findings: findings.collect(),
        choices,
        effects: Effect::KINDS
            .map(|(key, words)| Choice::new(key, words))
            .into_iter()
            .skip(1)
            .collect(),
        preview: if is_preview {
            preview(&report)
        } else {
            Vec::new()
        },
        sections,
        changes: report.changes,
    }
}

/// The page. A signed report stays as it is, so there is nothing to write.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let (report, choices) = found(visit)?;
    if let Err(refused) = report.state.edit() {
        return Reply::see(format!("/reports/{}", report.year), format!("{refused}."));
    }
    let sections = placing::placed(&report.content.sections);
    writing::fill(&mut visit.form, &report, &sections);
    Reply::page(&shown(visit, report, (sections, choices)))
}

/// Keeps what was written, and with it the change that was typed or taken out; or only shows how it
/// would be printed.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let (mut report, choices) = found(visit)?;
    let (year, id) = (report.year, visit.new_id());
    let mut read = writing::read(&mut visit.form, &report, (id, &choices));
    if let Some(words) = read.words.take() {
        report.write(words);
        writing::refuse_unknown(&mut visit.form, &report, &read.sections);
    }
    let is_kept = visit.form.value("action") != "preview";
    if visit.form.is_refused() || !is_kept {
        let page = shown(visit, report, (read.sections, choices));
        return Reply::form(&page, &visit.form);
    }
    keep(visit, &report, &read)?;
    let (path, words) = where_next(year, &read);
    Reply::see(path, words)
}

fn keep(visit: &Visit<'_>, report: &AnnualReport, read: &Written) -> Result<(), Failure> {
    let year = report.year.to_string();
    let content = &report.content;
    let kept = content::Kept {
        year: year.clone(),
        summary: content.summary.clone(),
        lessons: content.lessons.clone(),
        recommendations: content.recommendations.clone(),
        state: report.state,
    };
    let removed: Option<Id> = match read.moved {
        Move::TakeOut(id) => Some(id),
        Move::Stay | Move::Section | Move::Figure => None,
    };
    let entry = visit.entry(
        "wrote annual report",
        "annual-report",
        &year,
        serde_json::json!({
            "summary": kept.summary,
            "lessons": kept.lessons,
            "recommendations": kept.recommendations,
            "sections": content.sections,
            "left": report.left,
            "proposed": read.change.as_ref().map(|change| {
                serde_json::json!({ "proposal": change.proposal, "reason": change.reason,
                    "effect": change.effect })
            }),
            "taken_out": removed,
        }),
    );
    visit.write(|mut write| {
        store::draft_keep(&mut write, &kept, visit.now)?;
        store::sections_keep(&mut write, &year, &content.sections)?;
        for reason in &read.reasons {
            store::left_keep(&mut write, &year, (&reason.0, &reason.1), visit.now)?;
        }
        if let Some(change) = &read.change {
            store::change_add(&mut write, &year, change, visit.now)?;
        }
        if let Some(id) = removed {
            store::change_remove(&mut write, &year, id)?;
        }
        Ok(write.commit(entry.clone(), ())?)
    })
}

/// Where the next page is, and what it says was done.
fn where_next(year: domain::calendar::Year, read: &Written) -> (String, &'static str) {
    let edit = format!("/reports/{year}/edit");
    match (&read.change, read.moved) {
        (Some(_), _) => (
            edit,
            "The report is kept, and the proposed change is in it.",
        ),
        (None, Move::TakeOut(_)) => (
            edit,
            "The report is kept, and the proposed change is out of it.",
        ),
        (None, Move::Section) => (edit, "The report is kept, with its sections in this order."),
        (None, Move::Figure) => (edit, "The report is kept, and the figure is in it."),
        (None, Move::Stay) => (format!("/reports/{year}"), "The report is kept."),
    }
}
