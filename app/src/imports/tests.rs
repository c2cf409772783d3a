//! Files through the pages: checked, mended, accepted whole, taken back whole.

use crate::activities;
use crate::framework;
use crate::ledger::{self, Part, totals};
use crate::testing::{Page, TestApp, Visitor, on_both};
use database::Id;
use domain::calendar::Calendar;
use domain::people::Role;

#[path = "../../../parts/intake/tests/workbooks/made.rs"]
#[expect(
    dead_code,
    reason = "the tests of the part that reads workbooks use the rest"
)]
mod made;

fn adopt(test: &TestApp) {
    let pack = domain::framework::house_pack().unwrap();
    test.write(|write| framework::adopt(write, &pack, test.now()));
}

fn measure(test: &TestApp, code: &str) -> Id {
    let measures = test.read(framework::measures);
    measures
        .iter()
        .find(|measure| measure.code == code)
        .unwrap()
        .id
}

/// What counts of a measure in the open quarter, with and without evidence.
fn sum(test: &TestApp, code: &str) -> i64 {
    let quarter = Calendar::ACADEMIC.quarter("2026-27-q1").unwrap();
    let id = measure(test, code);
    let found = test.read(|read| totals(read, &[Part::Whole], &[quarter]));
    let own = found.iter().filter(|total| total.measure_id == id);
    own.map(|total| total.quantity.0).sum()
}

/// Brings a file; gives the page of it.
fn bring(test: &TestApp, (role, kind): (Role, &str), name: &str, content: &[u8]) -> (String, Page) {
    let visitor = test.visitor(role);
    let page = visitor.upload("/imports/new", &[("kind", kind)], ("file", name, content));
    assert_eq!(page.status, 303, "{}", page.html);
    let path = page.location.split('?').next().unwrap().to_owned();
    let shown = ended(&visitor, &path);
    (path, shown)
}

fn accept(test: &TestApp, path: &str, fields: &[(&str, &str)]) -> Page {
    let lead = test.visitor(Role::Lead);
    let page = lead.post(&format!("{path}/accept"), fields);
    if page.status == 303 {
        ended(&lead, path)
    } else {
        page
    }
}

/// The page of a file once nothing goes on with it.
fn ended(visitor: &Visitor<'_>, path: &str) -> Page {
    let mut pages = (0..10_000).map(|_| visitor.get(path));
    let goes_on = |page: &Page| {
        let text = page.text();
        text.contains("It is being read") || text.contains("It is being taken back")
    };
    let ended = pages.find(|page| !goes_on(page));
    ended.expect("a job ends")
}

const ENTRIES: &str = "Measure,Date,Quantity,Area,What was counted,Your reference\n\
HM12,01/10/2026,\"1,250.5\",Knowsley,Mentoring,A-1\n\
HM12,2026-10-02,3,st helens,Mentoring,A-2\n";

/// The entries in bytes that no other test brings: a file stays while any organisation of the database waits
/// for the same bytes.
fn of_its_own(test: &TestApp) -> String {
    ENTRIES.replace("A-1", &format!("A-1 {}", test.organisation_id))
}

#[test]
fn p5a_a_file_of_entries_is_checked_then_accepted_whole_and_taken_back_whole() {
    on_both(|test| {
        adopt(test);
        let entries = of_its_own(test);
        let (path, page) = bring(
            test,
            (Role::Lead, "entries"),
            "october.csv",
            entries.as_bytes(),
        );
        page.says("New 2")
            .says("Waits to be accepted")
            .says("SHA-256");
        assert_eq!(sum(test, "HM12"), 0, "a check keeps nothing");
        assert!(test.evidence_file(entries.as_bytes()).exists(), "it waits");
        accept(test, &path, &[])
            .says("Accepted")
            .says("It is forgotten");
        assert_eq!(sum(test, "HM12"), 1_253_500);
        assert!(
            !test.evidence_file(entries.as_bytes()).exists(),
            "it is forgotten"
        );
        test.visitor(Role::Lead).get("/log").says("accepted file");
        assert!(test.read(|read| Ok(ledger_is_sound(read))));

        let (again, page) = bring(
            test,
            (Role::Lead, "entries"),
            "again.csv",
            entries.as_bytes(),
        );
        page.says("accepted before").says("There already 2");
        test.visitor(Role::Lead).post(&format!("{again}/drop"), &[]);

        let lead = test.visitor(Role::Lead);
        lead.get(&format!("{path}/undo"))
            .says("Take all of october.csv back?");
        lead.post(&format!("{path}/undo"), &[]);
        lead.get(&path).says("Taken back");
        assert_eq!(sum(test, "HM12"), 0);
        assert_eq!(lead.post(&format!("{path}/undo"), &[]).status, 409);
    });
}

fn ledger_is_sound(read: &mut database::Read<'_>) -> bool {
    ledger::verify(read).unwrap().differences.is_empty()
}

