//! Case studies beside the numbers of a quarter: short stories with what is said of the people in them. One
//! whose consent is taken back stands in nothing that is not signed off.

use super::store::{self, Study};
use crate::failure::Failure;
use crate::framework;
use crate::ledger;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use database::Id;
use domain::calendar::{Quarter, in_words};
use domain::monitoring::ReturnName;
use domain::people::Action;
use pages::{Choice, Form, Frame};

/// The longest title and story.
const TITLE_CHARACTERS: usize = 120;
const STORY_CHARACTERS: usize = 3_000;

#[derive(Template)]
#[template(path = "monitoring/case_studies.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
    quarter: String,
    title: String,
    studies: Vec<Row>,
    themes: Vec<Choice>,
    measures: Vec<Choice>,
    people: Vec<Choice>,
    /// Why none can be written now; empty when one can.
    blocked: &'static str,
    can_write: Option<()>,
}

/// A story as the page shows it.
struct Row {
    id: String,
    title: String,
    story: String,
    about: String,
    withdrawn: String,
}

struct Ground {
    quarter: Quarter,
    is_signed: Option<()>,
    themes: Vec<Choice>,
    measures: Vec<Choice>,
    studies: Vec<Study>,
}

fn ground(visit: &Visit<'_>) -> Result<Ground, Failure> {
    let asked = super::standing::Asked::of(visit)?;
    let calendar = visit.who()?.calendar;
    visit.read(|read| {
        let closed = ledger::closed_quarters(read, calendar)?;
        let themes = framework::themes(read)?.into_iter();
        let measures = framework::measures(read)?.into_iter();
        Ok(Ground {
            quarter: asked.quarter,
            is_signed: closed.contains(&asked.quarter).then_some(()),
            themes: themes
                .map(|theme| Choice::new(theme.id.to_string(), theme.title))
                .collect(),
            measures: measures
                .map(|one| Choice::new(one.id.to_string(), format!("{} {}", one.code, one.title)))
                .collect(),
            studies: store::studies(read, asked.quarter)?,
        })
    })
}

fn people() -> Vec<Choice> {
    vec![
        Choice::new("nobody", "Nobody can be recognised in it"),
        Choice::new(
            "consented",
            "People can be recognised, and each of them has consented",
        ),
    ]
}

fn named(choices: &[Choice], id: Id) -> Option<String> {
    let key = id.to_string();
    let found = choices.iter().find(|choice| choice.value == key);
    found.map(|choice| choice.text.clone())
}

fn row(ground: &Ground, study: &Study) -> Row {
    let theme = study.theme_id.and_then(|id| named(&ground.themes, id));
    let measures = study.measures.iter();
    let measures = measures.filter_map(|id| named(&ground.measures, *id));
    let of: Vec<String> = theme.into_iter().chain(measures).collect();
    let people = study.consent.as_ref().map_or_else(
        || "Nobody can be recognised in it".to_owned(),
        |(kept, on)| format!("The people in it agreed on {}; kept: {kept}", in_words(*on)),
    );
    Row {
        id: study.id.to_string(),
        title: study.title.clone(),
        story: study.story.clone(),
        about: format!("{}. {people}.", of.join(", ")),
        withdrawn: study
            .withdrawn_on
            .map(|on| format!("Taken back on {}", in_words(on)))
            .unwrap_or_default(),
    }
}

fn shown(visit: &Visit<'_>, ground: &Ground) -> Answer {
    let page = Page {
        frame: visit.frame(),
        form: &visit.form,
        quarter: ground.quarter.to_string(),
        title: ground.quarter.title(),
        studies: ground.studies.iter().map(|one| row(ground, one)).collect(),
        themes: ground.themes.clone(),
        measures: ground.measures.clone(),
        people: people(),
        blocked: blocked(ground),
        can_write: visit.may(Action::PrepareReturn).then_some(()),
    };
    Reply::form(&page, &visit.form)
}

fn blocked(ground: &Ground) -> &'static str {
    if ground.is_signed.is_some() {
        "This return has been signed off and stays as it is"
    } else {
        ""
    }
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let ground = ground(visit)?;
    shown(visit, &ground)
}

