//! What is measured: framework editions adopted as data, with their themes, measures and values, and
//! the targets an organisation sets (P1.2a). A measure belongs to its edition for ever.

pub(crate) mod adopt;
mod adopting;
mod credits;
mod crosswalk;
pub(crate) mod crosswalks;
mod fit;
mod keeping;
pub(crate) mod measure;
pub(crate) mod show;
mod store;
pub(crate) mod targets;
pub(crate) mod theme;

#[cfg(test)]
mod tests;

use database::Id;
use domain::framework::{Pack, Permission, Pounds};
use jiff::civil::Date;

pub(crate) use adopting::adopt;
pub(crate) use credits::{Credits, about, credits, footer};
pub(crate) use crosswalk::{Link, links};
pub(crate) use fit::{misfits, refuse_misfit, words_misfit};
pub(crate) use keeping::{is_pack, keep, read_copy, short_name};
pub(crate) use store::{
    begin, closed_quarters, editions, elsewhere, measure, measure_add, measures, retire, retitle,
    target_remove, target_set, targets, term, terms, themes, value_add, values,
};
#[cfg(test)]
pub(crate) use store::{edition_add, theme_add};

/// An adopted edition of a framework.
#[expect(
    clippy::struct_field_names,
    reason = "an edition is what its publisher calls it"
)]
#[derive(Debug, Clone)]
pub(crate) struct Edition {
    pub(crate) id: Id,
    /// The framework's short name: `house`, `national-toms`.
    pub(crate) framework: String,
    pub(crate) edition: String,
    pub(crate) title: String,
    pub(crate) publisher: String,
    pub(crate) licence: String,
    /// What the licence asks to be printed; may be empty.
    pub(crate) attribution: String,
    /// What the licence permits, parted by spaces.
    pub(crate) permits: String,
}

impl Edition {
    /// Its name on a page.
    pub(crate) fn name(&self) -> String {
        format!("{}, edition {}", self.title, self.edition)
    }

    /// Whether it is the edition of a pack.
    pub(crate) fn is_of(&self, pack: &Pack) -> bool {
        self.framework == pack.id && self.edition == pack.edition
    }

    pub(crate) fn permits(&self, permission: Permission) -> bool {
        self.permits.split(' ').any(|word| word == permission.key())
    }

    /// What its licence forbids, in words; empty when it forbids nothing.
    pub(crate) fn forbidden(&self) -> String {
        let forbidden = [
            (Permission::Edit, "no change of its words and values"),
            (Permission::Ship, "no passing on"),
            (Permission::CommercialUse, "no commercial use"),
        ];
        let words: Vec<&str> = forbidden
            .into_iter()
            .filter(|(permission, _)| !self.permits(*permission))
            .map(|(_, words)| words)
            .collect();
        words.join(", ")
    }
}

/// A theme of an edition.
#[derive(Debug, Clone)]
pub(crate) struct Theme {
    pub(crate) id: Id,
    pub(crate) edition_id: Id,
    pub(crate) code: String,
    pub(crate) title: String,
    pub(crate) position: i64,
}

/// Where a theme is addressed besides here (P1.1e).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Elsewhere {
    /// The document's name.
    pub(crate) document: String,
    /// Where it is kept.
    pub(crate) kept_where: String,
}

impl Elsewhere {
    /// The mark as reports say it.
    pub(crate) fn words(&self) -> String {
        format!("Addressed in {} ({})", self.document, self.kept_where)
    }
}

/// What one unit of a measure is worth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Value {
    /// The first day it holds.
    pub(crate) from: Date,
    pub(crate) pounds: Pounds,
    /// Where it comes from.
    pub(crate) source: String,
}

/// The value that holds on a day, of those of a measure in their order.
pub(crate) fn value_on(values: &[Value], day: Date) -> Option<&Value> {
    values.iter().rfind(|value| value.from <= day)
}

/// A measure of an edition.
#[derive(Debug, Clone)]
pub(crate) struct Measure {
    pub(crate) id: Id,
    pub(crate) edition_id: Id,
    pub(crate) theme_id: Id,
    pub(crate) outcome: String,
    pub(crate) code: String,
    pub(crate) title: String,
    pub(crate) unit: String,
    /// Which people or things it counts.
    pub(crate) counts: String,
    pub(crate) evidence_asked: String,
    /// The weakest grade of evidence with which a quantity counts, 1 to 4.
    pub(crate) minimum_grade: i64,
    /// `fixed`, `localised` or `record-only`.
    pub(crate) value_kind: String,
    /// Other codes of the same measure, parted by spaces.
    pub(crate) aliases: String,
    /// Codes that may not be claimed together with it, parted by spaces.
    pub(crate) exclusions: String,
    /// What it also speaks to, parted by spaces: `sdg:8`, `iris:PI2998`.
    pub(crate) tags: String,
    pub(crate) position: i64,
}
