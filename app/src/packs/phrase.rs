//! The phrase under which tokens are made: organisations who want to know what stands with more than one
//! of them agree on it among themselves. Whoever adds up their packs needs no phrase, since equal tokens
//! are equal; whoever has it can ask of somebody they know whether they are in a pack.

use crate::visit::hex;
use argon2::Argon2;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use std::fmt;
use thiserror::Error;

/// The fewest letters and digits.
const FEWEST: usize = 20;
/// The most that is read.
const MOST: usize = 1_000;
/// The same everywhere, or equal phrases would give different tokens.
const SALT: &[u8] = b"commonweal/tokens/v1";

/// Why a phrase cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub(crate) enum PhraseRefused {
    /// It could be guessed.
    #[error("The phrase needs at least 20 letters: take six words or more that nobody would guess")]
    Short,
    /// It is a text of another kind.
    #[error("The phrase may have at most 1,000 characters")]
    Long,
}

/// The key that follows from a phrase.
#[derive(Clone)]
pub(crate) struct Phrase([u8; 32]);

impl fmt::Debug for Phrase {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Phrase")
    }
}

impl Phrase {
    /// Takes a phrase as it was typed: spaces, signs and capitals make no difference. Each guess at it
    /// costs as much as one at a password.
    pub(crate) fn of(typed: &str) -> Result<Self, PhraseRefused> {
        if typed.chars().count() > MOST {
            return Err(PhraseRefused::Long);
        }
        let signs = typed.chars().filter(|one| one.is_alphanumeric());
        let plain: String = signs.flat_map(char::to_lowercase).collect();
        if plain.chars().count() < FEWEST {
            return Err(PhraseRefused::Short);
        }
        let mut key = [0; 32];
        Argon2::default()
            .hash_password_into(plain.as_bytes(), SALT, &mut key)
            .unwrap_or_else(|_| unreachable!("the salt and the key are of a length that is taken"));
        Ok(Self(key))
    }

    /// A sign of the phrase: who compares can see that two are the same.
    pub(crate) fn sign(&self) -> String {
        let mut sign = self.token("phrase", &[]);
        sign.truncate(16);
        sign
    }

    /// The token of something, by its kind and the parts that name it.
    pub(super) fn token(&self, kind: &str, parts: &[&str]) -> String {
        keyed(&self.0, kind, parts)
    }
}

/// HMAC-SHA-256 over a kind and the parts of a name, as 32 hexadecimal digits.
pub(super) fn keyed(key: &[u8; 32], kind: &str, parts: &[&str]) -> String {
    let mut keyed = <Hmac<Sha256> as KeyInit>::new_from_slice(key)
        .unwrap_or_else(|_| unreachable!("HMAC takes a key of any length"));
    keyed.update(kind.as_bytes());
    for part in parts {
        keyed.update(&[0]);
        keyed.update(part.as_bytes());
    }
    let mut text = hex(&keyed.finalize().into_bytes());
    text.truncate(32);
    text
}
