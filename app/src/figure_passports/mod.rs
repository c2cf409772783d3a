//! The passport of a figure (P1.1a): somebody types the code that stands beside a printed figure and sees
//! the rule it was counted by, its entries and evidence, what came late, and who signed it. It reads what
//! is sealed and changes none of it; what was corrected since is said beside it.

mod complete;
pub(crate) mod find;
mod later;
mod of_report;
mod of_return;
mod sealed;
pub(crate) mod show;
mod store;
mod verify;

#[cfg(test)]
mod tests;

pub(crate) use complete::complete;
pub(crate) use verify::verify_codes;
