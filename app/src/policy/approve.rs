//! From a draft to the version that holds (P0): sent for review, sent back, or approved by somebody who did
//! not draft it. The version that held before is superseded in the same write, and stays readable.

use super::{Policy, store};
use crate::app::date_of;
use crate::failure::Failure;
use crate::people;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use database::Id;
use domain::calendar::in_words;
use domain::people::Action;
use domain::policy::{ApprovalRefused, Status, approval};
use pages::{Form, Frame};

/// Where a version stands, and what the person may do about it.
pub(super) struct Approval {
    pub(super) words: String,
    /// Address and words of each step.
    pub(super) actions: Vec<(String, &'static str)>,
    /// Where it is approved; empty when this person cannot do that now.
    pub(super) approve: String,
    pub(super) refused: Option<String>,
}

#[derive(Template)]
#[template(path = "policy/approve.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
    policy: &'a Policy,
    /// The version that is superseded by it.
    before: Option<String>,
}

/// Those who may not approve a version: who drafted it, and who wrote on it.
fn makers(policy: &Policy) -> Vec<Id> {
    policy
        .imported_by
        .into_iter()
        .chain(policy.written_by)
        .collect()
}

fn decided(visit: &Visit<'_>, policy: &Policy) -> Result<Result<(), ApprovalRefused>, Failure> {
    let has_dates = policy.issued_on.and(policy.review_on).map(|_| ());
    let me = visit.who()?.person_id;
    Ok(approval((policy.status(), has_dates), &makers(policy), me))
}

/// Where a version stands, and what the person may do about it.
pub(super) fn standing(visit: &Visit<'_>, policy: &Policy) -> Result<Approval, Failure> {
    let people = visit.read(people::names)?;
    let name = |id: Option<Id>| {
        let found = id.and_then(|id| people.get(&id).cloned());
        found.unwrap_or_else(|| "nobody in particular".to_owned())
    };
    let mut words = format!(
        "Owned by {}, drafted by {}",
        name(policy.owner_id),
        name(policy.imported_by)
    );
    if let Some((by, at)) = policy.approved {
        let on = in_words(date_of(at));
        words.push_str(&format!(", approved by {} on {on}", name(Some(by))));
    }
    words.push('.');
    let address = |step: &str| format!("/policy/{}/{step}", policy.id);
    let mut approval = Approval {
        words,
        actions: Vec::new(),
        approve: String::new(),
        refused: None,
    };
    match policy.status() {
        Status::Draft if visit.may(Action::ImportPolicy) => {
            approval.actions = vec![(address("send"), "Send it for review")];
        }
        Status::InReview if visit.may(Action::ApprovePolicy) => {
            match decided(visit, policy)? {
                Ok(()) => approval.approve = address("approve"),
                Err(refused) => approval.refused = Some(refused.to_string()),
            }
            approval.actions = vec![(address("send-back"), "Send it back")];
        }
        Status::Draft | Status::InReview | Status::Approved | Status::Superseded => {}
    }
    Ok(approval)
}

fn version(visit: &Visit<'_>) -> Result<(Policy, Option<Policy>), Failure> {
    let id = visit.id("id")?;
    let versions = visit.read(store::versions)?;
    let policy = versions.iter().find(|policy| policy.id == id).cloned();
    let policy = policy.ok_or(Failure::NotFound)?;
    let before = versions
        .iter()
        .find(|known| known.document_id == policy.document_id && known.is_approved());
    Ok((policy, before.cloned()))
}

/// Keeps a step that takes no form of its own.
fn step(visit: &Visit<'_>, (action, from): (&str, Status), done: &str) -> Answer {
    let (policy, _) = version(visit)?;
    if policy.status() != from {
        return Err(Failure::Changed("This version has moved on meanwhile."));
    }
    let entry = visit.entry(action, "policy", policy.id, serde_json::json!({}));
    let sent = (from == Status::Draft).then_some(visit.now);
    visit.write(|mut write| {
        store::version_sent(&mut write, policy.id, sent)?;
        Ok(write.commit(entry.clone(), ())?)
    })?;
    Reply::see(format!("/policy?version={}", policy.id), done)
}

/// Sends a draft for review.
pub(crate) fn send(visit: &mut Visit<'_>) -> Answer {
    let done = "It is sent for review. Somebody who did not draft it approves it.";
    step(visit, ("sent policy for review", Status::Draft), done)
}

/// Sends it back to be a draft.
pub(crate) fn send_back(visit: &mut Visit<'_>) -> Answer {
    step(
        visit,
        ("sent policy back", Status::InReview),
        "It is a draft again.",
    )
}

fn shown_page(visit: &Visit<'_>, policy: &Policy, before: Option<&Policy>) -> Answer {
    let page = Page {
        frame: visit.frame(),
        form: &visit.form,
        policy,
        before: before.map(|before| before.version.clone()),
    };
    Reply::form(&page, &visit.form)
}

/// The page on which it is approved.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let (policy, before) = version(visit)?;
    if policy.status() != Status::InReview {
        return Err(Failure::NotFound);
    }
    shown_page(visit, &policy, before.as_ref())
}

/// Approves it.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let (policy, before) = version(visit)?;
    if visit.form.value("read") != "yes" {
        visit.form.refuse("read", "Say that you have read it");
    }
    if let Err(refused) = decided(visit, &policy)? {
        visit.form.refuse("read", refused);
    }
    if visit.form.is_refused() {
        return shown_page(visit, &policy, before.as_ref());
    }
    let me = visit.who()?.person_id;
    let content = serde_json::json!({ "version": policy.version,
        "supersedes": before.map(|before| before.version) });
    let entry = visit.entry("approved policy", "policy", policy.id, content);
    visit.write(|mut write| {
        store::version_approve(&mut write, (policy.document_id, policy.id), (me, visit.now))?;
        Ok(write.commit(entry.clone(), ())?)
    })?;
    super::keep_states(visit.app, visit.scope()?, visit.now)?;
    Reply::see(
        format!("/policy?version={}", policy.id),
        format!(
            "Version {} is approved and holds from now on.",
            policy.version
        ),
    )
}
