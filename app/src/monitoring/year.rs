//! The year that a page of figures is asked for.

use crate::failure::Failure;
use crate::visit::Visit;
use database::Id;
use domain::calendar::{Calendar, Quarter, Year};
use jiff::civil::Date;
use pages::NavigationItem;

/// A year with what is known of it.
pub(super) struct YearAsked {
    pub(super) year: Year,
    pub(super) calendar: Calendar,
    pub(super) today: Date,
    first_day: Date,
}

impl YearAsked {
    /// The year in the address; today's when there is none. One that is no year of this organisation
    /// does not exist.
    pub(super) fn of(visit: &Visit<'_>) -> Result<Self, Failure> {
        let who = visit.who()?;
        let today = visit.today();
        let newest = who.calendar.year_of(today);
        let year = match visit.query.value("year") {
            "" => newest,
            name => who.calendar.year_named(name).ok_or(Failure::NotFound)?,
        };
        if year < who.calendar.year_of(who.first_day) || year > newest {
            return Err(Failure::NotFound);
        }
        Ok(Self {
            year,
            calendar: who.calendar,
            today,
            first_day: who.first_day,
        })
    }

    /// Links to every year there is, newest first.
    pub(super) fn years(&self, path: &str) -> Vec<NavigationItem> {
        let mut year = self.calendar.year_of(self.today);
        let first = self.calendar.year_of(self.first_day);
        let mut found = Vec::new();
        while year >= first {
            let mut item = NavigationItem::new(year.to_string(), format!("{path}?year={year}"));
            item.current = year == self.year;
            found.push(item);
            year = year.previous();
        }
        found
    }

    /// The way to the entries of a measure in the year.
    pub(super) fn entries(&self, measure_id: Id) -> String {
        let [first, .., last] = self.year.quarters();
        let (from, to) = (self.calendar.first_day(first), self.calendar.last_day(last));
        format!("/entries?measure={measure_id}&from={from}&to={to}")
    }

    /// The quarters that have ended: only those are rated.
    pub(super) fn ended(&self) -> Vec<Quarter> {
        self.year
            .quarters()
            .into_iter()
            .filter(|quarter| self.today > self.calendar.last_day(*quarter))
            .collect()
    }

    /// The quarter of today, or the year's last.
    pub(super) fn current(&self) -> Option<Quarter> {
        self.year
            .quarters()
            .into_iter()
            .rfind(|quarter| self.today >= self.calendar.first_day(*quarter))
    }
}
