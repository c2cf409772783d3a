//! What the form of a report holds: its sections by local names in the order of the page, so that what was
//! typed stays with its section whatever was moved.

use super::content::{AnnualReport, Words};
use super::proposing::{self, Choices};
use super::store::NewChange;
use database::Id;
use domain::reports::{MOST_OWN, ReportFinding, ReportSection, in_order};
use pages::{Choice, Form};

/// The most characters of a section's words.
const LONGEST_TEXT: usize = 20_000;
/// The most characters of a section's title.
const LONGEST_TITLE: usize = 120;
/// The most characters of the reason to leave a finding.
const LONGEST_REASON: usize = 500;

/// A section with its local name.
#[derive(Debug, Clone)]
pub(super) struct Placed {
    /// `lessons`, or `own-2`.
    pub(super) key: String,
    pub(super) section: ReportSection,
}

impl Placed {
    /// The field of its words; none for one that is made.
    pub(super) fn field(&self) -> Option<String> {
        match self.section {
            ReportSection::Summary | ReportSection::Lessons | ReportSection::Recommendations => {
                Some(self.key.clone())
            }
            ReportSection::Own { .. } => Some(format!("text-{}", self.key)),
            ReportSection::Outcomes
            | ReportSection::Changes
            | ReportSection::Said
            | ReportSection::Contracts
            | ReportSection::Pounds => None,
        }
    }

    /// The field of its title; none for one whose title is fixed.
    pub(super) fn title_field(&self) -> Option<String> {
        match self.section {
            ReportSection::Own { .. } => Some(format!("title-{}", self.key)),
            ReportSection::Summary
            | ReportSection::Lessons
            | ReportSection::Recommendations
            | ReportSection::Outcomes
            | ReportSection::Changes
            | ReportSection::Said
            | ReportSection::Contracts
            | ReportSection::Pounds => None,
        }
    }

    /// What one is told about it.
    pub(super) fn hint(&self) -> &'static str {
        match self.section {
            ReportSection::Summary => "The year in a few sentences. You may leave it empty.",
            ReportSection::Lessons => "What went well, what did not, and why.",
            ReportSection::Recommendations => {
                "What should be done differently, by whom, and by when."
            }
            ReportSection::Own { .. } => "In your own words.",
            ReportSection::Outcomes => {
                "The figures of the signed returns, theme by theme, with where and with whom."
            }
            ReportSection::Changes => "What you propose below.",
            ReportSection::Said => {
                "What was said in feedback and consultations of the year, and what was decided about it."
            }
            ReportSection::Contracts => {
                "What was evidenced under each contract, by its funding stream and by area."
            }
            ReportSection::Pounds => {
                "Gross and net beside each other, where measures have a value. It is left out when none has."
            }
        }
    }
}

/// What a button did besides keeping.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Move {
    /// Nothing.
    Stay,
    /// Something about the sections.
    Section,
    /// Put a figure in.
    Figure,
    /// Took a proposed change out.
    TakeOut(Id),
}

/// What was typed.
pub(super) struct Written {
    pub(super) words: Option<Words>,
    pub(super) sections: Vec<Placed>,
    pub(super) change: Option<NewChange>,
    pub(super) moved: Move,
    /// Why findings are left: key and reason, empty where it is open again.
    pub(super) reasons: Vec<(String, String)>,
}

/// Sections with their local names.
pub(super) fn placed(sections: &[ReportSection]) -> Vec<Placed> {
    let mut own = 0;
    let named = sections.iter().map(|section| {
        let key = match section {
            ReportSection::Own { .. } => {
                own += 1;
                format!("own-{own}")
            }
            ReportSection::Summary
            | ReportSection::Outcomes
            | ReportSection::Lessons
            | ReportSection::Recommendations
            | ReportSection::Changes
            | ReportSection::Said
            | ReportSection::Contracts
            | ReportSection::Pounds => section.key().to_owned(),
        };
        Placed {
            key,
            section: section.clone(),
        }
    });
    named.collect()
}

/// The names of the sections in their order.
pub(super) fn order(sections: &[Placed]) -> String {
    let keys: Vec<&str> = sections.iter().map(|one| one.key.as_str()).collect();
    keys.join(",")
}

/// The made sections that are not among these.
pub(super) fn absent(sections: &[Placed]) -> Vec<Choice> {
    let is_absent = |one: &ReportSection| sections.iter().all(|placed| placed.section != *one);
    let usual = ReportSection::usual().into_iter().filter(is_absent);
    usual
        .map(|one| Choice::new(one.key(), one.title()))
        .collect()
}

/// The sections whose words can have figures.
pub(super) fn written_in(sections: &[Placed]) -> Vec<Choice> {
    let written = sections.iter().filter_map(|placed| {
        placed.field()?;
        Some(Choice::new(&placed.key, placed.section.title()))
    });
    written.collect()
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

/// Does what a button asks of the sections, or puts a figure in.
fn moved(form: &mut Form, sections: &mut Vec<Placed>, action: &str) -> Move {
    let Some((verb, key)) = action.split_once('-') else {
        return Move::Stay;
    };
    let at = sections.iter().position(|one| one.key == key);
    match (verb, at) {
        ("remove", _) => Id::parse_str(key).map_or(Move::Stay, Move::TakeOut),
        ("put", _) => put(form, sections, key),
        ("up", Some(at)) if at > 0 => {
            sections.swap(at - 1, at);
            Move::Section
        }
        ("down", Some(at)) if at + 1 < sections.len() => {
            sections.swap(at, at + 1);
            Move::Section
        }
        ("out", Some(at)) => {
            let belongs = sections
                .get(at)
                .is_some_and(|one| one.section.belongs_to_all());
            if !belongs {
                sections.remove(at);
            }
            Move::Section
        }
        ("in", None) if key == "own" => own(form, sections),
        ("in", None) => {
            let section = ReportSection::from_key(key, "", "");
            sections.extend(section.map(|section| Placed {
                key: key.to_owned(),
                section,
            }));
            Move::Section
        }
        (_, _) => Move::Stay,
    }
}

/// Adds a section of one's own at the end.
fn own(form: &mut Form, sections: &mut Vec<Placed>) -> Move {
    let owned = sections.iter().filter(|one| one.key.starts_with("own-"));
    let owned = owned.count();
    if owned >= MOST_OWN {
        let words = format!("A report has {MOST_OWN} sections of its own at most");
        form.refuse("new_title", words);
        return Move::Stay;
    }
    if let Some(title) = form.required("new_title", "the title of the section", LONGEST_TITLE) {
        let key = format!("own-new{owned}");
        form.set(&format!("title-{key}"), &title);
        form.set("new_title", "");
        sections.push(Placed {
            key,
            section: ReportSection::Own {
                title,
                text: String::new(),
            },
        });
    }
    Move::Section
}

/// Puts the mark of a figure behind the words of the section that was chosen.
fn put(form: &mut Form, sections: &mut [Placed], mark: &str) -> Move {
    let chosen = form.value("put_into").to_owned();
    let into = sections.iter_mut().find(|one| one.key == chosen);
    let Some((field, placed)) = into.and_then(|one| Some((one.field()?, one))) else {
        form.refuse("put_into", "Choose the section that the figure is put into");
        return Move::Stay;
    };
    let before = form.value(&field).trim_end().to_owned();
    let after = format!("{before} {{{mark}}}").trim_start().to_owned();
    form.set(&field, &after);
    if let ReportSection::Own { text, .. } = &mut placed.section {
        *text = after;
    }
    Move::Figure
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
