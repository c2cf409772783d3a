//! Recording a check. What says that somebody works needs evidence; a check that is there already is
//! never changed: the new one stands in its place and says why.

use super::{FollowUp, KeptCheck, Workplace, recording, show, store};
use crate::app::new_id;
use crate::evidence::{self, Evidence};
use crate::failure::Failure;
use crate::ledger::Context;
use crate::organisation;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use database::Read;
use domain::calendar::in_words;
use domain::follow_ups::{Found, Hours, SaidBy, Stage, checkable};
use jiff::Timestamp;
use jiff::civil::Date;
use pages::{Choice, Form, Frame};

#[derive(Template)]
#[template(path = "follow_ups/check.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
    follow_up: &'a FollowUp,
    stage: Stage,
    name: String,
    began: String,
    due: String,
    before: &'a Before,
    choices: &'a Choices,
    grades: Vec<Choice>,
}

/// The checks of the stage that are there already.
pub(super) struct Before {
    /// How many.
    pub(super) number: i64,
    /// The one that stands.
    found: Option<Found>,
    /// Tries at which nobody was reached.
    tries: usize,
}

pub(super) struct Choices {
    pub(super) found: Vec<Choice>,
    pub(super) hours: Vec<Choice>,
    pub(super) said_by: Vec<Choice>,
    pub(super) workplaces: Vec<Choice>,
}

/// What a check is about.
struct About {
    follow_up: FollowUp,
    stage: Stage,
    before: Before,
    choices: Choices,
}

/// The choices of the form.
pub(super) fn choices(read: &mut Read<'_>) -> Result<Choices, Failure> {
    let mut workplaces: Vec<Choice> = organisation::areas(read)?
        .into_iter()
        .map(|area| Choice::new(area.code, area.name))
        .collect();
    workplaces.push(Choice::new("elsewhere", "Elsewhere"));
    workplaces.push(Choice::new("unknown", "Not known"));
    Ok(Choices {
        found: Found::ALL
            .map(|one| Choice::new(one.key(), one.name()))
            .into(),
        hours: Hours::ALL
            .map(|one| Choice::new(one.key(), one.name()))
            .into(),
        said_by: SaidBy::ALL
            .map(|one| Choice::new(one.key(), one.name()))
            .into(),
        workplaces,
    })
}

/// The checks of a stage so far.
pub(super) fn before(checks: &[KeptCheck], stage: Stage) -> Before {
    let of = checks.iter().filter(|check| check.stage == stage);
    let standing = of.clone().filter(|check| check.taken_back_at.is_none());
    let latest = standing.max_by_key(|check| check.number);
    Before {
        number: of.clone().map(|check| check.number).max().unwrap_or(0),
        found: latest.map(|check| check.found),
        tries: of.filter(|one| one.found == Found::NotReached).count(),
    }
}

fn about(visit: &Visit<'_>) -> Result<About, Failure> {
    let follow_up = show::found(visit)?;
    let stage = Stage::from_key(visit.parameter("stage")?).ok_or(Failure::NotFound)?;
    let checks = visit.read(|read| store::checks(read, follow_up.id))?;
    Ok(About {
        before: before(&checks, stage),
        choices: visit.read(choices)?,
        follow_up,
        stage,
    })
}

fn shown(visit: &Visit<'_>, about: &About) -> Answer {
    let page = Page {
        frame: visit.frame(),
        form: &visit.form,
        follow_up: &about.follow_up,
        stage: about.stage,
        name: about.follow_up.stage_name(about.stage),
        began: in_words(about.follow_up.dates.began_on),
        due: in_words(about.follow_up.dates.due(about.stage)),
        before: &about.before,
        choices: &about.choices,
        grades: evidence::grades(),
    };
    Reply::form(&page, &visit.form)
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let about = about(visit)?;
    let today = visit.today();
    visit.form = Form::new()
        .with_date("checked_on", today)
        .with("hours", Hours::Unknown.key())
        .with("workplace", "unknown")
        .with("grade", "1");
    shown(visit, &about)
}

