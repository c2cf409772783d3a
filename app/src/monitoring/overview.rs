//! All quarters from the organisation's first day to today: the state of each return, who is next,
//! and what of it waits for one person.

use super::store;
use crate::failure::Failure;
use crate::visit::Who;
use database::{Id, Read};
use domain::calendar::{Quarter, in_words};
use domain::monitoring::Return;
use domain::people::{Action, may};
use jiff::ToSpan;
use jiff::civil::Date;

/// The return of one quarter, in short.
#[derive(Debug, Clone)]
pub(super) struct Overview {
    pub(super) quarter: Quarter,
    pub(super) last_day: Date,
    pub(super) state: Return,
    unanswered: usize,
    progress: Progress,
    turn: Turn,
}

/// Whether the quarter's days are over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Progress {
    Running,
    Over,
}

/// Whether every earlier quarter is signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Turn {
    Its,
    AnotherFirst,
}

/// Something that waits for a person, with the page where they do it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Waiting {
    /// The day on which the quarter is over.
    pub(crate) by: Date,
    pub(crate) text: String,
    pub(crate) href: String,
}

/// Every quarter up to today's, the first one first.
pub(super) fn quarters(
    read: &mut Read<'_>,
    who: &Who,
    today: Date,
) -> Result<Vec<Overview>, Failure> {
    let facts = store::all_facts(read)?;
    let unanswered = store::unanswered(read)?;
    let mut found: Vec<Overview> = Vec::new();
    let mut quarter = who.calendar.quarter_of(who.first_day);
    let last = who.calendar.quarter_of(today);
    let mut turn = Turn::Its;
    while quarter <= last {
        let name = quarter.to_string();
        let state = facts.get(&name).map_or(Some(Return::Open), Return::of);
        let state = state.ok_or_else(|| {
            Failure::Broken(anyhow::anyhow!("the return of {name} contradicts itself"))
        })?;
        let last_day = who.calendar.last_day(quarter);
        found.push(Overview {
            quarter,
            last_day,
            state,
            unanswered: unanswered.get(&name).copied().unwrap_or(0),
            progress: if today > last_day {
                Progress::Over
            } else {
                Progress::Running
            },
            turn,
        });
        if !matches!(state, Return::SignedOff { .. }) {
            turn = Turn::AnotherFirst;
        }
        quarter = who.calendar.next(quarter);
    }
    Ok(found)
}

impl Overview {
    /// Since when it can be prepared.
    pub(super) fn due(&self) -> String {
        in_words(self.last_day.saturating_add(1.day()))
    }

    /// Who does what next, in words.
    pub(super) fn next(&self) -> String {
        match self.state {
            Return::Open if self.progress == Progress::Running => {
                format!("The quarter runs to {}", in_words(self.last_day))
            }
            Return::Open if self.unanswered > 0 => format!(
                "The Social Value Lead answers {} and prepares it again",
                questions(self.unanswered)
            ),
            Return::Open => "The Social Value Lead prepares it".to_owned(),
            Return::Prepared { .. } if self.unanswered > 0 => format!(
                "The Social Value Lead answers {}",
                questions(self.unanswered)
            ),
            Return::Prepared { .. } => "Governance & Leadership reviews it".to_owned(),
            Return::Reviewed { .. } if self.turn == Turn::AnotherFirst => {
                "The quarters before it are signed off first".to_owned()
            }
            Return::Reviewed { .. } => "Somebody who did not prepare it signs it off".to_owned(),
            Return::SignedOff { .. } => "Nothing: it is sealed".to_owned(),
        }
    }

    /// What of it waits for this person.
    fn waiting(&self, who: &Who) -> Option<Waiting> {
        let title = self.quarter.title();
        let can = |action| may(&who.roles, action);
        let is_preparer = self
            .state
            .prepared()
            .is_some_and(|act| act.by == who.person_id);
        let (text, page) = match self.state {
            Return::Open if self.progress == Progress::Over && can(Action::PrepareReturn) => {
                (format!("Prepare the return of {title}"), "/prepare")
            }
            Return::Prepared { .. } if self.unanswered > 0 && can(Action::PrepareReturn) => (
                format!("Answer {} about {title}", questions(self.unanswered)),
                "",
            ),
            Return::Prepared { .. }
                if self.unanswered == 0 && !is_preparer && can(Action::ReviewReturn) =>
            {
                (format!("Review the return of {title}"), "/review")
            }
            Return::Reviewed { .. }
                if self.turn == Turn::Its && !is_preparer && can(Action::SignOffReturn) =>
            {
                (format!("Sign off the return of {title}"), "/sign-off")
            }
            Return::Open
            | Return::Prepared { .. }
            | Return::Reviewed { .. }
            | Return::SignedOff { .. } => return None,
        };
        Some(Waiting {
            by: who.calendar.last_day(self.quarter),
            text,
            href: format!("/returns/{}{page}", self.quarter),
        })
    }
}

fn questions(count: usize) -> String {
    match count {
        1 => "1 question".to_owned(),
        count => format!("{count} questions"),
    }
}

/// What of the returns waits for this person, the oldest quarter first.
pub(crate) fn waiting(
    read: &mut Read<'_>,
    who: &Who,
    today: Date,
) -> Result<Vec<Waiting>, Failure> {
    Ok(quarters(read, who, today)?
        .iter()
        .filter_map(|quarter| quarter.waiting(who))
        .collect())
}

/// The keys of a quarter's questions that have no answer yet, in the order they were asked.
pub(crate) fn open_questions(read: &mut Read<'_>, quarter: Quarter) -> Result<Vec<Id>, Failure> {
    let questions = store::questions(read, quarter)?;
    Ok(questions
        .into_iter()
        .filter(|question| question.answer.is_none())
        .map(|question| question.id)
        .collect())
}
