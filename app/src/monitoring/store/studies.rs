//! Every statement about case studies.

use crate::failure::Failure;
use database::{DatabaseFault, Id, Read, Row, Write};
use domain::calendar::Quarter;
use jiff::Timestamp;
use jiff::civil::Date;

/// A short story beside the numbers of a quarter.
#[derive(Debug, Clone)]
pub(in crate::monitoring) struct Study {
    pub(in crate::monitoring) id: Id,
    /// The quarter's name.
    pub(in crate::monitoring) quarter: String,
    pub(in crate::monitoring) theme_id: Option<Id>,
    pub(in crate::monitoring) measures: Vec<Id>,
    pub(in crate::monitoring) title: String,
    pub(in crate::monitoring) story: String,
    /// Where the consent of the people in it is kept, and the day it was given.
    pub(in crate::monitoring) consent: Option<(String, Date)>,
    /// The day it was taken back.
    pub(in crate::monitoring) withdrawn_on: Option<Date>,
}

const STUDY: &str = "id, quarter, theme_id, title, story, consent_kept_where, consent_given_on,
    withdrawn_on FROM case_study";

fn study_of(row: &Row) -> Result<Study, DatabaseFault> {
    let kept_where = row.optional(5, Row::text)?;
    Ok(Study {
        id: row.id(0)?,
        quarter: row.text(1)?,
        theme_id: row.optional(2, Row::id)?,
        measures: Vec::new(),
        title: row.text(3)?,
        story: row.text(4)?,
        consent: kept_where.zip(row.optional(6, Row::date)?),
        withdrawn_on: row.optional(7, Row::date)?,
    })
}

fn with_measures(read: &mut Read<'_>, mut study: Study) -> Result<Study, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT measure_id FROM case_study_measure
         WHERE organisation_id = ?1 AND case_study_id = ?2 ORDER BY measure_id",
        &[organisation_id.into(), study.id.into()],
    )?;
    study.measures = rows.iter().map(|row| row.id(0)).collect::<Result<_, _>>()?;
    Ok(study)
}

/// The stories of a quarter, also those that were taken back.
pub(in crate::monitoring) fn studies(
    read: &mut Read<'_>,
    quarter: Quarter,
) -> Result<Vec<Study>, Failure> {
    let organisation_id = read.organisation_id();
    let sql = format!("SELECT {STUDY} WHERE organisation_id = ?1 AND quarter = ?2 ORDER BY id");
    let rows = read.query(&sql, &[organisation_id.into(), quarter.to_string().into()])?;
    let mut found = Vec::new();
    for row in &rows {
        let study = study_of(row)?;
        found.push(with_measures(read, study)?);
    }
    Ok(found)
}

/// One story.
pub(in crate::monitoring) fn study(read: &mut Read<'_>, id: Id) -> Result<Option<Study>, Failure> {
    let organisation_id = read.organisation_id();
    let sql = format!("SELECT {STUDY} WHERE organisation_id = ?1 AND id = ?2");
    let row = read.first(&sql, &[organisation_id.into(), id.into()])?;
    match row {
        Some(row) => {
            let study = study_of(&row)?;
            Ok(Some(with_measures(read, study)?))
        }
        None => Ok(None),
    }
}

/// Keeps a story.
pub(in crate::monitoring) fn study_add(
    write: &mut Write<'_>,
    study: &Study,
    at: Timestamp,
) -> Result<(), Failure> {
    let scope = write.scope();
    let (kept_where, given_on) = study.consent.clone().unzip();
    write.execute(
        "INSERT INTO case_study (organisation_id, id, quarter, theme_id, title, story,
           consent_kept_where, consent_given_on, written_at, written_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        &[
            scope.organisation_id.into(),
            study.id.into(),
            (&study.quarter).into(),
            study.theme_id.into(),
            (&study.title).into(),
            (&study.story).into(),
            kept_where.as_ref().into(),
            given_on.into(),
            at.into(),
            scope.person_id.into(),
        ],
    )?;
    for measure_id in &study.measures {
        write.execute(
            "INSERT INTO case_study_measure (organisation_id, case_study_id, measure_id)
             VALUES (?1, ?2, ?3)",
            &[
                scope.organisation_id.into(),
                study.id.into(),
                (*measure_id).into(),
            ],
        )?;
    }
    Ok(())
}

/// Takes a story back; says how many rows changed: none when it was taken back before.
pub(in crate::monitoring) fn study_withdraw(
    write: &mut Write<'_>,
    (id, why): (Id, &str),
    on: Date,
) -> Result<u64, Failure> {
    let scope = write.scope();
    Ok(write.execute(
        "UPDATE case_study SET withdrawn_on = ?3, withdrawn_why = ?4, withdrawn_by = ?5
         WHERE organisation_id = ?1 AND id = ?2 AND withdrawn_on IS NULL",
        &[
            scope.organisation_id.into(),
            id.into(),
            on.into(),
            why.into(),
            scope.person_id.into(),
        ],
    )?)
}
