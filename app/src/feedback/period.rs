//! The quarter or year that “You said, we did” is shown for.

use crate::visit::Who;
use domain::calendar::Calendar;
use jiff::civil::Date;
use pages::Choice;

/// A span of days with its name.
pub(super) struct Period {
    pub(super) title: String,
    pub(super) from: Date,
    pub(super) to: Date,
}

/// The period of a name: `2026-27` or `2026-27-q1`.
pub(super) fn named(calendar: Calendar, name: &str) -> Option<Period> {
    if let Some(quarter) = calendar.quarter(name) {
        return Some(Period {
            title: quarter.title(),
            from: calendar.first_day(quarter),
            to: calendar.last_day(quarter),
        });
    }
    let year = calendar.year_named(name)?;
    let [first, _, _, last] = year.quarters();
    Some(Period {
        title: year.to_string(),
        from: calendar.first_day(first),
        to: calendar.last_day(last),
    })
}

/// Years and their quarters from the organisation's first to today's, the newest first.
pub(super) fn choices(who: &Who, today: Date) -> Vec<Choice> {
    let last = who.calendar.quarter_of(today);
    let mut year = last.year();
    let first = who.calendar.year_of(who.first_day);
    let mut found = Vec::new();
    while year >= first {
        found.push(Choice::new(year.to_string(), year.to_string()));
        let quarters = year.quarters().into_iter().rev();
        found.extend(
            quarters
                .filter(|quarter| *quarter <= last)
                .map(|quarter| Choice::new(quarter.to_string(), quarter.title())),
        );
        year = year.previous();
    }
    found
}
