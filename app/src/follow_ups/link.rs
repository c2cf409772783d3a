//! One-time links: made, withdrawn, and the answer taken over as a check. What an employer says is graded
//! as confirmed by a partner, what the learner says of themselves as self-declared; neither counts before
//! a member of staff takes it over.

use super::{
    CheckLink, FollowUp, KeptCheck, LinkAnswer, TOKENS, Workplace, recording, show, store,
};
use crate::app::date_of;
use crate::evidence::{Evidence, Proof};
use crate::failure::Failure;
use crate::ledger::Context;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use database::Id;
use domain::calendar::in_words;
use domain::feedback::{MOST_DAYS, USUAL_DAYS, expiry};
use domain::follow_ups::{SaidBy, Stage, checkable};
use domain::ledger::Grade;
use pages::{Choice, Form, Frame};

#[derive(Template)]
#[template(path = "follow_ups/link.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
    follow_up: &'a FollowUp,
    stage: Stage,
    name: String,
    audiences: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "follow_ups/link_made.html")]
struct Made {
    frame: Frame,
    follow_up_id: Id,
    address: String,
    about: String,
    until: String,
}

/// What came by a link, in words.
pub(super) fn words(answer: &LinkAnswer) -> String {
    let mut words = format!(
        "Answered on {}: {}, hours a week: {}",
        in_words(date_of(answer.at)),
        answer.found.name().to_lowercase(),
        answer.hours.name().to_lowercase()
    );
    if let Some(day) = answer.since_on {
        words.push_str(&format!(", since {}", in_words(day)));
    }
    if let Some(day) = answer.until_on {
        words.push_str(&format!(", until {}", in_words(day)));
    }
    words
}

fn audiences() -> Vec<Choice> {
    [SaidBy::Learner, SaidBy::Employer]
        .map(|one| Choice::new(one.key(), one.name()))
        .into()
}

fn about(visit: &Visit<'_>) -> Result<(FollowUp, Stage), Failure> {
    let stage = Stage::from_key(visit.parameter("stage")?).ok_or(Failure::NotFound)?;
    Ok((show::found(visit)?, stage))
}

fn shown(visit: &Visit<'_>, (follow_up, stage): (&FollowUp, Stage)) -> Answer {
    let page = Page {
        frame: visit.frame(),
        form: &visit.form,
        follow_up,
        stage,
        name: follow_up.stage_name(stage),
        audiences: audiences(),
    };
    Reply::form(&page, &visit.form)
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let (follow_up, stage) = about(visit)?;
    visit.form = Form::new().with("days", USUAL_DAYS.to_string());
    shown(visit, (&follow_up, stage))
}

/// Makes it and shows its address, once.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let (follow_up, stage) = about(visit)?;
    let audience = visit.form.choice("audience", "who is asked", &audiences());
    let days = visit
        .form
        .whole_number_between("days", "Days", 1..=MOST_DAYS);
    let audience = audience.as_deref().and_then(SaidBy::from_key);
    let (Some(audience), Some(days)) = (audience, days) else {
        return shown(visit, (&follow_up, stage));
    };
    let link = CheckLink {
        id: visit.new_id(),
        follow_up_id: follow_up.id,
        stage,
        audience,
        made_at: visit.now,
        made_by: Some(visit.who()?.person_id),
        expires_at: expiry(visit.now, days),
        withdrawn_at: None,
        answer: None,
        check_id: None,
    };
    let said = serde_json::json!({ "stage": stage.key(), "days": days });
    let entry = visit.entry("made follow-up link", "follow-up", follow_up.id, said);
    visit.write(|mut write| {
        store::link_add(&mut write, &link)?;
        Ok(write.commit(entry.clone(), ())?)
    })?;
    let token = TOKENS.add(visit, link.id)?;
    Reply::page(&Made {
        frame: visit.frame(),
        follow_up_id: follow_up.id,
        address: format!("{}/still-in-work/{token}", visit.app.base_address),
        about: format!(
            "{}, for {}",
            follow_up.stage_name(stage),
            audience.name().to_lowercase()
        ),
        until: in_words(date_of(link.expires_at)),
    })
}

fn found(visit: &Visit<'_>) -> Result<CheckLink, Failure> {
    let id = visit.id("id")?;
    visit
        .read(|read| store::link(read, id))?
        .ok_or(Failure::NotFound)
}

