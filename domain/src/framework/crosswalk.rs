//! How measures of two frameworks stand to each other, so that one entry serves many (P1.2a). A measure
//! that is equal to another, or a part of it, counts for it too; one that is more than it or only
//! overlaps never does by itself, because nobody can tell which of its entries would.

use super::UnitKind;
use serde::Deserialize;

/// What one measure is to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Relation {
    /// Both count the same.
    Equal,
    /// The first counts a part of what the second counts.
    Subset,
    /// The first counts more than the second.
    Superset,
    /// Some of each is in the other.
    Overlaps,
}

/// A line of a pack that says how another framework's measure stands to one of its own.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Crosswalk {
    /// The other measure.
    pub from: Named,
    /// The code of the pack's own measure.
    pub to: String,
    /// What the other is to its own.
    pub relation: Relation,
    /// Why.
    pub reason: String,
}

/// A measure of any framework, by its name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub struct Named {
    /// The framework's short name.
    pub framework: String,
    /// Its edition.
    pub edition: String,
    /// The measure's code.
    pub code: String,
}

impl Relation {
    /// All relations, in the order forms offer them.
    pub const ALL: [Self; 4] = [Self::Equal, Self::Subset, Self::Superset, Self::Overlaps];

    /// The word in the database, in packs and in forms.
    pub fn key(self) -> &'static str {
        match self {
            Self::Equal => "equal",
            Self::Subset => "subset",
            Self::Superset => "superset",
            Self::Overlaps => "overlaps",
        }
    }

    /// The name on a page.
    pub fn name(self) -> &'static str {
        match self {
            Self::Equal => "Counts the same",
            Self::Subset => "Is a part of it",
            Self::Superset => "Is more than it",
            Self::Overlaps => "Overlaps with it",
        }
    }

    /// The relation of a key, if there is one.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|relation| relation.key() == key)
    }

    /// Whether every entry of the first counts for the second too.
    pub fn serves(self) -> bool {
        matches!(self, Self::Equal | Self::Subset)
    }
}

/// Why a measure cannot count for another in the relation that was chosen; none when it can. Units have
/// to count the same kind of thing, by their words: hours are not people.
pub fn serving_refused(from_unit: &str, to_unit: &str, relation: Relation) -> Option<String> {
    let counts_alike = UnitKind::of(from_unit) == UnitKind::of(to_unit);
    (relation.serves() && !counts_alike).then(|| {
        format!(
            "One is counted in {from_unit} and the other in {to_unit}: such measures overlap at most"
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_equal_or_a_part_serves() {
        let serving: Vec<&str> = Relation::ALL
            .into_iter()
            .filter(|relation| relation.serves())
            .map(Relation::key)
            .collect();
        assert_eq!(serving, ["equal", "subset"]);
        for relation in Relation::ALL {
            assert_eq!(Relation::from_key(relation.key()), Some(relation));
        }
    }

    #[test]
    fn hours_never_serve_people() {
        let refused = serving_refused("hours × attendees", "people", Relation::Subset).unwrap();
        assert!(refused.contains("overlap at most"), "{refused}");
        let asked = serving_refused("hours × attendees", "people", Relation::Overlaps);
        assert_eq!(asked, None);
        let alike = serving_refused("learners", "people", Relation::Subset);
        assert_eq!(alike, None);
    }
}
