//! Strategic objectives (P1.1c): when one is in force, how one takes the place of another, and when
//! one has lapsed because nobody said what comes after it.

use jiff::civil::Date;
use std::collections::BTreeMap;
use uuid::Uuid;

/// From when until when an objective holds, and what comes after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Term {
    /// The first day.
    pub from: Date,
    /// The last day; none while no end is set.
    pub to: Option<Date>,
    /// The objective that takes its place.
    pub successor_id: Option<Uuid>,
}

/// How an objective stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// It holds.
    InForce,
    /// Its first day is still to come.
    ToCome,
    /// It is over and nothing took its place.
    Lapsed,
    /// It is over and another took its place.
    Retired,
}

impl Standing {
    /// The words on a page.
    pub fn name(self) -> &'static str {
        match self {
            Self::InForce => "In force",
            Self::ToCome => "To come",
            Self::Lapsed => "Lapsed",
            Self::Retired => "Retired",
        }
    }
}

impl Term {
    /// How it stands on a day. The last day still counts.
    pub fn on(&self, today: Date) -> Standing {
        if today < self.from {
            Standing::ToCome
        } else if self.to.is_none_or(|to| today <= to) {
            Standing::InForce
        } else if self.successor_id.is_some() {
            Standing::Retired
        } else {
            Standing::Lapsed
        }
    }
}

/// Why an objective's term cannot be so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TermRefused {
    /// It ends before it begins.
    #[error("The last day must be the same as or after the first day")]
    EndsBeforeItBegins,
    /// It has a successor and no end.
    #[error("Enter the last day: an objective that another one takes the place of has an end")]
    SuccessorWithoutEnd,
    /// It would come after itself.
    #[error("Choose another objective: this one would come after itself")]
    ComesAfterItself,
}

/// Whether the objective `id` may have this term, with the successors of all objectives as they
/// stand.
pub fn term(id: Uuid, term: &Term, successors: &BTreeMap<Uuid, Uuid>) -> Result<(), TermRefused> {
    if term.to.is_some_and(|to| to < term.from) {
        return Err(TermRefused::EndsBeforeItBegins);
    }
    let Some(mut next) = term.successor_id else {
        return Ok(());
    };
    if term.to.is_none() {
        return Err(TermRefused::SuccessorWithoutEnd);
    }
    // No way is longer than there are objectives, unless it goes round.
    for _ in 0..=successors.len() {
        if next == id {
            return Err(TermRefused::ComesAfterItself);
        }
        match successors.get(&next) {
            Some(after) => next = *after,
            None => return Ok(()),
        }
    }
    Err(TermRefused::ComesAfterItself)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn of(to: Option<Date>, successor_id: Option<Uuid>) -> Term {
        Term {
            from: date(2026, 8, 1),
            to,
            successor_id,
        }
    }

    fn key(number: u128) -> Uuid {
        Uuid::from_u128(number)
    }

    #[test]
    fn p1_1c_an_objective_past_its_end_is_retired_by_a_successor_or_else_has_lapsed() {
        let end = date(2027, 7, 31);
        let ended = of(Some(end), None);
        assert_eq!(ended.on(date(2026, 7, 31)), Standing::ToCome);
        assert_eq!(ended.on(date(2026, 8, 1)), Standing::InForce);
        assert_eq!(ended.on(end), Standing::InForce);
        assert_eq!(ended.on(date(2027, 8, 1)), Standing::Lapsed);
        let retired = of(Some(end), Some(key(2)));
        assert_eq!(retired.on(end), Standing::InForce);
        assert_eq!(retired.on(date(2027, 8, 1)), Standing::Retired);
        assert_eq!(of(None, None).on(date(2099, 1, 1)), Standing::InForce);
    }

    #[test]
    fn a_term_that_cannot_be_is_refused_in_words() {
        let end = Some(date(2027, 7, 31));
        let none = BTreeMap::new();
        let early = of(Some(date(2026, 7, 1)), None);
        let refused = term(key(1), &early, &none);
        assert_eq!(refused, Err(TermRefused::EndsBeforeItBegins));
        let endless = of(None, Some(key(2)));
        let refused = term(key(1), &endless, &none);
        assert_eq!(refused, Err(TermRefused::SuccessorWithoutEnd));
        let itself = of(end, Some(key(1)));
        let refused = term(key(1), &itself, &none);
        assert_eq!(refused, Err(TermRefused::ComesAfterItself));
        assert_eq!(term(key(1), &of(end, Some(key(2))), &none), Ok(()));
    }

    #[test]
    fn successors_do_not_go_round() {
        let end = Some(date(2027, 7, 31));
        let successors = BTreeMap::from([(key(2), key(3)), (key(3), key(1))]);
        let round = of(end, Some(key(2)));
        let refused = term(key(1), &round, &successors);
        assert_eq!(refused, Err(TermRefused::ComesAfterItself));
        let others = BTreeMap::from([(key(2), key(3)), (key(3), key(2))]);
        let refused = term(key(1), &round, &others);
        assert_eq!(refused, Err(TermRefused::ComesAfterItself));
    }
}
