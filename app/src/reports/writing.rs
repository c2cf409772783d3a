//! What the form of a report holds: its sections by local names in the order of the page, so that what was
//! typed stays with its section whatever was moved.

use super::content::{AnnualReport, Words};
use super::placing::{Move, Placed, moved, placed};
use super::proposing::{self, Choices};
use super::store::NewChange;
use database::Id;
use domain::reports::{ReportFinding, ReportSection, in_order};
use pages::Form;

/// The most characters of a section's words.
const LONGEST_TEXT: usize = 20_000;
/// The most characters of a section's title.
pub(super) const LONGEST_TITLE: usize = 120;
/// The most characters of the reason to leave a finding.
const LONGEST_REASON: usize = 500;

/// What was typed.
pub(super) struct Written {
    pub(super) words: Option<Words>,
    pub(super) sections: Vec<Placed>,
    pub(super) change: Option<NewChange>,
    pub(super) moved: Move,
    /// Why findings are left: key and reason, empty where it is open again.
    pub(super) reasons: Vec<(String, String)>,
}

/// The field of the reason to leave a finding.
pub(super) fn reason_field(found: &ReportFinding) -> String {
    format!("leave-{}", found.key())
}

/// Fills the form with what is kept.
pub(super) fn fill(form: &mut Form, report: &AnnualReport, sections: &[Placed]) {
    let content = &report.content;
    for (field, text) in [
        ("summary", &content.summary),
        ("lessons", &content.lessons),
        ("recommendations", &content.recommendations),
    ] {
        form.add(field, text);
    }
    for placed in sections {
        if let ReportSection::Own { title, text } = &placed.section {
            form.add(&format!("title-{}", placed.key), title);
            form.add(&format!("text-{}", placed.key), text);
        }
    }
    for found in &report.findings {
        let reason = report.left.get(&found.key());
        form.add(&reason_field(found), reason.map_or("", String::as_str));
    }
}

/// Reads the form. The words are none when one of them was refused.
pub(super) fn read(
    form: &mut Form,
    report: &AnnualReport,
    (id, choices): (Id, &Choices),
) -> Written {
    if let Err(refused) = report.state.edit() {
        form.refuse("summary", refused);
    }
    let mut sections = sections(form, report);
    let action = form.value("action").to_owned();
    let moved = moved(form, &mut sections, &action);
    let [summary, lessons, recommendations] = [
        ("summary", "Summary"),
        ("lessons", "Lessons learned"),
        ("recommendations", "Recommendations"),
    ]
    .map(|(field, label)| text(form, field, label));
    let reasons = reasons(form);
    let change = proposing::read(form, (id, &action), choices);
    let mut left = report.left.clone();
    left.extend(reasons.iter().cloned());
    left.retain(|_, reason| !reason.is_empty());
    let words = (!form.is_refused()).then(|| Words {
        summary,
        lessons,
        recommendations,
        sections: sections.iter().map(|one| one.section.clone()).collect(),
        left,
    });
    Written {
        words,
        sections,
        change,
        moved,
        reasons,
    }
}

fn text(form: &mut Form, field: &str, label: &str) -> String {
    form.optional(field, label, LONGEST_TEXT)
        .unwrap_or_default()
}

/// The sections in the order of the page, with what was typed of one's own.
fn sections(form: &mut Form, report: &AnnualReport) -> Vec<Placed> {
    let typed = form.value("order").to_owned();
    if typed.is_empty() {
        return placed(&report.content.sections);
    }
    let mut found = Vec::new();
    for key in typed.split(',') {
        let section = if key.starts_with("own-") {
            let label = "the title of the section";
            let title = form.required(&format!("title-{key}"), label, LONGEST_TITLE);
            let text = text(form, &format!("text-{key}"), "The words of the section");
            Some(ReportSection::Own {
                title: title.unwrap_or_default(),
                text,
            })
        } else {
            ReportSection::from_key(key, "", "").filter(|one| one.key() != "own")
        };
        found.extend(section.map(|section| Placed {
            key: key.chars().take(20).collect(),
            section,
        }));
    }
    let whole = in_order(found.iter().map(|one| one.section.clone()).collect());
    if found.len() == whole.len() {
        found
    } else {
        placed(&whole)
    }
}

/// The reasons that were typed, by the keys of their findings.
fn reasons(form: &mut Form) -> Vec<(String, String)> {
    let fields: Vec<String> = form
        .names()
        .filter(|name| name.starts_with("leave-"))
        .map(str::to_owned)
        .collect();
    fields
        .into_iter()
        .filter_map(|field| {
            let label = "The reason to leave it";
            let reason = form.optional(&field, label, LONGEST_REASON);
            let key: String = field.strip_prefix("leave-")?.chars().take(24).collect();
            (!key.is_empty()).then(|| (key, reason.unwrap_or_default()))
        })
        .collect()
}

/// Refuses marks that stand for nothing, at the field they stand in.
pub(super) fn refuse_unknown(form: &mut Form, report: &AnnualReport, sections: &[Placed]) {
    for placed in sections {
        let Some(field) = placed.field() else {
            continue;
        };
        let text = form.value(&field).to_owned();
        for unknown in report.marks.unknown(&text) {
            form.refuse(&field, unknown);
        }
    }
}
