//! From what was said to what changes: actions, decisions, changes, and “You said, we did”.

use super::{CHOSEN, Story, day, send};
use crate::testing::{TestApp, on_both};
use domain::people::Role;
use jiff::civil::date;

const POLICY: &str = "\
DOCUMENT\tSocial Value Policy
VERSION\tV7

REFERENCE\tSV-7
ISSUE DATE\t01.09.26

1.0. PURPOSE

We do good where we work.
";

fn open_action(test: &TestApp, source: &str) -> String {
    let lead = test.visitor(Role::Lead);
    let owner = test.person(Role::Staff).id.to_string();
    let words = [
        ("said", "Rooms were cold."),
        ("what", "Ask for heaters"),
        ("owner", owner.as_str()),
    ];
    let days = day("due_on", ("20", "11", "2026"));
    send(
        &lead,
        &format!("/feedback/actions/new{source}"),
        &words,
        &days,
    )
    .new_key()
}

fn decide(test: &TestApp, action: &str) -> String {
    let words = [
        ("decision", "Heaters in every room."),
        ("decided_by", "Board"),
    ];
    let days = day("decided_on", ("9", "11", "2026"));
    let path = format!("/feedback/actions/{action}/decision");
    send(&test.visitor(Role::Governance), &path, &words, &days).new_key()
}

#[test]
fn p5c_feedback_leads_to_an_action_a_decision_and_a_change_each_linked_both_ways() {
    on_both(|test| {
        let story = Story::new(test);
        let path = story.learners_link();
        let mut said = CHOSEN.to_vec();
        said.push(("should_change", "It was cold."));
        test.stranger().post(&path, &said);
        let answer = story.answers().remove(0);
        let lead = test.visitor(Role::Lead);
        let page = lead.get(&format!("/feedback/actions/new?answer={answer}"));
        page.says("It was cold.");
        let action = open_action(test, &format!("?answer={answer}"));
        let auditor = test.visitor(Role::Auditor);
        let leads_to = |from: String, to: String| {
            let page = auditor.get(&from);
            let way = format!("href=\"{to}\"");
            assert!(page.html.contains(&way), "{from} does not lead to {to}");
        };
        let (answer, action_page) = (
            format!("/feedback/answers/{answer}"),
            format!("/feedback/actions/{action}"),
        );
        leads_to(answer.clone(), action_page.clone());
        leads_to(action_page.clone(), answer);
        let decision = decide(test, &action);
        let decision_page = format!("/feedback/decisions/{decision}");
        leads_to(action_page.clone(), decision_page.clone());
        leads_to(decision_page.clone(), action_page.clone());
        let words = [
            ("activity", story.activity.as_str()),
            ("what", "Held in room 2"),
            ("reason", "Room 1 is cold"),
        ];
        let days = day("effective_from", ("1", "12", "2026"));
        let changes = format!("{decision_page}/changes/new");
        let change = send(&lead, &changes, &words, &days).new_key();
        let change = format!("/feedback/changes/{change}");
        leads_to(decision_page.clone(), change.clone());
        leads_to(change.clone(), decision_page);
        let of_activity = format!("/feedback/changes?activity={}", story.activity);
        leads_to(
            format!("/activities/{}", story.activity),
            of_activity.clone(),
        );
        leads_to(of_activity, change.clone());
        leads_to(change, format!("/activities/{}", story.activity));
    });
}

#[test]
fn p5c_what_was_said_and_done_is_shown_for_a_quarter_or_a_year() {
    on_both(|test| {
        let _ = Story::new(test);
        decide(test, &open_action(test, ""));
        let auditor = test.visitor(Role::Auditor);
        let pair = "Rooms were cold. Heaters in every room.";
        auditor
            .get("/feedback")
            .says(pair)
            .says("You said, we did: 2026-27");
        auditor.get("/feedback?period=2026-27-q2").says(pair);
        auditor
            .get("/feedback?period=2026-27-q1")
            .says("Nothing was decided in this time yet.");
        assert_eq!(auditor.get("/feedback?period=soon").status, 404);
        auditor.get("/returns/2026-27-q2").says(pair);
        auditor.get("/reports/2026-27").says(pair);
        let (from, to) = (date(2026, 11, 1), date(2026, 11, 30));
        let found = test.read(|read| crate::feedback::you_said_we_did(read, from, to));
        assert_eq!(found.len(), 1);
    });
}

