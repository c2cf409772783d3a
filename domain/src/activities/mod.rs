//! What an activity has to be before it goes live, and a session before it is recorded: it detracts
//! from nothing that must not suffer (P1.1d), and learners in it are looked after (P4f).

mod catalogue;
mod enrolment;
mod learners;
mod pilot;
mod registers;
mod series;

pub use catalogue::{CATALOGUE, Starter};
pub use enrolment::{EnrolRefused, references};
pub use learners::{LearnersMissing, RiskAssessment, Supervision, There, learners_missing};
pub use pilot::{Decision, DecisionRefused, may_decide};
pub use registers::Register;
pub use series::{MOST_IN_SERIES, Repeat};

use crate::partners::Stage;
use std::collections::BTreeMap;
use thiserror::Error;

/// What must not suffer from social value (P1.1d).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Question {
    /// That people are safe.
    Safeguarding,
    /// That teaching stays good.
    Curriculum,
    /// That contracts are kept.
    Contract,
}

impl Question {
    /// All three, in the order pages ask them.
    pub const ALL: [Self; 3] = [Self::Safeguarding, Self::Curriculum, Self::Contract];

    /// The word in the database and in addresses.
    pub fn key(self) -> &'static str {
        match self {
            Self::Safeguarding => "safeguarding",
            Self::Curriculum => "curriculum",
            Self::Contract => "contract",
        }
    }

    /// The name on a page.
    pub fn name(self) -> &'static str {
        match self {
            Self::Safeguarding => "Safeguarding",
            Self::Curriculum => "Quality of teaching",
            Self::Contract => "Keeping contracts",
        }
    }

    /// What is asked.
    pub fn asks(self) -> &'static str {
        match self {
            Self::Safeguarding => "Does it make anybody less safe?",
            Self::Curriculum => "Does it take time or quality away from teaching?",
            Self::Contract => "Does it get in the way of what a contract asks for?",
        }
    }

    /// The question of a key, if there is one.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|question| question.key() == key)
    }
}

/// The answer to one of the questions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Finding {
    /// Nothing suffers.
    DoesNotDetract,
    /// Something suffers.
    Detracts,
}

impl Finding {
    /// Both answers, in the order pages offer them.
    pub const ALL: [Self; 2] = [Self::DoesNotDetract, Self::Detracts];

    /// The word in the database and in forms.
    pub fn key(self) -> &'static str {
        match self {
            Self::DoesNotDetract => "does-not-detract",
            Self::Detracts => "detracts",
        }
    }

    /// The name on a page.
    pub fn name(self) -> &'static str {
        match self {
            Self::DoesNotDetract => "It does not detract",
            Self::Detracts => "It detracts",
        }
    }

    /// The answer of a key, if there is one.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|finding| finding.key() == key)
    }
}

/// Why an activity cannot go live, or stays so no longer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum NotReady {
    /// Nobody has answered this question yet.
    #[error("“{}” is not answered yet", .0.name())]
    Unanswered(Question),
    /// The newest answer is that it detracts.
    #[error("“{}”: the last answer is that it detracts. Change the activity, then answer again", .0.name())]
    Detracts(Question),
}

/// Decides whether an activity may go live, from the newest answer to each question. Everything that
/// stands in the way is named at once.
pub fn may_go_live(newest: &BTreeMap<Question, Finding>) -> Result<(), Vec<NotReady>> {
    let missing: Vec<NotReady> = Question::ALL
        .into_iter()
        .filter_map(|question| match newest.get(&question) {
            None => Some(NotReady::Unanswered(question)),
            Some(Finding::Detracts) => Some(NotReady::Detracts(question)),
            Some(Finding::DoesNotDetract) => None,
        })
        .collect();
    if missing.is_empty() {
        Ok(())
    } else {
        Err(missing)
    }
}

/// Where an activity stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Written down; it has not gone live yet.
    Draft,
    /// Sessions can be recorded.
    Live,
    /// It went live, and was found to detract since.
    HeldBack,
    /// It went live with a partner that is not approved any more.
    Waiting,
    /// It has ended.
    Ended,
}

