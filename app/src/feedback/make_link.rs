//! Making a link for people without an account. Its address is shown once, here, and nowhere again.

use super::{FeedbackLink, LinkOf, TOKENS, store};
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};
use crate::{activities, partners};
use askama::Template;
use database::Id;
use domain::calendar::{Calendar, in_words};
use domain::feedback::{MOST_DAYS, USUAL_DAYS, expiry};
use jiff::civil::Date;
use pages::{Choice, Form, Frame};

#[derive(Template)]
#[template(path = "feedback/make_link.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
    choices: Choices,
}

#[derive(Template)]
#[template(path = "feedback/made_link.html")]
struct Made {
    frame: Frame,
    address: String,
    about: String,
    until: String,
    id: Id,
}

struct Choices {
    kinds: Vec<Choice>,
    partners: Vec<Choice>,
    quarters: Vec<Choice>,
    activities: Vec<Choice>,
}

/// The quarters from the organisation's first to today's, newest first.
fn quarters(calendar: Calendar, first: Date, today: Date) -> Vec<Choice> {
    let (mut quarter, last) = (calendar.quarter_of(first), calendar.quarter_of(today));
    let mut found = vec![quarter];
    while quarter < last {
        quarter = calendar.next(quarter);
        found.push(quarter);
    }
    let newest = found.iter().rev();
    newest
        .map(|quarter| Choice::new(quarter.to_string(), quarter.title()))
        .collect()
}

fn choices(visit: &Visit<'_>) -> Result<Choices, Failure> {
    let who = visit.who()?;
    let kinds = vec![
        Choice::new("partner", "A partner")
            .with_hint("One contact looks at the figures of a quarter and answers once"),
        Choice::new("learners", "Learners")
            .with_hint("A group of an activity; each answers without a name, by the same link"),
    ];
    visit.read(|read| {
        let activities = activities::all(read)?.into_iter();
        Ok(Choices {
            kinds,
            partners: partners::choices(partners::all(read)?),
            quarters: quarters(who.calendar, who.first_day, visit.today()),
            activities: activities
                .map(|one| Choice::new(one.id.to_string(), one.title))
                .collect(),
        })
    })
}

fn shown(visit: &Visit<'_>, choices: Choices) -> Answer {
    let page = Page {
        frame: visit.frame(),
        form: &visit.form,
        choices,
    };
    Reply::form(&page, &visit.form)
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let calendar = visit.who()?.calendar;
    let quarter = calendar.quarter_of(visit.today());
    visit.form = Form::new()
        .with("quarter", quarter.to_string())
        .with("days", USUAL_DAYS.to_string());
    let choices = choices(visit)?;
    shown(visit, choices)
}

fn read(form: &mut Form, choices: &Choices) -> (Option<LinkOf>, Option<i64>) {
    let kind = form.choice("kind", "Who is asked", &choices.kinds);
    let key = |chosen: Option<String>| chosen.and_then(|key| Id::parse_str(&key).ok());
    let of = match kind.as_deref() {
        Some("partner") => {
            let partner = key(form.choice("partner", "The partner", &choices.partners));
            let quarter = form.choice("quarter", "The quarter", &choices.quarters);
            partner
                .zip(quarter)
                .map(|(partner_id, quarter)| LinkOf::Partner {
                    partner_id,
                    quarter,
                })
        }
        Some(_) => key(form.choice("activity", "The activity", &choices.activities))
            .map(|activity_id| LinkOf::Learners { activity_id }),
        None => None,
    };
    let days = form.whole_number_between("days", "Days", 1..=MOST_DAYS);
    (of, days)
}

/// Makes it and shows its address.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let choices = choices(visit)?;
    let (Some(of), Some(days)) = read(&mut visit.form, &choices) else {
        return shown(visit, choices);
    };
    let link = FeedbackLink {
        id: visit.new_id(),
        of,
        made_at: visit.now,
        made_by: Some(visit.who()?.person_id),
        expires_at: expiry(visit.now, days),
        withdrawn_at: None,
        answers: 0,
    };
    let said = serde_json::json!({ "days": days });
    let entry = visit.entry("made feedback link", "feedback link", link.id, said);
    visit.write(|mut write| {
        store::link_add(&mut write, &link)?;
        Ok(write.commit(entry.clone(), ())?)
    })?;
    let token = TOKENS.add(visit, link.id)?;
    let calendar = visit.who()?.calendar;
    let names = visit.read(|read| super::words::Names::of(read, calendar))?;
    Reply::page(&Made {
        frame: visit.frame(),
        address: format!("{}/feedback/{token}", visit.app.base_address),
        about: names.link(&link.of),
        until: in_words(crate::app::date_of(link.expires_at)),
        id: link.id,
    })
}
