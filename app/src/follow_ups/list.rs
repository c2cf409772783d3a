//! The checks that are due: the worklist of whoever follows up, what is due longest first.

use super::FollowUp;
use super::store::{self, Days, Filter};
use crate::failure::Failure;
use crate::organisation;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use database::Id;
use domain::calendar::in_words;
use domain::follow_ups::{OVERDUE_DAYS, Stage, Urgency};
use domain::people::Action;
use jiff::ToSpan;
use jiff::civil::Date;
use pages::{Choice, Form, Frame};

/// Follow-ups on a page.
const PAGE: usize = 50;

#[derive(Template)]
#[template(path = "follow_ups/list.html")]
struct Page {
    frame: Frame,
    form: Form,
    states: Vec<Choice>,
    stages: Vec<Choice>,
    areas: Vec<Choice>,
    rows: Vec<Row>,
    /// The address of the next page; empty on the last.
    next: String,
    can_record: Option<()>,
}

struct Row {
    follow_up: FollowUp,
    stage: String,
    due: String,
    colour: &'static str,
    state: &'static str,
}

fn states() -> Vec<Choice> {
    vec![
        Choice::new("due", "Due or overdue"),
        Choice::new("overdue", "Overdue"),
        Choice::new("later", "To come"),
        Choice::new("ended", "Nothing more to check"),
    ]
}

fn areas(visit: &Visit<'_>) -> Result<Vec<Choice>, Failure> {
    let mut choices = vec![Choice::new("none", "No area of ours, or not known")];
    let areas = visit.read(organisation::areas)?.into_iter();
    choices.extend(areas.map(|area| Choice::new(area.code, area.name)));
    Ok(choices)
}

fn filter(form: &Form, today: Date) -> Filter {
    let late = today.saturating_sub((OVERDUE_DAYS + 1).days());
    let first = jiff::civil::date(1900, 1, 1);
    let last = jiff::civil::date(9999, 12, 31);
    Filter {
        days: match form.value("state") {
            "due" => Days::Between(first, today),
            "overdue" => Days::Between(first, late),
            "later" => Days::Between(today.saturating_add(1.day()), last),
            "ended" => Days::Ended,
            _ => Days::Any,
        },
        stage: Stage::from_key(form.value("stage")),
        area_code: match form.value("area") {
            "" => None,
            "none" => Some(String::new()),
            code => Some(code.to_owned()),
        },
        after: form.value("after").split_once('.').and_then(|(day, id)| {
            let id = Id::parse_str(id).ok()?;
            Some((day.parse().ok()?, id))
        }),
    }
}

fn next(form: &Form, last: &FollowUp) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    for name in ["state", "stage", "area"] {
        query.append_pair(name, form.value(name));
    }
    let day = last.next.map_or(last.dates.began_on, |(_, day)| day);
    query.append_pair("after", &format!("{day}.{}", last.id));
    format!("/follow-ups?{}", query.finish())
}

fn row(follow_up: FollowUp, today: Date) -> Row {
    let (stage, due, (colour, urgency)) = match follow_up.next {
        None if follow_up.taken_back_at.is_some() => (
            "None".to_owned(),
            String::new(),
            ("grey", "Taken back with its file"),
        ),
        None if follow_up.left_return_at.is_some() => (
            "None".to_owned(),
            String::new(),
            ("grey", "No longer in the return"),
        ),
        None => (
            "None".to_owned(),
            String::new(),
            ("grey", follow_up.standing.name()),
        ),
        Some((stage, due)) => (
            follow_up.stage_name(stage),
            in_words(due),
            match domain::follow_ups::urgency(due, today) {
                Urgency::Later => ("", "To come"),
                Urgency::Due => ("yellow", "Due"),
                Urgency::Overdue => ("red", "Overdue"),
            },
        ),
    };
    Row {
        follow_up,
        stage,
        due,
        colour,
        state: urgency,
    }
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let today = visit.today();
    let filter = filter(&visit.query, today);
    let most = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let mut found = visit.read(|read| store::page(read, &filter, most))?;
    let has_more = found.len() > PAGE;
    found.truncate(PAGE);
    let last = found.last().filter(|_| has_more);
    let next = last.map(|last| next(&visit.query, last));
    let stages = Stage::ALL.map(|stage| Choice::new(stage.key(), stage.name()));
    Reply::page(&Page {
        frame: visit.frame(),
        form: visit.query.clone(),
        states: states(),
        stages: stages.into(),
        areas: areas(visit)?,
        rows: found.into_iter().map(|one| row(one, today)).collect(),
        next: next.unwrap_or_default(),
        can_record: visit.may(Action::FollowUp).then_some(()),
    })
}