/// A check as it is typed, without its evidence. A problem is noted in the form.
pub(super) fn typed(
    form: &mut Form,
    (follow_up, stage, before): (&FollowUp, Stage, &Before),
    choices: &Choices,
    today: Date,
) -> Option<KeptCheck> {
    let found = form.choice("found", "what was found", &choices.found);
    let found = found.as_deref().and_then(Found::from_key);
    let checked_on = form.date("checked_on", "The day it was checked");
    let allowed = checked_on.map(|day| checkable(&follow_up.dates, day, today));
    if let Some(Err(refused)) = allowed {
        form.refuse("checked_on", refused);
    }
    let hours = form.choice("hours", "Hours a week", &choices.hours);
    let workplace = form.choice("workplace", "Where the work is", &choices.workplaces);
    let said_by = match found {
        Some(Found::NotReached) => None,
        Some(_) | None => form.choice("said_by", "who said it", &choices.said_by),
    };
    let reason = match before.found {
        None | Some(Found::NotReached) => form.optional("reason", "Why it is recorded again", 300),
        Some(_) => form.required("reason", "Why it is recorded again", 300),
    };
    let hours = hours.as_deref().and_then(Hours::from_key);
    Some(KeptCheck {
        id: new_id(),
        stage,
        number: before.number + 1,
        found: found?,
        checked_on: checked_on?,
        hours: hours.unwrap_or(Hours::Unknown),
        workplace: match workplace.as_deref() {
            Some("elsewhere") => Workplace::Elsewhere,
            Some("unknown") | None => Workplace::Unknown,
            Some(code) => Workplace::Area(code.to_owned()),
        },
        said_by: said_by.as_deref().and_then(SaidBy::from_key),
        reason: reason.unwrap_or_default(),
        evidence_id: None,
        recorded_at: Timestamp::UNIX_EPOCH,
        recorded_by: None,
        taken_back_at: None,
    })
}

/// What was typed, with its evidence. A problem is noted in the form.
fn read(
    visit: &mut Visit<'_>,
    about: &About,
) -> Result<Option<(KeptCheck, Option<Evidence>)>, Failure> {
    let today = visit.today();
    let of = (&about.follow_up, about.stage, &about.before);
    let check = typed(&mut visit.form, of, &about.choices, today);
    let effective_on = check.as_ref().map_or(today, |check| check.checked_on);
    let evidence = evidence::read(visit, effective_on)?;
    let is_in_work = check.as_ref().is_some_and(|check| check.found.is_in_work());
    if evidence.is_none() && !visit.form.is_refused() && is_in_work {
        visit.form.refuse(
            "file",
            "Choose a file, or say what you saw and where it is kept: work counts only with evidence",
        );
    }
    let (Some(check), false) = (check, visit.form.is_refused()) else {
        return Ok(None);
    };
    let check = KeptCheck {
        evidence_id: evidence.as_ref().map(|evidence| evidence.id),
        recorded_at: visit.now,
        recorded_by: Some(visit.who()?.person_id),
        ..check
    };
    Ok(Some((check, evidence)))
}

/// Records it.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let about = about(visit)?;
    let Some((check, evidence)) = read(visit, &about)? else {
        return shown(visit, &about);
    };
    let context = Context::of(visit)?;
    let said = serde_json::json!({ "stage": check.stage.key(), "found": check.found.key(),
        "on": check.checked_on.to_string(), "reason": check.reason });
    let id = about.follow_up.id;
    let entry = visit.entry("recorded follow-up check", "follow-up", id, said);
    let kept = visit.write(|mut write| {
        let follow_up = store::find(&mut write.read(), id)?.ok_or(Failure::NotFound)?;
        let new = (&check, evidence.as_ref());
        let posted = recording::record(&mut write, &follow_up, new, &context)?;
        Ok(write.commit(entry.clone(), posted)?)
    });
    match kept {
        Ok(0) => Reply::see(format!("/follow-ups/{id}"), "The check is recorded."),
        Ok(posted) => Reply::see(
            format!("/follow-ups/{id}"),
            format!("The check is recorded. Entries made, corrected or taken back: {posted}."),
        ),
        Err(Failure::Rule(words)) => {
            visit.form.refuse("", words);
            shown(visit, &about)
        }
        Err(failure) => Err(failure),
    }
}
