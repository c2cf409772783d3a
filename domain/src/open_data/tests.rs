//! The files' shape, and that nothing small is in them.

use super::*;
use crate::monitoring::{
    SealedAct, SealedMeasure, SealedOrganisation, SealedPeriod, SealedReturn, SealedSignOff,
    SealedTheme,
};
use jiff::civil::date;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

fn measure(id: u128, unit: &str, evidenced: i64, target: Option<i64>) -> SealedMeasure {
    SealedMeasure {
        id: Uuid::from_u128(id),
        code: format!("M{id}"),
        title: "Something counted".to_owned(),
        unit: unit.to_owned(),
        theme: SealedTheme {
            code: "T1".to_owned(),
            title: "Jobs".to_owned(),
        },
        target_thousandths: target,
        evidenced_thousandths: evidenced,
        additional_thousandths: evidenced,
        unevidenced_thousandths: 0,
        by_grade: Vec::new(),
        by_area: Vec::new(),
        by_partner: Vec::new(),
        entries: 1,
        rating: target.map(|target| {
            let is_met = evidenced >= target;
            if is_met { "good" } else { "inadequate" }.to_owned()
        }),
    }
}

/// 1,234.5 hours of 1,000; 3 learners of 10, which is small; 40 trees without a target.
fn signed() -> SignedFigures {
    let act = SealedAct {
        by: "Lead".to_owned(),
        by_id: Uuid::from_u128(1),
        at: "2025-11-05T12:00:00Z".parse().unwrap(),
    };
    let sealed = SealedReturn {
        kind: SealedReturn::KIND.to_owned(),
        format: SealedReturn::FORMAT,
        organisation: SealedOrganisation {
            id: Uuid::from_u128(7),
            name: "Mersey & \"Learning\" Works".to_owned(),
        },
        quarter: "2025-26-q1".to_owned(),
        period: SealedPeriod {
            from: date(2025, 8, 1),
            to: date(2025, 10, 31),
        },
        measures: vec![
            measure(1, "hours", 1_234_500, Some(1_000_000)),
            measure(2, "learners", 3_000, Some(10_000)),
            measure(3, "trees", 40_000, None),
        ],
        adjustments: Vec::new(),
        remarks: Vec::new(),
        elsewhere: Vec::new(),
        questions: Vec::new(),
        prepared: act.clone(),
        reviewed: act.clone(),
        signed_off: SealedSignOff {
            by: act.by.clone(),
            by_id: act.by_id,
            role: "Governance & Leadership".to_owned(),
            at: act.at,
            meaning: "It is so".to_owned(),
        },
        beside: crate::monitoring::SealedBeside::default(),
    };
    let about = About {
        outcome: "People have work".to_owned(),
        evidence: "A register".to_owned(),
        edition: "House measures, edition 2026".to_owned(),
        tags: ["sdg:8", "iris:PI9465", "own:7", "loose"]
            .map(str::to_owned)
            .to_vec(),
    };
    SignedFigures::of_return(&sealed, &BTreeMap::from([(Uuid::from_u128(1), about)]))
}

fn graph() -> Vec<Value> {
    let file: Value = serde_json::from_slice(&cids(&signed())).unwrap();
    file["@graph"].as_array().unwrap().clone()
}

fn of_type(kind: &str) -> Vec<Value> {
    let of = |node: &Value| node["@type"] == kind;
    graph().into_iter().filter(of).collect()
}

#[test]
fn p5b_every_record_has_what_the_basic_tier_asks_for() {
    for (kind, count, asked) in [
        ("cids:Organization", 1, &["hasLegalName"][..]),
        ("cids:Theme", 1, &["hasName", "hasDescription"]),
        ("cids:Outcome", 2, &["hasName", "forOrganization"]),
        (
            "cids:Indicator",
            3,
            &["hasName", "unitDescription", "forOrganization"],
        ),
        (
            "cids:IndicatorReport",
            2,
            &[
                "hasName",
                "forOrganization",
                "forIndicator",
                "startedAtTime",
                "endedAtTime",
                "value",
            ],
        ),
        ("cids:Target", 2, &["hasName", "value"]),
    ] {
        let found = of_type(kind);
        assert_eq!(found.len(), count, "{kind}");
        for node in found {
            for field in asked {
                let value = &node[*field];
                let is_there = value.as_str().is_some_and(|text| !text.is_empty());
                assert!(
                    is_there || value.is_object(),
                    "{kind} without {field}: {node}"
                );
            }
        }
    }
}

