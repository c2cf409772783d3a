//! The signed figures of many organisations added up (P1.2c), without a place that all of them report to.
//! Only what a pack prints for everybody goes in, so that nothing comes out which the packs do not say:
//! a number of people that is kept back there is kept back here, and a sum over it is ‘at least’. What
//! differs in unit, edition, title or the year's first day is never added, and that is said. Nothing
//! counts twice: not a return in two packs, not an edition beside the one that replaced it.

mod adding;
mod apart;
mod choosing;
mod given;
mod guard;
mod overlaps;
#[cfg(test)]
mod tests;

pub use adding::{Figures, Part, Sum};
pub use choosing::{SetAside, Why};
pub use given::{
    Amount, Given, Heading, Line, Measure, Organisation, TokenKind, TokenList, Tokens, YearOf,
};
pub use overlaps::{Comparison, Overlap};

use std::collections::{BTreeMap, BTreeSet};

/// Many organisations' figures added up.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Together {
    /// The sums, by year and measure.
    pub figures: BTreeMap<Heading, Figures>,
    /// What was counted: the organisation and the name of the return.
    pub counted: BTreeSet<(Organisation, String)>,
    /// Returns that hold and were not counted, and why.
    pub set_aside: Vec<SetAside>,
    /// What was not added to each other, and what has to be known about a sum, in sentences.
    pub apart: Vec<String>,
    /// What stands with more than one organisation, as far as their packs carry tokens.
    pub overlaps: Vec<Overlap>,
    /// Whose tokens could be compared.
    pub compared: Comparison,
}

/// Adds up the returns of packs that hold. In which order they are given changes nothing but whose copy
/// of the same return is named.
pub fn add_up(given: Vec<Given>) -> Together {
    let (standing, set_aside) = choosing::choose(given);
    let standing = standing.into_iter().map(guard::guarded).collect::<Vec<_>>();
    let figures = adding::add(&standing);
    let compared = overlaps::compare(&standing);
    Together {
        overlaps: overlaps::find(&standing, &figures, &compared),
        apart: apart::said(&figures),
        counted: (standing.iter())
            .map(|one| (one.organisation.clone(), one.name.clone()))
            .collect(),
        figures,
        set_aside,
        compared,
    }
}

impl Together {
    /// Everybody whose figures were counted, by name.
    pub fn organisations(&self) -> BTreeSet<&Organisation> {
        self.counted.iter().map(|(of, _)| of).collect()
    }

    /// Whether two packs contradict each other, so that one of them cannot be true.
    pub fn contradicts(&self) -> bool {
        self.set_aside.iter().any(|one| one.why.is_contradiction())
    }
}
