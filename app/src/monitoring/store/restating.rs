//! Every statement about restatements: which edition replaces which, and why.

use super::one_row;
use crate::failure::Failure;
use database::{DatabaseFault, Id, Read, Row, Write};
use domain::monitoring::{Act, ReturnName};
use jiff::Timestamp;

/// A later edition of a return.
#[derive(Debug, Clone)]
pub(in crate::monitoring) struct Restatement {
    /// Its own name.
    pub(in crate::monitoring) name: String,
    /// The quarter it is about, by its name.
    pub(in crate::monitoring) quarter: String,
    pub(in crate::monitoring) edition: i64,
    /// The name of the one it replaces.
    pub(in crate::monitoring) replaces: String,
    pub(in crate::monitoring) replaces_sha256: [u8; 32],
    pub(in crate::monitoring) reason: String,
    pub(in crate::monitoring) begun: Act,
    /// When it was signed and under which hash, once it is.
    pub(in crate::monitoring) signed: Option<(Timestamp, [u8; 32])>,
}

const COLUMNS: &str = "r.name, r.quarter, r.edition, r.replaces, old.content_sha256, r.reason,
      r.begun_at, r.begun_by, q.signed_off_at, new.content_sha256
    FROM restatement r
    JOIN seal old ON old.organisation_id = r.organisation_id AND old.id = r.replaces_seal_id
    JOIN quarterly_return q ON q.organisation_id = r.organisation_id AND q.quarter = r.name
    LEFT JOIN seal new ON new.organisation_id = q.organisation_id AND new.id = q.seal_id";

fn restatement_of(row: &Row) -> Result<Restatement, DatabaseFault> {
    let signed_at = row.optional(8, Row::instant)?;
    Ok(Restatement {
        name: row.text(0)?,
        quarter: row.text(1)?,
        edition: row.integer(2)?,
        replaces: row.text(3)?,
        replaces_sha256: row.sha256(4)?,
        reason: row.text(5)?,
        begun: Act {
            at: row.instant(6)?,
            by: row.id(7)?,
        },
        signed: signed_at.zip(row.optional(9, Row::sha256)?),
    })
}

/// One by its name, if there is one.
pub(in crate::monitoring) fn restatement(
    read: &mut Read<'_>,
    name: ReturnName,
) -> Result<Option<Restatement>, Failure> {
    let organisation_id = read.organisation_id();
    let sql = format!("SELECT {COLUMNS} WHERE r.organisation_id = ?1 AND r.name = ?2");
    let row = read.first(&sql, &[organisation_id.into(), name.to_string().into()])?;
    Ok(row.as_ref().map(restatement_of).transpose()?)
}

/// All of them, by quarter and edition.
pub(in crate::monitoring) fn restatements(
    read: &mut Read<'_>,
) -> Result<Vec<Restatement>, Failure> {
    let organisation_id = read.organisation_id();
    let sql =
        format!("SELECT {COLUMNS} WHERE r.organisation_id = ?1 ORDER BY r.quarter, r.edition");
    let rows = read.query(&sql, &[organisation_id.into()])?;
    Ok(rows.iter().map(restatement_of).collect::<Result<_, _>>()?)
}

/// Begins one: its own return has been opened before.
pub(in crate::monitoring) fn restatement_add(
    write: &mut Write<'_>,
    name: ReturnName,
    (replaces, seal_id): (ReturnName, Id),
    (reason, begun): (&str, Act),
) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    write.execute(
        "INSERT INTO restatement (organisation_id, name, quarter, edition, replaces,
           replaces_seal_id, reason, begun_at, begun_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        &[
            organisation_id.into(),
            name.to_string().into(),
            name.quarter().to_string().into(),
            i64::from(name.edition()).into(),
            replaces.to_string().into(),
            seal_id.into(),
            reason.into(),
            begun.at.into(),
            begun.by.into(),
        ],
    )?;
    Ok(())
}

/// Copies remarks and explanations of one edition to another, to be written on from there.
pub(in crate::monitoring) fn copy_words(
    write: &mut Write<'_>,
    (from, to): (ReturnName, ReturnName),
) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    let values = [
        organisation_id.into(),
        from.to_string().into(),
        to.to_string().into(),
    ];
    write.execute(
        "INSERT INTO return_remark (organisation_id, quarter, theme_id, remark, written_at,
           written_by)
         SELECT organisation_id, CAST(?3 AS TEXT), theme_id, remark, written_at, written_by FROM return_remark
         WHERE organisation_id = ?1 AND quarter = ?2",
        &values,
    )?;
    write.execute(
        "INSERT INTO return_variance (organisation_id, quarter, measure_id, happened, written_at,
           written_by)
         SELECT organisation_id, CAST(?3 AS TEXT), measure_id, happened, written_at, written_by
         FROM return_variance WHERE organisation_id = ?1 AND quarter = ?2",
        &values,
    )?;
    Ok(())
}

/// What goes with a restatement that is dropped, in the order in which one part rests on the next.
const DROPPED: [&str; 7] = [
    "DELETE FROM return_question_follows WHERE organisation_id = ?1 AND question_id IN (
       SELECT id FROM return_question WHERE organisation_id = ?1 AND quarter = ?2)",
    "DELETE FROM return_question WHERE organisation_id = ?1 AND quarter = ?2",
    "DELETE FROM return_agreement WHERE organisation_id = ?1 AND quarter = ?2",
    "DELETE FROM return_lateness WHERE organisation_id = ?1 AND quarter = ?2",
    "DELETE FROM return_variance WHERE organisation_id = ?1 AND quarter = ?2",
    "DELETE FROM return_remark WHERE organisation_id = ?1 AND quarter = ?2",
    "DELETE FROM restatement WHERE organisation_id = ?1 AND name = ?2",
];

/// Drops a restatement that nobody has signed. What was handed to somebody for it alone is taken back,
/// so that nobody holds it in another one of the same name.
pub(in crate::monitoring) fn restatement_drop(
    write: &mut Write<'_>,
    name: ReturnName,
    at: Timestamp,
) -> Result<(), Failure> {
    let scope = write.scope();
    let values = [scope.organisation_id.into(), name.to_string().into()];
    for statement in DROPPED {
        write.execute(statement, &values)?;
    }
    write.execute(
        "UPDATE delegation SET withdrawn_at = ?3, withdrawn_by = ?4
         WHERE organisation_id = ?1 AND return_name = ?2 AND withdrawn_at IS NULL",
        &[
            scope.organisation_id.into(),
            name.to_string().into(),
            at.into(),
            scope.person_id.into(),
        ],
    )?;
    one_row(write.execute(
        "DELETE FROM quarterly_return
         WHERE organisation_id = ?1 AND quarter = ?2 AND signed_off_at IS NULL",
        &values,
    )?)
}
