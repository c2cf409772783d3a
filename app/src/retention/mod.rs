//! How long records are kept and how they go (P5e): classes and what contracts ask, holds, and disposal by
//! two people with a certificate and a stub that stays. Nothing goes because a day has come, nothing goes
//! while a hold keeps it, and no other place of the system destroys a record.

mod bag;
pub(crate) mod class;
pub(crate) mod contract;
pub(crate) mod disposal;
mod going;
pub(crate) mod holds;
pub(crate) mod kind;
mod looking;
pub(crate) mod overview;
mod store;

#[cfg(test)]
mod tests;

pub(crate) use looking::{in_words, is_kept, is_person_held};
pub(crate) use store::disposals::to_agree;
pub(crate) use store::erasing::erase_lines;

use database::Id;
use domain::retention::{Covers, Due, Event, RecordKind, Subject};
use jiff::Timestamp;
use jiff::civil::Date;

/// A record of a kind that goes by disposal.
#[derive(Debug, Clone)]
struct Record {
    subject: Subject,
    event: Event,
}

/// A record with the day it may go.
#[derive(Debug, Clone)]
struct Dated {
    record: Record,
    due: Due,
}

/// A hold as it was placed, and as it was lifted if it was.
#[derive(Debug, Clone)]
struct Hold {
    id: Id,
    name: String,
    covers: Covers,
    reason: String,
    placed: (Timestamp, Option<Id>),
    lifted: Option<(Timestamp, Option<Id>, String)>,
}

/// What a contract asks of its records.
#[derive(Debug, Clone, PartialEq, Eq)]
struct ContractRule {
    class_key: String,
    last_payment_on: Option<Date>,
    not_before: Option<Date>,
}

/// A disposal and how far it has come.
#[derive(Debug, Clone)]
struct Disposal {
    id: Id,
    kind: RecordKind,
    reason: String,
    records: i64,
    list_sha256: [u8; 32],
    asked: (Timestamp, Id),
    agreed: Option<(Timestamp, Id)>,
    withdrawn: Option<(Timestamp, Id)>,
    gone_at: Option<Timestamp>,
    bag: Option<[u8; 32]>,
}

/// What stays of a record that went.
#[derive(Debug, Clone)]
struct Stub {
    id: Id,
    sha256: [u8; 32],
    rows: i64,
    file_sha256: Option<[u8; 32]>,
    counted_from: Date,
    dispose_from: Date,
    class_name: String,
    authority: String,
}
