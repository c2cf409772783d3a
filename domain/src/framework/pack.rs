//! What a pack holds: themes, their outcomes, and the measures, each with its one unit.

use super::{Crosswalk, Pounds};
use crate::ledger::Grade;
use jiff::civil::Date;
use serde::{Deserialize, Deserializer};

/// One edition of a framework.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Pack {
    /// The framework's short name: `house`.
    pub id: String,
    /// The edition: `2026`.
    pub edition: String,
    /// The framework's title.
    pub title: String,
    /// Who publishes it.
    pub publisher: String,
    /// Under which licence.
    pub licence: Licence,
    /// Its themes in their order.
    pub themes: Vec<Theme>,
    /// How measures of other frameworks stand to its own.
    #[serde(default)]
    pub crosswalks: Vec<Crosswalk>,
}

/// The licence of a pack's text and values.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Licence {
    /// Its short name: `CC-BY-4.0`.
    pub id: String,
    /// What it asks to be printed; may be empty.
    pub attribution: String,
    /// What it permits; what is not here is forbidden.
    pub permits: Vec<Permission>,
}

/// What a licence may permit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Permission {
    /// To change its words and figures.
    Edit,
    /// To pass it on with a program or a document.
    Ship,
    /// To use it in business.
    CommercialUse,
}

/// A theme.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Theme {
    /// Its code: `jobs`.
    pub code: String,
    /// Its title.
    pub title: String,
    /// Its outcomes in their order.
    pub outcomes: Vec<Outcome>,
}

/// An outcome.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Outcome {
    /// Its title.
    pub title: String,
    /// Its measures in their order.
    pub measures: Vec<Measure>,
}

/// A measure.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Measure {
    /// Its code: `HM1`.
    pub code: String,
    /// What is measured.
    pub title: String,
    /// The one unit it is counted in.
    pub unit: String,
    /// The evidence that is asked.
    pub evidence: String,
    /// The weakest grade of evidence with which a quantity counts.
    #[serde(default = "self_declared", deserialize_with = "grade")]
    pub minimum_grade: Grade,
    /// Which people or things it counts; never empty.
    pub counts: Vec<Counted>,
    /// The kind of value.
    pub value: ValueKind,
    /// Pounds for one unit, from dates; none when it is record-only.
    #[serde(default)]
    pub values: Vec<DatedValue>,
    /// Other codes of the same measure.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Codes that are not claimed together with it.
    #[serde(default)]
    pub exclusions: Vec<String>,
    /// What it also speaks to: `sdg:8`, `iris:PI2998`.
    #[serde(default)]
    pub tags: Vec<String>,
}

/// Which people or things a measure counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Counted {
    /// The organisation's own employees.
    OwnStaff,
    /// People who learn with the organisation.
    Learners,
    /// People who live nearby, whether they learn with the organisation or not.
    Residents,
    /// Partners.
    Partners,
    /// Employers.
    Employers,
    /// Community groups and those who come to them.
    Community,
    /// No people: sessions, pilots, kilograms.
    Things,
}

/// The kind of a measure's value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ValueKind {
    /// The pack says the pounds.
    Fixed,
    /// The organisation says the pounds.
    Localised,
    /// There are no pounds.
    RecordOnly,
}

/// Pounds for one unit of a measure, from a date.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct DatedValue {
    /// The first day it holds.
    pub from: Date,
    /// The pounds.
    pub pounds: Pounds,
    /// Where it comes from.
    pub source: String,
}

impl Pack {
    /// Every measure with its theme and outcome, in their order.
    pub fn measures(&self) -> impl Iterator<Item = (&Theme, &Outcome, &Measure)> {
        self.themes.iter().flat_map(|theme| {
            theme.outcomes.iter().flat_map(move |outcome| {
                let measures = outcome.measures.iter();
                measures.map(move |measure| (theme, outcome, measure))
            })
        })
    }

    /// The measure of a code or of an alias.
    pub fn measure(&self, code: &str) -> Option<&Measure> {
        let named = |measure: &&Measure| {
            measure.code == code || measure.aliases.iter().any(|alias| alias == code)
        };
        self.measures()
            .map(|(_, _, measure)| measure)
            .find(|measure| named(measure))
    }
}

impl Licence {
    /// Whether it permits something.
    pub fn permits(&self, permission: Permission) -> bool {
        self.permits.contains(&permission)
    }
}

impl Permission {
    /// The word in the database and in packs.
    pub fn key(self) -> &'static str {
        match self {
            Self::Edit => "edit",
            Self::Ship => "ship",
            Self::CommercialUse => "commercial-use",
        }
    }
}

impl Counted {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::OwnStaff,
        Self::Learners,
        Self::Residents,
        Self::Partners,
        Self::Employers,
        Self::Community,
        Self::Things,
    ];

    /// Those whom an activity for an audience reaches.
    pub fn of_audience(audience: &str) -> Option<Self> {
        match audience {
            "staff" => Some(Self::OwnStaff),
            "learners" => Some(Self::Learners),
            "community" => Some(Self::Community),
            "employers" => Some(Self::Employers),
            _ => None,
        }
    }

    /// Those of a list of names, as it is kept: `own staff, learners`. Others are left out.
    pub fn of_names(names: &str) -> Vec<Self> {
        let called = |name: &str| Self::ALL.into_iter().find(|one| one.name() == name);
        names.split(", ").filter_map(called).collect()
    }

    /// The name on a page.
    pub fn name(self) -> &'static str {
        match self {
            Self::OwnStaff => "own staff",
            Self::Learners => "learners",
            Self::Residents => "local people",
            Self::Partners => "partners",
            Self::Employers => "employers",
            Self::Community => "community groups",
            Self::Things => "things",
        }
    }
}

impl ValueKind {
    /// The word in the database and in packs.
    pub fn key(self) -> &'static str {
        match self {
            Self::Fixed => "fixed",
            Self::Localised => "localised",
            Self::RecordOnly => "record-only",
        }
    }
}

fn self_declared() -> Grade {
    Grade::SelfDeclared
}

fn grade<'de, D: Deserializer<'de>>(from: D) -> Result<Grade, D::Error> {
    let word = String::deserialize(from)?;
    match word.as_str() {
        "self-declared" => Ok(Grade::SelfDeclared),
        "partner-confirmed" => Ok(Grade::PartnerConfirmed),
        "third-party-record" => Ok(Grade::ThirdPartyRecord),
        "independently-checked" => Ok(Grade::IndependentlyChecked),
        _ => Err(serde::de::Error::custom("there is no such grade")),
    }
}
