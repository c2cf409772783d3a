//! Which measure each fact feeds. The ledger is brought in line at once.

use super::{Rule, bringing, store};
use crate::failure::Failure;
use crate::framework::{self, Measure};
use crate::ledger::Context;
use crate::organisation;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use database::Id;
use domain::framework::{Counted, Misfit, Recorded};
use domain::ilr::Fact;
use pages::{Choice, Form, Frame};
use std::collections::BTreeSet;

#[derive(Template)]
#[template(path = "learners/rules.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
    choices: Choices,
    facts: Vec<Fact>,
    /// In what a figure does not fit the measure that is chosen for it.
    misfits: Vec<String>,
}

struct Choices {
    known: Vec<Measure>,
    measures: Vec<Choice>,
    areas: Vec<Choice>,
}

fn choices(visit: &Visit<'_>) -> Result<Choices, Failure> {
    visit.read(|read| {
        let known = framework::measures(read)?;
        let areas = organisation::areas(read)?.into_iter();
        Ok(Choices {
            measures: known.iter().map(Measure::choice).collect(),
            known,
            areas: areas
                .map(|area| Choice::new(area.code, area.name))
                .collect(),
        })
    })
}

/// In what a fact does not fit the measure that was chosen for it.
fn misfits(form: &Form, choices: &Choices, fact: Fact) -> Vec<Misfit> {
    let recorded = Recorded {
        who: Counted::Learners,
        kind: fact.unit_kind(),
    };
    let chosen = Id::parse_str(form.value(fact.key())).ok();
    chosen.map_or_else(Vec::new, |id| {
        framework::misfits(&choices.known, id, recorded)
    })
}

fn said(form: &Form, choices: &Choices) -> Vec<String> {
    let of = |fact: Fact| {
        let misfits = misfits(form, choices, fact).into_iter();
        misfits.map(move |misfit| format!("{}: {}", fact.name(), misfit.words))
    };
    Fact::postable().flat_map(of).collect()
}

fn shown(visit: &Visit<'_>, choices: Choices) -> Answer {
    let page = Page {
        frame: visit.frame(),
        form: &visit.form,
        facts: Fact::postable().collect(),
        misfits: said(&visit.form, &choices),
        choices,
    };
    Reply::form(&page, &visit.form)
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let choices = choices(visit)?;
    let rules = visit.read(store::rules)?;
    let mut form = Form::new();
    for rule in &rules {
        form = form.with(rule.fact.key(), rule.measure_id.to_string());
    }
    let first = rules.first();
    let percent = first.map_or(0, |rule| rule.additional_percent).to_string();
    let area = first.map(|rule| rule.area_code.clone()).unwrap_or_default();
    let own = visit.read(store::employability_aims)?;
    let own: Vec<String> = own.into_iter().collect();
    visit.form = form
        .with("percent", percent)
        .with("area", area)
        .with("employability_aims", own.join("\n"));
    shown(visit, choices)
}

/// The most aims that prepare for work, and the longest reference of one (`LearnAimRef`).
const MOST_AIMS: usize = 500;
const LONGEST_REFERENCE: usize = 8;

/// References of aims, one on each line.
fn read_aims(form: &mut Form) -> BTreeSet<String> {
    let typed = form.value("employability_aims").to_owned();
    let references = typed
        .split(['\n', ','])
        .map(|line| line.trim().to_uppercase());
    let references: BTreeSet<String> = references.filter(|line| !line.is_empty()).collect();
    let is_sound = |reference: &String| {
        reference.len() <= LONGEST_REFERENCE
            && reference.chars().all(|one| one.is_ascii_alphanumeric())
    };
    if let Some(wrong) = references.iter().find(|reference| !is_sound(reference)) {
        let wrong: String = wrong.chars().take(40).collect();
        let words = format!(
            "‘{wrong}’ is no reference of an aim: eight letters and digits, such as Z0001234"
        );
        form.refuse("employability_aims", words);
    } else if references.len() > MOST_AIMS {
        form.refuse(
            "employability_aims",
            format!("Enter {MOST_AIMS} references at most"),
        );
    }
    references
}

fn read(form: &mut Form, choices: &Choices) -> Option<(Vec<Rule>, BTreeSet<String>)> {
    let chosen: Vec<(Fact, Option<String>)> = Fact::postable()
        .map(|fact| {
            (
                fact,
                form.optional_choice(fact.key(), fact.name(), &choices.measures),
            )
        })
        .collect();
    let area_code = form.choice("area", "Area", &choices.areas);
    let percent = form.whole_number_between("percent", "The extra share in percent", 0..=100);
    let employability_aims = read_aims(form);
    for fact in Fact::postable() {
        framework::refuse_misfit(form, fact.key(), &misfits(form, choices, fact));
    }
    if form.is_refused() {
        return None;
    }
    let (area_code, additional_percent) = (area_code?, percent?);
    let rules = chosen.into_iter().filter_map(|(fact, measure)| {
        Some(Rule {
            fact,
            measure_id: Id::parse_str(&measure?).ok()?,
            area_code: area_code.clone(),
            additional_percent,
        })
    });
    Some((rules.collect(), employability_aims))
}

/// Keeps the rules and brings the entries in line.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let choices = choices(visit)?;
    let Some((rules, employability_aims)) = read(&mut visit.form, &choices) else {
        return shown(visit, choices);
    };
    let context = Context::of(visit)?;
    let feeds = rules
        .iter()
        .map(|rule| (rule.fact.key(), rule.measure_id.to_string()));
    let feeds: std::collections::BTreeMap<_, _> = feeds.collect();
    let said = serde_json::json!({ "feeds": feeds, "employability_aims": employability_aims });
    let entry = visit.entry(
        "said what returns feed",
        "organisation",
        visit.who()?.organisation_id,
        said,
    );
    let kept = visit.write(|mut write| {
        store::rules_set(&mut write, &rules)?;
        store::employability_aims_set(&mut write, &employability_aims)?;
        let mut posted = 0;
        for accepted in store::returns(&mut write.read())? {
            if accepted.replaced_at.is_none() {
                posted += bringing::bring(&mut write, &accepted, (&context, &|_, _| true))?;
            }
        }
        Ok(write.commit(entry.clone(), posted)?)
    });
    match kept {
        Ok(posted) => Reply::see(
            "/learners",
            format!("The rules are kept. Entries made, corrected or taken back: {posted}."),
        ),
        Err(Failure::Rule(words)) => {
            visit.form.refuse("", words);
            shown(visit, choices)
        }
        Err(failure) => Err(failure),
    }
}
