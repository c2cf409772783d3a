//! Recording sessions, through the pages.

mod catalogue;
mod consent;
mod gate;
mod learners;
mod pilots;
mod planned;
mod sequences;

use super::Activity;
use crate::framework;
use crate::ledger::{self, Part};
use crate::testing::{TestApp, on_both};
use database::Id;
use domain::ledger::Counting;
use domain::people::Role;
use std::collections::BTreeMap;

/// The house framework, and a draft that feeds attendances and hours.
fn draft(test: &TestApp) -> String {
    let pack = domain::framework::house_pack().unwrap();
    test.write(|write| framework::adopt(write, &pack, test.now()));
    start(test, "learners")
}

fn start(test: &TestApp, audience: &str) -> String {
    let (attendances, hours) = (measure(test, "HM7"), measure(test, "HM12"));
    let page = test.visitor(Role::Lead).post(
        "/activities/new",
        &[
            ("title", "Mock interviews"),
            ("audience", audience),
            ("area", "E08000012"),
            ("minutes", "90"),
            ("additional", "mixed"),
            ("percent", "50"),
            ("measure_1", &attendances.to_string()),
            ("counting_1", "attendees"),
            ("measure_2", &hours.to_string()),
            ("counting_2", "hours-attended"),
        ],
    );
    page.new_key()
}

/// A draft with a partner, as it would be kept.
fn draft_with(partner: Id, (id, measure): (Id, Id)) -> Activity {
    Activity {
        id,
        title: "Bread and company".to_owned(),
        description: String::new(),
        audience: "staff".to_owned(),
        partner_id: Some(partner),
        partner_stage: None,
        area_code: "E08000012".to_owned(),
        other_areas: Vec::new(),
        additional_percent: 100,
        usual_minutes: 60,
        catalogue: None,
        course: None,
        owner_id: None,
        starts_on: None,
        ends_on: None,
        planned_sessions: None,
        went_live_at: None,
        ended_at: None,
        findings: BTreeMap::new(),
        feeds: vec![(measure, Counting::Attendees)],
    }
}

/// An activity for grown-up learners that is live and lacks nothing.
fn activity(test: &TestApp) -> String {
    let activity = draft(test);
    go_live(test, &activity);
    supervise(test, &activity, "18");
    assess(test, &activity, "2026");
    activity
}

/// Answers one of the questions.
fn answer(test: &TestApp, activity: &str, (question, finding): (&str, &str)) {
    let path = format!("/activities/{activity}/questions/{question}");
    let typed = [
        ("finding", finding),
        ("reason", "Looked at with the tutors"),
    ];
    let page = test.visitor(Role::Governance).post(&path, &typed);
    assert_eq!(page.status, 303, "{}", page.html);
}

fn go_live(test: &TestApp, activity: &str) {
    for question in ["safeguarding", "curriculum", "contract"] {
        answer(test, activity, (question, "does-not-detract"));
    }
    let lead = test.visitor(Role::Lead);
    lead.post(&format!("/activities/{activity}/go-live"), &[]);
    lead.get(&format!("/activities/{activity}")).says("Live");
}

/// Says how learners from this age on are looked after, twelve for each supervisor.
fn supervise(test: &TestApp, activity: &str, age_from: &str) {
    let typed = [
        ("age_from", age_from),
        ("age_to", "99"),
        ("voluntary_how", "Said at the beginning"),
        ("supervisor", "Ada Tutor"),
        ("learners_each", "12"),
    ];
    let path = format!("/activities/{activity}/learners");
    let page = test.visitor(Role::Lead).post(&path, &typed);
    assert_eq!(page.status, 303, "{}", page.html);
}

/// Adds a risk assessment that holds from August of 2025 to the end of a year.
fn assess(test: &TestApp, activity: &str, until_year: &str) {
    let typed = [
        ("title", "Rooms and travel"),
        ("reviewed_on_day", "1"),
        ("reviewed_on_month", "8"),
        ("reviewed_on_year", "2025"),
        ("valid_until_day", "31"),
        ("valid_until_month", "12"),
        ("valid_until_year", until_year),
    ];
    let path = format!("/activities/{activity}/risk-assessment");
    let page = test.visitor(Role::Lead).post(&path, &typed);
    assert_eq!(page.status, 303, "{}", page.html);
}

