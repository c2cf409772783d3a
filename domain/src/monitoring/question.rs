//! Questions about a prepared return: Governance asks, somebody else answers, and no return is
//! agreed with a question open (P4d).

use super::Return;
use thiserror::Error;
use uuid::Uuid;

/// Why a question cannot be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum AskRefused {
    /// There is nothing to ask about.
    #[error(
        "This return has not been prepared yet: ask when the Social Value Lead has prepared it"
    )]
    NotPrepared,
    /// It is agreed; a question now would be overlooked.
    #[error("This return has been reviewed: send it back if something is not right")]
    Reviewed,
    /// It is signed.
    #[error("This return has been signed off and stays as it is")]
    SignedOff,
    /// A second pair of eyes is needed.
    #[error("You prepared this return: somebody else asks about it")]
    ByThePreparer,
}

/// Why an answer is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum AnswerRefused {
    /// The asker would be content with themselves.
    #[error("You asked this question: somebody else answers it")]
    ByTheAsker,
    /// It has an answer, and the answer is kept.
    #[error("This question has been answered already")]
    Answered,
    /// The return is signed.
    #[error("This return has been signed off and stays as it is")]
    SignedOff,
}

/// Whether this person may ask about the return now.
pub fn ask(about: &Return, by: Uuid) -> Result<(), AskRefused> {
    match about {
        Return::Open => Err(AskRefused::NotPrepared),
        Return::Prepared { prepared } if prepared.by == by => Err(AskRefused::ByThePreparer),
        Return::Prepared { .. } => Ok(()),
        Return::Reviewed { .. } => Err(AskRefused::Reviewed),
        Return::SignedOff { .. } => Err(AskRefused::SignedOff),
    }
}

/// Whether this person may answer a question that `asker` put, and that `answered` has answered.
/// A return that was sent back is open again, and its questions are still to be answered.
pub fn answer(
    about: &Return,
    asker: Uuid,
    answered: Option<Uuid>,
    by: Uuid,
) -> Result<(), AnswerRefused> {
    match about {
        Return::SignedOff { .. } => Err(AnswerRefused::SignedOff),
        Return::Open | Return::Prepared { .. } | Return::Reviewed { .. } if answered.is_some() => {
            Err(AnswerRefused::Answered)
        }
        Return::Open | Return::Prepared { .. } | Return::Reviewed { .. } if asker == by => {
            Err(AnswerRefused::ByTheAsker)
        }
        Return::Open | Return::Prepared { .. } | Return::Reviewed { .. } => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::Act;
    use super::*;
    use jiff::Timestamp;

    const LEAD: Uuid = Uuid::from_u128(1);
    const GOVERNANCE: Uuid = Uuid::from_u128(2);

    fn act(by: Uuid) -> Act {
        Act {
            by,
            at: Timestamp::UNIX_EPOCH,
        }
    }

    fn prepared() -> Return {
        Return::Prepared {
            prepared: act(LEAD),
        }
    }

    fn reviewed() -> Return {
        Return::Reviewed {
            prepared: act(LEAD),
            reviewed: act(GOVERNANCE),
        }
    }

    fn signed() -> Return {
        Return::SignedOff {
            prepared: act(LEAD),
            reviewed: act(GOVERNANCE),
            signed_off: act(GOVERNANCE),
            seal: Uuid::nil(),
        }
    }

    #[test]
    fn a_question_is_asked_about_a_prepared_return_by_somebody_else() {
        assert_eq!(ask(&prepared(), GOVERNANCE), Ok(()));
        assert_eq!(ask(&prepared(), LEAD), Err(AskRefused::ByThePreparer));
        assert_eq!(ask(&Return::Open, GOVERNANCE), Err(AskRefused::NotPrepared));
        assert_eq!(ask(&reviewed(), GOVERNANCE), Err(AskRefused::Reviewed));
        assert_eq!(ask(&signed(), GOVERNANCE), Err(AskRefused::SignedOff));
    }

    #[test]
    fn a_question_is_answered_once_and_not_by_its_asker() {
        for state in [Return::Open, prepared()] {
            assert_eq!(answer(&state, GOVERNANCE, None, LEAD), Ok(()));
            assert_eq!(
                answer(&state, GOVERNANCE, None, GOVERNANCE),
                Err(AnswerRefused::ByTheAsker)
            );
            assert_eq!(
                answer(&state, GOVERNANCE, Some(LEAD), LEAD),
                Err(AnswerRefused::Answered)
            );
        }
        assert_eq!(
            answer(&signed(), GOVERNANCE, None, LEAD),
            Err(AnswerRefused::SignedOff)
        );
    }
}
