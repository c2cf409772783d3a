//! What is kept of a return beside a second reading of the same file: by another XML library, written
//! from the published fields alone, and sharing no rule with the first.

use super::{accept_named, nowhere, say_provider_is};
use crate::testing::{TestApp, on_both};
use jiff::civil::Date;
use roxmltree::{Document, Node};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

/// Numbers by the key of the fact; and of learners and aims.
type Counts = BTreeMap<String, i64>;

fn text<'a>(node: Node<'a, 'a>, name: &str) -> Option<&'a str> {
    let found = node.children().find(|one| one.tag_name().name() == name)?;
    found.text().map(str::trim)
}

fn day(node: Node<'_, '_>, name: &str) -> Option<Date> {
    text(node, name)?.get(..10)?.parse().ok()
}

fn all<'a>(node: Node<'a, 'a>, name: &'a str) -> impl Iterator<Item = Node<'a, 'a>> {
    node.children()
        .filter(move |one| one.tag_name().name() == name)
}

fn has(aim: Node<'_, '_>, kind: &str, code: &str) -> bool {
    all(aim, "LearningDeliveryFAM").any(|one| {
        (text(one, "LearnDelFAMType"), text(one, "LearnDelFAMCode")) == (Some(kind), Some(code))
    })
}

/// Reads a return again.
fn again(xml: &str) -> (i16, Counts) {
    let document = Document::parse(xml.trim_start_matches('\u{feff}')).unwrap();
    let root = document.root_element();
    let year = root
        .descendants()
        .find(|one| one.tag_name().name() == "Year");
    let year = year.and_then(|one| one.text()).unwrap().get(..2).unwrap();
    let year = 2000 + year.parse::<i16>().unwrap();
    let first: Date = format!("{year}-08-01").parse().unwrap();
    let last: Date = format!("{}-07-31", year + 1).parse().unwrap();
    let mut counts = Counts::new();
    for learner in all(root, "Learner") {
        let reference = text(learner, "LearnRefNumber").unwrap();
        let jobs = all(root, "LearnerDestinationandProgression")
            .filter(|one| text(*one, "LearnRefNumber") == Some(reference))
            .flat_map(|one| all(one, "DPOutcome"))
            .filter(|one| text(*one, "OutType") == Some("EMP"));
        let jobs = jobs.filter_map(|one| day(one, "OutStartDate"));
        for (fact, number) in of_learner(learner, jobs.collect(), (first, last)) {
            *counts.entry(fact.to_owned()).or_default() += number;
        }
    }
    (year, counts)
}

fn of_learner(
    learner: Node<'_, '_>,
    jobs: Vec<Date>,
    (first, last): (Date, Date),
) -> Vec<(&'static str, i64)> {
    let mut numbers = BTreeSet::new();
    let aims = all(learner, "LearningDelivery").filter(|aim| {
        day(*aim, "LearnStartDate").is_some()
            && text(*aim, "AimSeqNumber").is_some_and(|number| numbers.insert(number))
    });
    let aims: Vec<_> = aims.collect();
    let ended = |aim: &&Node<'_, '_>| {
        day(**aim, "LearnActEndDate").is_some_and(|day| first <= day && day <= last)
    };
    let done = aims.iter().filter(ended).filter(|aim| {
        text(**aim, "CompStatus") == Some("2") && matches!(text(**aim, "AimType"), Some("1" | "4"))
    });
    let done: Vec<_> = done.copied().collect();
    let any = |is: &dyn Fn(Node<'_, '_>) -> bool| i64::from(done.iter().any(|aim| is(*aim)));
    let outcome = |code: &'static str| any(&move |aim| text(aim, "Outcome") == Some(code));
    let tailored = |aim: Node<'_, '_>, codes: &[&str]| {
        all(aim, "TLOut").any(|one| one.text().is_some_and(|code| codes.contains(&code)))
    };
    let days = done.iter().map(|aim| {
        let (from, to) = (day(*aim, "LearnStartDate"), day(*aim, "LearnActEndDate"));
        i64::from(from.unwrap().until(to.unwrap()).unwrap().get_days()) + 1
    });
    let days: i64 = days.filter(|days| *days > 0).sum();
    let hours = done
        .iter()
        .filter_map(|aim| text(*aim, "PHours")?.parse::<i64>().ok());
    let begun = aims
        .iter()
        .filter_map(|aim| day(*aim, "LearnStartDate"))
        .min();
    let mut found = vec![
        ("learners", 1),
        ("aims", i64::try_from(aims.len()).unwrap()),
        ("completed", any(&|_| true)),
        ("achieved", outcome("1")),
        ("pending", outcome("8") * (1 - outcome("1"))),
        ("weeks", days * 1_000 / 7),
        ("hours", hours.sum()),
        (
            "employability",
            any(&|aim| has(aim, "ACL", "3") || tailored(aim, &["3"])),
        ),
        ("confidence", any(&|aim| tailored(aim, &["1", "8"]))),
        ("city-region", any(&|aim| has(aim, "SOF", "111"))),
    ];
    if let Some(begun) = begun {
        found.extend(of_work(learner, (begun, jobs), (first, last)));
    }
    found
}

