//! What one return shows of each learner: a short list of facts, each with the rule that decides it and
//! every learner and aim it comes from.

use super::{
    Aim, Destination, Employability, EmploymentStatus, Level, Period, completed,
    is_city_region_funded, is_for_confidence, job_entry, level, weeks,
};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// What a return says of one learner.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LearnerRecord {
    /// By the aim's number.
    pub aims: BTreeMap<u32, Aim>,
    /// In the order of the file.
    pub statuses: Vec<EmploymentStatus>,
    /// In the order of the file.
    pub destinations: Vec<Destination>,
}

impl LearnerRecord {
    /// The first day of the earliest aim.
    pub fn first_started_on(&self) -> Option<Date> {
        self.aims.values().map(|aim| aim.started_on).min()
    }
}

/// What facts are decided by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Basis {
    /// The year of the return.
    pub period: Period,
    /// References of the aims that the provider itself says prepare for work.
    pub employability_aims: BTreeSet<String>,
}

/// One learner for whom a fact holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// The provider's reference.
    pub learner: String,
    /// The numbers of the aims it comes from.
    pub aims: BTreeSet<u32>,
    /// The day from which it holds.
    pub on: Date,
    /// One learner, or the weeks: in thousandths.
    pub thousandths: i64,
}

/// A fact that is counted once for each learner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fact {
    /// Completed training.
    Completed,
    /// Completed and achieved.
    Achieved,
    /// Completed, the result not known yet.
    Pending,
    /// Weeks of completed training.
    Weeks,
    /// Completed training for work.
    Employability,
    /// More confidence, or skills for community life.
    Confidence,
    /// Completed training that the city region funded.
    CityRegion,
    /// A job that the return reports.
    JobReported,
}

impl Fact {
    /// All facts in the order pages show them.
    pub const ALL: [Self; 8] = [
        Self::Completed,
        Self::Achieved,
        Self::Pending,
        Self::Weeks,
        Self::Employability,
        Self::Confidence,
        Self::CityRegion,
        Self::JobReported,
    ];

    /// The word in addresses and in the database.
    pub fn key(self) -> &'static str {
        match self {
            Self::Completed => "completed",
            Self::Achieved => "achieved",
            Self::Pending => "pending",
            Self::Weeks => "weeks",
            Self::Employability => "employability",
            Self::Confidence => "confidence",
            Self::CityRegion => "city-region",
            Self::JobReported => "job-reported",
        }
    }

    /// The fact of a key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|fact| fact.key() == key)
    }

    /// The name on a page.
    pub fn name(self) -> &'static str {
        match self {
            Self::Completed => "Learners who completed training",
            Self::Achieved => "Learners who achieved",
            Self::Pending => "Learners whose result is pending",
            Self::Weeks => "Weeks of completed training",
            Self::Employability => "Learners who completed training for work",
            Self::Confidence => "Learners with more confidence or social skills",
            Self::CityRegion => "Learners the city region funded",
            Self::JobReported => "Learners with a reported job",
        }
    }

    /// The rule as a sentence.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Completed => {
                "Learners with at least one whole aim that ended in the year as completed; parts of a course are not counted beside it."
            }
            Self::Achieved => "Learners with a completed aim whose result is achieved.",
            Self::Pending => {
                "Learners with a completed aim whose result is not known yet, and none achieved. They are never added to those who achieved."
            }
            Self::Weeks => {
                "From the first to the last day of each completed aim, both taken in. Breaks are no part of it."
            }
            Self::Employability => {
                "Learners who completed an aim that prepares for employment or gave skills for work."
            }
            Self::Confidence => {
                "Learners who completed tailored learning that gave confidence, or skills to take part in community life."
            }
            Self::CityRegion => {
                "Learners who completed an aim that the Liverpool City Region Combined Authority funded."
            }
            Self::JobReported => {
                "Learners out of work at their start for whom the return later says a job. It is reported, not confirmed: it feeds no measure until a follow-up confirms it."
            }
        }
    }

    /// The fields of the published specification that it rests on.
    pub fn source(self) -> &'static str {
        match self {
            Self::Completed => "AimType 1 or 4, CompStatus 2, LearnActEndDate",
            Self::Achieved => "As completed, with Outcome 1",
            Self::Pending => "As completed, with Outcome 8",
            Self::Weeks => "LearnStartDate, LearnActEndDate",
            Self::Employability => "As completed, with ACL 3 or TLOut 3",
            Self::Confidence => "As completed, with TLOut 1 or 8",
            Self::CityRegion => "As completed, with SOF 111",
            Self::JobReported => "EmpStat 11 or 12, then EmpStat 10 or OutType EMP",
        }
    }

    /// Those that may feed a measure: what is pending or only reported may not.
    pub fn postable() -> impl Iterator<Item = Self> {
        Self::ALL
            .into_iter()
            .filter(|fact| !matches!(fact, Self::Pending | Self::JobReported))
    }

    /// Its place in a number that says which facts hold of a learner. It is kept, so it never changes.
    pub fn bit(self) -> i64 {
        match self {
            Self::Completed => 1,
            Self::Achieved => 2,
            Self::Pending => 4,
            Self::Weeks => 8,
            Self::Employability => 16,
            Self::Confidence => 32,
            Self::CityRegion => 64,
            Self::JobReported => 128,
        }
    }

    fn holds(self, aim: &Aim, basis: &Basis) -> bool {
        completed(aim, basis.period)
            && match self {
                Self::Completed => true,
                Self::Achieved => level(aim, basis.period) == Some(Level::Achieved),
                Self::Pending => level(aim, basis.period) == Some(Level::Pending),
                Self::Weeks => weeks(aim).is_some(),
                Self::Employability => Employability::of(aim, &basis.employability_aims).is_some(),
                Self::Confidence => is_for_confidence(aim),
                Self::CityRegion => is_city_region_funded(aim),
                Self::JobReported => false,
            }
    }

    /// The learner with the aims it comes from, if it holds in the period.
    pub fn proof(self, learner: &str, record: &LearnerRecord, basis: &Basis) -> Option<Proof> {
        if self == Self::JobReported {
            return job(learner, record, basis.period);
        }
        let has = |fact: Self| record.aims.values().any(|aim| fact.holds(aim, basis));
        if self == Self::Pending && has(Self::Achieved) {
            return None;
        }
        let found = record.aims.iter();
        let found: Vec<(&u32, &Aim)> = found.filter(|(_, aim)| self.holds(aim, basis)).collect();
        let days = found.iter().filter_map(|(_, aim)| aim.ended_on);
        let (on, thousandths) = if self == Self::Weeks {
            let lengths = found.iter().filter_map(|(_, aim)| weeks(aim));
            let days_in_all: i64 = lengths
                .map(|length| i64::from(length.whole) * 7 + i64::from(length.days))
                .sum();
            (days.max()?, days_in_all * 1_000 / 7)
        } else {
            (days.min()?, 1_000)
        };
        Some(Proof {
            learner: learner.to_owned(),
            aims: found.iter().map(|(number, _)| **number).collect(),
            on,
            thousandths,
        })
    }
}

