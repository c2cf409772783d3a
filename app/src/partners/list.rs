//! Partners by name: found by part of a name, by stage and by kind, a page at a time.

use super::store::{self, Filter};
use super::{Partner, reviews_due};
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use database::Id;
use domain::calendar::in_words;
use domain::partners::{PartnerKind, Review, Stage};
use domain::people::Action;
use jiff::civil::Date;
use pages::{Choice, Form, Frame};

/// Partners on one page.
const MOST: i64 = 50;

#[derive(Template)]
#[template(path = "partners/list.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
    stages: Vec<Choice>,
    kinds: Vec<Choice>,
    rows: Vec<Row>,
    /// How many yearly reviews are due or overdue.
    due: i64,
    /// The address of the next page; empty on the last.
    next: String,
    can_list: Option<()>,
}

struct Row {
    partner: Partner,
    colour: &'static str,
    review: String,
}

/// The colour of a stage's tag.
pub(super) fn colour(stage: Stage) -> &'static str {
    match stage {
        Stage::Prospect | Stage::Ended => "grey",
        Stage::Checks => "yellow",
        Stage::Approved | Stage::Active => "green",
        Stage::UnderReview => "orange",
    }
}

/// What is to be said of the yearly review; empty when it is a while off.
pub(crate) fn review_words(partner: &Partner, today: Date) -> String {
    match partner.standing.review(today) {
        Review::Later => String::new(),
        Review::Soon(0) => "Review due today".to_owned(),
        Review::Soon(1) => "Review due tomorrow".to_owned(),
        Review::Soon(days) => format!("Review due in {days} days"),
        Review::Overdue(due) => format!("Review overdue since {}", in_words(due)),
    }
}

impl Partner {
    /// Its name, and whether its yearly review is overdue.
    pub(crate) fn named(&self, today: Date) -> String {
        match self.standing.review(today) {
            Review::Overdue(_) => format!("{} (yearly review overdue)", self.name),
            Review::Later | Review::Soon(_) => self.name.clone(),
        }
    }
}

/// The kinds of partners to choose from.
pub(super) fn kinds() -> Vec<Choice> {
    let choice = |kind: PartnerKind| Choice::new(kind.key(), kind.name());
    PartnerKind::ALL.into_iter().map(choice).collect()
}

fn filter(form: &Form) -> Filter {
    let after = form.value("after");
    let after = after.split_once('.').and_then(|(id, name)| {
        let id = Id::parse_str(id).ok()?;
        Some((name.to_owned(), id))
    });
    Filter {
        words: form.value("words").trim().chars().take(150).collect(),
        stage: Stage::from_key(form.value("stage")),
        kind: PartnerKind::from_key(form.value("kind")),
        after,
    }
}

fn next(form: &Form, last: Option<&Partner>) -> String {
    let Some(last) = last else {
        return String::new();
    };
    let mut query = form_urlencoded::Serializer::new(String::new());
    for name in ["words", "stage", "kind"] {
        query.append_pair(name, form.value(name));
    }
    query.append_pair(
        "after",
        &format!("{}.{}", last.id, last.name.to_lowercase()),
    );
    format!("/partners?{}", query.finish())
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let today = visit.today();
    let filter = filter(&visit.query);
    let (mut partners, due) = visit.read(|read| {
        Ok((
            store::some(read, &filter, MOST + 1)?,
            reviews_due(read, today, 0)?.due,
        ))
    })?;
    let shown = usize::try_from(MOST).unwrap_or(usize::MAX);
    let has_more = partners.len() > shown;
    partners.truncate(shown);
    let last = partners.last().filter(|_| has_more);
    let next = next(&visit.query, last);
    let stage = |stage: Stage| Choice::new(stage.key(), stage.name());
    let rows = partners.into_iter().map(|partner| Row {
        colour: colour(partner.standing.stage),
        review: review_words(&partner, today),
        partner,
    });
    Reply::page(&Page {
        frame: visit.frame(),
        form: &visit.query,
        stages: Stage::ALL.into_iter().map(stage).collect(),
        kinds: kinds(),
        rows: rows.collect(),
        due,
        next,
        can_list: visit.may(Action::ListPartner).then_some(()),
    })
}
