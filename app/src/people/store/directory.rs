//! Every statement about sessions, one-time links and e-mail addresses.

use super::roles_of;
use crate::failure::Failure;
use crate::people::token_sha256;
use crate::visit::Who;
use database::{Connection, DatabaseFault, Id, Row};
use domain::calendar::Calendar;
use jiff::Timestamp;

/// What a one-time link is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    SetUp,
    SignIn,
}

impl Purpose {
    fn key(self) -> &'static str {
        match self {
            Self::SetUp => "set-up",
            Self::SignIn => "sign-in",
        }
    }
}

/// Whom a one-time link belongs to: organisation and person, or nobody (set-up).
pub(crate) type LinkOf = Option<(Id, Id)>;

fn folded(email: &str) -> String {
    email.trim().to_lowercase()
}

/// Who a session belongs to while it holds, and when it was seen.
pub(in crate::people) fn session_find(
    directory: &mut Connection,
    token: &str,
    (idle_since, started_since): (Timestamp, Timestamp),
) -> Result<Option<(Who, Timestamp)>, Failure> {
    let sha256 = token_sha256(token);
    let found = directory.query(
        "SELECT p.id, p.name, p.email, o.organisation_id, o.name, o.year_starts_month,
                o.first_year_starts_on, s.seen_at
         FROM directory_session s
         JOIN person p ON p.organisation_id = s.organisation_id AND p.id = s.person_id
         JOIN organisation o ON o.organisation_id = s.organisation_id
         WHERE s.token_sha256 = ?1 AND s.seen_at >= ?2 AND s.started_at >= ?3
           AND p.ended_at IS NULL",
        &[sha256.into(), idle_since.into(), started_since.into()],
    )?;
    let Some(row) = found.first() else {
        return Ok(None);
    };
    let (person_id, organisation_id) = (row.id(0)?, row.id(3)?);
    let roles = directory.query(
        "SELECT role FROM person_role WHERE organisation_id = ?1 AND person_id = ?2 ORDER BY role",
        &[organisation_id.into(), person_id.into()],
    )?;
    let who = Who {
        person_id,
        name: row.text(1)?,
        email: row.text(2)?,
        roles: roles_of(&roles)?,
        organisation_id,
        organisation: row.text(4)?,
        calendar: Calendar::starting_in(row.integer(5)?).unwrap_or(Calendar::ACADEMIC),
        first_day: row.date(6)?,
        token: token.to_owned(),
    };
    Ok(Some((who, row.instant(7)?)))
}

pub(in crate::people) fn session_seen(
    directory: &mut Connection,
    token: &str,
    at: Timestamp,
) -> Result<u64, DatabaseFault> {
    directory.execute(
        "UPDATE directory_session SET seen_at = ?2 WHERE token_sha256 = ?1",
        &[token_sha256(token).into(), at.into()],
    )
}

pub(in crate::people) fn session_add(
    directory: &mut Connection,
    token: &str,
    (organisation_id, person_id): (Id, Id),
    now: Timestamp,
) -> Result<(), Failure> {
    directory.execute(
        "INSERT INTO directory_session (token_sha256, organisation_id, person_id, started_at, seen_at)
         VALUES (?1, ?2, ?3, ?4, ?4)",
        &[token_sha256(token).into(), organisation_id.into(), person_id.into(), now.into()],
    )?;
    Ok(())
}

pub(in crate::people) fn session_end(
    directory: &mut Connection,
    token: &str,
) -> Result<(), Failure> {
    directory.execute(
        "DELETE FROM directory_session WHERE token_sha256 = ?1",
        &[token_sha256(token).into()],
    )?;
    Ok(())
}

/// Ends all sessions of a person but the one whose secret is given.
pub(in crate::people) fn sessions_end(
    directory: &mut Connection,
    person_id: Id,
    but: Option<&str>,
) -> Result<(), Failure> {
    let kept = but.map(token_sha256).unwrap_or_default();
    directory.execute(
        "DELETE FROM directory_session WHERE person_id = ?1 AND token_sha256 <> ?2",
        &[person_id.into(), kept.into()],
    )?;
    Ok(())
}

pub(in crate::people) fn link_add(
    directory: &mut Connection,
    token: &str,
    purpose: Purpose,
    of: LinkOf,
    expires_at: Timestamp,
) -> Result<(), Failure> {
    let (organisation_id, person_id) = of.unzip();
    directory.execute(
        "INSERT INTO directory_link (token_sha256, purpose, organisation_id, person_id, expires_at)
         VALUES (?1, ?2, ?3, ?4, ?5)",
        &[
            token_sha256(token).into(),
            purpose.key().into(),
            organisation_id.into(),
            person_id.into(),
            expires_at.into(),
        ],
    )?;
    Ok(())
}

