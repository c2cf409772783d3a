//! The living page: states in words, filtered and over time; what a person attests; findings that become
//! changes; what opens a review by itself.

use super::rows::laid;
use super::{POLICY, import};
use crate::policy::{keep_states, store};
use crate::testing::{TestApp, on_both};
use domain::people::Role;
use jiff::civil::date;

#[test]
fn the_page_counts_the_states_and_shows_each_clause_with_its_reason_and_proof() {
    on_both(|test| {
        laid(test);
        let staff = test.visitor(Role::Staff);
        let page = staff.get("/policy");
        page.says("Whether it is kept")
            .says("Broken")
            .says("Not yet known");
        page.says("Nobody has said yet that they have read this version. Since 10 November 2026.");
        assert!(page.html.contains("href=\"/partners/reviews\""));
        let broken = staff.get("/policy?state=broken");
        broken.says("Clauses: Broken").says("Quarter 2 of 2025-26");
        broken.does_not_say("Nobody has said yet that they have read");
        assert_eq!(staff.get("/policy?state=fine").status, 404);
    });
}

#[test]
fn states_are_kept_over_time_one_row_for_each_change() {
    on_both(|test| {
        laid(test);
        let id = test.read(|read| {
            let policy_id = super::rows::version_in(read)?;
            let all = store::obligations(read, policy_id)?;
            Ok(all
                .iter()
                .find(|one| one.asks.starts_with("Somebody leads"))
                .unwrap()
                .id)
        });
        let states = || test.read(|read| store::states(read, id));
        assert_eq!(states().len(), 1);
        let lead = test.visitor(Role::Lead);
        lead.post("/policy/look", &[]);
        test.set_today(date(2026, 11, 11));
        assert_eq!(keep_states(&test.app, test.scope(), test.now()).unwrap(), 0);
        assert_eq!(states().len(), 1);
        test.write(|write| {
            let organisation_id = write.organisation_id();
            write.execute(
                "DELETE FROM person_role WHERE organisation_id = ?1 AND role = 'governance'",
                &[organisation_id.into()],
            )?;
            Ok(())
        });
        test.set_today(date(2026, 11, 12));
        assert!(keep_states(&test.app, test.scope(), test.now()).unwrap() > 0);
        let kept = states();
        assert_eq!(kept.len(), 2);
        assert_eq!(kept[0].since, date(2026, 11, 12));
        let page = test
            .visitor(Role::Staff)
            .get(&format!("/policy/obligations/{id}"));
        page.says("Since 12 November 2026 At risk");
        page.says("Since 10 November 2026 Met");
    });
}

#[test]
fn p1_2c_what_no_check_can_see_is_attested_by_its_owner_by_a_day() {
    on_both(|test| {
        import(test, POLICY);
        let lead = test.visitor(Role::Lead);
        let owner = test.person(Role::Staff).id.to_string();
        let typed = [
            ("asks", "New staff hear of this policy"),
            ("owner", owner.as_str()),
            ("due_on_day", "1"),
            ("due_on_month", "12"),
            ("due_on_year", "2026"),
        ];
        let address = "/policy/clauses/P1.0a/obligations/new";
        let empty = lead.post(address, &[]);
        assert_eq!(empty.status, 422);
        empty.says("Enter what is asked");
        let added = lead.post(address, &typed);
        lead.get(&added.location)
            .says("New staff hear of this policy")
            .says("Staff Person is to attest it by 1 December 2026.");
        let staff = test.visitor(Role::Staff);
        staff
            .get("/")
            .says("Policy to attest 1 New staff hear of this policy.");
        let html = lead.get(&added.location).html;
        let (_, rest) = html.rsplit_once("/policy/obligations/").unwrap();
        let id: String = rest.chars().take(36).collect();
        let page = format!("/policy/obligations/{id}");
        assert_eq!(test.visitor(Role::Auditor).post(&page, &[]).status, 403);
        let said = [
            ("outcome", "kept"),
            ("shown_by", "Signed list, folder B"),
            ("next_due_on_day", "1"),
            ("next_due_on_month", "12"),
            ("next_due_on_year", "2027"),
        ];
        assert_eq!(staff.post(&page, &said[..1]).status, 422);
        let list = ("file", "list.txt", b"Signed by nine people".as_slice());
        assert_eq!(staff.upload(&page, &said[..1], list).status, 422);
        let kept = staff.upload(&page, &said, list);
        assert_eq!(kept.status, 303, "{}", kept.text());
        let shown = staff.get(&page);
        shown
            .says("Met")
            .says("Signed list, folder B")
            .says("Its evidence");
        let (_, rest) = shown.html.split_once("href=\"/evidence/").unwrap();
        let evidence: String = rest.chars().take(36).collect();
        lead.get(&format!("/evidence/{evidence}")).says("list.txt");
        // Who may not see evidence is led nowhere.
        let commissioner = test.visitor(Role::Commissioner).get(&page);
        assert!(commissioner.status == 403 || !commissioner.html.contains("/evidence/"));
        staff.get("/").does_not_say("Policy to attest");
        test.set_today(date(2027, 12, 2));
        test.visitor(Role::Staff)
            .get(&page)
            .says("was to attest it by 1 December 2027, and has not.");
        let lead = test.visitor(Role::Lead);
        assert_eq!(lead.post(&format!("{page}/take-off"), &[]).status, 303);
        assert_eq!(lead.get(&page).status, 404);
    });
}

