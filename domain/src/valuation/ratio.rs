//! Ratios of amounts, as reports print them. Each is rounded once, halves away from nought.

use super::Pence;
use rust_decimal::{Decimal, RoundingStrategy};

/// A part in percent of a whole, to so many places; none of nothing.
pub fn percent_of(part: Decimal, whole: Decimal, places: u32) -> Option<Decimal> {
    let share = part.checked_div(whole)?;
    Some(rounded(share.checked_mul(Decimal::ONE_HUNDRED)?, places))
}

/// By how many percent a figure differs from an earlier one, to so many places; none from nothing.
pub fn change_percent(earlier: Decimal, later: Decimal, places: u32) -> Option<Decimal> {
    percent_of(later.checked_sub(earlier)?, earlier, places)
}

/// The pounds that each pound invested comes to, to so many places; none of nothing invested.
pub fn per_pound(value: Pence, invested: Pence, places: u32) -> Option<Decimal> {
    let exact = value.pounds().checked_div(invested.pounds())?;
    Some(rounded(exact, places))
}

/// LM3, the local multiplier over three rounds of spending: all three together for each pound of the
/// first. It says how much money stays near, not what it does for people. Source: New Economics
/// Foundation, The Money Trail.
pub fn local_multiplier(rounds: [Pence; 3], places: u32) -> Option<Decimal> {
    let [first, ..] = rounds;
    let all: Pence = rounds.into_iter().sum();
    per_pound(all, first, places)
}

fn rounded(exact: Decimal, places: u32) -> Decimal {
    exact.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero)
}
