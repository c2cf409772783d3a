//! The states of an annual report: draft, prepared, signed off. It is prepared when the year's four
//! returns are signed and the report says what was learned and what is recommended; whoever prepared
//! it does not sign it (P4d). The database says the last once more.

use crate::monitoring::Act;
use thiserror::Error;
use uuid::Uuid;

/// A report with what has happened to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Report {
    /// Being written, or not begun.
    Draft,
    /// The Lead stands by it; it waits for its signature.
    Prepared {
        /// Who prepared it.
        prepared: Act,
    },
    /// Sealed for good.
    SignedOff {
        /// Who prepared it.
        prepared: Act,
        /// Who signed.
        signed_off: Act,
        /// The key of the seal.
        seal: Uuid,
    },
}

/// Something a report cannot be prepared without, and who can mend it.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Missing {
    /// A quarter has no signed return.
    #[error(
        "{0} is not signed off: the Social Value Lead prepares its return, Governance & Leadership reviews and signs it"
    )]
    Return(String),
    /// Nothing is said about what was learned.
    #[error("The lessons learned are empty: the Social Value Lead writes them")]
    Lessons,
    /// Nothing is recommended.
    #[error(
        "The recommendations for continuous improvement are empty: the Social Value Lead writes them"
    )]
    Recommendations,
    /// A mark of its text stands for nothing.
    #[error("{0}")]
    Mark(super::UnknownMark),
    /// A sentence says more than was signed.
    #[error("A wrong figure is stated. {0}")]
    WrongFigure(String),
}

/// Why a report cannot be prepared.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PrepareRefused {
    /// Something is missing.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join(". "))]
    Missing(Vec<Missing>),
    /// It is prepared.
    #[error("This report has been prepared and nothing has changed since")]
    Prepared,
    /// It is signed.
    #[error("This report has been signed off and stays as it is")]
    SignedOff,
}

/// Why a report cannot be written any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum EditRefused {
    /// It is signed.
    #[error("This report has been signed off and stays as it is")]
    SignedOff,
}

/// Why a report cannot be signed off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum SignOffRefused {
    /// Nobody stands by it yet.
    #[error("This report has not been prepared yet: the Social Value Lead prepares it first")]
    NotPrepared,
    /// A second pair of eyes is needed.
    #[error("You prepared this report: somebody else signs it off")]
    ByThePreparer,
    /// It is not what the person has read.
    #[error("The report has changed since you opened this page: read it again, then sign")]
    Changed,
    /// It is signed.
    #[error("This report has been signed off and stays as it is")]
    SignedOff,
}

/// What a report of a year still lacks. `unsigned` are the titles of the quarters without a signed
/// return.
pub fn missing(unsigned: &[String], lessons: &str, recommendations: &str) -> Vec<Missing> {
    let mut found: Vec<Missing> = unsigned.iter().cloned().map(Missing::Return).collect();
    if lessons.trim().is_empty() {
        found.push(Missing::Lessons);
    }
    if recommendations.trim().is_empty() {
        found.push(Missing::Recommendations);
    }
    found
}

impl Report {
    /// The state that dated facts make; facts that do not fit together make the weaker state.
    pub fn from_facts(prepared: Option<Act>, signed_off: Option<Act>, seal: Option<Uuid>) -> Self {
        match (prepared, signed_off, seal) {
            (Some(prepared), Some(signed_off), Some(seal)) => Self::SignedOff {
                prepared,
                signed_off,
                seal,
            },
            (Some(prepared), _, _) => Self::Prepared { prepared },
            (None, _, _) => Self::Draft,
        }
    }

    /// The word on a page.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Draft => "Draft",
            Self::Prepared { .. } => "Prepared",
            Self::SignedOff { .. } => "Signed off",
        }
    }

    /// Writes in the report: what was prepared before falls away.
    pub fn edit(&self) -> Result<Self, EditRefused> {
        match self {
            Self::Draft | Self::Prepared { .. } => Ok(Self::Draft),
            Self::SignedOff { .. } => Err(EditRefused::SignedOff),
        }
    }

    /// Prepares the report, with this still missing.
    pub fn prepare(&self, act: Act, missing: &[Missing]) -> Result<Self, PrepareRefused> {
        match self {
            Self::SignedOff { .. } => Err(PrepareRefused::SignedOff),
            Self::Prepared { .. } => Err(PrepareRefused::Prepared),
            Self::Draft if missing.is_empty() => Ok(Self::Prepared { prepared: act }),
            Self::Draft => Err(PrepareRefused::Missing(missing.to_vec())),
        }
    }

    /// Whether this person may sign now, and who prepared it.
    pub fn may_sign(&self, by: Uuid) -> Result<Act, SignOffRefused> {
        match self {
            Self::Draft => Err(SignOffRefused::NotPrepared),
            Self::Prepared { prepared } if prepared.by == by => Err(SignOffRefused::ByThePreparer),
            Self::Prepared { prepared } => Ok(*prepared),
            Self::SignedOff { .. } => Err(SignOffRefused::SignedOff),
        }
    }

    /// Signs the report off under a seal. `read_sha256` is what the person had before them,
    /// `sha256` what is there now.
    pub fn sign_off(
        &self,
        act: Act,
        seal: Uuid,
        read_sha256: &str,
        sha256: &str,
    ) -> Result<Self, SignOffRefused> {
        let prepared = self.may_sign(act.by)?;
        if read_sha256 != sha256 {
            return Err(SignOffRefused::Changed);
        }
        Ok(Self::SignedOff {
            prepared,
            signed_off: act,
            seal,
        })
    }
}
