//! A hold keeps records whatever their class says. A record may be under several; it goes only once all of
//! them are lifted.

use super::RecordKind;
use std::collections::BTreeSet;
use uuid::Uuid;

/// What a hold keeps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Covers {
    /// Every record.
    Everything,
    /// Every record of a kind.
    Kind(RecordKind),
    /// What belongs to a contract.
    Contract(Uuid),
    /// What belongs to a partner.
    Partner(Uuid),
    /// One record.
    Record(RecordKind, Uuid),
    /// Whatever holds this learner's reference.
    Learner(String),
}

impl Covers {
    /// The word and the name in the database.
    pub fn keys(&self) -> (&'static str, String) {
        match self {
            Self::Everything => ("everything", String::new()),
            Self::Kind(kind) => ("kind", kind.key().to_owned()),
            Self::Contract(id) => ("contract", id.to_string()),
            Self::Partner(id) => ("partner", id.to_string()),
            Self::Record(kind, id) => ("record", format!("{} {id}", kind.key())),
            Self::Learner(reference) => ("learner", reference.clone()),
        }
    }

    /// What a hold covers, by the word and the name in the database.
    pub fn from_keys(word: &str, name: &str) -> Option<Self> {
        Some(match word {
            "everything" => Self::Everything,
            "kind" => Self::Kind(RecordKind::from_key(name)?),
            "contract" => Self::Contract(Uuid::parse_str(name).ok()?),
            "partner" => Self::Partner(Uuid::parse_str(name).ok()?),
            "record" => {
                let (kind, id) = name.split_once(' ')?;
                Self::Record(RecordKind::from_key(kind)?, Uuid::parse_str(id).ok()?)
            }
            "learner" => Self::Learner(name.to_owned()),
            _ => return None,
        })
    }
}

/// What a hold may know a record by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// Its kind.
    pub kind: RecordKind,
    /// Which one.
    pub id: Uuid,
    /// The contracts it belongs to.
    pub contracts: BTreeSet<Uuid>,
    /// The partners it belongs to.
    pub partners: BTreeSet<Uuid>,
    /// Those learners under a hold whose references it holds.
    pub learners: BTreeSet<String>,
}

impl Subject {
    fn is_under(&self, hold: &Covers) -> bool {
        match hold {
            Covers::Everything => true,
            Covers::Kind(kind) => *kind == self.kind,
            Covers::Contract(id) => self.contracts.contains(id),
            Covers::Partner(id) => self.partners.contains(id),
            Covers::Record(kind, id) => *kind == self.kind && *id == self.id,
            Covers::Learner(reference) => self.learners.contains(reference),
        }
    }
}

/// How many of the holds keep a record: it stays until there are none.
pub fn holding(subject: &Subject, holds: &[Covers]) -> usize {
    holds.iter().filter(|hold| subject.is_under(hold)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_kept_by_every_hold_that_knows_it_and_by_no_other() {
        let (contract, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let subject = Subject {
            kind: RecordKind::FollowUp,
            id: Uuid::from_u128(3),
            contracts: BTreeSet::from([contract]),
            partners: BTreeSet::new(),
            learners: BTreeSet::from(["L1".to_owned()]),
        };
        let kept = [
            Covers::Everything,
            Covers::Kind(RecordKind::FollowUp),
            Covers::Contract(contract),
            Covers::Record(RecordKind::FollowUp, subject.id),
            Covers::Learner("L1".to_owned()),
        ];
        assert_eq!(holding(&subject, &kept), 5);
        let free = [
            Covers::Kind(RecordKind::LearnerReturn),
            Covers::Contract(other),
            Covers::Partner(other),
            Covers::Record(RecordKind::FollowUp, other),
            Covers::Record(RecordKind::LearnerReturn, subject.id),
            Covers::Learner("L2".to_owned()),
        ];
        assert_eq!(holding(&subject, &free), 0);
    }

    #[test]
    fn what_a_hold_covers_is_read_back_as_it_was_kept() {
        let id = Uuid::from_u128(7);
        for covers in [
            Covers::Everything,
            Covers::Kind(RecordKind::EvidenceFile),
            Covers::Contract(id),
            Covers::Partner(id),
            Covers::Record(RecordKind::FeedbackAnswer, id),
            Covers::Learner("A 1".to_owned()),
        ] {
            let (word, name) = covers.keys();
            assert_eq!(Covers::from_keys(word, &name), Some(covers));
        }
        assert_eq!(Covers::from_keys("whim", ""), None);
    }
}
