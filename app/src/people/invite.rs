//! Inviting somebody: name, e-mail, roles; the answer is a one-time link to pass on.

use super::{NewPerson, Purpose, store};
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use domain::people::{NotToldApart, Role, told_apart};
use pages::{Choice, Form, Frame};

#[derive(Template)]
#[template(path = "people/invite.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
    roles: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "people/invited.html")]
pub(super) struct Invited {
    pub(super) frame: Frame,
    pub(super) name: String,
    pub(super) address: String,
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    Reply::page(&Page {
        frame: visit.frame(),
        form: &visit.form,
        roles: role_choices(),
    })
}

/// An e-mail address as far as it can be checked without writing to it.
pub(crate) fn email(form: &mut Form, field: &str) -> Option<String> {
    let typed = form.required(field, "an e-mail address", 200)?;
    let is_address = typed.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty() && host.contains('.') && !host.contains('@') && !host.starts_with('.')
    }) && !typed.contains(char::is_whitespace);
    if is_address {
        return Some(typed);
    }
    form.refuse(field, "Enter an e-mail address like name@example.org");
    None
}

/// All roles as choices.
pub(super) fn role_choices() -> Vec<Choice> {
    let choice = |role: Role| Choice::new(role.key(), role.name()).with_hint(role.purpose());
    Role::ALL.into_iter().map(choice).collect()
}

/// The roles chosen in a form.
pub(super) fn roles(form: &mut Form) -> Vec<Role> {
    let roles: Vec<Role> = Role::ALL
        .into_iter()
        .filter(|role| form.is_chosen("roles", role.key()))
        .collect();
    if roles.is_empty() {
        form.refuse("roles", "Choose at least one role");
    }
    roles
}

/// Refuses somebody who is not told apart from all who are or were here: an account that is closed keeps its
/// name and its address.
fn tell_apart(visit: &mut Visit<'_>, name: &str, email: &str) -> Result<(), Failure> {
    let persons = visit.read(store::persons)?;
    let others = persons
        .iter()
        .filter(|other| !other.email.eq_ignore_ascii_case(email));
    let others = others.map(|other| (other.name.as_str(), other.email.as_str()));
    match told_apart((name, email), others) {
        Ok(()) => {}
        Err(refused @ NotToldApart::Name) => visit.form.refuse("name", refused),
        Err(refused @ NotToldApart::Mailbox(_)) => visit.form.refuse("email", refused),
    }
    Ok(())
}

/// Adds the person and shows their link, once.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let name = visit.form.required("name", "a name", 120);
    let email = email(&mut visit.form, "email");
    if let (Some(name), Some(email)) = (&name, &email) {
        tell_apart(visit, name, email)?;
    }
    let roles = roles(&mut visit.form);
    let (Some(name), Some(email), false) = (name, email, visit.form.is_refused()) else {
        return Reply::refused(&Page {
            frame: visit.frame(),
            form: &visit.form,
            roles: role_choices(),
        });
    };
    let organisation_id = visit.who()?.organisation_id;
    let person = NewPerson {
        id: visit.new_id(),
        name,
        email,
        roles,
    };
    if !super::claim_email(visit.app, &person.email, organisation_id, person.id)? {
        visit.form.refuse(
            "email",
            "Somebody with this e-mail address has been invited already",
        );
        return Reply::refused(&Page {
            frame: visit.frame(),
            form: &visit.form,
            roles: role_choices(),
        });
    }
    let roles: Vec<&str> = person.roles.iter().map(|role| role.key()).collect();
    let entry = visit.entry(
        "invited person",
        "person",
        person.id,
        serde_json::json!({ "name": person.name, "email": person.email, "roles": roles }),
    );
    visit.write(|mut write| {
        store::person_add(&mut write, &person, visit.now)?;
        Ok(write.commit(entry.clone(), ())?)
    })?;
    show_link(visit, person.name, (organisation_id, person.id))
}

/// Makes a new one-time link for a person and shows it.
pub(super) fn show_link(
    visit: &Visit<'_>,
    name: String,
    of: (database::Id, database::Id),
) -> Result<Reply, Failure> {
    let address = super::one_time_link(visit.app, Purpose::SignIn, Some(of), visit.now)?;
    Reply::page(&Invited {
        frame: visit.frame(),
        name,
        address,
    })
}
