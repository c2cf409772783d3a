//! Employment at the start, and a job as far as a return reports one. A reported job is a candidate:
//! it opens a follow-up and never counts as lasting by itself.

use jiff::civil::Date;
use std::collections::BTreeSet;

/// An employment status (`EmpStat`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// 10: in paid employment.
    Employed,
    /// 11: not in paid employment, looking and available.
    Looking,
    /// 12: not in paid employment, not looking or not available.
    NotLooking,
    /// 98, or a code that is not in the lists.
    Unknown,
}

impl Status {
    /// By the code of the specification.
    pub fn from_code(code: &str) -> Self {
        match code {
            "10" => Self::Employed,
            "11" => Self::Looking,
            "12" => Self::NotLooking,
            _ => Self::Unknown,
        }
    }

    /// Looking for work or not (`EmpStat` 11 or 12).
    pub fn is_out_of_work(self) -> bool {
        matches!(self, Self::Looking | Self::NotLooking)
    }
}

/// A status from a day on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EmploymentStatus {
    /// Which.
    pub status: Status,
    /// `DateEmpStatApp`.
    pub from: Date,
    /// Pairs of `ESMType` and `ESMCode`.
    pub monitoring: BTreeSet<(String, String)>,
}

/// The status at the start: the latest `DateEmpStatApp` on or before `LearnStartDate` (rules
/// `EmpStat_09` and `EmpStat_21`; on the day itself it counts too, as for fund model 11).
pub fn at_start(statuses: &[EmploymentStatus], started_on: Date) -> Option<&EmploymentStatus> {
    statuses
        .iter()
        .filter(|one| one.from <= started_on)
        .max_by_key(|one| one.from)
}

/// Unemployed for twelve months or more at the start: `EmpStat` 11 with `LOU` 3, 4 or 5.
pub fn is_long_term_unemployed(at_start: Option<&EmploymentStatus>) -> bool {
    at_start.is_some_and(|one| {
        let long = |(kind, code): &(String, String)| {
            kind == "LOU" && matches!(code.as_str(), "3" | "4" | "5")
        };
        one.status == Status::Looking && one.monitoring.iter().any(long)
    })
}

/// A destination of a return up to 2023-24 (`DPOutcome`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Destination {
    /// `OutType`.
    pub kind: String,
    /// `OutCode`.
    pub code: String,
    /// `OutStartDate`.
    pub started_on: Date,
}

/// What reports a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum JobSource {
    /// `OutType` EMP, returns up to 2023-24.
    Destination,
    /// A later `EmpStat` 10.
    LaterStatus,
    /// `OET` 4: gained on an eligible funded course, from 2024-25.
    FundedOutcome,
}

/// A job as reported: the day it began, and by what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct JobEntry {
    /// The first day of the job, or of the status that says so.
    pub began_on: Date,
    /// What reports it.
    pub source: JobSource,
}

/// The first reported job of a learner whose earliest aim began on a day, who was out of work then
/// (`EmpStat` 11 or 12). Old way, to 2023-24: `OutType` EMP with `OutStartDate` after the start. New way:
/// a later `EmpStat` 10; with `OET` 4 it is a funded outcome. On one day a funded outcome goes before
/// a later status, and that before a destination.
pub fn job_entry(
    first_started_on: Date,
    statuses: &[EmploymentStatus],
    destinations: &[Destination],
) -> Option<JobEntry> {
    if !at_start(statuses, first_started_on)?
        .status
        .is_out_of_work()
    {
        return None;
    }
    let later = statuses
        .iter()
        .filter(|one| one.from > first_started_on && one.status == Status::Employed)
        .map(|one| {
            let funded = ("OET".to_owned(), "4".to_owned());
            let source = if one.monitoring.contains(&funded) {
                JobSource::FundedOutcome
            } else {
                JobSource::LaterStatus
            };
            JobEntry {
                began_on: one.from,
                source,
            }
        });
    later
        .chain(job_by_destination(first_started_on, destinations))
        .min_by_key(|entry| (entry.began_on, std::cmp::Reverse(entry.source)))
}

/// The first job that destinations say, whatever the learner did at the start.
pub fn job_by_destination(
    first_started_on: Date,
    destinations: &[Destination],
) -> Option<JobEntry> {
    let jobs = destinations
        .iter()
        .filter(|one| one.kind == "EMP" && one.started_on > first_started_on);
    jobs.map(|one| one.started_on)
        .min()
        .map(|began_on| JobEntry {
            began_on,
            source: JobSource::Destination,
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ilr::aim::tests::day;

    fn status(code: &str, from: &str, monitoring: &[(&str, &str)]) -> EmploymentStatus {
        let owned = |(kind, code): &(&str, &str)| ((*kind).to_owned(), (*code).to_owned());
        EmploymentStatus {
            status: Status::from_code(code),
            from: day(from),
            monitoring: monitoring.iter().map(owned).collect(),
        }
    }

    fn job(started_on: &str) -> Destination {
        Destination {
            kind: "EMP".to_owned(),
            code: "1".to_owned(),
            started_on: day(started_on),
        }
    }

    #[test]
    fn the_status_at_the_start_is_the_latest_on_or_before_it() {
        let statuses = [
            status("10", "2025-10-01", &[]),
            status("11", "2025-09-01", &[("LOU", "4")]),
            status("12", "2025-01-01", &[]),
        ];
        let found = at_start(&statuses, day("2025-09-01"));
        assert_eq!(found.map(|one| one.status), Some(Status::Looking));
        assert!(is_long_term_unemployed(found));
        assert_eq!(at_start(&statuses, day("2024-12-31")), None);
    }

    #[test]
    fn p2_1d_a_job_is_reported_the_old_way_and_the_new() {
        let start = day("2025-09-01");
        let out = status("11", "2025-06-01", &[]);
        let entry = |statuses: &[EmploymentStatus], jobs: &[Destination]| {
            job_entry(start, statuses, jobs).map(|entry| (entry.source, entry.began_on.to_string()))
        };
        let on = |source, day: &str| Some((source, day.to_owned()));
        let old = entry(std::slice::from_ref(&out), &[job("2025-12-01")]);
        assert_eq!(old, on(JobSource::Destination, "2025-12-01"));
        let later = [out.clone(), status("10", "2026-01-05", &[])];
        assert_eq!(entry(&later, &[]), on(JobSource::LaterStatus, "2026-01-05"));
        let funded = [out.clone(), status("10", "2026-01-05", &[("OET", "4")])];
        assert_eq!(
            entry(&funded, &[job("2026-01-05")]),
            on(JobSource::FundedOutcome, "2026-01-05")
        );
    }

    #[test]
    fn p2_1d_who_was_employed_or_unknown_at_the_start_has_no_job_entry() {
        for code in ["10", "98"] {
            let statuses = [
                status(code, "2025-06-01", &[]),
                status("10", "2026-01-05", &[]),
            ];
            assert_eq!(
                job_entry(day("2025-09-01"), &statuses, &[job("2026-01-01")]),
                None
            );
        }
        let early = [status("11", "2025-06-01", &[])];
        assert_eq!(
            job_entry(day("2025-09-01"), &early, &[job("2025-09-01")]),
            None
        );
        assert_eq!(
            job_entry(day("2025-09-01"), &[], &[job("2025-12-01")]),
            None
        );
    }
}
