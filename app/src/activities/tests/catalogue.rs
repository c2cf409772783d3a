//! The catalogue, the plan, and what is counted from registers, through the pages.

use super::{activity, measure, session};
use crate::testing::{TestApp, on_both};
use crate::{framework, partners};
use domain::partners::PartnerKind;
use domain::people::Role;

fn adopt(test: &TestApp) {
    let pack = domain::framework::house_pack().unwrap();
    test.write(|write| framework::adopt(write, &pack, test.now()));
}

#[test]
fn p2_1a_an_activity_for_staff_begins_with_the_catalogue() {
    on_both(|test| {
        adopt(test);
        let lead = test.visitor(Role::Lead);
        lead.get("/activities/new")
            .says("Wellbeing sessions for staff")
            .says("Salon and other services for staff")
            .says("Additional time off for staff")
            .says("Training with mentoring for staff");
        let page = lead.get("/activities/new?from=staff-wellbeing");
        assert!(page.html.contains("value=\"Wellbeing sessions for staff\""));
        let wellbeing = format!("<option value=\"{}\" selected", measure(test, "HM10"));
        assert!(page.html.contains(&wellbeing), "{}", page.html);
        let own = lead.get("/activities/new?from=own");
        assert_eq!(own.status, 200);
        assert_eq!(lead.get("/activities/new?from=%00").status, 200);
    });
}

#[test]
fn p2_1a_time_off_is_a_number_for_a_month_and_names_nobody() {
    on_both(|test| {
        adopt(test);
        let lead = test.visitor(Role::Lead);
        let page = lead.get("/activities/new?from=time-off");
        assert!(page.html.contains("Additional time off for staff"));
        let days = measure(test, "HM14").to_string();
        let typed = [
            ("catalogue", "time-off"),
            ("title", "Additional time off"),
            ("audience", "staff"),
            ("area", "E08000012"),
            ("minutes", "0"),
            ("additional", "complementary"),
            ("measure_1", &days),
            ("counting_1", "attendees"),
        ];
        let activity = lead.post("/activities/new", &typed).new_key();
        super::go_live(test, &activity);
        let path = format!("/activities/{activity}/sessions/new");
        lead.get(&path)
            .says("How many there were in the month")
            .does_not_say("Who supervised");
        let mut form = session("9", "7");
        form.retain(|(name, _)| *name != "minutes");
        form.push(("minutes", "0"));
        assert_eq!(lead.post(&path, &form).status, 303);
        assert_eq!(super::sums(test, "HM14"), (0, 7_000));
    });
}

#[test]
fn p2_1c_an_activity_says_its_course_plan_and_what_was_done() {
    on_both(|test| {
        adopt(test);
        let lead = test.visitor(Role::Lead);
        lead.get("/activities/new")
            .says("Employability support")
            .says("Outward bound");
        let hours = measure(test, "HM12").to_string();
        let mut typed = vec![
            ("title", "Mock interviews"),
            ("audience", "employers"),
            ("course", "Hospitality, level 2"),
            ("area", "E08000012"),
            ("minutes", "90"),
            ("additional", "complementary"),
            ("measure_1", &hours),
            ("counting_1", "hours-attended"),
            ("differs", "yes"),
            ("planned_sessions", "0"),
        ];
        let page = lead.post("/activities/new", &typed);
        assert_eq!(page.status, 422);
        page.says("must be between 1 and 1,000");
        typed.retain(|(name, _)| *name != "planned_sessions");
        let strives = [
            ("title", "More people in good work"),
            ("source", "Corporate plan"),
            ("valid_from_day", "1"),
            ("valid_from_month", "8"),
            ("valid_from_year", "2026"),
        ];
        let objective = lead.post("/objectives/new", &strives).new_key();
        typed.extend([
            ("planned_sessions", "6"),
            ("other_areas", "E08000014"),
            ("objective", objective.as_str()),
        ]);
        let id = lead.post("/activities/new", &typed).new_key();
        super::go_live(test, &id);
        let path = format!("/activities/{id}/sessions/new");
        assert_eq!(lead.post(&path, &session("9", "12")).status, 303);
        lead.get(&format!("/activities/{id}"))
            .says("Hospitality, level 2")
            .says("Liverpool, Sefton")
            .says("More people in good work")
            .says("Quarter 2 of 2026-27 6 1 12 18");
    });
}

