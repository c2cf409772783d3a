//! Who does what (P4).

use super::Look;
use crate::policy::store::facts;
use domain::obligations;

pub(super) const LOOKS: &[(&str, Look)] = &[
    ("P4a", |read, ground, _| {
        Ok(obligations::leading(facts::leading(read, ground)?))
    }),
    ("P4b", |read, ground, _| {
        Ok(obligations::required(&facts::required(read, ground)?))
    }),
    ("P4c", |read, ground, _| {
        Ok(obligations::reviews(&facts::reviews(read, ground)?))
    }),
    ("P4d", |read, ground, _| {
        Ok(obligations::sign_off(&facts::sign_off(read, ground)?))
    }),
    ("P4e", |read, ground, _| {
        let facts = facts::recording(read, ground)?;
        Ok(obligations::recording(facts, ground.today))
    }),
    ("P4f", |read, ground, _| {
        Ok(obligations::looked(&facts::looked(read, ground)?))
    }),
    ("P4g", |read, ground, _| {
        Ok(obligations::asked(facts::asked(read, ground)?))
    }),
];
