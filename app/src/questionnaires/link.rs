//! Links: one for the group, or one for each of some learners by their references. An address is shown
//! once, here; a link can be closed, and ends with its asking.

use super::show::found as round_found;
use super::{QuestionLink, Round, TOKENS, store};
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use domain::calendar::in_words;
use domain::questionnaires::{Asking, CodeRule, Half, PersonCode};
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
    half: Half,
    /// The group's address, or that of each learner's link with the reference.
    group: String,
    learners: Vec<(String, String)>,
    from: String,
    until: String,
}

/// The most links that are made at once.
const MOST: usize = 100;

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

/// Whom a link can be for: single learners only where people are found by their references.
fn audiences(round: &Round) -> Vec<Choice> {
    let mut found =
        vec![Choice::new("group", "The group").with_hint(
            "One link for all, to send or to put up; each says their reference or code",
        )];
    if round.code_rule == CodeRule::Reference {
        found.push(
            Choice::new("learners", "Some learners").with_hint(
                "Each a link of their own that can be used once; they type no reference",
            ),
        );
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

/// The references that were typed, one on a line.
fn references(form: &mut Form) -> Vec<PersonCode> {
    let Some(text) = form.required("codes", "the learner references", MOST * 40) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    let lines = (1..).zip(text.lines());
    for (number, line) in lines.filter(|(_, line)| !line.trim().is_empty()) {
        match PersonCode::new(line) {
            Ok(code) if found.contains(&code) => {}
            Ok(code) => found.push(code),
            Err(problem) => form.refuse("codes", format!("Line {number}: {problem}")),
        }
    }
    if found.len() > MOST {
        form.refuse("codes", "Make 100 links at most at once");
    }
    found
}

/// The links that were asked for: one, or one for each learner.
fn read(visit: &mut Visit<'_>, round: &Round) -> Result<Option<Vec<QuestionLink>>, Failure> {
    let halves = halves(visit, round);
    let form = &mut visit.form;
    let half = form.choice("half", "before or after", &halves);
    let audience = form.choice("audience", "who is asked", &audiences(round));
    let codes = match audience.as_deref() {
        Some("learners") => references(form).into_iter().map(Some).collect(),
        _ => vec![None],
    };
    let half = half.as_deref().and_then(Half::from_key);
    let Some(half) = half.filter(|_| !form.is_refused()) else {
        return Ok(None);
    };
    let by = visit.who()?.person_id;
    let link = |code: Option<PersonCode>| QuestionLink {
        id: visit.new_id(),
        round_id: round.id,
        half,
        code,
        made_at: visit.now,
        made_by: Some(by),
        answers: 0,
        withdrawn_at: None,
    };
    Ok(Some(codes.into_iter().map(link).collect()))
}

/// Makes them and shows their addresses.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let round = round_found(visit)?;
    if halves(visit, &round).is_empty() {
        return Err(Failure::Changed("Both askings of this round are over."));
    }
    let Some(links) = read(visit, &round)? else {
        return shown(visit, &round);
    };
    let Some(half) = links.first().map(|link| link.half) else {
        return shown(visit, &round);
    };
    let said = serde_json::json!({ "half": half.key(), "links": links.len() });
    let entry = visit.entry(
        "made questionnaire links",
        "questionnaire round",
        round.id,
        said,
    );
    visit.write(|mut write| {
        for link in &links {
            store::link_add(&mut write, link)?;
        }
        Ok(write.commit(entry.clone(), ())?)
    })?;
    let mut group = String::new();
    let mut learners = Vec::new();
    for link in &links {
        let address = let_in(visit, link)?;
        match &link.code {
            Some(code) => learners.push((code.as_str().to_owned(), address)),
            None => group = address,
        }
    }
    let (first, last) = round.dates.of(half);
    Reply::page(&Made {
        frame: visit.frame(),
        half,
        group,
        learners,
        from: in_words(first),
        until: in_words(last),
        round: &round,
    })
}

/// Lets a new token lead to a link, and gives the address with it.
fn let_in(visit: &Visit<'_>, link: &QuestionLink) -> Result<String, Failure> {
    let token = TOKENS.add(visit, link.id)?;
    Ok(format!("{}/questions/{token}", visit.app.base_address))
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
