//! Sentences that a careful reader objects to, and their neighbours that are fine.

use super::*;
use crate::monitoring::{SealedGrade, SealedTheme};
use crate::reports::outcomes::{MeasureYear, QuarterFigures, RatedFrom, ThemeYear};
use jiff::civil::date;
use uuid::Uuid;

fn measure(
    (code, title, unit): (&str, &str, &str),
    [evidenced, target, unevidenced, own_word]: [i64; 4],
) -> MeasureYear {
    let quarter = |number: i64| QuarterFigures {
        quarter: format!("2025-26-q{number}"),
        target_thousandths: Some(target / 4),
        evidenced_thousandths: evidenced / 4,
        additional_thousandths: 0,
        unevidenced_thousandths: 0,
        rating: None,
    };
    let grade = |grade, thousandths| SealedGrade { grade, thousandths };
    MeasureYear {
        id: Uuid::from_u128(1),
        code: code.to_owned(),
        title: title.to_owned(),
        unit: unit.to_owned(),
        quarters: (1..=4).map(quarter).collect(),
        target_thousandths: Some(target),
        evidenced_thousandths: evidenced,
        additional_thousandths: evidenced,
        unevidenced_thousandths: unevidenced,
        by_grade: vec![
            grade(0, unevidenced),
            grade(1, own_word),
            grade(3, evidenced - own_word),
        ],
        by_area: Vec::new(),
        by_partner: Vec::new(),
        entries: 4,
        rating: None,
    }
}

fn outcomes() -> Outcomes {
    Outcomes {
        rated_from_percent: RatedFrom {
            good: 100,
            approaching: 80,
            improvement: 50,
        },
        themes: vec![ThemeYear {
            theme: SealedTheme {
                code: "jobs".to_owned(),
                title: "Jobs".to_owned(),
            },
            measures: vec![
                measure(
                    (
                        "HM1",
                        "Learners still in a job 26 weeks after it began",
                        "people",
                    ),
                    [98_000, 120_000, 0, 0],
                ),
                measure(
                    ("HM2", "Courses completed by adults", "people"),
                    [240_000, 200_000, 1_000, 0],
                ),
                measure(
                    ("HM7", "Hours of gardening with neighbours", "hours"),
                    [512_000, 400_000, 0, 48_000],
                ),
                measure(
                    ("NT1", "Our own staff who live locally", "FTE"),
                    [61_500, 60_000, 0, 0],
                ),
            ],
            remarks: Vec::new(),
            elsewhere: None,
        }],
        adjustments: Vec::new(),
        counted_once: Vec::new(),
    }
}

fn found(text: &str) -> Vec<ReportFinding> {
    let outcomes = outcomes();
    let editions = [EditionInUse {
        title: "House measures".to_owned(),
        newest: "2026".to_owned(),
    }];
    let ground = LintGround {
        outcomes: &outcomes,
        first_day: date(2025, 8, 1),
        last_day: date(2026, 7, 31),
        editions: &editions,
    };
    lint([("Summary", text)], &ground)
}

fn kinds(text: &str) -> Vec<FindingOf> {
    found(text).into_iter().map(|finding| finding.of).collect()
}

#[track_caller]
fn finds(kind: FindingOf, objected: &[&str], fine: &[&str]) {
    for text in objected {
        assert!(kinds(text).contains(&kind), "{text}: {:?}", found(text));
    }
    for text in fine {
        assert!(!kinds(text).contains(&kind), "{text}: {:?}", found(text));
    }
}

#[test]
fn p5b_created_is_not_said_of_a_measure_that_counts_what_was_kept() {
    finds(
        FindingOf::CreatedOrKept,
        &[
            "We created {NT1}.",
            "HM1 shows 98 new jobs.",
            "We created or retained 61 jobs.",
        ],
        &[
            "{NT1} of our own staff live locally.",
            "We created two gardens, {HM7}.",
            "12 jobs were created and 49 were retained.",
        ],
    );
}

#[test]
fn p5b_a_percentage_says_of_how_many_it_is() {
    finds(
        FindingOf::NoBase,
        &[
            "Satisfaction was 92 %.",
            "A share of 75% stayed.",
            "80 per cent of learners agreed.",
        ],
        &[
            "18 of 24 learners (75 %) stayed.",
            "92 % of {HM2} agreed.",
            "Nobody was asked.",
        ],
    );
}

