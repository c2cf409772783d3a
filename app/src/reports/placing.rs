//! The sections of the form of a report by their local names, and what its buttons do to them.

use super::writing::LONGEST_TITLE;
use database::Id;
use domain::reports::{MOST_OWN, ReportSection};
use pages::{Choice, Form};

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
            | ReportSection::CaseStudies
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
            | ReportSection::CaseStudies
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
            ReportSection::CaseStudies => {
                "The case studies of the year’s signed returns. One that is taken back before this report is signed off falls out."
            }
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
            | ReportSection::CaseStudies
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

/// Does what a button asks of the sections, or puts a figure in.
pub(super) fn moved(form: &mut Form, sections: &mut Vec<Placed>, action: &str) -> Move {
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
        let is_there = form.names().any(|name| name == "put_into");
        let field = if is_there { "put_into" } else { "" };
        form.refuse(field, "Choose the section that the figure is put into");
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
