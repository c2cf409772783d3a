//! Years and quarters of a calendar that starts on the first of a month: 1 August for the academic
//! year of a training provider (P5a). A quarter is named `2025-26-q1`, in the database, in an
//! address and in a seal alike; names sort in the order of time. Returns keep the organisation's own
//! calendar; the same entries can be looked at by the financial year, the calendar year and the years of
//! a contract, which begin on its first day.

use jiff::ToSpan;
use jiff::civil::Date;
use std::fmt;

/// A calendar by the month its year starts in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Calendar {
    starts_month: i8,
}

/// A quarter: the calendar year in which its year starts, and its number from 1 to 4.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quarter {
    year: Year,
    number: i8,
}

/// A year of the calendar, named by the calendar years it touches: `2025-26`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Year {
    starts_in: i16,
    is_split: Split,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Split {
    CalendarYear,
    TwoYears,
}

impl Calendar {
    /// The academic calendar: 1 August to 31 July.
    pub const ACADEMIC: Self = Self { starts_month: 8 };

    /// The financial year of the public sector: 1 April to 31 March.
    pub const FINANCIAL: Self = Self { starts_month: 4 };

    /// The calendar year: 1 January to 31 December.
    pub const CALENDAR_YEAR: Self = Self { starts_month: 1 };

    /// A calendar whose year starts in this month (1 to 12); `None` for any other number.
    pub fn starting_in(month: i64) -> Option<Self> {
        let starts_month = i8::try_from(month)
            .ok()
            .filter(|month| (1..=12).contains(month))?;
        Some(Self { starts_month })
    }

    fn year(self, starts_in: i16) -> Year {
        let is_split = if self.starts_month == 1 {
            Split::CalendarYear
        } else {
            Split::TwoYears
        };
        Year {
            starts_in,
            is_split,
        }
    }

    /// The year a date lies in.
    pub fn year_of(self, date: Date) -> Year {
        let earlier = i16::from(date.month() < self.starts_month);
        self.year(date.year().saturating_sub(earlier))
    }

    /// The quarter a date lies in.
    pub fn quarter_of(self, date: Date) -> Quarter {
        let months = (i16::from(date.month()) - i16::from(self.starts_month)).rem_euclid(12);
        let number = i8::try_from(months / 3).map_or(1, |index| index + 1);
        Quarter {
            year: self.year_of(date),
            number,
        }
    }

    /// First day of a quarter.
    pub fn first_day(self, quarter: Quarter) -> Date {
        let start = Date::new(quarter.year.starts_in, self.starts_month, 1).unwrap_or(Date::ZERO);
        start.saturating_add((i32::from(quarter.number - 1) * 3).months())
    }

    /// Last day of a quarter.
    pub fn last_day(self, quarter: Quarter) -> Date {
        self.first_day(quarter)
            .saturating_add(3.months())
            .saturating_sub(1.day())
    }

    /// The three months of a quarter, as `2025-08`.
    pub fn months(self, quarter: Quarter) -> Vec<String> {
        let first = self.first_day(quarter);
        (0..3)
            .map(|offset| month_of(first.saturating_add(offset.months())))
            .collect()
    }

    /// First and last day of a year.
    pub fn days(self, year: Year) -> (Date, Date) {
        let [first, .., last] = year.quarters();
        (self.first_day(first), self.last_day(last))
    }

    /// The quarters in which the days from one to another lie.
    pub fn quarters_between(self, (from, to): (Date, Date)) -> Vec<Quarter> {
        let mut quarter = self.quarter_of(from);
        let mut found = Vec::new();
        while self.first_day(quarter) <= to {
            found.push(quarter);
            quarter = self.next(quarter);
        }
        found
    }

    /// The quarter after this one.
    pub fn next(self, quarter: Quarter) -> Quarter {
        self.quarter_of(self.last_day(quarter).saturating_add(1.day()))
    }

    /// Reads a quarter's name; `None` when it is not one of this calendar.
    pub fn quarter(self, name: &str) -> Option<Quarter> {
        let (year, number) = name.rsplit_once("-q")?;
        let number = number
            .parse::<i8>()
            .ok()
            .filter(|number| (1..=4).contains(number))?;
        let found = Quarter {
            year: self.year_named(year)?,
            number,
        };
        (found.to_string() == name).then_some(found)
    }

