//! Whom the organisation asks what to analyse, and how to deliver and measure it (P1.2b): a register
//! of groups and organisations, consultations on measures and activities, what was answered, and the
//! one decision each consultation ends with. Nobody who learns is ever named here.

pub(crate) mod about;
pub(crate) mod ask;
pub(crate) mod consultation;
pub(crate) mod decide;
pub(crate) mod list;
pub(crate) mod new;
pub(crate) mod respond;
pub(crate) mod show;
mod store;
#[cfg(test)]
mod tests;

use database::Id;
use domain::feedback::StakeholderKind;
use jiff::civil::Date;

pub(crate) use store::{consultation, decided};

/// A group or organisation that has a say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Stakeholder {
    pub(crate) id: Id,
    pub(crate) name: String,
    pub(crate) kind: StakeholderKind,
    /// How to reach it; may be empty.
    pub(crate) contact: String,
    pub(crate) partner_id: Option<Id>,
}

/// A question put to stakeholders.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Consultation {
    pub(crate) id: Id,
    pub(crate) question: String,
    pub(crate) opens_on: Date,
    pub(crate) closes_on: Date,
}

/// What consultations are looked for about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum About {
    Measure(Id),
    Activity(Id),
}

/// What a stakeholder answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Response {
    pub(crate) id: Id,
    pub(crate) consultation_id: Id,
    pub(crate) stakeholder_id: Id,
    pub(crate) said_on: Date,
    pub(crate) said: String,
}

/// What a consultation led to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Decision {
    /// What was said, in short.
    pub(crate) heard: String,
    pub(crate) what: String,
    pub(crate) decided_on: Date,
    /// The person or body that decided.
    pub(crate) decided_by: String,
}
