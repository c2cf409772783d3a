//! One person: their roles, a new link, the end of their access. Nobody can lock the last
//! administrator out, least of all themselves.

use super::invite::{role_choices, roles, show_link};
use super::store::{self, Listed};
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use domain::people::Role;
use pages::{Choice, Form, Frame};

#[derive(Template)]
#[template(path = "people/change.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
    person: Listed,
    roles: Vec<Choice>,
}

fn person(visit: &Visit<'_>) -> Result<(Listed, usize), Failure> {
    let id = visit.id("id")?;
    let persons = visit.read(store::persons)?;
    let administrators = persons
        .iter()
        .filter(|person| {
            person.id != id
                && person.ended_at.is_none()
                && person.roles.contains(&Role::Administrator)
        })
        .count();
    let found = persons
        .into_iter()
        .find(|person| person.id == id)
        .ok_or(Failure::NotFound)?;
    Ok((found, administrators))
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let (person, _) = person(visit)?;
    for role in &person.roles {
        visit.form.add("roles", role.key());
    }
    Reply::page(&Page {
        frame: visit.frame(),
        form: &visit.form,
        person,
        roles: role_choices(),
    })
}

/// Keeps the roles, or ends or reopens the access. Sessions of somebody ended are gone at once.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let (person, other_administrators) = person(visit)?;
    let ends = visit.form.value("action") == "end";
    let reopens = visit.form.value("action") == "reopen";
    let roles = if ends || reopens {
        person.roles.clone()
    } else {
        roles(&mut visit.form)
    };
    let is_administrator = !ends && roles.contains(&Role::Administrator);
    let was_administrator = person.roles.contains(&Role::Administrator);
    if was_administrator && !is_administrator && other_administrators == 0 {
        visit.form.refuse(
            "roles",
            "Somebody must stay Administrator: give the role to another person first",
        );
    }
    if visit.form.is_refused() {
        return Reply::refused(&Page {
            frame: visit.frame(),
            form: &visit.form,
            person,
            roles: role_choices(),
        });
    }
    let keys: Vec<&str> = roles.iter().map(|role| role.key()).collect();
    let (action, said) = if ends {
        ("ended access", "can no longer sign in")
    } else if reopens {
        ("reopened access", "can sign in again")
    } else {
        ("changed roles", "has the roles you chose")
    };
    let entry = visit.entry(
        action,
        "person",
        person.id,
        serde_json::json!({ "roles": keys }),
    );
    visit.write(|mut write| {
        store::roles_set(&mut write, person.id, &roles, visit.now)?;
        if ends || reopens {
            store::ended_set(&mut write, person.id, ends.then_some(visit.now))?;
        }
        Ok(write.commit(entry.clone(), ())?)
    })?;
    if ends {
        visit
            .app
            .database
            .directory(|directory| store::sessions_end(directory, person.id, None))?;
    }
    Reply::see("/people", format!("{} {said}.", person.name))
}

/// Makes a new one-time link for somebody who lost theirs or their password.
pub(crate) fn new_link(visit: &mut Visit<'_>) -> Answer {
    let (person, _) = person(visit)?;
    if person.ended_at.is_some() {
        return Err(Failure::NotFound);
    }
    let entry = visit.entry(
        "made one-time link",
        "person",
        person.id,
        serde_json::json!({}),
    );
    visit.write(|write| Ok(write.commit(entry.clone(), ())?))?;
    let organisation_id = visit.who()?.organisation_id;
    show_link(visit, person.name, (organisation_id, person.id))
}
