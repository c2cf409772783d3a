//! What of the returns waits for one person: to prepare, to answer, to review, to sign, for themselves or
//! for somebody who handed it to them, and the recovery actions that are theirs.

use super::acting;
use super::overview::{Overview, Progress, Turn, quarters, questions};
use super::store;
use crate::failure::Failure;
use crate::visit::Who;
use database::{Id, Read};
use domain::monitoring::{Act, Return, TimedStep, Voice, may_speak};
use domain::people::{Action, may};
use jiff::Timestamp;
use jiff::civil::Date;

/// Something that waits for a person, with the page where they do it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Waiting {
    /// The day on which the quarter is over.
    pub(crate) by: Date,
    /// The day it is due, where one was set.
    pub(crate) due: Option<Date>,
    pub(crate) text: String,
    pub(crate) href: String,
}

/// Whose voices somebody could lend to a return: their own, or those that were handed to them.
struct Voices<'a> {
    who: &'a Who,
    own: Action,
    handed: Vec<Id>,
}

impl Voices<'_> {
    /// Whether one of them would be heard on what somebody prepared.
    fn can_speak(&self, prepared: Act, heard: &[Voice]) -> bool {
        let act = Act {
            by: self.who.person_id,
            at: Timestamp::UNIX_EPOCH,
        };
        let own = may(&self.who.roles, self.own).then_some(None);
        let handed = self.handed.iter().map(|id| Some(*id));
        own.into_iter().chain(handed).any(|for_whom| {
            let voice = Voice { act, for_whom };
            may_speak(prepared.by, &voice, heard).is_ok()
        })
    }
}

impl Overview {
    /// What of it waits for this person, to whom these handed on their review and sign-off.
    fn waiting(&self, who: &Who, handed: Vec<Id>) -> Option<Waiting> {
        let title = self.name.title();
        let can = |action| may(&who.roles, action);
        let mut voices = Voices {
            who,
            own: Action::ReviewReturn,
            handed,
        };
        let (text, page, step) = match self.state {
            Return::Open if self.progress == Progress::Over && can(Action::PrepareReturn) => (
                format!("Prepare the return of {title}"),
                "/prepare",
                TimedStep::Prepared,
            ),
            Return::Prepared { .. } if self.unanswered > 0 && can(Action::PrepareReturn) => (
                format!("Answer {} about {title}", questions(self.unanswered)),
                "",
                TimedStep::SignedOff,
            ),
            Return::Prepared { prepared }
                if self.unanswered == 0 && voices.can_speak(prepared, &self.voices) =>
            {
                (
                    format!("Review the return of {title}"),
                    "/review",
                    TimedStep::SignedOff,
                )
            }
            Return::Reviewed { prepared, .. } if self.turn == Turn::Its => {
                voices.own = Action::SignOffReturn;
                if !voices.can_speak(prepared, &[]) {
                    return None;
                }
                (
                    format!("Sign off the return of {title}"),
                    "/sign-off",
                    TimedStep::SignedOff,
                )
            }
            Return::Open
            | Return::Prepared { .. }
            | Return::Reviewed { .. }
            | Return::SignedOff { .. } => return None,
        };
        let due = self.settings.deadlines.due(step, self.last_day);
        Some(Waiting {
            by: self.last_day,
            due: due.filter(|_| !self.name.is_restatement()),
            text,
            href: format!("/returns/{}{page}", self.name),
        })
    }
}

/// What of the returns waits for this person, the oldest quarter first.
pub(crate) fn waiting(
    read: &mut Read<'_>,
    who: &Who,
    today: Date,
) -> Result<Vec<Waiting>, Failure> {
    let mut found = Vec::new();
    for overview in quarters(read, who, today)? {
        let handed = match overview.state {
            Return::Prepared { .. } | Return::Reviewed { .. } => {
                let held = acting::held(read, who.person_id, (overview.name, today))?;
                held.into_iter().map(|(given, _)| given.of.from).collect()
            }
            Return::Open | Return::SignedOff { .. } => Vec::new(),
        };
        found.extend(overview.waiting(who, handed));
    }
    Ok(found)
}

/// The recovery actions that a person has to see to, the first due first: what, by when, and the page
/// where it is done.
pub(crate) fn recovery_due(
    read: &mut Read<'_>,
    person_id: Id,
) -> Result<Vec<(String, Date, String)>, Failure> {
    let actions = store::actions_of(read, person_id)?.into_iter();
    let due = actions.map(|one| {
        (
            one.what,
            one.due_on,
            format!("/recovery-actions/{}", one.id),
        )
    });
    Ok(due.collect())
}
