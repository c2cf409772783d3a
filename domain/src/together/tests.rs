//! Organisations made from seeds, and a reader who has every table and every pack.

use super::*;
use crate::disclosure::{Cell, Shown, quarter};
use std::collections::BTreeMap;

/// Invented numbers: the same seed gives the same ones.
struct Seeded(u64);

impl Seeded {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = (self.0)
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }
}

fn organisation(name: &str) -> Organisation {
    Organisation {
        name: name.to_owned(),
        log: format!("commonweal/log/{name}"),
    }
}

fn heading(unit: &str, edition: &str) -> Heading {
    Heading {
        year: YearOf {
            name: "2025-26".to_owned(),
            from: "2025-08-01".to_owned(),
        },
        measure: Measure {
            code: "HM2".to_owned(),
            title: "Learners into work".to_owned(),
            unit: unit.to_owned(),
            edition: edition.to_owned(),
        },
    }
}

fn line(heading: &Heading, area: Option<&str>, amount: Amount) -> Line {
    Line {
        heading: heading.clone(),
        area: area.map(|code| (code.to_owned(), format!("Area {code}"))),
        counted_in: None,
        amount,
    }
}

fn given(name: &str, of: &str, lines: Vec<Line>) -> Given {
    Given {
        called: format!("{name} {of}.zip"),
        organisation: organisation(name),
        name: of.to_owned(),
        quarter: of.get(..10).unwrap().to_owned(),
        seal: format!("{name} {of}"),
        lines,
        tokens: None,
    }
}

fn exact(number: i64) -> Amount {
    Amount::Exact(number * 1_000)
}

/// What a quarter's return prints for everybody of the numbers of some areas.
fn printed(heading: &Heading, areas: &[u64]) -> Vec<Line> {
    let of = |number: u64| i64::try_from(number).unwrap() * 1_000;
    let mut figures = crate::disclosure::Figures::default();
    let all: u64 = areas.iter().sum();
    figures.cells.insert(Cell::Evidenced, of(all));
    for (place, number) in areas.iter().enumerate() {
        (figures.cells).insert(Cell::Area(place.to_string()), of(*number));
    }
    let printed = quarter(&heading.measure.unit, &figures);
    let amount = |cell: &Cell, thousandths: i64| {
        if printed.is_exact(cell) {
            Amount::Exact(thousandths)
        } else {
            Amount::KeptBack(printed.words(cell, thousandths))
        }
    };
    (figures.cells.iter())
        .map(|(cell, number)| {
            let area = match cell {
                Cell::Area(code) => Some(code.as_str()),
                Cell::Evidenced
                | Cell::Additional
                | Cell::Unevidenced
                | Cell::Grade(_)
                | Cell::Partner(_)
                | Cell::Adjusted(_) => None,
            };
            line(heading, area, amount(cell, *number))
        })
        .collect()
}

fn words(together: &Together, heading: &Heading) -> String {
    together.figures[heading].whole.all.words()
}

#[test]
fn p1_2c_figures_of_one_measure_are_added_and_each_organisation_stands_beside() {
    let of = heading("learners", "House, edition 1");
    let lines = |whole, area| {
        vec![
            line(&of, None, exact(whole)),
            line(&of, Some("a"), exact(area)),
            line(&of, Some("b"), exact(whole - area)),
        ]
    };
    let together = add_up(vec![
        given("Harbour", "2025-26-q1", lines(20, 12)),
        given("Harbour", "2025-26-q2", lines(10, 5)),
        given("Lantern", "2025-26-q1", lines(30, 30)),
    ]);
    assert_eq!(words(&together, &of), "60");
    let figures = &together.figures[&of];
    assert_eq!(figures.areas["a"].all.words(), "47");
    assert_eq!(figures.area("a"), "Area a (a)");
    assert_eq!(figures.whole.of[&organisation("Harbour")].words(), "30");
    assert_eq!(together.counted.len(), 3);
    assert_eq!(together.organisations().len(), 2);
    assert!(together.apart.is_empty() && together.set_aside.is_empty());
}

#[test]
fn measures_stand_in_the_order_people_count_in() {
    let called = |code: &str| Measure {
        code: code.to_owned(),
        ..heading("people", "2026").measure
    };
    let mut all = ["NT1", "HM10", "RE1", "HM2", "NT11", "HM1", "NT10b", "NT9"].map(called);
    all.sort();
    assert_eq!(
        all.map(|measure| measure.code),
        ["HM1", "HM2", "HM10", "NT1", "NT9", "NT10b", "NT11", "RE1"]
    );
}

