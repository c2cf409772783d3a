//! Where the learners of a return lived, by area and by deprivation (P1.1b). Who may not see learners
//! sees no small numbers either.

use super::sums;
use crate::organisation::Area;
use domain::disclosure::{Shown, THRESHOLD, breakdowns};
use std::collections::{BTreeMap, BTreeSet};

/// A place with how many learners lived there.
pub(super) struct Row {
    pub(super) name: String,
    pub(super) learners: String,
    /// How that was found, in words.
    pub(super) method: String,
}

/// The learners of a return by place.
pub(super) struct Placed {
    pub(super) areas: Vec<Row>,
    /// Empty when no decile is known.
    pub(super) deciles: Vec<Row>,
}

/// What counts to one place.
#[derive(Default)]
struct Place {
    learners: u64,
    methods: BTreeSet<String>,
}

impl Placed {
    /// Counts each learner once, where they lived when their first aim began. With `exact`, small
    /// numbers are shown as well.
    pub(super) fn of(places: &[(sums::Place, u64)], areas: &[Area], exact: Option<()>) -> Self {
        // What is not known has no code and stands last.
        let mut by_area: BTreeMap<(bool, String), Place> = BTreeMap::new();
        let mut by_decile: BTreeMap<u8, Place> = BTreeMap::new();
        for (found, learners) in places {
            let name = found.area_code.as_ref().map(|code| name_of(code, areas));
            let key = (name.is_none(), name.unwrap_or_default());
            let place = by_area.entry(key).or_default();
            place.learners += learners;
            place.methods.extend(found.area_method.clone());
            let place = by_decile
                .entry(found.decile.unwrap_or(u8::MAX))
                .or_default();
            place.learners += learners;
            place.methods.extend(found.decile_method.clone());
        }
        let numbers = [numbers(&by_area), numbers(&by_decile)];
        let shown = shown(&numbers, exact);
        let mut shown = shown.into_iter().map(Vec::into_iter);
        let mut of_areas = shown.next().unwrap_or_default();
        let mut of_deciles = shown.next().unwrap_or_default();
        let areas = by_area.into_iter().map(|((is_unknown, name), place)| {
            let name = if is_unknown { UNKNOWN.to_owned() } else { name };
            place.row(name, of_areas.next())
        });
        let is_known = by_decile.keys().any(|decile| *decile != u8::MAX);
        let deciles = by_decile
            .into_iter()
            .map(|(decile, place)| place.row(name_of_decile(decile), of_deciles.next()));
        Self {
            areas: areas.collect(),
            deciles: if is_known {
                deciles.collect()
            } else {
                Vec::new()
            },
        }
    }
}

/// The name of what nothing is known of.
const UNKNOWN: &str = "Elsewhere or not known";

impl Place {
    fn row(self, name: String, shown: Option<Shown>) -> Row {
        let methods: Vec<String> = self.methods.into_iter().collect();
        Row {
            name,
            learners: shown.unwrap_or(Shown::Withheld).words(THRESHOLD),
            method: methods.join("; "),
        }
    }
}

fn numbers<K>(places: &BTreeMap<K, Place>) -> Vec<u64> {
    places.values().map(|place| place.learners).collect()
}

fn shown(numbers: &[Vec<u64>], exact: Option<()>) -> Vec<Vec<Shown>> {
    if exact.is_some() {
        let exact = |numbers: &Vec<u64>| numbers.iter().copied().map(Shown::Exact).collect();
        return numbers.iter().map(exact).collect();
    }
    let total = numbers.first().map(|numbers| numbers.iter().sum());
    breakdowns(total.unwrap_or_default(), numbers, THRESHOLD)
}

fn name_of(code: &str, areas: &[Area]) -> String {
    let area = areas.iter().find(|area| area.code == code);
    area.map_or_else(|| code.to_owned(), |area| area.name.clone())
}

fn name_of_decile(decile: u8) -> String {
    match decile {
        1 => "1, the most deprived tenth".to_owned(),
        10 => "10, the least deprived tenth".to_owned(),
        u8::MAX => "Not known".to_owned(),
        other => other.to_string(),
    }
}
