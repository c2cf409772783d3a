//! Packs of the worked example: whole, believed under the pinned key alone, refused after any change, the
//! same each time, and holding no more of people than was asked for.

use crate::checkpoints;
use crate::testing::bags::{files, is_good_elsewhere, unpacked};
use crate::testing::chance::Chance;
use crate::testing::{TestApp, Visitor};
use bag::{Folder, Source, Zipped};
use commonweal_verify::{Found, Pins, verify, verify_pack};
use domain::people::Role;
use std::fs;
use std::io::{Cursor, Read};

/// The year that is signed in the example.
const YEAR: &str = "2025-26";

fn key(test: &TestApp) -> String {
    let kept = test.read(checkpoints::keys).pop().unwrap();
    let key = checkpoints::note_key(test.organisation_id, kept.public).unwrap();
    key.to_string()
}

fn taken(visitor: &Visitor<'_>, kind: &str, name: &str, personal: &str) -> Vec<u8> {
    let page = visitor.get(&format!("/packs/{kind}/{name}/{personal}.zip"));
    assert_eq!(page.status, 200, "{kind} {name} {personal}: {}", page.html);
    assert_eq!(page.media_type, "application/zip");
    page.bytes
}

fn looked(zip: &[u8], key: &str) -> Found {
    let pins = Pins::of([key]).unwrap();
    verify_pack(&mut Zipped::open(Cursor::new(zip.to_vec())).unwrap(), &pins).unwrap()
}

#[test]
fn p5e_every_pack_is_whole_the_same_each_time_and_believed_under_the_key() {
    let test = TestApp::example();
    let (lead, key) = (test.visitor(Role::Lead), key(&test));
    for (kind, name) in [
        ("return", "2025-26-q1"),
        ("annual-report", YEAR),
        ("year", YEAR),
    ] {
        for personal in ["full", "pseudonymous", "public"] {
            let zip = taken(&lead, kind, name, personal);
            assert_eq!(zip, taken(&lead, kind, name, personal), "{kind} {personal}");
            let found = looked(&zip, &key);
            assert_eq!(found.wrong, Vec::<String>::new(), "{kind} {personal}");
            assert_eq!(found.ending(), 0);
            assert!(
                found.holds.iter().any(|said| said.contains("is entry")),
                "{found:?}"
            );
            let found = verify_pack(
                &mut Zipped::open(Cursor::new(zip.clone())).unwrap(),
                &Pins::default(),
            );
            assert_eq!(found.unwrap().ending(), 3);
            let folder = tempfile::tempdir().unwrap();
            unpacked(&zip, folder.path());
            match is_good_elsewhere(folder.path()) {
                Some(good) => assert!(good, "{kind} {personal}"),
                None => println!("not run: the Python package bagit is not here"),
            }
        }
    }
}

#[test]
fn p5e_a_pack_is_refused_after_one_changed_byte_anywhere() {
    let test = TestApp::example();
    let zip = taken(&test.visitor(Role::Lead), "return", "2025-26-q1", "full");
    let (folder, pins) = (
        tempfile::tempdir().unwrap(),
        Pins::of([key(&test).as_str()]).unwrap(),
    );
    unpacked(&zip, folder.path());
    let ending = || verify(folder.path(), &pins).map_or(1, |found| found.ending());
    assert_eq!(ending(), 0);
    let mut chance = Chance::of_seed(8493);
    for path in Folder::at(folder.path()).paths().unwrap() {
        let file = folder.path().join(&path);
        let whole = fs::read(&file).unwrap();
        for _ in 0..3 {
            let mut changed = whole.clone();
            let place = chance.below(changed.len().max(1));
            match changed.get_mut(place) {
                Some(byte) => *byte ^= 1 << chance.below(8),
                None => changed.push(0),
            }
            fs::write(&file, changed).unwrap();
            assert_eq!(ending(), 1, "{path} at {place}");
        }
        fs::remove_file(&file).unwrap();
        assert_ne!(ending(), 0, "{path} gone");
        fs::write(&file, whole).unwrap();
    }
    for more in ["data/more.txt", "more.txt", "data/log/more.txt"] {
        fs::write(folder.path().join(more), "more").unwrap();
        assert_eq!(ending(), 1, "{more}");
        fs::remove_file(folder.path().join(more)).unwrap();
    }
    assert_eq!(ending(), 0);
}

