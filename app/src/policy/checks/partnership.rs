//! Partners and the checklist for them (P3, appendix A).

use super::Look;
use crate::policy::store::facts;
use domain::obligations;
use domain::partners::Check;

pub(super) const LOOKS: &[(&str, Look)] = &[
    ("P3a", |read, ground, _| {
        Ok(obligations::listed(&facts::listed(read, ground)?))
    }),
    ("P3b", |read, ground, _| {
        Ok(obligations::approvals(&facts::approvals(read, ground)?))
    }),
    ("A.1", |read, ground, _| {
        let facts = facts::checked(read, ground, Check::Safeguarding)?;
        Ok(obligations::checked(facts))
    }),
    ("A.2", |read, ground, _| {
        let facts = facts::checked(read, ground, Check::Quality)?;
        Ok(obligations::checked(facts))
    }),
    ("A.3", |read, ground, _| {
        let facts = facts::checked(read, ground, Check::Conflict)?;
        Ok(obligations::checked(facts))
    }),
    ("A.4", |read, ground, _| {
        let facts = facts::checked(read, ground, Check::Benefit)?;
        Ok(obligations::checked(facts))
    }),
    ("A.5", |read, ground, _| {
        Ok(obligations::signed(facts::signed(read, ground)?))
    }),
];
