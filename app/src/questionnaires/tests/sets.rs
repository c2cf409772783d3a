//! Sets of questions: the house set, one's own, and files with faults.

use super::*;

const OWN: &str = r#"{"name": "How life is", "version": "1", "licence": "OGL-3.0",
 "attribution": "A statistics office", "source": "Its handbook", "questions": [
 {"text": "How do you feel today?", "better": "higher", "lowest": 0, "highest": 10,
  "words": {"0": "Not good", "10": "Very good"}}]}"#;

#[test]
fn p1_2a_a_set_is_brought_with_its_licence_and_shown_with_it() {
    on_both(|test| {
        let lead = test.visitor(Role::Lead);
        lead.get("/questionnaires")
            .says("No round yet")
            .says("Use the house set");
        let file = ("file", "life.json", OWN.as_bytes());
        let page = lead.upload("/questionnaires/sets/new", &[("permitted", "yes")], file);
        let path = format!("/questionnaires/sets/{}", page.new_key());
        test.visitor(Role::Governance)
            .get(&path)
            .says("Licence OGL-3.0")
            .says("Named as A statistics office")
            .says("0 Not good, 10 Very good. Higher is better.");
        assert!(
            !test.evidence_file(OWN.as_bytes()).exists(),
            "the file itself is not kept"
        );
        let again = [("permitted", "yes"), ("text", OWN)];
        let page = lead.post("/questionnaires/sets/new", &again);
        assert_eq!(page.status, 422);
        page.says("This version of this set is here already");
        house(test);
        lead.get("/questionnaires")
            .does_not_say("Use the house set");
        let twice = lead.post("/questionnaires/sets/house", &[]);
        assert_eq!(twice.location, "/questionnaires");
    });
}

#[test]
fn a_set_with_faults_is_refused_with_each_of_them_and_its_text_is_kept_to_be_mended() {
    on_both(|test| {
        let lead = test.visitor(Role::Lead);
        let faulty = OWN.replace("OGL-3.0", "").replace("higher", "up");
        let file = ("file", "life.json", faulty.as_bytes());
        let page = lead.upload("/questionnaires/sets/new", &[("text", "")], file);
        assert_eq!(page.status, 422);
        page.says("licence: text is missing")
            .says("question 1, better: say \"higher\" or \"lower\"")
            .says("Confirm that its licence lets you ask these questions")
            .says("\"name\": \"How life is\"");
        let file = ("file", "life.json", b"{\n\n oops".as_slice());
        let page = lead.upload("/questionnaires/sets/new", &[("permitted", "yes")], file);
        page.says("Line 3: this is not JSON");
        let file = ("file", "life.json", b"\xff\xfe\x00".as_slice());
        let page = lead.upload("/questionnaires/sets/new", &[("permitted", "yes")], file);
        assert_eq!(page.status, 422);
        page.says("This file holds no text");
        let hostile = OWN.replace("How life is", "How \\u0000 life is");
        let typed = [("permitted", "yes"), ("text", hostile.as_str())];
        let page = lead.post("/questionnaires/sets/new", &typed);
        page.says("name: 300 characters at most, in one line");
        let page = lead.post("/questionnaires/sets/new", &[]);
        page.says("Enter a file or its text");
        assert!(test.read(crate::questionnaires::store::sets).is_empty());
    });
}

#[test]
fn a_set_and_a_round_of_another_organisation_do_not_exist() {
    on_both(|test| {
        let set = house(test);
        let path = format!("/questionnaires/{}", start(test, &set, &[]).new_key());
        let other = TestApp::elsewhere();
        let lead = other.visitor(Role::Lead);
        assert_eq!(lead.get(&format!("/questionnaires/sets/{set}")).status, 404);
        for rest in ["", "/links", "/paper", "/results", "/results.csv", "/close"] {
            assert_eq!(lead.get(&format!("{path}{rest}")).status, 404, "{rest}");
        }
        let page = start(&other, &set, &[]);
        assert_eq!(page.status, 422, "a set of somebody else cannot be asked");
    });
}
