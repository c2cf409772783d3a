//! A one-time link: for somebody invited, or for the first look at the worked example. It is used
//! up by pressing the button, never by opening the page, since mail programs open links too.

use super::{Purpose, password, store};
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use pages::{Form, Frame};

#[derive(Template)]
#[template(path = "people/link.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
    token: String,
    holds: Option<String>,
}

fn of(visit: &Visit<'_>, token: &str) -> Result<store::LinkOf, Failure> {
    let found = visit.app.database.directory_look(|directory| {
        store::link_find(directory, token, Purpose::SignIn, visit.now)
    })?;
    Ok(found.flatten())
}

fn show(visit: &Visit<'_>) -> Answer {
    let token = visit.parameter("token")?.to_owned();
    let holds = match of(visit, &token)? {
        Some((organisation_id, person_id)) => {
            let scope = visit.scope_in(organisation_id, Some(person_id));
            Some(
                visit
                    .app
                    .database
                    .read(scope, |read| store::name_of(read, Some(person_id)))?,
            )
        }
        None => None,
    };
    let page = Page {
        frame: visit.frame(),
        form: &visit.form,
        token,
        holds,
    };
    Reply::form(&page, &visit.form)
}

/// The page: who the link is for, or that it has been used.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    show(visit)
}

/// Uses the link up: keeps the password if one was chosen, and signs in.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let token = visit.parameter("token")?.to_owned();
    let chosen = if visit.form.value("password").is_empty() {
        None
    } else {
        password::chosen(&mut visit.form)
    };
    if visit.form.is_refused() {
        return show(visit);
    }
    let used = super::use_link(visit.app, &token, Purpose::SignIn, visit.now)?.flatten();
    let Some((organisation_id, person_id)) = used else {
        return show(visit);
    };
    let scope = visit.scope_in(organisation_id, Some(person_id));
    let hash = chosen
        .map(|typed| super::secrets::password_hash(&typed))
        .transpose()?;
    let entry = visit.entry(
        "signed in by link",
        "person",
        person_id,
        serde_json::json!({}),
    );
    visit.app.database.write(scope, |mut write| {
        if let Some(hash) = &hash {
            store::password_set(&mut write, person_id, Some(hash))?;
        }
        Ok::<_, Failure>(write.commit(entry.clone(), ())?)
    })?;
    let session = super::start_session(visit.app, organisation_id, person_id, visit.now)?;
    Ok(Reply::Session {
        path: "/".to_owned(),
        token: Some(session),
    })
}
