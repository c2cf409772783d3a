use super::*;
use crate::calendar::Calendar;
use crate::disclosure::{Cell, Reader};
use crate::monitoring::{
    Act, CountedElsewhere, SealedAct, SealedAdjustment, SealedArea, SealedGrade, SealedMeasure,
    SealedOrganisation, SealedPartner, SealedPeriod, SealedRemark, SealedReturn, SealedSignOff,
    SealedTheme, Thresholds,
};
use jiff::Timestamp;
use uuid::Uuid;

pub(super) const THRESHOLDS: Thresholds = Thresholds {
    good: 100,
    approaching: 80,
    improvement: 50,
};
pub(super) const LEAD: Uuid = Uuid::from_u128(1);
const GOVERNANCE: Uuid = Uuid::from_u128(2);

fn theme(number: u128) -> SealedTheme {
    SealedTheme {
        code: format!("T{number}"),
        title: format!("Theme {number}"),
    }
}

/// A measure with all of its evidenced quantity at one area, split between a partner and nobody.
pub(super) fn measure(
    number: u128,
    target: Option<i64>,
    [evidenced, additional, bare]: [i64; 3],
) -> SealedMeasure {
    SealedMeasure {
        id: Uuid::from_u128(100 + number),
        code: format!("M{number}"),
        title: format!("Measure {number}"),
        unit: "hours".to_owned(),
        theme: theme(number % 2 + 1),
        target_thousandths: target,
        evidenced_thousandths: evidenced,
        additional_thousandths: additional,
        unevidenced_thousandths: bare,
        by_grade: vec![
            SealedGrade {
                grade: 0,
                thousandths: bare,
            },
            SealedGrade {
                grade: 3,
                thousandths: evidenced,
            },
        ],
        by_area: vec![SealedArea {
            methods: Vec::new(),
            code: "E08000012".to_owned(),
            name: "Liverpool".to_owned(),
            thousandths: evidenced,
        }],
        by_partner: vec![
            SealedPartner {
                id: None,
                name: "No partner".to_owned(),
                thousandths: evidenced - additional,
            },
            SealedPartner {
                id: Some(LEAD),
                name: "A partner".to_owned(),
                thousandths: additional,
            },
        ],
        entries: 2,
        rating: None,
    }
}

pub(super) fn act(by: &str, by_id: Uuid) -> SealedAct {
    SealedAct {
        by: by.to_owned(),
        by_id,
        at: Timestamp::UNIX_EPOCH,
    }
}

pub(super) fn signed(number: i8, measures: Vec<SealedMeasure>) -> SealedReturn {
    let calendar = Calendar::ACADEMIC;
    let quarter = calendar.quarter(&format!("2025-26-q{number}")).unwrap();
    SealedReturn {
        kind: SealedReturn::KIND.to_owned(),
        format: SealedReturn::FORMAT,
        organisation: SealedOrganisation {
            id: Uuid::from_u128(7),
            name: "Mersey Learning Works".to_owned(),
        },
        quarter: quarter.to_string(),
        period: SealedPeriod {
            from: calendar.first_day(quarter),
            to: calendar.last_day(quarter),
        },
        measures,
        adjustments: Vec::new(),
        remarks: Vec::new(),
        elsewhere: Vec::new(),
        questions: Vec::new(),
        beside: crate::monitoring::SealedBeside::default(),
        prepared: act("Lead", LEAD),
        reviewed: act("Governance", GOVERNANCE),
        signed_off: SealedSignOff {
            by: "Governance".to_owned(),
            by_id: GOVERNANCE,
            role: "Governance & Leadership".to_owned(),
            at: Timestamp::UNIX_EPOCH,
            meaning: crate::monitoring::MEANING.to_owned(),
        },
    }
}

fn report(returns: &[SealedReturn]) -> SealedReport {
    SealedReport {
        content: ReportContent {
            kind: ReportContent::KIND.to_owned(),
            format: ReportContent::FORMAT,
            organisation: returns[0].organisation.clone(),
            year: "2025-26".to_owned(),
            returns: returns
                .iter()
                .map(|signed| ReportReturn::new(signed, &signed.sha256()))
                .collect(),
            outcomes: outcomes(returns, &THRESHOLDS),
            summary: String::new(),
            lessons: "Start earlier.".to_owned(),
            recommendations: "Ask partners first.".to_owned(),
            proposed_changes: vec![ProposedChange {
                code: None,
                proposal: "Count travel".to_owned(),
                reason: "Asked for".to_owned(),
                effect: None,
            }],
            sections: Vec::new(),
            figures: Vec::new(),
            said: Vec::new(),
            contracts: Vec::new(),
            pounds: None,
            case_studies: Vec::new(),
            findings: Vec::new(),
        },
        prepared: act("Lead", LEAD),
        signed_off: SealedSignOff {
            by: "Governance".to_owned(),
            by_id: GOVERNANCE,
            role: "Governance & Leadership".to_owned(),
            at: Timestamp::UNIX_EPOCH,
            meaning: MEANING.to_owned(),
        },
    }
}

