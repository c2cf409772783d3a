//! What an outcome is worth over its whole life, gross and net (P1.0). Deadweight would have happened
//! anyway, displacement only moved, attribution was done by others, drop-off is lost each year. Source
//! of the terms: Social Value International, A Guide to Social Return on Investment.

use super::{DiscountRates, FirstYear, NoRate, Pence};
use crate::framework::Pounds;
use crate::ledger::Quantity;
use rust_decimal::Decimal;
use std::fmt;
use thiserror::Error;

/// A share of a whole in hundredths of a percent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Share(u16);

/// The most years an outcome may last here.
const MOST_YEARS: u32 = 60;

/// An outcome and what is known of it.
#[derive(Debug, Clone, Copy)]
pub struct Case<'a> {
    /// How much of it there is.
    pub quantity: Quantity,
    /// What one unit is worth in one year.
    pub pounds: Pounds,
    /// How many years it lasts, 1 to 60.
    pub years: u32,
    /// The part that would have happened anyway.
    pub deadweight: Share,
    /// The part that only moved from elsewhere.
    pub displacement: Share,
    /// The part that others brought about.
    pub attribution: Share,
    /// The part of the year before that is lost each year.
    pub drop_off: Share,
    /// The rates it is discounted by.
    pub rates: &'a DiscountRates,
    /// Which year the first one is.
    pub first_year: FirstYear,
}

/// One year of an outcome.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YearOf {
    /// Its number, as discounting counts it.
    pub year: u32,
    /// The quantity at its value.
    pub gross: Pence,
    /// What is left of it.
    pub net: Pence,
    /// What a pound of this year is worth in year 0.
    pub factor: Decimal,
    /// What is left of it, as it is worth in year 0.
    pub present: Pence,
}

/// An outcome over its whole life: the sums are those of the rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WholeLife {
    /// Its years in their order.
    pub years: Vec<YearOf>,
    /// The sum of the gross rows.
    pub gross: Pence,
    /// The sum of the net rows.
    pub net: Pence,
    /// The sum of the discounted rows.
    pub present: Pence,
    /// How the first year's net value comes from its gross one, in words and figures.
    pub working: String,
}

/// Why a case cannot be worked out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum CaseRefused {
    /// It lasts no year, or too many.
    #[error("It lasts 1 to {MOST_YEARS} years")]
    Years,
    /// The amounts are too large.
    #[error("The amounts are too large to be written")]
    TooLarge,
    /// No rate holds.
    #[error(transparent)]
    Rate(#[from] NoRate),
}

impl Share {
    /// A share of so many thousandths of a percent, as forms read numbers: 12.5 % is 12,500. None
    /// when it is below nought, over the whole, or finer than a hundredth of a percent.
    pub fn of_thousandths(thousandths: i64) -> Option<Self> {
        let is_share = thousandths % 10 == 0 && (0..=100_000).contains(&thousandths);
        let hundredths = u16::try_from(thousandths / 10).ok()?;
        is_share.then_some(Self(hundredths))
    }

    /// Thousandths of a percent, 0 to 100,000.
    pub fn thousandths(self) -> i64 {
        i64::from(self.0) * 10
    }

    /// What is left without it, as a part of 1.
    fn rest(self) -> Decimal {
        Decimal::ONE - Decimal::new(i64::from(self.0), 4)
    }
}

impl fmt::Display for Share {
    /// In percent: `12.5%`.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}%", Quantity(self.thousandths()))
    }
}

impl Case<'_> {
    /// Works the case out year by year.
    pub fn work_out(&self) -> Result<WholeLife, CaseRefused> {
        if !(1..=MOST_YEARS).contains(&self.years) {
            return Err(CaseRefused::Years);
        }
        let gross = Pence::of(self.quantity, self.pounds).ok_or(CaseRefused::TooLarge)?;
        let mut left = self.deadweight.rest() * self.displacement.rest() * self.attribution.rest();
        let mut years = Vec::new();
        for number in 0..self.years {
            if number > 0 {
                left = (left * self.drop_off.rest()).round_dp(18);
            }
            let exact = gross.pounds().checked_mul(left);
            let net = exact
                .and_then(Pence::rounded)
                .ok_or(CaseRefused::TooLarge)?;
            let year = self.first_year.number() + number;
            years.push(YearOf {
                year,
                gross,
                net,
                factor: self.rates.factor(year)?,
                present: self.rates.present(net, year)?,
            });
        }
        let first = years.first().map_or(gross, |year| year.net);
        Ok(WholeLife {
            gross: years.iter().map(|year| year.gross).sum(),
            net: years.iter().map(|year| year.net).sum(),
            present: years.iter().map(|year| year.present).sum(),
            working: self.working(gross, first),
            years,
        })
    }

    fn working(&self, gross: Pence, net: Pence) -> String {
        let taken = [
            ("deadweight", self.deadweight),
            ("displacement", self.displacement),
            ("attribution", self.attribution),
        ];
        let less: String = taken
            .iter()
            .map(|(name, share)| format!(" × (100% − {share} {name})"))
            .collect();
        format!(
            "{} × £{} = {gross}{less} = {net} in the first year; {} less each year after it",
            self.quantity, self.pounds, self.drop_off
        )
    }
}
