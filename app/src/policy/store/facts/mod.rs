//! Every statement by which the checks count their facts. They read registers and totals alone, or seek
//! the newest row of an index, so that none costs more when more is recorded.

mod jobs;
mod monitoring;
mod partnership;
mod reviewing;
mod roles;
mod statement;
mod themes;

use crate::failure::Failure;
use database::{DatabaseFault, Read, Row, Value};

pub(in crate::policy) use jobs::{growth, kpis, offers, pilots, together};
pub(in crate::policy) use monitoring::{adjusting, annual, heard, quarterly};
pub(in crate::policy) use partnership::{approvals, checked, listed, signed};
pub(in crate::policy) use reviewing::{
    documents, law_changes, missed_kpis, objective_changes, retention,
};
pub(in crate::policy) use roles::{asked, leading, looked, recording, required, reviews, sign_off};
pub(in crate::policy) use statement::{detracting, elsewhere, flow, reach, strategy, worth};
pub(in crate::policy) use themes::{adopted, communicated, consulted, coverage, pipeline};

/// The only row of a statement that counts.
fn counts(read: &mut Read<'_>, sql: &str, values: &[Value]) -> Result<Row, Failure> {
    Ok(read.first(sql, values)?.ok_or(DatabaseFault::Missing)?)
}

/// The first column of each row.
fn names(read: &mut Read<'_>, sql: &str, values: &[Value]) -> Result<Vec<String>, Failure> {
    let rows = read.query(sql, values)?;
    Ok(rows
        .iter()
        .map(|row| row.text(0))
        .collect::<Result<_, _>>()?)
}
