//! Every statement about the organisation and its areas.

use crate::failure::Failure;
use database::{Connection, Id, Read, Write};
use jiff::Timestamp;
use jiff::civil::Date;

/// The organisation's own row.
#[derive(Debug, Clone)]
pub(crate) struct Organisation {
    pub(crate) id: Id,
    pub(crate) name: String,
    pub(crate) year_starts_month: i64,
    pub(crate) first_year_starts_on: Date,
    /// Good, Approaching target, Requires improvement: from so many percent.
    pub(crate) thresholds: (i64, i64, i64),
}

/// A place the organisation calls local.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Area {
    pub(crate) code: String,
    pub(crate) name: String,
}

/// Adds an organisation: the first statement of its first write.
pub(crate) fn add(
    write: &mut Write<'_>,
    organisation: &Organisation,
    at: Timestamp,
) -> Result<(), Failure> {
    let (good, approaching, improvement) = organisation.thresholds;
    write.execute(
        "INSERT INTO organisation (organisation_id, name, year_starts_month, first_year_starts_on,
           good_from_percent, approaching_from_percent, improvement_from_percent, set_up_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        &[
            organisation.id.into(),
            (&organisation.name).into(),
            organisation.year_starts_month.into(),
            organisation.first_year_starts_on.into(),
            good.into(),
            approaching.into(),
            improvement.into(),
            at.into(),
        ],
    )?;
    Ok(())
}

/// Keeps name and thresholds; the calendar stays, since quarters are named by it.
pub(super) fn change(write: &mut Write<'_>, organisation: &Organisation) -> Result<(), Failure> {
    let (good, approaching, improvement) = organisation.thresholds;
    write.execute(
        "UPDATE organisation SET name = ?2, good_from_percent = ?3, approaching_from_percent = ?4,
           improvement_from_percent = ?5 WHERE organisation_id = ?1",
        &[
            organisation.id.into(),
            (&organisation.name).into(),
            good.into(),
            approaching.into(),
            improvement.into(),
        ],
    )?;
    Ok(())
}

/// The organisation of a read.
pub(crate) fn find(read: &mut Read<'_>) -> Result<Organisation, Failure> {
    let id = read.organisation_id();
    let row = read
        .first(
            "SELECT name, year_starts_month, first_year_starts_on, good_from_percent,
                    approaching_from_percent, improvement_from_percent
             FROM organisation WHERE organisation_id = ?1",
            &[id.into()],
        )?
        .ok_or(Failure::NotFound)?;
    Ok(Organisation {
        id,
        name: row.text(0)?,
        year_starts_month: row.integer(1)?,
        first_year_starts_on: row.date(2)?,
        thresholds: (row.integer(3)?, row.integer(4)?, row.integer(5)?),
    })
}

/// The only organisation of an instance, for commands that name none; `None` when there is none or
/// more than one.
pub(crate) fn only_organisation(directory: &mut Connection) -> Result<Option<Id>, Failure> {
    let rows = directory.query("SELECT organisation_id FROM organisation LIMIT 2", &[])?;
    match rows.as_slice() {
        [row] => Ok(Some(row.id(0)?)),
        [] | [..] => Ok(None),
    }
}

/// Every organisation of an instance, for what is done by the clock.
pub(crate) fn every_organisation(directory: &mut Connection) -> Result<Vec<Id>, Failure> {
    let rows = directory.query("SELECT organisation_id FROM organisation", &[])?;
    Ok(rows.iter().map(|row| row.id(0)).collect::<Result<_, _>>()?)
}

/// Whether no organisation has been set up.
pub(crate) fn is_new(directory: &mut Connection) -> Result<Option<()>, Failure> {
    let rows = directory.query("SELECT organisation_id FROM organisation LIMIT 1", &[])?;
    Ok(rows.is_empty().then_some(()))
}

/// The organisation's areas, by name.
pub(crate) fn areas(read: &mut Read<'_>) -> Result<Vec<Area>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT code, name FROM area WHERE organisation_id = ?1 ORDER BY name, code",
        &[organisation_id.into()],
    )?;
    rows.iter()
        .map(|row| {
            Ok(Area {
                code: row.text(0)?,
                name: row.text(1)?,
            })
        })
        .collect()
}

/// Lists an area; one that is listed already takes the new name.
pub(crate) fn area_add(write: &mut Write<'_>, area: &Area, at: Timestamp) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    write.execute(
        "INSERT INTO area (organisation_id, code, name, listed_at) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (organisation_id, code) DO UPDATE SET name = excluded.name",
        &[
            organisation_id.into(),
            (&area.code).into(),
            (&area.name).into(),
            at.into(),
        ],
    )?;
    Ok(())
}
