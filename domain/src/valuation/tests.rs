//! The published figures, and what holds for every amount.

use super::*;
use crate::framework::Pounds;
use crate::ledger::{MOST, Quantity};
use proptest::prelude::*;
use rust_decimal::Decimal;
use std::collections::BTreeSet;

fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn rates(key: &str) -> DiscountRates {
    let mut all = discount_rates().unwrap().into_iter();
    all.find(|rates| rates.key == key).unwrap()
}

/// Pounds and pence of a text: `4290738` or `184677.89`.
fn pence(text: &str) -> Pence {
    Pence::rounded(decimal(text)).unwrap()
}

#[test]
fn the_green_book_factors_are_those_published() {
    let standard = rates("standard");
    let published = ["1", "0.9662", "0.9335", "0.9019", "0.8714"];
    for (year, factor) in (0..).zip(published) {
        assert_eq!(standard.factor(year).unwrap().round_dp(4), decimal(factor));
    }
    let thousand = [1000, 966, 934, 902, 871, 842, 814, 786, 759, 734, 709];
    for (year, published) in (0..).zip(thousand) {
        let present = standard.present(Pence(100_000), year).unwrap();
        assert_eq!(present.pounds().round(), Decimal::from(published));
    }
}

#[test]
fn both_options_of_box_15_come_to_what_is_published() {
    let standard = rates("standard");
    // In millions of pounds: A costs 10 and brings 2.5 a year, B costs 5 and brings 1.5.
    let option = |cost: &str, benefit: &str| {
        let million = decimal("1000000");
        let amount = |text: &str| Pence::rounded(decimal(text) * million).unwrap();
        let mut amounts = vec![(0, amount(cost))];
        amounts.extend((1..=4).map(|year| (year, amount(benefit))));
        standard.net_present_value(&amounts).unwrap().pounds() / million
    };
    let (a, b) = (option("-10", "2.5"), option("-5", "1.5"));
    assert_eq!(a.round_dp(2), decimal("-0.82"));
    assert_eq!(b.round_dp(2), decimal("0.51"));
    assert_eq!(a.round_dp(4), decimal("-0.8173"));
    assert_eq!(b.round_dp(4), decimal("0.5096"));
}

#[test]
fn rates_fall_where_they_are_published_to_fall() {
    for (key, percents) in [
        ("standard", ["3.5", "3", "2.5", "2", "1.5", "1"]),
        ("health", ["1.5", "1.29", "1.07", "0.86", "0.64", "0.43"]),
        ("sensitivity", ["3", "2.57", "2.14", "1.71", "1.29", "0.86"]),
    ] {
        let rates = rates(key);
        for (first, percent) in [1, 31, 76, 126, 201, 301].into_iter().zip(percents) {
            let before = rates.factor(first - 1).unwrap();
            let rate = before / rates.factor(first).unwrap() - Decimal::ONE;
            let rate = (rate * Decimal::ONE_HUNDRED).round_dp(6);
            assert_eq!(rate, decimal(percent), "{key} in year {first}");
        }
    }
    assert_eq!(rates("standard").factor(501), Err(NoRate::TooFar));
}

#[test]
fn the_wellby_is_the_mean_of_its_two_ends() {
    // 11/7 × 1.25 = 1.96, and 30,673 ÷ 1.96 = 15,649, printed as 16,000.
    let change = (decimal("11") / decimal("7") * decimal("1.25")).round_dp(2);
    assert_eq!(change, decimal("1.96"));
    let high = (decimal("30673") / change).trunc();
    assert_eq!(high, decimal("15649"));
    let wellby = wellby();
    let thousands = (high / decimal("1000")).round() * decimal("1000");
    assert_eq!(thousands, wellby.high.pounds());
    let mean = (wellby.low.pounds() + wellby.high.pounds()) / decimal("2");
    assert_eq!(mean, wellby.central.pounds());
}