fn measure(test: &TestApp, code: &str) -> Id {
    let measures = test.read(framework::measures);
    measures
        .iter()
        .find(|measure| measure.code == code)
        .unwrap()
        .id
}

fn session<'a>(day: &'a str, people: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("held_on_day", day),
        ("held_on_month", "11"),
        ("held_on_year", "2026"),
        ("attendees", people),
        ("minutes", "90"),
        ("area", "E08000014"),
        ("grade", "2"),
        ("supervisor", "Ada Tutor"),
        ("supervisors", "1"),
    ]
}

/// Evidenced and unevidenced thousandths of a measure in the quarter of the stories.
fn sums(test: &TestApp, code: &str) -> (i64, i64) {
    let quarter = domain::calendar::Calendar::ACADEMIC
        .quarter("2026-27-q2")
        .unwrap();
    let id = measure(test, code);
    let totals = test.read(|read| ledger::totals(read, &[Part::Whole], &[quarter]));
    let of = |counted: bool| {
        totals
            .iter()
            .filter(|total| total.measure_id == id && (total.grade.number() > 0) == counted)
            .map(|total| total.quantity.0)
            .sum()
    };
    (of(true), of(false))
}

#[test]
fn p4e_staff_record_a_session_with_evidence_on_one_page() {
    on_both(|test| {
        let activity = activity(test);
        let staff = test.visitor(Role::Staff);
        let path = format!("/activities/{activity}/sessions/new");
        staff
            .get(&path)
            .says("Record a session")
            .says("How many people took part");
        let page = staff.upload(
            &path,
            &session("9", "12"),
            ("file", "register.pdf", b"%PDF-1.7 x"),
        );
        let id = page.new_key();
        let page = staff.get(&format!("/sessions/{id}"));
        page.says("12")
            .says("18 hours")
            .says("Partner-confirmed")
            .says("Quarter 2 of 2026-27");
        assert_eq!(sums(test, "HM7"), (12_000, 0));
        assert_eq!(sums(test, "HM12"), (18_000, 0));
        let entries =
            test.read(|read| ledger::entries_of_session(read, Id::parse_str(&id).unwrap()));
        assert!(
            entries
                .iter()
                .all(|entry| entry.additional.0 * 2 == entry.quantity.0)
        );
    });
}

#[test]
fn p1_2e_a_session_counts_only_once_there_is_evidence() {
    on_both(|test| {
        let activity = activity(test);
        let staff = test.visitor(Role::Staff);
        let path = format!("/activities/{activity}/sessions/new");
        let id = staff.post(&path, &session("9", "12")).new_key();
        assert_eq!(sums(test, "HM7"), (0, 12_000));
        let evidence = format!("/sessions/{id}/evidence");
        staff
            .post(&evidence, &[])
            .says("Choose a file, or say what you saw");
        let given = [
            ("seen_what", "Signed register"),
            ("kept_where", "Room 2"),
            ("grade", "1"),
        ];
        assert_eq!(staff.post(&evidence, &given).status, 303);
        assert_eq!(sums(test, "HM7"), (12_000, 0));
    });
}

#[test]
fn p1_1a_every_figure_opens_to_its_entries_and_their_evidence() {
    on_both(|test| {
        let activity = activity(test);
        let staff = test.visitor(Role::Staff);
        let path = format!("/activities/{activity}/sessions/new");
        staff.upload(
            &path,
            &session("9", "12"),
            ("file", "register.csv", b"a,b\n1,2\n"),
        );
        let auditor = test.visitor(Role::Auditor);
        let list = format!(
            "/entries?measure={}&quarter=2026-27-q2",
            measure(test, "HM7")
        );
        let page = auditor.get(&list);
        page.says("12 participations count, from 1 entry")
            .says("9 November 2026");
        let entry = page
            .html
            .split("href=\"/entries/")
            .nth(1)
            .unwrap()
            .split('"')
            .next()
            .unwrap();
        let page = auditor.get(&format!("/entries/{entry}"));
        page.says("register.csv").says("People who took part");
        let proof = page
            .html
            .split("href=\"/evidence/")
            .nth(1)
            .unwrap()
            .split('"')
            .next()
            .unwrap();
        auditor
            .get(&format!("/evidence/{proof}"))
            .says("It is as it was added.");
        let file = auditor.get(&format!("/evidence/{proof}/file"));
        assert_eq!(file.bytes, b"a,b\n1,2\n");
        let disposition = file
            .headers
            .get("content-disposition")
            .unwrap()
            .to_str()
            .unwrap();
        assert!(disposition.starts_with("attachment"), "{disposition}");
        assert_eq!(
            test.visitor(Role::Commissioner)
                .get(&format!("/evidence/{proof}/file"))
                .status,
            403
        );
    });
}

