//! Every statement about how an organisation wants its returns.

use crate::failure::Failure;
use database::{Read, Row, Write};
use domain::monitoring::{Deadlines, Quorum};
use jiff::Timestamp;

/// How many agree, and by when.
#[derive(Debug, Clone, Copy)]
pub(in crate::monitoring) struct Settings {
    pub(in crate::monitoring) quorum: Quorum,
    pub(in crate::monitoring) deadlines: Deadlines,
}

/// The settings; one voice and no deadlines where nothing was set.
pub(in crate::monitoring) fn settings(read: &mut Read<'_>) -> Result<Settings, Failure> {
    let organisation_id = read.organisation_id();
    let row = read.first(
        "SELECT quorum, prepare_days, sign_days FROM return_setting WHERE organisation_id = ?1",
        &[organisation_id.into()],
    )?;
    let Some(row) = row else {
        return Ok(Settings {
            quorum: Quorum::ONE,
            deadlines: Deadlines::default(),
        });
    };
    Ok(Settings {
        quorum: Quorum::of(row.integer(0)?).unwrap_or(Quorum::ONE),
        deadlines: Deadlines {
            prepare_days: row.optional(1, Row::integer)?,
            sign_days: row.optional(2, Row::integer)?,
        },
    })
}

pub(in crate::monitoring) fn settings_set(
    write: &mut Write<'_>,
    settings: &Settings,
    at: Timestamp,
) -> Result<(), Failure> {
    let scope = write.scope();
    write.execute(
        "INSERT INTO return_setting (organisation_id, quorum, prepare_days, sign_days, set_at, set_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (organisation_id) DO UPDATE
         SET quorum = excluded.quorum, prepare_days = excluded.prepare_days,
             sign_days = excluded.sign_days, set_at = excluded.set_at, set_by = excluded.set_by",
        &[
            scope.organisation_id.into(),
            settings.quorum.voices().into(),
            settings.deadlines.prepare_days.into(),
            settings.deadlines.sign_days.into(),
            at.into(),
            scope.person_id.into(),
        ],
    )?;
    Ok(())
}
