//! What a report proposes for the next year, and what becomes of it (P5b, P5d): a proposal may say what is
//! to be done in figures, so that it can be carried out once Governance & Leadership has accepted it. The
//! proposer does not decide it, and nothing is carried out before the day from which it holds.

use crate::feedback::DateRefused;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use thiserror::Error;
use uuid::Uuid;

/// What a proposal does when it is carried out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "does", rename_all = "kebab-case")]
pub enum Effect {
    /// Sets the targets of a measure for the next year's quarters; a quarter without one is left alone.
    Targets {
        /// Quarter by quarter, in thousandths of the measure's unit.
        thousandths: [Option<i64>; 4],
    },
    /// Brings a new measure of one's own.
    NewMeasure(NewMeasure),
    /// Takes no more entries of a measure that are dated from the day on.
    Retire,
    /// Changes a measure's title, where the licence of its edition permits it.
    Words {
        /// The new title.
        title: String,
    },
}

/// A measure that is to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewMeasure {
    /// The key of its theme.
    pub theme: Uuid,
    /// Its code.
    pub code: String,
    /// What is measured.
    pub title: String,
    /// The one unit it is counted in.
    pub unit: String,
    /// Which people or things it counts.
    pub counts: String,
    /// Which evidence is asked.
    pub evidence: String,
    /// The weakest grade with which a quantity counts, 1 to 4.
    pub minimum_grade: i64,
}

impl Effect {
    /// All kinds, with their words in forms.
    pub const KINDS: [(&'static str, &'static str); 5] = [
        (
            "",
            "Words only: what is to be done is said, and nothing is set by itself",
        ),
        (
            "targets",
            "Set or change the targets of the measure for the next year",
        ),
        ("new-measure", "Bring a new measure of our own"),
        ("retire", "Retire the measure: it takes no more entries"),
        ("words", "Change the title of the measure"),
    ];

    /// The word in forms.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Targets { .. } => "targets",
            Self::NewMeasure(_) => "new-measure",
            Self::Retire => "retire",
            Self::Words { .. } => "words",
        }
    }

    /// What it does, in words. `unit` is the measure's, where it is about one.
    pub fn words(&self, unit: &str) -> String {
        match self {
            Self::Targets { thousandths } => {
                let quarters = (1..).zip(thousandths).filter_map(|(number, target)| {
                    let target = crate::ledger::Quantity((*target)?);
                    Some(format!("quarter {number}: {target} {unit}"))
                });
                format!(
                    "Sets the targets of the next year: {}",
                    quarters.collect::<Vec<_>>().join("; ")
                )
            }
            Self::NewMeasure(new) => format!(
                "Brings the measure {} {}, counted in {}; evidence: {}",
                new.code, new.title, new.unit, new.evidence
            ),
            Self::Retire => "Retires the measure: it takes no more entries".to_owned(),
            Self::Words { title } => format!("Calls the measure ‘{title}’"),
        }
    }
}

/// What was decided about a proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It is to be carried out.
    Accepted,
    /// It is not.
    Refused,
}

impl Verdict {
    /// The word in the database and in forms.
    pub fn key(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Refused => "refused",
        }
    }

    /// The name on a page.
    pub fn name(self) -> &'static str {
        match self {
            Self::Accepted => "Accepted",
            Self::Refused => "Refused",
        }
    }

    /// The verdict of a key, if there is one.
    pub fn from_key(key: &str) -> Option<Self> {
        [Self::Accepted, Self::Refused]
            .into_iter()
            .find(|verdict| verdict.key() == key)
    }
}

/// Why a proposal cannot be decided, or not so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum DecideRefused {
    /// It may still be taken out.
    #[error("The report is not signed off yet: what it proposes is decided after that")]
    NotSigned,
    /// A second pair of eyes is needed.
    #[error("You proposed this change: somebody else decides it")]
    ByTheProposer,
    /// It stands.
    #[error("This proposal has been decided, and the decision stands")]
    Decided,
    /// The day lies before the decision.
    #[error(transparent)]
    Date(#[from] DateRefused),
}

/// Why an accepted proposal cannot be carried out.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum CarryOutRefused {
    /// Nobody has decided it, or it was refused.
    #[error("Only what was accepted is carried out")]
    NotAccepted,
    /// It is done.
    #[error("This proposal has been carried out")]
    Done,
    /// It says nothing that can be set.
    #[error("This proposal is in words: do what it says, and record what changed at its decision")]
    InWords,
    /// Its day has not come.
    #[error("It holds from {}: carry it out on that day or later", crate::calendar::in_words(*.0))]
    TooEarly(Date),
    /// The licence of the measure's edition does not permit other words.
    #[error("The licence of this measure’s edition permits no change of its words")]
    Licence,
    /// The edition has the code already.
    #[error("There is a measure with the code {0} already")]
    CodeTaken(String),
    /// Every quarter it would set is signed.
    #[error("Every quarter it sets a target for has been signed off")]
    QuartersSigned,
    /// What it is about is not there.
    #[error("The measure or theme it is about is not there")]
    Missing,
}

/// What is known of a proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProposalState {
    /// Nobody has decided it.
    Waiting,
    /// It was refused.
    Refused,
    /// It was accepted, and holds from a day.
    Accepted(Date),
    /// It has been carried out.
    CarriedOut,
}

impl ProposalState {
    /// The name on a page.
    pub fn name(self) -> &'static str {
        match self {
            Self::Waiting => "Waits for a decision",
            Self::Refused => "Refused",
            Self::Accepted(_) => "Accepted",
            Self::CarriedOut => "Carried out",
        }
    }
}

/// Whether somebody may decide a proposal of a signed report.
pub fn may_decide(
    state: ProposalState,
    proposed_by: Option<Uuid>,
    by: Uuid,
) -> Result<(), DecideRefused> {
    match state {
        ProposalState::Waiting if proposed_by == Some(by) => Err(DecideRefused::ByTheProposer),
        ProposalState::Waiting => Ok(()),
        ProposalState::Refused | ProposalState::Accepted(_) | ProposalState::CarriedOut => {
            Err(DecideRefused::Decided)
        }
    }
}

/// Whether a proposal can be carried out today. Targets, a new measure
/// and an end are dated themselves and need not wait for their day; a title is there from the moment it
/// is.
pub fn may_carry_out(
    state: ProposalState,
    effect: Option<&Effect>,
    today: Date,
) -> Result<Date, CarryOutRefused> {
    let from = match state {
        ProposalState::Waiting | ProposalState::Refused => {
            return Err(CarryOutRefused::NotAccepted);
        }
        ProposalState::CarriedOut => return Err(CarryOutRefused::Done),
        ProposalState::Accepted(from) => from,
    };
    match effect {
        None => Err(CarryOutRefused::InWords),
        Some(Effect::Words { .. }) if today < from => Err(CarryOutRefused::TooEarly(from)),
        Some(
            Effect::Words { .. } | Effect::Targets { .. } | Effect::NewMeasure(_) | Effect::Retire,
        ) => Ok(from),
    }
}
