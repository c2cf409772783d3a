//! Sessions with learners, through the pages.

use super::{activity, assess, draft, go_live, session, sums, supervise};
use crate::testing::on_both;
use domain::people::Role;

#[test]
fn p4f_a_session_with_learners_is_refused_with_everything_that_is_missing() {
    on_both(|test| {
        let activity = draft(test);
        go_live(test, &activity);
        let path = format!("/activities/{activity}/sessions/new");
        let staff = test.visitor(Role::Staff);
        staff
            .get(&path)
            .says("This session cannot be recorded yet")
            .says("The Social Value Lead can add it.");
        let page = staff.post(&path, &session("9", "12"));
        assert_eq!(page.status, 422);
        page.says("It is not said yet for which ages it is")
            .says("There is no risk assessment in date on 9 November 2026");
        let page = test.visitor(Role::Lead).get(&path);
        page.says("Say how learners are looked after")
            .says("Add a risk assessment");
        assess(test, &activity, "2025");
        supervise(test, &activity, "18");
        let page = staff.post(&path, &session("9", "12"));
        assert_eq!(page.status, 422, "the assessment is out of date");
        page.does_not_say("It is not said yet");
        assess(test, &activity, "2026");
        staff.get(&path).does_not_say("cannot be recorded yet");
        let id = staff.post(&path, &session("9", "12")).new_key();
        staff
            .get(&format!("/sessions/{id}"))
            .says("Supervised by Ada Tutor (1 in all)")
            .says("In date until 31 December 2026");
    });
}

#[test]
fn p4f_too_many_learners_for_the_supervisors_are_refused() {
    on_both(|test| {
        let activity = activity(test);
        let path = format!("/activities/{activity}/sessions/new");
        let staff = test.visitor(Role::Staff);
        let page = staff.post(&path, &session("9", "13"));
        assert_eq!(page.status, 422);
        page.says("13 learners need 2 supervisors: one for 12 at most");
        let mut form = session("9", "13");
        form.retain(|(name, _)| *name != "supervisors");
        assert_eq!(staff.post(&path, &form).status, 422);
        form.push(("supervisors", "2"));
        assert_eq!(staff.post(&path, &form).status, 303);
        assert_eq!(sums(test, "HM7"), (0, 13_000));
    });
}

#[test]
fn p4f_learners_under_18_need_a_consent() {
    on_both(|test| {
        let activity = activity(test);
        supervise(test, &activity, "16");
        let path = format!("/activities/{activity}/sessions/new");
        let staff = test.visitor(Role::Staff);
        staff
            .get(&path)
            .says("There was consent for everybody under 18");
        let page = staff.post(&path, &session("9", "12"));
        assert_eq!(page.status, 422);
        page.says("Confirm that there was consent");
        let mut form = session("9", "12");
        form.push(("consent", "yes"));
        let id = staff.post(&path, &form).new_key();
        staff.get(&format!("/sessions/{id}")).says("Confirmed");
    });
}

#[test]
fn p4f_only_that_a_concern_was_passed_on_is_kept() {
    on_both(|test| {
        let activity = activity(test);
        let path = format!("/activities/{activity}/sessions/new");
        let staff = test.visitor(Role::Staff);
        let mut form = session("9", "12");
        form.push(("concern_on_day", "10"));
        form.push(("concern_on_month", "11"));
        form.push(("concern_on_year", "2026"));
        let page = staff.post(&path, &form);
        page.says("Tick this if a concern was passed on");
        form.push(("concern", "yes"));
        let id = staff.post(&path, &form).new_key();
        staff
            .get(&format!("/sessions/{id}"))
            .says("Passed to the designated safeguarding lead 10 November 2026");
        let mut form = session("9", "12");
        form.push(("concern", "yes"));
        let id = staff.post(&path, &form).new_key();
        staff
            .get(&format!("/sessions/{id}"))
            .says("Passed to the designated safeguarding lead 9 November 2026");
    });
}

#[test]
fn what_is_wrong_about_supervision_and_risk_comes_back_with_words() {
    on_both(|test| {
        let activity = draft(test);
        let lead = test.visitor(Role::Lead);
        let path = format!("/activities/{activity}/learners");
        let typed = [("age_from", "18"), ("age_to", "16")];
        let page = lead.post(&path, &typed);
        assert_eq!(page.status, 422);
        page.says("The oldest age must not be below the youngest");
        let path = format!("/activities/{activity}/risk-assessment");
        let typed = [
            ("title", "Rooms"),
            ("reviewed_on_day", "12"),
            ("reviewed_on_month", "11"),
            ("reviewed_on_year", "2026"),
            ("valid_until_day", "11"),
            ("valid_until_month", "11"),
            ("valid_until_year", "2026"),
        ];
        let page = lead.post(&path, &typed);
        assert_eq!(page.status, 422);
        page.says("The date must be today or in the past")
            .says("It holds at least until");
        assert_eq!(test.visitor(Role::Staff).get(&path).status, 403);
    });
}
