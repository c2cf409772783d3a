//! Where a measure is heading before its quarter ends (P5a): a simple sum that anybody can do again,
//! never a figure. Nothing here is sealed, rated for good or added to anything.

use crate::ledger::Quantity;
use jiff::civil::Date;

/// How the forecast is made, said wherever one stands.
pub const METHOD: &str = "At this pace is what is evidenced so far, divided by the days gone by and \
    multiplied by all days of the quarter, cut down to a thousandth. With planned sessions is what is \
    evidenced so far and what the sessions planned until the last day would add, if as many people came \
    as to the last ten. A forecast is never a figure: nothing is signed or reported by it.";

/// The days of a quarter as far as they have gone by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Elapsed {
    gone: i64,
    all: i64,
}

impl Elapsed {
    /// How much of the days from the first to the last has gone by at the end of today.
    pub fn of((first, last): (Date, Date), today: Date) -> Self {
        let days = |to: Date| i64::from((to - first).get_days()) + 1;
        let all = days(last).max(1);
        Self {
            gone: days(today).clamp(0, all),
            all,
        }
    }

    /// The days gone by, and all of them.
    pub fn days(self) -> (i64, i64) {
        (self.gone, self.all)
    }

    /// Where a quantity is heading at the pace it had; none on no day.
    pub fn at_this_pace(self, evidenced: Quantity) -> Option<Quantity> {
        let whole = i128::from(evidenced.0) * i128::from(self.all);
        let reached = whole.checked_div_euclid(i128::from(self.gone))?;
        i64::try_from(reached).ok().map(Quantity)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const QUARTER: (Date, Date) = (date(2025, 8, 1), date(2025, 10, 31));

    #[test]
    fn a_pace_is_cut_down_and_never_rounded_up() {
        let elapsed = Elapsed::of(QUARTER, date(2025, 8, 31));
        assert_eq!(elapsed.days(), (31, 92));
        assert_eq!(
            elapsed.at_this_pace(Quantity(10_000)),
            Some(Quantity(29_677))
        );
    }

    #[test]
    fn before_the_first_day_there_is_no_pace_and_after_the_last_it_is_what_there_is() {
        let before = Elapsed::of(QUARTER, date(2025, 7, 31));
        assert_eq!(before.at_this_pace(Quantity(5_000)), None);
        let after = Elapsed::of(QUARTER, date(2025, 12, 24));
        assert_eq!(after.at_this_pace(Quantity(5_000)), Some(Quantity(5_000)));
    }
}
