//! Reviewing the policy (P6a): what asks for it, and what came of it. A review answers everything that
//! asked until then.

use super::{MadeReview, Outcome, Policy, shown, store, triggers};
use crate::app::date_of;
use crate::failure::Failure;
use crate::people;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use database::Read;
use domain::calendar::in_words;
use domain::people::Action;
use domain::policy::{ReviewReason, next_review, reasons};
use jiff::civil::Date;
use pages::{Choice, Form, Frame};

#[derive(Template)]
#[template(path = "policy/review.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
    policy: Policy,
    reasons: Vec<ReviewReason>,
    next: String,
    outcomes: Vec<Choice>,
    /// What came of each review before, when and by whom, and the note.
    before: Vec<(String, String, String)>,
    may_review: Option<()>,
}

/// What asks today for a review of the version in force: its day, and what has happened since it was
/// reviewed last.
pub(crate) fn asked_for(
    read: &mut Read<'_>,
    policy: &Policy,
    today: Date,
) -> Result<Vec<ReviewReason>, Failure> {
    let last = store::reviews(read, policy.id)?.into_iter().next();
    let since = last
        .as_ref()
        .map_or(policy.imported_at, |review| review.recorded_at);
    let next = next_review(
        policy.review_on,
        last.as_ref().map(|review| review.reviewed_on),
    );
    let mut happened = triggers::since(read, since)?;
    let from = last.map(|review| review.reviewed_on);
    happened.extend(triggers::lapsed(read, (policy, from), today)?);
    happened.extend(triggers::missed(read, since, today)?);
    Ok(reasons(next, happened, today))
}

/// The day of the next yearly review of a version.
pub(super) fn next_on(read: &mut Read<'_>, policy: &Policy) -> Result<Option<Date>, Failure> {
    let last = store::reviews(read, policy.id)?.into_iter().next();
    Ok(next_review(
        policy.review_on,
        last.map(|review| review.reviewed_on),
    ))
}

fn in_force(visit: &Visit<'_>) -> Result<Policy, Failure> {
    let versions = visit.read(store::versions)?;
    shown(&versions, None).cloned().ok_or(Failure::NotFound)
}

fn outcomes() -> Vec<Choice> {
    let choice = |outcome: Outcome| Choice::new(outcome.key(), outcome.name());
    Outcome::ALL.into_iter().map(choice).collect()
}

fn page_of(visit: &Visit<'_>, policy: Policy) -> Answer {
    let today = visit.today();
    let (reasons, reviews, names) = visit.read(|read| {
        Ok((
            asked_for(read, &policy, today)?,
            store::reviews(read, policy.id)?,
            people::names(read)?,
        ))
    })?;
    let next = next_review(
        policy.review_on,
        reviews.first().map(|last| last.reviewed_on),
    );
    let before = reviews.into_iter().map(|made| {
        let name = names.get(&made.recorded_by).cloned().unwrap_or_default();
        let on = in_words(date_of(made.recorded_at));
        (
            made.outcome.name().to_owned(),
            format!("{on}, {name}"),
            made.note,
        )
    });
    let page = Page {
        frame: visit.frame(),
        form: &visit.form,
        reasons,
        next: next.map_or_else(|| "No day is set".to_owned(), in_words),
        outcomes: outcomes(),
        before: before.collect(),
        may_review: visit.may(Action::ImportPolicy).then_some(()),
        policy,
    };
    Reply::form(&page, &visit.form)
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let policy = in_force(visit)?;
    page_of(visit, policy)
}

/// Keeps a review.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let policy = in_force(visit)?;
    let outcome = visit
        .form
        .choice("outcome", "What comes of it", &outcomes());
    let note = visit.form.required("note", "What was looked at", 2_000);
    let outcome = outcome.and_then(|key| Outcome::from_key(&key));
    let (Some(outcome), Some(note)) = (outcome, note) else {
        return page_of(visit, policy);
    };
    let review = MadeReview {
        id: visit.new_id(),
        outcome,
        note,
        reviewed_on: visit.today(),
        recorded_at: visit.now,
        recorded_by: visit.who()?.person_id,
    };
    let content = serde_json::json!({ "outcome": outcome.key() });
    let entry = visit.entry("reviewed policy", "policy", policy.id, content);
    visit.write(|mut write| {
        store::review_add(&mut write, policy.id, &review)?;
        Ok(write.commit(entry.clone(), ())?)
    })?;
    match outcome {
        Outcome::Confirmed => Reply::see("/policy", "The policy is reviewed: it stands as it is."),
        Outcome::NewVersion => Reply::see(
            "/policy/import",
            "The review is kept. Import the new version once it is written and approved.",
        ),
    }
}