#[test]
fn every_name_leads_to_a_record_of_the_file() {
    let ids: BTreeSet<String> = graph()
        .iter()
        .map(|node| node["@id"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(ids.len(), graph().len(), "an id is there twice");
    let mut names = 0;
    for node in graph() {
        for (field, value) in node.as_object().unwrap() {
            let is_name = field.starts_with("for")
                || [
                    "hasOutcome",
                    "hasIndicator",
                    "hasIndicatorReport",
                    "hasTarget",
                    "hasCode",
                ]
                .contains(&field.as_str());
            if !is_name {
                continue;
            }
            let many = value
                .as_array()
                .cloned()
                .unwrap_or_else(|| vec![value.clone()]);
            for one in many {
                names += 1;
                assert!(ids.contains(one.as_str().unwrap()), "{field}: {one}");
            }
        }
    }
    assert!(names > 20, "{names}");
}

#[test]
fn its_words_are_in_the_file_and_a_number_is_a_text_without_commas() {
    let file: Value = serde_json::from_slice(&cids(&signed())).unwrap();
    let context = file["@context"].as_object().unwrap();
    let known: BTreeSet<&str> = context.keys().map(String::as_str).collect();
    for node in file["@graph"].as_array().unwrap() {
        for field in node.as_object().unwrap().keys() {
            assert!(
                field.starts_with('@') || known.contains(field.as_str()),
                "{field}"
            );
        }
    }
    let reports = of_type("cids:IndicatorReport");
    let hours = &reports[0];
    assert_eq!(hours["value"]["hasNumericalValue"], "1234.5");
    assert_eq!(hours["value"]["@type"], "i72:Measure");
    assert_eq!(hours["startedAtTime"], "2025-08-01T00:00:00Z");
    assert_eq!(hours["endedAtTime"], "2025-10-31T23:59:59Z");
}

#[test]
fn p1_1b_a_small_number_of_people_is_in_neither_file() {
    let learners = &of_type("cids:Indicator")[1];
    assert_eq!(learners["unitDescription"], "learners");
    assert!(learners.get("hasIndicatorReport").is_none());
    let description = learners["hasDescription"].as_str().unwrap();
    assert!(description.contains("not published"), "{description}");
    let contracts = [contract()];
    let bytes = ocds(&signed(), &contracts, &OcidPrefix::Unregistered).unwrap();
    let package: Value = serde_json::from_slice(&bytes).unwrap();
    let written = &package["releases"][0]["contracts"][0];
    let actual = &written["implementation"]["metrics"][1]["observations"][0];
    assert!(actual.get("measure").is_none());
    assert!(
        actual["notes"]
            .as_str()
            .unwrap()
            .starts_with("Not published")
    );
    assert_eq!(
        signed().targets_met(),
        TargetsMet {
            met: 1,
            of: 1,
            kept_back: 1
        }
    );
}

#[test]
fn a_measure_names_the_lists_it_speaks_to_and_invents_no_address() {
    let hours = &of_type("cids:Indicator")[0];
    let codes: Vec<&str> = hours["hasCode"]
        .as_array()
        .unwrap()
        .iter()
        .map(|code| code.as_str().unwrap())
        .collect();
    assert_eq!(
        codes,
        [
            "https://metadata.un.org/sdg/8",
            "https://iris.thegiin.org/metric/5.3/PI9465/"
        ]
    );
    assert_eq!(of_type("cids:Code").len(), 2);
    let theme = &of_type("cids:Theme")[0];
    assert_eq!(theme["hasCode"].as_array().unwrap().len(), 1);
}

fn contract() -> Funded {
    Funded {
        id: Uuid::from_u128(21),
        funder: "Combined Authority".to_owned(),
        number: "ASF-7".to_owned(),
        stream: "Adult Skills Fund".to_owned(),
        from: date(2025, 8, 1),
        to: date(2026, 7, 31),
    }
}

#[test]
fn p5b_a_contract_has_what_was_aimed_at_beside_what_was_reached() {
    let over = Funded {
        id: Uuid::from_u128(22),
        to: date(2025, 7, 31),
        from: date(2024, 8, 1),
        ..contract()
    };
    let prefix = OcidPrefix::read("ocds-a1b2c3").unwrap();
    let bytes = ocds(&signed(), &[contract(), over.clone()], &prefix).unwrap();
    let package: Value = serde_json::from_slice(&bytes).unwrap();
    let releases = package["releases"].as_array().unwrap();
    assert_eq!(
        releases.len(),
        1,
        "a contract that was over has no part in it"
    );
    let ocid = releases[0]["ocid"].as_str().unwrap();
    assert!(ocid.starts_with("ocds-a1b2c3-"), "{ocid}");
    let contract = &releases[0]["contracts"][0];
    let aimed = contract["agreedMetrics"].as_array().unwrap();
    let reached = contract["implementation"]["metrics"].as_array().unwrap();
    assert_eq!((aimed.len(), reached.len()), (2, 3));
    assert_eq!(aimed[0]["observations"][0]["measure"], "1000");
    assert_eq!(reached[0]["observations"][0]["measure"], "1234.5");
    assert_eq!(aimed[0]["id"], reached[0]["id"]);
    for one in aimed.iter().chain(reached) {
        let notes = one["observations"][0]["notes"].as_str().unwrap();
        assert!(notes.contains("not of this contract alone"), "{notes}");
    }
    assert_eq!(ocds(&signed(), &[over], &prefix), None);
}

#[test]
fn p5b_a_contract_says_what_was_evidenced_under_it_where_that_was_signed() {
    let mut signed = signed();
    let under = |at: usize, evidenced| SignedFigure {
        evidenced_thousandths: evidenced,
        target_thousandths: None,
        rating: None,
        ..signed.figures[at].clone()
    };
    let figures = vec![under(0, Some(40_500)), under(1, None)];
    signed.under = BTreeMap::from([(contract().id, figures)]);
    let other = Funded {
        id: Uuid::from_u128(22),
        ..contract()
    };
    let prefix = OcidPrefix::Unregistered;
    let bytes = ocds(&signed, &[contract(), other], &prefix).unwrap();
    let package: Value = serde_json::from_slice(&bytes).unwrap();
    let of = |release: usize| package["releases"][release]["contracts"][0].clone();
    let contract = of(0);
    assert!(contract.get("agreedMetrics").is_none(), "{contract}");
    let reached = contract["implementation"]["metrics"].as_array().unwrap();
    assert_eq!(reached.len(), 2);
    let [hours, learners] = [0, 1].map(|at| &reached[at]["observations"][0]);
    assert_eq!(hours["measure"], "40.5");
    assert_eq!(
        hours["notes"],
        "Evidenced under this contract in the period"
    );
    assert!(learners.get("measure").is_none());
    let notes = learners["notes"].as_str().unwrap();
    assert!(
        notes.starts_with("Not published") && notes.ends_with("under this contract in the period")
    );
    let whole = of(1);
    let reached = &whole["implementation"]["metrics"][0]["observations"][0];
    assert_eq!(reached["measure"], "1234.5");
}

#[test]
fn a_prefix_is_registered_or_says_that_it_is_not() {
    for wrong in [
        "ocds-",
        "ocds-a1b2c",
        "ocds-A1B2C3",
        "a1b2c3",
        "ocds-a1b2c3-",
    ] {
        assert_eq!(OcidPrefix::read(wrong), Err(PrefixRefused), "{wrong}");
    }
    assert_eq!(OcidPrefix::read(""), Ok(OcidPrefix::Unregistered));
    let bytes = ocds(&signed(), &[contract()], &OcidPrefix::Unregistered).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    assert!(text.contains("\"ocid\":\"unregistered-"), "{text}");
    assert!(!text.contains("\"ocid\":\"ocds-"), "{text}");
}

#[test]
fn the_same_figures_give_the_same_bytes() {
    assert_eq!(cids(&signed()), cids(&signed()));
    let prefix = OcidPrefix::Unregistered;
    let once = ocds(&signed(), &[contract()], &prefix);
    assert_eq!(once, ocds(&signed(), &[contract()], &prefix));
}
