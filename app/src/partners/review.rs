//! The yearly review of partners (P4c): those that are due, many on one page, each decided with a
//! sentence.

use super::approving::bring_to;
use super::list::review_words;
use super::{MadeReview, Partner, Together, find, store};
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use database::{Id, Read, Write};
use domain::partners::{Stage, Standing, review_due_after};
use domain::people::Action;
use jiff::ToSpan;
use jiff::civil::Date;
use pages::{Choice, Form, Frame};

/// Partners shown at once.
const AT_ONCE: i64 = 20;

/// The yearly reviews that are due within 60 days, or overdue (P4c).
#[derive(Debug, Clone)]
pub(crate) struct ReviewsDue {
    /// The partners whose review is due the longest, the first first.
    pub(crate) first: Vec<Partner>,
    pub(crate) due: i64,
    /// How many of them are overdue.
    pub(crate) overdue: i64,
    /// How many are overdue or due within 30 days.
    pub(crate) soon: i64,
}

impl ReviewsDue {
    /// How many are overdue, due within 30 and within 60 days, in words.
    pub(crate) fn words(&self) -> String {
        let parts = [
            (self.overdue, "overdue"),
            (self.soon - self.overdue, "within 30 days"),
            (self.due - self.soon, "within 60 days"),
        ];
        let said: Vec<String> = parts
            .into_iter()
            .filter(|(many, _)| *many > 0)
            .map(|(many, words)| format!("{many} {words}"))
            .collect();
        format!("{}.", said.join(", "))
    }
}

/// Which yearly reviews are due; no more than `most` partners are read.
pub(crate) fn reviews_due(
    read: &mut Read<'_>,
    today: Date,
    most: i64,
) -> Result<ReviewsDue, Failure> {
    let soon = today.saturating_add(60.days());
    Ok(ReviewsDue {
        first: store::due(read, soon, most)?,
        due: store::due_count(read, soon)?,
        overdue: store::due_count(read, today.saturating_sub(1.day()))?,
        soon: store::due_count(read, today.saturating_add(30.days()))?,
    })
}

#[derive(Template)]
#[template(path = "partners/review.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
    rows: Vec<Row>,
    /// How many more are due than are shown.
    more: i64,
    outcomes: Vec<Choice>,
    can_review: Option<()>,
}

struct Row {
    partner: Partner,
    due: String,
    /// Checks that have expired or expire within 60 days.
    expiring: Vec<String>,
    last: Option<MadeReview>,
    together: Together,
    outcome: String,
    note: String,
}

fn outcomes() -> Vec<Choice> {
    vec![
        Choice::new("continue", "Go on for another year"),
        Choice::new("clear-up", "Clear something up first"),
        Choice::new("end", "End the partnership"),
    ]
}

fn shown(visit: &Visit<'_>) -> Answer {
    let (today, calendar) = (visit.today(), visit.who()?.calendar);
    let soon = today.saturating_add(60.days());
    let (rows, more) = visit.read(|read| {
        let mut rows = Vec::new();
        let reviews = reviews_due(read, today, AT_ONCE)?;
        let more = reviews.due.saturating_sub(AT_ONCE);
        for partner in reviews.first {
            let checks = store::checks(read, &partner)?;
            let expiring = checks.iter().filter(|check| check.expires_on <= soon);
            let expiring = expiring.map(|check| {
                let on = domain::calendar::in_words(check.expires_on);
                format!("{} until {on}", check.check.name())
            });
            rows.push(Row {
                due: review_words(&partner, today),
                expiring: expiring.collect(),
                last: store::reviews(read, partner.id)?.into_iter().next(),
                together: Together::read(read, partner.id, (calendar, today))?,
                outcome: format!("outcome-{}", partner.id),
                note: format!("note-{}", partner.id),
                partner,
            });
        }
        Ok((rows, more))
    })?;
    let page = Page {
        frame: visit.frame(),
        form: &visit.form,
        rows,
        more,
        outcomes: outcomes(),
        can_review: visit.may(Action::ApprovePartner).then_some(()),
    };
    Reply::form(&page, &visit.form)
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    shown(visit)
}

/// The partners about which the form says something, as they stand.
fn named(visit: &Visit<'_>) -> Result<Vec<Partner>, Failure> {
    let ids: Vec<Id> = visit
        .form
        .names()
        .filter_map(|name| Id::parse_str(name.strip_prefix("outcome-")?).ok())
        .collect();
    visit.read(|read| {
        let mut named = Vec::new();
        for id in ids {
            named.extend(find(read, id)?.filter(|partner| partner.standing.stage.is_working()));
        }
        Ok(named)
    })
}

/// What was decided of each partner that was decided.
fn decided(visit: &mut Visit<'_>, due: &[Partner]) -> Vec<(Partner, MadeReview)> {
    let mut decided = Vec::new();
    let (on, at) = (visit.today(), visit.now);
    for partner in due {
        let field = format!("outcome-{}", partner.id);
        let label = format!("What happens with {}", partner.name);
        let Some(outcome) = visit.form.optional_choice(&field, &label, &outcomes()) else {
            continue;
        };
        let label = format!("Why, for {}", partner.name);
        let note = visit
            .form
            .required(&format!("note-{}", partner.id), &label, 500);
        if let Some(note) = note {
            let review = MadeReview {
                id: visit.new_id(),
                outcome,
                note,
                reviewed_on: on,
                recorded_at: at,
                recorded_by: None,
            };
            decided.push((partner.clone(), review));
        }
    }
    decided
}

fn keep(write: &mut Write<'_>, id: Id, review: &MadeReview) -> Result<(), Failure> {
    let partner = find(&mut write.read(), id)?.ok_or(Failure::NotFound)?;
    let when = (review.reviewed_on, review.recorded_at);
    let standing = Standing {
        review_due_on: Some(review_due_after(review.reviewed_on)),
        ..partner.standing
    };
    let reviewed = Partner {
        standing,
        ..partner.clone()
    };
    let review = MadeReview {
        recorded_by: write.scope().person_id,
        ..review.clone()
    };
    store::review_add(write, id, &review)?;
    match (review.outcome.as_str(), partner.standing.stage) {
        ("end", _) => bring_to(write, &reviewed, (Stage::Ended, &review.note), when),
        ("clear-up", _) => bring_to(write, &partner, (Stage::UnderReview, &review.note), when),
        (_, Stage::UnderReview) => bring_to(write, &reviewed, (Stage::Active, &review.note), when),
        _ => store::standing_set(write, id, (standing, partner.round)),
    }
}

/// Keeps every decision that was made.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let due = named(visit)?;
    let decided = decided(visit, &due);
    if decided.is_empty() && !visit.form.is_refused() {
        visit
            .form
            .refuse("", "Decide on at least one partner, with a reason");
    }
    if visit.form.is_refused() {
        return shown(visit);
    }
    let said: Vec<_> = decided
        .iter()
        .map(|(partner, review)| serde_json::json!([partner.id.to_string(), review.outcome]))
        .collect();
    let entry = visit.entry(
        "reviewed partners",
        "partner",
        "several",
        serde_json::json!({ "decided": said }),
    );
    visit.write(|mut write| {
        for (partner, review) in &decided {
            keep(&mut write, partner.id, review)?;
        }
        Ok(write.commit(entry.clone(), ())?)
    })?;
    let words = match decided.len() {
        1 => "One partner is reviewed.".to_owned(),
        many => format!("{many} partners are reviewed."),
    };
    Reply::see("/partners/reviews", words)
}