#[test]
fn p5a_a_reference_is_known_again_and_what_changed_is_corrected() {
    on_both(|test| {
        adopt(test);
        let (path, _) = bring(test, (Role::Lead, "entries"), "a.csv", ENTRIES.as_bytes());
        accept(test, &path, &[]);
        let changed = ENTRIES.replace(",3,", ",5,") + "HM12,03/10/2026,1,Wirral,Mentoring,A-3\n";
        let (path, page) = bring(test, (Role::Lead, "entries"), "b.csv", changed.as_bytes());
        page.says("New 1").says("Changed 1").says("There already 1");
        accept(test, &path, &[]);
        assert_eq!(sum(test, "HM12"), 1_256_500);
        let (_, page) = bring(test, (Role::Lead, "entries"), "c.csv", changed.as_bytes());
        page.says("There already 3");
    });
}

#[test]
fn p1_2e_a_file_kept_as_evidence_supports_its_entries() {
    on_both(|test| {
        adopt(test);
        let (path, _) = bring(test, (Role::Lead, "entries"), "a.csv", ENTRIES.as_bytes());
        accept(test, &path, &[("keep", "yes"), ("grade", "3")]).says("It is kept as evidence");
        assert!(test.evidence_file(ENTRIES.as_bytes()).exists());
        let quarter = Calendar::ACADEMIC.quarter("2026-27-q1").unwrap();
        let found = test.read(|read| totals(read, &[Part::Whole], &[quarter]));
        let grades: Vec<i64> = found.iter().map(|total| total.grade.number()).collect();
        assert_eq!(grades, [3]);
    });
}

#[test]
fn p1_2e_a_file_that_supports_entries_outlives_the_same_file_brought_again() {
    on_both(|test| {
        adopt(test);
        let file = ("october.csv", ENTRIES.as_bytes());
        let (path, _) = bring(test, (Role::Lead, "entries"), file.0, file.1);
        accept(test, &path, &[("keep", "yes"), ("grade", "3")]).says("It is kept as evidence");
        let (again, _) = bring(test, (Role::Lead, "entries"), file.0, file.1);
        test.visitor(Role::Lead).post(&format!("{again}/drop"), &[]);
        assert!(test.evidence_file(file.1).exists(), "evidence names it");
    });
}

#[test]
fn d8_a_file_that_was_altered_while_it_waited_is_found_and_not_accepted() {
    on_both(|test| {
        adopt(test);
        let file = ("october.csv", ENTRIES.as_bytes());
        let (path, _) = bring(test, (Role::Lead, "entries"), file.0, file.1);
        let altered = ENTRIES.replace("1,250.5", "9,250.5");
        std::fs::write(test.evidence_file(file.1), altered).unwrap();
        let found = crate::records::verify(&test.app, test.organisation_id).unwrap();
        let files = found.iter().find(|one| one.what == "files").unwrap();
        assert_eq!(files.differences.len(), 1, "{:?}", files.differences);
        let page = accept(test, &path, &[]);
        page.says("was changed on the disk while it waited");
        assert_eq!(sum(test, "HM12"), 0);
    });
}

#[test]
fn p1_2a_words_that_do_not_fit_a_measure_are_said_by_line_as_where_they_are_typed() {
    on_both(|test| {
        adopt(test);
        let lines = "Measure,Date,Quantity,Area,What was counted\n\
NT1,01/10/2026,2,Wirral,Learners placed with Harbour Street\n\
NT20,01/10/2026,3,Wirral,Learners at the wellbeing hour\n\
NT20,01/10/2026,28,Wirral,Colleagues with a year of the programme\n";
        let (path, page) = bring(test, (Role::Lead, "entries"), "fit.csv", lines.as_bytes());
        page.says("New 2")
            .says("Refused 1")
            .says("Line 2 Measure: NT1 counts full-time equivalents of our own staff")
            .says("Lines whose words may not fit their measure: 1.")
            .says("Line 3 Measure: NT20 counts own staff, and this is for learners")
            .does_not_say("Line 4");
        accept(test, &path, &[("leave_out", "yes")]).says("Left out 1");
        assert_eq!((sum(test, "NT1"), sum(test, "NT20")), (0, 31_000));
    });
}

