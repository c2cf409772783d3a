//! Whether a job began and lasted (P2.1b, P2.1d). A return only reports a job; a dated check says whether
//! the learner was in work on that day. Everything else follows from the dates of the checks: what is
//! due, whether the start is confirmed, whether the job was sustained. "Sustained" after a number of
//! weeks is what commissioners ask for, not a measure of the Department for Education.

mod words;

pub use words::{Found, Hours, SaidBy, Stage, Standing};

use jiff::ToSpan;
use jiff::civil::Date;
use std::ops::RangeInclusive;
use thiserror::Error;

/// The weeks that the two later checks may be set to.
pub const WEEKS: RangeInclusive<i64> = 1..=104;
/// The days after which a check that is due is overdue.
pub const OVERDUE_DAYS: i64 = 14;

/// When the three checks of a job are due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dates {
    /// The day the job began.
    pub began_on: Date,
    /// The day of the middle check.
    pub middle_on: Date,
    /// The day of the last check.
    pub last_on: Date,
}

impl Dates {
    /// The dates of a job that began on a day, with weeks to the middle and the last check.
    pub fn of(began_on: Date, weeks: (i64, i64)) -> Self {
        let after = |weeks: i64| began_on.saturating_add((weeks.clamp(0, 1_000) * 7).days());
        Self {
            began_on,
            middle_on: after(weeks.0),
            last_on: after(weeks.1),
        }
    }

    /// The day a stage is due.
    pub fn due(&self, stage: Stage) -> Date {
        match stage {
            Stage::Start => self.began_on,
            Stage::Middle => self.middle_on,
            Stage::Last => self.last_on,
        }
    }
}

/// What of a check the rules look at: only checks that stand, the latest of each stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Check {
    /// At which stage.
    pub stage: Stage,
    /// What it found.
    pub found: Found,
    /// The day it speaks of.
    pub checked_on: Date,
    /// Hours of work in a week.
    pub hours: Hours,
}

/// Whether only a job of 16 hours a week or more counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HoursRule {
    /// Hours are shown.
    Shown,
    /// 16 or more are asked for.
    Asked,
}

impl HoursRule {
    fn allows(self, check: Check) -> bool {
        check.found.is_in_work()
            && match self {
                Self::Shown => true,
                Self::Asked => check.hours == Hours::SixteenOrMore,
            }
    }
}

/// The first check, by its day, that confirms that the job began. What was said of a day before the job
/// began says nothing of it.
pub fn started(dates: &Dates, checks: &[Check], rule: HoursRule) -> Option<usize> {
    lasted(dates, checks, (Stage::Start, rule))
}

/// The first check that shows that the job lasted to a stage: dated on or after its day, in work, and
/// no check before it since the job began says not in work.
pub fn lasted(dates: &Dates, checks: &[Check], (stage, rule): (Stage, HoursRule)) -> Option<usize> {
    let shows = |check: &Check| rule.allows(*check) && check.checked_on >= dates.due(stage);
    let (place, check) = checks
        .iter()
        .enumerate()
        .filter(|(_, check)| shows(check))
        .min_by_key(|(_, check)| check.checked_on)?;
    let is_broken = stage != Stage::Start
        && checks.iter().any(|one| {
            one.found == Found::NotInWork
                && (dates.began_on..=check.checked_on).contains(&one.checked_on)
        });
    (!is_broken).then_some(place)
}

/// The first check that shows a sustained job.
pub fn sustained(dates: &Dates, checks: &[Check], rule: HoursRule) -> Option<usize> {
    lasted(dates, checks, (Stage::Last, rule))
}

/// Where it stands, and the stage that is next, if one is. A check that says in work answers every stage
/// whose day is not after it; one that is a day too early leaves its stage open.
pub fn standing(dates: &Dates, checks: &[Check]) -> (Standing, Option<Stage>) {
    if checks.iter().any(|check| check.found == Found::NotInWork) {
        return (Standing::NotInWork, None);
    }
    let in_work = checks.iter().filter(|check| check.found.is_in_work());
    let latest = in_work.map(|check| check.checked_on).max();
    let is_open = |stage: &Stage| latest.is_none_or(|day| day < dates.due(*stage));
    match Stage::ALL.into_iter().find(is_open) {
        None => (Standing::Complete, None),
        Some(next) => {
            let tried = |check: &Check| check.stage == next && check.found == Found::NotReached;
            let standing = if checks.iter().any(tried) {
                Standing::NotReached
            } else {
                Standing::Open
            };
            (standing, Some(next))
        }
    }
}

/// Whether a check is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Urgency {
    /// Its day is to come.
    Later,
    /// Its day has come.
    Due,
    /// Its day was more than two weeks ago.
    Overdue,
}

/// How urgent a check is whose day is given.
pub fn urgency(due_on: Date, today: Date) -> Urgency {
    if due_on > today {
        Urgency::Later
    } else if due_on.saturating_add(OVERDUE_DAYS.days()) < today {
        Urgency::Overdue
    } else {
        Urgency::Due
    }
}

/// Why the dates of a check or the weeks are refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum FollowUpRefused {
    /// Nobody can have looked yet.
    #[error("The day of the check must be today or in the past")]
    InTheFuture,
    /// The job had not begun.
    #[error("The day of the check must be on or after the day the job began, {}", crate::calendar::in_words(*.0))]
    BeforeTheJob(Date),
    /// The last check would come first.
    #[error("The last check must come more weeks after the start than the middle one")]
    WeeksOutOfOrder,
}