fn job(learner: &str, record: &LearnerRecord, period: Period) -> Option<Proof> {
    let entry = job_entry(
        record.first_started_on()?,
        &record.statuses,
        &record.destinations,
    )?;
    period.holds(entry.began_on).then(|| Proof {
        learner: learner.to_owned(),
        aims: record.aims.keys().copied().collect(),
        on: entry.began_on,
        thousandths: 1_000,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ilr::aim::tests::{aim, year};

    #[test]
    fn p2_1d_a_learner_is_one_in_each_fact_and_named_with_the_aims() {
        let record = LearnerRecord {
            aims: BTreeMap::from([(1, aim()), (2, aim())]),
            ..LearnerRecord::default()
        };
        let basis = Basis {
            period: year(),
            employability_aims: BTreeSet::new(),
        };
        let found = Fact::Achieved.proof("A", &record, &basis).unwrap();
        assert_eq!(found.aims, BTreeSet::from([1, 2]));
        assert_eq!(found.thousandths, 1_000);
        let spent = Fact::Weeks.proof("A", &record, &basis).unwrap();
        assert_eq!(spent.thousandths, 184_000 / 7);
        assert_eq!(Fact::Pending.proof("A", &record, &basis), None);
        assert_eq!(Fact::Employability.proof("A", &record, &basis), None);
        let own = Basis {
            employability_aims: BTreeSet::from([aim().reference]),
            ..basis
        };
        let for_work = Fact::Employability.proof("A", &record, &own).unwrap();
        assert_eq!(for_work.aims, BTreeSet::from([1, 2]));
    }

    #[test]
    fn what_is_pending_or_only_reported_feeds_no_measure() {
        let postable: Vec<Fact> = Fact::postable().collect();
        assert!(!postable.contains(&Fact::Pending));
        assert!(!postable.contains(&Fact::JobReported));
        for fact in Fact::ALL {
            assert_eq!(Fact::from_key(fact.key()), Some(fact));
        }
        let bits: i64 = Fact::ALL.map(Fact::bit).iter().sum();
        assert_eq!(bits, 255, "each has its own");
    }
}
