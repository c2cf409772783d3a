//! What is handed on of a return. None of these types has room for a name, a National Insurance
//! number, a telephone number, an e-mail address, an address line, a unique learner number, a date of
//! birth or a full postcode.

use crate::{Home, PersonKey};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// One record of a return, in the order of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Record {
    /// A learner with what they learn.
    Learner(Box<Learner>),
    /// What became of a learner; returns up to 2023-24 have these behind all learners.
    Destinations(Destinations),
}

/// A learner, known by the provider's own reference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Learner {
    /// `LearnRefNumber`, which may hold spaces.
    pub reference: String,
    /// The reference of the year before, if another (`PrevLearnRefNumber`).
    pub previous_reference: Option<String>,
    /// The same person across years, as a proposal.
    pub person: Option<PersonKey>,
    /// Hours planned for the year (`PlanLearnHours`).
    pub planned_hours: Option<u32>,
    /// From `Postcode`, else `PostcodePrior`.
    pub home: Home,
    /// Whether they asked not to be contacted.
    pub contact: Contact,
    /// Their employment statuses in the order of the file.
    pub employment: Vec<EmploymentRecord>,
    /// What they learn.
    pub deliveries: Vec<Delivery>,
    /// The line the record begins on.
    pub line: u64,
}

/// Whether a learner may be contacted afterwards (`ContactPreference`, returns up to about 2020-21).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Contact {
    /// Nothing speaks against it.
    #[default]
    NotRefused,
    /// RUI 2, 4 or 5: no surveys, or never.
    Refused,
}

/// An employment status from a day on (`LearnerEmploymentStatus`).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EmploymentRecord {
    /// `EmpStat`: 10, 11, 12 or 98.
    pub status: String,
    /// `DateEmpStatApp`.
    pub from: Option<Date>,
    /// Pairs of `ESMType` and `ESMCode`.
    pub monitoring: BTreeSet<(String, String)>,
}

/// One aim of a learner (`LearningDelivery`). Codes are as the file has them, known or not.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Delivery {
    /// `AimSeqNumber`, with provider, year and reference the key of the aim (rule `R_07`).
    pub sequence: Option<u32>,
    /// `LearnAimRef`.
    pub aim: String,
    /// `AimType`.
    pub aim_type: String,
    /// `SWSupAimId`, which links an aim across uploads.
    pub software_id: Option<String>,
    /// `FundModel`.
    pub fund_model: String,
    /// `LearnStartDate`.
    pub started_on: Option<Date>,
    /// `OrigLearnStartDate`, where the aim goes on after a break.
    pub first_started_on: Option<Date>,
    /// `LearnPlanEndDate`.
    pub planned_end: Option<Date>,
    /// `LearnActEndDate`.
    pub ended_on: Option<Date>,
    /// `AchDate`.
    pub achieved_on: Option<Date>,
    /// `PHours`.
    pub planned_hours: Option<u32>,
    /// `CompStatus`.
    pub completion: String,
    /// `Outcome`.
    pub outcome: Option<String>,
    /// `EmpOutcome`, to 2023-24.
    pub employment_outcome: Option<String>,
    /// `TLOut`, from 2024-25.
    pub tailored_outcomes: BTreeSet<String>,
    /// Pairs of `LearnDelFAMType` and `LearnDelFAMCode` of the types SOF, FFI, ACL, DAM, RES and LDM;
    /// never LDM 034, offenders in custody.
    pub monitoring: BTreeSet<(String, String)>,
    /// `PartnerUKPRN`.
    pub partner: Option<String>,
    /// The learner's age in whole years on the first day.
    pub age_at_start: Option<u8>,
    /// Where the learner lived on the first day: `LSDPostcode`, else the learner's home.
    pub home_at_start: Home,
    /// The outward code of where it is delivered.
    pub delivered_at: Option<String>,
    /// The line the aim begins on.
    pub line: u64,
}

/// What became of a learner (`LearnerDestinationandProgression`).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Destinations {
    /// `LearnRefNumber`.
    pub reference: String,
    /// Each `DPOutcome`.
    pub outcomes: Vec<Destination>,
}

/// One destination (`DPOutcome`).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Destination {
    /// `OutType`, such as `EMP`.
    pub kind: String,
    /// `OutCode`.
    pub code: String,
    /// `OutStartDate`.
    pub started_on: Option<Date>,
    /// `OutEndDate`.
    pub ended_on: Option<Date>,
    /// `OutCollDate`.
    pub collected_on: Option<Date>,
}
