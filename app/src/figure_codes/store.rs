//! Every statement about the codes of figures. One is added and read; nothing changes or removes it.

use crate::failure::Failure;
use database::{Id, Read, Write};
use domain::figure_codes::FigureCode;
use std::collections::BTreeSet;

/// Keeps a code; the same one kept before stays.
pub(super) fn add(
    write: &mut Write<'_>,
    seal_id: Id,
    (code, path): (&FigureCode, &str),
) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    write.execute(
        "INSERT INTO figure_code (organisation_id, code, seal_id, path) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (organisation_id, code, seal_id, path) DO NOTHING",
        &[
            organisation_id.into(),
            code.key().into(),
            seal_id.into(),
            path.into(),
        ],
    )?;
    Ok(())
}

/// The seals and figures that a code stands for: mostly one, the latest seal first.
pub(crate) fn figures(
    read: &mut Read<'_>,
    code: &FigureCode,
) -> Result<Vec<(Id, String)>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT seal_id, path FROM figure_code WHERE organisation_id = ?1 AND code = ?2
         ORDER BY seal_id DESC, path",
        &[organisation_id.into(), code.key().into()],
    )?;
    rows.iter()
        .map(|row| Ok((row.id(0)?, row.text(1)?)))
        .collect()
}

/// The codes that are kept of a seal, each with its figure.
pub(crate) fn kept(
    read: &mut Read<'_>,
    seal_id: Id,
) -> Result<BTreeSet<(String, String)>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT path, code FROM figure_code WHERE organisation_id = ?1 AND seal_id = ?2",
        &[organisation_id.into(), seal_id.into()],
    )?;
    rows.iter()
        .map(|row| Ok((row.text(0)?, row.text(1)?)))
        .collect()
}