/// Whether a learner who began on a day was out of work then, and found a job in the year.
fn of_work(
    learner: Node<'_, '_>,
    (begun, mut jobs): (Date, Vec<Date>),
    (first, last): (Date, Date),
) -> Vec<(&'static str, i64)> {
    let statuses = all(learner, "LearnerEmploymentStatus")
        .filter_map(|one| Some((day(one, "DateEmpStatApp")?, text(one, "EmpStat")?)));
    let statuses: Vec<_> = statuses.collect();
    let before = statuses.iter().filter(|(from, _)| *from <= begun);
    let at_start = before.max_by_key(|(from, _)| *from).map(|(_, code)| *code);
    if !matches!(at_start, Some("11" | "12")) {
        return Vec::new();
    }
    let employed = statuses.iter().filter(|(_, code)| *code == "10");
    jobs.extend(employed.map(|(from, _)| *from));
    let job = jobs.into_iter().filter(|job| *job > begun).min();
    let is_of_year = |day: Date| i64::from(first <= day && day <= last);
    vec![
        ("out-of-work", is_of_year(begun)),
        ("job-reported", job.map_or(0, is_of_year)),
    ]
}

/// What is kept of the return that was accepted last.
fn kept(test: &TestApp) -> (i16, Counts) {
    let returns = test.read(super::super::store::returns);
    let now = returns
        .iter()
        .find(|one| one.replaced_at.is_none())
        .unwrap();
    let mut counts = Counts::from([
        ("learners".to_owned(), now.learners),
        ("aims".to_owned(), now.aims),
    ]);
    for (fact, thousandths) in test.read(|read| super::super::store::figures(read, now.id)) {
        let number = if fact == domain::ilr::Fact::Weeks {
            thousandths
        } else {
            thousandths / 1_000
        };
        counts.insert(fact.key().to_owned(), number);
    }
    (now.year, counts)
}

/// Accepts a return and compares what is kept with the second reading.
fn compare(test: &TestApp, (name, xml): (&str, &str)) -> Counts {
    accept_named(test, (name, xml));
    let (year, mut expected) = again(xml);
    for fact in domain::ilr::Fact::ALL {
        expected.entry(fact.key().to_owned()).or_default();
    }
    assert_eq!(kept(test), (year, expected.clone()), "{name}");
    expected
}

