//! Showing a signed year to everybody (P5b): one person proposes it, another publishes it, and anybody of
//! them may take it down. What is shown are the bytes that were proposed; they are never made again.

use crate::monitoring::Act;
use std::fmt;
use thiserror::Error;
use uuid::Uuid;

/// How far a proposed year has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Publication {
    /// It waits for somebody else to publish it.
    Proposed {
        /// Who proposed it.
        proposed: Act,
    },
    /// It was withdrawn before it was public.
    Withdrawn {
        /// Who withdrew it.
        withdrawn: Act,
    },
    /// Everybody can read it.
    Public {
        /// Who proposed it.
        proposed: Act,
        /// Who published it.
        published: Act,
    },
    /// Nobody outside can read it any more.
    TakenDown {
        /// Who published it.
        published: Act,
        /// Who took it down.
        taken_down: Act,
    },
}

/// Why a year is not published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum PublishRefused {
    /// The person proposed it.
    #[error("You proposed it, so somebody else of Governance & Leadership publishes it")]
    OwnProposal,
    /// Nothing waits.
    #[error("Nothing waits to be published: it was published or withdrawn meanwhile")]
    NotProposed,
    /// The person had something else before them.
    #[error("What you have read is not what was proposed: read it again")]
    OtherContent,
}

impl Publication {
    /// From the facts that are kept of it.
    pub fn from_facts(proposed: Act, published: Option<Act>, taken_down: Option<Act>) -> Self {
        match (published, taken_down) {
            (None, None) => Self::Proposed { proposed },
            (None, Some(withdrawn)) => Self::Withdrawn { withdrawn },
            (Some(published), None) => Self::Public {
                proposed,
                published,
            },
            (Some(published), Some(taken_down)) => Self::TakenDown {
                published,
                taken_down,
            },
        }
    }

    /// Whether everybody can read it.
    pub fn is_public(&self) -> bool {
        match self {
            Self::Public { .. } => true,
            Self::Proposed { .. } | Self::Withdrawn { .. } | Self::TakenDown { .. } => false,
        }
    }

    /// Whether a person may publish what they have read.
    pub fn publish(
        &self,
        by: Uuid,
        (read_sha256, sha256): (&str, &str),
    ) -> Result<(), PublishRefused> {
        match self {
            Self::Proposed { proposed } if proposed.by == by => Err(PublishRefused::OwnProposal),
            Self::Proposed { .. } if read_sha256 != sha256 => Err(PublishRefused::OtherContent),
            Self::Proposed { .. } => Ok(()),
            Self::Withdrawn { .. } | Self::Public { .. } | Self::TakenDown { .. } => {
                Err(PublishRefused::NotProposed)
            }
        }
    }
}

/// The organisation's part of a public address: `mersey-learning-works`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slug(String);

/// Why something is no part of an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error(
    "The name in the address has 3 to 60 small letters, digits and hyphens, and begins and ends with a letter or digit"
)]
pub struct SlugRefused;

const MOST: usize = 60;

impl Slug {
    /// Reads one.
    pub fn read(typed: &str) -> Result<Self, SlugRefused> {
        let fits = |one: char| one.is_ascii_lowercase() || one.is_ascii_digit() || one == '-';
        let is_one = (3..=MOST).contains(&typed.len())
            && typed.chars().all(fits)
            && !typed.starts_with('-')
            && !typed.ends_with('-');
        is_one.then(|| Self(typed.to_owned())).ok_or(SlugRefused)
    }

    /// What an organisation's name suggests; its key helps where the name has too few letters.
    pub fn suggested(name: &str, id: Uuid) -> Self {
        let mut words = String::new();
        for one in name.chars() {
            if one.is_ascii_alphanumeric() {
                words.push(one.to_ascii_lowercase());
            } else if !words.is_empty() && !words.ends_with('-') {
                words.push('-');
            }
        }
        let short: String = words.chars().take(MOST).collect();
        let short = short.trim_end_matches('-');
        Self::read(short).unwrap_or_else(|_| Self(id.simple().to_string()))
    }

    /// Another one for an organisation whose name is taken.
    #[must_use]
    pub fn with_key(&self, id: Uuid) -> Self {
        let key: String = id.simple().to_string().chars().rev().take(8).collect();
        let name: String = self.0.chars().take(MOST - 9).collect();
        Self(format!("{}-{key}", name.trim_end_matches('-')))
    }

    /// The letters.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn act(by: u128) -> Act {
        Act {
            by: Uuid::from_u128(by),
            at: "2026-08-20T12:00:00Z".parse().unwrap(),
        }
    }

    #[test]
    fn p5b_nobody_publishes_what_they_proposed_or_have_not_read() {
        let waiting = Publication::from_facts(act(1), None, None);
        let publish =
            |of: &Publication, by: u128, read: &str| of.publish(Uuid::from_u128(by), (read, "ab"));
        assert_eq!(publish(&waiting, 1, "ab"), Err(PublishRefused::OwnProposal));
        assert_eq!(
            publish(&waiting, 2, "cd"),
            Err(PublishRefused::OtherContent)
        );
        assert_eq!(publish(&waiting, 2, "ab"), Ok(()));
        for (published, taken_down) in [
            (Some(act(2)), None),
            (Some(act(2)), Some(act(1))),
            (None, Some(act(1))),
        ] {
            let over = Publication::from_facts(act(1), published, taken_down);
            assert_eq!(publish(&over, 3, "ab"), Err(PublishRefused::NotProposed));
            assert_eq!(over.is_public(), taken_down.is_none());
        }
        assert!(!waiting.is_public());
    }

    #[test]
    fn a_name_in_an_address_is_small_letters_digits_and_hyphens() {
        for fine in ["abc", "mersey-learning-works", "a1-2b"] {
            assert_eq!(Slug::read(fine).unwrap().to_string(), fine);
        }
        let long = "a".repeat(61);
        for wrong in [
            "", "ab", "-abc", "abc-", "ABC", "a b", "a/b", "ä-ö-ü", &long,
        ] {
            assert_eq!(Slug::read(wrong), Err(SlugRefused), "{wrong}");
        }
    }

    #[test]
    fn a_name_suggests_its_part_of_the_address() {
        let id = Uuid::from_u128(0xabcd);
        for (name, suggested) in [
            ("Mersey Learning Works", "mersey-learning-works"),
            ("  St. Helen’s  College! ", "st-helen-s-college"),
        ] {
            assert_eq!(Slug::suggested(name, id).as_str(), suggested);
        }
        assert_eq!(Slug::suggested("Ω", id).as_str().len(), 32);
        let long = Slug::suggested(&"word ".repeat(30), id);
        assert!(Slug::read(long.as_str()).is_ok());
        assert!(Slug::read(long.with_key(id).as_str()).is_ok());
        assert_ne!(long.with_key(id), long);
    }
}
