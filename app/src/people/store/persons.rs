//! Every statement about persons and their roles.

use crate::failure::Failure;
use crate::people::NewPerson;
use database::{Id, Read, Row, Write};
use domain::people::{Action, Role, may};
use jiff::Timestamp;
use std::collections::BTreeMap;

pub(in crate::people) fn person_add(
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

pub(in crate::people) fn roles_set(
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

pub(in crate::people) fn password_set(
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
pub(in crate::people) fn ended_set(
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
pub(in crate::people) struct Listed {
    pub(in crate::people) id: Id,
    pub(in crate::people) name: String,
    pub(in crate::people) email: String,
    pub(in crate::people) roles: Vec<Role>,
    pub(in crate::people) ended_at: Option<Timestamp>,
}

/// All persons, by name.
pub(in crate::people) fn persons(read: &mut Read<'_>) -> Result<Vec<Listed>, Failure> {
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

/// Everybody who may do this and can still sign in, by name.
pub(crate) fn who_may(read: &mut Read<'_>, action: Action) -> Result<Vec<(Id, String)>, Failure> {
    Ok(persons(read)?
        .into_iter()
        .filter(|person| person.ended_at.is_none() && may(&person.roles, action))
        .map(|person| (person.id, person.name))
        .collect())
}