#[test]
fn a_clause_is_given_a_check_once_and_what_is_missing_is_suggested() {
    on_both(|test| {
        import(test, POLICY);
        let lead = test.visitor(Role::Lead);
        let address = "/policy/clauses/P1.0a/checks";
        let typed = [("check", "P5e")];
        assert_eq!(lead.post(address, &typed).status, 303);
        lead.get("/policy/clauses/P1.0a")
            .says("No contract says yet how long its records are kept.");
        let again = lead.post(address, &typed);
        assert_eq!(again.status, 422);
        again.says("This clause has this check already");
        assert_eq!(lead.post(address, &[("check", "P99")]).status, 422);
        assert_eq!(test.visitor(Role::Staff).post(address, &typed).status, 403);
        let none = lead.post("/policy/suggest", &[]);
        lead.get(&none.location)
            .says("0 checks were given to clauses.");
    });
}

/// Every kind of thing that a careful reader finds in the policy.
#[test]
fn everything_that_a_careful_reader_finds_is_found_with_a_mending() {
    on_both(|test| {
        laid(test);
        let page = test.visitor(Role::Lead).get("/policy");
        for words in [
            "NT11 is cited here for something else",
            "NT20 is cited here for something else",
            "NT7 is cited here for something else",
            "NT9 is cited here for something else",
            "Courses that a contract pays for anyway are counted as social value.",
            "had ended when this policy was issued in 2026",
            "has been the Adult Skills Fund since August 2024",
            "no target is set anywhere",
            "A theme is named here and addressed in another document.",
            "Every new partnership asks for a review of the whole policy.",
            "7 partners are named as current, and there is no record of an approval.",
            "both collects the figures and signs them off",
            "have the same description, word for word",
            "a single date",
            "not said from which event, and with no end",
        ] {
            page.says(words);
        }
        if std::env::var("COMMONWEAL_POLICY_FILE").is_ok() {
            page.says("The text names 4 checks, the checklist has 5 boxes");
            page.says("The Social Value Lead may approve a partner alone");
        }
    });
}

#[test]
fn p1_2c_what_was_found_on_import_and_was_mended_since_stands_apart() {
    on_both(|test| {
        laid(test);
        let words = "Progress against KPIs is promised, but no target is set anywhere.";
        let lead = test.visitor(Role::Lead);
        lead.get("/policy")
            .says(words)
            .does_not_say("Found when it was read in, and no more");
        let measure = crate::testing::framework::adopt(test, &[("A1", "One", "people")])[0];
        let quarter = domain::calendar::Calendar::ACADEMIC
            .quarter("2026-27-q1")
            .unwrap();
        test.write(|write| {
            crate::framework::target_set(write, measure, quarter, 1_000, test.now())
        });
        let page = lead.get("/policy");
        page.says("Found when it was read in, and no more (1)");
        let (_, apart) = page.html.split_once("Found when it was read in").unwrap();
        assert!(apart.contains(words));
        assert_eq!(page.html.matches(words).count(), 1);
    });
}

