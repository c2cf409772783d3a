//! What was done is worth in pounds, for an organisation that wants to say so (P1.0): values for one
//! unit, how long what was done lasts and what of it is left, gross and net beside each other, what each
//! pound invested comes to, and the principles that such an account has to answer. Pounds are never the
//! headline, and what was signed is never valued anew.

pub(crate) mod account;
pub(crate) mod measure;
pub(crate) mod settings;
pub(crate) mod show;
mod store;
mod worth;

#[cfg(test)]
mod tests;

use crate::failure::Failure;
use database::{Id, Read};
use domain::calendar::Year;
use domain::valuation::{FirstYear, Pence, Principle, Share};
use jiff::civil::Date;

pub(crate) use store::answers;
pub(crate) use worth::{Kind, Row, Worth};

/// What was invested for a year's value.
pub(crate) fn invested(read: &mut Read<'_>, year: Year) -> Result<Pence, Failure> {
    let investments = store::investments(read, year)?;
    Ok(investments.iter().map(|one| one.pence).sum())
}

/// How long what a measure counts lasts, and what of it is left, from a date on.
#[derive(Debug, Clone)]
struct Assumed {
    from: Date,
    years: u32,
    deadweight: Share,
    displacement: Share,
    attribution: Share,
    drop_off: Share,
    /// Where the assumptions come from.
    reason: String,
}

/// By which rates later years are discounted.
#[derive(Debug, Clone)]
struct Setting {
    /// The key of a schedule of rates.
    rates: String,
    first_year: FirstYear,
}

/// What was invested for a year's value.
#[derive(Debug, Clone)]
struct Investment {
    id: Id,
    purpose: String,
    pence: Pence,
}

/// How a year's account answers a principle.
#[derive(Debug, Clone)]
struct Answered {
    principle: Principle,
    answer: String,
}
