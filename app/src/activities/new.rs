//! Starting an activity: what it is, for whom, with whom, where, and what its sessions count towards.

use super::feeds::{FEEDS, Feeding, feeds};
use super::{AUDIENCES, Activity, store};
use crate::failure::Failure;
use crate::framework::{self, Measure};
use crate::visit::{Answer, Reply, Visit};
use crate::{objectives, organisation, partners, people};
use askama::Template;
use database::{Id, Read};
use domain::activities::Starter;
use domain::ledger::Counting;
use jiff::civil::Date;
use pages::{Choice, Form, Frame};
use std::collections::BTreeMap;

#[derive(Template)]
#[template(path = "activities/new.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
    choices: Choices,
    differs: Option<()>,
}

/// What can be chosen.
pub(super) struct Choices {
    pub(super) audiences: Vec<Choice>,
    pub(super) partners: Vec<Choice>,
    areas: Vec<Choice>,
    known: Vec<Measure>,
    measures: Vec<Choice>,
    pub(super) countings: Vec<Choice>,
    additional: Vec<Choice>,
    owners: Vec<Choice>,
    objectives: Vec<Choice>,
}

impl Choices {
    fn fed_by(&self) -> Feeding<'_> {
        Feeding {
            known: &self.known,
            measures: &self.measures,
            countings: &self.countings,
        }
    }
}

/// Somebody who chose a measure that does not fit is asked whether it is counted so all the same.
fn differs(form: &Form) -> Option<()> {
    let is_refused = |number| form.problem(&format!("measure_{number}")).is_some();
    (form.is_chosen("differs", "yes") || (1..=FEEDS).any(is_refused)).then_some(())
}

fn choices(visit: &Visit<'_>) -> Result<Choices, Failure> {
    visit.read(choices_of)
}

/// What can be chosen, within a view of the data.
pub(super) fn choices_of(read: &mut Read<'_>) -> Result<Choices, Failure> {
    let known = framework::measures(read)?;
    Ok(Choices {
        audiences: AUDIENCES
            .iter()
            .map(|(key, name)| Choice::new(*key, *name))
            .collect(),
        objectives: objectives::choices(read)?,
        partners: partners::choices(partners::approved(read)?),
        areas: organisation::areas(read)?
            .into_iter()
            .map(|area| Choice::new(area.code, area.name))
            .collect(),
        measures: known.iter().map(Measure::choice).collect(),
        known,
        countings: Counting::ALL
            .into_iter()
            .map(|counting| Choice::new(counting.key(), counting.name()))
            .collect(),
        owners: people::names(read)?
            .into_iter()
            .map(|(id, name)| Choice::new(id.to_string(), name))
            .collect(),
        additional: vec![
            Choice::new("complementary", "All of it is extra")
                .with_hint("It would not happen without our social-value work"),
            Choice::new("core", "It is what the contract pays for anyway")
                .with_hint("Recorded, but not counted as social value"),
            Choice::new("mixed", "Some of it is extra").with_hint("Say how much below"),
        ],
    })
}

fn shown(visit: &Visit<'_>, choices: Choices) -> Answer {
    Reply::form(
        &Page {
            frame: visit.frame(),
            form: &visit.form,
            choices,
            differs: differs(&visit.form),
        },
        &visit.form,
    )
}

/// The page, filled in from the line of the catalogue that was chosen.
pub(super) fn page(visit: &mut Visit<'_>) -> Answer {
    let choices = choices(visit)?;
    let owner = visit.who()?.person_id.to_string();
    let mut form = Form::new()
        .with("additional", "complementary")
        .with("owner", owner)
        .with_date("starts_on", visit.today());
    form = match Starter::from_key(visit.query.value("from")) {
        Some(starter) => begun(form, starter, &visit.read(framework::measures)?),
        None => form.with("minutes", "60"),
    };
    visit.form = form;
    shown(visit, choices)
}

fn begun(form: Form, starter: &Starter, measures: &[Measure]) -> Form {
    let mut form = form
        .with("catalogue", starter.key)
        .with("title", starter.title)
        .with("description", starter.description)
        .with("audience", starter.audience)
        .with("minutes", starter.minutes.to_string());
    for (number, (code, counting)) in (1..).zip(starter.feeds) {
        if let Some(measure) = measures.iter().find(|measure| measure.code == *code) {
            form = form
                .with(&format!("measure_{number}"), measure.id.to_string())
                .with(&format!("counting_{number}"), counting.key());
        }
    }
    form
}

fn additional(form: &mut Form, choices: &Choices) -> Option<i64> {
    match form
        .choice("additional", "How much of it is extra", &choices.additional)?
        .as_str()
    {
        "complementary" => Some(100),
        "core" => Some(0),
        _ => form.whole_number_between("percent", "The extra share in percent", 1..=99),
    }
}