#[test]
fn p5b_a_change_says_from_what_it_changed() {
    finds(
        FindingOf::NoBaseline,
        &[
            "Confidence improved.",
            "Attendance increased by 12 people.",
            "More people came, and waiting lists were reduced.",
        ],
        &[
            "Attendance rose from 40 to 55.",
            "Attendance increased to {HM2}, compared with the year before.",
            "Improve the register in September.",
        ],
    );
}

#[test]
fn p5b_a_figure_on_our_own_word_is_said() {
    finds(
        FindingOf::WeakEvidence,
        &["Neighbours gave {HM7}.", "HM7 came to 300 hours."],
        &[
            "{HM2} finished.",
            "Hours of gardening with neighbours went well.",
        ],
    );
    let finding = &found("Neighbours gave {HM7}.")[0];
    assert!(
        finding.why.contains("Of 512 hours of HM7, 48 rest"),
        "{}",
        finding.why
    );
    assert_eq!(finding.sentence, "Neighbours gave {HM7}.");
    assert!(finding.suggestion.contains("self-declared"));
}

#[test]
fn p5b_a_number_is_not_rounded_up() {
    finds(
        FindingOf::RoundedUp,
        &[
            "Over 100 learners are still in a job 26 weeks later.",
            "HM1: more than 98 people.",
            "Nearly 100 people came.",
            "HM1 reached 100 %.",
        ],
        &[
            "HM1: more than 90 people.",
            "Of 45 sessions, 100 % were held.",
            "HM1: at least 98 people.",
        ],
    );
}

#[test]
fn p5b_more_than_the_figure_of_a_named_measure_is_a_wrong_figure() {
    finds(
        FindingOf::LargerThanFigure,
        &[
            "HM1 reached 150 learners.",
            "HM1 reached 121.",
            "We have 150 learners still in a job 26 weeks after it began.",
        ],
        &[
            "HM1 reached 98 learners.",
            "HM1 has a target of 150 learners.",
            "HM1 asks after 13 weeks and again in week 126.",
            "In 2026 HM1 went well.",
            "Learners wrote 900 letters.",
        ],
    );
    let weight = |text: &str| {
        found(text)
            .iter()
            .any(|one| one.weight == Weight::WrongFigure)
    };
    assert!(weight("HM1 reached 150 learners."));
    assert!(weight("HM1: over 100 people."));
    assert!(!weight(
        "We have 150 learners still in a job 26 weeks after it began."
    ));
    assert!(!weight("HM1: nearly 100 people."));
}

#[test]
fn p5b_a_typed_figure_is_put_in_by_its_mark() {
    finds(
        FindingOf::TypedByHand,
        &[
            "HM2 reached 240 people.",
            "240 adults finished.",
            "HM1 has a target of 120 people.",
        ],
        &[
            "{HM2} finished.",
            "7 adults wrote to us.",
            "240 letters came.",
        ],
    );
    let said = found("HM1 has a target of 120 people.");
    assert!(said[0].suggestion.contains("{HM1 target}"), "{said:?}");
}

#[test]
fn p5b_learners_are_never_full_time_equivalents_in_a_report() {
    finds(
        FindingOf::LearnersAsEquivalents,
        &[
            "Our learners are 40 FTE.",
            "That is 12 full-time equivalents of students.",
        ],
        &["Learners are never counted as FTE.", "{NT1} of staff."],
    );
}

#[test]
fn p5b_an_old_name_strategy_or_edition_is_found() {
    finds(
        FindingOf::OldReference,
        &[
            "The AEB paid for it.",
            "The Adult Education Budget paid for it.",
            "The Skills Strategy 2018-23 guides us.",
            "We measure by House measures 2024.",
        ],
        &[
            "The Adult Skills Fund (AEB) paid for it.",
            "The year 2024-25 was shorter.",
            "The Skills Strategy 2024-29 guides us.",
            "We measure by House measures 2026.",
            "We measure by House measures.",
        ],
    );
}

#[test]
fn a_reason_holds_for_its_sentence_alone() {
    let key = |text: &str| found(text)[0].key();
    assert_eq!(key("Confidence improved."), key("Confidence improved."));
    assert_ne!(
        key("Confidence improved."),
        key("Confidence improved a lot.")
    );
    let twice = found("Confidence improved. Confidence improved.\nConfidence improved.");
    assert_eq!(twice.len(), 1);
    assert!(found("").is_empty());
    assert!(found("{").is_empty() && found("} { {x").is_empty());
}