#[test]
fn p2_1d_a_made_up_return_is_counted_as_by_another_reading() {
    on_both(|test| {
        say_provider_is(test, "90000001");
        let xml = benches::learner_return(60);
        // Of all that the rules ask for, some have it and some have not.
        let mut some = xml
            .split("<Learner>")
            .map(str::to_owned)
            .collect::<Vec<_>>();
        for (place, learner) in some.iter_mut().enumerate().skip(1) {
            for (every, from, to) in [
                (2, "<Outcome>1", "<Outcome>8"),
                (3, "<TLOut>3", "<TLOut>1"),
                (4, "<CompStatus>2", "<CompStatus>6"),
                (5, "<LearnDelFAMCode>111", "<LearnDelFAMCode>110"),
                (7, "<AimType>4", "<AimType>3"),
                (8, "<EmpStat>11", "<EmpStat>98"),
                (9, "<LearnActEndDate>2026", "<LearnActEndDate>2025"),
                (10, "<LearnDelFAMCode>3<", "<LearnDelFAMCode>2<"),
                (11, "<PHours>", "<PHours>1"),
                (12, "<AimSeqNumber>2", "<AimSeqNumber>1"),
            ] {
                if place.is_multiple_of(every) {
                    *learner = learner.replace(from, to);
                }
            }
        }
        let name = "ILR-90000001-2526-20260901-094401-01.xml";
        let counts = compare(test, (name, &some.join("<Learner>")));
        for (fact, number) in &counts {
            assert!(
                (1..60).contains(number)
                    || ["learners", "aims", "weeks", "hours"].contains(&fact.as_str()),
                "{fact} {number}"
            );
        }
    });
}

/// What names or finds a person in a return: every such text of four letters or more, but for days that
/// stand in it as something else too.
fn personal(xml: &str) -> Vec<String> {
    const NAMES: [&str; 16] = [
        "FamilyName",
        "GivenNames",
        "NINumber",
        "ULN",
        "DateOfBirth",
        "TelNo",
        "TelNumber",
        "Email",
        "AddLine1",
        "AddLine2",
        "AddLine3",
        "AddLine4",
        "Postcode",
        "PostCode",
        "LSDPostcode",
        "PostcodePrior",
    ];
    let document = Document::parse(xml.trim_start_matches('\u{feff}')).unwrap();
    let texts = |is: &dyn Fn(&str) -> bool| {
        let elements = document.descendants().filter(Node::is_element);
        let found = elements.filter(|one| is(one.tag_name().name()));
        let found = found.filter_map(|one| one.text().map(str::trim));
        found.map(str::to_owned).collect::<BTreeSet<String>>()
    };
    // However it is written: one of the samples has a misspelt element.
    let is_own = |name: &str| NAMES.iter().any(|own| own.eq_ignore_ascii_case(name));
    let others = texts(&|name| !is_own(name));
    let own = texts(&is_own);
    let long = own.into_iter().filter(|text| text.chars().count() >= 4);
    long.filter(|text| !others.contains(text)).collect()
}

#[test]
fn p2_1d_nothing_personal_of_a_made_up_return_or_a_sample_is_kept() {
    let look_through = |(name, ukprn, xml): (&str, &str, &str)| {
        let test = TestApp::elsewhere();
        say_provider_is(&test, ukprn);
        accept_named(&test, (name, xml));
        let words = personal(xml);
        let found: Vec<&str> = words.iter().map(String::as_str).collect();
        nowhere(&test, &found);
        words.len()
    };
    let name = "ILR-90000001-2526-20260901-094401-01.xml";
    assert!(look_through((name, "90000001", &benches::learner_return(40))) > 150);
    each_sample(|(name, ukprn, xml)| {
        println!("{name}: {} words", look_through((name, ukprn, xml)));
    });
}

/// The public samples, in the folder that `COMMONWEAL_ILR_SAMPLES` names: their year stands before their
/// name.
fn each_sample(look: impl Fn((&str, &str, &str))) {
    let Ok(folder) = std::env::var("COMMONWEAL_ILR_SAMPLES") else {
        println!("skipped: COMMONWEAL_ILR_SAMPLES names no folder");
        return;
    };
    let mut seen = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let xml = fs::read_to_string(&path).unwrap();
        let (_, rest) = xml.split_once("UKPRN>").unwrap();
        let ukprn: String = rest.chars().take_while(char::is_ascii_digit).collect();
        let name = path.file_name().unwrap().to_str().unwrap();
        look((name.split_at("2018-19-".len()).1, &ukprn, &xml));
        seen += 1;
    }
    assert!(seen > 0, "the folder is empty");
}

#[test]
fn p2_1d_every_sample_is_counted_as_by_another_reading() {
    each_sample(|(name, ukprn, xml)| {
        on_both(|test| {
            say_provider_is(test, ukprn);
            println!("{name}: {:?}", compare(test, (name, xml)));
        });
    });
}
