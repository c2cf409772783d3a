//! What is sealed beside a return's figures: why a measure missed its target and what is done about it,
//! case studies, lateness, agreements, for whom somebody signed, and what a restatement replaces. All of
//! it may be missing: a seal that has nothing of it is written as seals were before there was any.

use super::{SealedAct, SealedMeasure, SealedReturn, SealedTheme};
use crate::calendar::in_words;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What stands beside the figures.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SealedBeside {
    /// Measures below their target, with what happened and what is done.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub variances: Vec<SealedVariance>,
    /// Short stories beside the numbers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub case_studies: Vec<SealedCaseStudy>,
    /// Steps that came after their deadline, with the reason.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub late: Vec<SealedLateness>,
    /// How many had to agree, when it was more than one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quorum: Option<i64>,
    /// Who agreed, when it was more than one or somebody agreed for another.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub agreements: Vec<SealedAgreement>,
    /// For whom it was signed, when it was by delegation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed_for: Option<SealedFor>,
    /// What it replaces, when it is a restatement.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub restates: Option<SealedRestates>,
    /// What of these figures restated returns count as their own; never sealed, since it becomes known
    /// after the sealing.
    #[serde(skip)]
    pub counted_elsewhere: Vec<CountedElsewhere>,
}

impl SealedBeside {
    /// Whether there is nothing to seal of it.
    pub fn is_empty(&self) -> bool {
        let Self {
            variances,
            case_studies,
            late,
            quorum,
            agreements,
            signed_for,
            restates,
            counted_elsewhere: _,
        } = self;
        variances.is_empty()
            && case_studies.is_empty()
            && late.is_empty()
            && quorum.is_none()
            && agreements.is_empty()
            && signed_for.is_none()
            && restates.is_none()
    }
}

/// Why a measure is below its target, and what is done about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SealedVariance {
    /// The measure's code.
    pub code: String,
    /// Its title.
    pub title: String,
    /// What happened; empty when only actions of earlier quarters stand here.
    pub happened: String,
    /// What is done, by whom and until when.
    pub actions: Vec<SealedRecovery>,
}

/// A recovery action.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SealedRecovery {
    /// What is done.
    pub what: String,
    /// By whom.
    pub by: String,
    /// Until when.
    pub until: Date,
    /// The return it was first said in.
    pub since: String,
    /// The day it was done, with what came of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done: Option<SealedDone>,
}

impl SealedRecovery {
    /// The action in a sentence.
    pub fn words(&self) -> String {
        let (what, by, until) = (&self.what, &self.by, in_words(self.until));
        match &self.done {
            None => format!("{what} ({by}, until {until})"),
            Some(done) => {
                let on = in_words(done.on);
                format!("{what} ({by}, done on {on}: {})", done.note)
            }
        }
    }
}

/// That an action was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SealedDone {
    /// The day.
    pub on: Date,
    /// What came of it.
    pub note: String,
}

/// A short story beside the numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SealedCaseStudy {
    /// Its title.
    pub title: String,
    /// The story.
    pub story: String,
    /// The theme it belongs to, if it belongs to one as a whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub theme: Option<SealedTheme>,
    /// The codes of the measures it belongs to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub measures: Vec<String>,
    /// The day on which the people in it agreed; none when nobody can be recognised.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consent_given_on: Option<Date>,
}

impl SealedCaseStudy {
    /// What it belongs to, and what is said of the people in it.
    pub fn about(&self) -> String {
        let theme = self.theme.iter().map(|theme| theme.title.clone());
        let of: Vec<String> = theme.chain(self.measures.iter().cloned()).collect();
        let people = self.consent_given_on.map_or_else(
            || "Nobody can be recognised in it".to_owned(),
            |on| format!("The people in it agreed on {}", in_words(on)),
        );
        format!("{}. {people}", of.join(", "))
    }
}

/// A step that came after its deadline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SealedLateness {
    /// `prepared` or `signed-off`.
    pub step: String,
    /// The day it was due.
    pub due: Date,
    /// The day it was done.
    pub on: Date,
    /// Why it came late.
    pub reason: String,
    /// Who said so.
    pub by: String,
}

