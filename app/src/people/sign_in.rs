//! Signing in with e-mail and password, and signing out.

use super::secrets::{Right, is_braked, is_password, note_attempt};
use super::store;
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use database::{LogEntry, Scope};
use pages::{Form, Frame};

#[derive(Template)]
#[template(path = "people/sign_in.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    if visit.who.is_some() {
        return Ok(Reply::See {
            path: "/".to_owned(),
            notice: None,
        });
    }
    Reply::page(&Page {
        frame: visit.frame(),
        form: &visit.form,
    })
}

/// Signs in, or says the same thing for every reason why not.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let email = visit
        .form
        .required("email", "your e-mail address", 200)
        .unwrap_or_default();
    let password = visit.form.value("password").to_owned();
    if !visit.form.is_refused() {
        if is_braked(visit.app, &email, visit.now)? {
            visit.form.refuse(
                "email",
                "Too many wrong passwords. Wait ten minutes and try again",
            );
        } else if let Some(of) = right_person(visit, &email, &password)? {
            let token = super::start_session(visit.app, of.0, of.1, visit.now)?;
            let scope = visit.scope_in(of.0, Some(of.1));
            log(visit, scope, "signed in")?;
            return Ok(Reply::Session {
                path: "/".to_owned(),
                token: Some(token),
            });
        } else {
            visit
                .form
                .refuse("email", "The e-mail address or the password is not right");
        }
    }
    Reply::refused(&Page {
        frame: visit.frame(),
        form: &visit.form,
    })
}

fn right_person(visit: &Visit<'_>, email: &str, password: &str) -> Result<store::LinkOf, Failure> {
    let database = &visit.app.database;
    let of = database.directory_look(|directory| store::email_find(directory, email))?;
    let kept = match of {
        Some((organisation_id, person_id)) => database.directory_look(|directory| {
            store::password_of(directory, organisation_id, person_id)
        })?,
        None => None,
    };
    let right = if is_password(password, kept.as_deref()) {
        Right::Yes
    } else {
        Right::No
    };
    note_attempt(visit.app, email, right, visit.now)?;
    Ok(match right {
        Right::Yes => of,
        Right::No => None,
    })
}

fn log(visit: &Visit<'_>, scope: Scope, action: &str) -> Result<(), Failure> {
    let person_id = scope.person_id.map(|id| id.to_string()).unwrap_or_default();
    let entry: LogEntry = visit.entry(action, "person", &person_id, serde_json::json!({}));
    visit.app.database.write(scope, |write| {
        Ok::<_, Failure>(write.commit(entry.clone(), ())?)
    })
}

/// Signs out.
pub(crate) fn leave(visit: &mut Visit<'_>) -> Answer {
    let token = visit.who()?.token.clone();
    visit
        .app
        .database
        .directory(|directory| store::session_end(directory, &token))?;
    log(visit, visit.scope()?, "signed out")?;
    Ok(Reply::Session {
        path: "/sign-in".to_owned(),
        token: None,
    })
}
