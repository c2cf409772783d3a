//! The alarms that wait for an answer, and those that had one.

use super::{Raised, store};
use crate::app::instant_in_words;
use crate::backups::{self, Backup};
use crate::failure::Failure;
use crate::people;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use database::{Read, log_entries};
use domain::people::Action;
use pages::Frame;

/// Answered ones on the page.
const MOST: i64 = 50;

pub(super) struct Row {
    pub(super) id: String,
    pub(super) name: &'static str,
    pub(super) words: String,
    pub(super) advice: &'static str,
    pub(super) href: String,
    pub(super) when: String,
    pub(super) answer: String,
}

#[derive(Template)]
#[template(path = "alarms/list.html")]
struct Page {
    frame: Frame,
    open: Vec<Row>,
    answered: Vec<Row>,
    /// When the last backup was made, and where it lies; empty when nothing was heard of one.
    backup: String,
    can_answer: Option<()>,
}

/// What was done to somebody's access, by the line of the log.
fn deed(read: &mut Read<'_>, raised: &Raised) -> Result<String, Failure> {
    let line = match raised.line() {
        Some(number) => log_entries(read, number.saturating_sub(1), 1)?.pop(),
        None => None,
    };
    let Some(line) = line else {
        return Ok("changed somebody’s access".to_owned());
    };
    let whom = people::name_of(read, line.record_id.parse().ok())?;
    Ok(match line.action.as_str() {
        "reopened access" => format!("let {whom} in again"),
        "made one-time link" => format!("made a link by which somebody comes in as {whom}"),
        _ => format!("changed what {whom} may do"),
    })
}

pub(super) fn row(read: &mut Read<'_>, raised: &Raised) -> Result<Row, Failure> {
    let who = people::name_of(read, raised.person_id)?;
    let deed = deed(read, raised)?;
    let answer = match &raised.answer {
        None => String::new(),
        Some(answer) => {
            let by = people::name_of(read, answer.by)?;
            format!("{} ({by}, {})", answer.words, instant_in_words(answer.at))
        }
    };
    Ok(Row {
        id: raised.id.to_string(),
        name: raised.kind.name(),
        words: raised.words(&who, &deed),
        advice: raised.kind.advice(),
        href: raised.href(),
        when: instant_in_words(raised.at),
        answer,
    })
}

fn rows(read: &mut Read<'_>, all: &[Raised]) -> Result<Vec<Row>, Failure> {
    all.iter().map(|one| row(read, one)).collect()
}

/// As a sentence: `The last backup was made on 10 November 2026, 12:00:00 (…). It lies at: the vault.`
fn words_of(backup: &Backup) -> String {
    let when = instant_in_words(backup.made_at);
    format!(
        "The last backup was made on {when}. It lies at: {}.",
        backup.place
    )
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let (open, answered, backup) = visit.read(|read| {
        let (open, answered) = (store::open(read)?, store::answered(read, MOST)?);
        let backup = backups::last(read)?;
        Ok((rows(read, &open)?, rows(read, &answered)?, backup))
    })?;
    Reply::page(&Page {
        open,
        backup: backup.map(|backup| words_of(&backup)).unwrap_or_default(),
        answered,
        can_answer: visit.may(Action::AnswerAlarm).then_some(()),
        frame: visit.frame(),
    })
}
