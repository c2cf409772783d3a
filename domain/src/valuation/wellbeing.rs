//! The WELLBY, one point of life satisfaction of one person for one year, in pounds. Source: HM Treasury,
//! Wellbeing Guidance for Appraisal (2021), which takes the mean of two ways to the value, in prices of
//! 2019, as a range.

use super::Pence;
use crate::framework::Pounds;
use crate::ledger::Quantity;
use rust_decimal::{Decimal, MathematicalOps};

/// The value of a WELLBY in prices of 2019.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wellby {
    /// The lower end of the range: from the value of a year of life in health.
    pub low: Pence,
    /// The value that is recommended.
    pub central: Pence,
    /// The upper end: from what income does for satisfaction.
    pub high: Pence,
}

/// The value as it is published.
pub fn wellby() -> Wellby {
    Wellby {
        low: Pence(1_000_000),
        central: Pence(1_300_000),
        high: Pence(1_600_000),
    }
}

impl Wellby {
    /// The recommended value at prices and at a GDP per head that are said as indices, 2019 being 100,
    /// in thousandths. None when one of them is not above nought.
    pub fn at(prices: Quantity, gdp_per_head: Quantity) -> Option<Pounds> {
        let growth = |index: Quantity| Decimal::new(index.0, 5);
        let pence = Self::uprated(wellby().central, growth(prices), growth(gdp_per_head))?;
        let ten_millionths = pence.0.checked_mul(100_000)?;
        Some(Pounds { ten_millionths })
    }

    /// A value in a later year's prices: times the growth of prices (the GDP deflator, later over 2019),
    /// times the growth of GDP per head to the power of 1.3, rounded to the penny. None when an index
    /// is not above nought.
    pub fn uprated(value: Pence, prices: Decimal, gdp_per_head: Decimal) -> Option<Pence> {
        if prices <= Decimal::ZERO || gdp_per_head <= Decimal::ZERO {
            return None;
        }
        let growth = gdp_per_head.checked_powd(Decimal::new(13, 1))?;
        let exact = value.pounds().checked_mul(prices)?.checked_mul(growth)?;
        Pence::rounded(exact)
    }
}