impl State {
    /// The state that follows from when it ended, when it went live, the newest answers, and where
    /// its partner stands, if it has one.
    pub fn of<T, U>(
        ended: Option<T>,
        went_live: Option<U>,
        newest: &BTreeMap<Question, Finding>,
        partner: Option<Stage>,
    ) -> Self {
        match (ended, went_live) {
            (Some(_), _) => Self::Ended,
            (None, None) => Self::Draft,
            (None, Some(_)) if may_go_live(newest).is_err() => Self::HeldBack,
            (None, Some(_)) if !partner.is_none_or(Stage::is_working) => Self::Waiting,
            (None, Some(_)) => Self::Live,
        }
    }

    /// The name on a page.
    pub fn name(self) -> &'static str {
        match self {
            Self::Draft => "Draft",
            Self::Live => "Live",
            Self::HeldBack => "Held back",
            Self::Waiting => "Waiting for its partner",
            Self::Ended => "Ended",
        }
    }

    /// Decides whether a session can be recorded in this state. One that waits for its partner takes
    /// what happened before the partnership ended; the ledger looks at the day.
    pub fn may_record(self) -> Result<(), NotLive> {
        match self {
            Self::Live | Self::Waiting => Ok(()),
            Self::Draft => Err(NotLive::Draft),
            Self::HeldBack => Err(NotLive::HeldBack),
            Self::Ended => Err(NotLive::Ended),
        }
    }
}

/// Why no session can be recorded of an activity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotLive {
    /// It is a draft.
    Draft,
    /// It was found to detract.
    HeldBack,
    /// It has ended.
    Ended,
}

impl NotLive {
    /// What a person is told, and who can mend it.
    pub fn words(self) -> &'static str {
        match self {
            Self::Draft => {
                "This activity is a draft. Its three questions are answered first; then the Social Value Lead sets it live."
            }
            Self::HeldBack => {
                "This activity is held back, because it was found to detract. Its page says from what and why."
            }
            Self::Ended => {
                "This activity has ended. Ask the Social Value Lead to take it up again."
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answers(of: &[(Question, Finding)]) -> BTreeMap<Question, Finding> {
        of.iter().copied().collect()
    }

    fn all(finding: Finding) -> BTreeMap<Question, Finding> {
        Question::ALL
            .into_iter()
            .map(|question| (question, finding))
            .collect()
    }

    #[test]
    fn p1_1d_only_three_good_answers_let_an_activity_go_live() {
        assert_eq!(may_go_live(&all(Finding::DoesNotDetract)), Ok(()));
        let none = may_go_live(&answers(&[])).unwrap_err();
        assert_eq!(none, Question::ALL.map(NotReady::Unanswered).to_vec());
        for question in Question::ALL {
            let mut one = all(Finding::DoesNotDetract);
            one.insert(question, Finding::Detracts);
            assert_eq!(may_go_live(&one), Err(vec![NotReady::Detracts(question)]));
            one.remove(&question);
            assert_eq!(may_go_live(&one), Err(vec![NotReady::Unanswered(question)]));
        }
    }

    #[test]
    fn p1_1d_a_live_activity_that_is_found_to_detract_is_held_back() {
        let (good, none) = (all(Finding::DoesNotDetract), None::<()>);
        assert_eq!(State::of(none, none, &good, None), State::Draft);
        assert_eq!(State::of(none, Some(1), &good, None), State::Live);
        let bad = all(Finding::Detracts);
        assert_eq!(State::of(none, Some(1), &bad, None), State::HeldBack);
        assert_eq!(State::of(Some(2), Some(1), &bad, None), State::Ended);
        assert_eq!(State::Live.may_record(), Ok(()));
        for state in [State::Draft, State::HeldBack, State::Ended] {
            assert!(state.may_record().is_err());
        }
    }

    #[test]
    fn p3b_an_activity_is_live_only_while_its_partner_is_approved() {
        let good = all(Finding::DoesNotDetract);
        for stage in Stage::ALL {
            let state = State::of(None::<()>, Some(1), &good, Some(stage));
            let approved = [Stage::Approved, Stage::Active, Stage::UnderReview];
            assert_eq!(state == State::Live, approved.contains(&stage), "{stage:?}");
        }
    }

    #[test]
    fn words_of_answers_are_found_by_their_keys() {
        for question in Question::ALL {
            assert_eq!(Question::from_key(question.key()), Some(question));
        }
        for finding in Finding::ALL {
            assert_eq!(Finding::from_key(finding.key()), Some(finding));
        }
        assert_eq!(Question::from_key("yes"), None);
        assert_eq!(Finding::from_key("maybe"), None);
    }
}
