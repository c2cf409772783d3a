//! When the later checks are due, whether 16 hours are asked for, and which measures are fed. The ledger
//! is brought in line at once.

use super::{Fact, Rule, Settings, recording, store};
use crate::failure::Failure;
use crate::framework::{self, Measure};
use crate::ledger::Context;
use crate::organisation;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use database::Id;
use domain::follow_ups::{HoursRule, WEEKS, weeks_in_order};
use domain::framework::{Counted, Misfit, Recorded, UnitKind};
use pages::{Choice, Form, Frame};

#[derive(Template)]
#[template(path = "follow_ups/settings.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
    choices: &'a Choices,
    facts: [Fact; 2],
    /// In what a job does not fit the measure that is chosen for it.
    misfits: Vec<String>,
}

struct Choices {
    measures: Vec<Choice>,
    areas: Vec<Choice>,
    hours: Vec<Choice>,
}

impl Fact {
    /// What it takes, for the form.
    fn sentence(self) -> &'static str {
        match self {
            Self::Started => {
                "One for each learner whose job a check confirms, on the day the job began."
            }
            Self::Sustained => {
                "One for each learner whom a check shows in work on or after the day of the last check, with no check between that says otherwise, on the day of that check."
            }
        }
    }
}

fn choices(visit: &Visit<'_>) -> Result<(Choices, Vec<Measure>), Failure> {
    let (measures, areas) =
        visit.read(|read| Ok((framework::measures(read)?, organisation::areas(read)?)))?;
    let choices = Choices {
        measures: measures.iter().map(Measure::choice).collect(),
        areas: areas
            .into_iter()
            .map(|area| Choice::new(area.code, area.name))
            .collect(),
        hours: vec![
            Choice::new("shown", "No: hours are shown and not asked for"),
            Choice::new("asked", "Yes: only work of 16 hours a week or more counts"),
        ],
    };
    Ok((choices, measures))
}

/// A job is one learner's: it counts learners, one each.
const JOBS: Recorded = Recorded {
    who: Counted::Learners,
    kind: UnitKind::Number,
};

/// In what a job does not fit the measure that was chosen for a fact.
fn misfits(form: &Form, measures: &[Measure], fact: Fact) -> Vec<Misfit> {
    let chosen = Id::parse_str(form.value(fact.key())).ok();
    chosen.map_or_else(Vec::new, |id| framework::misfits(measures, id, JOBS))
}

fn said(form: &Form, measures: &[Measure]) -> Vec<String> {
    let of = |fact: &Fact| {
        let misfits = misfits(form, measures, *fact).into_iter();
        let name = fact.name();
        misfits.map(move |misfit| format!("{name}: {}", misfit.words))
    };
    Fact::ALL.iter().flat_map(of).collect()
}

fn shown(visit: &Visit<'_>, (choices, measures): (&Choices, &[Measure])) -> Answer {
    let page = Page {
        frame: visit.frame(),
        form: &visit.form,
        choices,
        facts: Fact::ALL,
        misfits: said(&visit.form, measures),
    };
    Reply::form(&page, &visit.form)
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let (choices, measures) = choices(visit)?;
    let settings = visit.read(store::settings)?;
    let hours = match settings.hours_rule {
        HoursRule::Shown => "shown",
        HoursRule::Asked => "asked",
    };
    let mut form = Form::new()
        .with("middle", settings.weeks.0.to_string())
        .with("last", settings.weeks.1.to_string())
        .with("hours", hours);
    for rule in &settings.rules {
        form = form.with(rule.fact.key(), rule.measure_id.to_string());
    }
    let first = settings.rules.first();
    let percent = first.map_or(0, |rule| rule.additional_percent).to_string();
    let area = first.map(|rule| rule.area_code.clone()).unwrap_or_default();
    visit.form = form.with("percent", percent).with("area", area);
    shown(visit, (&choices, &measures))
}

fn read(form: &mut Form, (choices, measures): (&Choices, &[Measure])) -> Option<Settings> {
    let middle = form.whole_number_between("middle", "Weeks to the middle check", WEEKS);
    let last = form.whole_number_between("last", "Weeks to the last check", WEEKS);
    let weeks = middle.zip(last);
    if let Some(Err(refused)) = weeks.map(weeks_in_order) {
        form.refuse("last", refused);
    }
    let hours = form.choice("hours", "whether 16 hours are asked for", &choices.hours);
    let fed = Fact::ALL.map(|fact| {
        let chosen = form.optional_choice(fact.key(), fact.name(), &choices.measures);
        (fact, chosen)
    });
    if let [(_, Some(one)), (other, Some(same))] = &fed
        && one == same
    {
        form.refuse(
            other.key(),
            "Choose another measure than for the start: a job would count there twice",
        );
    }
    for fact in Fact::ALL {
        framework::refuse_misfit(form, fact.key(), &misfits(form, measures, fact));
    }
    let feeds = fed.iter().any(|(_, chosen)| chosen.is_some());
    let area = if feeds {
        form.choice("area", "Area", &choices.areas)
    } else {
        form.optional_choice("area", "Area", &choices.areas)
    };
    let percent = form.whole_number_between("percent", "The extra share in percent", 0..=100);
    if form.is_refused() {
        return None;
    }
    let (area_code, additional_percent) = (area.unwrap_or_default(), percent?);
    let rules = fed.into_iter().filter_map(|(fact, measure)| {
        Some(Rule {
            fact,
            measure_id: Id::parse_str(&measure?).ok()?,
            area_code: area_code.clone(),
            additional_percent,
        })
    });
    Some(Settings {
        weeks: weeks?,
        hours_rule: match hours?.as_str() {
            "asked" => HoursRule::Asked,
            _ => HoursRule::Shown,
        },
        rules: rules.collect(),
    })
}

/// Keeps the settings and brings dates and entries in line.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let (choices, measures) = choices(visit)?;
    let Some(settings) = read(&mut visit.form, (&choices, &measures)) else {
        return shown(visit, (&choices, &measures));
    };
    let context = Context::of(visit)?;
    let feeds = settings.rules.iter();
    let feeds = feeds.map(|rule| (rule.fact.key(), rule.measure_id.to_string()));
    let feeds: std::collections::BTreeMap<_, _> = feeds.collect();
    let said = serde_json::json!({ "weeks": [settings.weeks.0, settings.weeks.1], "feeds": feeds });
    let id = visit.who()?.organisation_id;
    let entry = visit.entry("set follow-ups", "organisation", id, said);
    let kept = visit.write(|mut write| {
        store::settings_set(&mut write, &settings)?;
        let posted = recording::again(&mut write, &settings, &context)?;
        Ok(write.commit(entry.clone(), posted)?)
    });
    match kept {
        Ok(posted) => Reply::see(
            "/follow-ups/settings",
            format!("The settings are kept. Entries made, corrected or taken back: {posted}."),
        ),
        Err(Failure::Rule(words)) => {
            visit.form.refuse("", words);
            shown(visit, (&choices, &measures))
        }
        Err(failure) => Err(failure),
    }
}
