//! What needs each person, through the first page.

use crate::app::new_id;
use crate::framework;
use crate::ledger::{self, Context, NewEntry};
use crate::testing::framework::adopt as adopt_measures;
use crate::testing::{TestApp, on_both};
use crate::{evidence, organisation};
use database::{Id, Scope};
use domain::calendar::Calendar;
use domain::ledger::{Grade, Quantity};
use domain::people::Role;
use jiff::civil::date;

fn adopt(test: &TestApp) -> Id {
    let asked = ["H1", "H2", "H3"].map(|code| (code, "Measure", "hours"));
    adopt_measures(test, &asked)[0]
}

fn context(test: &TestApp) -> Context {
    let organisation = test.read(organisation::find);
    Context {
        calendar: Calendar::ACADEMIC,
        first_day: organisation.first_year_starts_on,
        today: date(2026, 11, 10),
        now: test.now(),
        secret: [7; 32],
    }
}

/// Posts an hour on behalf of the person of a role.
fn post(test: &TestApp, measure_id: Id, role: Role) -> Id {
    let new = NewEntry {
        id: new_id(),
        measure_id,
        happened_on: date(2026, 9, 1),
        area_code: "E08000012".to_owned(),
        area_method: None,
        partner_id: None,
        activity_id: None,
        session_id: None,
        contract_id: None,
        quantity: Quantity(1_000),
        additional_percent: 100,
        reason: String::new(),
        subjects: Vec::new(),
    };
    let scope = Scope {
        person_id: Some(test.person(role).id),
        ..test.scope()
    };
    let entry = database::LogEntry {
        at: test.now(),
        action: "posted entry".to_owned(),
        record_kind: "entry".to_owned(),
        record_id: new.id.to_string(),
        content: serde_json::json!({}),
    };
    test.app
        .database
        .write(scope, |mut write| {
            ledger::post(&mut write, &new, &context(test))?.unwrap();
            Ok::<_, crate::failure::Failure>(write.commit(entry.clone(), ())?)
        })
        .unwrap();
    new.id
}

fn attest(test: &TestApp, entry_id: Id) {
    let evidence = evidence::Evidence {
        consent: None,
        id: new_id(),
        title: "Register".to_owned(),
        grade: Grade::SelfDeclared,
        effective_on: date(2026, 9, 1),
        days: domain::evidence::Days::default(),
        proof: evidence::Proof::Link {
            address: "https://example.org/register".to_owned(),
        },
    };
    test.write(|write| {
        evidence::add(write, &evidence, test.now())?;
        let grade = (evidence.id, evidence.grade);
        ledger::attach(write, entry_id, grade, &context(test))?.unwrap();
        Ok(())
    });
}

fn reverse(test: &TestApp, entry_id: Id) {
    let old = test.read(|read| ledger::entry(read, entry_id)).unwrap();
    test.write(|write| {
        let why = ("Typed twice", &context(test));
        ledger::correct(write, &old, new_id(), None, why)?.unwrap();
        Ok(())
    });
}

#[test]
fn p4a_the_lead_sees_what_needs_them() {
    on_both(|test| {
        let lead = test.visitor(Role::Lead);
        lead.get("/")
            .says("Framework None yet")
            .says("Adopt a framework");
        let measure = adopt(test);
        let page = lead.get("/");
        page.does_not_say("Adopt a framework");
        page.says("Measures without a target 3 Of 3 measures, in 2026-27.");
        page.does_not_say("without evidence");
        let quarter = Calendar::ACADEMIC.quarter("2026-27-q1").unwrap();
        test.write(|write| framework::target_set(write, measure, quarter, 1_000, test.now()));
        post(test, measure, Role::Staff);
        post(test, measure, Role::Lead);
        let page = lead.get("/");
        page.says("Measures without a target 2 Of 3 measures");
        page.says("Entries without evidence 2 In Quarter 1 of 2026-27.");
        assert!(page.html.contains("href=\"/entries?quarter=2026-27-q1\""));
    });
}

#[test]
fn returns_that_wait_come_first_and_only_for_those_who_can_act() {
    on_both(|test| {
        let page = test.visitor(Role::Lead).get("/");
        page.says("What needs me Welcome, Social Value Lead Person.");
        page.says("Quarterly returns 5 Prepare the return of Quarter 1 of 2025-26.");
        assert!(page.html.contains("href=\"/returns/2025-26-q1/prepare\""));
        for role in [Role::Staff, Role::Governance, Role::Auditor] {
            test.visitor(role).get("/").does_not_say("Prepare the");
        }
    });
}

#[test]
fn p4a_the_lead_is_asked_for_the_policy_and_for_its_review() {
    on_both(|test| {
        let lead = || test.visitor(Role::Lead);
        lead().get("/").says("Policy None yet");
        let text = "REFERENCE\tSV\nVERSION\t1\nREVIEW DATE\t01.09.27\n1. PURPOSE\n\nWe do good.\n";
        let file = ("file", "policy.txt", text.as_bytes());
        assert_eq!(lead().upload("/policy/import", &[], file).status, 303);
        lead().get("/").does_not_say("Policy None yet");
        lead().get("/").does_not_say("Review due");
        test.set_today(date(2027, 9, 1));
        lead()
            .get("/")
            .says("Policy Review due The policy was to be reviewed on 1 September 2027.");
    });
}