#[test]
fn an_action_waits_for_its_person_and_ends_once() {
    on_both(|test| {
        let action = open_action(test, "");
        let (staff, lead) = (test.visitor(Role::Staff), test.visitor(Role::Lead));
        staff
            .get("/")
            .says("Your actions from feedback 1 What was said, and what you took on. Due by 20 November 2026");
        let page = format!("/feedback/actions/{action}");
        staff
            .get(&page)
            .says("Ask for heaters")
            .does_not_say("End the action");
        let end = format!("{page}/end");
        assert_eq!(
            staff
                .post(&end, &[("state", "done"), ("outcome", "x")])
                .status,
            403
        );
        let refused = lead.post(&end, &[("state", "asleep")]);
        assert_eq!(refused.status, 422);
        refused
            .says("Select how it ended")
            .says("Enter what came of it");
        let form = [("state", "dropped"), ("outcome", "The rooms were sold.")];
        assert_eq!(lead.post(&end, &form).status, 303);
        lead.get(&page)
            .says("State Dropped")
            .says("The rooms were sold.");
        assert_eq!(lead.post(&end, &form).status, 409);
        staff.get("/").does_not_say("Your actions from feedback");
    });
}

#[test]
fn an_action_needs_its_words_somebody_and_a_day_ahead() {
    on_both(|test| {
        let lead = test.visitor(Role::Lead);
        let auditor = test.person(Role::Auditor).id.to_string();
        let words = [("said", ""), ("what", ""), ("owner", auditor.as_str())];
        let days = day("due_on", ("9", "11", "2026"));
        let page = send(&lead, "/feedback/actions/new", &words, &days);
        assert_eq!(page.status, 422);
        page.says("Enter what was said")
            .says("Enter what is to be done");
        page.says("Select who sees to it")
            .says("The action must be due today or later");
        for source in [
            "?answer=x",
            "?consultation=0198c0de-0000-7000-8000-000000000000",
        ] {
            let page = lead.get(&format!("/feedback/actions/new{source}"));
            assert_eq!(page.status, 404, "{source}");
        }
    });
}

#[test]
fn p5d_a_change_is_of_one_thing_and_holds_from_its_decision_at_the_earliest() {
    on_both(|test| {
        let story = Story::new(test);
        let file = ("file", "policy.txt", POLICY.as_bytes());
        let lead = test.visitor(Role::Lead);
        assert_eq!(lead.upload("/policy/import", &[], file).status, 303);
        let decision = decide(test, &open_action(test, ""));
        let path = format!("/feedback/decisions/{decision}/changes/new");
        let measure = story.measure.to_string();
        let words = [("what", "It also counts evenings"), ("reason", "Asked for")];
        let early = day("effective_from", ("8", "11", "2026"));
        let page = send(&lead, &path, &words, &early);
        assert_eq!(page.status, 422);
        page.says("Select one clause, one activity or one measure");
        page.says("A change holds from the day it was decided at the earliest");
        let mut of_measure = words.to_vec();
        of_measure.push(("measure", &measure));
        let from = day("effective_from", ("9", "11", "2026"));
        let mut of_two = of_measure.clone();
        of_two.push(("activity", &story.activity));
        assert_eq!(send(&lead, &path, &of_two, &from).status, 422);
        send(&lead, &path, &of_measure, &from).new_key();
        lead.get(&format!("/feedback/changes?measure={measure}"))
            .says("It also counts evenings H1 Mock interviews 9 November 2026");
        let form = lead.get(&path);
        let options = form.html.split("id=\"clause\"").nth(1).unwrap();
        let clause = options.split("<option value=\"").nth(2).unwrap();
        let clause = clause.split('"').next().unwrap();
        let mut of_clause = words.to_vec();
        of_clause.push(("clause", clause));
        let change = send(&lead, &path, &of_clause, &from).new_key();
        let page = lead.get(&format!("/policy/clauses/{clause}"));
        page.says("Changes decided It also counts evenings , from 9 November 2026");
        assert!(page.html.contains(&format!("/feedback/changes/{change}")));
        let staff = test.visitor(Role::Staff);
        assert_eq!(send(&staff, &path, &of_clause, &from).status, 403);
    });
}

#[test]
fn a_decision_lies_in_the_past_and_says_who_decided() {
    on_both(|test| {
        let action = open_action(test, "");
        let path = format!("/feedback/actions/{action}/decision");
        let lead = test.visitor(Role::Lead);
        let ahead = day("decided_on", ("11", "11", "2026"));
        let page = send(&lead, &path, &[("decision", "Yes")], &ahead);
        assert_eq!(page.status, 422);
        page.says("Enter who decided")
            .says("The date must be today or in the past");
        lead.get("/feedback/changes").says("No change yet");
        assert_eq!(lead.get("/feedback/decisions/1").status, 404);
    });
}

#[test]
fn empty_pages_say_what_they_are_for() {
    on_both(|test| {
        let lead = test.visitor(Role::Lead);
        lead.get("/feedback")
            .says("None yet. Answers come by links");
        lead.get("/feedback/actions").says("No action yet");
        test.visitor(Role::Staff)
            .get("/feedback/links")
            .says("The Social Value Lead makes links");
        assert_eq!(
            test.visitor(Role::Commissioner).get("/feedback").status,
            403
        );
    });
}
