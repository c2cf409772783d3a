//! Adopting frameworks and setting targets, through the pages.

use crate::framework;
use crate::testing::{Page, TestApp, on_both};
use domain::people::Role;

const SHEET: &str = "Theme,Code,Measure,Unit,Value\n\
    Work,OC1,People hired,people,12.5\n\
    ,OC2,Weeks of training,weeks,\n";

const ABOUT: &[(&str, &str)] = &[
    ("title", "Own measures"),
    ("edition", "2025"),
    ("publisher", "A Publisher"),
    ("licence", "Agreement 17"),
    ("attribution", "Measures by A Publisher"),
    ("permitted", "yes"),
];

fn adopt_house(test: &TestApp) {
    let page = test
        .visitor(Role::Lead)
        .post("/framework/adopt", &[("action", "house")]);
    assert_eq!((page.status, page.location.as_str()), (303, "/framework"));
}

fn upload(test: &TestApp, name: &str, content: &[u8]) -> Page {
    test.visitor(Role::Lead)
        .upload("/framework/adopt", ABOUT, ("file", name, content))
}

fn editions(test: &TestApp) -> Vec<framework::Edition> {
    test.read(framework::editions)
}

#[test]
fn the_house_framework_is_adopted_by_one_button() {
    on_both(|test| {
        let empty = test.visitor(Role::Lead).get("/framework");
        empty
            .says("No framework is adopted yet")
            .says("Adopt the house framework");
        test.visitor(Role::Staff)
            .get("/framework")
            .says("Ask your Social Value Lead")
            .does_not_say("Adopt the house framework");
        adopt_house(test);
        test.visitor(Role::Staff)
            .get("/framework")
            .says("House measures, edition 2026")
            .says("CC0-1.0")
            .says("NT11")
            .says("own staff");
    });
}

#[test]
fn an_edition_is_adopted_once() {
    on_both(|test| {
        adopt_house(test);
        let lead = test.visitor(Role::Lead);
        lead.get("/framework/adopt")
            .does_not_say("Adopt the house framework");
        let again = lead.post("/framework/adopt", &[("action", "house")]);
        assert_eq!(again.status, 422);
        again.says("House measures, edition 2026, is adopted already");
        assert_eq!(editions(test).len(), 1);
    });
}

#[test]
fn p1_2a_an_organisations_own_copy_is_adopted_with_its_licence() {
    on_both(|test| {
        let page = upload(test, "own.csv", SHEET.as_bytes());
        assert_eq!(page.status, 303, "{}", page.html);
        test.visitor(Role::Auditor)
            .get("/framework")
            .says("Own measures, edition 2025")
            .says("Agreement 17")
            .says("Measures by A Publisher")
            .says("Weeks of training");
        let again = upload(test, "own.csv", SHEET.as_bytes());
        assert_eq!(again.status, 422);
        again.says("Own measures, edition 2025, is adopted already");
    });
}

#[test]
fn a_copy_with_faults_is_refused_with_its_lines_and_nothing_is_kept() {
    on_both(|test| {
        let sheet =
            "Theme,Code,Measure,Unit,Value\nWork,OC1,Hired,people,lots\nWork,OC2,Weeks,,1\n";
        let page = upload(test, "own.csv", sheet.as_bytes());
        assert_eq!(page.status, 422);
        page.says("Line 2, value: pounds are written")
            .says("Line 3, unit");
        assert!(
            page.html.contains("value=\"Agreement 17\""),
            "what was typed is kept"
        );
        assert!(editions(test).is_empty());
        let headless = upload(test, "own.csv", b"A,B\n1,2\n");
        headless.says("Headings: no column is headed");
    });
}

#[test]
fn a_long_list_of_problems_is_cut_and_counted() {
    on_both(|test| {
        let rows: String = (0..70)
            .map(|row| format!("Work,OC{row},Hired,people,lots\n"))
            .collect();
        let page = upload(
            test,
            "own.csv",
            format!("Theme,Code,Measure,Unit,Value\n{rows}").as_bytes(),
        );
        assert_eq!(page.status, 422);
        page.says("Line 51, value")
            .does_not_say("Line 52, value")
            .says("And 20 more problems");
    });
}

#[test]
fn a_copy_without_its_licence_or_permission_is_refused_at_each_field() {
    on_both(|test| {
        let file = ("file", "own.csv", SHEET.as_bytes());
        let lead = test.visitor(Role::Lead);
        let page = lead.upload("/framework/adopt", &[("title", "Own measures")], file);
        assert_eq!(page.status, 422);
        page.says("Enter the licence")
            .says("Confirm that you may use this text");
        lead.post("/framework/adopt", ABOUT)
            .says("Choose the file of your own copy");
        assert!(editions(test).is_empty());
    });
}

