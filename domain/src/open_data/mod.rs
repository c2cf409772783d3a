//! What was signed as data that anybody can read (P5b): the Common Impact Data Standard and the Open
//! Contracting Data Standard. Both are made of the figures as they are printed for readers outside, so a
//! small number of people is in neither. The same signed figures give the same bytes.

mod cids;
mod codes;
mod ocds;
mod signed;

pub use cids::cids;
pub use ocds::{Funded, OcidPrefix, PrefixRefused, ocds};
pub use signed::{About, SignedFigure, SignedFigures, TargetsMet};

#[cfg(test)]
mod tests;