/// Withdraws it: nobody can answer by it from now on.
pub(crate) fn withdraw(visit: &mut Visit<'_>) -> Answer {
    let link = found(visit)?;
    let said = serde_json::json!({ "stage": link.stage.key() });
    let id = link.follow_up_id;
    let entry = visit.entry("withdrew follow-up link", "follow-up", id, said);
    visit.write(|mut write| {
        if store::link_withdraw(&mut write, link.id, visit.now)? == 0 {
            return Err(Failure::Changed("This link is closed already."));
        }
        Ok(write.commit(entry.clone(), ())?)
    })?;
    Reply::see(format!("/follow-ups/{id}"), "The link is withdrawn.")
}

/// The check and the evidence that an answer makes.
fn check_of(
    visit: &Visit<'_>,
    link: &CheckLink,
    number: i64,
) -> Result<(KeptCheck, Evidence), Failure> {
    let answer = link.answer.as_ref().ok_or(Failure::NotFound)?;
    let said_by = match link.audience {
        SaidBy::Employer => ("employer", Grade::PartnerConfirmed),
        SaidBy::Learner | SaidBy::Payslip | SaidBy::OtherRecord => ("learner", Grade::SelfDeclared),
    };
    let checked_on = date_of(answer.at);
    let evidence = Evidence {
        id: visit.new_id(),
        title: format!("Answer of the {} by a one-time link", said_by.0),
        grade: said_by.1,
        effective_on: checked_on,
        days: domain::evidence::Days::default(),
        proof: Proof::Attestation {
            seen_what: words(answer),
            kept_where: "With the follow-up, among its one-time links".to_owned(),
        },
        consent: None,
    };
    let reason = match number {
        1 => String::new(),
        _ => "Answered by a one-time link".to_owned(),
    };
    let check = KeptCheck {
        id: visit.new_id(),
        stage: link.stage,
        number,
        found: answer.found,
        checked_on,
        hours: answer.hours,
        workplace: Workplace::Unknown,
        said_by: Some(link.audience),
        reason,
        evidence_id: Some(evidence.id),
        recorded_at: visit.now,
        recorded_by: Some(visit.who()?.person_id),
        taken_back_at: None,
    };
    Ok((check, evidence))
}

/// Takes its answer over as a check.
pub(crate) fn take(visit: &mut Visit<'_>) -> Answer {
    let link = found(visit)?;
    let id = link.follow_up_id;
    let (follow_up, checks) = visit.read(|read| {
        let follow_up = store::find(read, id)?.ok_or(Failure::NotFound)?;
        Ok((follow_up, store::checks(read, id)?))
    })?;
    let of = checks.iter().filter(|check| check.stage == link.stage);
    let number = of.map(|check| check.number).max().unwrap_or(0) + 1;
    let (check, evidence) = check_of(visit, &link, number)?;
    let today = visit.today();
    if let Err(refused) = checkable(&follow_up.dates, check.checked_on, today) {
        let words = format!("The answer cannot be taken over. {refused}.");
        return Reply::see(format!("/follow-ups/{id}"), words);
    }
    let context = Context {
        today,
        ..Context::of(visit)?
    };
    let said = serde_json::json!({ "stage": check.stage.key(), "found": check.found.key(),
        "on": check.checked_on.to_string(), "by": "link", "reason": check.reason });
    let entry = visit.entry("recorded follow-up check", "follow-up", id, said);
    let taken = visit.write(|mut write| {
        let follow_up = store::find(&mut write.read(), id)?.ok_or(Failure::NotFound)?;
        let new = (&check, Some(&evidence));
        recording::record(&mut write, &follow_up, new, &context)?;
        if store::link_take(&mut write, link.id, check.id)? == 0 {
            return Err(Failure::Changed("This answer was taken over already."));
        }
        Ok(write.commit(entry.clone(), ())?)
    });
    match taken {
        Ok(()) => Reply::see(format!("/follow-ups/{id}"), "The answer is a check now."),
        Err(Failure::Rule(words)) => Reply::see(
            format!("/follow-ups/{id}"),
            format!("The answer cannot be taken over. {words}."),
        ),
        Err(failure) => Err(failure),
    }
}
