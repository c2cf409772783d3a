//! The document register: drafted, sent, approved by somebody else, superseded, compared and taken away.

use super::{POLICY, import};
use crate::policy::{shown, store};
use crate::testing::{TestApp, on_both};
use database::Id;
use domain::people::Role;

fn newest(test: &TestApp) -> Id {
    test.read(|read| Ok(store::versions(read)?.last().unwrap().id))
}

fn approve(test: &TestApp, id: Id) {
    let lead = test.visitor(Role::Lead);
    assert_eq!(lead.post(&format!("/policy/{id}/send"), &[]).status, 303);
    let board = test.visitor(Role::Governance);
    let page = board.post(&format!("/policy/{id}/approve"), &[("read", "yes")]);
    assert_eq!(page.status, 303, "{}", page.text());
}

#[test]
fn p0_1_a_version_is_approved_by_somebody_who_did_not_draft_it_and_supersedes_the_one_before() {
    on_both(|test| {
        import(test, POLICY);
        let first = newest(test);
        let (lead, board) = (test.visitor(Role::Lead), test.visitor(Role::Governance));
        lead.get("/policy").says("Draft").says("Send it for review");
        let early = board.post(&format!("/policy/{first}/approve"), &[("read", "yes")]);
        assert_eq!(early.status, 422);
        early.says("has not been sent for review");
        lead.post(&format!("/policy/{first}/send"), &[]);
        lead.get("/policy")
            .says("In review")
            .says("You drafted this version: somebody else approves it");
        let own = lead.post(&format!("/policy/{first}/approve"), &[("read", "yes")]);
        assert_eq!(own.status, 422);
        board.get("/").says("Policy to approve Version V7");
        let unread = board.post(&format!("/policy/{first}/approve"), &[]);
        assert_eq!(unread.status, 422);
        unread.says("Say that you have read it");
        let done = board.post(&format!("/policy/{first}/approve"), &[("read", "yes")]);
        board
            .get(&done.location)
            .says("Version V7 is approved and holds from now on.")
            .says("approved by Governance & Leadership Person on 10 November 2026");
        test.visitor(Role::Staff)
            .get("/")
            .says("Policy to read Version V7");
        let newer = POLICY.replace("V7", "V8").replace("01.09.26", "01.10.26");
        import(test, &newer);
        let second = newest(test);
        lead.get("/policy").says("SV-7, version V7");
        approve(test, second);
        lead.get("/policy").says("SV-7, version V8");
        lead.get(&format!("/policy?version={first}"))
            .says("Superseded")
            .says("We do good where we work");
        let register = lead.get("/policy/documents");
        register.says("V8 Approved").says("V7 Superseded");
    });
}

#[test]
fn p0_1_the_schema_itself_refuses_a_second_approved_version_and_an_approval_of_ones_own() {
    on_both(|test| {
        import(test, POLICY);
        let first = newest(test);
        let lead = test.person(Role::Lead).id;
        let scope = test.scope();
        let try_it = |sql: &str, values: &[database::Value]| {
            test.app.database.write(scope, |mut write| {
                let mut all = vec![write.organisation_id().into()];
                all.extend_from_slice(values);
                write.execute(sql, &all)?;
                let entry = database::LogEntry {
                    at: test.now(),
                    action: "tried".to_owned(),
                    record_kind: "test".to_owned(),
                    record_id: "1".to_owned(),
                    content: serde_json::json!({}),
                };
                Ok::<_, crate::failure::Failure>(write.commit(entry, ())?)
            })
        };
        let approve_as =
            "UPDATE document_version SET sent_at = 1, approved_at = 1, approved_by = ?2
            WHERE organisation_id = ?1 AND id = ?3";
        let own = try_it(approve_as, &[lead.into(), first.into()]);
        assert!(own.unwrap_err().is_constraint());
        import(test, &POLICY.replace("V7", "V8"));
        let second = newest(test);
        let board = test.person(Role::Governance).id;
        assert!(try_it(approve_as, &[board.into(), first.into()]).is_ok());
        let both = try_it(approve_as, &[board.into(), second.into()]);
        assert!(both.unwrap_err().is_constraint());
    });
}