fn four() -> Vec<SealedReturn> {
    (1..=4)
        .map(|number| {
            let size = i64::from(number) * 1_001;
            signed(number, vec![measure(1, Some(5_000), [size, size / 2, 10])])
        })
        .collect()
}

/// Numbers that look thrown but are the same on every run (a linear congruential generator with
/// Knuth's MMIX constants).
pub(super) fn numbers(seed: u64) -> impl FnMut(i64) -> i64 {
    let mut state = seed;
    move |below| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        i64::try_from(state >> 33).unwrap() % below
    }
}

/// Four returns of five measures; in some years a measure is named in two quarters only.
fn any_year(seed: u64) -> Vec<SealedReturn> {
    let mut number = numbers(seed);
    (1..=4)
        .map(|quarter| {
            let is_there =
                |which: &u128| !seed.is_multiple_of(7) || *which != 3 || quarter % 2 == 0;
            let measures = (1..=5).filter(is_there).map(|which| {
                let target = (number(3) > 0).then(|| number(9_999_999));
                let evidenced = number(9_999_999) - 1_000;
                measure(which, target, [evidenced, number(1_000), number(50_000)])
            });
            signed(quarter, measures.collect())
        })
        .collect()
}

#[test]
fn p5b_the_four_quarters_make_the_year_whatever_they_are() {
    for seed in 0..200 {
        let returns = any_year(seed);
        for measure in outcomes(&returns, &THRESHOLDS).measures() {
            let parts = returns.iter().flat_map(|signed| &signed.measures);
            let parts: Vec<_> = parts.filter(|part| part.id == measure.id).collect();
            let sum =
                |of: fn(&SealedMeasure) -> i64| parts.iter().map(|part| of(part)).sum::<i64>();
            let evidenced = sum(|part| part.evidenced_thousandths);
            let unevidenced = sum(|part| part.unevidenced_thousandths);
            let additional = sum(|part| part.additional_thousandths);
            assert_eq!(measure.evidenced_thousandths, evidenced);
            assert_eq!(measure.unevidenced_thousandths, unevidenced);
            assert_eq!(measure.additional_thousandths, additional);
            assert_eq!(measure.entries, sum(|part| part.entries));
            let targets: Vec<i64> = parts
                .iter()
                .filter_map(|part| part.target_thousandths)
                .collect();
            let target = (!targets.is_empty()).then(|| targets.iter().sum());
            assert_eq!(measure.target_thousandths, target);
            let areas = measure.by_area.iter().map(|part| part.thousandths);
            let partners = measure.by_partner.iter().map(|part| part.thousandths);
            let grades = measure.by_grade.iter().map(|part| part.thousandths);
            let quarters = measure
                .quarters
                .iter()
                .map(|part| part.evidenced_thousandths);
            assert_eq!(areas.sum::<i64>(), evidenced);
            assert_eq!(partners.sum::<i64>(), evidenced);
            assert_eq!(grades.sum::<i64>(), evidenced + unevidenced);
            assert_eq!(quarters.sum::<i64>(), evidenced);
            assert_eq!(measure.quarters.len(), 4);
        }
    }
}

#[test]
fn a_measure_that_a_quarter_does_not_name_has_noughts_there() {
    let mut returns = four();
    returns[2].measures.clear();
    returns[3].measures.push(measure(2, None, [7, 0, 0]));
    let year = outcomes(&returns, &THRESHOLDS);
    let first = year
        .measures()
        .find(|measure| measure.code == "M1")
        .unwrap();
    assert_eq!(first.quarters[2].evidenced_thousandths, 0);
    assert_eq!(first.quarters[2].target_thousandths, None);
    assert_eq!(first.target_thousandths, Some(15_000));
    let second = year
        .measures()
        .find(|measure| measure.code == "M2")
        .unwrap();
    assert_eq!(
        (second.target_thousandths, second.rating.as_deref()),
        (None, None)
    );
    assert_eq!(second.quarters[3].evidenced_thousandths, 7);
}

