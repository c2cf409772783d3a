//! Whether the wording of an outcome and the measures under it speak of the same thing, as somebody adopts
//! a framework (P1.2a): a change in people, work that lasts, something completed, learners. The rules look
//! at words and units alone, so a difference is said and never refused.

use super::Counted;
use super::fit::{Fitting, Misfit, UnitKind, includes};

/// A measure as far as its wording goes.
#[derive(Debug, Clone, Copy)]
pub struct Worded<'a> {
    /// What is measured.
    pub title: &'a str,
    /// What it counts.
    pub measure: Fitting<'a>,
}

/// What an outcome may speak of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Topic {
    Change,
    LastingWork,
    Completion,
    Learners,
}

const CHANGES: [&str; 6] = [
    "confiden",
    "social skill",
    "wellbeing",
    "well-being",
    "resilien",
    "satisf",
];
const LASTING_WORK: [&str; 5] = [
    "sustained employment",
    "people in employment",
    "sustained work",
    "sustained job",
    "work that lasts",
];
/// Words by which a title speaks of somebody's work; “employees” is no such word, they have it anyway.
const WORK: [&str; 7] = [
    "job",
    "employment",
    "employed",
    "hired",
    "in work",
    "into work",
    "recruit",
];
const COMPLETIONS: [&str; 4] = ["completed", "completion", "achieved", "qualification"];
const LEARNERS: [&str; 2] = ["learner", "student"];

fn holds(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}

impl Topic {
    const ALL: [Self; 4] = [
        Self::Change,
        Self::LastingWork,
        Self::Completion,
        Self::Learners,
    ];

    fn is_of(self, outcome: &str) -> bool {
        match self {
            Self::Change => holds(outcome, &CHANGES),
            Self::LastingWork => holds(outcome, &LASTING_WORK),
            Self::Completion => holds(outcome, &COMPLETIONS),
            Self::Learners => holds(outcome, &LEARNERS),
        }
    }

    /// Whether a title speaks of it too. Of changes it has to be the same one.
    fn is_in(self, outcome: &str, title: &str) -> bool {
        match self {
            Self::Change => CHANGES
                .iter()
                .any(|word| outcome.contains(word) && title.contains(word)),
            Self::LastingWork => holds(title, &WORK),
            Self::Completion => holds(title, &COMPLETIONS),
            Self::Learners => holds(title, &LEARNERS),
        }
    }

    /// Whether a measure shows it.
    fn is_shown_by(self, one: &Worded<'_>) -> bool {
        let kind = UnitKind::of(one.measure.unit);
        match self {
            Self::Change | Self::Completion => !kind.is_effort(),
            Self::LastingWork => {
                let is_of_work = holds(&one.title.to_lowercase(), &WORK);
                let is_headcount =
                    matches!(kind, UnitKind::FullTimeEquivalents | UnitKind::Percent);
                is_headcount || (is_of_work && !kind.is_effort())
            }
            Self::Learners => includes(one.measure.counts, Counted::Learners),
        }
    }

    fn words(self, one: &Worded<'_>) -> String {
        let Fitting {
            code,
            outcome,
            unit,
            counts,
        } = one.measure;
        let kind = UnitKind::of(unit);
        match self {
            Self::Change => format!(
                "The outcome ‘{outcome}’ speaks of a change in people, and {code} counts {}: it shows what was done, not what changed",
                kind.words()
            ),
            Self::LastingWork => format!(
                "The outcome ‘{outcome}’ speaks of work that lasts, and {code} is counted in {unit}: it shows nobody’s work"
            ),
            Self::Completion => format!(
                "The outcome ‘{outcome}’ speaks of what was completed, and {code} counts {}: it shows what was put in, not what was completed",
                kind.words()
            ),
            Self::Learners => {
                let counts: Vec<&str> = counts.iter().map(|one| one.name()).collect();
                let counts = counts.join(" and ");
                format!("The outcome ‘{outcome}’ speaks of learners, and {code} counts {counts}")
            }
        }
    }
}

/// The topics of an outcome that a measure under it does not show.
fn missed(one: &Worded<'_>) -> Vec<Topic> {
    let outcome = one.measure.outcome.to_lowercase();
    let topics = Topic::ALL.into_iter();
    topics
        .filter(|topic| topic.is_of(&outcome) && !topic.is_shown_by(one))
        .collect()
}

/// Where an outcome's wording and a measure under it differ, as one adopts it.
pub fn wording_fits(one: &Worded<'_>) -> Option<Misfit> {
    let topic = *missed(one).first()?;
    Some(Misfit {
        words: topic.words(one),
        is_refused: false,
    })
}