    /// Reads a year's name; `None` when it is not one of this calendar.
    pub fn year_named(self, name: &str) -> Option<Year> {
        let starts_in = name
            .get(..4)?
            .parse::<i16>()
            .ok()
            .filter(|year| *year >= 1900)?;
        let found = self.year(starts_in);
        (found.to_string() == name).then_some(found)
    }
}

/// The month of a date, as `2025-08`.
pub fn month_of(date: Date) -> String {
    format!("{:04}-{:02}", date.year(), date.month())
}

/// A date as people write it: `1 August 2025`.
pub fn in_words(date: Date) -> String {
    date.strftime("%-d %B %Y").to_string()
}

/// A year of a contract: the first begins on the contract's first day, and each is twelve months long.
/// What was counted in an earlier year is never moved by a leap day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ContractYear {
    starts_on: Date,
    /// Counted from 1.
    number: i16,
}

impl ContractYear {
    /// The year of this number of a contract with this first day; `None` unless it is one.
    pub fn numbered(starts_on: Date, number: i16) -> Option<Self> {
        (1..=200)
            .contains(&number)
            .then_some(Self { starts_on, number })
    }

    /// The year a day lies in; `None` before the contract begins.
    pub fn of(starts_on: Date, day: Date) -> Option<Self> {
        let mut year = Self::numbered(starts_on, 1)?;
        if day < starts_on {
            return None;
        }
        while day > year.days().1 {
            year = Self::numbered(starts_on, year.number + 1)?;
        }
        Some(year)
    }

    /// Its number, from 1.
    pub fn number(self) -> i16 {
        self.number
    }

    /// The first day of its month so far from its beginning; the twelfth is that of the next year.
    fn month_begins(self, month: i32) -> Date {
        let months = (i32::from(self.number) - 1) * 12 + month;
        self.starts_on.saturating_add(months.months())
    }

    /// First and last day.
    pub fn days(self) -> (Date, Date) {
        let next = self.month_begins(12);
        (self.month_begins(0), next.saturating_sub(1.day()))
    }

    /// Its twelve months, each from its first to its last day.
    pub fn months(self) -> Vec<(Date, Date)> {
        let begins = (0..12).map(|month| (self.month_begins(month), self.month_begins(month + 1)));
        begins
            .map(|(first, next)| (first, next.saturating_sub(1.day())))
            .collect()
    }
}

impl Year {
    /// The four quarters of the year.
    pub fn quarters(self) -> [Quarter; 4] {
        [1, 2, 3, 4].map(|number| Quarter { year: self, number })
    }

    /// The year before.
    #[must_use]
    pub fn previous(self) -> Self {
        Self {
            starts_in: self.starts_in.saturating_sub(1),
            ..self
        }
    }

    /// The year after.
    #[must_use]
    pub fn next(self) -> Self {
        Self {
            starts_in: self.starts_in.saturating_add(1),
            ..self
        }
    }
}

impl Quarter {
    /// The year it belongs to.
    pub fn year(self) -> Year {
        self.year
    }

    /// Its number, from 1 to 4.
    pub fn number(self) -> i8 {
        self.number
    }

    /// As a page says it: `Quarter 1 of 2025-26`.
    pub fn title(self) -> String {
        format!("Quarter {} of {}", self.number, self.year)
    }
}

impl fmt::Display for Year {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.is_split {
            Split::CalendarYear => write!(out, "{:04}", self.starts_in),
            Split::TwoYears => {
                write!(
                    out,
                    "{:04}-{:02}",
                    self.starts_in,
                    (self.starts_in + 1).rem_euclid(100)
                )
            }
        }
    }
}