#[test]
fn the_year_is_rated_by_its_own_sums_and_never_by_what_has_no_evidence() {
    for (evidenced, rating) in [
        (2_500, "good"),
        (2_499, "approaching"),
        (1_999, "improvement"),
        (1_249, "inadequate"),
    ] {
        let quarter = |number| {
            let evidenced = if number == 4 { evidenced } else { 2_500 };
            signed(
                number,
                vec![measure(1, Some(2_500), [evidenced, 0, 900_000])],
            )
        };
        let four = [1, 2, 3, 4].map(quarter);
        let whole = outcomes(&four[3..], &THRESHOLDS);
        assert_eq!(
            whole.measures().next().unwrap().rating.as_deref(),
            Some(rating)
        );
    }
}

#[test]
fn remarks_and_adjustments_keep_their_quarter() {
    let mut returns = four();
    returns[1].remarks.push(SealedRemark {
        theme: theme(2),
        remark: "Two sessions were called off.".to_owned(),
    });
    returns[1].adjustments.push(SealedAdjustment {
        quarter: "2025-26-q1".to_owned(),
        code: "M1".to_owned(),
        thousandths: 500,
    });
    let year = outcomes(&returns, &THRESHOLDS);
    let remarked = year
        .themes
        .iter()
        .find(|year| year.theme == theme(2))
        .unwrap();
    assert_eq!(remarked.remarks[0].quarter, "2025-26-q2");
    assert_eq!(year.adjustments[0].counted_in, "2025-26-q2");
    assert_eq!(year.adjustments[0].quarter, "2025-26-q1");
}

#[test]
fn coverage_is_cut_down_to_whole_percent_and_never_up() {
    assert_eq!(coverage_percent(999, 1), Some(99));
    assert_eq!(coverage_percent(1_000, 0), Some(100));
    assert_eq!(coverage_percent(0, 5), Some(0));
    assert_eq!(coverage_percent(0, 0), None);
    assert_eq!(coverage_percent(-5, 10), None);
    assert_eq!(coverage_percent(i64::MAX, i64::MAX), Some(50));
}

#[test]
fn what_is_missing_is_said_in_words_with_who_can_mend_it() {
    let words: Vec<String> = missing(&["Quarter 4 of 2025-26".to_owned()], " \n", "")
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(words.len(), 3);
    assert!(words[0].starts_with("Quarter 4 of 2025-26 is not signed off"));
    assert!(
        words
            .iter()
            .all(|words| words.contains("Social Value Lead"))
    );
    assert!(missing(&[], "x", "y").is_empty());
}

fn act_of(by: Uuid) -> Act {
    Act {
        by,
        at: Timestamp::UNIX_EPOCH,
    }
}

#[test]
fn a_report_is_prepared_once_and_only_when_nothing_is_missing() {
    let draft = Report::Draft;
    let lacks = vec![Missing::Lessons];
    assert_eq!(
        draft.prepare(act_of(LEAD), &lacks),
        Err(PrepareRefused::Missing(lacks.clone()))
    );
    let prepared = draft.prepare(act_of(LEAD), &[]).unwrap();
    assert_eq!(
        prepared.prepare(act_of(LEAD), &[]),
        Err(PrepareRefused::Prepared)
    );
    assert_eq!(prepared.edit(), Ok(Report::Draft));
}

#[test]
fn p4d_a_report_is_signed_after_being_prepared_and_not_by_who_prepared_it() {
    let seal = Uuid::from_u128(9);
    let sign = |report: Report, by, read| report.sign_off(act_of(by), seal, read, "now");
    assert_eq!(
        sign(Report::Draft, GOVERNANCE, "now"),
        Err(SignOffRefused::NotPrepared)
    );
    let prepared = Report::Prepared {
        prepared: act_of(LEAD),
    };
    assert_eq!(
        sign(prepared, LEAD, "now"),
        Err(SignOffRefused::ByThePreparer)
    );
    assert_eq!(
        sign(prepared, GOVERNANCE, "before"),
        Err(SignOffRefused::Changed)
    );
    let signed = sign(prepared, GOVERNANCE, "now").unwrap();
    assert_eq!(
        sign(signed, GOVERNANCE, "now"),
        Err(SignOffRefused::SignedOff)
    );
    assert_eq!(signed.edit(), Err(EditRefused::SignedOff));
    assert_eq!(
        signed.prepare(act_of(LEAD), &[]),
        Err(PrepareRefused::SignedOff)
    );
    let facts = Report::from_facts(Some(act_of(LEAD)), Some(act_of(GOVERNANCE)), Some(seal));
    assert_eq!(facts, signed);
}

