//! What a return shows in all, gathered learner by learner: its figures, where its learners lived, and
//! the jobs it reports. What is held of each learner does not grow with their aims.

use super::{OneLearner, period};
use crate::follow_ups::Job;
use domain::ilr::{Basis, Destination, Fact, Proof, at_start, job_by_destination, job_entry};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// A place in which learners lived when their first aim began, and how that was found.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    pub(super) area_code: Option<String>,
    pub(super) area_method: Option<String>,
    pub(super) decile: Option<u8>,
    pub(super) decile_method: Option<String>,
}

/// What is gathered of a return.
#[derive(Debug, Clone)]
pub(super) struct Sums {
    basis: Basis,
    pub(super) learners: i64,
    pub(super) aims: i64,
    /// In thousandths.
    pub(super) figures: BTreeMap<Fact, i64>,
    pub(super) places: BTreeMap<Place, i64>,
    /// Learners out of work at their start, who may have found a job.
    seekers: BTreeMap<String, Seeker>,
}

#[derive(Debug, Clone)]
struct Seeker {
    first_started_on: Date,
    job: Option<Date>,
    outward: Option<String>,
}

impl Sums {
    /// Nothing yet of a year.
    pub(super) fn of(year: i16, employability_aims: BTreeSet<String>) -> Self {
        Self {
            basis: Basis {
                period: period(year),
                employability_aims,
            },
            learners: 0,
            aims: 0,
            figures: Fact::ALL.map(|fact| (fact, 0)).into(),
            places: BTreeMap::new(),
            seekers: BTreeMap::new(),
        }
    }

    /// Takes a learner in, and gives what holds of them but for jobs, which are known at the end.
    pub(super) fn take(&mut self, one: &OneLearner) -> Vec<(Fact, Proof)> {
        self.learners += 1;
        self.aims += i64::try_from(one.record.aims.len()).unwrap_or(i64::MAX);
        *self.places.entry(place(one)).or_default() += 1;
        self.seek(one);
        let facts = Fact::ALL.into_iter();
        let facts = facts.filter(|fact| *fact != Fact::JobReported);
        let proofs: Vec<(Fact, Proof)> = facts
            .filter_map(|fact| {
                let proof = fact.proof(&one.reference, &one.record, &self.basis)?;
                Some((fact, proof))
            })
            .collect();
        for (fact, proof) in &proofs {
            *self.figures.entry(*fact).or_default() += proof.thousandths;
        }
        proofs
    }

    fn seek(&mut self, one: &OneLearner) {
        let record = &one.record;
        let Some(first) = record.first_started_on() else {
            return;
        };
        let at_start = at_start(&record.statuses, first);
        if at_start.is_some_and(|one| one.status.is_out_of_work()) {
            let job = job_entry(first, &record.statuses, &record.destinations);
            let seeker = Seeker {
                first_started_on: first,
                job: job.map(|job| job.began_on),
                outward: one.outward().map(str::to_owned),
            };
            self.seekers.insert(one.reference.clone(), seeker);
        }
    }

    /// Takes in what became of a learner who was taken in before.
    pub(super) fn became(&mut self, reference: &str, destinations: &[Destination]) {
        if let Some(seeker) = self.seekers.get_mut(reference) {
            let found = job_by_destination(seeker.first_started_on, destinations);
            let found = found.map(|job| job.began_on);
            seeker.job = seeker.job.into_iter().chain(found).min();
        }
    }

    /// The jobs of the year, by learner; they count once all is told.
    pub(super) fn jobs(&mut self) -> BTreeMap<String, Job> {
        let seekers = std::mem::take(&mut self.seekers).into_iter();
        let jobs = seekers.filter_map(|(learner, seeker)| {
            let began_on = seeker.job?;
            let outward = seeker.outward;
            let job = Job { began_on, outward };
            let is_of_year = self.basis.period.holds(began_on);
            is_of_year.then_some((learner, job))
        });
        let jobs: BTreeMap<String, Job> = jobs.collect();
        let number = i64::try_from(jobs.len()).unwrap_or(i64::MAX);
        self.figures
            .insert(Fact::JobReported, number.saturating_mul(1_000));
        jobs
    }
}

fn place(one: &OneLearner) -> Place {
    let first = one.record.aims.keys().next();
    let home = first.and_then(|number| one.homes.get(number));
    home.and_then(|home| home.located.as_ref())
        .map_or_else(Place::default, |located| Place {
            area_code: Some(located.area_code.clone()),
            area_method: Some(located.method.clone()),
            decile: located.decile,
            decile_method: located.decile_method.clone(),
        })
}
