//! What every check stands on: the day, the calendar, and the version of the policy that is looked at.

use crate::failure::Failure;
use crate::organisation;
use crate::policy::{Policy, store};
use database::{Read, Value};
use domain::calendar::{Calendar, Quarter};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan, tz::TimeZone};

/// How many quarters that ended are looked at.
const ENDED: usize = 4;

/// What every check stands on.
#[derive(Debug)]
pub(in crate::policy) struct Ground {
    pub(in crate::policy) today: Date,
    pub(in crate::policy) calendar: Calendar,
    /// The first day entries may be dated.
    pub(in crate::policy) first_day: Date,
    /// The last quarters that have ended, the oldest first.
    pub(in crate::policy) ended: Vec<Quarter>,
    /// From so many percent of a target it is good, and from so many it is approached.
    pub(in crate::policy) ratings: (i64, i64),
    pub(in crate::policy) policy: Policy,
    /// Codes of measures that the policy cites.
    pub(in crate::policy) cited: Vec<String>,
    /// Documents that the policy names at its end.
    pub(in crate::policy) named: Vec<String>,
}

impl Ground {
    /// The ground of a version on a day.
    pub(in crate::policy) fn of(
        read: &mut Read<'_>,
        policy: &Policy,
        today: Date,
    ) -> Result<Self, Failure> {
        let organisation = organisation::find(read)?;
        let calendar =
            Calendar::starting_in(organisation.year_starts_month).unwrap_or(Calendar::ACADEMIC);
        let first_day = organisation.first_year_starts_on;
        let clauses = store::clauses(read, policy.id)?;
        let current = calendar.quarter_of(today);
        let mut ended = calendar.quarters_between((first_day, today));
        ended.retain(|quarter| *quarter < current);
        let ended = ended.split_off(ended.len().saturating_sub(ENDED));
        let (good, approaching, _) = organisation.thresholds;
        Ok(Self {
            today,
            calendar,
            first_day,
            ended,
            ratings: (good, approaching),
            policy: policy.clone(),
            cited: clauses
                .iter()
                .flat_map(|clause| domain::policy::codes(&clause.text))
                .collect(),
            named: crate::policy::references::named(&clauses),
        })
    }

    /// The organisation, the last four quarters that ended and the one that goes on: six values, the
    /// last quarter repeated where there are fewer.
    pub(in crate::policy) fn quarters(&self, read: &Read<'_>) -> Vec<Value> {
        let current = self.calendar.quarter_of(self.today).to_string();
        let mut values: Vec<Value> = vec![read.organisation_id().into()];
        values.extend(self.ended.iter().map(|quarter| quarter.to_string().into()));
        values.resize_with(ENDED + 2, || current.clone().into());
        values
    }

    /// The names of the quarters that ended: four values, empty where there are fewer.
    pub(in crate::policy) fn ended_names(&self) -> Vec<Value> {
        let mut values: Vec<Value> = self
            .ended
            .iter()
            .map(|quarter| quarter.to_string().into())
            .collect();
        values.resize_with(ENDED, || String::new().into());
        values
    }

    /// The organisation and the quarters that ended.
    pub(in crate::policy) fn ended_values(&self, read: &Read<'_>) -> Vec<Value> {
        let mut values = vec![read.organisation_id().into()];
        values.extend(self.ended_names());
        values
    }

    /// The names of the quarters of the year that goes on.
    pub(in crate::policy) fn this_year(&self) -> [Value; 4] {
        let year = self.calendar.year_of(self.today);
        year.quarters().map(|quarter| quarter.to_string().into())
    }

    /// Whether a quarter ended more than three months ago.
    pub(in crate::policy) fn is_late(&self, quarter: Quarter) -> bool {
        self.calendar.last_day(quarter) < self.quarter_ago()
    }

    /// Twelve months before today.
    pub(in crate::policy) fn year_ago(&self) -> Date {
        self.today.saturating_sub(1.year())
    }

    /// Three months before today, in days.
    pub(in crate::policy) fn quarter_ago(&self) -> Date {
        self.today.saturating_sub(92.days())
    }

    /// The instant at which a day begins where the organisation works.
    #[expect(
        clippy::unused_self,
        reason = "where the organisation works is part of the ground"
    )]
    pub(in crate::policy) fn instant(&self, day: Date) -> Timestamp {
        let zone = TimeZone::get("Europe/London").unwrap_or(TimeZone::UTC);
        day.to_zoned(zone)
            .map_or(Timestamp::UNIX_EPOCH, |zoned| zoned.timestamp())
    }
}