#[test]
fn what_is_wrong_is_said_by_line_and_field_and_keeps_all_of_it_out() {
    on_both(|test| {
        adopt(test);
        let wrong = "Measure,Date,Quantity,Area,What was counted\n\
HM12,31/02/2026,many,Paris,Mentoring\n\
HM12,01/10/2027,2,Wirral,Mentoring\n\
XX9,01/10/2026,0,Wirral,\n\
HM12,01/10/2026,4,Wirral,Mentoring\n";
        let (path, page) = bring(test, (Role::Lead, "entries"), "wrong.csv", wrong.as_bytes());
        page.says("New 1")
            .says("Refused 3")
            .says("Line 2")
            .says("‘31/02/2026’ is no date");
        page.says("There is no area called ‘Paris’")
            .says("The date must be today or in the past");
        page.says("There is no measure called ‘XX9’")
            .says("It is missing");
        let refused = accept(test, &path, &[]);
        assert_eq!(refused.status, 422);
        refused.says("mend them and bring the file again, or leave them out");
        assert_eq!(sum(test, "HM12"), 0);
        let file = test.visitor(Role::Lead).get(&format!("{path}/refused.csv"));
        let text = String::from_utf8(file.bytes).unwrap();
        assert_eq!(text.lines().count(), 4, "{text}");
        assert!(
            text.contains("What is wrong") && text.contains("Paris"),
            "{text}"
        );
        accept(test, &path, &[("leave_out", "yes")]).says("Left out 3");
        assert_eq!(sum(test, "HM12"), 4_000);
    });
}

#[test]
fn columns_that_are_not_recognised_are_named_once_and_remembered() {
    on_both(|test| {
        adopt(test);
        let odd = "Wann,Was,Wieviel,Wo,Wofuer\n01/10/2026,HM12,4,Wirral,Mentoring\n";
        let lead = test.visitor(Role::Lead);
        let (path, page) = bring(test, (Role::Lead, "entries"), "odd.csv", odd.as_bytes());
        assert!(path.ends_with("/columns"), "{path}");
        page.says("Which column is which").says("Wann – 01/10/2026");
        let typed = [
            ("measure", "1"),
            ("date", "0"),
            ("quantity", "2"),
            ("area", "3"),
        ];
        let missing = lead.post(&path, &typed);
        assert_eq!(missing.status, 422, "{}", missing.html);
        let twice = [typed.as_slice(), &[("reason", "3")]].concat();
        lead.post(&path, &twice)
            .says("chosen for another field already");
        let all = [typed.as_slice(), &[("reason", "4")]].concat();
        assert_eq!(lead.post(&path, &all).status, 303);
        lead.get(path.trim_end_matches("/columns")).says("New 1");
        let (path, page) = bring(test, (Role::Lead, "entries"), "more.csv", odd.as_bytes());
        assert!(!path.ends_with("/columns"), "remembered");
        page.says("New 1");
    });
}

/// An activity of staff that is live.
fn live(test: &TestApp) {
    adopt(test);
    let laid = activities::Laid {
        id: crate::app::new_id(),
        title: "Bread and company".to_owned(),
        audience: "community",
        partner_id: None,
        area_code: "E08000012".to_owned(),
        measure_id: measure(test, "HM7"),
    };
    let lead = test.person(Role::Lead).id;
    let when = (jiff::civil::date(2026, 9, 1), test.now());
    test.write(|write| activities::lay_live(write, &laid, lead, when));
}

#[test]
fn p4e_an_attendance_sheet_with_bad_lines_is_mended_and_accepted() {
    on_both(|test| {
        live(test);
        let sheet = "Session,Session date,Attended,Duration\n\
Bread and company,05/10/2026,12,90\nBread and company,12/10/2026,a dozen,90\n\
Bread and butter,19/10/2026,9,\nBread and company,26/10/2026,11,\n";
        let (path, page) = bring(
            test,
            (Role::Staff, "attendance"),
            "autumn.csv",
            sheet.as_bytes(),
        );
        page.says("New 2")
            .says("Refused 2")
            .says("There is no activity with this title");
        page.says("How many people took part must be a whole number");
        let staff = test.visitor(Role::Staff);
        staff.post(&format!("{path}/drop"), &[]);
        assert!(!test.evidence_file(sheet.as_bytes()).exists());
        let mended = sheet.replace("a dozen", "12").replace("butter", "company");
        let (path, page) = bring(
            test,
            (Role::Staff, "attendance"),
            "autumn.csv",
            mended.as_bytes(),
        );
        page.says("New 4").says("Refused 0");
        assert_eq!(staff.post(&format!("{path}/accept"), &[]).status, 303);
        assert_eq!(sum(test, "HM7"), 44_000);
        let (_, page) = bring(
            test,
            (Role::Staff, "attendance"),
            "again.csv",
            mended.as_bytes(),
        );
        page.says("There already 4");
        staff.post(&format!("{path}/undo"), &[]);
        assert_eq!(sum(test, "HM7"), 0);
        let (_, page) = bring(
            test,
            (Role::Staff, "attendance"),
            "anew.csv",
            mended.as_bytes(),
        );
        page.says("New 4");
    });
}

