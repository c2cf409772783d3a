//! What stands beside a return's figures, as it would be prepared now: explanations with their recovery
//! actions, case studies, and why it comes late.

use super::figures::Ground;
use super::standing::Asked;
use super::store::{self, RecoveryAction, Study};
use crate::failure::Failure;
use crate::people;
use database::{Id, Read};
use domain::calendar::Year;
use domain::monitoring::{
    Act, Return, SealedBeside, SealedCaseStudy, SealedDone, SealedLateness, SealedRecovery,
    SealedRestates, SealedVariance, TimedStep,
};
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};

/// The words of a return, and what it restates.
#[derive(Debug, Clone)]
pub(super) struct Words {
    /// The remarks by theme.
    pub(super) remarks: BTreeMap<Id, String>,
    /// What happened, by measure.
    pub(super) variances: BTreeMap<Id, String>,
    /// When it was prepared: what was done later stands in the next return.
    pub(super) prepared: Option<Act>,
    pub(super) restates: Option<Restated>,
}

/// What a restatement takes from the edition it replaces.
#[derive(Debug, Clone)]
pub(super) struct Restated {
    pub(super) sealed: SealedRestates,
    /// The targets that were signed, by measure: they are never set anew.
    pub(super) targets: BTreeMap<Id, i64>,
}

impl Words {
    pub(super) fn read(
        read: &mut Read<'_>,
        asked: &Asked,
        (state, restates): (&Return, Option<Restated>),
    ) -> Result<Self, Failure> {
        Ok(Self {
            remarks: store::remarks(read, asked.name)?,
            variances: store::variances(read, asked.name)?,
            prepared: state.prepared(),
            restates,
        })
    }
}

/// Whether something of an instant stands in what was prepared then.
fn stands(at: Timestamp, prepared: Option<Act>) -> bool {
    prepared.is_none_or(|prepared| at <= prepared.at)
}

/// What stands beside the figures.
pub(super) fn sealed(
    read: &mut Read<'_>,
    ground: &Ground,
    asked: &Asked,
    words: &Words,
) -> Result<SealedBeside, Failure> {
    let names = people::names(read)?;
    let name = |id: Id| names.get(&id).cloned().unwrap_or_default();
    let actions = store::actions(read, (asked.quarter, asked.from()))?;
    let late = store::lateness(read, asked.name)?;
    let late = late
        .into_iter()
        .filter(|(step, ..)| *step == TimedStep::Prepared && words.prepared.is_some());
    Ok(SealedBeside {
        variances: variances(ground, (words, &actions), &name),
        case_studies: store::studies(read, asked.quarter)?
            .into_iter()
            .filter(|study| study.withdrawn_on.is_none())
            .map(|study| sealed_study(ground, study))
            .collect(),
        late: late
            .map(|(step, due, on, reason, by)| SealedLateness {
                step: step.key().to_owned(),
                due,
                on,
                reason,
                by: name(by),
            })
            .collect(),
        ..SealedBeside::default()
    })
}

fn variances(
    ground: &Ground,
    (words, actions): (&Words, &[RecoveryAction]),
    name: &impl Fn(Id) -> String,
) -> Vec<SealedVariance> {
    let measures = ground.measures.iter();
    let of = measures.map(|measure| {
        let own = actions
            .iter()
            .filter(|action| action.measure_id == measure.id)
            .filter(|action| stands(action.opened_at, words.prepared));
        SealedVariance {
            code: measure.code.clone(),
            title: measure.title.clone(),
            happened: words
                .variances
                .get(&measure.id)
                .cloned()
                .unwrap_or_default(),
            actions: own
                .map(|action| SealedRecovery {
                    what: action.what.clone(),
                    by: name(action.owner_id),
                    until: action.due_on,
                    since: action.quarter.clone(),
                    done: action
                        .done
                        .as_ref()
                        .filter(|(.., at)| stands(*at, words.prepared))
                        .map(|(on, note, _)| SealedDone {
                            on: *on,
                            note: note.clone(),
                        }),
                })
                .collect(),
        }
    });
    of.filter(|variance| !variance.happened.is_empty() || !variance.actions.is_empty())
        .collect()
}

fn sealed_study(ground: &Ground, study: Study) -> SealedCaseStudy {
    let measures = ground.measures.iter();
    SealedCaseStudy {
        title: study.title,
        story: study.story,
        theme: study.theme_id.map(|id| ground.sealed_theme(id)),
        measures: measures
            .filter(|measure| study.measures.contains(&measure.id))
            .map(|measure| measure.code.clone())
            .collect(),
        consent_given_on: study.consent.map(|(_, on)| on),
    }
}

/// The case studies of a year's signed returns that still may be told: those whose consent was taken
/// back since stay in what was signed, and go into nothing new.
pub(crate) fn case_studies(
    read: &mut Read<'_>,
    year: Year,
) -> Result<Vec<(String, SealedCaseStudy)>, Failure> {
    let mut found = Vec::new();
    for (signed, _) in super::signed_returns(read, year)? {
        let Some(quarter) = year
            .quarters()
            .into_iter()
            .find(|quarter| quarter.to_string() == signed.quarter)
        else {
            continue;
        };
        let kept = store::studies(read, quarter)?;
        let told: BTreeSet<(&str, &str)> = kept
            .iter()
            .filter(|study| study.withdrawn_on.is_none())
            .map(|study| (study.title.as_str(), study.story.as_str()))
            .collect();
        let studies = signed.beside.case_studies.into_iter();
        let studies =
            studies.filter(|study| told.contains(&(study.title.as_str(), study.story.as_str())));
        found.extend(studies.map(|study| (signed.quarter.clone(), study)));
    }
    Ok(found)
}
