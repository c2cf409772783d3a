//! Where each role goes from the first page: the few pages it uses most. Somebody with several roles
//! has the ways of all of them, each once.

use super::store;
use crate::failure::Failure;
use crate::visit::Who;
use database::Read;
use domain::people::Role;

/// How many of the activities used last are offered.
const ACTIVITIES: usize = 5;

/// One way onward.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Way {
    pub(super) text: String,
    pub(super) href: String,
    pub(super) note: &'static str,
}

fn way(text: impl Into<String>, href: impl Into<String>, note: &'static str) -> Way {
    Way {
        text: text.into(),
        href: href.into(),
        note,
    }
}

/// The ways of a person.
pub(super) fn of(read: &mut Read<'_>, who: &Who) -> Result<Vec<Way>, Failure> {
    let mut ways = Vec::new();
    for role in &who.roles {
        if matches!(role, Role::Staff | Role::Lead) {
            ways.extend(activities(read, who)?);
        }
        let known = of_role(*role).iter();
        ways.extend(known.map(|(text, href, note)| way(*text, *href, note)));
    }
    let mut seen = std::collections::BTreeSet::new();
    ways.retain(|way| seen.insert(way.href.clone()));
    Ok(ways)
}

/// A session can be recorded in two steps from here: its activity, its numbers.
fn activities(read: &mut Read<'_>, who: &Who) -> Result<Vec<Way>, Failure> {
    let used = store::activities_used(read, who.person_id)?;
    Ok(used
        .into_iter()
        .take(ACTIVITIES)
        .map(|(id, title)| {
            way(
                format!("Record a session of {title}"),
                format!("/activities/{id}/sessions/new"),
                "",
            )
        })
        .collect())
}

/// Words, address and a remark.
type Known = (&'static str, &'static str, &'static str);

const ACTIVITY: Known = (
    "Activities",
    "/activities",
    "choose one to record a session",
);
const DASHBOARD: Known = ("Dashboard", "/dashboard", "progress against every target");
const ENTRIES: Known = ("Entries", "/entries", "every quantity with its evidence");
const LOG: Known = ("Log", "/log", "every change and who made it");
const PASSPORT: Known = (
    "A figure’s passport",
    "/passport",
    "type the code of a printed figure to see what stands behind it",
);
const PEOPLE: Known = (
    "People",
    "/people",
    "invite somebody, change roles, end access",
);
const POLICY: Known = ("Policy", "/policy", "what is promised, clause by clause");
const REPORTS: Known = ("Reports", "/reports", "the annual reports");
const RETURNS: Known = (
    "Returns",
    "/returns",
    "each quarter, from open to signed off",
);
const SETTINGS: Known = ("Settings", "/organisation", "name, areas and ratings");
const SIGNED: Known = ("Returns", "/returns", "what was signed off, with its seals");

fn of_role(role: Role) -> &'static [Known] {
    match role {
        Role::Staff => &[ACTIVITY, ENTRIES, POLICY],
        Role::Lead => &[DASHBOARD, RETURNS, ACTIVITY, PASSPORT],
        Role::Governance => &[RETURNS, REPORTS, DASHBOARD, PASSPORT],
        Role::Auditor => &[ENTRIES, SIGNED, REPORTS, PASSPORT, POLICY, LOG],
        Role::Commissioner => &[SIGNED, REPORTS, PASSPORT],
        Role::Administrator => &[PEOPLE, SETTINGS, LOG],
    }
}
