//! Amounts of money as they are printed.

use crate::framework::Pounds;
use crate::ledger::Quantity;
use crate::numbers::parted;
use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};
use std::fmt;
use std::iter::Sum;

/// An amount in whole pence: what a row prints, and what totals add up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Pence(pub i64);

impl Pence {
    /// A quantity at a value for one unit, rounded to the penny, halves away from nought. None when it
    /// is more than can be written.
    pub fn of(quantity: Quantity, pounds: Pounds) -> Option<Self> {
        // Thousandths times ten-millionths of a pound are 10^-10 pounds, a penny is 10^8 of them.
        let exact = i128::from(quantity.0) * i128::from(pounds.ten_millionths);
        let half = if exact < 0 { -50_000_000 } else { 50_000_000 };
        i64::try_from((exact + half) / 100_000_000).ok().map(Self)
    }

    /// Pounds rounded to the penny, halves away from nought. None when it is more than can be written.
    pub fn rounded(pounds: Decimal) -> Option<Self> {
        let pence = pounds.checked_mul(Decimal::ONE_HUNDRED)?;
        pence
            .round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero)
            .to_i64()
            .map(Self)
    }

    /// The amount in pounds, exact.
    pub fn pounds(self) -> Decimal {
        Decimal::new(self.0, 2)
    }
}

impl Sum for Pence {
    fn sum<All: Iterator<Item = Self>>(all: All) -> Self {
        Self(all.fold(0, |sum, one| sum.saturating_add(one.0)))
    }
}

impl fmt::Display for Pence {
    /// With the pound sign, and thousands parted by commas: `£1,234.50`.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let size = self.0.unsigned_abs();
        let sign = if self.0 < 0 { "-" } else { "" };
        write!(out, "{sign}£{}.{:02}", parted(size / 100), size % 100)
    }
}
