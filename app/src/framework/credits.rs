//! Under which licence a framework's words are used: printed wherever they are, on pages and in documents
//! (P1.2a). What is said of a measure for open data comes from here too, because an edition never changes.

use super::{Edition, store};
use crate::failure::Failure;
use crate::visit::Visit;
use database::{Id, Read};
use domain::framework::Permission;
use domain::open_data::About;
use domain::people::Action;
use std::collections::{BTreeMap, BTreeSet};

/// The editions of some measures.
#[derive(Debug, Clone, Default)]
pub(crate) struct Credits {
    editions: Vec<Edition>,
    of: BTreeMap<Id, usize>,
}

impl Credits {
    /// The edition of a measure.
    fn edition(&self, measure: Id) -> Option<&Edition> {
        self.editions.get(*self.of.get(&measure)?)
    }

    /// Whether a measure's words may be passed on to everybody. What no edition here says is our own.
    pub(crate) fn may_pass_on(&self, measure: Id) -> Option<()> {
        let permits = |edition: &Edition| edition.permits(Permission::Ship);
        self.edition(measure).is_none_or(permits).then_some(())
    }

    /// A line for each edition that has one of these measures, in the order they were adopted.
    pub(crate) fn lines(&self, measures: impl IntoIterator<Item = Id>) -> Vec<String> {
        let places: BTreeSet<usize> = measures
            .into_iter()
            .filter_map(|measure| self.of.get(&measure).copied())
            .collect();
        let editions = places.into_iter().filter_map(|at| self.editions.get(at));
        editions.map(Edition::credit).collect()
    }
}

impl Edition {
    /// Who publishes it, under which licence, what that forbids, and what it asks to be printed.
    pub(crate) fn credit(&self) -> String {
        let mut words = format!(
            "{}: published by {}, licence {}",
            self.name(),
            self.publisher,
            self.licence
        );
        let forbidden = self.forbidden();
        if !forbidden.is_empty() {
            words.push_str(&format!(" ({forbidden})"));
        }
        words.push('.');
        if !self.attribution.is_empty() {
            words.push(' ');
            words.push_str(&self.attribution);
        }
        words
    }

    /// Whether its licence asks for something to be printed beside its words.
    fn asks(&self) -> bool {
        !self.attribution.is_empty() || !self.permits(Permission::CommercialUse)
    }
}

/// The editions of all measures.
pub(crate) fn credits(read: &mut Read<'_>) -> Result<Credits, Failure> {
    let editions = store::editions(read)?;
    let place = |id: Id| editions.iter().position(|edition| edition.id == id);
    let of = store::measures(read)?
        .into_iter()
        .filter_map(|measure| Some((measure.id, place(measure.edition_id)?)))
        .collect();
    Ok(Credits { editions, of })
}

/// What stands at the foot of every page of those who see measures: the credits of editions whose licence
/// asks for one. A page that cannot read them says that instead of failing, because a failure has a page too.
pub(crate) fn footer(visit: &Visit<'_>) -> Vec<String> {
    if !visit.may(Action::SeeSigned) {
        return Vec::new();
    }
    let asking = |read: &mut Read<'_>| {
        let editions = store::editions(read)?;
        let asking = editions.iter().filter(|edition| edition.asks());
        Ok::<Vec<String>, Failure>(asking.map(Edition::credit).collect())
    };
    visit
        .read(asking)
        .unwrap_or_else(|_| vec!["The licences of the frameworks could not be read.".to_owned()])
}

/// What the editions say of their measures.
pub(crate) fn about(read: &mut Read<'_>) -> Result<BTreeMap<Id, About>, Failure> {
    let names: BTreeMap<Id, String> = store::editions(read)?
        .into_iter()
        .map(|edition| (edition.id, edition.name()))
        .collect();
    let about = |measure: super::Measure| {
        let about = About {
            outcome: measure.outcome,
            evidence: measure.evidence_asked,
            edition: names.get(&measure.edition_id).cloned().unwrap_or_default(),
            tags: measure.tags.split_whitespace().map(str::to_owned).collect(),
        };
        (measure.id, about)
    };
    Ok(store::measures(read)?.into_iter().map(about).collect())
}
