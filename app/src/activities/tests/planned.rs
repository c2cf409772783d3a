//! Planning sessions, registers, and sessions that wait to be recorded.

use super::{activity, assess, draft, go_live, measure, session, sums, supervise};
use crate::testing::{TestApp, on_both};
use domain::people::Role;
use jiff::civil::date;

fn series<'a>(day: &'a str, repeat: &'a str, times: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("first_on_day", day),
        ("first_on_month", "11"),
        ("first_on_year", "2026"),
        ("repeat", repeat),
        ("times", times),
    ]
}

/// The part of a page between two texts.
fn between<'a>(html: &'a str, before: &str, after: &str) -> &'a str {
    html.split(before)
        .nth(1)
        .unwrap()
        .split(after)
        .next()
        .unwrap()
}

#[test]
fn p2_1c_a_series_is_planned_and_each_session_asks_to_be_recorded_on_its_day() {
    on_both(|test| {
        let activity = activity(test);
        let staff = test.visitor(Role::Staff);
        let page = format!("/activities/{activity}");
        staff.get(&page).says("None is planned");
        let plan = format!("{page}/plan");
        staff.post(&plan, &series("10", "weekly", "3"));
        staff
            .get(&page)
            .says("10 November 2026 To be recorded")
            .says("24 November 2026");
        let first = staff.get("/");
        first.says("Sessions to record").says("Due today");
        let link = format!("{page}/sessions/new?planned=");
        let planned = between(&first.html, &link, "\"").to_owned();
        staff
            .get(&format!("{link}{planned}"))
            .says("Record a session");
        let mut form = session("9", "12");
        form.push(("planned", &planned));
        staff.post(&format!("{page}/sessions/new"), &form);
        staff
            .get(&page)
            .does_not_say("To be recorded")
            .says("17 November 2026")
            .does_not_say("10 November 2026 Call off");
        staff.get("/").does_not_say("Sessions to record");
        test.set_today(date(2026, 11, 18));
        let staff = test.visitor(Role::Staff);
        staff.get("/").says("Overdue since 17 November 2026");
        staff.post(&format!("{page}/sessions/new"), &session("17", "3"));
        staff.get("/").does_not_say("Sessions to record");
    });
}

#[test]
fn a_planned_session_is_called_off_with_the_reason() {
    on_both(|test| {
        let activity = activity(test);
        let staff = test.visitor(Role::Staff);
        let page = format!("/activities/{activity}");
        staff.post(&format!("{page}/plan"), &series("9", "once", ""));
        let html = staff.get(&page).html;
        let id = between(&html, "/planned-sessions/", "/call-off").to_owned();
        let path = format!("/planned-sessions/{id}/call-off");
        staff
            .get(&path)
            .says("Call the session on 9 November 2026 off");
        assert_eq!(staff.post(&path, &[]).status, 422);
        assert_eq!(staff.post(&path, &[("why", "Flooded")]).status, 303);
        staff.get(&page).says("None is planned");
        assert_eq!(staff.get(&path).status, 404);
        staff.get("/").does_not_say("Sessions to record");
    });
}

#[test]
fn a_series_that_cannot_be_is_refused_in_words() {
    on_both(|test| {
        let activity = activity(test);
        let staff = test.visitor(Role::Staff);
        let plan = format!("/activities/{activity}/plan");
        for (form, said) in [
            (series("31", "weekly", "3"), "must be a real date"),
            (series("10", "daily", "3"), "How often"),
            (series("10", "weekly", "61"), "How many sessions"),
            (series("10", "weekly", "x"), "How many sessions"),
        ] {
            let page = staff.post(&plan, &form);
            assert_eq!(page.status, 422);
            page.says(said);
        }
        let mut far = series("10", "once", "");
        far[2].1 = "2031";
        assert_eq!(staff.post(&plan, &far).status, 422);
        let lead = test.visitor(Role::Lead);
        lead.post(&format!("/activities/{activity}/end"), &[]);
        assert_eq!(lead.get(&plan).status, 409);
    });
}

#[test]
fn p2_2b_a_register_is_ticked_and_walk_ins_are_a_number() {
    on_both(|test| {
        let activity = activity(test);
        let staff = test.visitor(Role::Staff);
        let page = format!("/activities/{activity}");
        let register = format!("{page}/register");
        let refused = staff.post(&register, &[("references", "26-0417\nAda Lovelace")]);
        assert_eq!(refused.status, 422);
        refused
            .says("‘Ada Lovelace’ is not a reference")
            .says("26-0417");
        staff.post(&register, &[("references", "26-0417\n26-0418\n26-0419")]);
        staff.get(&page).says("Register with 3 learners");
        let path = format!("{page}/sessions/new");
        staff.get(&path).says("Who came").says("Walk-ins");
        let mut form = session("9", "");
        form.retain(|(name, _)| *name != "attendees");
        let nobody = staff.post(&path, &form);
        assert_eq!(nobody.status, 422);
        nobody.says("Tick who came, or enter how many walked in");
        form.extend([("came", "26-0417"), ("came", "26-0419"), ("walk_ins", "4")]);
        let id = staff.post(&path, &form).new_key();
        assert_eq!(sums(test, "HM7"), (0, 6_000));
        staff
            .get(&format!("/sessions/{id}"))
            .says("26-0417, 26-0419")
            .says("4 walk-ins");
        let correct = staff.get(&format!("/sessions/{id}/correct")).html;
        let ticked = correct.matches(" checked").count();
        assert!(ticked >= 2, "{ticked}");
        form.push(("came", "26-9999"));
        assert_eq!(staff.post(&path, &form).status, 422, "not on the register");
        staff.post(&register, &[("references", "")]);
        staff.get(&path).says("How many people took part");
    });
}

#[test]
fn p4f_a_risk_assessment_that_runs_out_and_one_that_is_missing_need_the_lead() {
    on_both(|test| {
        let activity = draft(test);
        go_live(test, &activity);
        let lead = || test.visitor(Role::Lead);
        lead().get("/").says("Risk assessments");
        supervise(test, &activity, "18");
        assess(test, &activity, "2026");
        lead().get("/").does_not_say("Risk assessments");
        test.set_today(date(2026, 12, 5));
        lead()
            .get("/")
            .says("Risk assessments")
            .says("Due by 31 December 2026");
        test.visitor(Role::Staff)
            .get("/")
            .does_not_say("Risk assessments");
    });
}

#[test]
fn p2_1a_time_off_and_uptake_are_counted_for_a_month_without_names() {
    on_both(|test| {
        draft(test);
        let activity = month(test);
        let staff = test.visitor(Role::Staff);
        let path = format!("/activities/{activity}/sessions/new");
        staff.get(&path).says("How many there were in the month");
        let mut form = session("9", "14");
        form.retain(|(name, _)| *name != "minutes");
        form.push(("minutes", "0"));
        assert_eq!(staff.post(&path, &form).status, 303);
        assert_eq!(sums(test, "HM7"), (0, 14_000));
    });
}

/// An activity for staff without a length, which is counted by the month.
fn month(test: &TestApp) -> String {
    let lead = test.visitor(Role::Lead);
    let measure = measure(test, "HM7").to_string();
    let typed = [
        ("title", "Additional time off"),
        ("audience", "staff"),
        ("area", "E08000012"),
        ("minutes", "0"),
        ("additional", "complementary"),
        ("measure_1", measure.as_str()),
        ("counting_1", "attendees"),
        ("differs", "yes"),
    ];
    let activity = lead.post("/activities/new", &typed).new_key();
    go_live(test, &activity);
    activity
}
