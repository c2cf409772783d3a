//! A record while it streams. A draft holds what is dropped at its end (number, date of birth, full
//! postcodes), so it stays in this part and can not be printed.

use crate::ReturnFault;
use crate::bounded::Lines;
use crate::codes;
use crate::place::outward_code;
use crate::problem::{Problem, ProblemKind, Problems};
use crate::record::{Contact, Delivery, Destination, EmploymentRecord};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// The most aims, employment statuses, destinations or monitoring pairs of one learner.
const MOST_RECORDS: usize = 500;

/// Where the reader is, for problems.
pub(crate) struct Spot<'a> {
    pub(crate) lines: &'a mut dyn Lines,
    pub(crate) problems: &'a mut Problems,
}

/// What is known of the record that streams.
#[derive(Default)]
pub(crate) struct Draft {
    pub(crate) line: u64,
    pub(crate) reference: String,
    pub(crate) previous_reference: Option<String>,
    pub(crate) number: String,
    pub(crate) born_on: Option<Date>,
    pub(crate) ethnicity: String,
    pub(crate) difficulty: String,
    pub(crate) planned_hours: Option<u32>,
    pub(crate) postcode: String,
    pub(crate) postcode_before: String,
    pub(crate) contact: Contact,
    pub(crate) pair: (String, String),
    pub(crate) in_custody: Option<()>,
    pub(crate) employment: Vec<EmploymentRecord>,
    pub(crate) deliveries: Vec<(Delivery, String)>,
    pub(crate) destinations: Vec<Destination>,
}

impl Draft {
    /// A group begins.
    pub(crate) fn begin(&mut self, group: &str, line: u64) -> Result<(), ReturnFault> {
        self.pair = (String::new(), String::new());
        match group {
            "LearnerEmploymentStatus" => self.employment.push(EmploymentRecord::default()),
            "LearningDelivery" => self.deliveries.push((
                Delivery {
                    line,
                    ..Delivery::default()
                },
                String::new(),
            )),
            "DPOutcome" => self.destinations.push(Destination::default()),
            _ => {}
        }
        let pairs = |pairs: Option<&BTreeSet<(String, String)>>| pairs.map_or(0, BTreeSet::len);
        let most = [
            self.employment.len(),
            self.deliveries.len(),
            self.destinations.len(),
            pairs(self.employment.last().map(|last| &last.monitoring)),
            pairs(self.deliveries.last().map(|last| &last.0.monitoring)),
        ];
        if most.into_iter().any(|length| length > MOST_RECORDS) {
            return Err(ReturnFault::TooMany(line));
        }
        Ok(())
    }

    /// A group ends: a pair of type and code, or of type and postcode, is whole.
    pub(crate) fn end(&mut self, group: &str, spot: &mut Spot<'_>) {
        let (kind, code) = std::mem::take(&mut self.pair);
        match group {
            "EmploymentStatusMonitoring" => {
                if let Some(last) = self.employment.last_mut() {
                    last.monitoring.insert((kind, code));
                }
            }
            "LearningDeliveryFAM" => self.monitoring(kind, code, spot),
            "ContactPreference" if kind == "RUI" && ["2", "4", "5"].contains(&code.as_str()) => {
                self.contact = Contact::Refused;
            }
            // To 2016-17: 1 before enrolment, 2 now.
            "LearnerContact" if kind == "1" && !code.is_empty() => self.postcode_before = code,
            "LearnerContact" if !code.is_empty() => self.postcode = code,
            _ => {}
        }
    }

    fn monitoring(&mut self, kind: String, code: String, spot: &mut Spot<'_>) {
        if !codes::is_known_type(&kind) {
            self.problem(
                spot,
                ProblemKind::UnknownCode,
                coded("LearnDelFAMType", &kind),
            );
        } else if kind == "LDM" && code == "034" {
            self.in_custody = Some(());
        } else if codes::is_handed_on(&kind) {
            self.check_code(&kind, &code, spot);
            if let Some((last, _)) = self.deliveries.last_mut() {
                last.monitoring.insert((kind, code));
            }
        }
    }

    /// The text of an element.
    pub(crate) fn set(&mut self, (parent, name): (&str, &str), text: &str, spot: &mut Spot<'_>) {
        // The longest text that is taken is an aim's identifier, a UUID.
        if text.len() > 100 && text.chars().count() > 100 {
            self.problem(spot, ProblemKind::TooLong, name.to_owned());
            return;
        }
        self.check_code(name, text, spot);
        match parent {
            "Learner" => self.set_learner(name, text, spot),
            "LearnerEmploymentStatus" => self.set_employment(name, text, spot),
            "LearningDelivery" if name.ends_with("Date") => self.set_date(name, text, spot),
            "LearningDelivery" => self.set_delivery(name, text, spot),
            "DPOutcome" => self.set_destination(name, text, spot),
            "LearnerDestinationandProgression" => text.clone_into(&mut self.reference),
            _ if name.ends_with("Type") => text.clone_into(&mut self.pair.0),
            _ => text.clone_into(&mut self.pair.1),
        }
    }