#[test]
fn a_sealed_report_reads_back_as_it_was_and_nothing_else_does() {
    let sealed = report(&four());
    let bytes = sealed.canonical();
    assert_eq!(SealedReport::read(&bytes), Ok(sealed.clone()));
    let text = String::from_utf8(bytes.clone()).unwrap();
    assert!(text.contains("\"kind\":\"commonweal/annual-report\""));
    for (from, to) in [
        ("\"format\":1", "\"format\": 1"),
        ("\"format\":1", "\"format\":1,\"more\":2"),
        ("commonweal/annual-report", "commonweal/return"),
        ("\"lessons\"", "\"lesson\""),
    ] {
        let changed = text.replacen(from, to, 1);
        assert_ne!(changed, text);
        assert!(SealedReport::read(changed.as_bytes()).is_err(), "{to}");
    }
}

#[test]
fn p5b_a_report_says_whether_it_is_built_from_these_returns() {
    let returns = four();
    let sealed = report(&returns);
    assert!(sealed.is_built_from(&returns));
    assert!(!sealed.is_built_from(&returns[..3]));
    let mut others = returns;
    others[0].measures[0].evidenced_thousandths += 1;
    assert!(!sealed.is_built_from(&others));
}

#[test]
fn p5b_a_mark_is_printed_as_its_figure_with_its_unit() {
    let returns = four();
    let whole = outcomes(&returns, &THRESHOLDS);
    let marks = Marks::of(&whole, &whole.printed(&returns, Reader::Outside));
    let print = |text: &str| with_figures(text, &marks.used(&[text]));
    assert_eq!(print("In all {M1}."), "In all 10.01 hours.");
    assert_eq!(
        print("{ m1  Quarter 3 } of {M1 target}"),
        "3.003 hours of 20 hours"
    );
    assert_eq!(
        print("{M1 coverage}, {M1 rating}"),
        "99 %, Requires improvement"
    );
    assert_eq!(print("{M1 unevidenced}"), "0.04 hours");
    for text in ["a } b { c", "{not\nclosed}", "{", "", "{M1} {"] {
        let unknown = marks.unknown(text);
        assert!(unknown.is_empty(), "{text}: {unknown:?}");
    }
    assert_eq!(print("a } b { c"), "a } b { c");
    let refused = marks.unknown("See {M1 quater 3} and {M2}.");
    let words: Vec<String> = refused.iter().map(ToString::to_string).collect();
    assert_eq!(
        words,
        [
            "{M1 quater 3} is no figure of this report: did you mean {M1 quarter 3}?",
            "{M2} is no figure of this report: did you mean {M1}?"
        ]
    );
    let nothing = Marks::default().unknown("{M1}");
    assert!(nothing[0].to_string().contains("has no figure yet"));
}

#[test]
fn p5b_a_mark_of_a_small_number_of_people_is_kept_back() {
    let mut few = measure(1, None, [3_000, 0, 0]);
    few.unit = "people".to_owned();
    let returns = [signed(1, vec![few])];
    let whole = outcomes(&returns, &THRESHOLDS);
    let marks = Marks::of(&whole, &whole.printed(&returns, Reader::Outside));
    let print = |text: &str| with_figures(text, &marks.used(&[text]));
    assert_eq!(print("{M1}"), "fewer than 5 people");
    assert_eq!(print("{M1 quarter 2}"), "(quarter 2 is not signed off yet)");
    assert!(!marks.unknown("{M1 coverage}").is_empty());
}

/// Learners in one area by the grade of their evidence, the measure asking for grade 2.
fn learners(by_grade: &[(i64, i64)]) -> SealedMeasure {
    let grades = by_grade.iter().map(|(grade, people)| SealedGrade {
        grade: *grade,
        thousandths: people * 1_000,
    });
    let sum = |fits: fn(i64) -> bool| -> i64 {
        let grades = by_grade.iter().filter(|(grade, _)| fits(*grade));
        grades.map(|(_, people)| people * 1_000).sum()
    };
    let figures = [sum(|grade| grade >= 2), 0, sum(|grade| grade < 2)];
    SealedMeasure {
        unit: "learners".to_owned(),
        by_grade: grades.collect(),
        ..measure(1, None, figures)
    }
}

