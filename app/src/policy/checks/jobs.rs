//! What is done, and what it comes to (P2).

use super::Look;
use crate::policy::store::facts;
use domain::obligations;

pub(super) const LOOKS: &[(&str, Look)] = &[
    ("P2.1a", |read, ground, _| {
        let offers = facts::offers(read, "staff")?;
        Ok(obligations::offers(&offers, ground.today))
    }),
    ("P2.1b", |read, ground, clause| {
        let kpis = facts::kpis(read, (ground, clause), &["NT1", "NT20"])?;
        Ok(obligations::kpis(&kpis, ground.ratings))
    }),
    ("P2.1c", |read, ground, _| {
        let offers = facts::offers(read, "learners")?;
        Ok(obligations::offers(&offers, ground.today))
    }),
    ("P2.1d", |read, ground, clause| {
        let kpis = facts::kpis(read, (ground, clause), &["NT7", "NT9", "NT11"])?;
        Ok(obligations::kpis(&kpis, ground.ratings))
    }),
    ("P2.2a", |read, ground, _| {
        Ok(obligations::growth(facts::growth(read, ground)?))
    }),
    ("P2.2b", |read, ground, _| {
        Ok(obligations::together(facts::together(read, ground)?))
    }),
    ("P2.2c", |read, ground, _| {
        Ok(obligations::pilots(facts::pilots(read, ground)?))
    }),
];