#[test]
fn p4e_the_same_session_twice_in_one_sheet_is_checked_and_accepted_once() {
    on_both(|test| {
        live(test);
        let line = "Bread and company,05/10/2026,12,90\n";
        let other = "Bread and company,05/10/2026,13,90\n";
        let sheet = format!("Session,Session date,Attended,Duration\n{line}{line}{other}{line}");
        let brought = (Role::Staff, "attendance");
        let (path, page) = bring(test, brought, "twice.csv", sheet.as_bytes());
        page.says("New 2").says("There already 2");
        let accepted = accept(test, &path, &[]);
        accepted.says("New 2").says("There already 2");
        assert_eq!(sum(test, "HM7"), 25_000);
    });
}

#[test]
fn p4c_activities_partners_and_targets_come_from_sheets_and_go_again() {
    on_both(|test| {
        adopt(test);
        let lead = test.visitor(Role::Lead);
        for (kind, sheet, seen, at) in [
            (
                "activities",
                "Title;Audience;Area;Measure;Start\nSalon day;community;Sefton;HM7;01/10/2026\n",
                "Salon day",
                "/activities",
            ),
            (
                "partners",
                "Name\tWhat we do together\tKind\nThe Bread Shed\tBaking\t\n",
                "The Bread Shed",
                "/partners",
            ),
            (
                "targets",
                "Code,Quarter,Target\nHM7,2026-27 Q1,40\n",
                "40",
                "/targets",
            ),
        ] {
            let (path, page) = bring(test, (Role::Lead, kind), "a.csv", sheet.as_bytes());
            page.says("New 1");
            accept(test, &path, &[]).says("Accepted");
            let page = lead.get(at);
            assert!(page.html.contains(seen), "{kind}: {}", page.html);
            let (_, page) = bring(test, (Role::Lead, kind), "b.csv", sheet.as_bytes());
            page.says("There already 1")
                .says("There is nothing in it to accept");
            assert_eq!(lead.post(&format!("{path}/undo"), &[]).status, 303);
            lead.get(&path).says("Taken back");
        }
        lead.get("/targets").does_not_say("value=\"40\"");
    });
}

const HEADINGS: [&str; 5] = ["Measure", "Date", "Quantity", "Area", "What was counted"];

/// An old workbook whose first sheet of two holds what was early in October, the other what was late.
fn old_workbook() -> Vec<u8> {
    let sheet = |day: f64, quantity: f64| {
        let mut cells = Vec::new();
        for (column, heading) in (0..).zip(HEADINGS) {
            cells.push(made::label(0, column, heading));
        }
        for (column, text) in [(0, "HM12"), (3, "Knowsley"), (4, "Mentoring")] {
            cells.push(made::label(1, column, text));
        }
        cells.push(made::number([1, 1, 1], day));
        cells.push(made::number([1, 2, 0], quantity));
        cells
    };
    let looks = [0, 14].map(|format| made::cell(0x00e0, [0, format, 0], &[0; 14]));
    let secret = vec![made::label(0, 0, "Measure"), made::label(1, 0, "HM1")];
    made::xls(
        &looks,
        &[
            ("Early", 0, sheet(46_296.0, 4.5)),
            ("Workings", 1, secret),
            ("Late", 0, sheet(46_326.0, 7.0)),
        ],
    )
}

#[test]
fn p5a_an_old_workbook_is_brought_and_its_other_sheet_too() {
    on_both(|test| {
        adopt(test);
        let lead = test.visitor(Role::Lead);
        let file = old_workbook();
        let (path, page) = bring(test, (Role::Lead, "entries"), "autumn.xls", &file);
        page.says("New 1")
            .says("Sheet Early")
            .says("Only the sheet ‘Early’ is read. There are also: Late")
            .says("Hidden sheets are left out: Workings")
            .says("A file of this kind cannot be kept as evidence")
            .does_not_say("Keep the file as evidence");
        let columns = format!("{path}/columns");
        lead.get(&columns).says("Which sheet");
        let other = lead.get(&format!("{columns}?sheet=Late"));
        other.says("Date – 2026-10-31").says("Quantity – 7");
        lead.get(&path).says("Sheet Early");
        for unread in ["Workings", "December"] {
            let refused = lead.get(&format!("{columns}?sheet={unread}"));
            assert_eq!(refused.status, 422, "{unread}");
            refused.says("Select which sheet").says("Date – 2026-10-01");
        }
        let fields = [
            ("sheet", "Late"),
            ("measure", "0"),
            ("date", "1"),
            ("quantity", "2"),
            ("area", "3"),
            ("reason", "4"),
        ];
        assert_eq!(lead.post(&columns, &fields).status, 303);
        lead.get(&path).says("Sheet Late").says("New 1");
        accept(test, &path, &[]).says("Accepted");
        assert_eq!(sum(test, "HM12"), 7_000);
        let (again, _) = bring(test, (Role::Lead, "entries"), "autumn.xls", &file);
        accept(test, &again, &[]).says("Sheet Early");
        assert_eq!(sum(test, "HM12"), 11_500, "the first sheet by itself");
    });
}

