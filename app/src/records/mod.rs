//! What is kept to be believed later (P5e): the audit log as a page and as a file, all entries as a file,
//! and the second look at everything that can be recomputed. It reads what others wrote and never changes any of it.

pub(crate) mod entries;
pub(crate) mod export;
pub(crate) mod log;
pub(crate) mod look;
mod static_files;
mod store;
mod verify;

#[cfg(test)]
mod tests;

pub(crate) use look::{Handed, look};
pub(crate) use static_files::{handovers, keys, static_files, written_into};
pub(crate) use store::{files, organisations};
pub(crate) use verify::{Checked, verify};
