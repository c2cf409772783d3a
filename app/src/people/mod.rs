//! Who may come in: signing in with a password or a one-time link, inviting persons, giving roles
//! (P4). Secrets are kept as hashes only; nothing says whether an address is known.

pub(crate) mod change;
pub(crate) mod invite;
pub(crate) mod link;
pub(crate) mod list;
pub(crate) mod password;
mod secrets;
pub(crate) mod sign_in;
mod store;
mod tokens;

#[cfg(test)]
mod tests;

use crate::app::App;
use crate::failure::Failure;
use crate::visit::Who;
use database::{Id, LogEntry, Scope, Write};
use domain::people::Role;
use jiff::{Span, Timestamp};

pub(crate) use secrets::{guessed, new_token, token_sha256};
pub(crate) use store::{Purpose, but_restricted, name_of, names, restricted_learners, who_may};
pub(crate) use tokens::LinkTokens;

/// How long a one-time link can be used.
const LINK_HOURS: i64 = 72;
/// A session ends after so long without a page.
const IDLE_HOURS: i64 = 8;
/// Seconds after which it is noted again that a session is used.
const SEEN_EVERY: i64 = 60;
/// A session ends after so long in any case.
const LONGEST_HOURS: i64 = 20;

/// The person a session's secret belongs to, while it holds.
pub(crate) fn who(app: &App, token: &str, now: Timestamp) -> Result<Option<Who>, Failure> {
    let hours = |count: i64| now.saturating_sub(Span::new().hours(count)).unwrap_or(now);
    let since = (hours(IDLE_HOURS), hours(LONGEST_HOURS));
    let found = app
        .database
        .directory_look(|directory| store::session_find(directory, token, since))?;
    let Some((who, seen_at)) = found else {
        return Ok(None);
    };
    // Once a minute is often enough to know that somebody is still there; while somebody else writes, the
    // next page says it.
    if now.as_second() - seen_at.as_second() >= SEEN_EVERY {
        app.database
            .directory_at_once(|directory| store::session_seen(directory, token, now))?;
    }
    Ok(Some(who))
}

/// A person to be added: who, and with which roles.
#[derive(Debug, Clone)]
pub(crate) struct NewPerson {
    pub(crate) id: Id,
    pub(crate) name: String,
    pub(crate) email: String,
    pub(crate) roles: Vec<Role>,
}

/// Adds a person to the organisation of a write. The e-mail is claimed in the directory first, by
/// [`claim_email`].
pub(crate) fn add(write: &mut Write<'_>, person: &NewPerson, at: Timestamp) -> Result<(), Failure> {
    store::person_add(write, person, at)
}

/// Claims an e-mail address for a person; `false` when somebody has it already. Claiming the same
/// address for the same person again changes nothing.
pub(crate) fn claim_email(
    app: &App,
    email: &str,
    organisation_id: Id,
    person_id: Id,
) -> Result<bool, Failure> {
    app.database
        .directory(|directory| store::email_claim(directory, email, organisation_id, person_id))
}

/// Makes a one-time link and gives its address. `of` is nobody for the first set-up.
pub(crate) fn one_time_link(
    app: &App,
    purpose: Purpose,
    of: Option<(Id, Id)>,
    now: Timestamp,
) -> Result<String, Failure> {
    let token = new_token()?;
    let expires = now
        .saturating_add(Span::new().hours(LINK_HOURS))
        .unwrap_or(now);
    app.database
        .directory(|directory| store::link_add(directory, &token, purpose, of, expires))?;
    let path = match purpose {
        Purpose::SetUp => "set-up",
        Purpose::SignIn => "link",
    };
    Ok(format!("{}/{path}/{token}", app.base_address))
}

/// Whether a set-up link can still be used.
pub(crate) fn set_up_link_holds(app: &App, token: &str, now: Timestamp) -> Result<bool, Failure> {
    app.database.directory_look(|directory| {
        Ok(store::link_find(directory, token, Purpose::SetUp, now)?.is_some())
    })
}

/// Uses up a one-time link; `None` when it was used before or is too old.
pub(crate) fn use_link(
    app: &App,
    token: &str,
    purpose: Purpose,
    now: Timestamp,
) -> Result<Option<store::LinkOf>, Failure> {
    app.database
        .directory(|directory| store::link_use(directory, token, purpose, now))
}

/// Starts a session and gives its secret.
pub(crate) fn start_session(
    app: &App,
    organisation_id: Id,
    person_id: Id,
    now: Timestamp,
) -> Result<String, Failure> {
    let token = new_token()?;
    app.database.directory(|directory| {
        store::session_add(directory, &token, (organisation_id, person_id), now)
    })?;
    Ok(token)
}

/// The organisation and the person an e-mail address belongs to.
pub(crate) fn by_email(app: &App, email: &str) -> Result<Option<(Id, Id)>, Failure> {
    app.database
        .directory_look(|directory| store::email_find(directory, email))
}

/// Sets or takes away the password of the person of a scope, outside of a page.
pub(crate) fn set_password(
    app: &App,
    scope: Scope,
    password: Option<&str>,
    at: Timestamp,
) -> Result<(), Failure> {
    let person_id = scope.person_id.ok_or(Failure::NotFound)?;
    let hash = password.map(secrets::password_hash).transpose()?;
    let entry = LogEntry {
        at,
        action: "set password".to_owned(),
        record_kind: "person".to_owned(),
        record_id: person_id.to_string(),
        content: serde_json::json!({}),
    };
    app.database.write(scope, |mut write| {
        store::password_set(&mut write, person_id, hash.as_deref())?;
        Ok::<_, Failure>(write.commit(entry.clone(), ())?)
    })
}

/// Why a signature is not taken yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum NotConfirmed {
    /// The password is wrong.
    #[error("That is not your password")]
    WrongPassword,
    /// The person has chosen none yet.
    #[error("You have no password yet: choose one under your name first")]
    NoPassword,
    /// Too many wrong passwords; wait.
    #[error("Too many wrong passwords: wait ten minutes and try again")]
    TooMany,
}

/// Checks, at the moment of signing, that it is still the same person (P4d): asks the password again.
pub(crate) fn confirm(
    app: &App,
    who: &Who,
    typed: &str,
    now: Timestamp,
) -> Result<Result<(), NotConfirmed>, Failure> {
    secrets::confirm(app, who, typed, now)
}
