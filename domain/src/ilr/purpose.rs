//! What an aim was for, what it gave beside a qualification, who funded it, and for which ages.

use super::Aim;
use std::collections::BTreeSet;

/// Why an aim counts as employability training.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Employability {
    /// Its reference is in the provider's own list.
    ProvidersList,
    /// Its purpose is preparation for employment: `ACL` 3, from August 2023.
    Purpose,
    /// It gave skills for work: `TLOut` 3, from August 2024.
    SkillsForWork,
}

impl Employability {
    /// Why an aim counts, by the provider's list first, then `ACL` 3, then `TLOut` 3.
    pub fn of(aim: &Aim, providers_list: &BTreeSet<String>) -> Option<Self> {
        if providers_list.contains(&aim.reference) {
            Some(Self::ProvidersList)
        } else if has(aim, "ACL", "3") {
            Some(Self::Purpose)
        } else if aim.tailored_outcomes.contains("3") {
            Some(Self::SkillsForWork)
        } else {
            None
        }
    }
}

/// Increased confidence (`TLOut` 1) or skills to take part in community life (`TLOut` 8); tailored
/// learning only, from August 2024.
pub fn is_for_confidence(aim: &Aim) -> bool {
    aim.tailored_outcomes.contains("1") || aim.tailored_outcomes.contains("8")
}

/// Funded by the Liverpool City Region Combined Authority: `SOF` 111, which is given only for
/// residents of the city region.
pub fn is_city_region_funded(aim: &Aim) -> bool {
    has(aim, "SOF", "111")
}

fn has(aim: &Aim, kind: &str, code: &str) -> bool {
    aim.monitoring
        .iter()
        .any(|(is_kind, is_code)| is_kind == kind && is_code == code)
}

/// Age bands as the Department for Education's further education statistics have them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum AgeBand {
    /// Under 19.
    Under19,
    /// 19 to 24.
    From19To24,
    /// 25 to 49.
    From25To49,
    /// 50 and over.
    From50,
}

/// The band of an age in whole years.
pub fn age_band(age: u8) -> AgeBand {
    match age {
        0..19 => AgeBand::Under19,
        19..25 => AgeBand::From19To24,
        25..50 => AgeBand::From25To49,
        50.. => AgeBand::From50,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ilr::aim::tests::aim;

    #[test]
    fn p2_1d_employability_and_confidence_come_from_their_codes() {
        let list = BTreeSet::from(["Z0007890".to_owned()]);
        assert_eq!(
            Employability::of(&aim(), &list),
            Some(Employability::ProvidersList)
        );
        let none = BTreeSet::new();
        assert_eq!(Employability::of(&aim(), &none), None);
        let mut purpose = aim();
        purpose
            .monitoring
            .insert(("ACL".to_owned(), "3".to_owned()));
        assert_eq!(
            Employability::of(&purpose, &none),
            Some(Employability::Purpose)
        );
        for (code, is_work, is_confidence) in [
            ("1", false, true),
            ("3", true, false),
            ("8", false, true),
            ("11", false, false),
        ] {
            let mut tailored = aim();
            tailored.tailored_outcomes.insert(code.to_owned());
            assert_eq!(
                Employability::of(&tailored, &none).is_some(),
                is_work,
                "{code}"
            );
            assert_eq!(is_for_confidence(&tailored), is_confidence, "{code}");
        }
    }

    #[test]
    fn p1_1b_the_city_region_is_source_of_funding_111() {
        for (code, is_local) in [("111", true), ("115", false), ("105", false)] {
            let mut funded = aim();
            funded
                .monitoring
                .insert(("SOF".to_owned(), code.to_owned()));
            assert_eq!(is_city_region_funded(&funded), is_local, "{code}");
        }
    }

    #[test]
    fn ages_fall_into_the_bands_of_the_statistics() {
        let bands = [18, 19, 24, 25, 49, 50].map(age_band);
        assert_eq!(
            bands,
            [
                AgeBand::Under19,
                AgeBand::From19To24,
                AgeBand::From19To24,
                AgeBand::From25To49,
                AgeBand::From25To49,
                AgeBand::From50,
            ]
        );
    }
}