#[test]
fn a_sheet_is_named_by_a_command() {
    on_both(|test| {
        adopt(test);
        let context = ledger::Context {
            calendar: Calendar::ACADEMIC,
            first_day: jiff::civil::date(2025, 8, 1),
            today: jiff::civil::date(2026, 11, 10),
            now: test.now(),
            secret: [7; 32],
        };
        let run = |sheet: &str| {
            let mut incoming = test.app.vault.incoming().unwrap();
            incoming.write(&old_workbook()).unwrap();
            let typed = super::Typed {
                kind: "entries",
                file_name: "autumn.xls".to_owned(),
                stored: incoming.finish().unwrap(),
                sheet: Some(sheet.to_owned()),
                acceptance: Some(super::Acceptance::Whole),
            };
            let said = std::cell::RefCell::new(Vec::new());
            let say = |line: &str| said.borrow_mut().push(line.to_owned());
            let scope = (test.scope(), &context);
            let ended = super::typed(&test.app, scope, typed, &say).unwrap();
            (ended, said.into_inner().join("\n"))
        };
        let (ended, said) = run("Late");
        assert_eq!(ended, Ok(()), "{said}");
        assert!(said.contains("Sheet: Late"), "{said}");
        assert_eq!(sum(test, "HM12"), 7_000);
        let (ended, _) = run("Workings");
        let words = ended.unwrap_err();
        assert!(words.contains("choose from Early, Late"), "{words}");
    });
}

#[test]
fn p5a_an_ods_is_brought_with_what_is_to_be_known_of_it() {
    on_both(|test| {
        adopt(test);
        let cell = |kind: &str, value: &str| {
            format!("<table:table-cell office:value-type=\"{kind}\" office:{value}/>")
        };
        let text = |text: &str| cell("string", &format!("string-value=\"{text}\""));
        let line = [
            text("HM12"),
            cell("date", "date-value=\"2026-10-01\""),
            "<table:table-cell table:formula=\"of:=1+2.5\" office:value-type=\"float\" office:value=\"3.5\"/>".to_owned(),
            text("Wirral"),
            text("Mentoring"),
        ];
        let error = "<table:table-cell office:value-type=\"string\" calcext:value-type=\"error\"><text:p>#REF!</text:p></table:table-cell>";
        let row =
            |cells: &[String]| format!("<table:table-row>{}</table:table-row>", cells.concat());
        let mut wrong = line.clone();
        wrong[2] = error.to_owned();
        let file = made::ods(&format!(
            "<table:table table:name=\"S\">{}{}{}</table:table>",
            made::ods_row(&HEADINGS),
            row(&line),
            row(&wrong)
        ));
        let (path, page) = bring(test, (Role::Lead, "entries"), "a.ods", &file);
        page.says("New 1")
            .says("Formulas: 1.")
            .says("A cell shows an error, such as #REF!, in line 3")
            .says("Line 3 Quantity: It is no number");
        let lead = test.visitor(Role::Lead);
        lead.get(&format!("{path}/columns"))
            .does_not_say("Which sheet");
        accept(test, &path, &[("leave_out", "yes")]).says("Accepted");
        assert_eq!(sum(test, "HM12"), 3_500);
    });
}

#[test]
fn a_file_belongs_to_those_who_may_do_what_it_does() {
    on_both(|test| {
        adopt(test);
        let (path, _) = bring(test, (Role::Lead, "entries"), "a.csv", ENTRIES.as_bytes());
        let governance = test.visitor(Role::Governance);
        governance
            .get(&path)
            .says("a.csv")
            .does_not_say("Accept the file");
        assert_eq!(governance.post(&format!("{path}/accept"), &[]).status, 404);
        let staff = test.visitor(Role::Staff);
        let file = (
            "file",
            "t.csv",
            "Code,Quarter,Target\nHM7,2026-27 Q1,40\n".as_bytes(),
        );
        assert_eq!(
            staff
                .upload("/imports/new", &[("kind", "targets")], file)
                .status,
            422
        );
        let elsewhere = TestApp::elsewhere();
        assert_eq!(elsewhere.visitor(Role::Lead).get(&path).status, 404);
    });
}

#[test]
fn a_file_that_cannot_be_read_is_refused_in_words() {
    on_both(|test| {
        let lead = test.visitor(Role::Lead);
        for (name, content, words) in [
            ("a.exe", b"MZ".as_slice(), "cannot be read"),
            ("a.csv", b"", "is empty"),
            ("a.csv", b"only,headings\n", "no rows"),
            ("a.xlsx", b"PK no", "not a sound"),
            ("a.ods", b"PK no", "not a sound"),
            ("a.xls", b"<html>", "not a sound"),
        ] {
            let page = lead.upload(
                "/imports/new",
                &[("kind", "entries")],
                ("file", name, content),
            );
            assert_eq!(page.status, 422, "{name}");
            page.says(words);
            assert!(!test.evidence_file(content).exists());
        }
    });
}

