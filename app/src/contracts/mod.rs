//! The contracts under which work is funded: who pays, under which number and funding stream, from when
//! until when, and how long its records are kept (P5e). An entry may name the contract it belongs to.

pub(crate) mod edit;
pub(crate) mod list;
pub(crate) mod show;
mod store;
#[cfg(test)]
mod tests;

use database::Id;
use jiff::civil::Date;
use pages::Choice;

pub(crate) use store::{all, find};

/// A contract.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Contract {
    pub(crate) id: Id,
    pub(crate) funder: String,
    pub(crate) number: String,
    /// The funding stream as it is called now.
    pub(crate) stream: String,
    /// What the stream was called before; may be empty.
    pub(crate) former_stream: String,
    pub(crate) starts_on: Date,
    pub(crate) ends_on: Date,
    /// Which rule says how long its records are kept.
    pub(crate) retention_class: String,
}

impl Contract {
    /// The contract in a few words.
    pub(crate) fn name(&self) -> String {
        format!("{} {}", self.funder, self.number)
    }

    /// Whether it runs on a day.
    pub(crate) fn runs_on(&self, day: Date) -> bool {
        (self.starts_on..=self.ends_on).contains(&day)
    }

    /// The contract as something to choose.
    pub(crate) fn choice(&self) -> Choice {
        let words = format!("{}, {}", self.name(), self.stream);
        Choice::new(self.id.to_string(), words)
    }

    /// The stream with what it was called before.
    fn stream_in_words(&self) -> String {
        if self.former_stream.is_empty() {
            return self.stream.clone();
        }
        format!("{} (before: {})", self.stream, self.former_stream)
    }
}
