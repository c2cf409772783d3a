//! Every statement about changes that are asked for, laws that changed, what is watched, and texts that are
//! being written.

use crate::failure::Failure;
use crate::policy::drafts::Draft;
use crate::policy::take_up::Request;
use database::{Id, Read, Row, Value, Write};
use domain::policy::Watched;
use jiff::Timestamp;
use jiff::civil::Date;

/// Keeps what an action is asked to change.
pub(in crate::policy) fn request_add(
    write: &mut Write<'_>,
    request: &Request,
    at: Timestamp,
) -> Result<(), Failure> {
    let scope = write.scope();
    write.execute(
        "INSERT INTO change_request (organisation_id, action_id, policy_id, clause_id, finding, mending,
           effective_from, asked_at, asked_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        &[
            scope.organisation_id.into(),
            request.action_id.into(),
            request.policy_id.into(),
            (&request.clause_id).into(),
            (&request.finding).into(),
            (&request.mending).into(),
            request.effective_from.into(),
            at.into(),
            scope.person_id.into(),
        ],
    )?;
    Ok(())
}

/// The changes that were asked for of a version, each with how far it is.
pub(in crate::policy) fn requests(
    read: &mut Read<'_>,
    policy_id: Id,
) -> Result<Vec<(Request, String)>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT r.action_id, r.clause_id, r.finding, r.mending, r.effective_from,
           (SELECT COUNT(*) FROM feedback_decision d
            WHERE d.organisation_id = r.organisation_id AND d.action_id = r.action_id),
           (SELECT COUNT(*) FROM feedback_decision d
            JOIN feedback_change c ON c.organisation_id = d.organisation_id AND c.decision_id = d.id
            WHERE d.organisation_id = r.organisation_id AND d.action_id = r.action_id)
         FROM change_request r WHERE r.organisation_id = ?1 AND r.policy_id = ?2",
        &[organisation_id.into(), policy_id.into()],
    )?;
    let mut found = Vec::new();
    for row in &rows {
        let words = match (row.integer(5)?, row.integer(6)?) {
            (0, _) => "The change is asked for",
            (_, 0) => "The change is decided",
            (_, _) => "The change is recorded",
        };
        found.push((
            Request {
                action_id: row.id(0)?,
                policy_id,
                clause_id: row.text(1)?,
                finding: row.text(2)?,
                mending: row.text(3)?,
                effective_from: row.date(4)?,
            },
            words.to_owned(),
        ));
    }
    Ok(found)
}

/// Notes that a law has changed.
pub(in crate::policy) fn law_add(
    write: &mut Write<'_>,
    id: Id,
    (title, what, on): (&str, &str, Date),
    at: Timestamp,
) -> Result<(), Failure> {
    let scope = write.scope();
    write.execute(
        "INSERT INTO changed_law (organisation_id, id, title, what, changed_on, logged_at, logged_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        &[
            scope.organisation_id.into(),
            id.into(),
            title.into(),
            what.into(),
            on.into(),
            at.into(),
            scope.person_id.into(),
        ],
    )?;
    Ok(())
}

/// Laws that were noted, the newest first: title, what changed, from when.
pub(in crate::policy) fn laws(read: &mut Read<'_>) -> Result<Vec<(String, String, Date)>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT title, what, changed_on FROM changed_law
         WHERE organisation_id = ?1 ORDER BY logged_at DESC, id DESC",
        &[organisation_id.into()],
    )?;
    rows.iter()
        .map(|row| Ok((row.text(0)?, row.text(1)?, row.date(2)?)))
        .collect()
}

/// Watches a name.
pub(in crate::policy) fn watched_add(
    write: &mut Write<'_>,
    id: Id,
    one: &Watched,
    at: Timestamp,
) -> Result<(), Failure> {
    let scope = write.scope();
    write.execute(
        "INSERT INTO watched_reference (organisation_id, id, name, valid_to, successor, added_at, added_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        &[
            scope.organisation_id.into(),
            id.into(),
            (&one.name).into(),
            one.valid_to.into(),
            (&one.successor).into(),
            at.into(),
            scope.person_id.into(),
        ],
    )?;
    Ok(())
}

