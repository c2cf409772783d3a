//! Reviews of the policy, and what it refers to (P6).

use super::{Ground, Look};
use crate::failure::Failure;
use crate::policy::review;
use crate::policy::store::facts;
use database::Read;
use domain::obligations::{self, Judged, Reviewing};

pub(super) const LOOKS: &[(&str, Look)] = &[
    ("P6a", reviewing),
    ("P6b", |read, ground, _| {
        Ok(obligations::documents(&facts::documents(read, ground)?))
    }),
];

/// What asks for a review of the version.
fn reviewing(read: &mut Read<'_>, ground: &Ground, _: Option<&str>) -> Result<Judged, Failure> {
    let asked = review::asked_for(read, &ground.policy, ground.today)?;
    let facts = Reviewing {
        next_on: review::next_on(read, &ground.policy)?,
        since: asked.iter().map(domain::policy::ReviewReason::since).min(),
        reasons: asked.iter().map(ToString::to_string).collect(),
    };
    Ok(obligations::reviewing(&facts, ground.today))
}
