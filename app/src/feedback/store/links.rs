//! Every statement about links without an account.

use crate::failure::Failure;
use crate::feedback::{FeedbackLink, LinkOf};
use database::{DatabaseFault, Id, Read, Row, Write};
use jiff::Timestamp;

/// Keeps a link.
pub(in crate::feedback) fn link_add(
    write: &mut Write<'_>,
    link: &FeedbackLink,
) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    let (partner_id, quarter, activity_id) = match &link.of {
        LinkOf::Partner {
            partner_id,
            quarter,
        } => (Some(*partner_id), Some(quarter), None),
        LinkOf::Learners { activity_id } => (None, None, Some(*activity_id)),
    };
    write.execute(
        "INSERT INTO feedback_link (organisation_id, id, partner_id, quarter, activity_id, made_at,
           made_by, expires_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        &[
            organisation_id.into(),
            link.id.into(),
            partner_id.into(),
            quarter.into(),
            activity_id.into(),
            link.made_at.into(),
            link.made_by.into(),
            link.expires_at.into(),
        ],
    )?;
    Ok(())
}

const LINK: &str = "l.id, l.partner_id, l.quarter, l.activity_id, l.made_at, l.made_by,
    l.expires_at, l.withdrawn_at,
    (SELECT COUNT(*) FROM feedback_answer a
     WHERE a.organisation_id = l.organisation_id AND a.link_id = l.id)";

fn link_of(row: &Row) -> Result<FeedbackLink, DatabaseFault> {
    let of = match row.optional(1, Row::id)? {
        Some(partner_id) => LinkOf::Partner {
            partner_id,
            quarter: row.text(2)?,
        },
        None => LinkOf::Learners {
            activity_id: row.id(3)?,
        },
    };
    Ok(FeedbackLink {
        id: row.id(0)?,
        of,
        made_at: row.instant(4)?,
        made_by: row.optional(5, Row::id)?,
        expires_at: row.instant(6)?,
        withdrawn_at: row.optional(7, Row::instant)?,
        answers: row.integer(8)?,
    })
}

/// One link.
pub(in crate::feedback) fn link(
    read: &mut Read<'_>,
    id: Id,
) -> Result<Option<FeedbackLink>, Failure> {
    let organisation_id = read.organisation_id();
    let sql =
        format!("SELECT {LINK} FROM feedback_link l WHERE l.organisation_id = ?1 AND l.id = ?2");
    let row = read.first(&sql, &[organisation_id.into(), id.into()])?;
    Ok(row.as_ref().map(link_of).transpose()?)
}

/// The links made last, at most `most`.
pub(in crate::feedback) fn links(
    read: &mut Read<'_>,
    most: i64,
) -> Result<Vec<FeedbackLink>, Failure> {
    let organisation_id = read.organisation_id();
    let sql = format!(
        "SELECT {LINK} FROM feedback_link l WHERE l.organisation_id = ?1
         ORDER BY l.made_at DESC, l.id DESC LIMIT ?2"
    );
    let rows = read.query(&sql, &[organisation_id.into(), most.into()])?;
    Ok(rows.iter().map(link_of).collect::<Result<_, _>>()?)
}

/// Withdraws a link; says how many were there to withdraw.
pub(in crate::feedback) fn link_withdraw(
    write: &mut Write<'_>,
    id: Id,
    at: Timestamp,
) -> Result<u64, Failure> {
    let scope = write.scope();
    Ok(write.execute(
        "UPDATE feedback_link SET withdrawn_at = ?3, withdrawn_by = ?4
         WHERE organisation_id = ?1 AND id = ?2 AND withdrawn_at IS NULL",
        &[
            scope.organisation_id.into(),
            id.into(),
            at.into(),
            scope.person_id.into(),
        ],
    )?)
}
