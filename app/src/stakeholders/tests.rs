//! Stakeholders and consultations, through the pages.

use crate::app::new_id;
use crate::testing::framework;
use crate::testing::{Page, TestApp, Visitor, on_both};
use database::Id;
use domain::people::Role;

/// Adopts one measure, H1.
fn adopt(test: &TestApp) -> Id {
    framework::adopt(test, &[("H1", "Mock interviews", "hours")])[0]
}

fn day<'a>(name: &str, (day, month, year): (&'a str, &'a str, &'a str)) -> Vec<(String, &'a str)> {
    vec![
        (format!("{name}_day"), day),
        (format!("{name}_month"), month),
        (format!("{name}_year"), year),
    ]
}

fn send(
    visitor: &Visitor<'_>,
    path: &str,
    words: &[(&str, &str)],
    days: &[(String, &str)],
) -> Page {
    let mut fields = words.to_vec();
    fields.extend(days.iter().map(|(name, value)| (name.as_str(), *value)));
    visitor.post(path, &fields)
}

fn open(visitor: &Visitor<'_>, measure: Id) -> String {
    let key = measure.to_string();
    let words = [("question", "What should we count?"), ("measures", &key)];
    let mut days = day("opens_on", ("1", "10", "2026"));
    days.extend(day("closes_on", ("31", "10", "2026")));
    send(visitor, "/consultations/new", &words, &days).new_key()
}

fn stakeholder(visitor: &Visitor<'_>) -> String {
    let form = [("name", "Harbour employers' forum"), ("kind", "employers")];
    visitor.post("/stakeholders/new", &form).new_key()
}

#[test]
fn p1_2b_stakeholders_are_asked_about_measures_and_a_decision_follows() {
    on_both(|test| {
        let measure = adopt(test);
        let (lead, auditor) = (test.visitor(Role::Lead), test.visitor(Role::Auditor));
        lead.get("/stakeholders").says("No stakeholder yet");
        let (forum, asked) = (stakeholder(&lead), open(&lead, measure));
        let path = format!("/consultations/{asked}");
        lead.get(&path)
            .says("H1 Mock interviews")
            .says("No response is recorded yet");
        let said = [
            ("stakeholder", forum.as_str()),
            ("said", "Count feedback given."),
        ];
        let days = day("said_on", ("12", "10", "2026"));
        let kept = send(&lead, &format!("{path}/responses/new"), &said, &days);
        assert_eq!(kept.location, path);
        auditor
            .get(&path)
            .says("Count feedback given. Harbour employers' forum , 12 October 2026");
        auditor
            .get(&format!("/stakeholders/{forum}"))
            .says("What should we count?");
        auditor.get("/stakeholders").says("Waiting for a decision");
        let about = format!("/consultations?measure={measure}");
        auditor.get(&format!("/measures/{measure}"));
        auditor.get(&about).says("What should we count?");
        let nobody = format!("/consultations?measure={}", new_id());
        assert_eq!(auditor.get(&nobody).status, 404);
        let decided = [
            ("heard", "Employers want feedback counted."),
            ("decision", "Feedback is counted from January."),
            ("decided_by", "Board"),
        ];
        let days = day("decided_on", ("2", "11", "2026"));
        send(&lead, &format!("{path}/decision"), &decided, &days).new_key();
        auditor
            .get(&path)
            .says("Decided Feedback is counted from January. By Board On 2 November 2026");
        auditor
            .get("/stakeholders")
            .says("Decided on 2 November 2026");
        // It is decided once.
        assert_eq!(
            send(&lead, &format!("{path}/decision"), &decided, &days).status,
            409
        );
        let from = jiff::civil::date(2026, 11, 1);
        let to = jiff::civil::date(2026, 11, 30);
        let found = test.read(|read| super::decided(read, from, to));
        assert_eq!(found.len(), 1);
    });
}

#[test]
fn a_stakeholder_has_a_name_of_its_own_and_a_kind() {
    on_both(|test| {
        let lead = test.visitor(Role::Governance);
        stakeholder(&lead);
        let form = [("name", "HARBOUR employers' forum"), ("kind", "pupils")];
        let again = lead.post("/stakeholders/new", &form);
        assert_eq!(again.status, 422);
        again.says("Select what kind it is");
        let form = [("name", "HARBOUR employers' forum"), ("kind", "staff")];
        let again = lead.post("/stakeholders/new", &form);
        again.says("A stakeholder of this name is in the register already");
        let staff = test.visitor(Role::Staff);
        staff.get("/stakeholders").does_not_say("Add a stakeholder");
        assert_eq!(staff.post("/stakeholders/new", &form).status, 403);
    });
}

#[test]
fn a_consultation_is_about_something_and_its_dates_stand_in_order() {
    on_both(|test| {
        let measure = adopt(test).to_string();
        let lead = test.visitor(Role::Lead);
        let mut days = day("opens_on", ("31", "10", "2026"));
        days.extend(day("closes_on", ("1", "10", "2026")));
        let page = send(&lead, "/consultations/new", &[("question", "What?")], &days);
        assert_eq!(page.status, 422);
        page.says("Select a measure or an activity it is about");
        let about = [("question", "What?"), ("measures", measure.as_str())];
        let page = send(&lead, "/consultations/new", &about, &days);
        page.says("The last day must be on or after the first day");
        let unknown = [("question", "What?"), ("measures", "everything")];
        assert_eq!(
            send(&lead, "/consultations/new", &unknown, &days).status,
            422
        );
    });
}

#[test]
fn a_response_and_a_decision_lie_between_the_question_and_today() {
    on_both(|test| {
        let measure = adopt(test);
        let lead = test.visitor(Role::Lead);
        let forum = stakeholder(&lead);
        let path = format!("/consultations/{}", open(&lead, measure));
        let said = [("stakeholder", forum.as_str()), ("said", "Yes")];
        let respond = format!("{path}/responses/new");
        let early = send(&lead, &respond, &said, &day("said_on", ("30", "9", "2026")));
        assert_eq!(early.status, 422);
        early.says("The date must be on or after the day the consultation opened");
        let late = send(
            &lead,
            &respond,
            &said,
            &day("said_on", ("11", "11", "2026")),
        );
        late.says("The date must be today or in the past");
        let nobody = [("stakeholder", "x"), ("said", "")];
        let page = send(
            &lead,
            &respond,
            &nobody,
            &day("said_on", ("1", "10", "2026")),
        );
        page.says("Select who said it").says("Enter what they said");
        let decided = [("heard", "a"), ("decision", "b"), ("decided_by", "c")];
        let late = day("decided_on", ("11", "11", "2026"));
        let page = send(&lead, &format!("{path}/decision"), &decided, &late);
        assert_eq!(page.status, 422);
        assert_eq!(lead.get("/consultations/1").status, 404);
    });
}