#[test]
fn what_is_typed_does_what_the_page_does() {
    on_both(|test| {
        adopt(test);
        let entries = of_its_own(test);
        let scope = database::Scope {
            person_id: None,
            ..test.scope()
        };
        let context = ledger::Context {
            calendar: Calendar::ACADEMIC,
            first_day: jiff::civil::date(2025, 8, 1),
            today: jiff::civil::date(2026, 11, 10),
            now: test.now(),
            secret: [7; 32],
        };
        let run = |content: &str, acceptance: Option<super::Acceptance>| {
            let mut incoming = test.app.vault.incoming().unwrap();
            incoming.write(content.as_bytes()).unwrap();
            let typed = super::Typed {
                kind: "entries",
                file_name: "october.csv".to_owned(),
                stored: incoming.finish().unwrap(),
                sheet: None,
                acceptance,
            };
            let said = std::cell::RefCell::new(Vec::new());
            let say = |line: &str| said.borrow_mut().push(line.to_owned());
            let ended = super::typed(&test.app, (scope, &context), typed, &say).unwrap();
            assert!(
                !test.evidence_file(content.as_bytes()).exists(),
                "forgotten"
            );
            (ended, said.into_inner().join("\n"))
        };
        let (ended, said) = run(&entries, None);
        assert_eq!(ended, Ok(()));
        assert!(
            said.contains("2 new, 0 changed, 0 there already, 0 refused"),
            "{said}"
        );
        assert_eq!(sum(test, "HM12"), 0, "checked alone");
        let wrong = format!("{entries}HM12,soon,1,Wirral,Mentoring,A-9\n");
        let (ended, said) = run(&wrong, Some(super::Acceptance::Whole));
        assert!(
            ended.is_err() && said.contains("line 4: Date: ‘soon’ is no date"),
            "{said}"
        );
        assert_eq!(sum(test, "HM12"), 0);
        let (ended, _) = run(&wrong, Some(super::Acceptance::WithoutRefused));
        assert_eq!((ended, sum(test, "HM12")), (Ok(()), 1_253_500));
        let (ended, _) = run("Wer,Was\n1,2\n", None);
        assert!(ended.unwrap_err().contains("Measure, Date, Quantity"));
    });
}

/// Who brings a file, as a job is told.
fn bringing(test: &TestApp, import: &super::Import) -> super::kinds::Bringing {
    super::kinds::Bringing {
        import_id: import.id,
        file_name: import.file_name.clone(),
        person_id: None,
        context: ledger::Context {
            calendar: Calendar::ACADEMIC,
            first_day: jiff::civil::date(2025, 8, 1),
            today: jiff::civil::date(2026, 11, 10),
            now: test.now(),
            secret: [7; 32],
        },
    }
}

#[test]
fn a_stopped_acceptance_leaves_nothing_and_a_long_file_is_taken_back_whole() {
    on_both(|test| {
        adopt(test);
        let lines: String = (0..1_500)
            .map(|line| format!("HM12,01/10/2026,1,Wirral,Mentoring,B-{line}\n"))
            .collect();
        let content =
            format!("Measure,Date,Quantity,Area,What was counted,Your reference\n{lines}");
        let (path, _) = bring(
            test,
            (Role::Lead, "entries"),
            "many.csv",
            content.as_bytes(),
        );
        let id = Id::parse_str(path.rsplit('/').next().unwrap()).unwrap();
        let import = test.read(|read| super::store::find(read, id)).unwrap();
        let job = crate::jobs::Job::unwatched(test.now());
        job.stop();
        let by = bringing(test, &import);
        let wish = super::accept::Wish {
            leaves_out: None,
            evidence: None,
        };
        let stopped = super::accept::accept(&test.app, (test.scope(), &by), (&import, &wish), &job);
        assert!(matches!(stopped, super::check::Ended::Stopped));
        assert_eq!(sum(test, "HM12"), 0);
        accept(test, &path, &[]).says("New 1,500");
        assert_eq!(sum(test, "HM12"), 1_500_000);
        let stopped = super::undo::take_back(&test.app, (test.scope(), &by), &import, &job);
        assert!(matches!(stopped, super::check::Ended::Stopped));
        assert_eq!(sum(test, "HM12"), 1_500_000);
        let lead = test.visitor(Role::Lead);
        let nothing_runs = lead.post(&format!("{path}/stop"), &[]);
        assert_eq!(nothing_runs.status, 409);
        assert_eq!(lead.post(&format!("{path}/undo"), &[]).status, 303);
        ended(&lead, &path).says("Taken back");
        assert_eq!(sum(test, "HM12"), 0);
        assert!(test.read(|read| Ok(ledger_is_sound(read))));
    });
}

