//! Links between clauses and records.

use super::{POLICY, adopt, clause_page, import};
use crate::testing::on_both;
use domain::people::Role;

#[test]
fn a_measure_that_is_cited_is_linked_when_the_policy_comes() {
    on_both(|test| {
        let measures = adopt(test, &["NT1", "H7/NT7 X3", "NT2", "NT90"]);
        let path = import(test, POLICY).location;
        let lead = test.visitor(Role::Lead);
        lead.get(&path).does_not_say("Link what is cited");
        let page = lead.get(&clause_page(test, "More people"));
        page.says("Measure NT1 Title of NT1");
        assert!(
            page.html
                .contains(&format!("href=\"/measures/{}\"", measures[0]))
        );
        let page = lead.get(&clause_page(test, "More training"));
        page.says("Measure H7 Title of H7")
            .does_not_say("Measure NT90");
    });
}

#[test]
fn a_framework_adopted_later_is_linked_by_one_button() {
    on_both(|test| {
        let path = import(test, POLICY).location;
        let lead = test.visitor(Role::Lead);
        lead.get(&path).does_not_say("Link what is cited");
        adopt(test, &["NT1", "NT7", "NT9"]);
        lead.get(&path)
            .says("3 measures that are cited are not linked to their clauses.");
        test.visitor(Role::Staff)
            .get(&path)
            .does_not_say("Link what is cited");
        let done = lead.post("/policy/link-cited", &[]);
        assert_eq!(done.location, path);
        lead.get(&path)
            .says("3 links were made.")
            .says("2 linked")
            .does_not_say("Link what is cited");
    });
}

#[test]
fn a_record_is_linked_to_a_clause_and_taken_off_again() {
    on_both(|test| {
        let measure = adopt(test, &["NT1"])[0];
        import(test, POLICY);
        let lead = test.visitor(Role::Lead);
        let empty = lead.get("/policy/clauses/P1.0a");
        empty.says("No activity, measure or partner is linked to this clause yet.");
        let key = format!("measure:{measure}");
        let linked = lead.post("/policy/clauses/P1.0a/link", &[("record", &key)]);
        assert_eq!(linked.status, 303, "{}", linked.text());
        lead.get(&linked.location)
            .says("NT1 Title of NT1 is linked to clause P1.0a.")
            .says("Measure NT1 Title of NT1");
        let staff = test.visitor(Role::Staff).get(&linked.location);
        assert!(!staff.html.contains("/unlink"));
        let again = lead.post("/policy/clauses/P1.0a/link", &[("record", &key)]);
        assert_eq!(again.status, 422);
        let off = lead.post("/policy/clauses/P1.0a/unlink", &[("unlinked", &key)]);
        lead.get(&off.location)
            .says("No activity, measure or partner is linked");
        let gone = lead.post("/policy/clauses/P1.0a/unlink", &[("unlinked", &key)]);
        assert_eq!(gone.status, 409);
        test.visitor(Role::Auditor)
            .get("/log")
            .says("linked record to clause")
            .says("removed record from clause");
    });
}

#[test]
fn what_cannot_be_linked_is_refused_in_words() {
    on_both(|test| {
        adopt(test, &["NT1"]);
        import(test, POLICY);
        let lead = test.visitor(Role::Lead);
        let nobody = format!("partner:{}", crate::app::new_id());
        for typed in [
            "",
            "measure",
            "measure:1",
            "<script>",
            "=cmd()",
            &nobody,
            &"x".repeat(100_000),
        ] {
            let page = lead.post("/policy/clauses/P1.0a/link", &[("record", typed)]);
            assert_eq!(page.status, 422);
            page.says("Select an activity, a measure or a partner");
        }
        for path in [
            "/policy/clauses/P99",
            "/policy/clauses/P1.0a?version=x",
            "/policy?version=x",
        ] {
            assert_eq!(lead.get(path).status, 404, "{path}");
        }
        let other = format!("/policy?version={}", crate::app::new_id());
        assert_eq!(lead.get(&other).status, 404);
    });
}

#[test]
fn an_activity_carries_a_clause_out() {
    on_both(|test| {
        import(test, POLICY);
        let id = crate::app::new_id();
        test.write(|write| {
            let organisation_id = write.organisation_id();
            write.execute(
                "INSERT INTO activity (organisation_id, id, title, description, audience,
                   area_code, additional_percent, usual_minutes, started_at)
                 VALUES (?1, ?2, 'Boat days', '', '', 'E08000012', 100, 60, 0)",
                &[organisation_id.into(), id.into()],
            )?;
            Ok(())
        });
        let lead = test.visitor(Role::Lead);
        let key = format!("activity:{id}");
        lead.post("/policy/clauses/P1.0a/link", &[("record", &key)]);
        let page = lead.get("/policy/clauses/P1.0a");
        page.says("Activity Boat days");
        assert!(page.html.contains(&format!("href=\"/activities/{id}\"")));
    });
}
