//! What the sessions of an activity count towards, and whether that fits (P1.2a).

use crate::framework::{self, Measure};
use database::Id;
use domain::framework::{Counted, Misfit, Recorded, UnitKind};
use domain::ledger::Counting;
use pages::{Choice, Form};

/// How many measures one activity may feed.
pub(super) const FEEDS: usize = 3;

/// What an activity may feed.
#[derive(Clone, Copy)]
pub(super) struct Feeding<'a> {
    pub(super) known: &'a [Measure],
    pub(super) measures: &'a [Choice],
    pub(super) countings: &'a [Choice],
}

/// In what a session for an audience, counted in a way, does not fit a measure.
pub(super) fn misfits(
    (measure_id, counting): (Id, Counting),
    audience: &str,
    measures: &[Measure],
) -> Vec<Misfit> {
    let recorded = |who| Recorded {
        who,
        kind: UnitKind::of_counting(counting),
    };
    let who = Counted::of_audience(audience);
    who.map_or_else(Vec::new, |who| {
        framework::misfits(measures, measure_id, recorded(who))
    })
}

/// What the sessions of a form's activity count towards, and how.
pub(super) fn feeds(form: &mut Form, choices: Feeding<'_>) -> Vec<(Id, Counting)> {
    let mut feeds: Vec<(Id, Counting)> = Vec::new();
    for number in 1..=FEEDS {
        let (measure, counting) = (format!("measure_{number}"), format!("counting_{number}"));
        if form.value(&measure).is_empty() {
            continue;
        }
        let chosen = form.choice(&measure, "A measure", choices.measures);
        let counting = form.choice(&counting, "How it is counted", choices.countings);
        let id = chosen.and_then(|id| Id::parse_str(&id).ok());
        let (Some(id), Some(counting)) = (id, counting.and_then(|key| Counting::from_key(&key)))
        else {
            continue;
        };
        let misfits = misfits((id, counting), form.value("audience"), choices.known);
        framework::refuse_misfit(form, &measure, &misfits);
        let said = misfits.iter().filter(|misfit| !misfit.is_refused);
        let words: Vec<&str> = said.map(|one| one.words.as_str()).collect();
        if !words.is_empty() && !form.is_chosen("differs", "yes") {
            form.refuse(&measure, words.join(" "));
        }
        if feeds.iter().any(|(known, _)| *known == id) {
            form.refuse(&measure, "This measure is chosen above already");
        }
        feeds.push((id, counting));
    }
    feeds
}