#[test]
fn a_return_stopped_at_the_last_moment_is_not_accepted_and_is_not_taken_back() {
    on_both(|test| {
        let lead = test.visitor(Role::Lead);
        let provider = [("ukprn", "90000001")];
        assert_eq!(lead.post("/learners/import", &provider).status, 303);
        let xml = "<Message xmlns=\"ESFA/ILR/2026-27\"><Header><CollectionDetails>\
<Collection>ILR</Collection><Year>2627</Year></CollectionDetails><Source><UKPRN>90000001</UKPRN>\
</Source></Header><LearningProvider><UKPRN>90000001</UKPRN></LearningProvider></Message>";
        let name = "ILR-90000001-2627-20261108-094401-01.xml";
        let (path, _) = bring(test, (Role::Lead, "learner-return"), name, xml.as_bytes());
        let id = Id::parse_str(path.rsplit('/').next().unwrap()).unwrap();
        let import = test.read(|read| super::store::find(read, id)).unwrap();
        let by = bringing(test, &import);
        let whose = (test.scope(), &by);
        let runs = crate::jobs::Job::unwatched(test.now());
        let stopped = crate::jobs::Job::unwatched(test.now());
        stopped.stop();
        // There is no learner before whom it could stop: it is held back where it would be kept.
        let super::check::Ended::Looked(look) =
            super::check::check(&test.app, whose, &import, &runs)
        else {
            panic!("it was not read");
        };
        let of = (&import, look.as_ref(), crate::learners::Tally::NotAsked);
        let ended = super::accept::accept_return(&test.app, whose, of, &stopped);
        assert!(matches!(ended, super::check::Ended::Stopped));
        lead.get(&path).says("Waits to be accepted");
        let ended = super::accept::accept_return(&test.app, whose, of, &runs);
        assert!(matches!(ended, super::check::Ended::Done));
        let ended = super::undo::take_back(&test.app, whose, &import, &stopped);
        assert!(matches!(ended, super::check::Ended::Stopped));
        lead.get(&path).says("Take all of it back");
        let ended = super::undo::take_back(&test.app, whose, &import, &runs);
        assert!(matches!(ended, super::check::Ended::Done));
        lead.get(&path).says("Taken back");
    });
}

#[test]
fn p3a_many_partners_are_listed_from_a_sheet_or_none() {
    on_both(|test| {
        let lead = test.visitor(Role::Lead);
        let known = ("partners", "Name,Purpose\nRopewalk Homes,Housing\n");
        let (path, _) = bring(test, (Role::Lead, known.0), "known.csv", known.1.as_bytes());
        accept(test, &path, &[]);
        for (sheet, says) in [
            (
                "Name,Purpose\nA,\n",
                "Line 2 What we do together: It is missing",
            ),
            (
                "Name,Purpose\nA,x\na,y\n",
                "Line 3 Name: The name stands in line 2 already",
            ),
            (
                "Name,Purpose,Kind\nA,x,wizard\n",
                "Line 2 Kind: It is not one of these kinds",
            ),
        ] {
            let (path, page) = bring(test, (Role::Lead, "partners"), "a.csv", sheet.as_bytes());
            page.says(says);
            accept(test, &path, &[]);
            lead.get(&path).says("Waits to be accepted");
        }
        let sheet = "Name,What we do together,Type\n\
ROPEWALK HOMES,Again,\n<b>North Dock</b>,Kitchen,charity\nQuay Works,Jobs,Employer\n";
        let (path, page) = bring(test, (Role::Lead, "partners"), "b.csv", sheet.as_bytes());
        page.says("New 2").says("There already 1");
        accept(test, &path, &[]).says("Accepted");
        lead.get("/partners")
            .says("<b>North Dock</b> Charity")
            .says("Quay Works Employer")
            .says("Ropewalk Homes");
    });
}

#[test]
fn a_file_that_waited_for_more_than_a_day_is_removed_by_the_clock() {
    // Of its own: every organisation of the database is gone through.
    let test = TestApp::elsewhere();
    adopt(&test);
    let (path, _) = bring(
        &test,
        (Role::Lead, "entries"),
        "entries.csv",
        ENTRIES.as_bytes(),
    );
    super::drop_all_old(&test.app).unwrap();
    assert!(test.evidence_file(ENTRIES.as_bytes()).exists(), "it waits");
    test.set_today(jiff::civil::date(2026, 11, 12));
    super::drop_all_old(&test.app).unwrap();
    assert!(!test.evidence_file(ENTRIES.as_bytes()).exists());
    let lead = test.visitor(Role::Lead);
    lead.get(&path).says("Dropped");
}

const JOBS: &str = "Learner reference,Job began on,District,What was found,Checked on,Hours a week,\
Where the work is,Who said it,What you saw,Where it is kept\n\
CD01,05/01/2026,L20,In this job,05/01/2026,16 or more,Sefton,The employer,Letter,Office\n\
CD01,05/01/2026,L20,In this job,10/04/2026,,Sefton,The learner,Message,Office\n\
CD01,05/01/2026,L20,In this job,01/10/2026,,Sefton,The employer,Letter,Office\n\
CD02,01/09/2026,CH41,,,,,,,\n";