#[test]
fn p5e_what_differs_in_unit_edition_or_year_is_not_added_and_that_is_said() {
    let of = heading("learners", "House, edition 1");
    let mut april = of.clone();
    "2025-04-01".clone_into(&mut april.year.from);
    for other in [
        heading("hours", "House, edition 1"),
        heading("learners", "House, edition 2"),
        april,
    ] {
        let together = add_up(vec![
            given("Harbour", "2025-26-q1", vec![line(&of, None, exact(20))]),
            given("Lantern", "2025-26-q1", vec![line(&other, None, exact(7))]),
        ]);
        assert_eq!(words(&together, &of), "20");
        assert_eq!(words(&together, &other), "7");
        let [said] = together.apart.as_slice() else {
            panic!("{:?}", together.apart)
        };
        assert!(said.starts_with("HM2 in 2025-26 is not one measure here"));
        assert!(said.contains("of Harbour") && said.contains("of Lantern"));
    }
}

#[test]
fn p5e_a_return_counts_once_whatever_packs_it_stands_in() {
    let of = heading("hours", "");
    let one = |called: &str, name: &str, hours| Given {
        called: called.to_owned(),
        ..given("Harbour", name, vec![line(&of, None, exact(hours))])
    };
    let first = one("quarter.zip", "2025-26-q1", 20);
    let restated = one("year.zip", "2025-26-q1-r2", 18);
    let tenth = one("late.zip", "2025-26-q1-r10", 17);
    let together = add_up(vec![first.clone(), restated.clone(), first.clone()]);
    assert_eq!(words(&together, &of), "18");
    let why: Vec<String> = (together.set_aside.iter())
        .map(|one| one.why.to_string())
        .collect();
    assert_eq!(
        why,
        ["it was restated, and 2025-26-q1-r2 counts in its place"; 2]
    );
    let together = add_up(vec![tenth, restated.clone(), first]);
    assert_eq!(words(&together, &of), "17");
    let again = one("copy.zip", "2025-26-q1-r2", 18);
    let together = add_up(vec![restated.clone(), again]);
    assert_eq!(words(&together, &of), "18");
    assert_eq!(
        together.set_aside[0].why,
        Why::Already("year.zip".to_owned())
    );
    assert!(!together.contradicts());
    let forged = Given {
        seal: "another".to_owned(),
        ..restated.clone()
    };
    let together = add_up(vec![restated, forged]);
    assert!(together.contradicts() && together.figures.is_empty());
    assert_eq!(together.set_aside.len(), 2);
}

#[test]
fn p5a_what_a_restatement_took_from_a_later_quarter_counts_once() {
    let of = heading("hours", "");
    let mut restated = given("Harbour", "2025-26-q1-r2", vec![line(&of, None, exact(30))]);
    restated.lines.push(Line {
        counted_in: Some("2025-26-q3".to_owned()),
        ..line(&of, None, exact(-10))
    });
    let later = given("Harbour", "2025-26-q3", vec![line(&of, None, exact(50))]);
    let alone = add_up(vec![restated.clone()]);
    assert_eq!(words(&alone, &of), "30");
    assert_eq!(words(&add_up(vec![restated, later]), &of), "70");
}

#[test]
fn p5e_what_is_kept_back_makes_a_sum_at_least() {
    let of = heading("learners", "");
    let few = || Amount::KeptBack("fewer than 5".to_owned());
    let together = add_up(vec![
        given("Harbour", "2025-26-q1", vec![line(&of, None, exact(20))]),
        given("Lantern", "2025-26-q1", vec![line(&of, None, few())]),
    ]);
    assert_eq!(words(&together, &of), "at least 20");
    let parts = &together.figures[&of].whole.of;
    assert_eq!(parts[&organisation("Lantern")].words(), "fewer than 5");
    let alone = |number: usize| {
        let name = |at: usize| format!("2025-26-q{}", at + 1);
        let quarters =
            (0..number).map(|at| given("Harbour", &name(at), vec![line(&of, None, few())]));
        words(&add_up(quarters.collect()), &of)
    };
    assert_eq!(alone(1), "fewer than 5");
    assert_eq!(alone(2), "not shown");
}

