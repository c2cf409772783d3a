//! What shows that an entry is true (P1.2e): a file, a link, or an attestation of something seen and
//! not copied. Evidence has a grade and days of its own, apart from the day it was added, and may run
//! out; which entries it supports is the ledger's business, since it moves their totals.

pub(crate) mod file;
mod form;
pub(crate) mod show;
mod store;
#[cfg(test)]
mod tests;

use database::Id;
use domain::evidence::Days;
use domain::ledger::Grade;
use jiff::civil::Date;

pub(crate) use file::sound;
pub(crate) use form::{grades, people_shown, read};
pub(crate) use store::{add, consent_withdraw, days, find, named_by_none};

/// One piece of evidence.
#[derive(Debug, Clone)]
pub(crate) struct Evidence {
    pub(crate) id: Id,
    pub(crate) title: String,
    pub(crate) grade: Grade,
    /// The date it speaks of, apart from the day it was added.
    pub(crate) effective_on: Date,
    /// Of which days it speaks and until when it may be relied on, where that was said.
    pub(crate) days: Days,
    pub(crate) proof: Proof,
    /// The consent of the people in it, if it is a photograph of people.
    pub(crate) consent: Option<Consent>,
}

/// The consent of people who can be recognised in a photograph.
#[derive(Debug, Clone)]
pub(crate) struct Consent {
    /// Where the signed consent is kept.
    pub(crate) kept_where: String,
    pub(crate) given_on: Date,
    pub(crate) withdrawn_on: Option<Date>,
}

impl Evidence {
    /// The day on which consent was withdrawn, if it was: from then on nobody is shown it.
    pub(crate) fn withdrawn_on(&self) -> Option<Date> {
        self.consent.as_ref()?.withdrawn_on
    }
}

/// What the evidence is.
#[derive(Debug, Clone)]
pub(crate) enum Proof {
    /// A file in the vault.
    File {
        name: String,
        media_type: String,
        sha256: [u8; 32],
        bytes: i64,
    },
    /// Something kept elsewhere, reached by its address. It is never fetched.
    Link { address: String },
    /// Seen, not copied: what was seen, and where it is kept.
    Attestation {
        seen_what: String,
        kept_where: String,
    },
}

impl Proof {
    /// The word in the database.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::File { .. } => "file",
            Self::Link { .. } => "link",
            Self::Attestation { .. } => "attestation",
        }
    }

    /// The name on a page.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::File { .. } => "File",
            Self::Link { .. } => "Kept elsewhere",
            Self::Attestation { .. } => "Seen, not copied",
        }
    }
}
