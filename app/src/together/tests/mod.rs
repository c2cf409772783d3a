//! Packs of three organisations added up through the page and the command's own way: what holds, what
//! does not, what overlaps, and what people send who mean harm.

mod hostile;
mod made;
mod overlapping;

use crate::testing::{TestApp, on_both};
use domain::people::Role;
use made::{HERE, Harbour, QUARTER, added, key, three};

#[test]
fn p5e_the_packs_of_three_organisations_are_added_up_and_each_stands_beside() {
    on_both(|test| {
        let others = [TestApp::elsewhere(), TestApp::elsewhere()];
        let of = three(test, &others);
        let packs = of.each_ref().map(|one| one.pack("public"));
        let named = ["harbour.zip", "lantern.zip", "willow.zip"];
        let files: Vec<(&str, &[u8])> = named
            .into_iter()
            .zip(packs.iter().map(Vec::as_slice))
            .collect();
        let page = added(test, &of.each_ref().map(Harbour::key).join("\n"), &files);
        assert_eq!(page.status, 200, "{}", page.text());
        page.says("3 of 3 packs hold. The figures are those of 3 organisations.");
        // Hours: 40, 40 and 40; learners: 12, 9 and 3, of which the last is kept back.
        page.says("HM2 Volunteering 2025-26 (from 1 August 2025) hours House measures, edition 2026 3 120 not known");
        page.says("HM1 Learners into work 2025-26 (from 1 August 2025) learners House measures, edition 2026 3 at least 21");
        page.says("Willow fewer than 5");
        page.says("The key that was given");
        page.does_not_say("On first sight");
        for pack in &packs {
            assert!(!test.evidence_file(pack).exists(), "a pack was kept");
        }
        let log = test.visitor(Role::Auditor).get("/log");
        log.does_not_say("harbour.zip");
    });
}

#[test]
fn p5e_a_pack_with_one_changed_byte_is_named_and_the_others_are_counted() {
    let (test, other) = (TestApp::elsewhere(), TestApp::elsewhere());
    let harbour = Harbour::signed(&test, "Harbour", &["A1", "A2"]);
    let lantern = Harbour::signed(&other, "Lantern", &[]);
    let keys = [harbour.key(), lantern.key()].join("\n");
    let (whole, good) = (harbour.pack("public"), lantern.pack("public"));
    for part in 1..10 {
        let mut changed = whole.clone();
        let place = changed.len() / 10 * part;
        changed[place] ^= 1;
        let files = [("harbour.zip", &*changed), ("lantern.zip", &*good)];
        let page = added(&test, &keys, &files);
        assert_eq!(page.status, 422, "at {place}");
        page.says("There is a problem harbour.zip: ");
        page.says("1 of 2 packs hold. The figures are those of 1 organisation.");
        page.says("40");
        page.says(&lantern.key());
    }
}

#[test]
fn p5e_a_key_of_another_log_or_none_believes_nothing_unless_on_first_sight() {
    let (test, other) = (TestApp::elsewhere(), TestApp::elsewhere());
    let harbour = Harbour::signed(&test, "Harbour", &[]);
    Harbour::signed(&other, "Lantern", &[]);
    let pack = harbour.pack("public");
    let files = [("harbour.zip", &*pack)];
    let page = added(&test, &key(&other), &files);
    assert_eq!(page.status, 422);
    page.says("no key was given for the log commonweal/log/");
    page.says(&harbour.fingerprint());
    // The right name with another's key: whoever made it could have made the pack.
    let log = format!("commonweal/log/{}", test.organisation_id);
    let forged = transparency::NoteKey::new(&log, [9; 32]).map(|key| key.to_string());
    if let Ok(forged) = forged {
        let page = added(&test, &forged, &files);
        assert_eq!(page.status, 422);
        page.says("not by a key that signs for this log");
    }
    let page = added(&test, "nonsense", &files);
    assert_eq!(page.status, 422);
    page.says("One of the lines is no key");
    page.says("nonsense");
    let visitor = test.visitor(Role::Commissioner);
    let sight = [HERE, ("first_sight", "yes")];
    let page = visitor.upload_all("/together", &sight, &[("packs", "harbour.zip", &pack)]);
    assert_eq!(page.status, 200, "{}", page.text());
    page.says("Some packs are believed on first sight");
    page.says("On first sight: the key lies in the pack itself");
    page.says(&harbour.fingerprint());
    // The same fingerprint stands where the organisation reads its key.
    let own = test.visitor(Role::Auditor).get("/log/checkpoints");
    own.says(&harbour.fingerprint());
}

#[test]
fn p5e_the_same_pack_twice_and_a_pack_of_another_kind_are_said_and_nothing_counts_twice() {
    let test = TestApp::elsewhere();
    let harbour = Harbour::signed(&test, "Harbour", &[]);
    let pack = harbour.pack("public");
    let year = harbour.taken("/packs/year/2025-26/pseudonymous.zip");
    let files = [("a.zip", &*pack), ("b.zip", &*pack), ("year.zip", &*year)];
    let page = added(&test, &harbour.key(), &files);
    assert_eq!(page.status, 200, "{}", page.text());
    page.says("hours House measures, edition 2026 1 40");
    page.says("it is counted from a.zip already");
    let quarter = format!("b.zip Harbour {QUARTER}");
    page.says(&quarter);
    page.says(&format!("year.zip Harbour {QUARTER}"));
    let example = TestApp::example();
    let lead = example.visitor(Role::Lead);
    let report = lead.get("/packs/annual-report/2025-26/public.zip").bytes;
    let page = added(&example, &key(&example), &[("report.zip", &*report)]);
    assert_eq!(page.status, 422);
    page.says("it is the pack of something else (Annual report 2025-26)");
}

#[test]
fn p5e_the_sums_are_taken_away_as_a_page_that_stands_alone_and_for_programs() {
    let test = TestApp::elsewhere();
    let harbour = Harbour::signed(&test, "Harbour", &["A1", "A2"]);
    let (pack, key) = (harbour.pack("public"), harbour.key());
    let visitor = test.visitor(Role::Commissioner);
    let file = |way: &str| {
        let fields = [("keys", key.as_str()), ("as", way)];
        let page = visitor.upload_all("/together", &fields, &[("packs", "h.zip", &pack)]);
        assert_eq!(page.status, 200, "{way}");
        page.bytes
    };
    let html = String::from_utf8(file("html")).unwrap();
    assert!(html.contains("<h1>Social value added up</h1>"));
    for from_elsewhere in ["src=", "href=\"http", "<script", "@import", "url("] {
        assert!(!html.contains(from_elsewhere), "{from_elsewhere}");
    }
    let json: serde_json::Value = serde_json::from_slice(&file("json")).unwrap();
    let figures = json["figures"].as_array().unwrap();
    let of = |code: &str, area: &str| {
        let is_it = |one: &&serde_json::Value| {
            one["code"] == code && one["area"] == area && one["organisation"] == "all"
        };
        figures.iter().find(is_it).unwrap()
    };
    assert_eq!(of("HM2", "all")["thousandths"], 40_000);
    assert_eq!(of("HM1", "all")["printed"], "fewer than 5");
    assert!(of("HM1", "all")["thousandths"].is_null());
    let csv = String::from_utf8(file("csv")).unwrap();
    assert!(
        csv.contains("2025-26,2025-08-01,HM2,Volunteering,hours"),
        "{csv}"
    );
    for way in ["pdf", "xlsx", "ods"] {
        assert!(file(way).len() > 1_000, "{way}");
    }
}
