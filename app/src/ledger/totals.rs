//! Totals as they are read: running sums of a quarter in the ways that pages look at them. Their
//! number does not grow with the number of entries.

use super::store;
use crate::failure::Failure;
use database::{Id, Read};
use domain::calendar::Quarter;
use domain::ledger::{Grade, Quantity};

/// How totals are divided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Part {
    /// Not at all: all of a measure.
    Whole,
    /// By the month an entry counts in: `2026-09`.
    Month,
    /// By the area's code; empty for none.
    Area,
    /// By the partner's key; empty for none.
    Partner,
    /// By the area's code and the method that found it; what was recorded has no part in it.
    Method,
}

impl Part {
    /// All ways, each kept for every entry.
    pub(crate) const ALL: [Self; 5] = [
        Self::Whole,
        Self::Month,
        Self::Area,
        Self::Partner,
        Self::Method,
    ];

    /// The word in the database.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Whole => "whole",
            Self::Month => "month",
            Self::Area => "area",
            Self::Partner => "partner",
            Self::Method => "method",
        }
    }
}

/// One running sum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Total {
    pub(crate) quarter: Quarter,
    pub(crate) measure_id: Id,
    pub(crate) part: Part,
    /// The month, the area's code or the partner's key; empty for the whole, and for none.
    pub(crate) key: String,
    pub(crate) grade: Grade,
    pub(crate) quantity: Quantity,
    /// The part that is additional to what contracts pay for.
    pub(crate) additional: Quantity,
    pub(crate) entries: i64,
}

/// A running sum of what was done under a contract in an area.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ContractTotal {
    pub(crate) contract_id: Id,
    pub(crate) measure_id: Id,
    pub(crate) area_code: String,
    pub(crate) grade: Grade,
    pub(crate) quantity: Quantity,
    /// The part that is additional to what the contract pays for.
    pub(crate) additional: Quantity,
}

impl Total {
    /// The method of a total by method.
    pub(crate) fn method_in(&self, area_code: &str) -> Option<&str> {
        self.key.strip_prefix(area_code)?.strip_prefix(' ')
    }

    /// The partner a total by partner is about; `None` for entries without one.
    pub(crate) fn partner_id(&self) -> Option<Id> {
        Id::parse_str(&self.key).ok()
    }
}

/// The totals of these quarters, divided in these ways. Each way but the method alone sums to the same.
pub(crate) fn totals(
    read: &mut Read<'_>,
    parts: &[Part],
    quarters: &[Quarter],
) -> Result<Vec<Total>, Failure> {
    let mut found = Vec::new();
    for quarter in quarters {
        for part in parts {
            found.extend(store::totals(read, *part, *quarter)?);
        }
    }
    Ok(found)
}
