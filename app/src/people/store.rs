//! Every statement about persons, sessions and one-time links.

use super::{NewPerson, token_sha256};
use crate::failure::Failure;
use crate::visit::Who;
use database::{Connection, DatabaseFault, Id, Read, Row, Write};
use domain::calendar::Calendar;
use domain::people::Role;
use jiff::Timestamp;
use std::collections::BTreeMap;

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

pub(super) fn session_find(
    directory: &mut Connection,
    token: &str,
    (idle_since, started_since): (Timestamp, Timestamp),
    now: Timestamp,
) -> Result<Option<Who>, Failure> {
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
    // Once a minute is often enough to know that somebody is still there.
    if now.as_second() - row.instant(7)?.as_second() >= 60 {
        directory.execute(
            "UPDATE directory_session SET seen_at = ?2 WHERE token_sha256 = ?1",
            &[sha256.into(), now.into()],
        )?;
    }
    let roles = directory.query(
        "SELECT role FROM person_role WHERE organisation_id = ?1 AND person_id = ?2 ORDER BY role",
        &[organisation_id.into(), person_id.into()],
    )?;
    Ok(Some(Who {
        person_id,
        name: row.text(1)?,
        email: row.text(2)?,
        roles: roles_of(&roles)?,
        organisation_id,
        organisation: row.text(4)?,
        calendar: Calendar::starting_in(row.integer(5)?).unwrap_or(Calendar::ACADEMIC),
        first_day: row.date(6)?,
        token: token.to_owned(),
    }))
}

fn roles_of(rows: &[Row]) -> Result<Vec<Role>, DatabaseFault> {
    let mut roles = rows
        .iter()
        .filter_map(|row| row.text(0).map(|key| Role::from_key(&key)).transpose())
        .collect::<Result<Vec<_>, _>>()?;
    roles.sort();
    Ok(roles)
}

pub(super) fn session_add(
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

pub(super) fn session_end(directory: &mut Connection, token: &str) -> Result<(), Failure> {
    directory.execute(
        "DELETE FROM directory_session WHERE token_sha256 = ?1",
        &[token_sha256(token).into()],
    )?;
    Ok(())
}

/// Ends all sessions of a person but the one whose secret is given.
pub(super) fn sessions_end(
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

pub(super) fn link_add(
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

pub(super) fn link_find(
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

pub(super) fn link_use(
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

pub(super) fn email_claim(
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

pub(super) fn email_find(directory: &mut Connection, email: &str) -> Result<LinkOf, Failure> {
    let found = directory.query(
        "SELECT organisation_id, person_id FROM directory_person WHERE email_folded = ?1",
        &[folded(email).into()],
    )?;
    Ok(found.first().map(link_of).transpose()?.flatten())
}

pub(super) fn password_of(
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

pub(super) fn attempts(
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

pub(super) fn attempt_add(
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

pub(super) fn attempts_forget(directory: &mut Connection, email: &str) -> Result<(), Failure> {
    directory.execute(
        "DELETE FROM directory_attempt WHERE email_folded = ?1",
        &[folded(email).into()],
    )?;
    Ok(())
}

pub(super) fn person_add(
    write: &mut Write<'_>,
    person: &NewPerson,
    at: Timestamp,
) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    write.execute(
        "INSERT INTO person (organisation_id, id, name, email, invited_at)
         VALUES (?1, ?2, ?3, ?4, ?5)",
        &[
            organisation_id.into(),
            person.id.into(),
            (&person.name).into(),
            (&person.email).into(),
            at.into(),
        ],
    )?;
    roles_set(write, person.id, &person.roles, at)
}

pub(super) fn roles_set(
    write: &mut Write<'_>,
    person_id: Id,
    roles: &[Role],
    at: Timestamp,
) -> Result<(), Failure> {
    let scope = write.scope();
    write.execute(
        "DELETE FROM person_role WHERE organisation_id = ?1 AND person_id = ?2",
        &[scope.organisation_id.into(), person_id.into()],
    )?;
    for role in roles {
        write.execute(
            "INSERT INTO person_role (organisation_id, person_id, role, given_at, given_by)
             VALUES (?1, ?2, ?3, ?4, ?5)",
            &[
                scope.organisation_id.into(),
                person_id.into(),
                role.key().into(),
                at.into(),
                scope.person_id.into(),
            ],
        )?;
    }
    Ok(())
}

pub(super) fn password_set(
    write: &mut Write<'_>,
    person_id: Id,
    hash: Option<&str>,
) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    write.execute(
        "UPDATE person SET password_hash = ?3 WHERE organisation_id = ?1 AND id = ?2",
        &[organisation_id.into(), person_id.into(), hash.into()],
    )?;
    Ok(())
}

/// Ends a person's access, or opens it again.
pub(super) fn ended_set(
    write: &mut Write<'_>,
    person_id: Id,
    ended_at: Option<Timestamp>,
) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    write.execute(
        "UPDATE person SET ended_at = ?3 WHERE organisation_id = ?1 AND id = ?2",
        &[organisation_id.into(), person_id.into(), ended_at.into()],
    )?;
    Ok(())
}

/// A person as the list shows them.
#[derive(Debug, Clone)]
pub(super) struct Listed {
    pub(super) id: Id,
    pub(super) name: String,
    pub(super) email: String,
    pub(super) roles: Vec<Role>,
    pub(super) ended_at: Option<Timestamp>,
}

/// All persons, by name.
pub(super) fn persons(read: &mut Read<'_>) -> Result<Vec<Listed>, Failure> {
    let organisation_id = read.organisation_id();
    let mut roles: BTreeMap<Id, Vec<Role>> = BTreeMap::new();
    for row in read.query(
        "SELECT person_id, role FROM person_role WHERE organisation_id = ?1",
        &[organisation_id.into()],
    )? {
        roles
            .entry(row.id(0)?)
            .or_default()
            .extend(Role::from_key(&row.text(1)?));
    }
    let rows = read.query(
        "SELECT id, name, email, ended_at FROM person WHERE organisation_id = ?1 ORDER BY name, id",
        &[organisation_id.into()],
    )?;
    rows.iter()
        .map(|row| {
            let id = row.id(0)?;
            let mut roles = roles.remove(&id).unwrap_or_default();
            roles.sort();
            Ok(Listed {
                id,
                name: row.text(1)?,
                email: row.text(2)?,
                roles,
                ended_at: row.optional(3, Row::instant)?,
            })
        })
        .collect()
}

/// The name of a person; "the system" for nobody.
pub(crate) fn name_of(read: &mut Read<'_>, person_id: Option<Id>) -> Result<String, Failure> {
    let organisation_id = read.organisation_id();
    let Some(person_id) = person_id else {
        return Ok("the system".to_owned());
    };
    let found = read.first(
        "SELECT name FROM person WHERE organisation_id = ?1 AND id = ?2",
        &[organisation_id.into(), person_id.into()],
    )?;
    Ok(found.map_or_else(
        || Ok("somebody no longer here".to_owned()),
        |row| row.text(0),
    )?)
}

/// The names of all persons, by key.
pub(crate) fn names(read: &mut Read<'_>) -> Result<BTreeMap<Id, String>, Failure> {
    Ok(persons(read)?
        .into_iter()
        .map(|person| (person.id, person.name))
        .collect())
}