#[test]
fn evidence_and_correction_each_take_an_entry_off_the_list() {
    on_both(|test| {
        let measure = adopt(test);
        let entries: Vec<Id> = (0..3).map(|_| post(test, measure, Role::Staff)).collect();
        let (lead, staff) = (test.visitor(Role::Lead), test.visitor(Role::Staff));
        lead.get("/").says("Entries without evidence 3 In");
        let page = staff.get("/");
        page.says("Your entries without evidence 3");
        assert!(page.html.contains(&format!("/entries/{}\"", entries[0])));
        attest(test, entries[0]);
        reverse(test, entries[1]);
        lead.get("/").says("Entries without evidence 1 In");
        let page = staff.get("/");
        page.says("Your entries without evidence 1");
        assert!(page.html.contains(&format!("/entries/{}\"", entries[2])));
        reverse(test, entries[2]);
        lead.get("/").does_not_say("Entries without evidence");
        staff.get("/").says("Nothing needs you now.");
    });
}

#[test]
fn entries_of_somebody_else_or_of_a_signed_quarter_are_not_asked_for() {
    on_both(|test| {
        let measure = adopt(test);
        post(test, measure, Role::Lead);
        let staff = test.visitor(Role::Staff);
        staff.get("/").says("Nothing needs you now.");
        post(test, measure, Role::Staff);
        staff.get("/").says("Your entries without evidence 1");
        let quarter = Calendar::ACADEMIC.quarter("2026-27-q1").unwrap();
        test.write(|write| ledger::close_quarter(write, quarter, test.now()));
        staff.get("/").says("Nothing needs you now.");
        test.visitor(Role::Lead)
            .get("/")
            .does_not_say("Entries without evidence");
    });
}

/// An activity with a session that a person recorded so many hours before noon.
fn activity(test: &TestApp, title: &str, recorded_by: Id, hours: i64) -> Id {
    let (activity_id, session_id) = (new_id(), new_id());
    let at = test
        .now()
        .saturating_sub(jiff::Span::new().hours(hours))
        .unwrap();
    test.write(|write| {
        let organisation_id = write.organisation_id();
        write.execute(
            "INSERT INTO activity (organisation_id, id, title, description, audience, area_code,
               additional_percent, usual_minutes, started_at)
             VALUES (?1, ?2, ?3, '', '', 'E08000012', 100, 60, 0)",
            &[organisation_id.into(), activity_id.into(), title.into()],
        )?;
        let answers = [new_id(), new_id(), new_id()];
        for (id, question) in answers
            .iter()
            .zip(["safeguarding", "curriculum", "contract"])
        {
            write.execute(
                "INSERT INTO activity_answer (organisation_id, id, activity_id, question, finding,
                   reason, answered_at, answered_by)
                 VALUES (?1, ?2, ?3, ?4, 'does-not-detract', 'Looked at', 0, ?5)",
                &[
                    organisation_id.into(),
                    (*id).into(),
                    activity_id.into(),
                    question.into(),
                    recorded_by.into(),
                ],
            )?;
        }
        let [first, second, third] = answers;
        write.execute(
            "INSERT INTO activity_live (organisation_id, activity_id, finding, safeguarding,
               safeguarding_id, curriculum, curriculum_id, contract, contract_id, went_live_at)
             VALUES (?1, ?2, 'does-not-detract', 'safeguarding', ?3, 'curriculum', ?4, 'contract',
               ?5, 0)",
            &[
                organisation_id.into(),
                activity_id.into(),
                first.into(),
                second.into(),
                third.into(),
            ],
        )?;
        write.execute(
            "INSERT INTO session (organisation_id, id, activity_id, held_on, area_code, minutes,
               attendees, note, audience, recorded_at, recorded_by)
             VALUES (?1, ?2, ?3, '2026-11-01', 'E08000012', 60, 3, '', '', ?4, ?5)",
            &[
                organisation_id.into(),
                session_id.into(),
                activity_id.into(),
                at.into(),
                recorded_by.into(),
            ],
        )?;
        Ok(())
    });
    activity_id
}

#[test]
fn p4e_staff_reach_the_activities_they_used_last_in_one_step() {
    on_both(|test| {
        let me = test.person(Role::Staff).id;
        activity(test, "Mock interviews", me, 3);
        let salon = activity(test, "Salon", me, 1);
        activity(test, "Boat days", test.person(Role::Lead).id, 0);
        let ended = activity(test, "Old walks", me, 0);
        test.write(|write| {
            let organisation_id = write.organisation_id();
            write.execute(
                "UPDATE activity SET ended_at = 1 WHERE organisation_id = ?1 AND id = ?2",
                &[organisation_id.into(), ended.into()],
            )?;
            Ok(())
        });
        let page = test.visitor(Role::Staff).get("/");
        page.says("Record a session of Salon Record a session of Mock interviews Activities");
        page.does_not_say("Boat days").does_not_say("Old walks");
        assert!(
            page.html
                .contains(&format!("/activities/{salon}/sessions/new"))
        );
    });
}

#[test]
fn every_role_is_shown_its_own_ways_and_no_other() {
    on_both(|test| {
        for (role, way, not) in [
            (Role::Staff, "Activities", "Settings"),
            (Role::Governance, "Returns", "People"),
            (Role::Auditor, "Log", "Activities"),
            (Role::Commissioner, "Reports", "Entries"),
            (Role::Administrator, "Settings", "Entries"),
        ] {
            let page = test.visitor(role).get("/");
            page.says("Nothing needs you now.");
            let document = scraper::Html::parse_document(&page.html);
            let links = scraper::Selector::parse("main a").unwrap();
            let texts: Vec<String> = document
                .select(&links)
                .map(|link| link.text().collect())
                .collect();
            assert!(texts.iter().any(|text| text == way), "{role:?}: {texts:?}");
            assert!(texts.iter().all(|text| text != not), "{role:?}: {texts:?}");
        }
    });
}