/// How the year of the learners is printed outside.
fn year_of_learners(returns: &[SealedReturn]) -> PrintedYear {
    let whole = outcomes(returns, &THRESHOLDS);
    let printed = whole.printed(returns, Reader::Outside);
    printed.measure(Uuid::from_u128(101))
}

#[test]
fn p1_2e_a_years_evidence_by_grade_is_weighed_against_that_of_its_quarters() {
    let year = |quarters: [&[(i64, i64)]; 4]| {
        let signed = (1..)
            .zip(quarters)
            .map(|(number, by_grade)| signed(number, vec![learners(by_grade)]));
        year_of_learners(&signed.collect::<Vec<_>>())
    };
    let strong: &[(i64, i64)] = &[(3, 20)];
    // Two quarters keep a small part back: of their sum neither follows.
    let two = year([&[(2, 3), (3, 30)], &[(2, 4), (3, 40)], strong, strong]);
    assert!(!two.quarter("2025-26-q1").prints_shares());
    assert!(two.year.prints_shares());
    assert_eq!(two.year.words(&Cell::Grade(2), 7_000), "7");
    assert_eq!(two.year.words(&Cell::Grade(3), 110_000), "110");
    // One quarter does: from the year's sums its small part would follow.
    let one = year([&[(2, 3), (3, 30)], &[(2, 9), (3, 40)], strong, strong]);
    assert!(!one.year.prints_shares());
    assert_eq!(one.year.words(&Cell::Grade(2), 12_000), "10 to 13");
    assert!(!one.year.is_exact(&Cell::Grade(3)));
    // None does: the year says all.
    let none = year([&[(2, 8), (3, 30)], &[(2, 9), (3, 40)], strong, strong]);
    assert!(none.year.prints_shares() && !none.year.keeps_back());
}

/// Learners of a quarter in two areas.
fn in_areas(liverpool: i64, sefton: i64) -> SealedMeasure {
    let area = |code: &str, name: &str, people: i64| SealedArea {
        methods: Vec::new(),
        code: code.to_owned(),
        name: name.to_owned(),
        thousandths: people * 1_000,
    };
    SealedMeasure {
        by_area: vec![
            area("E08000012", "Liverpool", liverpool),
            area("E08000014", "Sefton", sefton),
        ],
        ..learners(&[(3, liverpool + sefton)])
    }
}

/// What the quarters and the year print of Sefton, where Liverpool has a large number each quarter.
fn of_sefton(sefton: [i64; 4]) -> (Vec<String>, String) {
    let cell = Cell::Area("E08000014".to_owned());
    let signed = (1..).zip(sefton).map(|(number, people)| {
        let measure = in_areas(6 + i64::from(number), people);
        signed(number, vec![measure])
    });
    let returns: Vec<SealedReturn> = signed.collect();
    let printed = year_of_learners(&returns);
    let quarters = (1..).zip(sefton).map(|(number, people): (i8, i64)| {
        let quarter = printed.quarter(&format!("2025-26-q{number}"));
        quarter.words(&cell, people * 1_000)
    });
    let year = printed
        .year
        .words(&cell, sefton.iter().sum::<i64>() * 1_000);
    (quarters.collect(), year)
}

/// The example's year shows 15 learners in Sefton while three of its quarters keep theirs back. Nobody can
/// subtract one of them: 15 less the printed 5 is 10, which 3, 3 and 4 come to as well as 2, 4 and 4.
#[test]
fn p1_1b_a_years_area_is_shown_only_where_no_quarters_small_number_follows_from_it() {
    let few = "fewer than 5";
    let (quarters, year) = of_sefton([3, 3, 5, 4]);
    assert_eq!(quarters, [few, few, "5", few]);
    assert_eq!(year, "15");
    // One quarter alone keeps back: from the year it would follow.
    let (quarters, year) = of_sefton([3, 6, 5, 8]);
    assert_eq!(quarters, [few, "6", "5", "8"]);
    assert_eq!(year, "20 to 23");
    // Three do, and 12 can only be three times 4; 3 only three times 1.
    assert_eq!(of_sefton([4, 4, 5, 4]).1, "8 to 17");
    assert_eq!(of_sefton([1, 1, 5, 1]).1, "8 to 17");
}