    fn set_learner(&mut self, name: &str, text: &str, spot: &mut Spot<'_>) {
        let owned = || text.to_owned();
        match name {
            "LearnRefNumber" => self.reference = owned(),
            "PrevLearnRefNumber" => self.previous_reference = Some(owned()),
            "ULN" => self.number = owned(),
            "DateOfBirth" => self.born_on = self.date(name, text, spot),
            "Ethnicity" => self.ethnicity = owned(),
            "LLDDHealthProb" => self.difficulty = owned(),
            "PlanLearnHours" => self.planned_hours = self.number(name, text, spot),
            "Postcode" => self.postcode = owned(),
            "PostcodePrior" => self.postcode_before = owned(),
            _ => {}
        }
    }

    fn set_employment(&mut self, name: &str, text: &str, spot: &mut Spot<'_>) {
        let from = (name == "DateEmpStatApp").then(|| self.date(name, text, spot));
        let Some(last) = self.employment.last_mut() else {
            return;
        };
        match from {
            Some(from) => last.from = from,
            None => text.clone_into(&mut last.status),
        }
    }

    fn set_date(&mut self, name: &str, text: &str, spot: &mut Spot<'_>) {
        let date = self.date(name, text, spot);
        let Some((last, _)) = self.deliveries.last_mut() else {
            return;
        };
        match name {
            "LearnStartDate" => last.started_on = date,
            "OrigLearnStartDate" => last.first_started_on = date,
            "LearnPlanEndDate" => last.planned_end = date,
            "LearnActEndDate" => last.ended_on = date,
            "AchDate" => last.achieved_on = date,
            _ => {}
        }
    }

    fn set_delivery(&mut self, name: &str, text: &str, spot: &mut Spot<'_>) {
        let number = match name {
            "AimSeqNumber" | "PHours" => self.number(name, text, spot),
            _ => None,
        };
        let Some((last, postcode)) = self.deliveries.last_mut() else {
            return;
        };
        let owned = || text.to_owned();
        match name {
            "LearnAimRef" => last.aim = owned(),
            "AimType" => last.aim_type = owned(),
            "AimSeqNumber" => last.sequence = number,
            "FundModel" => last.fund_model = owned(),
            "PHours" => last.planned_hours = number,
            "PartnerUKPRN" => last.partner = Some(owned()),
            "DelLocPostCode" => last.delivered_at = outward_code(text),
            "LSDPostcode" => *postcode = owned(),
            "EmpOutcome" => last.employment_outcome = Some(owned()),
            "CompStatus" => last.completion = owned(),
            "Outcome" => last.outcome = Some(owned()),
            "SWSupAimId" => last.software_id = Some(owned()),
            "TLOut" if last.tailored_outcomes.len() < MOST_RECORDS => {
                last.tailored_outcomes.insert(owned());
            }
            _ => {}
        }
    }

    fn set_destination(&mut self, name: &str, text: &str, spot: &mut Spot<'_>) {
        let date = name.ends_with("Date").then(|| self.date(name, text, spot));
        let Some(last) = self.destinations.last_mut() else {
            return;
        };
        match name {
            "OutType" => text.clone_into(&mut last.kind),
            "OutCode" => text.clone_into(&mut last.code),
            "OutStartDate" => last.started_on = date.flatten(),
            "OutEndDate" => last.ended_on = date.flatten(),
            "OutCollDate" => last.collected_on = date.flatten(),
            _ => {}
        }
    }

    pub(crate) fn problem(&self, spot: &mut Spot<'_>, kind: ProblemKind, said: String) {
        let learner = Some(self.reference.clone()).filter(|reference| !reference.is_empty());
        let line = spot.lines.line();
        spot.problems.add(Problem {
            line,
            learner,
            kind,
            said,
        });
    }

    /// An element no schema has here.
    pub(crate) fn unknown_element(&self, name: &str, spot: &mut Spot<'_>) {
        let name = name.chars().take(60).collect();
        self.problem(spot, ProblemKind::UnknownElement, name);
    }

    fn check_code(&self, name: &str, text: &str, spot: &mut Spot<'_>) {
        if codes::known(name).is_some_and(|known| !known.contains(&text)) {
            self.problem(spot, ProblemKind::UnknownCode, coded(name, text));
        }
    }

    fn date(&self, name: &str, text: &str, spot: &mut Spot<'_>) -> Option<Date> {
        let date = date_of(text);
        if date.is_none() {
            self.problem(spot, ProblemKind::BadDate, name.to_owned());
        }
        date
    }

    fn number(&self, name: &str, text: &str, spot: &mut Spot<'_>) -> Option<u32> {
        let number = text.parse().ok();
        if number.is_none() {
            self.problem(spot, ProblemKind::BadNumber, name.to_owned());
        }
        number
    }
}

/// An element with its code; only a short one is said, as a longer one is no code.
fn coded(name: &str, code: &str) -> String {
    let is_short = code.len() <= 4 && code.bytes().all(|one| one.is_ascii_alphanumeric());
    if is_short {
        format!("{name} {code}")
    } else {
        format!("{name} (no code)")
    }
}

/// A date of XML: a time zone may stand behind it.
fn date_of(text: &str) -> Option<Date> {
    let (date, zone) = text.split_at_checked(10)?;
    let is_zone =
        zone.is_empty() || zone == "Z" || (zone.len() == 6 && zone.get(3..4) == Some(":"));
    let is_plain = date.bytes().all(|one| one.is_ascii_digit() || one == b'-');
    if is_zone && is_plain {
        date.parse().ok()
    } else {
        None
    }
}
