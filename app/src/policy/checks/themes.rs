//! The framework and the habits (P1.2).

use super::{Ground, Look};
use crate::failure::Failure;
use crate::policy::store::facts;
use database::Read;
use domain::obligations::{self, Judged};

pub(super) const LOOKS: &[(&str, Look)] = &[
    ("P1.2a", |read, ground, _| {
        Ok(obligations::adopted(&facts::adopted(read, ground)?))
    }),
    ("P1.2b", |read, ground, _| {
        Ok(obligations::consulted(facts::consulted(read, ground)?))
    }),
    ("P1.2c", |read, ground, _| {
        let facts = facts::communicated(read, ground)?;
        Ok(obligations::communicated(facts, ground.today))
    }),
    ("P1.2d", |read, ground, _| {
        Ok(obligations::pipeline(facts::pipeline(read, ground)?))
    }),
    ("P1.2e", |read, ground, _| {
        Ok(obligations::coverage(facts::coverage(read, ground)?))
    }),
    ("P1.2f", monitoring),
];

/// Monitoring as a whole: quarters, the year, and what was said.
fn monitoring(read: &mut Read<'_>, ground: &Ground, _: Option<&str>) -> Result<Judged, Failure> {
    Ok(obligations::worst([
        obligations::quarterly(&facts::quarterly(read, ground)?),
        obligations::annual(&facts::annual(read, ground)?, ground.today),
        obligations::heard(facts::heard(read, ground)?),
    ]))
}
