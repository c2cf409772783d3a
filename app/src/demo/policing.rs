//! The policy of the example: approved by somebody who did not bring it, read by everybody, its documents in
//! the register, one thing that a person attests, and a finding that became a change.

use super::script::date;
use super::stage::{Page, Stage, morning};
use crate::failure::Failure;
use crate::people;
use crate::policy;
use domain::people::{Action, Role};
use jiff::ToSpan;
use jiff::civil::Date;

type Typed = Vec<(String, String)>;

fn words(pairs: &[(&str, &str)]) -> Typed {
    let own = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    pairs.iter().map(own).collect()
}

fn send(
    stage: &Stage<'_>,
    page: Page,
    (role, day): (Role, Date),
    (of, typed): (&[(&str, &str)], &Typed),
) -> Result<String, Failure> {
    let typed: Vec<(&str, &str)> = typed
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    stage.send(page, stage.visit((stage.actor(role, 0)?, day), of, &typed))
}

fn version(stage: &Stage<'_>) -> Result<String, Failure> {
    let versions = stage.read(policy::versions)?;
    let shown = policy::shown(&versions, None).ok_or(Failure::NotFound)?;
    Ok(shown.id.to_string())
}

/// The lead sends it for review, Governance approves it, and everybody reads it.
pub(super) fn approve(stage: &Stage<'_>, first: Date) -> Result<(), Failure> {
    let id = version(stage)?;
    let of = [("id", id.as_str())];
    let none = Typed::new();
    send(
        stage,
        policy::approve::send,
        (Role::Lead, first),
        (&of, &none),
    )?;
    let day = first.saturating_add(2.days());
    let typed = words(&[("read", "yes")]);
    send(
        stage,
        policy::approve::submit,
        (Role::Governance, day),
        (&of, &typed),
    )?;
    let readers = stage.read(|read| people::who_may(read, Action::SeePractice))?;
    for actor in super::ACTORS {
        if readers.iter().any(|(_, name)| name == actor.name) {
            let visit = stage.visit((actor, day), &[], &[]);
            stage.send(policy::acknowledge::submit, visit)?;
        }
    }
    Ok(())
}

/// Title, reference, and after how many months it is reviewed.
const DOCUMENTS: [(&str, &str, i64); 2] = [
    ("Plan of activities and measures", "PLAN-1", 30),
    ("Green Travel and Energy Policy", "GTEP-4", 36),
];

/// What is kept beside it in the months after.
pub(super) fn keep(stage: &Stage<'_>, first: Date) -> Result<(), Failure> {
    let owner = owner(stage)?;
    documents(stage, first, &owner)?;
    let mut typed = words(&[
        (
            "asks",
            "New colleagues hear of this policy in their first week",
        ),
        ("owner", &owner),
    ]);
    let due = stage.today.saturating_add(21.days());
    typed.extend(date("due_on", due));
    let of = [("id", "P1.2b.2")];
    let day = stage.today.saturating_sub(5.days());
    send(
        stage,
        policy::new_obligation::submit,
        (Role::Lead, day),
        (&of, &typed),
    )?;
    let day = stage.today.saturating_sub(40.days());
    let typed = words(&[
        ("outcome", "confirmed"),
        (
            "note",
            "Section 3 read against the register of partners, section 5 against the contracts",
        ),
    ]);
    send(
        stage,
        policy::review::submit,
        (Role::Lead, day),
        (&[], &typed),
    )?;
    Ok(())
}

/// The lead's key.
fn owner(stage: &Stage<'_>) -> Result<String, Failure> {
    let people = stage.read(|read| people::who_may(read, Action::SeePractice))?;
    let lead = stage.actor(Role::Lead, 0)?;
    let owner = people.iter().find(|(_, name)| name == lead.name);
    Ok(owner.ok_or(Failure::NotFound)?.0.to_string())
}

/// The documents that the policy refers to, but for one, each approved by somebody else.
fn documents(stage: &Stage<'_>, first: Date, owner: &str) -> Result<(), Failure> {
    let month = first.saturating_add(1.month());
    for (title, reference, months) in DOCUMENTS {
        let mut typed = words(&[
            ("title", title),
            ("reference", reference),
            ("owner", owner),
            ("kept_where", "Shared drive, Policies"),
            ("version", "1"),
        ]);
        typed.extend(date("issued_on", first));
        typed.extend(date("review_on", first.saturating_add(months.months())));
        send(
            stage,
            policy::listing::new_submit,
            (Role::Lead, month),
            (&[], &typed),
        )?;
    }
    let waiting = stage.read(policy::linked_versions)?;
    for id in waiting {
        let id = id.to_string();
        let of = [("id", id.as_str())];
        send(
            stage,
            policy::listing::approve,
            (Role::Governance, month),
            (&of, &Typed::new()),
        )?;
    }
    Ok(())
}

/// How everything stands on a day, as the clock would have kept it.
pub(super) fn look(stage: &Stage<'_>, day: Date) -> Result<(), Failure> {
    let lead = stage.actor(Role::Lead, 0)?;
    policy::keep_states(stage.app, stage.scope_of(lead), morning(day))?;
    Ok(())
}
