//! What was not added to each other, said in sentences: one code that stands for measures which differ in
//! title, unit or edition, and one name of years that begin on different days.

use super::adding::Figures;
use super::given::{Heading, Organisation};
use crate::calendar::in_words;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

fn names<'a>(of: impl Iterator<Item = &'a Organisation> + 'a) -> String {
    let names: BTreeSet<&str> = of.map(|one| one.name.as_str()).collect();
    names.into_iter().collect::<Vec<_>>().join(", ")
}

fn first_day(from: &str) -> String {
    match from.parse::<Date>() {
        Ok(day) => format!("the year from {}", in_words(day)),
        Err(_) => "a year whose first day the pack does not say".to_owned(),
    }
}

fn described(heading: &Heading) -> String {
    let measure = &heading.measure;
    let edition = match measure.edition.as_str() {
        "" => "an edition that the pack does not say",
        edition => edition,
    };
    let (title, unit) = (&measure.title, &measure.unit);
    let from = first_day(&heading.year.from);
    format!("‘{title}’ in {unit} ({edition}; {from})")
}

/// The sentences.
pub(super) fn said(figures: &BTreeMap<Heading, Figures>) -> Vec<String> {
    let mut same: BTreeMap<(&str, &str), Vec<(&Heading, &Figures)>> = BTreeMap::new();
    for (heading, of) in figures {
        let place = (heading.year.name.as_str(), heading.measure.code.as_str());
        same.entry(place).or_default().push((heading, of));
    }
    let several = same.into_iter().filter(|(_, of)| of.len() > 1);
    several
        .map(|((year, code), of)| {
            let each: Vec<String> = (of.iter())
                .map(|(heading, figures)| {
                    let whose = names(figures.whole.of.keys());
                    format!("{} of {whose}", described(heading))
                })
                .collect();
            format!(
                "{code} in {year} is not one measure here, and its figures are not added to each other: {}.",
                each.join("; ")
            )
        })
        .collect()
}
