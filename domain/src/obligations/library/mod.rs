//! The library of checks: one for each thing that a social-value policy usually promises, with the words
//! by which the clause that promises it is found. An organisation assigns them to its own clauses.

mod practice;
mod running;
mod statement;

/// A check that a clause can be given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Check {
    /// Its name, by where such a policy usually says it: `P4c`. It stays as it is for ever.
    pub key: &'static str,
    /// What it asks, in a sentence.
    pub asks: &'static str,
    /// How the numbers of the clauses begin among which it is looked for; empty when it is about the
    /// document as a whole.
    pub section: &'static str,
    /// Words of such a clause: the first line of which all words stand in a clause finds it.
    pub signs: &'static [&'static [&'static str]],
    /// Where the proof is: what the link says, and its address.
    pub proof: (&'static str, &'static str),
}

const fn check(
    key: &'static str,
    section: &'static str,
    signs: &'static [&'static [&'static str]],
    asks: &'static str,
    proof: (&'static str, &'static str),
) -> Check {
    Check {
        key,
        asks,
        section,
        signs,
        proof,
    }
}

/// Every check, in the order of such a policy.
pub const CHECKS: [&[Check]; 3] = [&statement::CHECKS, &practice::CHECKS, &running::CHECKS];

impl Check {
    /// Every check, in the order of such a policy.
    pub fn all() -> impl Iterator<Item = &'static Self> {
        CHECKS.into_iter().flatten()
    }

    /// The check of a key, if there is one.
    pub fn from_key(key: &str) -> Option<&'static Self> {
        Self::all().find(|check| check.key == key)
    }
}
