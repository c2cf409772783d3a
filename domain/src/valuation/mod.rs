//! What something is worth in pounds, where an organisation wants to say so (P1.0, P1.1a): values for
//! one unit, whole-life value gross and net, discounting by the Green Book, local multipliers,
//! wellbeing, and social return on investment with its principles. Pounds are optional, and never the
//! headline: a figure is first of all a quantity of a measure.
//!
//! Amounts are exact until a row is printed. A row is rounded to the penny, halves away from nought,
//! and a total is the sum of the rounded rows, so that a reader who adds up finds the same.

mod discounting;
mod pence;
mod principles;
mod ratio;
mod wellbeing;
mod whole_life;

pub use discounting::{Band, DiscountRates, FirstYear, NoRate, discount_rates};
pub use pence::Pence;
pub use principles::Principle;
pub use ratio::{change_percent, local_multiplier, per_pound, percent_of};
pub use wellbeing::{Wellby, wellby};
pub use whole_life::{Case, CaseRefused, Share, WholeLife, YearOf};

/// Said beside every table in pounds.
pub const ROUNDING: &str =
    "Each row is rounded to the penny, halves up; a total is the sum of the rounded rows.";

#[cfg(test)]
mod tests;
