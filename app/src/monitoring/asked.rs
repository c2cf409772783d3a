//! Which return is asked about, and what its rules need to know of today.

use super::store;
use crate::failure::Failure;
use crate::ledger;
use crate::visit::{Visit, Who};
use database::Read;
use domain::calendar::{Calendar, Quarter};
use domain::monitoring::ReturnName;
use jiff::civil::Date;

/// See the top of the file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked {
    pub(super) name: ReturnName,
    pub(super) quarter: Quarter,
    pub(super) calendar: Calendar,
    first_day: Date,
    today: Date,
}

impl Asked {
    /// The return in the address. One of a quarter before the organisation's first or after today's does
    /// not exist, nor does an edition that nobody has begun.
    pub(super) fn of(visit: &Visit<'_>) -> Result<Self, Failure> {
        let who = visit.who()?;
        let name = ReturnName::read(who.calendar, visit.parameter("quarter")?);
        let name = name.ok_or(Failure::NotFound)?;
        let asked = Self::named(name, who, visit.today());
        let known = who.calendar.quarter_of(who.first_day)..=who.calendar.quarter_of(asked.today);
        if !known.contains(&asked.quarter) {
            return Err(Failure::NotFound);
        }
        if name.is_restatement() && visit.read(|read| store::restatement(read, name))?.is_none() {
            return Err(Failure::NotFound);
        }
        Ok(asked)
    }

    /// A return by its name.
    pub(super) fn named(name: ReturnName, who: &Who, today: Date) -> Self {
        Self {
            name,
            quarter: name.quarter(),
            calendar: who.calendar,
            first_day: who.first_day,
            today,
        }
    }

    /// The quarter's first day.
    pub(super) fn from(&self) -> Date {
        self.calendar.first_day(self.quarter)
    }

    /// The quarter's last day.
    pub(super) fn to(&self) -> Date {
        self.calendar.last_day(self.quarter)
    }

    pub(super) fn today(&self) -> Date {
        self.today
    }

    /// The first earlier quarter that is not signed. A restatement waits for none.
    pub(super) fn earlier_open(&self, read: &mut Read<'_>) -> Result<Option<Quarter>, Failure> {
        if self.name.is_restatement() {
            return Ok(None);
        }
        let closed = ledger::closed_quarters(read, self.calendar)?;
        let mut quarter = self.calendar.quarter_of(self.first_day);
        while quarter < self.quarter {
            if !closed.contains(&quarter) {
                return Ok(Some(quarter));
            }
            quarter = self.calendar.next(quarter);
        }
        Ok(None)
    }
}