#[test]
fn a_wellby_grows_with_prices_and_more_than_in_step_with_income() {
    let value = wellby().central;
    let one = Decimal::ONE;
    assert_eq!(Wellby::uprated(value, one, one), Some(value));
    let prices = Wellby::uprated(value, decimal("1.2"), one);
    assert_eq!(prices, Some(Pence(1_560_000)));
    // 1.1 to the power of 1.3 is 1.131901…
    let income = Wellby::uprated(value, one, decimal("1.1")).unwrap();
    assert_eq!(income.pounds().round_dp(0), decimal("14715"));
    assert_eq!(Wellby::uprated(value, Decimal::ZERO, one), None);
}

#[test]
fn a_local_multiplier_is_all_three_rounds_over_the_first() {
    let rounds = [pence("940000"), pence("162000"), Pence(0)];
    assert_eq!(local_multiplier(rounds, 4), Some(decimal("1.1723")));
    assert_eq!(local_multiplier(rounds, 2), Some(decimal("1.17")));
    assert_eq!(local_multiplier([Pence(0), Pence(1), Pence(1)], 2), None);
}

/// What organisations have reported, with the ratios that follow from it.
#[test]
fn reported_ratios_and_shares_are_reproduced_to_the_printed_digit() {
    // Your Housing Group, 2015-16: invested, people, value, per pound, per person.
    let programmes = [
        ("501628", "981", "4290738", "8.5536", "4373.84"),
        ("88836", "1440", "4099675", "46.1488", "2847.00"),
        ("26518", "573", "1923570", "72.5383", "3357.02"),
    ];
    for (invested, people, value, per, each) in programmes {
        let found = per_pound(pence(value), pence(invested), 4);
        assert_eq!(found, Some(decimal(per)));
        let found = per_pound(pence(value), pence(people), 2);
        assert_eq!(found, Some(decimal(each)));
    }
    let values = programmes.iter().map(|(_, _, value, ..)| pence(value));
    let three: Pence = values.sum();
    assert_eq!(three.to_string(), "£10,313,983.00");
    let share = percent_of(three.pounds(), decimal("25936018"), 3);
    assert_eq!(share, Some(decimal("39.767")));

    for (part, whole, places, percent) in [
        // Ashfield, delivered of committed; Rotherham, 2024 and 2025; one contract of the latter.
        ("184677.89", "1445640.23", 2, "12.77"),
        ("8", "27.8", 1, "28.8"),
        ("12.3", "32", 1, "38.4"),
        ("3.1", "12.3", 1, "25.2"),
        // North Manchester General Hospital, reached of agreed; Flintshire, half a year of a year.
        ("57", "53", 1, "107.5"),
        ("3.156", "3.229", 1, "97.7"),
    ] {
        let found = percent_of(decimal(part), decimal(whole), places);
        assert_eq!(found, Some(decimal(percent)), "{part} of {whole}");
    }
    // Cross Keys Homes, 2023-24 and 2024-25.
    let (earlier, later) = (pence("14288758"), pence("17052835"));
    assert_eq!(Pence(later.0 - earlier.0).to_string(), "£2,764,077.00");
    let change = change_percent(earlier.pounds(), later.pounds(), 2);
    assert_eq!(change, Some(decimal("19.34")));
    assert_eq!(percent_of(Decimal::ONE, Decimal::ZERO, 2), None);
}

#[test]
fn rows_are_rounded_halves_up_and_a_total_adds_the_rounded_rows() {
    // Values finer than a penny: each row of 3.3350001 pounds is 3.34, three of them 10.02, and the sum
    // of the quantities would be 10.01.
    let value: Pounds = "1.1116667".parse().unwrap();
    let row = Pence::of(Quantity(3_000), value).unwrap();
    assert_eq!(row, Pence(334));
    let total: Pence = [row, row, row].into_iter().sum();
    let at_once = Pence::of(Quantity(9_000), value).unwrap();
    assert_eq!((total, at_once), (Pence(1_002), Pence(1_001)));
    for (thousandths, pounds, pence) in [
        (1_000, "0.005", 1),
        (-1_000, "0.005", -1),
        (1_000, "0.0049999", 0),
        (1, "317.8219097", 32),
    ] {
        let found = Pence::of(Quantity(thousandths), pounds.parse().unwrap());
        assert_eq!(found, Some(Pence(pence)), "{thousandths} at {pounds}");
    }
}

