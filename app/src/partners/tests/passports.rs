//! The partner passport: given by one organisation, relied on by another, looked at again later.

use super::{CHECKS, begin, check, checked, listed, sign};
use crate::testing::{Page, TestApp, on_both};
use domain::people::Role;
use jiff::civil::date;

/// An approved partner of another organisation, whose system shares nothing with ours.
fn approved_elsewhere() -> (TestApp, String) {
    let test = TestApp::elsewhere();
    let path = checked(&test);
    assert_eq!(sign(&test, &path, Role::Lead).status, 303);
    (test, path)
}

fn passport(test: &TestApp, path: &str) -> Vec<u8> {
    let page = test
        .visitor(Role::Lead)
        .get(&format!("{path}/passport.json"));
    assert_eq!(page.status, 200, "{}", page.html);
    page.bytes
}

fn look(test: &TestApp, path: &str, bytes: &[u8]) -> Page {
    let file = ("file", "passport-ropewalk-homes.json", bytes);
    test.visitor(Role::Lead)
        .upload(&format!("{path}/passport"), &[], file)
}

/// Keeps the passport that a page shows.
fn keep(test: &TestApp, path: &str, page: &Page) -> Page {
    let field = |name: &str| {
        let rest = page.html.split(&format!("name=\"{name}\" value=\"")).nth(1);
        let value = rest.and_then(|rest| rest.split('"').next());
        value.unwrap_or_default().to_owned()
    };
    let (sha256, file_name) = (field("sha256"), field("file_name"));
    let form = [
        ("sha256", sha256.as_str()),
        ("file_name", file_name.as_str()),
    ];
    test.visitor(Role::Lead)
        .post(&format!("{path}/passport/keep"), &form)
}

/// A partner of ours whose checks have begun.
fn begun(test: &TestApp, name: &str) -> String {
    let path = listed(test, Role::Governance, name);
    begin(test, &path);
    path
}

#[test]
fn p1_2d_an_approved_partner_is_given_a_passport_that_names_nobody() {
    on_both(|test| {
        let path = checked(test);
        let lead = test.visitor(Role::Lead);
        assert_eq!(lead.get(&format!("{path}/passport.json")).status, 404);
        lead.get(&path)
            .does_not_say("Partner passport, for another");
        let contact = [("name", "Pat Lee"), ("task", "Coordinator")];
        assert_eq!(lead.post(&format!("{path}/contacts"), &contact).status, 303);
        assert_eq!(sign(test, &path, Role::Lead).status, 303);
        lead.get(&path).says("Partner passport, for another");
        let first = passport(test, &path);
        assert_eq!(first, passport(test, &path));
        let text = String::from_utf8(first).unwrap();
        for words in [
            "\"format\":\"commonweal partner passport\"",
            "Mersey Learning Works",
            "Repair cafés",
            "\"expires_on\":\"2027-12-31\"",
            "\"role\":\"lead\"",
            "\"approved_on\":\"2026-11-10\"",
        ] {
            assert!(text.contains(words), "{words}: {text}");
        }
        for words in ["Pat Lee", "Person", "@"] {
            assert!(!text.contains(words), "{words}: {text}");
        }
        let paper = lead.get(&format!("{path}/passport.pdf"));
        assert!(paper.bytes.starts_with(b"%PDF-"));
        assert_eq!(paper.bytes, lead.get(&format!("{path}/passport.pdf")).bytes);
        let auditor = test.visitor(Role::Auditor);
        assert_eq!(auditor.get(&format!("{path}/passport.json")).status, 403);
    });
}

#[test]
fn a_5_a_passport_is_shown_in_full_then_kept_and_makes_no_check_by_itself() {
    let (elsewhere, theirs) = approved_elsewhere();
    let bytes = passport(&elsewhere, &theirs);
    on_both(|test| {
        let path = begun(test, "Ropewalk Homes");
        let shown = look(test, &path, &bytes);
        assert_eq!(shown.status, 200, "{}", shown.html);
        shown
            .says("Nothing of it is kept yet")
            .says("Mersey Learning Works")
            .says("Looked at, in order")
            .says("met here for the first time")
            .says("Read these eight characters");
        let lead = test.visitor(Role::Lead);
        lead.get(&path).does_not_say("Passports from others");
        let kept = keep(test, &path, &shown);
        assert_eq!(kept.status, 303, "{}", kept.html);
        let address = kept.location.split('?').next().unwrap();
        test.visitor(Role::Auditor)
            .get(address)
            .says("Holds: nothing was changed")
            .does_not_say("met here for the first time");
        lead.get(&path)
            .says("Passports from others")
            .does_not_say("In order");
        lead.get("/log").says("kept partner passport");
        look(test, &path, &bytes).does_not_say("met here for the first time");
    });
}

