//! Secrets: random tokens, kept as their SHA-256; passwords, kept as Argon2id (19 MiB, two passes,
//! the floor that OWASP gives); and the brake on guessing.

use super::{NotConfirmed, store};
use crate::app::App;
use crate::failure::Failure;
use crate::visit::{Who, hex};
use argon2::Argon2;
use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use database::Id;
use jiff::{Span, Timestamp};
use sha2::{Digest, Sha256};
use std::sync::Mutex;

/// The shortest password: long enough to stand alone.
pub(super) const SHORTEST_PASSWORD: usize = 12;
/// The longest, so that hashing it stays cheap.
pub(super) const LONGEST_PASSWORD: usize = 200;
/// Wrong passwords in a row before the brake.
const MOST_FAILURES: i64 = 10;
/// How long the brake holds.
const BRAKE_MINUTES: i64 = 10;

/// One password at a time is hashed, so that many sign-ins cannot take all memory.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

/// 256 random bits, as hexadecimal.
pub(crate) fn new_token() -> Result<String, Failure> {
    let mut bytes = [0_u8; 32];
    getrandom::fill(&mut bytes).map_err(|fault| Failure::Broken(anyhow::anyhow!("{fault}")))?;
    Ok(hex(&bytes))
}

/// What is kept of a token.
pub(crate) fn token_sha256(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

/// What is kept of a password.
pub(super) fn password_hash(password: &str) -> Result<String, Failure> {
    let _turn = ONE_AT_A_TIME.lock();
    Argon2::default()
        .hash_password(password.as_bytes())
        .map(|hash| hash.to_string())
        .map_err(|fault| Failure::Broken(anyhow::anyhow!("hashing a password: {fault}")))
}

/// Whether a password is the one kept. Without one kept, as long is taken to say no.
pub(super) fn is_password(typed: &str, kept: Option<&str>) -> bool {
    let typed: String = typed.chars().take(LONGEST_PASSWORD).collect();
    let _turn = ONE_AT_A_TIME.lock();
    match kept.and_then(|kept| PasswordHash::new(kept).ok()) {
        Some(hash) => Argon2::default()
            .verify_password(typed.as_bytes(), &hash)
            .is_ok(),
        None => {
            drop(Argon2::default().hash_password(typed.as_bytes()));
            false
        }
    }
}

/// Whether so many wrong passwords were typed lately that no more are looked at.
pub(super) fn is_braked(app: &App, email: &str, now: Timestamp) -> Result<bool, Failure> {
    let since = now
        .saturating_sub(Span::new().minutes(BRAKE_MINUTES))
        .unwrap_or(now);
    let failures = app
        .database
        .directory_look(|directory| store::attempts(directory, email, since))?;
    Ok(failures >= MOST_FAILURES)
}

/// The persons of an organisation whose passwords are being guessed, and how many were wrong in a row.
pub(crate) fn guessed(
    app: &App,
    organisation_id: Id,
    now: Timestamp,
) -> Result<Vec<(Id, i64)>, Failure> {
    let since = now
        .saturating_sub(Span::new().minutes(BRAKE_MINUTES))
        .unwrap_or(now);
    app.database.directory_look(|directory| {
        store::guessed(directory, organisation_id, (since, MOST_FAILURES))
    })
}

/// Counts a wrong password, or forgets the earlier ones after a right one.
pub(super) fn note_attempt(
    app: &App,
    email: &str,
    right: Right,
    now: Timestamp,
) -> Result<(), Failure> {
    let since = now
        .saturating_sub(Span::new().minutes(BRAKE_MINUTES))
        .unwrap_or(now);
    app.database.directory(|directory| match right {
        Right::Yes => store::attempts_forget(directory, email),
        Right::No => store::attempt_add(directory, email, since, now),
    })
}

/// Whether a password was the right one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Right {
    Yes,
    No,
}

/// See [`super::confirm`].
pub(super) fn confirm(
    app: &App,
    who: &Who,
    typed: &str,
    now: Timestamp,
) -> Result<Result<(), NotConfirmed>, Failure> {
    if is_braked(app, &who.email, now)? {
        return Ok(Err(NotConfirmed::TooMany));
    }
    let kept = app.database.directory_look(|directory| {
        store::password_of(directory, who.organisation_id, who.person_id)
    })?;
    if kept.is_none() {
        return Ok(Err(NotConfirmed::NoPassword));
    }
    let right = if is_password(typed, kept.as_deref()) {
        Right::Yes
    } else {
        Right::No
    };
    note_attempt(app, &who.email, right, now)?;
    Ok(match right {
        Right::Yes => Ok(()),
        Right::No => Err(NotConfirmed::WrongPassword),
    })
}
