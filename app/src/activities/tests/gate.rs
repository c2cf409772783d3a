//! The three questions and going live, through the pages.

use super::{activity, answer, draft, draft_with, go_live, measure, session, sums};
use crate::activities::store;
use crate::partners::{self, NewPartner};
use crate::testing::{TestApp, on_both};
use database::Id;
use domain::partners::PartnerKind;
use domain::people::Role;

#[test]
fn p1_1d_an_activity_that_detracts_is_blocked() {
    on_both(|test| {
        let activity = draft(test);
        let (lead, staff) = (test.visitor(Role::Lead), test.visitor(Role::Staff));
        let (page, live) = (
            format!("/activities/{activity}"),
            format!("/activities/{activity}/go-live"),
        );
        answer(test, &activity, ("safeguarding", "does-not-detract"));
        answer(test, &activity, ("contract", "does-not-detract"));
        answer(test, &activity, ("curriculum", "detracts"));
        lead.post(&live, &[]);
        lead.get(&page)
            .says("Draft")
            .says("It detracts: Looked at with the tutors")
            .says("the last answer is that it detracts");
        let path = format!("/activities/{activity}/sessions/new");
        assert_eq!(staff.get(&path).status, 409);
        assert_eq!(staff.post(&path, &session("9", "12")).status, 409);
        assert_eq!(sums(test, "HM7"), (0, 0));
        answer(test, &activity, ("curriculum", "does-not-detract"));
        lead.get(&page).says("Nothing stands in the way any more");
        lead.post(&live, &[]);
        lead.get(&page).says("Live");
        lead.get(&format!("/activities/{activity}/questions/curriculum"))
            .says("Answered before")
            .says("It detracts");
    });
}

#[test]
fn p1_1d_a_live_activity_found_to_detract_takes_no_session() {
    on_both(|test| {
        let activity = activity(test);
        answer(test, &activity, ("contract", "detracts"));
        let staff = test.visitor(Role::Staff);
        let path = format!("/activities/{activity}/sessions/new");
        assert_eq!(staff.post(&path, &session("9", "12")).status, 409);
        let page = staff.get(&format!("/activities/{activity}"));
        page.says("Held back")
            .does_not_say("Record a session")
            .says("The Social Value Lead and Governance & Leadership can answer.");
        answer(test, &activity, ("contract", "does-not-detract"));
        assert_eq!(staff.get(&path).status, 200);
    });
}

#[test]
fn p1_1d_an_unanswered_question_keeps_it_a_draft() {
    on_both(|test| {
        let activity = draft(test);
        let lead = test.visitor(Role::Lead);
        lead.post(&format!("/activities/{activity}/go-live"), &[]);
        lead.get(&format!("/activities/{activity}"))
            .says("“Safeguarding” is not answered yet")
            .says("“Keeping contracts” is not answered yet");
        let question = format!("/activities/{activity}/questions/safeguarding");
        let page = lead.post(&question, &[("finding", "perhaps")]);
        assert_eq!(page.status, 422);
        page.says("Enter why");
        let wrong = format!("/activities/{activity}/questions/weather");
        assert_eq!(lead.get(&wrong).status, 404);
        assert_eq!(test.visitor(Role::Staff).get(&question).status, 403);
    });
}

#[test]
fn p1_1d_the_schema_itself_refuses_a_session_of_a_draft() {
    on_both(|test| {
        let activity = draft(test);
        let id = Id::parse_str(&activity).unwrap();
        let kept = test.app.database.write(test.scope(), |mut write| {
            let organisation_id = write.organisation_id();
            write.execute(
                "INSERT INTO activity_live (organisation_id, activity_id, finding, safeguarding,
                   safeguarding_id, curriculum, curriculum_id, contract, contract_id, went_live_at)
                 VALUES (?1, ?2, 'does-not-detract', 'safeguarding', ?2, 'curriculum', ?2,
                   'contract', ?2, 0)",
                &[organisation_id.into(), id.into()],
            )?;
            let entry = database::LogEntry {
                at: test.now(),
                action: "tried".to_owned(),
                record_kind: "test".to_owned(),
                record_id: String::new(),
                content: serde_json::json!({}),
            };
            write.commit(entry, ())
        });
        assert!(kept.unwrap_err().is_constraint());
        go_live(test, &activity);
    });
}

#[test]
fn p3b_an_activity_goes_live_only_with_an_approved_partner_and_waits_when_it_ends() {
    on_both(|test| {
        let (activity, id) = with_partner(test);
        let (lead, page) = (test.visitor(Role::Lead), format!("/activities/{activity}"));
        for question in ["safeguarding", "curriculum", "contract"] {
            answer(test, &activity, (question, "does-not-detract"));
        }
        lead.post(&format!("{page}/go-live"), &[]);
        lead.get(&page)
            .says("Draft")
            .says("This partner is not approved yet");
        approve(test, id);
        lead.post(&format!("{page}/go-live"), &[]);
        lead.get(&page).says("Live").says("Tate Street Hub");
        let end = [("stage", "ended"), ("reason", "It moved away")];
        assert_eq!(
            lead.post(&format!("/partners/{id}/stage"), &end).status,
            303
        );
        lead.get(&page)
            .says("Waiting for its partner")
            .says("The partnership ended on 10 November 2026")
            .does_not_say("Record a session");
        lead.post(&format!("{page}/end"), &[]);
        lead.post(&format!("{page}/end"), &[]);
        lead.get(&page)
            .says("It stays ended. The partnership ended on");
    });
}

#[test]
fn p4c_an_overdue_review_is_seen_with_the_activity_and_keeps_a_draft_from_going_live() {
    on_both(|test| {
        let (activity, id) = with_partner(test);
        approve(test, id);
        for question in ["safeguarding", "curriculum", "contract"] {
            answer(test, &activity, (question, "does-not-detract"));
        }
        test.set_today(jiff::civil::date(2027, 12, 1));
        let (lead, page) = (test.visitor(Role::Lead), format!("/activities/{activity}"));
        lead.get("/activities").says("Review overdue since");
        lead.post(&format!("{page}/go-live"), &[]);
        lead.get(&page)
            .says("Draft")
            .says("Review overdue since")
            .says("review it first");
    });
}

/// A draft with a partner that is listed and not checked.
fn with_partner(test: &TestApp) -> (String, Id) {
    draft(test);
    let measure = measure(test, "HM7");
    let partner = NewPartner {
        id: crate::app::new_id(),
        name: "Tate Street Hub".to_owned(),
        kind: PartnerKind::CommunityGroup,
        purpose: String::new(),
    };
    let id = crate::app::new_id();
    let draft = draft_with(partner.id, (id, measure));
    test.write(|write| {
        partners::add(write, &partner, test.now())?;
        store::add(write, &draft, test.now())
    });
    (id.to_string(), partner.id)
}

fn approve(test: &TestApp, id: Id) {
    let signer = test.person(Role::Governance).id;
    let when = (jiff::civil::date(2026, 11, 10), test.now());
    test.write(|write| partners::lay_approved(write, id, signer, when));
}
