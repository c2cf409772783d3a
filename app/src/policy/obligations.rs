//! What each clause asks for, and how it stands: by a check of the library over live data, or by what
//! somebody attests. How each stood is kept, a row for each change; a page shows how it stands now.

use super::checks::{self, Ground};
use super::{Policy, shown, store};
use crate::app::App;
use crate::failure::Failure;
use crate::{organisation, people};
use database::{Id, LogEntry, Read, Scope};
use domain::obligations::{Attestation, Attested, Check, Judged, State, attested};
use jiff::Timestamp;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Something that a clause asks for, or the document as a whole.
#[derive(Debug, Clone)]
pub(super) struct Obligation {
    pub(super) id: Id,
    pub(super) policy_id: Id,
    /// None when it is about the document as a whole.
    pub(super) clause_id: Option<String>,
    pub(super) what: What,
    pub(super) asks: String,
}

/// How it is known whether an obligation is kept.
#[derive(Debug, Clone)]
pub(super) enum What {
    /// By a check over what is recorded.
    Check(&'static Check),
    /// By what somebody attests, first by this day.
    Attested { owner_id: Id, due_on: Date },
}

/// What somebody said of an obligation.
#[derive(Debug, Clone)]
pub(super) struct Said {
    pub(super) outcome: Attestation,
    pub(super) shown_by: String,
    pub(super) attested_on: Date,
    pub(super) next_due_on: Date,
    pub(super) recorded_by: Id,
    /// The evidence that was given with it.
    pub(super) evidence_id: Option<Id>,
}

/// How an obligation stood from a day on.
#[derive(Debug, Clone)]
pub(super) struct Stood {
    pub(super) number: i64,
    pub(super) state: State,
    pub(super) reason: String,
    pub(super) since: Date,
}

/// An obligation as it stands.
#[derive(Debug, Clone)]
pub(super) struct Standing {
    pub(super) obligation: Obligation,
    pub(super) judged: Judged,
    pub(super) since: Date,
    /// The state that is kept, if it is another one or none.
    before: Option<i64>,
}

impl Standing {
    /// Where the proof is: what the link says, and its address.
    pub(super) fn proof(&self) -> (&str, String) {
        match &self.obligation.what {
            What::Check(check) => (check.proof.0, check.proof.1.to_owned()),
            What::Attested { .. } => (
                "What was attested",
                format!("/policy/obligations/{}", self.obligation.id),
            ),
        }
    }
}

/// How every obligation of a version stands today, in the order they were added.
pub(super) fn standing(
    read: &mut Read<'_>,
    policy: &Policy,
    today: Date,
) -> Result<Vec<Standing>, Failure> {
    let ground = Ground::of(read, policy, today)?;
    let obligations = store::obligations(read, policy.id)?;
    let mut kept = store::states_now(read, policy.id)?;
    let mut said = store::said_last(read, policy.id)?;
    let names = people::names(read)?;
    let mut found = Vec::new();
    for obligation in obligations {
        let judged = match &obligation.what {
            What::Check(check) => {
                checks::look(read, &ground, (check.key, obligation.clause_id.as_deref()))?
            }
            What::Attested { owner_id, due_on } => {
                let last = said.remove(&obligation.id);
                attested(
                    &Attested {
                        owner: names.get(owner_id).map_or("", String::as_str),
                        due_on: last.as_ref().map_or(*due_on, |last| last.next_due_on),
                        last: last.map(|last| (last.attested_on, last.outcome)),
                    },
                    today,
                )
            }
        };
        let last = kept.remove(&obligation.id);
        let same = last.as_ref().filter(|last| last.state == judged.state);
        found.push(Standing {
            since: same.map_or(today, |same| same.since),
            before: match (same, last.as_ref()) {
                (Some(_), _) => None,
                (None, last) => Some(last.map_or(0, |last| last.number)),
            },
            obligation,
            judged,
        });
    }
    Ok(found)
}

/// How many obligations stand in each state.
pub(super) fn tally(standing: &[Standing]) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    for one in standing {
        *counts.entry(one.judged.state.key()).or_default() += 1;
    }
    counts
}

/// Keeps how the obligations stand, where that has changed; says how many have.
pub(crate) fn keep(app: &App, scope: Scope, now: Timestamp) -> Result<usize, Failure> {
    let today = crate::app::date_of(now);
    let changed = app.database.read(scope, |read| {
        let versions = store::versions(read)?;
        let mut changed = Vec::new();
        for policy in in_force(&versions) {
            let standing = standing(read, policy, today)?;
            changed.extend(standing.into_iter().filter(|one| one.before.is_some()));
        }
        Ok::<_, Failure>(changed)
    })?;
    if changed.is_empty() {
        return Ok(0);
    }
    let counts: BTreeMap<&str, usize> = tally(&changed);
    let entry = LogEntry {
        at: now,
        action: "states of clauses changed".to_owned(),
        record_kind: "policy".to_owned(),
        record_id: changed
            .first()
            .map(|one| one.obligation.policy_id.to_string())
            .unwrap_or_default(),
        content: serde_json::json!(counts),
    };
    let kept = app.database.write(scope, |mut write| {
        for one in &changed {
            let stood = Stood {
                number: one.before.unwrap_or(0) + 1,
                state: one.judged.state,
                reason: one.judged.reason.clone(),
                since: one.since,
            };
            store::state_add(&mut write, one.obligation.id, &stood, now)?;
        }
        Ok::<_, Failure>(write.commit(entry.clone(), changed.len())?)
    });
    match kept {
        // Somebody else has just kept the same.
        Err(failure) if failure.is_constraint() => Ok(0),
        kept => kept,
    }
}

/// The versions whose states are kept: the approved ones, and the one that pages show.
fn in_force(versions: &[Policy]) -> Vec<&Policy> {
    let shown = shown(versions, None).map(|policy| policy.id);
    let holds = |policy: &&Policy| policy.is_approved() || Some(policy.id) == shown;
    versions.iter().filter(holds).collect()
}

/// Keeps the states of every organisation. It is done by the clock.
pub(crate) fn keep_all(app: &App) -> Result<(), Failure> {
    for organisation_id in app
        .database
        .directory_look(organisation::every_organisation)?
    {
        let scope = Scope::system(organisation_id);
        keep(app, scope, app.clock.now())?;
    }
    Ok(())
}