#[test]
fn p1_2e_what_counts_once_leaves_no_small_part_by_grade_in_print() {
    let mut returns = vec![
        signed(1, vec![learners(&[(2, 20), (3, 30)])]),
        signed(2, vec![learners(&[(2, 0), (3, 40)])]),
    ];
    assert!(year_of_learners(&returns).year.prints_shares());
    // Of the first quarter's twenty, another year's restated return counts eighteen as its own.
    returns[0].beside.counted_elsewhere = vec![CountedElsewhere {
        quarter: "2024-25-q4".to_owned(),
        sha256: "00".to_owned(),
        measures: vec![learners(&[(2, 18), (3, 7)])],
    }];
    let printed = year_of_learners(&returns);
    assert!(!printed.year.prints_shares());
    assert_eq!(printed.year.words(&Cell::Grade(2), 2_000), "fewer than 5");
    for cell in [Cell::Evidenced, Cell::Grade(3)] {
        assert!(!printed.year.is_exact(&cell), "{cell:?}");
    }
}

#[test]
fn p5b_a_report_signed_before_reads_and_is_written_with_the_same_bytes() {
    let returns = four();
    let sealed = report(&returns);
    let text = String::from_utf8(sealed.canonical()).unwrap();
    for new in [
        "sections",
        "figures",
        "contracts",
        "pounds",
        "findings",
        "effect",
        "said",
    ] {
        assert!(!text.contains(&format!("\"{new}\":")), "{new}");
    }
    let before = SealedReport::read(text.as_bytes()).unwrap();
    assert_eq!(before.canonical(), text.as_bytes());
    assert_eq!(before.content.in_order(), ReportSection::former());
    let mut after = sealed;
    after.content.sections = ReportSection::usual();
    after.content.summary = "In all {M1}.".to_owned();
    after.content.figures = vec![FrozenFigure {
        mark: "M1".to_owned(),
        words: "10.01 hours".to_owned(),
        thousandths: Some(10_010),
    }];
    assert!(after.is_built_from(&returns));
    assert_eq!(SealedReport::read(&after.canonical()).unwrap(), after);
    after.content.figures[0].thousandths = Some(10_011);
    assert!(
        !after.is_built_from(&returns),
        "a figure of the text is another"
    );
}

#[test]
fn p5b_every_report_has_its_five_sections_once() {
    let own = |title: &str| ReportSection::Own {
        title: title.to_owned(),
        text: String::new(),
    };
    let kept = in_order(vec![
        own("A"),
        ReportSection::Lessons,
        ReportSection::Lessons,
    ]);
    assert_eq!(kept[..2], [own("A"), ReportSection::Lessons]);
    assert_eq!(kept.len(), 6);
    assert_eq!(in_order(kept.clone()), kept);
    let many = in_order((0..30).map(|_| own("A")).collect());
    assert_eq!(many.len(), MOST_OWN + 5);
}

#[test]
fn p5d_a_proposal_is_decided_by_somebody_else_and_carried_out_once() {
    use jiff::civil::date;
    let (day, later) = (date(2026, 8, 1), date(2026, 9, 1));
    assert_eq!(
        may_decide(ProposalState::Waiting, Some(LEAD), LEAD),
        Err(DecideRefused::ByTheProposer)
    );
    assert_eq!(
        may_decide(ProposalState::Waiting, Some(LEAD), GOVERNANCE),
        Ok(())
    );
    let accepted = ProposalState::Accepted(later);
    assert_eq!(
        may_decide(accepted, Some(LEAD), GOVERNANCE),
        Err(DecideRefused::Decided)
    );
    let words = Effect::Words {
        title: "Other".to_owned(),
    };
    assert_eq!(
        may_carry_out(accepted, Some(&words), day),
        Err(CarryOutRefused::TooEarly(later))
    );
    assert_eq!(may_carry_out(accepted, Some(&words), later), Ok(later));
    assert_eq!(
        may_carry_out(accepted, Some(&Effect::Retire), day),
        Ok(later)
    );
    assert_eq!(
        may_carry_out(accepted, None, day),
        Err(CarryOutRefused::InWords)
    );
    for (state, refused) in [
        (ProposalState::Waiting, CarryOutRefused::NotAccepted),
        (ProposalState::Refused, CarryOutRefused::NotAccepted),
        (ProposalState::CarriedOut, CarryOutRefused::Done),
    ] {
        assert_eq!(may_carry_out(state, Some(&words), later), Err(refused));
    }
}
