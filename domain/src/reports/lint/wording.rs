//! What is wrong with the words of a sentence: made and kept mixed up, a change without a beginning,
//! learners as full-time equivalents, and references that have grown old.

use super::about::About;
use super::sentences::Sentence;
use super::{FindingOf, Found, LintGround};
use crate::disclosure::counts_people;
use crate::framework::UnitKind;
use crate::policy::references::{RENAMED, RENAMED_SUGGESTION, periods};
use crate::reports::outcomes::MeasureYear;

/// Words that say something is new.
const CREATED: [&str; 3] = ["created", "creating", "creation"];
/// Words that say something was there before.
const KEPT: [&str; 10] = [
    "retain",
    "kept",
    "keep",
    "still",
    "sustain",
    "lasting",
    "stay",
    "remain",
    "safeguard",
    "protect",
];

/// Words that claim a change.
const CHANGED: [&str; 17] = [
    "improved",
    "improves",
    "improvement",
    "increased",
    "increase",
    "rose",
    "risen",
    "grew",
    "grown",
    "higher",
    "reduced",
    "reduction",
    "decreased",
    "fell",
    "doubled",
    "halved",
    "fewer",
];

/// Everything about the words of a sentence.
pub(super) fn all(
    sentence: &Sentence,
    abouts: &[About<'_>],
    ground: &LintGround<'_>,
) -> Vec<Found> {
    let one = [
        created(sentence, abouts),
        change(sentence),
        equivalents(sentence),
        renamed(sentence, ground),
        lapsed(sentence, ground),
        edition(sentence, ground),
    ];
    one.into_iter().flatten().collect()
}

fn is_of_jobs(measure: &MeasureYear) -> bool {
    counts_people(&measure.unit) || UnitKind::of(&measure.unit) == UnitKind::FullTimeEquivalents
}

/// Whether a measure counts what was there before, too.
fn counts_kept(measure: &MeasureYear) -> bool {
    let title = measure.title.to_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| title.contains(word));
    says(&KEPT) || !says(&["creat", "new "])
}

fn created(sentence: &Sentence, abouts: &[About<'_>]) -> Option<Found> {
    let is_new = sentence.has_word(&CREATED)
        || ["new jobs", "new posts", "new roles"]
            .iter()
            .any(|phrase| sentence.says(phrase));
    if !is_new {
        return None;
    }
    let of_kept = abouts
        .iter()
        .find(|about| is_of_jobs(about.measure) && counts_kept(about.measure));
    if let Some(about) = of_kept {
        return Some(Found::new(
            FindingOf::CreatedOrKept,
            format!(
                "‘Created’ is said of {} {}, which also counts what was there before.",
                about.measure.code, about.measure.title
            ),
            "Say what the measure counts, or count what is new by a measure of its own.",
        ));
    }
    let mixes = sentence.has(&KEPT)
        && sentence.has(&["job", "post", "role", "fte"])
        && sentence.quantities() < 2;
    mixes.then(|| {
        Found::new(
            FindingOf::CreatedOrKept,
            "Created and kept stand together under one number.".to_owned(),
            "Give each its own number.",
        )
    })
}

fn change(sentence: &Sentence) -> Option<Found> {
    if !sentence.has_word(&CHANGED) {
        return None;
    }
    let quantities = sentence.quantities();
    let compares = sentence.has(&["compar", "baseline", "previous"])
        || ["than in", "last year", "year before", "before and after"]
            .iter()
            .any(|phrase| sentence.says(phrase));
    let has_beginning = quantities >= 2 || (compares && quantities >= 1);
    (!has_beginning).then(|| {
        Found::new(
            FindingOf::NoBaseline,
            "A change is claimed, and from what it changed is not said.".to_owned(),
            "Say where it began and where it is now, such as ‘from 40 to 55’, or leave the claim out.",
        )
    })
}

fn equivalents(sentence: &Sentence) -> Option<Found> {
    let is_fte = sentence.has_word(&["fte", "ftes"])
        || ["full time equivalent", "full time equivalents"]
            .iter()
            .any(|phrase| sentence.says(phrase));
    let of_learners = sentence.has(&["learner", "student", "trainee", "participant"]);
    let denies = sentence.has_word(&["never", "not", "no"]);
    (is_fte && of_learners && !denies).then(|| {
        Found::new(
            FindingOf::LearnersAsEquivalents,
            "Learners are said in full-time equivalents, which would be read as jobs of our own."
                .to_owned(),
            "Give the number of learners, or their hours.",
        )
    })
}

fn renamed(sentence: &Sentence, ground: &LintGround<'_>) -> Option<Found> {
    let is_old = |name: &&crate::policy::references::Renamed| {
        let says_both = sentence.text.contains(name.new)
            || sentence.has_word(&["former", "formerly", "before", "previously"]);
        name.held_on(ground.last_day) && name.is_used_in(&sentence.text) && !says_both
    };
    let name = RENAMED.iter().find(is_old)?;
    Some(Found::new(
        FindingOf::OldReference,
        name.sentence.to_owned(),
        RENAMED_SUGGESTION,
    ))
}

/// A strategy whose years had ended before the report's year began.
fn lapsed(sentence: &Sentence, ground: &LintGround<'_>) -> Option<Found> {
    if !sentence.has(&["strateg", "plan", "policy", "framework", "programme"]) {
        return None;
    }
    let began = ground.first_day.year();
    let (from, to) = periods(&sentence.text)
        .into_iter()
        .find(|(from, to)| *to < began && to - from > 1)?;
    Some(Found::new(
        FindingOf::OldReference,
        format!("Something is cited for {from} to {to}, which had ended when this year began."),
        "Name its successor, or say that it has none.",
    ))
}

/// An edition of an adopted framework that is not the one adopted last.
fn edition(sentence: &Sentence, ground: &LintGround<'_>) -> Option<Found> {
    let text = sentence.text.to_lowercase();
    ground.editions.iter().find_map(|adopted| {
        let (_, behind) = text.split_once(&adopted.title.to_lowercase())?;
        let behind = behind.trim_start_matches([',', ' ', '(']);
        let behind = behind.strip_prefix("edition ").unwrap_or(behind);
        let named: String = behind
            .chars()
            .take_while(|sign| sign.is_alphanumeric() || *sign == '.')
            .collect();
        let named = named.trim_end_matches('.');
        let is_edition = named
            .chars()
            .next()
            .is_some_and(|sign| sign.is_ascii_digit());
        let is_other = is_edition && named != adopted.newest.to_lowercase();
        is_other.then(|| {
            Found::new(
                FindingOf::OldReference,
                format!(
                    "{} is cited in the edition {named}; the edition in use is {}.",
                    adopted.title, adopted.newest
                ),
                "Name the edition in use, or say why the older one is meant.",
            )
        })
    })
}
