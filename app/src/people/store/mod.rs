//! Every statement about persons, sessions and one-time links.

mod directory;
mod persons;
mod restricted;
mod tokens;

use database::{DatabaseFault, Row};
use domain::people::Role;

pub(crate) use directory::{LinkOf, Purpose};
pub(super) use directory::{
    attempt_add, attempts, attempts_forget, email_claim, email_find, guessed, link_add, link_find,
    link_use, password_of, session_add, session_end, session_find, session_seen, sessions_end,
};
pub(super) use persons::{Listed, ended_set, password_set, person_add, persons, roles_set};
pub(crate) use persons::{name_of, names, who_may};
pub(crate) use restricted::{but_restricted, restricted_learners};
pub(super) use tokens::{token_add, token_find, try_note};

fn roles_of(rows: &[Row]) -> Result<Vec<Role>, DatabaseFault> {
    let mut roles = rows
        .iter()
        .filter_map(|row| row.text(0).map(|key| Role::from_key(&key)).transpose())
        .collect::<Result<Vec<_>, _>>()?;
    roles.sort();
    Ok(roles)
}
