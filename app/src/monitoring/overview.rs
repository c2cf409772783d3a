//! All quarters from the organisation's first day to today: the state of each return and of its later
//! editions, and who is next.

use super::standing::state_of;
use super::store::{self, Settings};
use crate::failure::Failure;
use crate::visit::Who;
use database::{Id, Read};
use domain::calendar::{Quarter, in_words};
use domain::monitoring::{Facts, Return, ReturnName, Voice};
use jiff::ToSpan;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// The return of one quarter, in short.
#[derive(Debug, Clone)]
pub(super) struct Overview {
    pub(super) name: ReturnName,
    pub(super) last_day: Date,
    pub(super) state: Return,
    pub(super) unanswered: usize,
    pub(super) progress: Progress,
    pub(super) turn: Turn,
    /// Who agreed so far.
    pub(super) voices: Vec<Voice>,
    pub(super) settings: Settings,
}

/// Whether the quarter's days are over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Progress {
    Running,
    Over,
}

/// Whether every earlier quarter is signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Turn {
    Its,
    AnotherFirst,
}

/// The return of every quarter up to today's, the first one first, each with its later editions.
pub(super) fn quarters(
    read: &mut Read<'_>,
    who: &Who,
    today: Date,
) -> Result<Vec<Overview>, Failure> {
    let known = Known {
        facts: store::all_facts(read)?,
        unanswered: store::unanswered(read)?,
        voices: store::all_voices(read)?,
        settings: store::settings(read)?,
    };
    let restatements = store::restatements(read)?;
    let mut found: Vec<Overview> = Vec::new();
    let mut quarter = who.calendar.quarter_of(who.first_day);
    let last = who.calendar.quarter_of(today);
    let mut turn = Turn::Its;
    while quarter <= last {
        let last_day = who.calendar.last_day(quarter);
        let progress = if today > last_day {
            Progress::Over
        } else {
            Progress::Running
        };
        let first = known.overview(ReturnName::first(quarter), (last_day, progress), turn)?;
        let is_signed = matches!(first.state, Return::SignedOff { .. });
        found.push(first);
        for later in restatements
            .iter()
            .filter(|one| one.quarter == quarter.to_string())
        {
            let name = ReturnName::read(who.calendar, &later.name).ok_or(Failure::NotFound)?;
            found.push(known.overview(name, (last_day, progress), Turn::Its)?);
        }
        if !is_signed {
            turn = Turn::AnotherFirst;
        }
        quarter = who.calendar.next(quarter);
    }
    Ok(found)
}

/// What is kept of all returns.
struct Known {
    facts: BTreeMap<String, Facts>,
    unanswered: BTreeMap<String, usize>,
    voices: BTreeMap<String, Vec<Voice>>,
    settings: Settings,
}

impl Known {
    fn overview(
        &self,
        name: ReturnName,
        (last_day, progress): (Date, Progress),
        turn: Turn,
    ) -> Result<Overview, Failure> {
        let key = name.to_string();
        let facts = self.facts.get(&key).copied().unwrap_or_default();
        let voices = self.voices.get(&key).cloned().unwrap_or_default();
        Ok(Overview {
            name,
            last_day,
            state: state_of((&key, &facts), voices.len(), &self.settings)?,
            unanswered: self.unanswered.get(&key).copied().unwrap_or(0),
            progress,
            turn,
            voices,
            settings: self.settings,
        })
    }
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
            Return::Prepared { .. } if self.settings.quorum.voices() > 1 => format!(
                "Governance & Leadership reviews it: {} of {} have agreed",
                self.voices.len(),
                self.settings.quorum.voices()
            ),
            Return::Prepared { .. } => "Governance & Leadership reviews it".to_owned(),
            Return::Reviewed { .. } if self.turn == Turn::AnotherFirst => {
                "The quarters before it are signed off first".to_owned()
            }
            Return::Reviewed { .. } => "Somebody who did not prepare it signs it off".to_owned(),
            Return::SignedOff { .. } => "Nothing: it is sealed".to_owned(),
        }
    }
}

pub(super) fn questions(count: usize) -> String {
    match count {
        1 => "1 question".to_owned(),
        count => format!("{count} questions"),
    }
}

/// The keys of a quarter's questions that have no answer yet, in the order they were asked.
pub(crate) fn open_questions(read: &mut Read<'_>, quarter: Quarter) -> Result<Vec<Id>, Failure> {
    let questions = store::questions(read, ReturnName::first(quarter))?;
    Ok(questions
        .into_iter()
        .filter(|question| question.answer.is_none())
        .map(|question| question.id)
        .collect())
}
