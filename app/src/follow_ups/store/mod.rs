//! Every statement about follow-ups, their checks, links, entries and settings.

mod checks;
mod links;
mod numbers;
mod settings;

pub(super) use checks::{check_add, check_take_back, checks, entry_set, posted};
pub(super) use links::{link, link_add, link_answer, link_take, link_withdraw, links};
pub(crate) use numbers::due;
pub(super) use numbers::{Numbers, numbers};
pub(super) use settings::{settings, settings_set, ukprn};

use super::{Confirmed, FollowUp, Home, Reported};
use crate::failure::Failure;
use crate::people::but_restricted;
use database::{DatabaseFault, Id, Read, Row, Value, Write};
use domain::follow_ups::{Dates, Stage, Standing};
use jiff::civil::Date;

const FOLLOW_UP: &str = "id, ukprn, learner, began_on, middle_on, last_on, return_year, return_file,
    reported_on, left_return_at, outward_postcode, area_code, opened_at, standing, next_stage, next_on,
    started_on, middle_confirmed_on, sustained_on, taken_back_at";

fn follow_up_of(row: &Row) -> Result<FollowUp, DatabaseFault> {
    let reported = match row.optional(6, Row::integer)? {
        Some(year) => Some(Reported {
            year,
            file: row.text(7)?,
            on: row.date(8)?,
        }),
        None => None,
    };
    let stage = row.optional(14, Row::text)?;
    let next_on = row.optional(15, Row::date)?;
    Ok(FollowUp {
        id: row.id(0)?,
        ukprn: row.text(1)?,
        learner: row.text(2)?,
        dates: Dates {
            began_on: row.date(3)?,
            middle_on: row.date(4)?,
            last_on: row.date(5)?,
        },
        reported,
        left_return_at: row.optional(9, Row::instant)?,
        home: Home {
            outward: row.optional(10, Row::text)?,
            area_code: row.optional(11, Row::text)?,
        },
        opened_at: row.instant(12)?,
        standing: Standing::from_key(&row.text(13)?).unwrap_or(Standing::Open),
        next: stage.as_deref().and_then(Stage::from_key).zip(next_on),
        confirmed: Confirmed {
            started: row.optional(16, Row::date)?,
            middle: row.optional(17, Row::date)?,
            sustained: row.optional(18, Row::date)?,
        },
        taken_back_at: row.optional(19, Row::instant)?,
    })
}

fn values(organisation_id: Id, one: &FollowUp) -> Vec<Value> {
    let reported = one.reported.as_ref();
    vec![
        organisation_id.into(),
        one.id.into(),
        (&one.ukprn).into(),
        (&one.learner).into(),
        one.dates.began_on.into(),
        one.dates.middle_on.into(),
        one.dates.last_on.into(),
        reported.map(|of| of.year).into(),
        reported.map(|of| of.file.clone()).into(),
        reported.map(|of| of.on).into(),
        one.left_return_at.into(),
        one.home.outward.clone().into(),
        one.home.area_code.clone().into(),
        one.opened_at.into(),
        one.standing.key().into(),
        one.next.map(|(stage, _)| stage.key()).into(),
        one.next.map(|(_, day)| day).into(),
        one.confirmed.started.into(),
        one.confirmed.middle.into(),
        one.confirmed.sustained.into(),
        one.taken_back_at.into(),
    ]
}

/// Opens a follow-up.
pub(super) fn add(write: &mut Write<'_>, one: &FollowUp) -> Result<(), Failure> {
    let mut values = values(write.organisation_id(), one);
    values.push(write.scope().person_id.into());
    let sql = format!(
        "INSERT INTO follow_up (organisation_id, {FOLLOW_UP}, opened_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19,
           ?20, ?21, ?22)"
    );
    write.execute(&sql, &values)?;
    Ok(())
}

/// Keeps what a return says and what follows from the checks.
pub(super) fn set(write: &mut Write<'_>, one: &FollowUp) -> Result<(), Failure> {
    let values = values(write.organisation_id(), one);
    write.execute(
        "UPDATE follow_up SET ukprn = ?3, learner = ?4, began_on = ?5, middle_on = ?6, last_on = ?7,
           return_year = ?8, return_file = ?9, reported_on = ?10, left_return_at = ?11,
           outward_postcode = ?12, area_code = ?13, opened_at = ?14, standing = ?15, next_stage = ?16,
           next_on = ?17, started_on = ?18, middle_confirmed_on = ?19, sustained_on = ?20,
           taken_back_at = ?21
         WHERE organisation_id = ?1 AND id = ?2",
        &values,
    )?;
    Ok(())
}