#[test]
fn p5e_a_pack_holds_no_more_of_people_than_was_asked_for() {
    let test = TestApp::example();
    let lead = test.visitor(Role::Lead);
    let people: Vec<&str> = crate::demo::ACTORS.iter().map(|actor| actor.name).collect();
    let told_in = |zip: &[u8]| {
        let mut found = Vec::new();
        for (path, bytes) in files(zip) {
            let words = String::from_utf8_lossy(&bytes);
            found.extend(
                people
                    .iter()
                    .filter(|name| words.contains(**name))
                    .map(|name| format!("{name} in {path}")),
            );
        }
        found
    };
    assert!(!told_in(&taken(&lead, "year", YEAR, "full")).is_empty());
    for personal in ["pseudonymous", "public"] {
        let zip = taken(&lead, "return", "2025-26-q1", personal);
        assert_eq!(told_in(&zip), Vec::<String>::new(), "{personal}");
        let files = files(&zip);
        assert!(!files.keys().any(|path| path.starts_with("data/evidence/")));
        assert!(!files.keys().any(|path| path.starts_with("data/sealed/")));
    }
    let full = files(&taken(&lead, "return", "2025-26-q1", "full"));
    assert!(full.keys().any(|path| path.starts_with("data/sealed/")));
}

#[test]
fn p5e_packs_are_for_those_who_may_see_what_is_in_them() {
    let test = TestApp::example();
    for (role, [full, pseudonymous, public]) in [
        (Role::Staff, [403, 200, 200]),
        (Role::Lead, [200, 200, 200]),
        (Role::Governance, [200, 200, 200]),
        (Role::Auditor, [200, 200, 200]),
        (Role::Commissioner, [403, 403, 200]),
        (Role::Administrator, [403, 403, 403]),
    ] {
        let visitor = test.visitor(role);
        let of = |personal: &str| {
            let page = format!("/packs/return/2025-26-q1/{personal}.zip");
            visitor.get(&page).status
        };
        let found = [of("full"), of("pseudonymous"), of("public")];
        assert_eq!(found, [full, pseudonymous, public], "{role:?}");
    }
    let lead = test.visitor(Role::Lead);
    for path in [
        "/packs/return/2019-20-q1/public.zip",
        "/packs/return/x/public.zip",
        "/packs/thing/2025-26/public.zip",
        "/packs/year/2025-26/secret.zip",
        "/packs/partner/x/public.zip",
        "/packs/return/x",
    ] {
        assert_eq!(lead.get(path).status, 404, "{path}");
    }
    let page = lead.get("/packs/return/2025-26-q1");
    page.says("Everything as it was signed");
    let page = test
        .visitor(Role::Commissioner)
        .get("/packs/return/2025-26-q1");
    page.does_not_say("Everything as it was signed");
    page.says("Roles in place of names");
}

#[test]
fn p5e_the_codes_of_printed_figures_lead_somewhere_in_the_pack() {
    let test = TestApp::example();
    let files = files(&taken(
        &test.visitor(Role::Lead),
        "return",
        "2025-26-q1",
        "full",
    ));
    let words = |path: &str| String::from_utf8(files[path].clone()).unwrap();
    let (index, figures) = (words("data/index.html"), words("data/figures.csv"));
    let mut lines = csv::Reader::from_reader(figures.as_bytes());
    let codes: Vec<String> = lines
        .records()
        .map(|line| line.unwrap()[0].to_owned())
        .collect();
    assert!(codes.len() > 3);
    let document = words("data/documents/return-2025-26-q1.html");
    for code in &codes {
        assert!(index.contains(&format!("id=\"{code}\"")), "{code}");
    }
    assert!(codes.iter().any(|code| document.contains(code.as_str())));
    for link in index.split("href=\"").skip(1) {
        let to = link.split('"').next().unwrap();
        let is_here = to.starts_with('#') || files.contains_key(&format!("data/{to}"));
        assert!(is_here, "{to}");
    }
    assert!(
        !index.contains("http"),
        "a page of a pack loads nothing and leads nowhere else"
    );
}

