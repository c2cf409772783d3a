//! Starting an activity: what it is, for whom, with whom, where, and what its sessions count towards.

use super::{AUDIENCES, Activity, store};
use crate::failure::Failure;
use crate::framework::{self, Measure};
use crate::visit::{Answer, Reply, Visit};
use crate::{organisation, partners};
use askama::Template;
use database::Id;
use domain::ledger::Counting;
use pages::{Choice, Form, Frame};

/// How many measures one activity may feed.
const FEEDS: usize = 3;

#[derive(Template)]
#[template(path = "activities/new.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
    choices: Choices,
}

/// What can be chosen.
struct Choices {
    audiences: Vec<Choice>,
    partners: Vec<Choice>,
    areas: Vec<Choice>,
    measures: Vec<Choice>,
    countings: Vec<Choice>,
    additional: Vec<Choice>,
}

/// A measure as a choice.
pub(crate) fn measure_choice(measure: &Measure) -> Choice {
    Choice::new(
        measure.id.to_string(),
        format!("{} {} ({})", measure.code, measure.title, measure.unit),
    )
}

fn choices(visit: &Visit<'_>) -> Result<Choices, Failure> {
    visit.read(|read| {
        Ok(Choices {
            audiences: AUDIENCES
                .iter()
                .map(|(key, name)| Choice::new(*key, *name))
                .collect(),
            partners: partners::all(read)?
                .into_iter()
                .map(|partner| Choice::new(partner.id.to_string(), partner.name))
                .collect(),
            areas: organisation::areas(read)?
                .into_iter()
                .map(|area| Choice::new(area.code, area.name))
                .collect(),
            measures: framework::measures(read)?
                .iter()
                .map(measure_choice)
                .collect(),
            countings: Counting::ALL
                .into_iter()
                .map(|counting| Choice::new(counting.key(), counting.name()))
                .collect(),
            additional: vec![
                Choice::new("complementary", "All of it is extra")
                    .with_hint("It would not happen without our social-value work"),
                Choice::new("core", "It is what the contract pays for anyway")
                    .with_hint("Recorded, but not counted as social value"),
                Choice::new("mixed", "Some of it is extra").with_hint("Say how much below"),
            ],
        })
    })
}

fn shown(visit: &Visit<'_>, choices: Choices) -> Answer {
    Reply::form(
        &Page {
            frame: visit.frame(),
            form: &visit.form,
            choices,
        },
        &visit.form,
    )
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    visit.form.add("additional", "complementary");
    visit.form.add("minutes", "60");
    let choices = choices(visit)?;
    shown(visit, choices)
}

fn feeds(form: &mut Form, choices: &Choices) -> Vec<(Id, Counting)> {
    let mut feeds: Vec<(Id, Counting)> = Vec::new();
    for number in 1..=FEEDS {
        let (measure, counting) = (format!("measure_{number}"), format!("counting_{number}"));
        if form.value(&measure).is_empty() {
            continue;
        }
        let chosen = form.choice(&measure, "A measure", &choices.measures);
        let counting = form.choice(&counting, "How it is counted", &choices.countings);
        let id = chosen.and_then(|id| Id::parse_str(&id).ok());
        let (Some(id), Some(counting)) = (id, counting.and_then(|key| Counting::from_key(&key)))
        else {
            continue;
        };
        if feeds.iter().any(|(known, _)| *known == id) {
            form.refuse(&measure, "This measure is chosen above already");
        }
        feeds.push((id, counting));
    }
    feeds
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

fn read(visit: &mut Visit<'_>, choices: &Choices) -> Option<Activity> {
    let id = visit.new_id();
    let form = &mut visit.form;
    let title = form.required("title", "Title", 150);
    let description = form
        .optional("description", "What happens", 2_000)
        .unwrap_or_default();
    let audience = form.choice("audience", "Who it is for", &choices.audiences);
    let partner = form.optional_choice("partner", "Partner", &choices.partners);
    let area_code = form.choice("area", "Area", &choices.areas);
    let usual_minutes = form.whole_number_between("minutes", "Usual length in minutes", 0..=1_440);
    let additional_percent = additional(form, choices);
    let feeds = feeds(form, choices);
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
        area_code: area_code?,
        additional_percent: additional_percent?,
        usual_minutes: usual_minutes?,
        ended_at: None,
        feeds,
    };
    (!form.is_refused()).then_some(activity)
}

/// Starts it.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let choices = choices(visit)?;
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
        Ok(write.commit(entry.clone(), ())?)
    })?;
    Reply::see(
        format!("/activities/{}", activity.id),
        "The activity is started.",
    )
}
