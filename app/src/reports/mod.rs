//! The annual report (P5b): built from the four signed quarterly returns of a year and nothing else,
//! with the Lead's lessons, recommendations and proposed changes; prepared by one person, signed off
//! by another (P4d), sealed for good. A report that is not signed does not exist for a Commissioner.

mod content;
mod document;
pub(crate) mod edit;
mod figures;
pub(crate) mod files;
pub(crate) mod list;
pub(crate) mod prepare;
pub(crate) mod show;
pub(crate) mod sign_off;
mod store;
mod themes;
mod verify;

#[cfg(test)]
mod tests;

pub(crate) use verify::verify_seals;
