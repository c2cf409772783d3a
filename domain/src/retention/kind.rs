//! The kinds of record a retention class is given to, and how each goes.

/// A kind of record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RecordKind {
    /// The learners of a provider's return of a year.
    LearnerReturn,
    /// A follow-up of a job with its checks and links.
    FollowUp,
    /// Who came to a session, by reference.
    SessionRegister,
    /// The sheets of a round of a questionnaire.
    QuestionnaireRound,
    /// What somebody answered by a feedback link.
    FeedbackAnswer,
    /// The file of a piece of evidence.
    EvidenceFile,
    /// Entries, totals and their corrections.
    Entry,
    /// Signed returns and annual reports with their seals.
    Signed,
    /// Partners with their checks, approvals and contacts.
    Partner,
    /// Policies, clauses, requirements and reviews.
    Policy,
    /// Accounts and roles of those who sign in.
    Account,
    /// The audit log.
    Log,
}

/// How a kind of record goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Goes {
    /// By disposal, record by record.
    ByDisposal,
    /// It stays, for this reason.
    Stays(&'static str),
}

impl RecordKind {
    /// All kinds, in the order of a page.
    pub const ALL: [Self; 12] = [
        Self::LearnerReturn,
        Self::FollowUp,
        Self::SessionRegister,
        Self::QuestionnaireRound,
        Self::FeedbackAnswer,
        Self::EvidenceFile,
        Self::Entry,
        Self::Signed,
        Self::Partner,
        Self::Policy,
        Self::Account,
        Self::Log,
    ];

    /// The word in the database and in addresses.
    pub fn key(self) -> &'static str {
        match self {
            Self::LearnerReturn => "learner-return",
            Self::FollowUp => "follow-up",
            Self::SessionRegister => "session-register",
            Self::QuestionnaireRound => "questionnaire-round",
            Self::FeedbackAnswer => "feedback-answer",
            Self::EvidenceFile => "evidence-file",
            Self::Entry => "entry",
            Self::Signed => "signed",
            Self::Partner => "partner",
            Self::Policy => "policy",
            Self::Account => "account",
            Self::Log => "log",
        }
    }

    /// The name on a page.
    pub fn name(self) -> &'static str {
        match self {
            Self::LearnerReturn => "Learners of a return",
            Self::FollowUp => "Follow-up of a job",
            Self::SessionRegister => "Register of a session",
            Self::QuestionnaireRound => "Sheets of a questionnaire",
            Self::FeedbackAnswer => "Answer to a feedback link",
            Self::EvidenceFile => "Evidence file",
            Self::Entry => "Entries and totals",
            Self::Signed => "Signed returns and reports",
            Self::Partner => "Partners and their checks",
            Self::Policy => "Policy and requirements",
            Self::Account => "People who sign in",
            Self::Log => "Audit log",
        }
    }

    /// What goes, or why it stays.
    pub fn goes(self) -> Goes {
        match self {
            Self::LearnerReturn
            | Self::FollowUp
            | Self::SessionRegister
            | Self::QuestionnaireRound
            | Self::FeedbackAnswer
            | Self::EvidenceFile => Goes::ByDisposal,
            Self::Entry => Goes::Stays(
                "They are figures and name nobody; what proved them goes by its own class",
            ),
            Self::Signed => Goes::Stays(
                "What was signed is never written again, and names only those who signed it",
            ),
            Self::Partner => Goes::Stays(
                "An entry may count only with a partner that was approved; contacts can be erased on request",
            ),
            Self::Policy => Goes::Stays("Earlier versions show by which rules a figure was made"),
            Self::Account => {
                Goes::Stays("Who signed has to stay known; accounts are ended and never deleted")
            }
            Self::Log => {
                Goes::Stays("Its lines hold no content: what they commit to goes with the record")
            }
        }
    }

    /// What goes when a record of this kind is disposed of, in words.
    pub fn what_goes(self) -> &'static str {
        match self {
            Self::LearnerReturn => {
                "every learner, aim, status and destination of the return, its places and its sums by characteristic; which entry stood for whom"
            }
            Self::FollowUp => {
                "the follow-up with its checks and one-time links, and which entry stood for it"
            }
            Self::SessionRegister => "the references of those who came; the number of them stays",
            Self::QuestionnaireRound => {
                "every sheet with its answers and the links; the round and what it counted stay"
            }
            Self::FeedbackAnswer => {
                "the words and marks that were given; that there was an answer stays"
            }
            Self::EvidenceFile => "the file, its name and title; its SHA-256 and its grade stay",
            Self::Entry
            | Self::Signed
            | Self::Partner
            | Self::Policy
            | Self::Account
            | Self::Log => "nothing",
        }
    }

    /// The kind of a key, if there is one.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }

    /// The kinds that go by disposal.
    pub fn disposable() -> impl Iterator<Item = Self> {
        Self::ALL
            .into_iter()
            .filter(|kind| kind.goes() == Goes::ByDisposal)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn p5e_every_kind_has_its_key_and_says_how_it_goes() {
        for kind in RecordKind::ALL {
            assert_eq!(RecordKind::from_key(kind.key()), Some(kind));
            let goes = kind.goes() == Goes::ByDisposal;
            assert_eq!(goes, kind.what_goes() != "nothing", "{kind:?}");
        }
        assert_eq!(RecordKind::disposable().count(), 6);
    }
}