#[test]
fn a_1_each_check_can_rely_on_the_passport_and_one_of_us_records_it() {
    let (elsewhere, theirs) = approved_elsewhere();
    let bytes = passport(&elsewhere, &theirs);
    on_both(|test| {
        let path = begun(test, "Ropewalk Homes");
        let lead = test.visitor(Role::Lead);
        let safeguarding = format!("{path}/checks/safeguarding");
        lead.get(&safeguarding)
            .does_not_say("partner passport it relies on");
        assert_eq!(keep(test, &path, &look(test, &path, &bytes)).status, 303);
        let page = lead.get(&safeguarding);
        page.says("From Mersey Learning Works, issued 10 November 2026");
        let after = page.html.split("id=\"passport\"").nth(1).unwrap();
        let mut values = after.split("<option value=\"").skip(1);
        let evidence = values.find(|value| !value.starts_with('"')).unwrap();
        let evidence = evidence.split('"').next().unwrap();
        let both = [("passport", evidence), ("link", "https://ropewalk.example")];
        assert_eq!(check(test, &path, "safeguarding", &both).status, 422);
        let unknown = [("passport", "0190b0c0-0000-7000-8000-000000000000")];
        assert_eq!(check(test, &path, "safeguarding", &unknown).status, 422);
        for kind in CHECKS {
            let relied = [("passport", evidence), ("note", "")];
            let page = check(test, &path, kind, &relied);
            assert_eq!(page.status, 303, "{}", page.html);
        }
        let page = lead.get(&path);
        page.says("In order");
        assert!(page.html.contains(&format!("/evidence/{evidence}")));
    });
}

#[test]
fn a_1_a_kept_passport_says_later_which_checks_have_expired() {
    let (elsewhere, theirs) = approved_elsewhere();
    let bytes = passport(&elsewhere, &theirs);
    on_both(|test| {
        let path = begun(test, "Harbour Homes");
        let shown = look(test, &path, &bytes);
        shown.says("The passport speaks of Ropewalk Homes; this partner is Harbour Homes.");
        let kept = keep(test, &path, &shown);
        let address = kept.location.split('?').next().unwrap();
        let auditor = test.visitor(Role::Auditor);
        auditor.get(address).does_not_say("Expired");
        test.set_today(date(2028, 1, 1));
        test.visitor(Role::Auditor)
            .get(address)
            .says("Expired on 31 December 2027")
            .says("Holds: nothing was changed");
    });
}

#[test]
fn a_1_a_changed_letter_and_what_is_no_passport_are_refused_in_words() {
    let (elsewhere, theirs) = approved_elsewhere();
    let bytes = passport(&elsewhere, &theirs);
    let text = String::from_utf8(bytes.clone()).unwrap();
    let (said, signature) = text.split_once("\"signature\":\"").unwrap();
    let digit = if signature.starts_with('0') { "1" } else { "0" };
    let spaced = text.replacen(':', ": ", 1);
    let changed_letter = text.replace("Looked at, in order", "Looked at, in Order");
    let signed_otherwise = format!(
        "{said}\"signature\":\"{digit}{}",
        signature.get(1..).unwrap()
    );
    let later = text.replace("\"version\":1", "\"version\":2");
    let more = text.replacen("\"version\":1", "\"version\":1,\"more\":1", 1);
    let large = format!("{text}{}", " ".repeat(1_000_001));
    on_both(|test| {
        let path = begun(test, "Ropewalk Homes");
        for (file, says) in [
            ("harbour", "This is not a partner passport"),
            ("{}", "This is not a partner passport"),
            (later.as_str(), "of another kind or version"),
            (spaced.as_str(), "was changed after it was written"),
            (more.as_str(), "was changed after it was written"),
            (changed_letter.as_str(), "The signature does not belong"),
            (signed_otherwise.as_str(), "The signature does not belong"),
            (large.as_str(), "too large for a passport"),
        ] {
            let page = look(test, &path, file.as_bytes());
            assert_eq!(page.status, 422, "{says}: {}", page.text());
            page.says(says);
        }
        let lead = test.visitor(Role::Lead);
        lead.get(&path).does_not_say("Passports from others");
        let nothing = lead.post(&format!("{path}/passport"), &[]);
        assert_eq!(nothing.status, 422);
        let nowhere = [("sha256", "00"), ("file_name", "x")];
        let nowhere = lead.post(&format!("{path}/passport/keep"), &nowhere);
        assert_eq!(nowhere.status, 404);
    });
}

#[test]
fn a_1_a_passport_of_our_own_and_one_that_comes_too_late_are_refused() {
    let (elsewhere, theirs) = approved_elsewhere();
    let bytes = passport(&elsewhere, &theirs);
    on_both(|test| {
        let approved = checked(test);
        assert_eq!(sign(test, &approved, Role::Lead).status, 303);
        let ours = passport(test, &approved);
        let path = begun(test, "Harbour Homes");
        let page = look(test, &path, &ours);
        assert_eq!(page.status, 422);
        page.says("This passport is our own");
        let late = look(test, &approved, &bytes);
        assert_eq!(late.status, 422);
        late.says("have not begun, or are over");
    });
}

#[test]
fn a_1_a_kept_passport_whose_file_was_altered_or_lost_is_not_to_be_relied_on() {
    let (elsewhere, theirs) = approved_elsewhere();
    let bytes = passport(&elsewhere, &theirs);
    on_both(|test| {
        let path = begun(test, "Ropewalk Homes");
        let kept = keep(test, &path, &look(test, &path, &bytes));
        let address = kept.location.split('?').next().unwrap();
        let file = test.evidence_file(&bytes);
        let altered = String::from_utf8(bytes.clone()).unwrap();
        let altered = altered.replace("Ropewalk", "Ropewalc");
        std::fs::write(&file, altered).unwrap();
        let auditor = test.visitor(Role::Auditor);
        auditor
            .get(address)
            .says("Do not rely on this passport. The signature does not belong");
        std::fs::remove_file(&file).unwrap();
        auditor.get(address).says("Its file is not there any more");
    });
}