#[test]
fn hostile_copies_are_refused_or_shown_as_text() {
    on_both(|test| {
        let toml =
            "id = \"x\"\nedition = \"1\\u0000\"\ntitle = \"T\"\npublisher = \"P\"\nthemes = []\n";
        let many = "x".repeat(100_000);
        let wide = format!("Theme,Code,Measure,Unit\nA,B,{many},C\n");
        let nul = "Theme,Code,Measure,Unit\nA,B,n\0l,C\n";
        for (name, content) in [
            ("a.toml", toml),
            ("a.toml", &*many),
            ("a.csv", &*wide),
            ("a.csv", nul),
            ("a.exe", "MZ"),
            ("a.xlsx", "no"),
            ("a.csv", ""),
        ] {
            let page = upload(test, name, content.as_bytes());
            assert_eq!(page.status, 422, "{name}: {}", page.text());
        }
        let script = "Theme,Code,Measure,Unit\nA,OC1,<script>alert(1)</script>,=cmd()\n";
        let page = upload(test, "a.csv", script.as_bytes());
        assert!(page.status == 303 || page.status == 422);
        assert!(
            !test
                .visitor(Role::Lead)
                .get("/framework")
                .html
                .contains("<script>")
        );
    });
}

#[test]
fn p1_2c_targets_are_kept_cell_by_cell_and_a_wrong_one_loses_nothing() {
    on_both(|test| {
        let lead = test.visitor(Role::Lead);
        lead.post("/framework/adopt", &[("action", "house")]);
        let id = test.read(framework::measures)[0].id;
        let cell = |quarter: u8| format!("t-{id}-q{quarter}");
        let path = "/targets?year=2026-27";
        let (first, second) = (cell(1), cell(2));
        let wrong = lead.post(path, &[(&first, "12.5"), (&second, "many")]);
        assert_eq!(wrong.status, 422);
        assert!(wrong.html.contains("value=\"12.5\"") && wrong.html.contains("value=\"many\""));
        assert_eq!(
            lead.post(path, &[(&first, "1,200.5"), (&second, "3")])
                .status,
            303
        );
        let page = lead.get(path);
        assert!(page.html.contains("value=\"1200.5\"") && page.html.contains("value=\"3\""));
        lead.post(path, &[(&first, ""), (&second, "3")]);
        assert!(!lead.get(path).html.contains("value=\"1200.5\""));
        lead.post("/targets?year=2027-28", &[("action", "copy")]);
        assert!(
            lead.get("/targets?year=2027-28")
                .html
                .contains("value=\"3\"")
        );
        lead.get(&format!("/measures/{id}")).says("Evidence asked");
        assert_eq!(
            test.visitor(Role::Staff)
                .post(path, &[(&first, "1")])
                .status,
            403
        );
        assert_eq!(lead.get("/targets?year=nonsense").status, 404);
    });
}

#[test]
fn p1_1e_a_theme_says_which_document_addresses_it_and_can_still_be_recorded() {
    on_both(|test| {
        adopt_house(test);
        let themes = test.read(framework::themes);
        let theme = themes.iter().find(|theme| theme.code == "environment");
        let page = format!("/themes/{}", theme.unwrap().id);
        let governance = test.visitor(Role::Governance);
        let empty = governance.post(&page, &[("document", "Green policy")]);
        assert_eq!(empty.status, 422);
        empty.says("Enter where it is kept");
        let mark = [("document", "Green policy"), ("kept_where", "Room 2")];
        assert_eq!(governance.post(&page, &mark).status, 303);
        let staff = test.visitor(Role::Staff);
        for address in [page.as_str(), "/framework", "/dashboard"] {
            staff
                .get(address)
                .says("Addressed in Green policy (Room 2)")
                .does_not_say("Say so");
        }
        staff.get("/entries/new").says("HM16");
        let here = format!("{page}/here");
        assert_eq!(governance.post(&here, &[]).status, 303);
        staff
            .get("/dashboard")
            .does_not_say("Addressed in Green policy");
        assert_eq!(governance.post(&here, &[]).status, 409);
    });
}

fn adopt(test: &TestApp, id: &str) {
    let page = test
        .visitor(Role::Lead)
        .post("/framework/adopt", &[("action", id)]);
    assert_eq!(page.status, 303, "{}", page.html);
}

fn key_of(test: &TestApp, code: &str) -> String {
    let measures = test.read(framework::measures);
    let found = measures.iter().find(|measure| measure.code == code);
    found.unwrap().id.to_string()
}

#[test]
fn p1_2a_the_packs_of_the_program_are_adopted_beside_each_other_and_say_how_they_stand() {
    on_both(|test| {
        adopt_house(test);
        test.visitor(Role::Staff)
            .get("/framework/crosswalks")
            .says("No measures are related yet");
        adopt(test, "ppn-002");
        adopt(test, "ppn-026");
        let page = test.visitor(Role::Staff).get("/framework/crosswalks");
        page.says("Counts the same")
            .says("Is a part of it")
            .says("Overlaps with it")
            .does_not_say("Keep the relation");
        let links = test.read(framework::links);
        let serves = |from: &str, to: &str| {
            let mut links = links.iter();
            let link = links.find(|link| link.from.code == from && link.to.code == to);
            link.map(framework::Link::serves)
        };
        assert_eq!(serves("HM17", "SVM4.1"), Some(true));
        assert_eq!(serves("HM2", "SVM2.1"), Some(true));
        assert_eq!(serves("HM1", "SVM6.1"), Some(false));
        assert_eq!(serves("SVM2.1", "SK1"), Some(true));
        test.visitor(Role::Staff)
            .get(&format!("/measures/{}", key_of(test, "HM2")))
            .says("UN Sustainable Development Goal 4")
            .says("IRIS+ PI2998")
            .says("Its entries count for SVM2.1 People who completed training");
        test.visitor(Role::Auditor)
            .get("/framework")
            .says("Contains public sector information licensed under the Open Government Licence");
    });
}