fn share(percent: i64) -> Share {
    Share::of_thousandths(percent * 1000).unwrap()
}

fn case(rates: &DiscountRates) -> Case<'_> {
    Case {
        quantity: Quantity(10_000),
        pounds: "1000".parse().unwrap(),
        years: 3,
        deadweight: share(20),
        displacement: share(10),
        attribution: share(25),
        drop_off: share(50),
        rates,
        first_year: FirstYear::Zero,
    }
}

#[test]
fn p1_0_gross_and_net_come_with_their_working() {
    let standard = rates("standard");
    let found = case(&standard).work_out().unwrap();
    assert_eq!(found.gross.to_string(), "£30,000.00");
    // 10,000 × 0.8 × 0.9 × 0.75 = 5,400, then half of it, then half again.
    let net: Vec<String> = found
        .years
        .iter()
        .map(|year| year.net.to_string())
        .collect();
    assert_eq!(net, ["£5,400.00", "£2,700.00", "£1,350.00"]);
    assert_eq!(found.net.to_string(), "£9,450.00");
    // 5,400 + 2,700 ÷ 1.035 + 1,350 ÷ 1.035².
    assert_eq!(found.present.to_string(), "£9,268.94");
    assert_eq!(
        found.working,
        "10 × £1000 = £10,000.00 × (100% − 20% deadweight) × (100% − 10% displacement) × (100% − 25% attribution) = £5,400.00 in the first year; 50% less each year after it"
    );
    let later = Case {
        first_year: FirstYear::One,
        ..case(&standard)
    };
    let later = later.work_out().unwrap();
    assert_eq!(later.net, found.net);
    // 5,217.39 + 2,520.48 + 1,217.62: each year once more divided by 1.035.
    assert_eq!(later.present.to_string(), "£8,955.49");
}

#[test]
fn a_case_that_cannot_be_worked_out_is_refused() {
    let standard = rates("standard");
    for years in [0, 61] {
        let never = Case {
            years,
            ..case(&standard)
        };
        let words = never.work_out().unwrap_err().to_string();
        assert_eq!(words, "It lasts 1 to 60 years");
    }
    let large = Case {
        quantity: MOST,
        pounds: "999999999.9999999".parse().unwrap(),
        ..case(&standard)
    };
    assert_eq!(large.work_out(), Err(CaseRefused::TooLarge));
    for thousandths in [100_001, 100_010, -10, 12_505, i64::MAX] {
        assert_eq!(Share::of_thousandths(thousandths), None);
    }
    assert_eq!(Share::of_thousandths(12_500).unwrap().to_string(), "12.5%");
}

#[test]
fn every_principle_has_a_question_of_its_own() {
    let all = Principle::ALL.iter();
    let questions: BTreeSet<&str> = all.map(|principle| principle.question()).collect();
    assert_eq!(questions.len(), 8);
}

proptest! {
    #[test]
    fn gross_is_never_less_than_net_and_net_never_less_than_present(
        quantity in 0i64..1_000_000_000,
        ten_millionths in 0i64..10_000_000_000_000,
        years in 1u32..=60,
        shares in proptest::array::uniform4(0i64..=10_000),
        first in 0usize..2,
    ) {
        let health = rates("health");
        let share = |at: usize| Share::of_thousandths(shares[at] * 10).unwrap();
        let case = Case {
            quantity: Quantity(quantity),
            pounds: Pounds { ten_millionths },
            years,
            deadweight: share(0),
            displacement: share(1),
            attribution: share(2),
            drop_off: share(3),
            rates: &health,
            first_year: FirstYear::ALL[first],
        };
        let found = case.work_out().unwrap();
        prop_assert!(found.gross >= found.net);
        prop_assert!(found.net >= found.present);
        prop_assert!(found.present.0 >= 0);
    }

    #[test]
    fn the_order_of_the_rows_changes_no_total(
        mut pence in proptest::collection::vec(-1_000_000_000i64..1_000_000_000, 0..50),
    ) {
        let one: Pence = pence.iter().copied().map(Pence).sum();
        pence.reverse();
        let other: Pence = pence.into_iter().map(Pence).sum();
        prop_assert_eq!(one, other);
    }
}
