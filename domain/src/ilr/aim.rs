//! One aim of a learner, and what it proves by itself.

use jiff::civil::Date;
use std::collections::BTreeSet;

/// How an aim stands (`CompStatus`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Completion {
    /// 1.
    Continuing,
    /// 2.
    Completed,
    /// 3.
    Withdrawn,
    /// 6.
    OnBreak,
    /// Another code, or none: it counts as nothing.
    Unknown,
}

impl Completion {
    /// By the code of the specification.
    pub fn from_code(code: &str) -> Self {
        match code {
            "1" => Self::Continuing,
            "2" => Self::Completed,
            "3" => Self::Withdrawn,
            "6" => Self::OnBreak,
            _ => Self::Unknown,
        }
    }
}

/// One aim with the facts that the rules need; codes are the specification's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aim {
    /// `LearnAimRef`.
    pub reference: String,
    /// `AimType`.
    pub aim_type: String,
    /// `LearnStartDate`.
    pub started_on: Date,
    /// `LearnActEndDate`.
    pub ended_on: Option<Date>,
    /// `CompStatus`.
    pub completion: Completion,
    /// `Outcome`.
    pub outcome: Option<String>,
    /// `PHours`.
    pub planned_hours: Option<u32>,
    /// `TLOut`: what tailored learning came to.
    pub tailored_outcomes: BTreeSet<String>,
    /// Pairs of `LearnDelFAMType` and `LearnDelFAMCode`.
    pub monitoring: BTreeSet<(String, String)>,
}

/// First and last day of what is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// The first day.
    pub first: Date,
    /// The last day.
    pub last: Date,
}

impl Period {
    /// Whether a day lies in it.
    pub fn holds(self, day: Date) -> bool {
        (self.first..=self.last).contains(&day)
    }
}

/// How far completed training got; the three are shown apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Completed and achieved: `Outcome` 1.
    Achieved,
    /// Completed, the result not known yet: `Outcome` 8.
    Pending,
    /// Completed without achieving, or without a known result.
    CompletedOnly,
}

/// Completed training: `CompStatus` 2, `LearnActEndDate` in the period, and `AimType` 1 or 4, because a
/// course's components (3, 5) beside it would count one course twice. The end decides, not the file:
/// an aim carried in from the year before stands in two returns and ends once.
pub fn completed(aim: &Aim, period: Period) -> bool {
    let is_whole = aim.aim_type == "1" || aim.aim_type == "4";
    let ended = aim.ended_on.is_some_and(|day| period.holds(day));
    is_whole && ended && aim.completion == Completion::Completed
}

/// How far a completed aim got; none when it is not completed in the period. By `Outcome`: 1 achieved,
/// 8 not known yet.
pub fn level(aim: &Aim, period: Period) -> Option<Level> {
    completed(aim, period).then_some(match aim.outcome.as_deref() {
        Some("1") => Level::Achieved,
        Some("8") => Level::Pending,
        Some(_) | None => Level::CompletedOnly,
    })
}

/// The length of an aim: whole weeks and the days left over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Weeks {
    /// Whole weeks.
    pub whole: i32,
    /// Days beyond them, 0 to 6.
    pub days: i32,
}

/// Weeks of training from `LearnStartDate` to `LearnActEndDate`, both days taken in. A break is no part
/// of it: an aim on a break ends (`CompStatus` 6), and goes on as a new aim with its own start. None
/// for an aim that goes on, or ends before it starts.
pub fn weeks(aim: &Aim) -> Option<Weeks> {
    let ended_on = aim.ended_on.filter(|day| *day >= aim.started_on)?;
    let days = aim.started_on.duration_until(ended_on).as_hours() / 24 + 1;
    let days = i32::try_from(days).ok()?;
    Some(Weeks {
        whole: days / 7,
        days: days % 7,
    })
}

/// Planned hours of an aim (`PHours`, compulsory with fund model 11): none where the return has none,
/// and none is ever guessed from weeks.
pub fn hours(aim: &Aim) -> Option<u32> {
    aim.planned_hours
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub(in crate::ilr) fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    pub(in crate::ilr) fn year() -> Period {
        Period {
            first: day("2025-08-01"),
            last: day("2026-07-31"),
        }
    }

    pub(in crate::ilr) fn aim() -> Aim {
        Aim {
            reference: "Z0007890".to_owned(),
            aim_type: "4".to_owned(),
            started_on: day("2025-06-02"),
            ended_on: Some(day("2025-09-01")),
            completion: Completion::Completed,
            outcome: Some("1".to_owned()),
            planned_hours: Some(40),
            tailored_outcomes: BTreeSet::new(),
            monitoring: BTreeSet::new(),
        }
    }

    #[test]
    fn p2_1d_training_counts_by_its_end_and_once_a_course() {
        assert!(completed(&aim(), year()), "carried in, ended in the year");
        let before = Aim {
            ended_on: Some(day("2025-07-31")),
            ..aim()
        };
        assert!(!completed(&before, year()));
        for (aim_type, counts) in [("1", true), ("3", false), ("4", true), ("5", false)] {
            let part = Aim {
                aim_type: aim_type.to_owned(),
                ..aim()
            };
            assert_eq!(completed(&part, year()), counts, "{aim_type}");
        }
        for code in ["1", "3", "6", "9"] {
            let completion = Completion::from_code(code);
            let other = Aim {
                completion,
                ..aim()
            };
            assert_eq!(level(&other, year()), None, "{code}");
        }
    }

    #[test]
    fn p2_1d_pending_is_apart_from_achieved() {
        let with = |outcome: Option<&str>| Aim {
            outcome: outcome.map(str::to_owned),
            ..aim()
        };
        assert_eq!(level(&with(Some("1")), year()), Some(Level::Achieved));
        assert_eq!(level(&with(Some("8")), year()), Some(Level::Pending));
        for outcome in [Some("2"), Some("3"), None] {
            assert_eq!(level(&with(outcome), year()), Some(Level::CompletedOnly));
        }
    }

    #[test]
    fn weeks_take_both_days_in_and_hours_are_never_guessed() {
        assert_eq!(weeks(&aim()), Some(Weeks { whole: 13, days: 1 }));
        let backwards = Aim {
            ended_on: Some(day("2025-06-01")),
            ..aim()
        };
        assert_eq!(weeks(&backwards), None);
        let going_on = Aim {
            ended_on: None,
            planned_hours: None,
            ..aim()
        };
        assert_eq!((weeks(&going_on), hours(&going_on)), (None, None));
    }
}
