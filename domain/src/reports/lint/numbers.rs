//! What is wrong with the numbers of a sentence: larger than their figure, rounded up, typed where a live
//! figure is, a percentage of nothing, or resting on weak evidence.

use super::about::{About, Known, can_be_of, figures};
use super::sentences::{Number, Of, Sentence};
use super::{FindingOf, Found};
use crate::ledger::Quantity;
use crate::reports::outcomes::{MeasureYear, Outcomes, coverage_percent};

/// What lifts a number above what it says.
const OVER: [&str; 6] = [
    "over",
    "more than",
    "above",
    "in excess",
    "upwards of",
    "at least",
];
/// What makes a smaller number look like this one.
const ALMOST: [&str; 5] = ["almost", "nearly", "close to", "just under", "approaching"];

/// The smallest number that is taken for a figure of a measure which the sentence does not speak of.
const DISTINCT: i64 = 20_000;

fn quantity(thousandths: i64) -> String {
    Quantity(thousandths).to_string()
}

/// Everything about the numbers of a sentence.
pub(super) fn all(sentence: &Sentence, abouts: &[About<'_>], outcomes: &Outcomes) -> Vec<Found> {
    let mut found = Vec::new();
    for number in &sentence.numbers {
        match number.of {
            Of::Count => found.extend(counted(sentence, number, (abouts, outcomes))),
            Of::Percent => found.extend(percentage(sentence, number, abouts)),
            Of::Name => {}
        }
    }
    found.extend(abouts.iter().filter_map(|about| weak(sentence, about)));
    found
}

fn counted(
    sentence: &Sentence,
    number: &Number,
    (abouts, outcomes): (&[About<'_>], &Outcomes),
) -> Option<Found> {
    let of = abouts.iter().find(|about| can_be_of(number, about));
    if let Some(about) = of {
        return larger(sentence, number, about).or_else(|| by_hand(number, about.measure));
    }
    if ALMOST.iter().any(|word| number.follows(word)) {
        return Some(Found::new(
            FindingOf::RoundedUp,
            format!(
                "‘{} {}’ is less than it looks.",
                number.before.join(" "),
                number.typed
            ),
            "Say the exact number, or put in the figure by its mark.",
        ));
    }
    elsewhere(number, outcomes)
}

/// A number above the figure of its measure. A target may be larger than what was reached.
fn larger(sentence: &Sentence, number: &Number, about: &About<'_>) -> Option<Found> {
    let measure = about.measure;
    let figure = measure.evidenced_thousandths;
    let is_over = OVER.iter().any(|word| number.follows(word));
    let is_almost = ALMOST.iter().any(|word| number.follows(word));
    let is_ahead = sentence.has(&["target", "aim", "plan", "next", "goal", "hope", "will"]);
    let is_target = figures(measure)
        .iter()
        .any(|(mark, target)| mark.ends_with("target") && *target == number.thousandths);
    if is_ahead || is_target && !is_over {
        return None;
    }
    let is_at_least = number.follows("at least");
    let is_larger =
        number.thousandths > figure || (is_over && !is_at_least && number.thousandths == figure);
    if !is_larger {
        return None;
    }
    let (kind, said) = if is_over || is_almost {
        (
            FindingOf::RoundedUp,
            format!("{} {}", number.before.join(" "), number.typed),
        )
    } else {
        (FindingOf::LargerThanFigure, number.typed.clone())
    };
    let why = format!(
        "‘{said}’ is more than the signed returns say of {} {}: {} {} evidenced.",
        measure.code,
        measure.title,
        quantity(figure),
        measure.unit
    );
    let found = Found::new(
        kind,
        why,
        format!("Put in the figure: {{{}}}.", measure.code),
    );
    Some(match about.known {
        Known::Named if !is_almost => found.wrong(),
        Known::Named | Known::Likely => found,
    })
}

/// A number that is a figure of the measure.
fn by_hand(number: &Number, measure: &MeasureYear) -> Option<Found> {
    let all = figures(measure);
    let (mark, _) = all
        .iter()
        .find(|(_, figure)| *figure == number.thousandths && *figure != 0)?;
    Some(typed(number, measure, mark))
}

fn typed(number: &Number, measure: &MeasureYear, mark: &str) -> Found {
    Found::new(
        FindingOf::TypedByHand,
        format!(
            "‘{}’ is typed, and it is a figure of {} {}: typed numbers do not follow what is signed.",
            number.typed, measure.code, measure.title
        ),
        format!("Put it in as {{{mark}}}."),
    )
}

/// A number that is the figure of one measure alone, though the sentence does not speak of it.
fn elsewhere(number: &Number, outcomes: &Outcomes) -> Option<Found> {
    if number.thousandths < DISTINCT {
        return None;
    }
    let of: Vec<&MeasureYear> = outcomes
        .measures()
        .filter(|measure| measure.evidenced_thousandths == number.thousandths)
        .collect();
    match of.as_slice() {
        [measure] => {
            let about = About {
                measure,
                known: Known::Likely,
            };
            can_be_of(number, &about).then(|| typed(number, measure, &measure.code))
        }
        _ => None,
    }
}

fn percentage(sentence: &Sentence, number: &Number, abouts: &[About<'_>]) -> Option<Found> {
    if number.thousandths == 100_000 {
        let short = abouts.iter().find(|about| is_short(about.measure));
        if let Some(about) = short {
            return Some(Found::new(
                FindingOf::RoundedUp,
                format!(
                    "‘100 %’ is said beside {} {}, which has not all of its target or of its evidence.",
                    about.measure.code, about.measure.title
                ),
                format!(
                    "Say the exact share, or put in {{{}}} and {{{} target}}.",
                    about.measure.code, about.measure.code
                ),
            ));
        }
    }
    (sentence.quantities() == 0).then(|| {
        Found::new(
            FindingOf::NoBase,
            format!(
                "‘{} %’ has no base: of how many it is, is not said.",
                number.typed
            ),
            "Say of how many, such as ‘18 of 24 learners (75 %)’.",
        )
    })
}

/// Whether a measure has less than its target, or less evidence than quantity.
fn is_short(measure: &MeasureYear) -> bool {
    let with = measure.evidenced_thousandths;
    let is_below = measure
        .target_thousandths
        .is_some_and(|target| with < target);
    let coverage = coverage_percent(with, measure.unevidenced_thousandths);
    is_below || coverage.is_some_and(|percent| percent < 100)
}

/// A figure that rests on the organisation's own word.
fn weak(sentence: &Sentence, about: &About<'_>) -> Option<Found> {
    let measure = about.measure;
    let is_stated = match about.known {
        Known::Named => !sentence.marks.is_empty(),
        Known::Likely => false,
    } || sentence
        .numbers
        .iter()
        .any(|number| can_be_of(number, about));
    let stronger: i64 = measure
        .by_grade
        .iter()
        .filter(|part| part.grade >= 2)
        .map(|part| part.thousandths)
        .sum();
    let own_word = measure.evidenced_thousandths.saturating_sub(stronger);
    (is_stated && own_word > 0).then(|| {
        Found::new(
            FindingOf::WeakEvidence,
            format!(
                "Of {} {} of {}, {} rest on the organisation’s own word: nobody else has confirmed them.",
                quantity(measure.evidenced_thousandths),
                measure.unit,
                measure.code,
                quantity(own_word)
            ),
            "Have them confirmed by a partner or a record kept by others, or say that they are self-declared.",
        )
    })
}
