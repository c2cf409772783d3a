//! The three questions and going live, through the pages.

use super::{activity, answer, draft, go_live, session, sums};
use crate::testing::on_both;
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
        let id = database::Id::parse_str(&activity).unwrap();
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
