//! One follow-up: what reported it, its three checks, what they prove, and the entries made from them.

use super::{CheckLink, Fact, FollowUp, KeptCheck, Workplace, standing, store};
use crate::app::date_of;
use crate::failure::Failure;
use crate::organisation::{self, Area};
use crate::people;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use database::Id;
use domain::calendar::in_words;
use domain::feedback::LinkState;
use domain::follow_ups::{SaidBy, Stage, Urgency, urgency};
use domain::people::Action;
use domain::places;
use jiff::civil::Date;
use pages::Frame;

#[derive(Template)]
#[template(path = "follow_ups/show.html")]
struct Page {
    frame: Frame,
    follow_up: FollowUp,
    began: String,
    reported: String,
    /// Says when the return names another day than the one followed up; else empty.
    differs: String,
    local: String,
    confirmed: Vec<(String, String)>,
    stages: Vec<StageRow>,
    links: Vec<LinkRow>,
    entries: Vec<(&'static str, Id)>,
    can_record: Option<()>,
}

struct StageRow {
    stage: Stage,
    name: String,
    due: String,
    colour: &'static str,
    state: &'static str,
    /// The latest first; the first one stands.
    checks: Vec<CheckRow>,
}

struct CheckRow {
    id: Id,
    found: &'static str,
    words: String,
    reason: String,
    evidence_id: Option<Id>,
    by: String,
    /// Why it does not stand; empty when it does.
    fallen: &'static str,
}

struct LinkRow {
    link: CheckLink,
    about: String,
    state: &'static str,
    answer: String,
    can_withdraw: Option<()>,
    can_take: Option<()>,
}

/// The follow-up of the address.
pub(super) fn found(visit: &Visit<'_>) -> Result<FollowUp, Failure> {
    let id = visit.id("id")?;
    visit
        .read(|read| store::find(read, id))?
        .ok_or(Failure::NotFound)
}

/// Where the work is, in words.
fn workplace(check: &KeptCheck, areas: &[Area]) -> String {
    match &check.workplace {
        Workplace::Area(code) => {
            let area = areas.iter().find(|area| &area.code == code);
            format!("in {}", area.map_or(code.as_str(), |area| &area.name))
        }
        Workplace::Elsewhere => "outside our areas".to_owned(),
        Workplace::Unknown => "where is not known".to_owned(),
    }
}

/// Whether it is local, and how that was decided.
fn local(follow_up: &FollowUp, checks: &[KeptCheck], areas: &[Area]) -> String {
    let home = &follow_up.home;
    if let Some(code) = &home.area_code {
        let listed = areas.iter().find(|area| area.code == *code);
        let name = listed.map_or(code, |area| &area.name);
        let how = if home.outward.as_ref() == Some(code) {
            String::new()
        } else {
            format!(", {}", places::BY_OUTWARD_CODE)
        };
        return format!("Local: the learner lives in {name}, which is in our list of areas{how}.");
    }
    let in_work = standing(checks)
        .into_iter()
        .rfind(|one| one.found.is_in_work());
    let work = in_work.map(|check| (workplace(check, areas), &check.workplace));
    match (work, &home.outward) {
        (Some((words, Workplace::Area(_))), _) => {
            format!("Local: the work is {words}, which is in our list of areas.")
        }
        (_, Some(outward)) => format!(
            "Not shown to be local: the learner lives in {outward}, which lies in none of our areas as far as we know, and no check says that the work is in one of them."
        ),
        (_, None) => {
            "Not known: no district and no workplace in one of our areas is known.".to_owned()
        }
    }
}

fn check_row(
    visit: &Visit<'_>,
    check: &KeptCheck,
    (areas, stands): (&[Area], Option<Id>),
) -> Result<CheckRow, Failure> {
    let by = visit.read(|read| people::name_of(read, check.recorded_by))?;
    let said = check.said_by.map_or("nobody", SaidBy::name);
    let words = if check.found.is_in_work() {
        format!(
            "On {}. Hours a week: {}; {}. Said by: {said}.",
            in_words(check.checked_on),
            check.hours.name().to_lowercase(),
            workplace(check, areas)
        )
    } else {
        format!("On {}. Said by: {said}.", in_words(check.checked_on))
    };
    Ok(CheckRow {
        id: check.id,
        found: check.found.name(),
        words,
        reason: check.reason.clone(),
        evidence_id: check.evidence_id,
        by: format!(
            "Recorded on {} by {by}",
            in_words(date_of(check.recorded_at))
        ),
        fallen: if check.taken_back_at.is_some() {
            "Taken back"
        } else if stands == Some(check.id) {
            ""
        } else {
            "Replaced"
        },
    })
}

fn stages(
    visit: &Visit<'_>,
    follow_up: &FollowUp,
    (checks, areas): (&[KeptCheck], &[Area]),
) -> Result<Vec<StageRow>, Failure> {
    let standing = standing(checks);
    let mut rows = Vec::new();
    for stage in Stage::ALL {
        let due = follow_up.dates.due(stage);
        let stands = standing.iter().find(|check| check.stage == stage);
        let mut of: Vec<&KeptCheck> = checks.iter().filter(|one| one.stage == stage).collect();
        of.reverse();
        let stands = stands.map(|check| check.id);
        let of = of
            .into_iter()
            .map(|one| check_row(visit, one, (areas, stands)));
        let (colour, state) = state(follow_up, stage, visit.today());
        rows.push(StageRow {
            stage,
            name: follow_up.stage_name(stage),
            due: in_words(due),
            colour,
            state,
            checks: of.collect::<Result<_, _>>()?,
        });
    }
    Ok(rows)
}

fn state(follow_up: &FollowUp, stage: Stage, today: Date) -> (&'static str, &'static str) {
    match follow_up.next {
        Some((next, _)) if next <= stage => match urgency(follow_up.dates.due(stage), today) {
            Urgency::Later => ("", "To come"),
            Urgency::Due => ("yellow", "Due"),
            Urgency::Overdue => ("red", "Overdue"),
        },
        None if follow_up.standing == domain::follow_ups::Standing::NotInWork => {
            ("grey", "Not in work")
        }
        None if follow_up.left_return_at.is_some() || follow_up.taken_back_at.is_some() => {
            ("grey", "Not asked for")
        }
        Some(_) | None => ("green", "Answered"),
    }
}

fn link_row(visit: &Visit<'_>, follow_up: &FollowUp, link: CheckLink) -> LinkRow {
    let state = link.state(visit.now);
    let may = visit.may(Action::FollowUp);
    let taken = link.check_id.is_some();
    LinkRow {
        about: format!(
            "{}, for {}",
            follow_up.stage_name(link.stage),
            link.audience.name().to_lowercase()
        ),
        state: if taken { "Taken over" } else { state.name() },
        answer: link
            .answer
            .as_ref()
            .map(super::link::words)
            .unwrap_or_default(),
        can_withdraw: (may && state == LinkState::Open).then_some(()),
        can_take: (may && state == LinkState::Answered && !taken).then_some(()),
        link,
    }
}

fn confirmed(follow_up: &FollowUp) -> Vec<(String, String)> {
    let words = |day: Option<Date>| match day {
        Some(day) => format!("Yes, by the check of {}", in_words(day)),
        None => "Not confirmed".to_owned(),
    };
    let lasted = |stage: Stage| {
        let name = follow_up.stage_name(stage);
        format!("Lasted to the {name}")
    };
    vec![
        (
            Fact::Started.name().to_owned(),
            words(follow_up.confirmed.started),
        ),
        (lasted(Stage::Middle), words(follow_up.confirmed.middle)),
        (
            Fact::Sustained.name().to_owned(),
            words(follow_up.confirmed.sustained),
        ),
    ]
}

fn reported(follow_up: &FollowUp) -> (String, String) {
    let Some(by) = &follow_up.reported else {
        let on = in_words(date_of(follow_up.opened_at));
        return (format!("Opened by hand on {on}"), String::new());
    };
    let differs = (by.on != follow_up.dates.began_on).then(|| {
        format!(
            "The return says by now that the job began on {}. The checks were made for the day above.",
            in_words(by.on)
        )
    });
    (
        format!("Reported by {}", by.file),
        differs.unwrap_or_default(),
    )
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let follow_up = found(visit)?;
    let (checks, links, posted, areas) = visit.read(|read| {
        Ok((
            store::checks(read, follow_up.id)?,
            store::links(read, follow_up.id)?,
            store::posted(read, follow_up.id)?,
            organisation::areas(read)?,
        ))
    })?;
    let (reported, differs) = reported(&follow_up);
    let links = links.into_iter();
    Reply::page(&Page {
        frame: visit.frame(),
        began: in_words(follow_up.dates.began_on),
        reported,
        differs,
        local: local(&follow_up, &checks, &areas),
        confirmed: confirmed(&follow_up),
        stages: stages(visit, &follow_up, (&checks, &areas))?,
        links: links
            .map(|link| link_row(visit, &follow_up, link))
            .collect(),
        entries: posted
            .iter()
            .map(|one| (one.fact.name(), one.entry_id))
            .collect(),
        can_record: visit.may(Action::FollowUp).then_some(()),
        follow_up,
    })
}
