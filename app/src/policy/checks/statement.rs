//! The document and its statement (P0, P1.0, P1.1).

use super::{Ground, Look};
use crate::failure::Failure;
use crate::people;
use crate::policy::review;
use crate::policy::store::facts;
use database::Read;
use domain::obligations::{self, Cover, Judged};

pub(super) const LOOKS: &[(&str, Look)] = &[
    ("P0.1", cover),
    ("P1.0", |read, ground, _| {
        Ok(obligations::worth(facts::worth(read, ground)?))
    }),
    ("P1.1a", |read, ground, _| {
        Ok(obligations::flow(facts::flow(read, ground)?))
    }),
    ("P1.1b", |read, ground, _| {
        Ok(obligations::reach(&facts::reach(read, ground)?))
    }),
    ("P1.1c", |read, ground, _| {
        Ok(obligations::strategy(&facts::strategy(read, ground)?))
    }),
    ("P1.1d", |read, ground, _| {
        Ok(obligations::detracting(&facts::detracting(read, ground)?))
    }),
    ("P1.1e", |read, ground, _| {
        Ok(obligations::elsewhere(&facts::elsewhere(read, ground)?))
    }),
];

/// What the register knows of the version.
fn cover(read: &mut Read<'_>, ground: &Ground, _: Option<&str>) -> Result<Judged, Failure> {
    let policy = &ground.policy;
    let names = people::names(read)?;
    let approved = policy.approved.map(|(by, at)| {
        let by = names.get(&by).cloned().unwrap_or_default();
        (by, crate::app::date_of(at))
    });
    let facts = Cover {
        version: policy.version.clone(),
        issued_on: policy.issued_on,
        review_on: review::next_on(read, policy)?,
        owner: policy.owner_id.and_then(|id| names.get(&id).cloned()),
        approved,
    };
    Ok(obligations::cover(&facts, ground.today))
}