fn link_of(row: &Row) -> Result<LinkOf, DatabaseFault> {
    Ok(row.optional(0, Row::id)?.zip(row.optional(1, Row::id)?))
}

pub(in crate::people) fn link_find(
    directory: &mut Connection,
    token: &str,
    purpose: Purpose,
    now: Timestamp,
) -> Result<Option<LinkOf>, Failure> {
    let found = directory.query(
        "SELECT organisation_id, person_id FROM directory_link
         WHERE token_sha256 = ?1 AND purpose = ?2 AND expires_at > ?3 AND used_at IS NULL",
        &[token_sha256(token).into(), purpose.key().into(), now.into()],
    )?;
    Ok(found.first().map(link_of).transpose()?)
}

pub(in crate::people) fn link_use(
    directory: &mut Connection,
    token: &str,
    purpose: Purpose,
    now: Timestamp,
) -> Result<Option<LinkOf>, Failure> {
    let found = directory.query(
        "UPDATE directory_link SET used_at = ?3
         WHERE token_sha256 = ?1 AND purpose = ?2 AND expires_at > ?3 AND used_at IS NULL
         RETURNING organisation_id, person_id",
        &[token_sha256(token).into(), purpose.key().into(), now.into()],
    )?;
    Ok(found.first().map(link_of).transpose()?)
}

pub(in crate::people) fn email_claim(
    directory: &mut Connection,
    email: &str,
    organisation_id: Id,
    person_id: Id,
) -> Result<bool, Failure> {
    directory.execute(
        "INSERT INTO directory_person (email_folded, organisation_id, person_id)
         VALUES (?1, ?2, ?3) ON CONFLICT (email_folded) DO NOTHING",
        &[
            folded(email).into(),
            organisation_id.into(),
            person_id.into(),
        ],
    )?;
    let owner = email_find(directory, email)?;
    Ok(owner == Some((organisation_id, person_id)))
}

pub(in crate::people) fn email_find(
    directory: &mut Connection,
    email: &str,
) -> Result<LinkOf, Failure> {
    let found = directory.query(
        "SELECT organisation_id, person_id FROM directory_person WHERE email_folded = ?1",
        &[folded(email).into()],
    )?;
    Ok(found.first().map(link_of).transpose()?.flatten())
}

pub(in crate::people) fn password_of(
    directory: &mut Connection,
    organisation_id: Id,
    person_id: Id,
) -> Result<Option<String>, Failure> {
    let found = directory.query(
        "SELECT password_hash FROM person
         WHERE organisation_id = ?1 AND id = ?2 AND ended_at IS NULL",
        &[organisation_id.into(), person_id.into()],
    )?;
    Ok(found
        .first()
        .map(|row| row.optional(0, Row::text))
        .transpose()?
        .flatten())
}

pub(in crate::people) fn attempts(
    directory: &mut Connection,
    email: &str,
    since: Timestamp,
) -> Result<i64, Failure> {
    let found = directory.query(
        "SELECT failures FROM directory_attempt WHERE email_folded = ?1 AND last_failed_at >= ?2",
        &[folded(email).into(), since.into()],
    )?;
    Ok(found.first().map_or(Ok(0), |row| row.integer(0))?)
}

/// Who has had so many wrong passwords since an instant.
pub(in crate::people) fn guessed(
    directory: &mut Connection,
    organisation_id: Id,
    (since, least): (Timestamp, i64),
) -> Result<Vec<(Id, i64)>, Failure> {
    let found = directory.query(
        "SELECT p.person_id, a.failures
         FROM directory_attempt a JOIN directory_person p ON p.email_folded = a.email_folded
         WHERE p.organisation_id = ?1 AND a.failures >= ?3 AND a.last_failed_at >= ?2
         ORDER BY p.person_id",
        &[organisation_id.into(), since.into(), least.into()],
    )?;
    let row = |row: &Row| Ok((row.id(0)?, row.integer(1)?));
    found.iter().map(row).collect()
}

pub(in crate::people) fn attempt_add(
    directory: &mut Connection,
    email: &str,
    since: Timestamp,
    now: Timestamp,
) -> Result<(), Failure> {
    directory.execute(
        "INSERT INTO directory_attempt (email_folded, failures, last_failed_at) VALUES (?1, 1, ?3)
         ON CONFLICT (email_folded) DO UPDATE SET last_failed_at = ?3, failures =
           CASE WHEN directory_attempt.last_failed_at < ?2 THEN 1
                ELSE directory_attempt.failures + 1 END",
        &[folded(email).into(), since.into(), now.into()],
    )?;
    Ok(())
}

pub(in crate::people) fn attempts_forget(
    directory: &mut Connection,
    email: &str,
) -> Result<(), Failure> {
    directory.execute(
        "DELETE FROM directory_attempt WHERE email_folded = ?1",
        &[folded(email).into()],
    )?;
    Ok(())
}
