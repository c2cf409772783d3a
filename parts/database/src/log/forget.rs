//! Erasing what a log entry recorded: its salt and its content are destroyed, its commitment stays. The
//! tree and every proof hold as before, and nobody can find out what was committed to: without the salt
//! not even by guessing.

use crate::{DatabaseFault, Write};

pub(crate) fn forget(
    write: &mut Write<'_>,
    number: i64,
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
            "INSERT INTO log_erased (organisation_id, number, erased_at) VALUES (?1, ?2, ?3)",
            &[organisation_id.into(), number.into(), at.into()],
        )?;
    }
    Ok(())
}