#[test]
fn p5e_a_small_number_that_another_program_left_in_print_is_kept_back() {
    let of = heading("learners", "");
    let lines = |areas: [i64; 3]| {
        let mut lines = vec![line(&of, None, exact(areas.iter().sum()))];
        for (code, number) in ["a", "b", "c"].into_iter().zip(areas) {
            lines.push(line(&of, Some(code), exact(number)));
        }
        lines
    };
    let together = add_up(vec![given("Harbour", "2025-26-q1", lines([20, 3, 9]))]);
    let figures = &together.figures[&of];
    assert_eq!(figures.areas["b"].all.words(), "fewer than 5");
    let open = ["a", "c"].map(|code| figures.areas[code].all.exact().is_some());
    let whole = figures.whole.all.exact().is_some();
    assert!(!(open[0] && open[1] && whole), "{figures:?}");
    let hours = heading("hours", "");
    let together = add_up(vec![given(
        "Harbour",
        "2025-26-q1",
        vec![line(&hours, None, exact(3))],
    )]);
    assert_eq!(words(&together, &hours), "3");
}

/// Whether a number can stand behind words in print.
fn agrees(words: &str, number: u64) -> bool {
    let printed = |words: &str| words.replace(',', "").parse::<u64>();
    match (words, words.strip_prefix("at least ")) {
        ("fewer than 5", _) => (1..5).contains(&number),
        ("not shown", _) => true,
        (_, Some(least)) => number >= printed(least).unwrap(),
        (_, None) => number == printed(words).unwrap(),
    }
}

/// The numbers of a return by area, the whole of it at the end.
fn with_whole(areas: &[u64]) -> Vec<u64> {
    let mut all = areas.to_vec();
    all.push(areas.iter().sum());
    all
}

/// Other numbers of a return that agree with everything its pack prints, with another small number in
/// this place.
fn another(lines: &[Line], areas: &[u64], at: usize) -> Option<Vec<u64>> {
    let agree = |numbers: &[u64]| {
        let all = with_whole(numbers);
        lines.iter().all(|line| {
            let place = line
                .area
                .as_ref()
                .map_or(3, |(code, _)| code.parse().unwrap());
            agrees(&line.amount.to_string(), all[place])
        })
    };
    let rest: Vec<usize> = (0..3).filter(|place| *place != at).collect();
    for value in (1..5).filter(|value| *value != areas[at]) {
        for others in 0..40_u64.pow(2) {
            let mut other = areas.to_vec();
            other[at] = value;
            (other[rest[0]], other[rest[1]]) = (others % 40, others / 40);
            if agree(&other) {
                return Some(other);
            }
        }
    }
    None
}

type History = BTreeMap<(String, String), Vec<u64>>;

fn invented(seed: u64) -> History {
    let mut seeded = Seeded(seed);
    let mut number = || match seeded.below(6) {
        0 => 0,
        1 | 2 => 1 + seeded.below(4),
        _ => 5 + seeded.below(20),
    };
    let names = ["Harbour", "Lantern", "Willow"].into_iter();
    let places =
        names.flat_map(|name| (1..3).map(move |at| (name.to_owned(), format!("2025-26-q{at}"))));
    let places: Vec<(String, String)> = places.collect();
    (places.into_iter())
        .map(|place| (place, (0..3).map(|_| number()).collect()))
        .collect()
}

/// Whether a history agrees with every figure of the sums.
fn agrees_with(together: &Together, of: &Heading, history: &History) -> bool {
    let figures = &together.figures[of];
    let sums = (0..4).map(|place| match figures.areas.get(&place.to_string()) {
        Some(sum) => (place, sum),
        None => (place, &figures.whole),
    });
    sums.into_iter().all(|(place, sum)| {
        let number = |whose: Option<&str>| -> u64 {
            let own = history
                .iter()
                .filter(|((name, _), _)| whose.is_none_or(|one| one == name));
            own.map(|(_, areas)| with_whole(areas)[place]).sum()
        };
        let mut each = sum.of.iter();
        agrees(&sum.all.words(), number(None))
            && each.all(|(one, part)| agrees(&part.words(), number(Some(&one.name))))
    })
}