/// Says since when a missed target asks for a review, or that it does not.
pub(in crate::policy) fn missed_targets_set(
    write: &mut Write<'_>,
    since: Option<Timestamp>,
    at: Timestamp,
) -> Result<(), Failure> {
    let scope = write.scope();
    write.execute(
        "INSERT INTO policy_setting (organisation_id, missed_targets_since, set_at, set_by)
         VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (organisation_id) DO UPDATE SET
           missed_targets_since = excluded.missed_targets_since, set_at = excluded.set_at,
           set_by = excluded.set_by",
        &[
            scope.organisation_id.into(),
            since.into(),
            at.into(),
            scope.person_id.into(),
        ],
    )?;
    Ok(())
}

fn values(organisation_id: Id, draft: &Draft) -> Vec<Value> {
    vec![
        organisation_id.into(),
        draft.id.into(),
        (&draft.title).into(),
        (&draft.reference).into(),
        (&draft.version).into(),
        draft.issued_on.into(),
        draft.review_on.into(),
        (&draft.text).into(),
        draft.written_at.into(),
        draft.written_by.into(),
    ]
}

/// Begins a text.
pub(in crate::policy) fn draft_add(write: &mut Write<'_>, draft: &Draft) -> Result<(), Failure> {
    let values = values(write.organisation_id(), draft);
    write.execute(
        "INSERT INTO policy_draft (organisation_id, id, title, reference, version, issued_on, review_on,
           text, begun_at, written_at, written_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?9, ?10)",
        &values,
    )?;
    Ok(())
}

/// Keeps a text as it was written on.
pub(in crate::policy) fn draft_keep(write: &mut Write<'_>, draft: &Draft) -> Result<(), Failure> {
    let values = values(write.organisation_id(), draft);
    write.execute(
        "UPDATE policy_draft SET title = ?3, reference = ?4, version = ?5, issued_on = ?6,
           review_on = ?7, text = ?8, written_at = ?9, written_by = ?10
         WHERE organisation_id = ?1 AND id = ?2 AND policy_id IS NULL AND dropped_at IS NULL",
        &values,
    )?;
    Ok(())
}

/// Drops a text.
pub(in crate::policy) fn draft_drop(
    write: &mut Write<'_>,
    id: Id,
    at: Timestamp,
) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    write.execute(
        "UPDATE policy_draft SET dropped_at = ?3
         WHERE organisation_id = ?1 AND id = ?2 AND policy_id IS NULL",
        &[organisation_id.into(), id.into(), at.into()],
    )?;
    Ok(())
}

/// Keeps which version a text became.
pub(in crate::policy) fn draft_became(
    write: &mut Write<'_>,
    id: Id,
    policy_id: Id,
) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    write.execute(
        "UPDATE policy_draft SET policy_id = ?3 WHERE organisation_id = ?1 AND id = ?2",
        &[organisation_id.into(), id.into(), policy_id.into()],
    )?;
    Ok(())
}

fn draft(row: &Row) -> Result<Draft, Failure> {
    Ok(Draft {
        id: row.id(0)?,
        title: row.text(1)?,
        reference: row.text(2)?,
        version: row.text(3)?,
        issued_on: row.date(4)?,
        review_on: row.date(5)?,
        text: row.text(6)?,
        written_at: row.instant(7)?,
        written_by: row.id(8)?,
    })
}

/// The texts that are being written, the last written on first.
pub(in crate::policy) fn drafts(read: &mut Read<'_>) -> Result<Vec<Draft>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT id, title, reference, version, issued_on, review_on, text, written_at, written_by
         FROM policy_draft
         WHERE organisation_id = ?1 AND policy_id IS NULL AND dropped_at IS NULL
         ORDER BY written_at DESC, id DESC",
        &[organisation_id.into()],
    )?;
    rows.iter().map(draft).collect()
}