#[test]
fn p5d_a_finding_becomes_an_action_a_decision_and_a_change_from_its_day() {
    on_both(|test| {
        laid(test);
        let lead = test.visitor(Role::Lead);
        let html = lead.get("/policy").html;
        let (_, after) = html.split_once("not said from which event").unwrap();
        let (_, rest) = after.split_once("href=\"/policy/findings/").unwrap();
        let (path, _) = rest.split_once('"').unwrap();
        let address = format!("/policy/findings/{}", path.replace("&amp;", "&"));
        let page = lead.get(&address);
        page.says("Ask for a change");
        let owner = test.person(Role::Lead).id.to_string();
        let (_, clause) = page.html.split_once("<option value=\"P5").unwrap();
        let clause = format!("P5{}", clause.split('"').next().unwrap());
        let typed = [
            ("mending", "Say from which event the six years run"),
            ("clause", clause.as_str()),
            ("owner", owner.as_str()),
            ("effective_from_day", "1"),
            ("effective_from_month", "2"),
            ("effective_from_year", "2027"),
        ];
        assert_eq!(lead.post(&address, &typed[1..]).status, 422);
        let asked = lead.post(&address, &typed);
        assert_eq!(asked.status, 303, "{}", asked.text());
        lead.get("/policy").says("The change is asked for");
        assert_eq!(lead.post(&address, &typed).status, 409);
        let decided = [
            ("decision", "We say so"),
            ("decided_by", "Leadership"),
            ("decided_on_day", "10"),
            ("decided_on_month", "11"),
            ("decided_on_year", "2026"),
        ];
        let decision = lead.post(&format!("{}/decision", asked.location), &decided);
        let form = lead.get(&format!("{}/changes/new", decision.location));
        form.says("Say from which event the six years run");
        assert!(form.html.contains("value=\"2027\""));
        let change = [
            ("clause", clause.as_str()),
            ("what", "Six years from the last payment"),
            ("reason", "It was open"),
            ("effective_from_day", "1"),
            ("effective_from_month", "2"),
            ("effective_from_year", "2027"),
        ];
        let kept = lead.post(&format!("{}/changes/new", decision.location), &change);
        assert_eq!(kept.status, 303, "{}", kept.text());
        lead.get("/policy").says("The change is recorded");
        lead.get(&format!("/policy/clauses/{clause}"))
            .says("from 1 February 2027");
    });
}

fn confirm(test: &TestApp) {
    let typed = [("outcome", "confirmed"), ("note", "Read")];
    let lead = test.visitor(Role::Lead);
    assert_eq!(lead.post("/policy/review", &typed).status, 303);
}

#[test]
fn p6a_a_changed_objective_a_name_that_runs_out_and_a_missed_target_open_a_review() {
    on_both(|test| {
        laid(test);
        confirm(test);
        test.set_today(date(2026, 11, 11));
        let review = || test.visitor(Role::Lead).get("/policy/review");
        review().says("Nothing asks for a review now");
        let lead = test.visitor(Role::Lead);
        let objective = [
            ("title", "Good work"),
            ("source", "Strategy"),
            ("valid_from_day", "1"),
            ("valid_from_month", "1"),
            ("valid_from_year", "2026"),
        ];
        assert_eq!(lead.post("/objectives/new", &objective).status, 303);
        review().says("The objective ‘Good work’ was listed or changed on 11 November 2026");
        confirm(test);
        let watched = [
            ("name", "Public Services (Social Value) Act 2012"),
            ("valid_to_day", "20"),
            ("valid_to_month", "11"),
            ("valid_to_year", "2026"),
            ("successor", "A new act"),
        ];
        assert_eq!(lead.post("/policy/review/watch", &watched).status, 303);
        review().says("Nothing asks for a review now");
        test.set_today(date(2026, 11, 21));
        review()
            .says("The policy cites Public Services (Social Value) Act 2012, which holds no more");
        test.visitor(Role::Lead)
            .get("/policy")
            .says("Cite A new act instead.");
        confirm(test);
        let measure = crate::testing::framework::adopt(test, &[("A1", "One", "people")])[0];
        let quarter = domain::calendar::Calendar::ACADEMIC
            .quarter("2026-27-q2")
            .unwrap();
        test.write(|write| {
            crate::framework::target_set(write, measure, quarter, 1_000, test.now())
        });
        test.set_today(date(2027, 2, 2));
        review().says("Nothing asks for a review now");
        let lead = test.visitor(Role::Lead);
        assert_eq!(
            lead.post("/policy/review/missed", &[("missed", "what")])
                .status,
            400
        );
        test.set_today(date(2027, 1, 5));
        let lead = test.visitor(Role::Lead);
        assert_eq!(
            lead.post("/policy/review/missed", &[("missed", "ask")])
                .status,
            303
        );
        test.set_today(date(2027, 2, 2));
        review().says("A1 missed its target in Quarter 2 of 2026-27");
        test.visitor(Role::Lead).get("/").says("Policy Review due");
    });
}