#[test]
fn p5e_no_small_number_comes_back_by_subtraction_from_the_sums_or_the_packs() {
    let of = heading("learners", "House, edition 1");
    let (mut small, mut kept_back) = (0, 0);
    for seed in 0..120 {
        let history = invented(seed);
        let packs: Vec<Given> = (history.iter())
            .map(|((name, quarter), areas)| given(name, quarter, printed(&of, areas)))
            .collect();
        let together = add_up(packs.clone());
        assert!(agrees_with(&together, &of, &history), "seed {seed}");
        for (pack, (place, areas)) in packs.iter().zip(&history) {
            for at in (0..3).filter(|at| (1..5).contains(&areas[*at])) {
                small += 1;
                let other = another(&pack.lines, areas, at);
                let other = other.unwrap_or_else(|| panic!("seed {seed}: {areas:?} at {at}"));
                let mut instead = history.clone();
                instead.insert(place.clone(), other);
                assert!(
                    agrees_with(&together, &of, &instead),
                    "seed {seed} {place:?}"
                );
            }
        }
        let figures = &together.figures[&of];
        let sums = figures.areas.values().chain([&figures.whole]);
        for part in sums.flat_map(|sum| sum.of.values().chain([&sum.all])) {
            kept_back += usize::from(part.exact().is_none());
            assert!(
                !(1..5_000).contains(&part.thousandths),
                "seed {seed}: {part:?}"
            );
        }
    }
    assert!(small > 400 && kept_back > 400, "{small} {kept_back}");
}

/// A return of some learners, with their tokens under a phrase and some that stand for nothing.
fn with_tokens(name: &str, of: &Heading, learners: &[u64], phrase: &str) -> Given {
    let number = i64::try_from(learners.len()).unwrap();
    let mut tokens: BTreeSet<String> = (learners.iter())
        .map(|one| format!("{phrase} {one}"))
        .collect();
    tokens.extend((0..64).map(|at| format!("{name} {at}")));
    let list = TokenList {
        heading: of.clone(),
        kind: TokenKind::Learner,
        tokens,
    };
    let amount = if (1..5).contains(&number) {
        Amount::KeptBack("fewer than 5".to_owned())
    } else {
        exact(number)
    };
    Given {
        tokens: Some(Tokens {
            phrase: phrase.to_owned(),
            lists: vec![list],
        }),
        ..given(name, "2025-26-q1", vec![line(of, None, amount)])
    }
}

#[test]
fn p5e_a_learner_with_two_organisations_is_found_under_one_phrase_and_not_under_another() {
    let of = heading("learners", "House, edition 1");
    let (harbour, lantern): (Vec<u64>, Vec<u64>) = ((0..20).collect(), (10..30).collect());
    let add = |phrase: &str| {
        add_up(vec![
            with_tokens("Harbour", &of, &harbour, "one"),
            with_tokens("Lantern", &of, &lantern, phrase),
        ])
    };
    let together = add("one");
    let [overlap] = together.overlaps.as_slice() else {
        panic!("{:?}", together.overlaps)
    };
    assert_eq!(overlap.again, Shown::Exact(10));
    assert_eq!(overlap.at_most, Some(30_000));
    assert_eq!(overlap.shared_by.len(), 2);
    assert!(together.compared.unknown().is_empty());
    let together = add("another");
    assert!(together.overlaps.is_empty());
    assert!(together.compared.unknown()[0].contains("different phrases: "));
    let without = given("Willow", "2025-26-q1", vec![line(&of, None, exact(9))]);
    let with = with_tokens("Harbour", &of, &harbour, "one");
    let together = add_up(vec![with, without]);
    assert!(together.compared.unknown()[0].contains("of Willow"));
}

#[test]
fn p5e_a_small_overlap_is_not_printed_and_does_not_follow_from_the_rest() {
    let of = heading("learners", "");
    for seed in 0..400 {
        let mut seeded = Seeded(seed);
        let (own, more) = (seeded.below(25), seeded.below(25));
        let from = seeded.below(25);
        let harbour: Vec<u64> = (0..own).collect();
        let lantern: Vec<u64> = (from..from + more).collect();
        let both = harbour.iter().filter(|one| lantern.contains(one)).count();
        let both = u64::try_from(both).unwrap();
        let together = add_up(vec![
            with_tokens("Harbour", &of, &harbour, "one"),
            with_tokens("Lantern", &of, &lantern, "one"),
        ]);
        let [overlap] = together.overlaps.as_slice() else {
            panic!("{:?}", together.overlaps)
        };
        let small = |number: u64| (1..5).contains(&number);
        match overlap.again {
            Shown::Exact(again) => {
                assert_eq!(again, both);
                assert!(!small(again));
                let is_out = again > 0 && (small(own - both) || small(more - both));
                assert!(!is_out, "seed {seed}: {own} {more} {both}");
            }
            Shown::Few => assert!(small(both) && overlap.at_most.is_none()),
            Shown::Hidden => assert!(!small(both) && overlap.at_most.is_none()),
            Shown::Withheld => panic!("seed {seed}"),
        }
    }
}