#[test]
fn p0_1_two_versions_stand_side_by_side_and_a_version_is_taken_away_in_its_printed_form() {
    on_both(|test| {
        import(test, POLICY);
        let first = newest(test);
        import(
            test,
            &POLICY
                .replace("V7", "V8")
                .replace("how much.", "how much, every year.")
                .replace("Quayside Gardens - Meals and work experience\n", "")
                .replace("01.09.26", "01.10.26"),
        );
        let second = newest(test);
        let lead = test.visitor(Role::Lead);
        let page = lead.get(&format!("/policy/compare?from={first}&to={second}"));
        page.says("Two versions side by side");
        page.says("P1.0a Changed");
        page.says("every year.").says("Gone").says("[gone:");
        for ending in ["pdf", "docx", "html"] {
            let file = lead.get(&format!("/policy/{first}/document.{ending}"));
            assert_eq!(file.status, 200, "{ending}");
            assert!(file.bytes.len() > 500, "{ending}");
        }
        let again = lead.get(&format!("/policy/{first}/document.pdf"));
        assert_eq!(
            again.bytes,
            lead.get(&format!("/policy/{first}/document.pdf")).bytes
        );
        let text = intake::text_of("a.pdf", &again.bytes).unwrap();
        let words: Vec<&str> = text.split_whitespace().collect();
        let text = words.join(" ");
        for words in [
            "DOCUMENT",
            "Social Value Policy",
            "VERSION",
            "V7",
            "PAGE",
            "1 OF",
        ] {
            assert!(text.contains(words), "{words} in {text}");
        }
        let states = lead.get(&format!("/policy/{second}/states.html"));
        states.says("Whether it is kept").says("Not yet known");
        assert_eq!(
            lead.get(&format!("/policy/compare?from=x&to={second}"))
                .status,
            404
        );
    });
}

#[test]
fn p0_1_a_new_version_takes_over_links_and_obligations_and_asks_about_the_rest() {
    on_both(|test| {
        import(test, POLICY);
        let lead = test.visitor(Role::Lead);
        let before = test.read(|read| {
            let versions = store::versions(read)?;
            store::obligations(read, shown(&versions, None).unwrap().id)
        });
        assert!(before.len() > 2, "{before:?}");
        let newer = POLICY
            .replace("V7", "V8")
            .replace("01.09.26", "01.10.26")
            .replace("- More training, shown by NT7, NT9\n", "")
            .replace(
                "2.0. JOBS\n",
                "2.0. JOBS\n\nSomething else entirely stands here now.\n",
            );
        import(test, &newer);
        let second = newest(test);
        let after = test.read(|read| store::obligations(read, second));
        assert!(after.len() < before.len());
        lead.get(&format!("/policy?version={second}"))
            .says("has found no clause here");
        let page = lead.get(&format!("/policy/matching?version={second}"));
        page.says("More training, shown by NT7, NT9");
        let lost = test.read(|read| store::unmatched(read, second));
        let typed = [("old_clause", lost[0].1.as_str()), ("clause", "P2.0a")];
        let address = format!("/policy/matching?version={second}");
        assert_eq!(lead.post(&address, &typed).status, 303);
        let healed = test.read(|read| store::obligations(read, second));
        assert_eq!(healed.len(), before.len());
        lead.get(&address)
            .says("Every clause of the version before has been answered.");
        assert_eq!(lead.post(&address, &typed).status, 409);
    });
}

#[test]
fn p0_1_a_version_is_written_in_the_browser_and_nobody_who_wrote_on_it_approves_it() {
    on_both(|test| {
        import(test, POLICY);
        let lead = test.visitor(Role::Lead);
        let begun = lead.post("/policy/drafts", &[]);
        let page = lead.get(&begun.location);
        page.says("## 1.0. PURPOSE")
            .says("- More people in lasting work");
        let dates = [
            ("issued_on_day", "1"),
            ("issued_on_month", "12"),
            ("issued_on_year", "2026"),
            ("review_on_day", "1"),
            ("review_on_month", "12"),
            ("review_on_year", "2027"),
        ];
        let typed = |version: &'static str, text: &'static str, then: &'static str| {
            let mut all = vec![
                ("title", "Social Value Policy"),
                ("reference", "SV-7"),
                ("version", version),
                ("text", text),
                ("then", then),
            ];
            all.extend(dates);
            all
        };
        let text =
            "## 1. PURPOSE\n\nWe do **more** good. <script>alert(1)</script>\n\n- For people\n";
        let kept = lead.post(&begun.location, &typed("V9", text, ""));
        lead.get(&kept.location)
            .says("The text is kept.")
            .says("We do more good. <script>alert(1)</script>");
        let none = lead.post(
            &begun.location,
            &typed("V9", "No sections at all", "version"),
        );
        assert_eq!(none.status, 422);
        none.says("No numbered sections").says("No sections at all");
        let made = lead.post(&begun.location, &typed("V9", text, "version"));
        assert_eq!(made.status, 303, "{}", made.text());
        lead.get(&made.location)
            .says("SV-7, version V9")
            .says("We do more good.")
            .says("Draft");
        assert_eq!(lead.get(&begun.location).status, 404);
        lead.get("/policy/drafts")
            .says("Nothing is being written now.");
    });
}