/// For whom somebody acted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SealedFor {
    /// The name on the day.
    pub name: String,
    /// The person's key.
    pub id: Uuid,
    /// The day they handed it on.
    pub delegated_on: Date,
}

impl SealedFor {
    /// As it stands behind a name.
    pub fn words(&self) -> String {
        let on = in_words(self.delegated_on);
        format!("for {}, by delegation of {on}", self.name)
    }
}

/// Somebody's agreement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SealedAgreement {
    /// Who agreed, and when.
    pub agreed: SealedAct,
    /// For whom, when it was by delegation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agreed_for: Option<SealedFor>,
}

impl SealedAgreement {
    /// Who agreed, for whom.
    pub fn who(&self) -> String {
        let by = &self.agreed.by;
        match &self.agreed_for {
            None => by.clone(),
            Some(agreed_for) => format!("{by}, {}", agreed_for.words()),
        }
    }
}

/// What a restatement replaces, and how its figures come about: those of the quarter as they were
/// counted, with what was counted later and without what belongs to earlier quarters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SealedRestates {
    /// The number of this edition: 2 or more.
    pub edition: i64,
    /// The name of the one it replaces.
    pub replaces: String,
    /// The SHA-256 of the one it replaces, in hexadecimal.
    pub replaces_sha256: String,
    /// Why it was restated.
    pub reason: String,
    /// Who began it.
    pub begun: SealedAct,
    /// What belongs here and was counted in a later quarter, by that quarter: part of the figures.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub counted_later: Vec<SealedPart>,
    /// What was counted here and belongs to an earlier quarter, by that one: no part of the figures.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub left_out: Vec<SealedPart>,
}

/// Figures that belong to one quarter and were counted in another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SealedPart {
    /// The other quarter.
    pub quarter: String,
    /// The figures; without targets or ratings.
    pub measures: Vec<SealedMeasure>,
}

/// What a restated return counts as its own of the figures of another quarter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountedElsewhere {
    /// The quarter that was restated.
    pub quarter: String,
    /// The SHA-256 of its restated return, in hexadecimal.
    pub sha256: String,
    /// The figures.
    pub measures: Vec<SealedMeasure>,
}

impl SealedReturn {
    /// Notes what restated returns count as their own of these figures. `restated` are the newest
    /// editions of all returns that were restated, each with its SHA-256 in hexadecimal.
    pub fn note_restated(&mut self, restated: &[(Self, String)]) {
        self.beside.counted_elsewhere = restated
            .iter()
            .flat_map(|(other, sha256)| {
                let later = other.beside.restates.iter();
                let later = later.flat_map(|restates| &restates.counted_later);
                let of = later.filter(|part| part.quarter == self.quarter);
                of.map(|part| CountedElsewhere {
                    quarter: other.quarter.clone(),
                    sha256: sha256.clone(),
                    measures: part.measures.clone(),
                })
            })
            .collect();
    }

    /// The name it is kept under: its quarter, with its edition when it is a restatement.
    pub fn record(&self) -> String {
        match &self.beside.restates {
            None => self.quarter.clone(),
            Some(restates) => format!("{}-r{}", self.quarter, restates.edition),
        }
    }

    /// Who signed it and for whom, in words.
    pub fn signed_by(&self) -> String {
        let signed = &self.signed_off;
        let by = format!("{} ({})", signed.by, signed.role);
        match &self.beside.signed_for {
            None => by,
            Some(signed_for) => format!("{by}, {}", signed_for.words()),
        }
    }

    /// All measures that stand in it, as figures or as parts that were counted elsewhere.
    pub(super) fn all_measures(&self) -> impl Iterator<Item = &SealedMeasure> {
        let restates = self.beside.restates.iter();
        let parts = restates.flat_map(|restates| {
            let parts = restates.counted_later.iter().chain(&restates.left_out);
            parts.flat_map(|part| &part.measures)
        });
        self.measures.iter().chain(parts)
    }
}