#[test]
fn the_same_form_sent_twice_is_one_session() {
    on_both(|test| {
        let activity = activity(test);
        let staff = test.visitor(Role::Staff);
        let path = format!("/activities/{activity}/sessions/new");
        let key = crate::app::new_id().to_string();
        let mut form = session("9", "12");
        form.push(("session", &key));
        let first = staff.post(&path, &form);
        let second = staff.post(&path, &form);
        assert_eq!(first.location, second.location);
        assert_eq!(sums(test, "HM7"), (0, 12_000));
    });
}

#[test]
fn a_corrected_session_leaves_both_visible_and_counts_once() {
    on_both(|test| {
        let activity = activity(test);
        let staff = test.visitor(Role::Staff);
        let path = format!("/activities/{activity}/sessions/new");
        let first = staff
            .upload(&path, &session("9", "12"), ("file", "a.txt", b"x"))
            .new_key();
        let correct = format!("/sessions/{first}/correct");
        staff.get(&correct).says("Correct a session");
        let mut form = session("9", "10");
        assert_eq!(
            staff.post(&correct, &form).status,
            422,
            "a reason is asked for"
        );
        form.extend([
            ("reason", "Two left early"),
            ("seen_what", "Register"),
            ("kept_where", "Office"),
        ]);
        let second = staff.post(&correct, &form).new_key();
        assert_eq!(sums(test, "HM7"), (10_000, 0));
        staff
            .get(&format!("/sessions/{first}"))
            .says("This session was corrected")
            .says("Taken back");
        staff
            .get(&format!("/sessions/{second}"))
            .says("This is a correction");
        assert_eq!(staff.post(&correct, &form).status, 409);
        assert!(test.read(ledger::verify).differences.is_empty());
    });
}

#[test]
fn wrong_answers_come_back_with_everything_typed() {
    on_both(|test| {
        let activity = activity(test);
        let staff = test.visitor(Role::Staff);
        let path = format!("/activities/{activity}/sessions/new");
        let future = staff.post(&path, &session("12", "3"));
        assert_eq!(future.status, 422);
        future.says("The date must be today or in the past");
        assert!(
            future.html.contains("value=\"12\""),
            "nothing typed is lost"
        );
        staff
            .post(&path, &session("31", "3"))
            .says("must be a real date");
        staff
            .post(&path, &session("9", ""))
            .says("Enter how many people took part");
        let page = staff.upload(&path, &session("9", "3"), ("file", "a.exe", b"MZ"));
        assert_eq!(page.status, 422);
        let page = staff.upload(&path, &session("9", "3"), ("file", "a.pdf", b"<html>"));
        assert_eq!(page.status, 422);
        assert_eq!(sums(test, "HM7"), (0, 0));
        for hostile in ["<script>", "x\0y", "\u{202e}abc", &"9".repeat(100_000)] {
            let mut form = session("9", hostile);
            form.push(("note", hostile));
            assert_eq!(staff.post(&path, &form).status, 422);
        }
    });
}

#[test]
fn an_ended_activity_takes_no_session_until_it_is_taken_up_again() {
    on_both(|test| {
        let activity = activity(test);
        let lead = test.visitor(Role::Lead);
        let path = format!("/activities/{activity}/sessions/new");
        lead.post(&format!("/activities/{activity}/end"), &[]);
        assert_eq!(lead.get(&path).status, 409);
        lead.get("/activities").says("Ended");
        lead.post(&format!("/activities/{activity}/end"), &[]);
        assert_eq!(lead.get(&path).status, 200);
    });
}

#[test]
fn an_activity_says_what_is_missing_and_keeps_what_was_typed() {
    on_both(|test| {
        let lead = test.visitor(Role::Lead);
        let page = lead.post(
            "/activities/new",
            &[("title", "Salon"), ("measure_1", "nonsense")],
        );
        assert_eq!(page.status, 422);
        assert!(page.html.contains("value=\"Salon\""));
        lead.get("/activities").says("No activity yet");
    });
}
