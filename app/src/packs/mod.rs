//! A pack: one file with a return, a report, a whole year or a partner's passport and everything that
//! proves it, to be read and checked years later without this system (P5e). It is a bag (RFC 8493) in a
//! ZIP, made anew each time from what is signed: the same input gives the same bytes. How much of people
//! it holds is chosen by whoever makes it.

mod ask;
mod assemble;
pub(crate) mod choose;
mod content;
pub(crate) mod file;
mod of_partner;
mod of_report;
mod of_return;
mod phrase;
mod signed;
mod store;
mod tokens;
mod totals;

#[cfg(test)]
mod tests;

pub(crate) use ask::{Asked, Kind, Personal};
pub(crate) use assemble::pack;
pub(crate) use phrase::Phrase;
pub(crate) use signed::signed;
pub(crate) use store::ending;