/// A session with a partner of a kind, approved last week and working in Liverpool.
fn session_with(test: &TestApp, kind: PartnerKind, name: &str) {
    let id = crate::app::new_id();
    let new = partners::NewPartner {
        id,
        name: name.to_owned(),
        kind,
        purpose: String::new(),
    };
    test.write(|write| {
        partners::add(write, &new, test.now())?;
        let signer = test.person(Role::Governance).id;
        let on = jiff::civil::date(2026, 11, 3);
        partners::lay_approved(write, id, signer, (on, test.now()))
    });
    let lead = test.visitor(Role::Lead);
    let typed = [
        ("kind", kind.key()),
        ("purpose", "Working together"),
        ("areas", "E08000012"),
    ];
    lead.post(&format!("/partners/{id}/change"), &typed);
    let (hours, key) = (measure(test, "HM12").to_string(), id.to_string());
    let typed = [
        ("title", name),
        ("audience", "learners"),
        ("partner", &key),
        ("area", "E08000012"),
        ("minutes", "90"),
        ("additional", "complementary"),
        ("measure_1", &hours),
        ("counting_1", "hours-attended"),
    ];
    let activity = lead.post("/activities/new", &typed).new_key();
    super::go_live(test, &activity);
    super::supervise(test, &activity, "18");
    super::assess(test, &activity, "2026");
    let path = format!("/activities/{activity}/sessions/new");
    for day in ["9", "8"] {
        let page = lead.post(&path, &session(day, "5"));
        assert_eq!(page.status, 303, "{}", page.html);
    }
}

#[test]
fn p2_2a_employers_and_partnerships_are_counted_from_the_registers() {
    on_both(|test| {
        adopt(test);
        let page = test.visitor(Role::Staff).get("/activities/registers");
        page.says("Local employers engaged").says("2026-27");
        session_with(test, PartnerKind::Employer, "Dock Works");
        session_with(test, PartnerKind::Charity, "Fresh Start");
        let staff = test.visitor(Role::Staff);
        staff
            .get("/activities/registers/local-employers?quarter=2026-27-q2")
            .says("Local employers engaged: 1")
            .says("Dock Works")
            .says("2 sessions")
            .does_not_say("Fresh Start");
        staff
            .get("/activities/registers/regional-partnerships?quarter=2026-27-q2")
            .says("Partnerships formed with businesses: 1")
            .says("Dock Works");
        staff
            .get("/activities/registers/local-employers?quarter=2026-27-q1")
            .says("Local employers engaged: 0");
        let typed = staff.get("/activities/registers/typed");
        assert_eq!(typed.status, 404);
    });
}

#[test]
fn p2_2b_community_partnerships_and_learners_are_counted_from_attendance() {
    on_both(|test| {
        activity(test);
        session_with(test, PartnerKind::Charity, "Fresh Start");
        session_with(test, PartnerKind::Employer, "Dock Works");
        let staff = test.visitor(Role::Staff);
        staff
            .get("/activities/registers/community-partnerships?quarter=2026-27-q2")
            .says("Community partnerships active: 1")
            .says("Fresh Start");
        staff
            .get("/activities/registers/learner-participations?quarter=2026-27-q2")
            .says("Learner participations: 20");
        staff
            .get("/activities/registers/learners-in-the-community?quarter=2026-27-q2")
            .says(": 10")
            .does_not_say("Dock Works");
        let page = staff.get("/activities/registers?year=nonsense");
        page.says("Counted from registers, 2026-27");
    });
}

#[test]
fn p1_2a_what_does_not_fit_its_measure_is_said_and_full_time_equivalents_of_others_are_refused() {
    on_both(|test| {
        adopt(test);
        let lead = test.visitor(Role::Lead);
        let weeks = measure(test, "NT9").to_string();
        let posts = measure(test, "NT1").to_string();
        let mut typed = vec![
            ("title", "Barbering course"),
            ("audience", "learners"),
            ("area", "E08000012"),
            ("minutes", "90"),
            ("additional", "complementary"),
            ("measure_1", weeks.as_str()),
            ("counting_1", "attendees"),
        ];
        let page = lead.post("/activities/new", &typed);
        assert_eq!(page.status, 422);
        page.says("NT9 counts own staff, and this is for learners")
            .says("HM1 or HM2 would fit")
            .says("Count it so all the same");
        typed.push(("differs", "yes"));
        let id = lead.post("/activities/new", &typed).new_key();
        lead.get(&format!("/activities/{id}"))
            .says("Not everything fits the measures it counts towards")
            .says("NT9 is counted in weeks, and this counts how often somebody came");
        typed[5].1 = posts.as_str();
        let page = lead.post("/activities/new", &typed);
        assert_eq!(page.status, 422);
        page.says("learners are never counted as such");
    });
}