/// Who owns it, from when until when, and how many sessions a quarter are planned.
struct Plan {
    owner_id: Option<Id>,
    starts_on: Date,
    ends_on: Option<Date>,
    planned_sessions: Option<i64>,
}

fn plan(form: &mut Form, choices: &Choices, today: Date) -> Plan {
    let owner = form.optional_choice("owner", "Who answers for it", &choices.owners);
    let starts_on = form
        .optional_date("starts_on", "First day")
        .unwrap_or(today);
    let ends_on = form.optional_date("ends_on", "Last day");
    if ends_on.is_some_and(|ends_on| ends_on < starts_on) {
        form.refuse("ends_on", "The last day must not be before the first");
    }
    let planned_sessions =
        form.optional_whole_number("planned_sessions", "Sessions planned for each quarter");
    if planned_sessions.is_some_and(|planned| !(1..=1_000).contains(&planned)) {
        form.refuse(
            "planned_sessions",
            "Sessions planned for each quarter must be between 1 and 1,000",
        );
    }
    Plan {
        owner_id: owner.and_then(|id| Id::parse_str(&id).ok()),
        starts_on,
        ends_on,
        planned_sessions,
    }
}

fn read(visit: &mut Visit<'_>, choices: &Choices) -> Option<Activity> {
    let new = (visit.new_id(), visit.today());
    read_form(&mut visit.form, new, choices)
}

/// The activity of a form, however it was filled in.
pub(super) fn read_form(
    form: &mut Form,
    (id, today): (Id, Date),
    choices: &Choices,
) -> Option<Activity> {
    let title = form.required("title", "Title", 150);
    let description = form
        .optional("description", "What happens", 2_000)
        .unwrap_or_default();
    let audience = form.choice("audience", "Who it is for", &choices.audiences);
    let partner = form.optional_choice("partner", "Partner", &choices.partners);
    let area_code = form.choice("area", "Area", &choices.areas);
    let other_areas = form.choices("other_areas", "Other areas", &choices.areas);
    let usual_minutes = form.whole_number_between("minutes", "Usual length in minutes", 0..=1_440);
    let additional_percent = additional(form, choices);
    let course = form.optional("course", "Course", 150);
    let plan = plan(form, choices, today);
    let catalogue = Starter::from_key(form.value("catalogue")).map(|line| line.key.to_owned());
    let feeds = feeds(form, choices.fed_by());
    if feeds.is_empty() && !form.is_refused() {
        form.refuse(
            "measure_1",
            "Choose at least one measure that its sessions count towards",
        );
    }
    let activity = Activity {
        id,
        title: title?,
        description,
        audience: audience?,
        partner_id: partner.and_then(|id| Id::parse_str(&id).ok()),
        partner_stage: None,
        other_areas: other_areas
            .into_iter()
            .filter(|code| Some(code) != area_code.as_ref())
            .collect(),
        area_code: area_code?,
        additional_percent: additional_percent?,
        usual_minutes: usual_minutes?,
        catalogue,
        course,
        owner_id: plan.owner_id,
        starts_on: Some(plan.starts_on),
        ends_on: plan.ends_on,
        planned_sessions: plan.planned_sessions,
        went_live_at: None,
        ended_at: None,
        findings: BTreeMap::new(),
        feeds,
    };
    (!form.is_refused()).then_some(activity)
}

/// Starts it.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let choices = choices(visit)?;
    let objective = visit
        .form
        .optional_choice("objective", "Objective", &choices.objectives)
        .and_then(|id| Id::parse_str(&id).ok());
    let Some(activity) = read(visit, &choices) else {
        return shown(visit, choices);
    };
    if let Some(partner_id) = activity.partner_id {
        let today = visit.today();
        if let Err(refused) = visit.read(|read| partners::may_begin(read, partner_id, today))? {
            visit.form.refuse("partner", refused);
            return shown(visit, choices);
        }
    }
    let content = serde_json::json!({ "title": activity.title, "audience": activity.audience });
    let entry = visit.entry("started activity", "activity", activity.id, content);
    visit.write(|mut write| {
        store::add(&mut write, &activity, visit.now)?;
        if let Some(objective_id) = objective {
            let served = (activity.id, activity.title.as_str());
            objectives::serve(&mut write, objective_id, served, visit.now)?;
        }
        Ok(write.commit(entry.clone(), ())?)
    })?;
    Reply::see(
        format!("/activities/{}", activity.id),
        "The activity is started as a draft. Answer its three questions to set it live.",
    )
}
