//! Which returns count: of each quarter of an organisation one, whatever packs it stands in.

use super::given::{Given, Organisation};
use std::collections::BTreeMap;
use thiserror::Error;

/// A return that holds and does not count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetAside {
    /// The pack.
    pub called: String,
    /// Whose return.
    pub organisation: Organisation,
    /// Its name.
    pub name: String,
    /// Why.
    pub why: Why,
}

/// Why a return does not count.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Why {
    /// It stands in another pack too.
    #[error("it is counted from {0} already")]
    Already(String),
    /// A later edition stands in its place.
    #[error("it was restated, and {0} counts in its place")]
    Restated(String),
    /// Two packs name the same return and are not of the same seal.
    #[error(
        "two packs hold this return with different seals, so that one of them is not what was signed: neither counts. Ask the organisation which is right"
    )]
    TwoSeals,
}

impl Why {
    /// Whether something cannot be true.
    pub fn is_contradiction(&self) -> bool {
        match self {
            Self::TwoSeals => true,
            Self::Already(_) | Self::Restated(_) => false,
        }
    }
}

fn aside(given: &Given, why: Why) -> SetAside {
    SetAside {
        called: given.called.clone(),
        organisation: given.organisation.clone(),
        name: given.name.clone(),
        why,
    }
}

/// Editions are counted from 2 in the name, so that a longer name is a later one.
fn edition(given: &Given) -> (usize, &str) {
    (given.name.len(), &given.name)
}

/// Parts the returns into those that count and those that do not.
pub(super) fn choose(given: Vec<Given>) -> (Vec<Given>, Vec<SetAside>) {
    let mut quarters: BTreeMap<(String, String), Vec<Given>> = BTreeMap::new();
    for one in given {
        let place = (one.organisation.log.clone(), one.quarter.clone());
        quarters.entry(place).or_default().push(one);
    }
    let (mut standing, mut set_aside) = (Vec::new(), Vec::new());
    for of in quarters.into_values() {
        if let Some(one) = newest(of, &mut set_aside) {
            standing.push(one);
        }
    }
    (standing, set_aside)
}

/// The return of a quarter that counts. Of two copies the one with tokens is read, since the figures are
/// the same.
fn newest(mut of: Vec<Given>, set_aside: &mut Vec<SetAside>) -> Option<Given> {
    of.sort_by(|one, other| edition(other).cmp(&edition(one)));
    let name = of.first()?.name.clone();
    let (mut copies, older): (Vec<Given>, Vec<Given>) =
        of.into_iter().partition(|one| one.name == name);
    let restated = older.iter();
    set_aside.extend(restated.map(|one| aside(one, Why::Restated(name.clone()))));
    let first = copies.first()?.seal.clone();
    if copies.iter().any(|one| one.seal != first) {
        set_aside.extend(copies.iter().map(|one| aside(one, Why::TwoSeals)));
        return None;
    }
    let with_tokens = copies.iter().position(|one| one.tokens.is_some());
    let counts = copies.remove(with_tokens.unwrap_or_default());
    let again = copies.iter();
    set_aside.extend(again.map(|one| aside(one, Why::Already(counts.called.clone()))));
    Some(counts)
}