/// All texts of a ZIP, one after the other.
fn texts_in(bytes: Vec<u8>) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    for number in 0..zip.len() {
        let mut entry = zip.by_index(number).unwrap();
        entry.read_to_string(&mut text).unwrap();
    }
    text
}

#[test]
fn p4d_who_signed_when_in_which_role_and_with_what_meaning_stands_in_every_readable_form() {
    let test = TestApp::example();
    let auditor = test.visitor(Role::Auditor);
    let seal = auditor.get("/returns/2025-26-q1/seal.json");
    let sealed: serde_json::Value = serde_json::from_slice(&seal.bytes).unwrap();
    let signed = &sealed["signed_off"];
    let at: jiff::Timestamp = signed["at"].as_str().unwrap().parse().unwrap();
    let facts = [
        signed["by"].as_str().unwrap().to_owned(),
        signed["role"].as_str().unwrap().to_owned(),
        signed["meaning"].as_str().unwrap().to_owned(),
        at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
    ];
    let page = auditor.get("/returns/2025-26-q1");
    for fact in &facts {
        page.says(fact);
    }
    for ending in ["html", "csv.zip"] {
        let file = auditor.get(&format!("/returns/2025-26-q1/document.{ending}"));
        assert_eq!(file.status, 200);
        let told = match ending {
            "html" => String::from_utf8(file.bytes).unwrap(),
            _ => texts_in(file.bytes),
        };
        let told = told.replace("&amp;", "&");
        for fact in &facts {
            assert!(told.contains(fact), "{ending} does not say {fact}");
        }
    }
}

#[test]
fn p4d_a_seal_that_was_changed_is_named_and_never_shown_as_good() {
    let test = TestApp::example();
    let auditor = test.visitor(Role::Auditor);
    let change = |from: &str, to: &str| {
        test.behind_the_log(|connection| {
            connection.execute(
                "UPDATE seal SET content = REPLACE(content, ?2, ?3)
                 WHERE organisation_id = ?1 AND record_id IN ('2025-26-q1', '2025-26')",
                &[test.organisation_id.into(), from.into(), to.into()],
            )
        });
    };
    change("\"at\":\"20", "\"at\":\"21");
    for path in [
        "/returns/2025-26-q1",
        "/returns/2025-26-q1/seal.json",
        "/returns/2025-26-q1/document.html",
        "/reports/2025-26",
        "/packs/return/2025-26-q1/full.zip",
    ] {
        let page = auditor.get(path);
        assert_eq!(page.status, 409, "{path}");
        page.says("not what was signed");
    }
    change("\"at\":\"21", "\"at\":\"20");
    assert_eq!(auditor.get("/returns/2025-26-q1").status, 200);
}

#[test]
fn p5e_the_passport_of_a_partner_is_a_pack_too() {
    let test = TestApp::example();
    let (lead, key) = (test.visitor(Role::Lead), key(&test));
    let partners = test.read(crate::partners::all);
    let mut packed = 0;
    for partner in partners {
        let page = lead.get(&format!("/packs/partner/{}/public.zip", partner.id));
        if page.status == 404 {
            continue;
        }
        packed += 1;
        let found = looked(&page.bytes, &key);
        assert_eq!(found.wrong, Vec::<String>::new(), "{}", partner.name);
        let files = files(&page.bytes);
        assert!(files.contains_key("data/data/passport.json"));
    }
    assert!(packed > 0);
}