impl fmt::Display for Quarter {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}-q{}", self.year, self.number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_academic_year_starts_on_the_first_of_august() {
        let calendar = Calendar::ACADEMIC;
        assert_eq!(
            calendar.quarter_of(date(2026, 7, 31)).to_string(),
            "2025-26-q4"
        );
        assert_eq!(
            calendar.quarter_of(date(2026, 8, 1)).to_string(),
            "2026-27-q1"
        );
        assert_eq!(
            calendar.quarter_of(date(2026, 1, 31)).to_string(),
            "2025-26-q2"
        );
        assert_eq!(calendar.year_of(date(1999, 12, 1)).to_string(), "1999-00");
    }

    #[test]
    fn a_quarter_runs_from_its_first_to_its_last_day_and_into_the_next() {
        let calendar = Calendar::ACADEMIC;
        let quarter = calendar.quarter("2025-26-q2").unwrap();
        assert_eq!(calendar.first_day(quarter), date(2025, 11, 1));
        assert_eq!(calendar.last_day(quarter), date(2026, 1, 31));
        assert_eq!(calendar.months(quarter), ["2025-11", "2025-12", "2026-01"]);
        assert_eq!(calendar.next(quarter).to_string(), "2025-26-q3");
        assert_eq!(
            calendar
                .next(calendar.quarter("2025-26-q4").unwrap())
                .to_string(),
            "2026-27-q1"
        );
    }

    #[test]
    fn every_day_lies_in_its_quarter_in_every_calendar() {
        for month in 1..=12 {
            let calendar = Calendar::starting_in(month).unwrap();
            let mut day = date(2023, 12, 25);
            while day < date(2025, 1, 10) {
                let quarter = calendar.quarter_of(day);
                assert!(calendar.first_day(quarter) <= day && day <= calendar.last_day(quarter));
                assert_eq!(calendar.quarter(&quarter.to_string()), Some(quarter));
                day = day.tomorrow().unwrap();
            }
        }
    }

    #[test]
    fn a_name_that_is_no_quarter_is_none() {
        for name in [
            "",
            "2025",
            "2025-26-q5",
            "2025-27-q1",
            "2025-26-q01",
            "2025-q1",
            "é-q1",
        ] {
            assert_eq!(Calendar::ACADEMIC.quarter(name), None, "{name}");
        }
        assert!(Calendar::starting_in(13).is_none());
    }

    #[test]
    fn every_year_of_every_calendar_is_made_of_its_own_twelve_months() {
        let financial = Calendar::FINANCIAL.year_named("2026-27").unwrap();
        let days = (date(2026, 4, 1), date(2027, 3, 31));
        assert_eq!(Calendar::FINANCIAL.days(financial), days);
        let academic = Calendar::ACADEMIC.quarters_between(days);
        let names: Vec<String> = academic.iter().map(Quarter::to_string).collect();
        assert_eq!(
            names,
            [
                "2025-26-q3",
                "2025-26-q4",
                "2026-27-q1",
                "2026-27-q2",
                "2026-27-q3"
            ]
        );
        assert_eq!(Calendar::CALENDAR_YEAR.year_of(days.0).to_string(), "2026");
    }

    #[test]
    fn the_years_of_a_contract_follow_each_other_without_a_gap_from_any_first_day() {
        for first in [
            date(2024, 2, 29),
            date(2025, 1, 31),
            date(2025, 9, 15),
            date(2025, 4, 1),
        ] {
            let mut expected = first;
            for number in 1..=5 {
                let year = ContractYear::numbered(first, number).unwrap();
                let months = year.months();
                assert_eq!((months.len(), months[0].0), (12, year.days().0));
                for (begins, ends) in months {
                    assert_eq!(begins, expected, "{first}");
                    assert!(begins <= ends);
                    assert_eq!(ContractYear::of(first, begins), Some(year));
                    assert_eq!(ContractYear::of(first, ends), Some(year));
                    expected = ends.tomorrow().unwrap();
                }
            }
        }
        assert_eq!(ContractYear::of(date(2025, 9, 15), date(2025, 9, 14)), None);
        assert_eq!(ContractYear::numbered(date(2025, 9, 15), 0), None);
    }

    #[test]
    fn a_calendar_year_has_a_plain_name() {
        let calendar = Calendar::starting_in(1).unwrap();
        assert_eq!(calendar.quarter_of(date(2026, 5, 1)).to_string(), "2026-q2");
        assert_eq!(
            calendar.quarter("2026-q2"),
            Some(calendar.quarter_of(date(2026, 5, 1)))
        );
    }
}
