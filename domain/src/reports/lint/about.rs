//! Which measure a sentence speaks of: the one it names by a mark or a code, else the one whose title it
//! is most like.

use super::sentences::{Number, Of, Sentence};
use crate::disclosure::counts_people;
use crate::reports::outcomes::{MeasureYear, Outcomes};
use std::collections::BTreeSet;

/// How it is known that a sentence speaks of a measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Known {
    /// It names it, by its code or a mark.
    Named,
    /// It has most words of its title.
    Likely,
}

/// A measure that a sentence speaks of.
#[derive(Debug, Clone, Copy)]
pub(super) struct About<'a> {
    pub(super) measure: &'a MeasureYear,
    pub(super) known: Known,
}

/// Words that say nothing about what a title is of.
const EMPTY: [&str; 12] = [
    "with", "from", "that", "this", "they", "their", "them", "after", "began", "over", "under",
    "more",
];

/// What a word is compared by: without its ending.
fn stem(word: &str) -> String {
    let word = word.to_lowercase();
    let cut = ["ing", "es", "s"];
    let short = cut.iter().find_map(|ending| word.strip_suffix(ending));
    short
        .filter(|short| short.chars().count() > 3)
        .map_or_else(|| word.clone(), str::to_owned)
}

fn stems(text: &str) -> BTreeSet<String> {
    words(text)
        .filter(|word| word.chars().count() > 3 && !EMPTY.contains(word))
        .map(stem)
        .collect()
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|sign: char| !sign.is_alphanumeric())
        .filter(|word| !word.is_empty())
}

/// The measures that a sentence speaks of.
pub(super) fn about<'a>(sentence: &Sentence, outcomes: &'a Outcomes) -> Vec<About<'a>> {
    let is_named = |measure: &&MeasureYear| {
        let code = measure.code.to_lowercase();
        let of_mark = |mark: &String| {
            let first = mark.split([' ', '#']).next().unwrap_or_default();
            first.to_lowercase() == code
        };
        sentence.words.contains(&code) || sentence.marks.iter().any(of_mark)
    };
    let named: Vec<About<'_>> = outcomes
        .measures()
        .filter(is_named)
        .map(|measure| About {
            measure,
            known: Known::Named,
        })
        .collect();
    if named.is_empty() {
        likely(sentence, outcomes).into_iter().collect()
    } else {
        named
    }
}

/// The one measure whose title has most words in common with a sentence, if at least half of them are.
fn likely<'a>(sentence: &Sentence, outcomes: &'a Outcomes) -> Option<About<'a>> {
    let said = stems(&sentence.words.join(" "));
    let mut scored: Vec<(usize, &MeasureYear)> = outcomes
        .measures()
        .filter_map(|measure| {
            let title = measure.title.to_lowercase();
            let title = stems(&title);
            let both = title.intersection(&said).count();
            (both >= 2 && both * 2 >= title.len()).then_some((both, measure))
        })
        .collect();
    scored.sort_by_key(|(both, _)| std::cmp::Reverse(*both));
    match scored.as_slice() {
        [(most, measure), (next, _), ..] if most > next => Some(About {
            measure,
            known: Known::Likely,
        }),
        [(_, measure)] => Some(About {
            measure,
            known: Known::Likely,
        }),
        _ => None,
    }
}

/// Whether a number of a sentence can be a quantity of a measure: what stands behind it is the measure's
/// unit, or people where it counts people, or, where the sentence names the measure, nothing.
pub(super) fn can_be_of(number: &Number, about: &About<'_>) -> bool {
    if number.of != Of::Count {
        return false;
    }
    let after = number.after.as_str();
    let unit = about.measure.unit.to_lowercase();
    let title = about.measure.title.to_lowercase();
    let is_unit = stems(&unit).contains(&stem(after)) || words(&unit).any(|one| one == after);
    let is_people = counts_people(&unit) && counts_people(after);
    let in_title = !after.is_empty() && stems(&title).contains(&stem(after));
    match about.known {
        Known::Named => after.is_empty() || is_unit || is_people || in_title,
        Known::Likely => is_unit || is_people || in_title,
    }
}

/// How a figure of a measure is marked, and what it is.
pub(super) fn figures(measure: &MeasureYear) -> Vec<(String, i64)> {
    let code = &measure.code;
    let mut found = vec![(code.clone(), measure.evidenced_thousandths)];
    found.extend(
        measure
            .target_thousandths
            .map(|target| (format!("{code} target"), target)),
    );
    found.push((format!("{code} additional"), measure.additional_thousandths));
    found.push((
        format!("{code} unevidenced"),
        measure.unevidenced_thousandths,
    ));
    for part in &measure.quarters {
        if let Some((_, number)) = part.quarter.rsplit_once("-q") {
            found.push((
                format!("{code} quarter {number}"),
                part.evidenced_thousandths,
            ));
        }
    }
    found
}
