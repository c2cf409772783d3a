//! Keeping track (P5a to P5d).

use super::Look;
use crate::policy::store::facts;
use domain::obligations;

pub(super) const LOOKS: &[(&str, Look)] = &[
    ("P5a", |read, ground, _| {
        Ok(obligations::quarterly(&facts::quarterly(read, ground)?))
    }),
    ("P5b", |read, ground, _| {
        let facts = facts::annual(read, ground)?;
        Ok(obligations::annual(&facts, ground.today))
    }),
    ("P5c", |read, ground, _| {
        Ok(obligations::heard(facts::heard(read, ground)?))
    }),
    ("P5d", |read, ground, _| {
        Ok(obligations::adjusting(facts::adjusting(read, ground)?))
    }),
];
