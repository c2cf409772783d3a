//! Every statement about partners.

use super::Partner;
use crate::failure::Failure;
use database::{DatabaseFault, Id, Read, Row, Write};
use jiff::Timestamp;

fn partner(row: &Row) -> Result<Partner, DatabaseFault> {
    Ok(Partner {
        id: row.id(0)?,
        name: row.text(1)?,
        purpose: row.text(2)?,
    })
}

/// Lists a partner.
pub(crate) fn add(write: &mut Write<'_>, partner: &Partner, at: Timestamp) -> Result<(), Failure> {
    let scope = write.scope();
    write.execute(
        "INSERT INTO partner (organisation_id, id, name, purpose, listed_at, listed_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        &[
            scope.organisation_id.into(),
            partner.id.into(),
            (&partner.name).into(),
            (&partner.purpose).into(),
            at.into(),
            scope.person_id.into(),
        ],
    )?;
    Ok(())
}

/// All partners, by name.
pub(crate) fn all(read: &mut Read<'_>) -> Result<Vec<Partner>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT id, name, purpose FROM partner WHERE organisation_id = ?1 ORDER BY name, id",
        &[organisation_id.into()],
    )?;
    Ok(rows.iter().map(partner).collect::<Result<_, _>>()?)
}

/// One partner.
pub(crate) fn find(read: &mut Read<'_>, id: Id) -> Result<Option<Partner>, Failure> {
    let organisation_id = read.organisation_id();
    let row = read.first(
        "SELECT id, name, purpose FROM partner WHERE organisation_id = ?1 AND id = ?2",
        &[organisation_id.into(), id.into()],
    )?;
    Ok(row.as_ref().map(partner).transpose()?)
}