/// Decides whether a check may speak of a day.
pub fn checkable(dates: &Dates, checked_on: Date, today: Date) -> Result<(), FollowUpRefused> {
    if checked_on > today {
        Err(FollowUpRefused::InTheFuture)
    } else if checked_on < dates.began_on {
        Err(FollowUpRefused::BeforeTheJob(dates.began_on))
    } else {
        Ok(())
    }
}

/// Decides whether the weeks of the two later checks stand in their order.
pub fn weeks_in_order((middle, last): (i64, i64)) -> Result<(), FollowUpRefused> {
    if middle < last {
        Ok(())
    } else {
        Err(FollowUpRefused::WeeksOutOfOrder)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn dates() -> Dates {
        Dates::of(date(2026, 1, 5), (13, 26))
    }

    fn check(stage: Stage, found: Found, days: i64) -> Check {
        Check {
            stage,
            found,
            checked_on: dates().began_on.saturating_add(days.days()),
            hours: Hours::Unknown,
        }
    }

    #[test]
    fn p2_1b_a_job_is_sustained_from_the_day_of_the_last_check_and_not_a_day_before() {
        for days in 0..=400 {
            let checks = [check(Stage::Last, Found::ThisJob, days)];
            let found = sustained(&dates(), &checks, HoursRule::Shown);
            assert_eq!(found.is_some(), days >= 182, "{days}");
            assert!(started(&dates(), &checks, HoursRule::Shown).is_some());
        }
    }

    #[test]
    fn p2_1b_out_of_work_on_any_day_before_breaks_it_and_afterwards_does_not() {
        for out in 0..=400 {
            let checks = [
                check(Stage::Start, Found::ThisJob, 0),
                check(Stage::Middle, Found::NotInWork, out),
                check(Stage::Last, Found::AnotherJob, 200),
            ];
            let found = sustained(&dates(), &checks, HoursRule::Shown);
            assert_eq!(found.is_some(), out > 200, "{out}");
        }
    }

    #[test]
    fn p2_1b_sustained_never_depends_on_the_order_of_the_checks() {
        let all = [
            check(Stage::Start, Found::SelfEmployed, 3),
            check(Stage::Middle, Found::NotReached, 91),
            check(Stage::Last, Found::ThisJob, 190),
        ];
        for order in [[0, 1, 2], [2, 1, 0], [1, 2, 0]] {
            let checks: Vec<Check> = order
                .iter()
                .filter_map(|at| all.get(*at))
                .copied()
                .collect();
            let place = sustained(&dates(), &checks, HoursRule::Shown).unwrap();
            assert_eq!(checks[place], all[2]);
        }
    }

    #[test]
    fn p2_1b_who_is_not_reached_counts_as_nothing_and_stays_open() {
        for stage in Stage::ALL {
            let checks = [check(stage, Found::NotReached, 300)];
            assert_eq!(started(&dates(), &checks, HoursRule::Shown), None);
            assert_eq!(sustained(&dates(), &checks, HoursRule::Shown), None);
            assert_eq!(standing(&dates(), &checks).1, Some(Stage::Start));
        }
    }

    #[test]
    fn the_next_stage_is_the_first_whose_day_no_check_in_work_has_reached() {
        let next = |days: i64| standing(&dates(), &[check(Stage::Start, Found::ThisJob, days)]).1;
        assert_eq!(
            standing(&dates(), &[]),
            (Standing::Open, Some(Stage::Start))
        );
        assert_eq!(next(0), Some(Stage::Middle));
        assert_eq!(next(90), Some(Stage::Middle));
        assert_eq!(next(91), Some(Stage::Last));
        assert_eq!(next(181), Some(Stage::Last));
        assert_eq!(next(182), None);
        let out = [check(Stage::Middle, Found::NotInWork, 91)];
        assert_eq!(standing(&dates(), &out), (Standing::NotInWork, None));
    }

    #[test]
    fn hours_are_shown_and_asked_for_only_when_the_organisation_says_so() {
        let mut one = check(Stage::Last, Found::ThisJob, 182);
        assert!(sustained(&dates(), &[one], HoursRule::Asked).is_none());
        one.hours = Hours::SixteenOrMore;
        assert!(sustained(&dates(), &[one], HoursRule::Asked).is_some());
    }

    #[test]
    fn a_check_is_overdue_after_two_weeks() {
        let due = date(2026, 5, 1);
        assert_eq!(urgency(due, date(2026, 4, 30)), Urgency::Later);
        assert_eq!(urgency(due, date(2026, 5, 15)), Urgency::Due);
        assert_eq!(urgency(due, date(2026, 5, 16)), Urgency::Overdue);
    }

    #[test]
    fn refusals_say_what_to_do() {
        let today = date(2026, 1, 6);
        assert!(checkable(&dates(), date(2026, 1, 7), today).is_err());
        assert!(checkable(&dates(), date(2026, 1, 4), today).is_err());
        assert_eq!(checkable(&dates(), date(2026, 1, 5), today), Ok(()));
        assert!(weeks_in_order((13, 13)).is_err());
        assert_eq!(weeks_in_order((13, 26)), Ok(()));
    }

    #[test]
    fn every_word_is_found_by_its_key() {
        assert!(
            Stage::ALL
                .iter()
                .all(|one| Stage::from_key(one.key()) == Some(*one))
        );
        assert!(
            Found::ALL
                .iter()
                .all(|one| Found::from_key(one.key()) == Some(*one))
        );
        assert!(
            Hours::ALL
                .iter()
                .all(|one| Hours::from_key(one.key()) == Some(*one))
        );
        assert!(
            SaidBy::ALL
                .iter()
                .all(|one| SaidBy::from_key(one.key()) == Some(*one))
        );
        assert!(
            Standing::ALL
                .iter()
                .all(|one| Standing::from_key(one.key()) == Some(*one))
        );
    }
}
