//! Data about people: which is kept, why and how long; what people ask about theirs, by when it is answered
//! and what two people decide; and who saw whose data. It keeps no data about people of its own beyond the
//! requests, and erases only what two people decided, never anything that has to be kept (P5e).

mod carrying_out;
pub(crate) mod deciding;
pub(crate) mod export;
pub(crate) mod map;
mod masking;
pub(crate) mod overview;
pub(crate) mod request;
pub(crate) mod sights;
mod store;
pub(crate) mod texts;

#[cfg(test)]
mod tests;

pub(crate) use overview::open;
pub(crate) use sights::note;

use database::Id;
use domain::rights::{Asks, Clock, Decision};
use jiff::Timestamp;
use sha2::{Digest, Sha256};

/// Whose data is asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum SubjectKind {
    Learner,
    Account,
    Contact,
}

impl SubjectKind {
    const ALL: [Self; 3] = [Self::Learner, Self::Account, Self::Contact];

    fn key(self) -> &'static str {
        match self {
            Self::Learner => "learner",
            Self::Account => "account",
            Self::Contact => "contact",
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Learner => "A learner, by the provider’s reference",
            Self::Account => "Somebody with an account, by their e-mail address",
            Self::Contact => {
                "A contact of a partner or a stakeholder by name, or whoever gets checkpoints by mail by their address"
            }
        }
    }

    fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.key() == key)
    }
}

/// Whose data it is, by all that they are known by.
#[derive(Debug, Clone, Default)]
struct Known {
    /// The key of their account.
    account: Option<Id>,
    /// A learner's reference.
    reference: Option<String>,
    /// Name, e-mail address, telephone number, and the reference again: as words say them.
    words: Vec<String>,
}

/// The fewest letters of a word that is taken out of what was typed: a shorter one stands in other words.
const LONG: usize = 4;

impl Known {
    /// The words that may be taken out of what was typed.
    fn long_words(&self) -> impl Iterator<Item = &String> {
        self.words
            .iter()
            .filter(|word| word.chars().count() >= LONG)
    }
}

/// A request as it was recorded.
#[derive(Debug, Clone)]
struct Request {
    id: Id,
    asks: Asks,
    kind: SubjectKind,
    /// As it was typed; blank once it is erased.
    subject: String,
    note: String,
    clock: Clock,
    extended_why: String,
    proposed: Option<Proposed>,
    agreed: Option<(Timestamp, Id)>,
}

/// What somebody proposed.
#[derive(Debug, Clone)]
struct Proposed {
    decision: Decision,
    why: String,
    at: Timestamp,
    by: Id,
}

impl Proposed {
    /// What stands for exactly this proposal on the page that shows it.
    fn mark(&self) -> String {
        let (word, ground) = self.decision.keys();
        let said = (word, ground, &self.why, self.at.as_millisecond(), self.by);
        crate::visit::hex(&Sha256::digest(format!("{said:?}")))
    }
}
