//! Who saw whose data between two days: the question after a breach. Each page that shows data about people
//! is marked so among the routes; that somebody saw it is kept once a day for each person, page and record.

use super::store::sights::{Asked, Sight, add, seen};
use crate::failure::Failure;
use crate::people;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use database::Id;
use domain::calendar::in_words;
use jiff::ToSpan;
use jiff::civil::Date;
use pages::{Choice, Form, Frame};

/// Sights on a page.
const PAGE: usize = 100;

/// Keeps that the visitor saw a page about people, the first time of the day.
pub(crate) fn note(visit: &Visit<'_>, page: &'static str) -> Result<(), Failure> {
    let person_id = visit.who()?.person_id;
    // The record is what the address ends with.
    let name = page
        .rsplit('{')
        .next()
        .and_then(|rest| rest.split('}').next());
    let subject = name.filter(|_| page.contains('{'));
    let subject = subject.and_then(|name| visit.parameters.get(name)).cloned();
    let subject: String = subject.unwrap_or_default().chars().take(80).collect();
    let key = format!("{page} {subject}");
    if !visit.app.seen.is_first(visit.today(), (person_id, key)) {
        return Ok(());
    }
    let id = visit.new_id();
    let entry = visit.entry("saw data about people", "sight", id, serde_json::json!({}));
    visit.write(|mut write| {
        add(&mut write, (id, person_id), (page, &subject), visit.now)?;
        Ok(write.commit(entry.clone(), ())?)
    })
}

struct Row {
    when: String,
    person: String,
    page: String,
    subject: String,
}

#[derive(Template)]
#[template(path = "personal_data/sights.html")]
struct Page {
    frame: Frame,
    form: Form,
    persons: Vec<Choice>,
    rows: Vec<Row>,
    next: String,
    span: String,
}

fn midnight(day: Date) -> i64 {
    let zone = jiff::tz::TimeZone::get("Europe/London").unwrap_or(jiff::tz::TimeZone::UTC);
    let at = day.to_zoned(zone);
    at.map_or(0, |at| at.timestamp().as_millisecond())
}

fn days(visit: &Visit<'_>) -> (Date, Date) {
    let today = visit.today();
    let day = |name: &str| visit.query.value(name).parse::<Date>().ok();
    let from = day("from").unwrap_or(today.saturating_sub(7.days()));
    (from, day("to").unwrap_or(today).max(from))
}

fn row(sight: &Sight) -> Row {
    let zone = jiff::tz::TimeZone::get("Europe/London").unwrap_or(jiff::tz::TimeZone::UTC);
    Row {
        when: sight
            .at
            .to_zoned(zone)
            .strftime("%-d %B %Y, %H:%M")
            .to_string(),
        person: sight.person.clone(),
        page: sight.page.clone(),
        subject: if sight.subject.is_empty() {
            "a list".to_owned()
        } else {
            sight.subject.clone()
        },
    }
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let (from, to) = days(visit);
    let query = &visit.query;
    let subject = query.value("subject").trim().to_owned();
    let asked = Asked {
        from: midnight(from),
        to: midnight(to.saturating_add(1.day())),
        person_id: Id::parse_str(query.value("person")).ok(),
        subject: (!subject.is_empty()).then(|| subject.clone()),
        before: query
            .value("before")
            .split_once('.')
            .and_then(|(at, id)| Some((at.parse().ok()?, Id::parse_str(id).ok()?))),
    };
    let most = i64::try_from(PAGE).unwrap_or(i64::MAX).saturating_add(1);
    let (mut sights, persons) =
        visit.read(|read| Ok((seen(read, &asked, most)?, people::names(read)?)))?;
    let has_more = sights.len() > PAGE;
    sights.truncate(PAGE);
    let next = sights.last().filter(|_| has_more).map(|last| {
        let mut link = form_urlencoded::Serializer::new(String::new());
        link.append_pair("from", &from.to_string());
        link.append_pair("to", &to.to_string());
        link.append_pair("person", visit.query.value("person"));
        link.append_pair("subject", &subject);
        link.append_pair(
            "before",
            &format!("{}.{}", last.at.as_millisecond(), last.id),
        );
        format!("/personal-data/sights?{}", link.finish())
    });
    let choice = |(id, name): (Id, String)| Choice::new(id.to_string(), name);
    Reply::page(&Page {
        frame: visit.frame(),
        form: Form::new()
            .with("from", from.to_string())
            .with("to", to.to_string())
            .with("person", visit.query.value("person"))
            .with("subject", &subject),
        persons: persons.into_iter().map(choice).collect(),
        rows: sights.iter().map(row).collect(),
        next: next.unwrap_or_default(),
        span: format!("{} to {}", in_words(from), in_words(to)),
    })
}
