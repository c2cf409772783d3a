//! A return is a whole picture of a provider's year: an upload replaces the last one, and what is
//! different is shown.

use std::collections::{BTreeMap, BTreeSet};

/// What names an aim for ever: provider, year, learner's reference and aim's number, unique by rule
/// `R_07`. Never the unique learner number, which learners share when it is temporary or mistyped.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct AimKey {
    /// `UKPRN`.
    pub ukprn: String,
    /// The calendar year in which the funding year begins.
    pub year: i16,
    /// `LearnRefNumber`.
    pub learner: String,
    /// `AimSeqNumber`.
    pub sequence: u32,
}

/// What an upload brings against the last one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Difference {
    /// In the new one only.
    pub added: BTreeSet<AimKey>,
    /// In both, with other facts.
    pub changed: BTreeSet<AimKey>,
    /// In the old one only.
    pub gone: BTreeSet<AimKey>,
}

/// The difference between the last upload and this one; a fact may be the aim itself or a digest.
pub fn difference<Fact: PartialEq>(
    before: &BTreeMap<AimKey, Fact>,
    after: &BTreeMap<AimKey, Fact>,
) -> Difference {
    let mut found = Difference::default();
    for (key, fact) in after {
        match before.get(key) {
            None => found.added.insert(key.clone()),
            Some(old) if old != fact => found.changed.insert(key.clone()),
            Some(_) => false,
        };
    }
    let gone = before.keys().filter(|key| !after.contains_key(*key));
    found.gone = gone.cloned().collect();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(learner: &str, sequence: u32) -> AimKey {
        AimKey {
            ukprn: "90000001".to_owned(),
            year: 2025,
            learner: learner.to_owned(),
            sequence,
        }
    }

    #[test]
    fn an_upload_shows_what_is_added_changed_and_gone() {
        let before = BTreeMap::from([(key("A", 1), 1), (key("A", 2), 1), (key("B", 1), 1)]);
        let after = BTreeMap::from([(key("A", 1), 1), (key("B", 1), 2), (key("C", 1), 1)]);
        let found = difference(&before, &after);
        assert_eq!(found.added, BTreeSet::from([key("C", 1)]));
        assert_eq!(found.changed, BTreeSet::from([key("B", 1)]));
        assert_eq!(found.gone, BTreeSet::from([key("A", 2)]));
        assert_eq!(difference(&after, &after), Difference::default());
    }
}