#[test]
fn p2_1b_jobs_and_their_checks_come_from_a_sheet_and_go_again() {
    on_both(|test| {
        adopt(test);
        let measure = measure(test, "HM1").to_string();
        let lead = test.visitor(Role::Lead);
        let set = lead.post(
            "/follow-ups/settings",
            &[
                ("middle", "13"),
                ("last", "26"),
                ("hours", "shown"),
                ("sustained", &measure),
                ("area", "E08000012"),
                ("percent", "100"),
            ],
        );
        assert_eq!(set.status, 303, "{}", set.html);
        let bad = format!(
            "{JOBS}CD03,01/09/2026,L20,In this job,02/09/2026,,,The learner,,\n\
CD04,01/09/2026,L20,Perhaps,02/09/2026,,,,,\n\
CD01,05/01/2026,L20,Not in work,02/10/2026,,,The learner,,\n"
        );
        let kind = (Role::Staff, "follow-ups");
        let (path, page) = bring(test, kind, "bad.csv", bad.as_bytes());
        page.says("New 2")
            .says("Changed 2")
            .says("work counts only with evidence")
            .says("Select what was found: In this job; In another job")
            .says("No check of this job is due any more");
        lead.post(&format!("{path}/drop"), &[]);
        for name in ["jobs.csv", "again.csv"] {
            let (path, page) = bring(test, kind, name, JOBS.as_bytes());
            page.says("New 2").says("Changed 2");
            assert_eq!(sum(test, "HM1"), 0, "a check keeps nothing");
            accept(test, &path, &[]).says("Accepted");
            assert_eq!(sum(test, "HM1"), 1_000);
            lead.get("/follow-ups/numbers")
                .says("Opened by hand 2")
                .says("Lasted 26 weeks: sustained 1");
            let (twice, page) = bring(test, kind, "twice.csv", JOBS.as_bytes());
            page.says("There already 4");
            lead.post(&format!("{twice}/drop"), &[]);
            lead.post(&format!("{path}/undo"), &[]);
            ended(&lead, &path).says("Taken back");
            assert_eq!(sum(test, "HM1"), 0);
            lead.get("/follow-ups/numbers").says("No follow-up yet");
            lead.get("/follow-ups?state=ended")
                .says("Taken back with its file");
            assert!(test.read(|read| Ok(ledger_is_sound(read))));
        }
    });
}

#[test]
fn p5a_jobs_of_a_signed_quarter_are_not_taken_back_with_their_file() {
    on_both(|test| {
        adopt(test);
        let measure = measure(test, "HM1").to_string();
        let lead = test.visitor(Role::Lead);
        let typed = [
            ("middle", "13"),
            ("last", "26"),
            ("hours", "shown"),
            ("sustained", &measure),
            ("area", "E08000012"),
            ("percent", "100"),
        ];
        assert_eq!(lead.post("/follow-ups/settings", &typed).status, 303);
        let kind = (Role::Lead, "follow-ups");
        let (path, _) = bring(test, kind, "jobs.csv", JOBS.as_bytes());
        accept(test, &path, &[]).says("Accepted");
        let quarter = Calendar::ACADEMIC.quarter("2026-27-q1").unwrap();
        test.write(|write| ledger::close_quarter(write, quarter, test.now()));
        let page = lead.post(&format!("{path}/undo"), &[]);
        assert_eq!(page.status, 303);
        ended(&lead, &path)
            .says("Accepted")
            .does_not_say("Taken back");
        // It says why for as long as somebody may wonder.
        lead.get(&path)
            .says("Nothing is taken back, because a quarter");
        assert_eq!(sum(test, "HM1"), 1_000);
    });
}

#[test]
fn p5a_pages_are_shown_and_a_job_is_stopped_while_a_file_is_accepted() {
    on_both(|test| {
        adopt(test);
        let content = of_its_own(test);
        let (path, _) = bring(test, (Role::Lead, "entries"), "o.csv", content.as_bytes());
        let lead = test.visitor(Role::Lead);
        // Long enough that it would be noted that the session is used.
        let later = test.now() + jiff::SignedDuration::from_mins(5);
        test.app.clock.set(later);
        let shown = test.app.database.write(test.scope(), |write| {
            let pages = ["/", "/entries", "/imports", path.as_str()];
            let statuses = pages.map(|page| lead.get(page).status);
            assert_eq!(statuses, [200; 4]);
            assert_eq!(lead.post(&format!("{path}/stop"), &[]).status, 303);
            drop(write);
            Err::<database::Committed<()>, _>(crate::failure::Failure::NotFound)
        });
        assert!(shown.is_err());
    });
}
