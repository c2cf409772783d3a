//! How the clauses stand, as pages show it: words and a sign for each state, the reason, since when, and
//! the way to the proof.

use super::obligations::{Standing, What};
use database::Id;
use domain::calendar::in_words;
use domain::obligations::State;
use std::collections::BTreeMap;

/// An obligation as a page shows it.
#[derive(Debug, Clone)]
pub(super) struct Kept {
    pub(super) id: Id,
    /// The state in words, and how it looks.
    pub(super) state: &'static str,
    pub(super) look: &'static str,
    pub(super) asks: String,
    pub(super) reason: String,
    pub(super) since: String,
    pub(super) proof: String,
    pub(super) proof_href: String,
    /// By what it is known.
    pub(super) by: &'static str,
}

/// A state with how many stand in it and the address that shows them alone.
#[derive(Debug, Clone)]
pub(super) struct Counted {
    pub(super) state: &'static str,
    pub(super) look: &'static str,
    pub(super) count: usize,
    pub(super) href: String,
    /// Whether these are shown.
    pub(super) is_shown: bool,
}

/// How a state looks: a sign of its own as well as a colour.
pub(super) fn look(state: State) -> &'static str {
    match state {
        State::Met => "good",
        State::AtRisk => "approaching",
        State::Broken => "inadequate",
        State::NotYetKnown => "unknown",
        State::Elsewhere => "elsewhere",
    }
}

/// An obligation as pages show it.
pub(super) fn kept(standing: &Standing) -> Kept {
    let (proof, proof_href) = standing.proof();
    Kept {
        id: standing.obligation.id,
        state: standing.judged.state.name(),
        look: look(standing.judged.state),
        asks: standing.obligation.asks.clone(),
        reason: standing.judged.reason.clone(),
        since: in_words(standing.since),
        proof: proof.to_owned(),
        proof_href,
        by: match standing.obligation.what {
            What::Check(_) => "Looked at by itself",
            What::Attested { .. } => "Attested by a person",
        },
    }
}

/// The obligations by their clauses; those of the document as a whole stand under no number.
pub(super) fn by_clause(standing: &[Standing], only: Option<State>) -> BTreeMap<String, Vec<Kept>> {
    let mut found: BTreeMap<String, Vec<Kept>> = BTreeMap::new();
    let shown = standing
        .iter()
        .filter(|one| only.is_none_or(|state| one.judged.state == state));
    for one in shown {
        let clause = one.obligation.clause_id.clone().unwrap_or_default();
        found.entry(clause).or_default().push(kept(one));
    }
    found
}

/// Every state with its number.
pub(super) fn bar(policy_id: Id, standing: &[Standing], only: Option<State>) -> Vec<Counted> {
    let count = |state: State| {
        let of = standing.iter().filter(|one| one.judged.state == state);
        of.count()
    };
    State::ALL
        .into_iter()
        .map(|state| Counted {
            state: state.name(),
            look: look(state),
            count: count(state),
            href: format!("/policy?version={policy_id}&state={}", state.key()),
            is_shown: only == Some(state),
        })
        .collect()
}