#[test]
fn p1_2a_a_relation_is_said_and_taken_back_and_units_that_differ_never_count_for_each_other() {
    on_both(|test| {
        adopt_house(test);
        adopt(test, "ppn-002");
        let lead = test.visitor(Role::Lead);
        let (hours, people) = (key_of(test, "HM12"), key_of(test, "SVM2.1"));
        let typed = |relation: &'static str| {
            [
                ("from", hours.clone()),
                ("to", people.clone()),
                ("relation", relation.to_owned()),
                ("reason", "Both are about training".to_owned()),
            ]
        };
        let post = |typed: &[(&str, String)]| {
            let typed: Vec<(&str, &str)> =
                typed.iter().map(|(at, it)| (*at, it.as_str())).collect();
            lead.post("/framework/crosswalks", &typed)
        };
        let page = post(&typed("subset"));
        assert_eq!(page.status, 422);
        page.says("One is counted in hours × attendees and the other in people");
        assert_eq!(post(&typed("overlaps")).status, 303);
        let page = lead.get("/framework/crosswalks");
        page.says("Both are about training");
        let key = format!("{hours} {people}");
        let remove = || lead.post("/framework/crosswalks/remove", &[("key", &key)]);
        assert_eq!(remove().status, 303);
        lead.get("/framework/crosswalks")
            .does_not_say("Both are about training");
        remove().says("This relation has been removed already");
        let mut own = typed("equal");
        own[1].1 = key_of(test, "HM2");
        post(&own).says("Choose a measure of another framework or edition");
    });
}

#[test]
fn p1_2a_a_new_edition_is_related_to_the_one_before_by_its_codes() {
    on_both(|test| {
        assert_eq!(upload(test, "own.csv", SHEET.as_bytes()).status, 303);
        let later = "Theme,Code,Measure,Unit,Value\n\
            Work,OC1,People hired,people,13.75\n\
            ,OC2,Weeks of any training,weeks,\n\
            ,OC3,Something new,people,\n";
        let about: Vec<(&str, &str)> = ABOUT
            .iter()
            .map(|&(field, value)| (field, if field == "edition" { "2026" } else { value }))
            .collect();
        let page = test.visitor(Role::Lead).upload(
            "/framework/adopt",
            &about,
            ("file", "own.csv", later.as_bytes()),
        );
        assert_eq!(page.status, 303, "{}", page.html);
        let links = test.read(framework::links);
        let said: Vec<(&str, bool)> = links
            .iter()
            .map(|link| (link.from.code.as_str(), link.serves()))
            .collect();
        assert_eq!(said, [("OC1", true), ("OC2", false)]);
        test.visitor(Role::Lead).get("/framework").says(
            "Agreement 17: no change of its words and values, no passing on, no commercial use",
        );
    });
}

/// An organisation's own copy that cites the five codes under the outcomes of the policy.
const CITED: &str = "Theme,Outcome,Code,Measure,Unit\n\
    Staff,More local people in sustained employment,NT1,Local staff hired or retained,FTE\n\
    ,More local people in sustained employment,NT20,Staff with a wellbeing offer,employees\n\
    Learners,Skills and employability training opportunities completed,NT7,Support for over 24s,session hours × attendees\n\
    ,Skills and employability training opportunities completed,NT9,Vocational training,weeks\n\
    ,Improved confidence and social skills,NT11,Support for under 24s,session hours × attendees\n";

#[test]
fn p1_2a_adopting_says_where_outcomes_speak_of_something_else_with_a_measure_instead() {
    on_both(|test| {
        let page = upload(test, "own.csv", CITED.as_bytes());
        assert_eq!(page.status, 303, "{}", page.html);
        let lead = test.visitor(Role::Lead);
        lead.get("/framework")
            .says("Not every measure shows what its outcome speaks of")
            .says("NT20 is counted in employees: it shows nobody’s work. NT1 would show it.")
            .says("NT7 counts hours times the people who took part: it shows what was put in, not what was completed. HM2 of the house framework would show it: adopt that too.")
            .says("NT9 counts weeks: it shows what was put in")
            .says("it shows what was done, not what changed. HM3 of the house framework would show it")
            .does_not_say("NT1 is counted in FTE");
        lead.get(&format!("/measures/{}", key_of(test, "NT11")))
            .says("it shows what was done, not what changed");
        adopt_house(test);
        lead.get("/framework")
            .says("not what changed. HM3 would show it.")
            .says("not what was completed. HM2 would show it.");
    });
}
