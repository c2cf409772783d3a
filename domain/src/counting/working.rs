//! An exact sum and what it comes to.

use crate::ledger::{MOST, Quantity};
use thiserror::Error;

/// What a rule of counting comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Worked {
    /// The quantity, in thousandths of the unit.
    pub quantity: Quantity,
    /// The sum in words and figures, with its result: `2 hours × 8 people = 16`.
    pub working: String,
}

/// Why a quantity cannot be worked out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum WorkRefused {
    /// Not every answer the rule asks for is there.
    #[error("Fill in every part of the calculation")]
    Missing,
    /// An answer is below nought.
    #[error("{0} must be 0 or more")]
    Negative(&'static str),
    /// A share is over the whole.
    #[error("{0} must be 100 or less")]
    MoreThanAll(&'static str),
    /// It would be divided by nought.
    #[error("{0} must be more than 0")]
    ByNothing(&'static str),
    /// More than an entry can say.
    #[error("The result is more than an entry can say")]
    TooLarge,
}

/// A sum that has not been rounded yet.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sum(i128);

/// The beginning of an exact sum.
pub(super) fn exact(quantity: Quantity) -> Sum {
    Sum(i128::from(quantity.0))
}

impl Sum {
    pub(super) fn times(self, by: i64) -> Result<Self, WorkRefused> {
        let product = self.0.checked_mul(i128::from(by));
        product.map(Self).ok_or(WorkRefused::TooLarge)
    }

    pub(super) fn plus(self, other: Self) -> Result<Self, WorkRefused> {
        let sum = self.0.checked_add(other.0);
        sum.map(Self).ok_or(WorkRefused::TooLarge)
    }

    /// Divides by the parts it was multiplied with, rounding half up: nothing here is below nought.
    pub(super) fn over(self, parts: i64, words: &str) -> Result<Worked, WorkRefused> {
        let parts = i128::from(parts);
        let doubled = self.0.checked_mul(2).ok_or(WorkRefused::TooLarge)?;
        let doubled = doubled.checked_add(parts).ok_or(WorkRefused::TooLarge)?;
        let quantity = i64::try_from(doubled / (parts * 2)).map_err(|_| WorkRefused::TooLarge)?;
        let quantity = Quantity(quantity);
        if quantity > MOST {
            return Err(WorkRefused::TooLarge);
        }
        Ok(Worked {
            quantity,
            working: format!("{words} = {quantity}"),
        })
    }
}
