//! The published examples of the rules, and what holds for every rule.

use super::*;
use crate::ledger::MOST;
use proptest::prelude::*;
use std::collections::BTreeSet;

fn worked(rule: Rule, answers: &[i64]) -> Worked {
    let answers: Vec<Quantity> = answers.iter().map(|&one| Quantity(one)).collect();
    rule.work_out(&answers).unwrap()
}

#[test]
fn ten_full_time_and_five_part_time_for_two_years_are_25_fte() {
    let found = worked(Rule::Fte, &[10_000, 5_000, 50_000, 24_000]);
    assert_eq!(found.quantity, Quantity(25_000));
    assert_eq!(
        found.working,
        "(10 full time + 5 part time at 50%) × 24 of 12 months = 25"
    );
}

#[test]
fn two_people_full_time_for_six_months_are_one_fte() {
    let found = worked(Rule::Fte, &[2_000, 0, 0, 6_000]);
    assert_eq!(found.quantity, Quantity(1_000));
}

#[test]
fn two_hours_with_eight_people_are_16_hours() {
    let found = worked(Rule::HoursAttended, &[2_000, 8_000]);
    assert_eq!(found.quantity, Quantity(16_000));
    assert_eq!(found.working, "2 hours × 8 people = 16");
}

#[test]
fn ten_staff_for_three_hours_are_30_hours() {
    let found = worked(Rule::StaffHours, &[10_000, 3_000]);
    assert_eq!(found.quantity, Quantity(30_000));
}

#[test]
fn a_careers_fair_of_1500_pounds_for_three_projects_is_500_each() {
    let found = worked(Rule::Shared, &[1_500_000, 3_000]);
    assert_eq!(found.quantity, Quantity(500_000));
    assert_eq!(found.working, "1,500 ÷ 3 = 500");
}

#[test]
fn pounds_invested_hold_the_time_of_staff_at_its_rates() {
    // The rates are those Essex states: 16.93 pounds an hour, and 101 of an expert.
    let found = worked(Rule::Invested, &[250_000, 10_000, 16_930, 2_000, 101_000]);
    assert_eq!(found.quantity, Quantity(621_300));
    assert_eq!(
        found.working,
        "£250 + 10 hours × £16.93 + 2 expert hours × £101 = 621.3"
    );
}

#[test]
fn somebody_counts_in_the_first_year_only() {
    // Nine months before, nine now: three of them are in the first year.
    let found = worked(Rule::FirstYear, &[1_000, 100_000, 9_000, 9_000]);
    assert_eq!(found.quantity, Quantity(250));
    let after = worked(Rule::FirstYear, &[4_000, 100_000, 14_000, 9_000]);
    assert_eq!(after.quantity, Quantity(0));
}

#[test]
fn weeks_are_people_times_weeks_each() {
    // No worked example is published; the rule is the publisher's own unit.
    let found = worked(Rule::Weeks, &[3_000, 40_000]);
    assert_eq!(found.quantity, Quantity(120_000));
    assert_eq!(found.working, "3 people × 40 weeks each = 120");
}

#[test]
fn the_share_the_levy_paid_is_left_out() {
    let found = worked(Rule::WeeksWithoutLevy, &[2_000, 40_000, 95_000]);
    assert_eq!(found.quantity, Quantity(4_000));
    assert_eq!(
        found.working,
        "2 people × 40 weeks each × 5%, as the levy paid 95% = 4"
    );
}

#[test]
fn what_cannot_be_worked_out_is_refused_in_words() {
    let refused = |rule: Rule, answers: &[i64]| {
        let answers: Vec<Quantity> = answers.iter().map(|&one| Quantity(one)).collect();
        rule.work_out(&answers).unwrap_err().to_string()
    };
    for (rule, answers, words) in [
        (
            Rule::Weeks,
            &[1_000][..],
            "Fill in every part of the calculation",
        ),
        (Rule::Weeks, &[-1, 1_000], "People must be 0 or more"),
        (
            Rule::WeeksWithoutLevy,
            &[1_000, 1_000, 100_001],
            "Share the levy paid must be 100 or less",
        ),
        (
            Rule::Shared,
            &[1_000, 0],
            "Shared among must be more than 0",
        ),
        (
            Rule::Weeks,
            &[i64::MAX, i64::MAX],
            "The result is more than an entry can say",
        ),
    ] {
        assert_eq!(refused(rule, answers), words);
    }
}

#[test]
fn each_rule_has_a_key_a_source_and_a_question_for_every_answer() {
    for rule in Rule::ALL {
        assert_eq!(Rule::from_key(rule.key()), Some(rule));
        assert!(rule.source().len() > 20);
        let keys: BTreeSet<&str> = rule.asks().iter().map(|asked| asked.key).collect();
        assert_eq!(keys.len(), rule.asks().len(), "{rule:?}");
        let ones = vec![Quantity(1_000); rule.asks().len()];
        assert!(rule.work_out(&ones).is_ok(), "{rule:?}");
    }
}

#[test]
fn a_unit_finds_its_rules_by_its_words() {
    for (unit, rules) in [
        ("FTE", &[Rule::Fte, Rule::FirstYear, Rule::Shared][..]),
        (
            "session hours × attendees",
            &[Rule::HoursAttended, Rule::StaffHours, Rule::Shared],
        ),
        (
            "staff volunteering hours",
            &[Rule::StaffHours, Rule::Shared],
        ),
        (
            "weeks",
            &[Rule::Weeks, Rule::WeeksWithoutLevy, Rule::Shared],
        ),
        ("£ incl. staff time", &[Rule::Invested, Rule::Shared]),
        ("learners", &[Rule::Shared]),
    ] {
        assert_eq!(Rule::for_unit(unit), rules, "{unit}");
    }
}

proptest! {
    #[test]
    fn no_rule_panics_and_none_gives_more_than_an_entry_can_say(
        which in 0..Rule::ALL.len(),
        answers in proptest::collection::vec(any::<i64>(), 0..6),
    ) {
        let answers: Vec<Quantity> = answers.into_iter().map(Quantity).collect();
        if let Ok(found) = Rule::ALL[which].work_out(&answers) {
            prop_assert!(found.quantity.0 >= 0);
            prop_assert!(found.quantity <= MOST);
        }
    }

    #[test]
    fn a_first_year_never_counts_more_than_the_whole_time(
        people in 0i64..100_000,
        share in 0i64..=100_000,
        before in 0i64..30_000,
        months in 0i64..=12_000,
    ) {
        let first = worked(Rule::FirstYear, &[people, share, before, months]);
        let whole = worked(Rule::Fte, &[0, people, share, months]);
        prop_assert!(first.quantity <= whole.quantity);
    }
}
