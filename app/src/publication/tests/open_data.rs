//! Open data of what was signed, through its addresses, and against the published shapes where they are.

use super::*;
use crate::testing::on_both;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;

fn get(test: &TestApp, path: &str) -> Page {
    let page = test.visitor(Role::Commissioner).get(path);
    assert_eq!(page.status, 200, "{path}: {}", page.text());
    page
}

#[test]
fn p5b_a_signed_report_and_a_signed_return_are_open_data_without_small_numbers() {
    on_both(|test| {
        signed_year(test);
        let report = get(test, &format!("/reports/{YEAR}/cids.jsonld"));
        assert_eq!(report.media_type, "application/ld+json");
        let again = get(test, &format!("/reports/{YEAR}/cids.jsonld"));
        assert_eq!(report.bytes, again.bytes);
        let file: Value = serde_json::from_slice(&report.bytes).unwrap();
        let values: Vec<String> = file["@graph"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|node| node["@type"] == "cids:IndicatorReport")
            .map(|node| node["value"]["hasNumericalValue"].to_string())
            .collect();
        assert_eq!(values, ["\"4938\"", "\"160\""]);
        assert!(report.html.contains("https://metadata.un.org/sdg/"));
        let seal = test
            .visitor(Role::Auditor)
            .get(&format!("/reports/{YEAR}/seal.json"));
        let sha256 = crate::visit::hex(&domain::monitoring::sha256_of(&seal.bytes));
        assert!(
            report.html.contains(&sha256),
            "it names the seal it comes from"
        );
        let quarter = get(test, "/returns/2025-26-q1/cids.jsonld");
        assert!(quarter.html.contains("\"1234.5\""));
        assert!(!quarter.html.contains("\"hasNumericalValue\":\"3\""));
    });
}

#[test]
fn open_data_of_what_is_not_signed_or_has_no_contract_does_not_exist() {
    on_both(|test| {
        signed_year(test);
        let commissioner = test.visitor(Role::Commissioner);
        for path in [
            "/reports/2026-27/cids.jsonld",
            "/reports/none/cids.jsonld",
            "/returns/2026-27-q1/cids.jsonld",
            "/returns/none/ocds.json",
            "/reports/2025-26/ocds.json",
        ] {
            assert_eq!(commissioner.get(path).status, 404, "{path}");
        }
    });
}

fn list_contract(test: &TestApp) {
    let fields = [
        ("funder", "Combined Authority"),
        ("number", "ASF-7"),
        ("stream", "Adult Skills Fund"),
        ("starts_on_day", "1"),
        ("starts_on_month", "8"),
        ("starts_on_year", "2025"),
        ("ends_on_day", "31"),
        ("ends_on_month", "7"),
        ("ends_on_year", "2026"),
        ("retention_class", "six years"),
    ];
    let page = test.visitor(Role::Lead).post("/contracts/new", &fields);
    assert_eq!(page.status, 303, "{}", page.text());
}

#[test]
fn p5b_contracts_stand_beside_the_signed_figures_with_a_prefix_that_is_registered_or_not() {
    on_both(|test| {
        signed_year(test);
        list_contract(test);
        let path = format!("/reports/{YEAR}/ocds.json");
        let package: Value = serde_json::from_slice(&get(test, &path).bytes).unwrap();
        let release = &package["releases"][0];
        let ocid = release["ocid"].as_str().unwrap();
        assert!(ocid.starts_with("unregistered-"), "{ocid}");
        let reached = &release["contracts"][0]["implementation"]["metrics"];
        assert_eq!(reached.as_array().unwrap().len(), 3);
        set(test, &[("prefix", "ocds-a1b2c3")]);
        assert!(get(test, &path).html.contains("\"ocid\":\"ocds-a1b2c3-"));
        get(test, "/returns/2025-26-q1/ocds.json");
        test.visitor(Role::Lead)
            .get(&format!("/reports/{YEAR}"))
            .says("Contract data (OCDS)");
    });
}

/// What pySHACL says of a file: whether it conforms, and its words.
fn look(shapes: &Path, folder: &Path, file: &Value) -> (i32, String) {
    let path = folder.join("cids.jsonld");
    std::fs::write(&path, serde_json::to_vec(file).unwrap()).unwrap();
    let found = Command::new("pyshacl")
        .args(["--shapes".as_ref(), shapes.as_os_str()])
        .args(["--data-file-format", "json-ld"])
        .arg(&path)
        .output()
        .unwrap();
    let words = String::from_utf8_lossy(&found.stdout).into_owned();
    (found.status.code().unwrap(), words)
}

#[test]
fn p5b_the_published_shapes_of_the_basic_tier_take_our_file_and_refuse_a_broken_one() {
    let Ok(folder) = std::env::var("COMMONWEAL_CIDS_SHAPES") else {
        println!(
            "not run: COMMONWEAL_CIDS_SHAPES does not name a folder with cids.basictier.shacl.ttl"
        );
        return;
    };
    let shapes = PathBuf::from(folder).join("cids.basictier.shacl.ttl");
    assert!(shapes.exists(), "{shapes:?} is not there");
    let test = TestApp::elsewhere();
    signed_year(&test);
    let work = tempfile::tempdir().unwrap();
    for path in [
        format!("/reports/{YEAR}/cids.jsonld"),
        "/returns/2025-26-q1/cids.jsonld".to_owned(),
    ] {
        let file: Value = serde_json::from_slice(&get(&test, &path).bytes).unwrap();
        let (code, words) = look(&shapes, work.path(), &file);
        assert_eq!(code, 0, "{path}: {words}");
        println!("{path}: {words}");
        for (kind, field, of) in [
            ("cids:Indicator", "unitDescription", "cids:unitDescription"),
            (
                "cids:IndicatorReport",
                "startedAtTime",
                "prov:startedAtTime",
            ),
            ("cids:Organization", "hasLegalName", "org:hasLegalName"),
        ] {
            let mut broken = file.clone();
            let nodes = broken["@graph"].as_array_mut().unwrap();
            let mut nodes = nodes.iter_mut();
            let node = nodes.find(|node| node["@type"] == kind).unwrap();
            node.as_object_mut().unwrap().remove(field).unwrap();
            let (code, words) = look(&shapes, work.path(), &broken);
            assert_eq!(code, 1, "{path} without {field}: {words}");
            assert!(
                words.contains("Results (1)") && words.contains(of),
                "{words}"
            );
            println!("{path} without {field}: {words}");
        }
    }
}
