//! What a pack is of, and how much of people it holds.

use super::phrase::Phrase;
use crate::failure::Failure;
use crate::visit::Visit;
use domain::people::Action;

/// What a pack is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A signed return.
    Return,
    /// A signed annual report.
    Report,
    /// The returns of a year that stand, and its report when it is signed.
    Year,
    /// The passport of an approved partner.
    Partner,
}

impl Kind {
    pub(crate) const ALL: [Self; 4] = [Self::Return, Self::Report, Self::Year, Self::Partner];

    /// As an address has it.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Return => "return",
            Self::Report => "annual-report",
            Self::Year => "year",
            Self::Partner => "partner",
        }
    }

    pub(crate) fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }
}

/// How much of people a pack holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Personal {
    /// Everything, as it was signed.
    Full,
    /// People stand as Person 1, Person 2; what would name them is left out.
    Pseudonymous,
    /// What everybody may read.
    Public,
}

impl Personal {
    pub(crate) const ALL: [Self; 3] = [Self::Full, Self::Pseudonymous, Self::Public];

    /// As an address has it.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Pseudonymous => "pseudonymous",
            Self::Public => "public",
        }
    }

    pub(crate) fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }

    /// What it means for who takes it away.
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::Full => {
                "Everything as it was signed: names of who prepared, reviewed and signed, small numbers of people, the sealed bytes and the evidence files. For an auditor."
            }
            Self::Pseudonymous => {
                "People stand as Person 1, Person 2. The sealed bytes and the evidence files are left out and named by their SHA-256; small numbers of people are kept back. For somebody who compares and need not know who it was."
            }
            Self::Public => {
                "Roles in place of names, small numbers of people kept back, and evidence only counted. For everybody. What was written in words stays as it was written: read it before you pass it on."
            }
        }
    }
}

/// What is asked for.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    pub(crate) kind: Kind,
    pub(crate) name: String,
    pub(crate) personal: Personal,
    /// The phrase under which it carries tokens; none without them.
    pub(crate) tokens: Option<Phrase>,
}

impl Asked {
    /// Whether this visitor may have it: everything about people is for those who read the log too.
    pub(crate) fn check(&self, visit: &Visit<'_>) -> Result<(), Failure> {
        let may_kind = match self.kind {
            Kind::Return | Kind::Report | Kind::Year => visit.may(Action::SeeSigned),
            Kind::Partner => visit.may(Action::ListPartner),
        };
        let may_people = match self.personal {
            Personal::Full => visit.may(Action::SeeLog) && visit.may(Action::SeePractice),
            Personal::Pseudonymous => visit.may(Action::SeePractice),
            Personal::Public => true,
        };
        let may_tokens =
            self.tokens.is_none() || (self.can_carry_tokens() && visit.may(Action::SeeLearners));
        if may_kind && may_people && may_tokens {
            Ok(())
        } else {
            Err(Failure::NotAllowed)
        }
    }

    /// Whether tokens may be in it: never in what everybody may read, and only beside figures.
    pub(crate) fn can_carry_tokens(&self) -> bool {
        let has_figures = matches!(self.kind, Kind::Return | Kind::Year);
        has_figures && self.personal != Personal::Public
    }

    /// The name of the file, without its ending.
    pub(crate) fn file_name(&self) -> String {
        let tokens = self.tokens.as_ref().map_or("", |_| "-with-tokens");
        let (kind, personal) = (self.kind.key(), self.personal.key());
        format!("{kind}-{}-{personal}{tokens}", self.name)
    }
}
