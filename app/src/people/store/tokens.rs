//! The tokens of links that lead somebody without an account to one page. Each slice that hands such links
//! out has a table of its own in the directory, all of one shape; a token is kept as its hash alone.

use crate::failure::Failure;
use crate::people::{LinkTokens, token_sha256};
use database::{Connection, DatabaseFault, Id, Row};
use jiff::Timestamp;

/// Lets a token lead to a link of an organisation.
pub(in crate::people) fn token_add(
    directory: &mut Connection,
    (LinkTokens(table), token): (LinkTokens, &str),
    (organisation_id, link_id): (Id, Id),
    at: Timestamp,
) -> Result<(), Failure> {
    let sql = format!(
        "INSERT INTO {table} (token_sha256, organisation_id, link_id, counted_from, tries)
         VALUES (?1, ?2, ?3, ?4, 0)"
    );
    directory.execute(
        &sql,
        &[
            token_sha256(token).into(),
            organisation_id.into(),
            link_id.into(),
            at.into(),
        ],
    )?;
    Ok(())
}

/// The organisation and the link that a token leads to.
pub(in crate::people) fn token_find(
    directory: &mut Connection,
    (LinkTokens(table), token): (LinkTokens, &str),
) -> Result<Option<(Id, Id)>, Failure> {
    let sql = format!("SELECT organisation_id, link_id FROM {table} WHERE token_sha256 = ?1");
    let found = directory.query(&sql, &[token_sha256(token).into()])?;
    let leads_to = |row: &Row| Ok::<_, DatabaseFault>((row.id(0)?, row.id(1)?));
    Ok(found.first().map(leads_to).transpose()?)
}

/// Counts a try, and says how many there were since `since`, in spans that begin with a try.
pub(in crate::people) fn try_note(
    directory: &mut Connection,
    (LinkTokens(table), token): (LinkTokens, &str),
    since: Timestamp,
    now: Timestamp,
) -> Result<i64, Failure> {
    let sql = format!(
        "UPDATE {table} SET
           tries = CASE WHEN counted_from <= ?2 THEN 1 ELSE tries + 1 END,
           counted_from = CASE WHEN counted_from <= ?2 THEN ?3 ELSE counted_from END
         WHERE token_sha256 = ?1 RETURNING tries"
    );
    let values = [token_sha256(token).into(), since.into(), now.into()];
    let found = directory.query(&sql, &values)?;
    Ok(found.first().map_or(Ok(0), |row| row.integer(0))?)
}
