//! Restating: a signed return is never changed, so what is known better later becomes a new edition that
//! names the one it replaces, says why, and goes the same way to its own seal.

pub(crate) mod begin;
pub(in crate::monitoring) mod chain;
pub(crate) mod compare;
pub(crate) mod dropping;
pub(super) mod late;
mod since;

pub(crate) use since::{Later, restated_since};
