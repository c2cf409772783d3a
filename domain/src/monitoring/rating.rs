//! How an evidenced quantity stands against its target, in the four words a contract performance
//! notice uses (Procurement Act 2023 s.71). Exact: nothing is divided or rounded.

use crate::ledger::Quantity;

/// From how many percent of the target each rating holds. Good is the highest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Thresholds {
    /// Good from so many percent on.
    pub good: i64,
    /// Approaching target from so many percent on.
    pub approaching: i64,
    /// Requires improvement from so many percent on; below it is inadequate.
    pub improvement: i64,
}

/// How a measure does against its target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rating {
    /// The target is met.
    Good,
    /// Nearly met.
    ApproachingTarget,
    /// Well below.
    RequiresImprovement,
    /// Far below.
    Inadequate,
}

impl Rating {
    /// All ratings, best first.
    pub const ALL: [Self; 4] = [
        Self::Good,
        Self::ApproachingTarget,
        Self::RequiresImprovement,
        Self::Inadequate,
    ];

    /// The word in a seal.
    pub fn key(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::ApproachingTarget => "approaching",
            Self::RequiresImprovement => "improvement",
            Self::Inadequate => "inadequate",
        }
    }

    /// The words on a page.
    pub fn name(self) -> &'static str {
        match self {
            Self::Good => "Good",
            Self::ApproachingTarget => "Approaching target",
            Self::RequiresImprovement => "Requires improvement",
            Self::Inadequate => "Inadequate",
        }
    }

    /// The rating of a key, if there is one.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rating| rating.key() == key)
    }

    /// Whether the return has to say why: every rating but Good.
    pub fn is_off_target(self) -> bool {
        self != Self::Good
    }
}

/// Rates an evidenced quantity against a target. `None` without a target: nothing was promised, so
/// nothing is missed.
pub fn rate(evidenced: Quantity, target: Quantity, thresholds: &Thresholds) -> Option<Rating> {
    if target.0 <= 0 {
        return None;
    }
    let reached = i128::from(evidenced.0) * 100;
    let from = |percent: i64| i128::from(target.0) * i128::from(percent);
    Some(if reached >= from(thresholds.good) {
        Rating::Good
    } else if reached >= from(thresholds.approaching) {
        Rating::ApproachingTarget
    } else if reached >= from(thresholds.improvement) {
        Rating::RequiresImprovement
    } else {
        Rating::Inadequate
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const THRESHOLDS: Thresholds = Thresholds {
        good: 100,
        approaching: 85,
        improvement: 60,
    };

    fn rated(evidenced: i64, target: i64) -> Option<Rating> {
        rate(Quantity(evidenced), Quantity(target), &THRESHOLDS)
    }

    #[test]
    fn a_rating_begins_exactly_at_its_percent() {
        for (evidenced, rating) in [
            (3_000, Rating::Good),
            (2_999, Rating::ApproachingTarget),
            (2_550, Rating::ApproachingTarget),
            (2_549, Rating::RequiresImprovement),
            (1_800, Rating::RequiresImprovement),
            (1_799, Rating::Inadequate),
            (0, Rating::Inadequate),
            (-1, Rating::Inadequate),
        ] {
            assert_eq!(rated(evidenced, 3_000), Some(rating), "{evidenced}");
        }
    }

    #[test]
    fn without_a_target_nothing_is_rated() {
        assert_eq!(rated(5_000, 0), None);
    }

    #[test]
    fn the_largest_figures_are_rated_exactly() {
        assert_eq!(rated(i64::MAX, i64::MAX), Some(Rating::Good));
        assert_eq!(
            rated(i64::MAX - 1, i64::MAX),
            Some(Rating::ApproachingTarget)
        );
    }

    #[test]
    fn every_rating_is_found_by_its_key_and_only_good_needs_no_remark() {
        for rating in Rating::ALL {
            assert_eq!(Rating::from_key(rating.key()), Some(rating));
            assert_eq!(rating.is_off_target(), rating.name() != "Good");
        }
        assert_eq!(Rating::from_key("Good"), None);
    }
}
