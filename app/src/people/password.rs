//! Choosing a password. A long one is asked for and nothing else: no signs, no rules of mixture.

use super::secrets::{LONGEST_PASSWORD, SHORTEST_PASSWORD, is_password, password_hash};
use super::store;
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use pages::{Form, Frame};

#[derive(Template)]
#[template(path = "people/password.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
    has_one: Option<()>,
}

/// The password typed into a form, if it may be used; else the form says why not.
pub(super) fn chosen(form: &mut Form) -> Option<String> {
    let typed = form.value("password").to_owned();
    let length = typed.chars().count();
    if length < SHORTEST_PASSWORD {
        form.refuse(
            "password",
            format!("The password must have {SHORTEST_PASSWORD} characters or more"),
        );
        return None;
    }
    if length > LONGEST_PASSWORD {
        form.refuse(
            "password",
            format!("The password must have {LONGEST_PASSWORD} characters or fewer"),
        );
        return None;
    }
    let lower = typed.to_lowercase();
    let first = lower.chars().next();
    let is_easy = ["password", "commonweal", "123456", "qwerty"]
        .iter()
        .any(|word| lower.contains(word))
        || lower.chars().all(|letter| Some(letter) == first);
    if is_easy {
        form.refuse(
            "password",
            "That password is easy to guess: three unrelated words are better",
        );
        return None;
    }
    Some(typed)
}

fn kept(visit: &Visit<'_>) -> Result<Option<String>, Failure> {
    let who = visit.who()?;
    visit.app.database.directory_look(|directory| {
        store::password_of(directory, who.organisation_id, who.person_id)
    })
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let has_one = kept(visit)?.map(|_| ());
    Reply::page(&Page {
        frame: visit.frame(),
        form: &visit.form,
        has_one,
    })
}

/// Keeps the new password and ends the person's other sessions.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let kept = kept(visit)?;
    if kept.is_some() && !is_password(visit.form.value("current"), kept.as_deref()) {
        visit
            .form
            .refuse("current", "That is not your password now");
    }
    let new = chosen(&mut visit.form);
    let (Some(new), false) = (new, visit.form.is_refused()) else {
        let has_one = kept.map(|_| ());
        return Reply::refused(&Page {
            frame: visit.frame(),
            form: &visit.form,
            has_one,
        });
    };
    let hash = password_hash(&new)?;
    let who = visit.who()?.clone();
    let entry = visit.entry(
        "changed password",
        "person",
        who.person_id,
        serde_json::json!({}),
    );
    visit.write(|mut write| {
        store::password_set(&mut write, who.person_id, Some(&hash))?;
        Ok(write.commit(entry.clone(), ())?)
    })?;
    visit
        .app
        .database
        .directory(|directory| store::sessions_end(directory, who.person_id, Some(&who.token)))?;
    Reply::see(
        "/",
        "Your new password is kept. Other devices have been signed out.",
    )
}