fn typed(visit: &mut Visit<'_>, ground: &Ground) -> Option<Study> {
    let (id, today) = (visit.new_id(), visit.today());
    let form = &mut visit.form;
    let title = form.required("title", "a title", TITLE_CHARACTERS);
    let story = form.required("story", "the story", STORY_CHARACTERS);
    let theme = form.optional_choice("theme", "The theme", &ground.themes);
    let measures = form.choices("measures", "Measures", &ground.measures);
    if theme.is_none() && measures.is_empty() {
        form.refuse("theme", "Choose the theme or the measures it belongs to");
    }
    let shown = form.choice("people", "The people in it", &people());
    let consent = if shown.as_deref() == Some("consented") {
        let kept = form.required("consent_kept", "where the consents are kept", 300);
        let on = form.date("consent_on", "The day of the consent");
        if on.is_some_and(|on| on > today) {
            form.refuse("consent_on", "The day must be today or in the past");
        }
        kept.zip(on)
    } else {
        None
    };
    let key = |key: String| Id::parse_str(&key).ok();
    Some(Study {
        id,
        quarter: ground.quarter.to_string(),
        theme_id: theme.and_then(key),
        measures: measures.into_iter().filter_map(key).collect(),
        title: title?,
        story: story?,
        consent,
        withdrawn_on: None,
    })
}

/// Keeps a story. A return that was prepared without it is prepared anew.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let ground = ground(visit)?;
    let study = typed(visit, &ground);
    if !blocked(&ground).is_empty() {
        visit.form.refuse("", blocked(&ground));
    }
    let (Some(study), false) = (study, visit.form.is_refused()) else {
        return shown(visit, &ground);
    };
    let content = serde_json::json!({ "title": study.title, "quarter": study.quarter });
    let entry = visit.entry("wrote case study", "case-study", study.id, content);
    visit.write(|mut write| {
        store::study_add(&mut write, &study, visit.now)?;
        Ok(write.commit(entry.clone(), ())?)
    })?;
    Reply::see(
        format!("/returns/{}/case-studies", ground.quarter),
        "The case study is kept with the quarter.",
    )
}

#[derive(Template)]
#[template(path = "monitoring/withdraw_case_study.html")]
struct Withdrawing<'a> {
    frame: Frame,
    form: &'a Form,
    study: Study,
    /// The day it was taken back; empty when it was not.
    withdrawn: String,
    /// The return it was signed with, if it was.
    signed: String,
}

fn one(visit: &Visit<'_>) -> Result<(Study, Option<Quarter>), Failure> {
    let (id, calendar) = (visit.id("id")?, visit.who()?.calendar);
    visit.read(|read| {
        let study = store::study(read, id)?.ok_or(Failure::NotFound)?;
        let quarter = calendar.quarter(&study.quarter);
        let signed = match quarter {
            Some(quarter) => super::signed_returns(read, quarter.year())?
                .into_iter()
                .filter(|(signed, _)| signed.quarter == study.quarter)
                .flat_map(|(signed, _)| signed.beside.case_studies)
                .any(|sealed| sealed.title == study.title && sealed.story == study.story),
            None => false,
        };
        Ok((study, quarter.filter(|_| signed)))
    })
}

/// What would be taken back, and where it stays.
pub(crate) fn withdraw_page(visit: &mut Visit<'_>) -> Answer {
    let (study, signed) = one(visit)?;
    Reply::page(&Withdrawing {
        frame: visit.frame(),
        form: &visit.form,
        signed: signed.map(Quarter::title).unwrap_or_default(),
        withdrawn: study.withdrawn_on.map(in_words).unwrap_or_default(),
        study,
    })
}

/// Takes a story back.
pub(crate) fn withdraw(visit: &mut Visit<'_>) -> Answer {
    let (study, _) = one(visit)?;
    let why = if study.consent.is_some() {
        "consent"
    } else {
        "taken-out"
    };
    let today = visit.today();
    let content = serde_json::json!({ "why": why });
    let entry = visit.entry("took back case study", "case-study", study.id, content);
    visit.write(|mut write| {
        if store::study_withdraw(&mut write, (study.id, why), today)? == 0 {
            return Err(Failure::Changed("This case study was taken back already."));
        }
        Ok(write.commit(entry.clone(), ())?)
    })?;
    let calendar = visit.who()?.calendar;
    let quarter = ReturnName::read(calendar, &study.quarter).ok_or(Failure::NotFound)?;
    Reply::see(
        format!("/returns/{}/case-studies", quarter.quarter()),
        "It is taken back: it stands in nothing that is not signed off.",
    )
}