fn some(read: &mut Read<'_>, rest: &str, values: &[Value]) -> Result<Vec<FollowUp>, Failure> {
    let sql = format!("SELECT {FOLLOW_UP} FROM follow_up WHERE organisation_id = ?1{rest}");
    let rows = read.query(&sql, values)?;
    Ok(rows.iter().map(follow_up_of).collect::<Result<_, _>>()?)
}

/// One follow-up, unless it is hidden.
pub(super) fn find(read: &mut Read<'_>, id: Id) -> Result<Option<FollowUp>, Failure> {
    let values = [read.organisation_id().into(), id.into()];
    let sql = format!(" AND id = ?2{}", but_restricted("follow_up", "learner"));
    Ok(some(read, &sql, &values)?.pop())
}

/// Every follow-up that was not taken back, in the order of opening: for a return or new settings, which concern all.
pub(super) fn all(read: &mut Read<'_>) -> Result<Vec<FollowUp>, Failure> {
    let values = [read.organisation_id().into()];
    some(read, " AND taken_back_at IS NULL ORDER BY id", &values)
}

/// The follow-ups of a learner that were not taken back, in the order of opening.
pub(super) fn of_learner(read: &mut Read<'_>, learner: &str) -> Result<Vec<FollowUp>, Failure> {
    let values = [read.organisation_id().into(), learner.into()];
    some(
        read,
        " AND learner = ?2 AND taken_back_at IS NULL ORDER BY id",
        &values,
    )
}

/// Which follow-ups a list shows.
#[derive(Debug, Clone, Default)]
pub(super) struct Filter {
    pub(super) days: Days,
    pub(super) stage: Option<Stage>,
    /// An area's code; empty for those without one.
    pub(super) area_code: Option<String>,
    /// The last one of the page before.
    pub(super) after: Option<(Date, Id)>,
}

/// The days on which the next check is due.
#[derive(Debug, Clone, Copy, Default)]
pub(super) enum Days {
    /// Any day.
    #[default]
    Any,
    /// From a day to another.
    Between(Date, Date),
    /// None: nothing is to be checked any more.
    Ended,
}

/// A page of a list: what is due longest first, or, of those that ended, what was opened last.
pub(super) fn page(
    read: &mut Read<'_>,
    filter: &Filter,
    most: i64,
) -> Result<Vec<FollowUp>, Failure> {
    let mut values: Vec<Value> = vec![read.organisation_id().into()];
    let mut sql = but_restricted("follow_up", "learner");
    let mut order = " ORDER BY next_on, id";
    let mut after = " AND (next_on, id) > (?{a}, ?{b})";
    match filter.days {
        Days::Any => sql.push_str(" AND next_on IS NOT NULL"),
        Days::Between(first, last) => {
            values.extend([first.into(), last.into()]);
            sql.push_str(" AND next_on BETWEEN ?2 AND ?3");
        }
        Days::Ended => {
            sql.push_str(" AND next_on IS NULL");
            order = " ORDER BY began_on DESC, id DESC";
            after = " AND (began_on, id) < (?{a}, ?{b})";
        }
    }
    if let Some(stage) = filter.stage {
        values.push(stage.key().into());
        sql.push_str(&format!(" AND next_stage = ?{}", values.len()));
    }
    match filter.area_code.as_deref() {
        None => {}
        Some("") => sql.push_str(" AND area_code IS NULL"),
        Some(code) => {
            values.push(code.into());
            sql.push_str(&format!(" AND area_code = ?{}", values.len()));
        }
    }
    if let Some((day, id)) = filter.after {
        values.extend([day.into(), id.into()]);
        let (a, b) = (values.len() - 1, values.len());
        let named = after.replace("{a}", &a.to_string());
        sql.push_str(&named.replace("{b}", &b.to_string()));
    }
    values.push(most.into());
    sql.push_str(&format!("{order} LIMIT ?{}", values.len()));
    some(read, &sql, &values)
}
