//! Discounting by the rates of the Green Book. The rates are data with a date and a source,
//! `frameworks/discount_rates.toml`, because they change.

use super::Pence;
use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::Deserialize;
use thiserror::Error;

const RATES: &str = include_str!("../../../frameworks/discount_rates.toml");

/// The last year that is discounted.
const LAST_YEAR: u32 = 500;

/// A schedule of rates.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DiscountRates {
    /// The word in the database and in forms: `standard`.
    pub key: String,
    /// The name on a page.
    pub title: String,
    /// From when on it is published.
    pub from: Date,
    /// Where it is published.
    pub source: String,
    /// Its rates, for later and later years.
    pub bands: Vec<Band>,
}

/// A rate, and the first year it holds for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Band {
    /// The first year, counted from 0.
    pub from_year: u32,
    /// In percent.
    pub percent: Decimal,
}

/// Which year the first year of benefits is: undiscounted year 0, or year 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FirstYear {
    /// The first year is not discounted.
    Zero,
    /// The first year is discounted once.
    One,
}

/// Why there is no factor for a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum NoRate {
    /// It is further away than anyone can count.
    #[error("Years are counted from 0 to {LAST_YEAR}")]
    TooFar,
    /// No rate holds for it.
    #[error("The rates say nothing of that year")]
    NoBand,
    /// The amounts are too large.
    #[error("The amounts are too large to be discounted")]
    TooLarge,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    rates: Vec<DiscountRates>,
}

/// The schedules that come with the program; the error says what is wrong with their file.
pub fn discount_rates() -> Result<Vec<DiscountRates>, String> {
    let file: File = toml::from_str(RATES).map_err(|fault| fault.message().to_owned())?;
    Ok(file.rates)
}

impl FirstYear {
    /// Both, in the order forms offer them.
    pub const ALL: [Self; 2] = [Self::Zero, Self::One];

    /// The number of the first year.
    pub fn number(self) -> u32 {
        match self {
            Self::Zero => 0,
            Self::One => 1,
        }
    }

    /// The name on a page.
    pub fn name(self) -> &'static str {
        match self {
            Self::Zero => "Year 0: the first year is not discounted",
            Self::One => "Year 1: the first year is discounted once",
        }
    }

    /// The first year of a number, if there is one.
    pub fn from_number(number: i64) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|first| i64::from(first.number()) == number)
    }
}

impl DiscountRates {
    /// The rate of a year in percent.
    fn percent(&self, year: u32) -> Option<Decimal> {
        let holds = |band: &&Band| band.from_year <= year;
        self.bands.iter().rfind(holds).map(|band| band.percent)
    }

    /// What one pound of a year is worth in year 0: 1 for year 0, and for each year after it the
    /// factor before, divided by 1 and the year's rate.
    pub fn factor(&self, year: u32) -> Result<Decimal, NoRate> {
        if year > LAST_YEAR {
            return Err(NoRate::TooFar);
        }
        let mut factor = Decimal::ONE;
        for year in 1..=year {
            let percent = self.percent(year).ok_or(NoRate::NoBand)?;
            let by = Decimal::ONE + percent / Decimal::ONE_HUNDRED;
            factor = factor.checked_div(by).ok_or(NoRate::NoBand)?;
        }
        Ok(factor)
    }

    /// An amount of a year as it is worth in year 0, rounded to the penny.
    pub fn present(&self, amount: Pence, year: u32) -> Result<Pence, NoRate> {
        let exact = amount.pounds().checked_mul(self.factor(year)?);
        exact.and_then(Pence::rounded).ok_or(NoRate::TooLarge)
    }

    /// The net present social value of amounts by year, rounded to the penny at the end: what is spent
    /// is negative.
    pub fn net_present_value(&self, amounts: &[(u32, Pence)]) -> Result<Pence, NoRate> {
        let mut sum = Decimal::ZERO;
        for &(year, amount) in amounts {
            let present = amount.pounds().checked_mul(self.factor(year)?);
            let with = present.and_then(|present| sum.checked_add(present));
            sum = with.ok_or(NoRate::TooLarge)?;
        }
        Pence::rounded(sum).ok_or(NoRate::TooLarge)
    }
}
