//! What one return shows of a learner, by the rule of each fact, with the aims it comes from.

use super::{
    Aim, Destination, Employability, EmploymentStatus, Fact, Level, Period, at_start, completed,
    hours, is_city_region_funded, is_for_confidence, job_entry, level, weeks,
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

    fn aims_begun_on(&self, day: Date) -> BTreeSet<u32> {
        let begun = self.aims.iter().filter(|(_, aim)| aim.started_on == day);
        begun.map(|(number, _)| *number).collect()
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

impl Fact {
    fn holds(self, aim: &Aim, basis: &Basis) -> bool {
        completed(aim, basis.period)
            && match self {
                Self::Completed => true,
                Self::Achieved => level(aim, basis.period) == Some(Level::Achieved),
                Self::Pending => level(aim, basis.period) == Some(Level::Pending),
                Self::Weeks => weeks(aim).is_some(),
                Self::Hours => hours(aim).is_some(),
                Self::Employability => Employability::of(aim, &basis.employability_aims).is_some(),
                Self::Confidence => is_for_confidence(aim),
                Self::CityRegion => is_city_region_funded(aim),
                Self::OutOfWork | Self::JobReported => false,
            }
    }

    /// The learner with the aims it comes from, if it holds in the period.
    pub fn proof(self, learner: &str, record: &LearnerRecord, basis: &Basis) -> Option<Proof> {
        match self {
            Self::OutOfWork => return out_of_work(learner, record, basis.period),
            Self::JobReported => return job(learner, record, basis.period),
            Self::Completed
            | Self::Achieved
            | Self::Pending
            | Self::Weeks
            | Self::Hours
            | Self::Employability
            | Self::Confidence
            | Self::CityRegion => {}
        }
        let has = |fact: Self| record.aims.values().any(|aim| fact.holds(aim, basis));
        if self == Self::Pending && has(Self::Achieved) {
            return None;
        }
        let found = record.aims.iter();
        let found: Vec<(&u32, &Aim)> = found.filter(|(_, aim)| self.holds(aim, basis)).collect();
        let days = found.iter().filter_map(|(_, aim)| aim.ended_on);
        let (on, thousandths) = match self {
            Self::Weeks => {
                let lengths = found.iter().filter_map(|(_, aim)| weeks(aim));
                let days_in_all: i64 = lengths
                    .map(|length| i64::from(length.whole) * 7 + i64::from(length.days))
                    .sum();
                (days.max()?, days_in_all * 1_000 / 7)
            }
            Self::Hours => {
                let planned = found.iter().filter_map(|(_, aim)| hours(aim));
                (days.max()?, planned.map(i64::from).sum::<i64>() * 1_000)
            }
            Self::Completed
            | Self::Achieved
            | Self::Pending
            | Self::Employability
            | Self::Confidence
            | Self::CityRegion
            | Self::OutOfWork
            | Self::JobReported => (days.min()?, 1_000),
        };
        Some(Proof {
            learner: learner.to_owned(),
            aims: found.iter().map(|(number, _)| **number).collect(),
            on,
            thousandths,
        })
    }
}

fn out_of_work(learner: &str, record: &LearnerRecord, period: Period) -> Option<Proof> {
    let first = record.first_started_on()?;
    let status = at_start(&record.statuses, first)?.status;
    (period.holds(first) && status.is_out_of_work()).then(|| Proof {
        learner: learner.to_owned(),
        aims: record.aims_begun_on(first),
        on: first,
        thousandths: 1_000,
    })
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
        let planned = Fact::Hours
            .proof("A", &record, &basis)
            .map(|one| one.thousandths);
        assert_eq!(
            planned,
            Some(2_000 * i64::from(aim().planned_hours.unwrap()))
        );
        assert_eq!(Fact::Pending.proof("A", &record, &basis), None);
        assert_eq!(Fact::OutOfWork.proof("A", &record, &basis), None);
        assert_eq!(Fact::Employability.proof("A", &record, &basis), None);
        let own = Basis {
            employability_aims: BTreeSet::from([aim().reference]),
            ..basis
        };
        let for_work = Fact::Employability.proof("A", &record, &own).unwrap();
        assert_eq!(for_work.aims, BTreeSet::from([1, 2]));
    }
}
