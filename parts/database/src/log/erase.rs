//! Erasing what a log entry recorded: its salt and its content are destroyed, its commitment stays. The
//! tree and every proof hold as before, and nobody can find out what was committed to: without the salt
//! not even by guessing.

use crate::{DatabaseFault, Id, Write};

pub(crate) fn erase(
    write: &mut Write<'_>,
    number: i64,
    (by_kind, by_id): (&str, Id),
    at: jiff::Timestamp,
) -> Result<(), DatabaseFault> {
    let organisation_id = write.organisation_id();
    let known = write.first(
        "SELECT number FROM log_entry WHERE organisation_id = ?1 AND number = ?2",
        &[organisation_id.into(), number.into()],
    )?;
    known.ok_or(DatabaseFault::Missing)?;
    let destroyed = write.execute(
        "DELETE FROM log_content WHERE organisation_id = ?1 AND number = ?2",
        &[organisation_id.into(), number.into()],
    )?;
    if destroyed > 0 {
        write.execute(
            "INSERT INTO erased_content (organisation_id, number, by_kind, by_id, erased_at)
             VALUES (?1, ?2, ?3, ?4, ?5)",
            &[
                organisation_id.into(),
                number.into(),
                by_kind.into(),
                by_id.into(),
                at.into(),
            ],
        )?;
    }
    Ok(())
}
