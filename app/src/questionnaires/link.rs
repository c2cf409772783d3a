//! Links: one for the group, or one for a learner by their reference. The address is shown once, here;
//! a link can be closed, and ends with its asking.

use super::show::{about, found as round_found};
use super::{QuestionLink, Round, sheets, store};
use crate::failure::Failure;
use crate::people;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use domain::calendar::in_words;
use domain::questionnaires::{Asking, CodeRule, Half};
use pages::{Choice, Form, Frame};

#[derive(Template)]
#[template(path = "questionnaires/link.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
    round: &'a Round,
    halves: Vec<Choice>,
    audiences: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "questionnaires/link_made.html")]
struct Made<'a> {
    frame: Frame,
    round: &'a Round,
    address: String,
    about: String,
    from: String,
    until: String,
    for_group: Option<()>,
}

/// The askings that are not over.
fn halves(visit: &Visit<'_>, round: &Round) -> Vec<Choice> {
    let still = |half: &Half| round.asking(*half, visit.today()) != Asking::Over;
    let choice = |half: Half| {
        let (first, last) = round.dates.of(half);
        let days = format!("{} to {}", in_words(first), in_words(last));
        Choice::new(half.key(), half.name()).with_hint(days)
    };
    Half::ALL.into_iter().filter(still).map(choice).collect()
}

/// Whom a link can be for: one learner only where people are found by their references.
fn audiences(round: &Round) -> Vec<Choice> {
    let mut found =
        vec![Choice::new("group", "The group").with_hint(
            "One link for all, to send or to put up; each says their reference or code",
        )];
    match round.code_rule {
        CodeRule::Reference => found.push(
            Choice::new("learner", "One learner")
                .with_hint("A link of their own that can be used once; they type no reference"),
        ),
        CodeRule::OwnCode => {}
    }
    found
}

fn shown(visit: &Visit<'_>, round: &Round) -> Answer {
    let page = Page {
        frame: visit.frame(),
        form: &visit.form,
        round,
        halves: halves(visit, round),
        audiences: audiences(round),
    };
    Reply::form(&page, &visit.form)
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let round = round_found(visit)?;
    let first = halves(visit, &round).first().map(|half| half.value.clone());
    visit.form = Form::new()
        .with("half", first.unwrap_or_default())
        .with("audience", "group");
    shown(visit, &round)
}

fn read(visit: &mut Visit<'_>, round: &Round) -> Result<Option<QuestionLink>, Failure> {
    let (id, now, by) = (visit.new_id(), visit.now, visit.who()?.person_id);
    let halves = halves(visit, round);
    let form = &mut visit.form;
    let half = form.choice("half", "before or after", &halves);
    let audience = form.choice("audience", "who is asked", &audiences(round));
    let code = match audience.as_deref() {
        Some("learner") => sheets::code(form, "the learner reference"),
        _ => None,
    };
    let half = half.as_deref().and_then(Half::from_key);
    let Some(half) = half.filter(|_| !form.is_refused()) else {
        return Ok(None);
    };
    Ok(Some(QuestionLink {
        id,
        round_id: round.id,
        half,
        code,
        made_at: now,
        made_by: Some(by),
        answers: 0,
        withdrawn_at: None,
    }))
}

/// Makes it and shows its address.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let round = round_found(visit)?;
    if halves(visit, &round).is_empty() {
        return Err(Failure::Changed("Both askings of this round are over."));
    }
    let Some(link) = read(visit, &round)? else {
        return shown(visit, &round);
    };
    let token = people::new_token()?;
    let said = serde_json::json!({ "half": link.half.key() });
    let entry = visit.entry(
        "made questionnaire link",
        "questionnaire round",
        round.id,
        said,
    );
    visit.write(|mut write| {
        store::link_add(&mut write, &link)?;
        Ok(write.commit(entry.clone(), ())?)
    })?;
    let leads_to = (visit.who()?.organisation_id, link.id);
    let database = &visit.app.database;
    database.directory(|directory| store::token_add(directory, &token, leads_to, visit.now))?;
    let (first, last) = round.dates.of(link.half);
    Reply::page(&Made {
        frame: visit.frame(),
        address: format!("{}/questions/{token}", visit.app.base_address),
        about: about(link.half, link.code.as_ref()),
        from: in_words(first),
        until: in_words(last),
        for_group: link.code.is_none().then_some(()),
        round: &round,
    })
}

/// Closes it: nobody can answer by it from now on.
pub(crate) fn withdraw(visit: &mut Visit<'_>) -> Answer {
    let id = visit.id("id")?;
    let link = visit
        .read(|read| store::link(read, id))?
        .ok_or(Failure::NotFound)?;
    let said = serde_json::json!({ "half": link.half.key(), "answers": link.answers });
    let round_id = link.round_id;
    let entry = visit.entry(
        "closed questionnaire link",
        "questionnaire round",
        round_id,
        said,
    );
    visit.write(|mut write| {
        if store::link_withdraw(&mut write, id, visit.now)? == 0 {
            return Err(Failure::Changed("This link was closed already."));
        }
        Ok(write.commit(entry.clone(), ())?)
    })?;
    Reply::see(
        format!("/questionnaires/{round_id}"),
        "The link is closed. The answers stay.",
    )
}
