//! How many learners a measure has reached: each once, and every one traceable to its aims.

use super::{Aim, AimKey, Period, completed};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// Learners of one measure in one period with the aims that prove each.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Count {
    /// By provider and learner's reference.
    pub learners: BTreeMap<(String, String), BTreeSet<AimKey>>,
}

impl Count {
    /// How many learners there are.
    pub fn number(&self) -> usize {
        self.learners.len()
    }
}

/// Counts the learners who completed an aim in the period for which the measure's rule holds. A learner
/// counts once however many aims hold. An aim carried in stands in two years' returns: the same learner,
/// `LearnAimRef` and `LearnStartDate`; the later return alone speaks for it, so that its hours and weeks
/// are not summed twice, and it counts by its `LearnActEndDate`. References are one person's within a provider; a learner
/// with a new reference in another year is proposed to a person as the same, never merged here.
pub fn count<'a>(
    aims: impl IntoIterator<Item = (&'a AimKey, &'a Aim)>,
    period: Period,
    rule: impl Fn(&Aim) -> bool,
) -> Count {
    let aims: Vec<(&AimKey, &Aim)> = aims.into_iter().collect();
    let mut latest = BTreeMap::new();
    for (key, aim) in &aims {
        let year = latest.entry(across_years(key, aim)).or_insert(key.year);
        *year = key.year.max(*year);
    }
    let mut found = Count::default();
    for (key, aim) in aims {
        let speaks = latest.get(&across_years(key, aim)) == Some(&key.year);
        if speaks && completed(aim, period) && rule(aim) {
            let learner = (key.ukprn.clone(), key.learner.clone());
            let proofs = found.learners.entry(learner).or_default();
            proofs.insert(key.clone());
        }
    }
    found
}

/// What an aim keeps from one year's return to the next.
fn across_years<'a>(key: &'a AimKey, aim: &'a Aim) -> (&'a str, &'a str, &'a str, Date) {
    (&key.ukprn, &key.learner, &aim.reference, aim.started_on)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ilr::Completion;
    use crate::ilr::aim::tests::{aim, year};

    fn key(year: i16, learner: &str, sequence: u32) -> AimKey {
        AimKey {
            ukprn: "90000001".to_owned(),
            year,
            learner: learner.to_owned(),
            sequence,
        }
    }

    #[test]
    fn p2_1d_a_learner_counts_once_and_is_traced_to_every_aim() {
        let other = Aim {
            reference: "Z0001234".to_owned(),
            ..aim()
        };
        let aims = BTreeMap::from([
            (key(2024, "A", 1), aim()),
            (key(2025, "A", 1), aim()),
            (key(2025, "A", 2), other),
            (key(2025, "B", 1), aim()),
        ]);
        let found = count(&aims, year(), |_| true);
        assert_eq!(found.number(), 2);
        let of_a = ("90000001".to_owned(), "A".to_owned());
        let proofs = BTreeSet::from([key(2025, "A", 1), key(2025, "A", 2)]);
        assert_eq!(found.learners[&of_a], proofs);
        let confident = count(&aims, year(), crate::ilr::is_for_confidence);
        assert_eq!(confident.number(), 0);
    }

    #[test]
    fn the_later_return_speaks_for_an_aim_carried_in() {
        let withdrawn = Aim {
            completion: Completion::Withdrawn,
            ..aim()
        };
        let aims = BTreeMap::from([(key(2024, "A", 1), aim()), (key(2025, "A", 7), withdrawn)]);
        assert_eq!(count(&aims, year(), |_| true), Count::default());
    }
}
