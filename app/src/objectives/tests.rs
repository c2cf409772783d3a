//! Objectives, through the pages.

use crate::framework;
use crate::testing::{TestApp, on_both};
use domain::people::Role;
use jiff::civil::date;

fn partner(test: &TestApp, name: &str) -> String {
    let form = [
        ("name", name),
        ("kind", "employer"),
        ("purpose", "Mentoring"),
    ];
    test.visitor(Role::Lead)
        .post("/partners/new", &form)
        .new_key()
}

fn activity(test: &TestApp, title: &str) -> String {
    let lead = test.visitor(Role::Lead);
    if test.read(framework::measures).is_empty() {
        lead.post("/framework/adopt", &[("action", "house")]);
    }
    let measures = test.read(framework::measures);
    let measure = measures.iter().find(|measure| measure.code == "HM7");
    let measure = measure.unwrap().id.to_string();
    let form = [
        ("title", title),
        ("audience", "learners"),
        ("area", "E08000012"),
        ("minutes", "60"),
        ("additional", "complementary"),
        ("measure_1", &measure),
        ("counting_1", "attendees"),
    ];
    lead.post("/activities/new", &form).new_key()
}

fn typed<'a>(title: &'a str, first: [&'a str; 3], last: [&'a str; 3]) -> Vec<(&'a str, &'a str)> {
    vec![
        ("title", title),
        ("source", "Skills strategy 2026, page 4"),
        ("valid_from_day", first[0]),
        ("valid_from_month", first[1]),
        ("valid_from_year", first[2]),
        ("valid_to_day", last[0]),
        ("valid_to_month", last[1]),
        ("valid_to_year", last[2]),
    ]
}

const BEGIN: [&str; 3] = ["1", "8", "2026"];
const NONE: [&str; 3] = ["", "", ""];

fn objective(test: &TestApp, title: &str, first: [&str; 3], last: [&str; 3]) -> String {
    test.visitor(Role::Lead)
        .post("/objectives/new", &typed(title, first, last))
        .new_key()
}

#[test]
fn p1_1c_an_objective_is_listed_with_its_document_and_dates() {
    on_both(|test| {
        let governance = test.visitor(Role::Governance);
        governance.get("/objectives").says("No objective yet");
        let end = ["31", "7", "2027"];
        let id = governance
            .post(
                "/objectives/new",
                &typed("More people into work", BEGIN, end),
            )
            .new_key();
        test.visitor(Role::Auditor)
            .get(&format!("/objectives/{id}"))
            .says("Skills strategy 2026, page 4")
            .says("1 August 2026 to 31 July 2027")
            .says("In force")
            .does_not_say("Change the objective");
        test.visitor(Role::Staff)
            .get("/objectives")
            .says("More people into work");
    });
}

#[test]
fn p1_1c_activities_and_partners_are_linked_to_an_objective_and_say_so() {
    on_both(|test| {
        let lead = test.visitor(Role::Lead);
        let id = objective(test, "More people into work", BEGIN, NONE);
        let page = format!("/objectives/{id}");
        let (club, works) = (activity(test, "Job club"), partner(test, "Northbank Works"));
        for key in [format!("activity:{club}"), format!("partner:{works}")] {
            let linked = lead.post(&format!("{page}/link"), &[("record", &key)]);
            assert_eq!(linked.status, 303, "{}", linked.html);
        }
        lead.get(&page).says("Job club").says("Northbank Works");
        for of in [format!("/activities/{club}"), format!("/partners/{works}")] {
            lead.get(&of).says("More people into work");
        }
        let key = format!("activity:{club}");
        let unlink = format!("{page}/unlink");
        let removed = lead.post(&unlink, &[("unlinked", &key)]);
        assert_eq!(removed.status, 303);
        lead.get(&format!("/activities/{club}"))
            .does_not_say("More people into work");
        assert_eq!(lead.post(&unlink, &[("unlinked", &key)]).status, 409);
        assert_eq!(
            lead.post(&format!("{page}/link"), &[("record", "activity:x")])
                .status,
            422
        );
    });
}

#[test]
fn p1_1c_the_coverage_page_shows_what_misses_the_other() {
    on_both(|test| {
        let lead = test.visitor(Role::Lead);
        let served = objective(test, "More people into work", BEGIN, NONE);
        objective(test, "Cleaner air", BEGIN, NONE);
        objective(test, "Quiet roads", ["1", "8", "2025"], ["31", "7", "2026"]);
        let club = activity(test, "Job club");
        activity(test, "Walking hour");
        let link = format!("/objectives/{served}/link");
        lead.post(&link, &[("record", &format!("activity:{club}"))]);
        let coverage = test.visitor(Role::Auditor).get("/objectives/coverage");
        coverage
            .says("Cleaner air")
            .says("Walking hour")
            .says("Quiet roads , until 31 July 2026")
            .does_not_say("More people into work")
            .does_not_say("Job club");
        let ended = lead.post(&format!("/activities/{club}/end"), &[]);
        assert_eq!(ended.status, 303);
        lead.get("/objectives/coverage")
            .says("More people into work");
    });
}

#[test]
fn p1_1c_an_objective_past_its_end_is_retired_by_its_successor() {
    on_both(|test| {
        let lead = test.visitor(Role::Lead);
        let old = objective(test, "Quiet roads", ["1", "8", "2025"], ["31", "7", "2026"]);
        lead.get("/objectives").says("Lapsed");
        let new = objective(test, "Quieter roads", BEGIN, NONE);
        let mut form = typed("Quiet roads", ["1", "8", "2025"], ["31", "7", "2026"]);
        form.push(("successor", &new));
        let changed = lead.post(&format!("/objectives/{old}/change"), &form);
        assert_eq!(changed.status, 303, "{}", changed.html);
        lead.get("/objectives")
            .says("Retired")
            .does_not_say("Lapsed");
        lead.get(&format!("/objectives/{new}"))
            .says("Takes the place of");
        lead.get(&format!("/objectives/{old}/change"))
            .says("Quieter roads");
        test.set_today(date(2027, 1, 1));
        lead.get("/objectives/coverage").does_not_say("Quiet roads");
    });
}

#[test]
fn an_objective_that_cannot_be_is_refused_with_what_was_typed() {
    on_both(|test| {
        let lead = test.visitor(Role::Lead);
        let refused = lead.post("/objectives/new", &typed("", NONE, NONE));
        assert_eq!(refused.status, 422);
        refused.says("Enter title").says("Enter first day");
        let early = typed("Quiet roads", BEGIN, ["31", "7", "2026"]);
        let refused = lead.post("/objectives/new", &early);
        assert_eq!(refused.status, 422);
        refused.says("The last day must be the same as or after the first day");
        assert!(refused.html.contains("value=\"Quiet roads\""));
        let id = objective(test, "Quiet roads", BEGIN, NONE);
        let next = objective(test, "Quieter roads", BEGIN, NONE);
        let mut endless = typed("Quiet roads", BEGIN, NONE);
        endless.push(("successor", &next));
        let refused = lead.post(&format!("/objectives/{id}/change"), &endless);
        assert_eq!(refused.status, 422);
        refused.says("has an end");
    });
}
