//! Ethnicity, learning difficulty and custody as sums over a return, made only when somebody asks. They
//! are never known of a learner, and never printed exactly.

use crate::disclosure::{Shown, THRESHOLD, breakdowns, rounded};
use std::collections::BTreeMap;

/// What is summed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Characteristic {
    /// `Ethnicity`, in the five groups of the census.
    Ethnicity,
    /// `LLDDHealthProb`.
    Difficulty,
    /// `LDM` 034: an offender in custody.
    Custody,
}

impl Characteristic {
    /// All of them in the order pages show them.
    pub const ALL: [Self; 3] = [Self::Ethnicity, Self::Difficulty, Self::Custody];

    /// The word in the database.
    pub fn key(self) -> &'static str {
        match self {
            Self::Ethnicity => "ethnicity",
            Self::Difficulty => "difficulty",
            Self::Custody => "custody",
        }
    }

    /// The name on a page.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ethnicity => "Ethnic group",
            Self::Difficulty => "Learning difficulty, disability or health problem",
            Self::Custody => "In custody",
        }
    }

    /// The group in which a code of the return is counted.
    pub fn group(self, code: &str) -> &'static str {
        match (self, code) {
            (Self::Ethnicity, "31" | "32" | "33" | "34") => "White",
            (Self::Ethnicity, "35" | "36" | "37" | "38") => "Mixed or several",
            (Self::Ethnicity, "39" | "40" | "41" | "42" | "43") => "Asian or Asian British",
            (Self::Ethnicity, "44" | "45" | "46") => "Black, African, Caribbean or Black British",
            (Self::Ethnicity, "47" | "98") => "Arab or any other",
            (Self::Difficulty, "1") | (Self::Custody, "yes") => "Yes",
            (Self::Difficulty, "2") | (Self::Custody, "no") => "No",
            (Self::Ethnicity | Self::Difficulty | Self::Custody, _) => "Not known",
        }
    }

    /// The groups of the codes' sums in words: rounded to 5, few where they are small, and not shown
    /// where another would give a small one away.
    pub fn shown(self, codes: &BTreeMap<String, u64>) -> Vec<(&'static str, String)> {
        let mut groups: BTreeMap<&'static str, u64> = BTreeMap::new();
        for (code, number) in codes {
            let group = groups.entry(self.group(code)).or_default();
            *group = group.saturating_add(*number);
        }
        let numbers: Vec<u64> = groups.values().copied().collect();
        let total = numbers.iter().sum();
        let shown = breakdowns(total, &[numbers], THRESHOLD)
            .into_iter()
            .flatten();
        let words = shown.map(|one| match one {
            Shown::Exact(number) => rounded(number, THRESHOLD).words(THRESHOLD),
            Shown::Few | Shown::Hidden | Shown::Withheld => one.words(THRESHOLD),
        });
        groups.into_keys().zip(words).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_rounded_to_five_and_a_small_one_is_not_given_away() {
        let codes = |counts: &[(&str, u64)]| {
            counts
                .iter()
                .map(|(code, number)| ((*code).to_owned(), *number))
                .collect::<BTreeMap<_, _>>()
        };
        let shown = Characteristic::Ethnicity.shown(&codes(&[("31", 58), ("32", 3), ("39", 27)]));
        assert_eq!(
            shown,
            [
                ("Asian or Asian British", "25".to_owned()),
                ("White", "60".to_owned())
            ]
        );
        let small = Characteristic::Difficulty.shown(&codes(&[("1", 2), ("2", 41), ("9", 17)]));
        let words: Vec<&str> = small.iter().map(|(_, words)| words.as_str()).collect();
        assert!(!words.contains(&"2"));
        let exact = words.iter().filter(|words| words.parse::<u64>().is_ok());
        assert!(
            exact.count() < 2,
            "one of the others is not shown: {words:?}"
        );
        assert_eq!(Characteristic::Ethnicity.group("99"), "Not known");
    }
}