/// The first of some measures that would show what a measure does not show of its outcome.
pub fn worded_instead<'a, 'm>(
    one: &Worded<'_>,
    others: &'a [Worded<'m>],
) -> Option<&'a Worded<'m>> {
    let topics = missed(one);
    if topics.is_empty() {
        return None;
    }
    let outcome = one.measure.outcome.to_lowercase();
    let shows = |other: &&Worded<'_>| {
        let title = other.title.to_lowercase();
        topics
            .iter()
            .all(|topic| topic.is_shown_by(other) && topic.is_in(&outcome, &title))
    };
    others.iter().find(shows)
}

/// In what a record does not fit a measure by its own words: words that speak of learners are no record of
/// people whom the measure does not count.
pub fn words_fit(measure: &Fitting<'_>, words: &str) -> Vec<Misfit> {
    if !holds(&words.to_lowercase(), &LEARNERS) {
        return Vec::new();
    }
    super::record_fits(
        measure,
        super::Recorded {
            who: Counted::Learners,
            kind: UnitKind::of(measure.unit),
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::framework::house_pack;

    fn worded<'a>(
        (outcome, code): (&'a str, &'a str),
        (title, unit): (&'a str, &'a str),
        counts: &'a [Counted],
    ) -> Worded<'a> {
        let measure = Fitting {
            code,
            outcome,
            unit,
            counts,
        };
        Worded { title, measure }
    }

    /// The policy cites five codes under outcomes of its own; four of these pairs differ.
    #[test]
    fn p1_2a_the_mismatches_of_the_policy_are_said_with_a_house_measure_instead() {
        let pack = house_pack().unwrap();
        let house: Vec<Worded<'_>> = pack
            .measures()
            .map(|(_, outcome, measure)| {
                let about = (outcome.title.as_str(), measure.code.as_str());
                worded(about, (&measure.title, &measure.unit), &measure.counts)
            })
            .collect();
        for (outcome, code, words, instead) in [
            (
                "Improved confidence and social skills",
                "NT11",
                "it shows what was done, not what changed",
                "HM3",
            ),
            (
                "More local people in sustained employment",
                "NT20",
                "counted in employees: it shows nobody’s work",
                "NT1",
            ),
            (
                "Skills and employability training opportunities completed",
                "NT7",
                "it shows what was put in, not what was completed",
                "HM2",
            ),
            (
                "Skills and employability training opportunities completed",
                "NT9",
                "counts weeks: it shows what was put in, not what was completed",
                "HM2",
            ),
            (
                "Learners in sustained employment",
                "NT1",
                "speaks of learners, and NT1 counts own staff",
                "HM1",
            ),
        ] {
            let of = |one: &&Worded<'_>| one.measure.code == code;
            let mut cited = *house.iter().find(of).unwrap();
            cited.measure.outcome = outcome;
            let said = wording_fits(&cited).unwrap().words;
            assert!(said.contains(words), "{code}: {said}");
            let found = worded_instead(&cited, &house).unwrap();
            assert_eq!(found.measure.code, instead, "{code}");
        }
        let mut fits = *house.iter().find(|one| one.measure.code == "NT1").unwrap();
        fits.measure.outcome = "More local people in sustained employment";
        assert_eq!(wording_fits(&fits), None);
        assert!(worded_instead(&fits, &house).is_none());
    }

    #[test]
    fn no_measure_of_the_house_differs_from_its_own_outcome() {
        for (_, outcome, measure) in house_pack().unwrap().measures() {
            let about = (outcome.title.as_str(), measure.code.as_str());
            let one = worded(about, (&measure.title, &measure.unit), &measure.counts);
            assert_eq!(wording_fits(&one), None, "{}", measure.code);
        }
    }

    #[test]
    fn an_outcome_of_confidence_is_not_shown_by_hours() {
        let outcome = "Improved confidence and social skills";
        let hours = worded((outcome, "NT11"), ("Support", "hours × attendees"), &[]);
        assert!(wording_fits(&hours).is_some());
        let people = worded((outcome, "HM3"), ("Support", "learners"), &[]);
        assert_eq!(wording_fits(&people), None);
    }

    #[test]
    fn p1_2a_words_about_learners_are_no_record_of_full_time_equivalents() {
        let staff = [Counted::OwnStaff];
        let nt1 = worded(("Jobs", "NT1"), ("Own staff", "FTE"), &staff).measure;
        let found = words_fit(&nt1, "Three Learners placed with Harbour Street");
        assert!(found[0].is_refused, "{found:?}");
        assert_eq!(words_fit(&nt1, "New colleagues at the front desk"), []);
        let nt9 = worded(("Skills", "NT9"), ("Training", "weeks"), &staff).measure;
        let found = words_fit(&nt9, "Weeks of training of our students");
        assert_eq!(
            found[0].words,
            "NT9 counts own staff, and this is for learners"
        );
        assert!(!found[0].is_refused);
    }
}
