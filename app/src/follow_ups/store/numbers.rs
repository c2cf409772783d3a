//! How many follow-ups there are of each kind.

use crate::failure::Failure;
use crate::people::but_restricted;
use database::{DatabaseFault, Read, Row};
use jiff::civil::Date;

/// The numbers of an area. They are kept apart: one learner may stand in several.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::follow_ups) struct Numbers {
    /// The area's code; none for those without one.
    pub(in crate::follow_ups) area_code: Option<String>,
    pub(in crate::follow_ups) reported: i64,
    pub(in crate::follow_ups) by_hand: i64,
    pub(in crate::follow_ups) started: i64,
    pub(in crate::follow_ups) middle: i64,
    pub(in crate::follow_ups) sustained: i64,
    pub(in crate::follow_ups) not_in_work: i64,
    pub(in crate::follow_ups) not_reached: i64,
    pub(in crate::follow_ups) open: i64,
    pub(in crate::follow_ups) left_return: i64,
}

impl Numbers {
    /// The numbers in the order of the page.
    pub(in crate::follow_ups) fn each(&self) -> [i64; 9] {
        [
            self.reported,
            self.by_hand,
            self.started,
            self.middle,
            self.sustained,
            self.not_in_work,
            self.not_reached,
            self.open,
            self.left_return,
        ]
    }
}

fn numbers_of(row: &Row) -> Result<Numbers, DatabaseFault> {
    Ok(Numbers {
        area_code: row.optional(0, Row::text)?,
        reported: row.integer(1)?,
        by_hand: row.integer(2)?,
        started: row.integer(3)?,
        middle: row.integer(4)?,
        sustained: row.integer(5)?,
        not_in_work: row.integer(6)?,
        not_reached: row.integer(7)?,
        open: row.integer(8)?,
        left_return: row.integer(9)?,
    })
}

/// The numbers by the learner's home area, without those whose data is kept and not used.
pub(in crate::follow_ups) fn numbers(read: &mut Read<'_>) -> Result<Vec<Numbers>, Failure> {
    let organisation_id = read.organisation_id();
    let sql = format!(
        "SELECT area_code,
           COUNT(CASE WHEN return_year IS NOT NULL AND left_return_at IS NULL THEN 1 END),
           COUNT(CASE WHEN return_year IS NULL THEN 1 END),
           COUNT(started_on), COUNT(middle_confirmed_on), COUNT(sustained_on),
           COUNT(CASE WHEN standing = 'not-in-work' THEN 1 END),
           COUNT(CASE WHEN standing = 'not-reached' THEN 1 END),
           COUNT(CASE WHEN standing = 'open' AND next_on IS NOT NULL THEN 1 END),
           COUNT(left_return_at)
         FROM follow_up WHERE organisation_id = ?1 AND taken_back_at IS NULL{}
         GROUP BY area_code ORDER BY area_code",
        but_restricted("follow_up", "learner")
    );
    let rows = read.query(&sql, &[organisation_id.into()])?;
    Ok(rows.iter().map(numbers_of).collect::<Result<_, _>>()?)
}

/// How many checks that the list shows are due on a day, and since when the one that is due longest.
pub(crate) fn due(read: &mut Read<'_>, today: Date) -> Result<Option<(i64, Date)>, Failure> {
    let organisation_id = read.organisation_id();
    let sql = format!(
        "SELECT COUNT(*), MIN(next_on) FROM follow_up
         WHERE organisation_id = ?1 AND next_on <= ?2{}",
        but_restricted("follow_up", "learner")
    );
    let row = read.first(&sql, &[organisation_id.into(), today.into()])?;
    let Some(row) = row else { return Ok(None) };
    let first = row.optional(1, Row::date)?;
    Ok(first
        .map(|first| Ok::<_, DatabaseFault>((row.integer(0)?, first)))
        .transpose()?)
}
