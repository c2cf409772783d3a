//! From nothing public to a year that everybody reads, and back.

use super::*;
use crate::publication::{store, verify};
use crate::testing::on_both;

#[test]
fn p5b_nothing_is_public_until_two_people_have_agreed() {
    on_both(|test| {
        let slug = signed_year(test);
        let stranger = test.stranger();
        let address = format!("/public/{slug}/{YEAR}");
        assert_eq!(stranger.get(&address).status, 404);
        assert_eq!(propose(test, Role::Governance).status, 403);
        assert_eq!(propose(test, Role::Administrator).status, 303);
        assert_eq!(
            stranger.get(&address).status,
            404,
            "a proposal shows nothing"
        );
        for role in [Role::Lead, Role::Administrator] {
            let path = format!("/publication/{YEAR}/publish");
            assert_eq!(test.visitor(role).post(&path, &[]).status, 403);
        }
        test.visitor(Role::Governance)
            .get("/")
            .says("It is proposed that everybody may read this year");
        assert_eq!(publish(test).status, 303);
        stranger.get(&address).says("Social value 2025-26");
        let log = test.visitor(Role::Auditor).get("/log");
        log.says("proposed publication").says("published year");
    });
}

#[test]
fn p5b_whoever_proposed_it_does_not_publish_it_in_another_role_either() {
    on_both(|test| {
        signed_year(test);
        let administrator = test.visitor(Role::Administrator);
        let lead = test.person(Role::Lead).id;
        let both = [("roles", "lead"), ("roles", "governance")];
        let page = administrator.post(&format!("/people/{lead}"), &both);
        assert_eq!(page.status, 303, "{}", page.text());
        assert_eq!(propose(test, Role::Lead).status, 303);
        let path = format!("/publication/{YEAR}/publish");
        let lead = test.visitor(Role::Lead);
        lead.get(&path).says("You proposed it");
        let content = hidden(&test.visitor(Role::Governance).get(&path), "content");
        let page = lead.post(&path, &[("content", &content), ("read", "yes")]);
        assert_eq!(page.status, 422);
        page.says("You proposed it, so somebody else");
        let (issue, by) = (
            test.read(store::issues).remove(0),
            test.person(Role::Lead).id,
        );
        let act = domain::monitoring::Act { by, at: test.now() };
        let entry = database::LogEntry {
            at: test.now(),
            action: "tried".to_owned(),
            record_kind: "test".to_owned(),
            record_id: "1".to_owned(),
            content: serde_json::json!({}),
        };
        let tried = test.app.database.write(test.scope(), |mut write| {
            store::publish(&mut write, issue.id, act)?;
            Ok::<_, crate::failure::Failure>(write.commit(entry.clone(), ())?)
        });
        assert!(
            tried.unwrap_err().is_constraint(),
            "the schema refuses it too"
        );
    });
}

#[test]
fn p5b_what_was_read_is_what_is_published() {
    on_both(|test| {
        signed_year(test);
        assert_eq!(propose(test, Role::Lead).status, 303);
        let path = format!("/publication/{YEAR}/publish");
        let governance = test.visitor(Role::Governance);
        let content = hidden(&governance.get(&path), "content");
        let other = [("content", "ab"), ("read", "yes")];
        governance
            .post(&path, &other)
            .says("What you have read is not what was proposed");
        governance
            .post(&path, &[("content", &content)])
            .says("Say that you have read the page");
        let again = propose(test, Role::Administrator);
        assert_eq!(again.status, 422);
        again.says("This year waits to be published already");
        let preview = governance.get(&format!("/publication/{YEAR}/preview"));
        preview.says("Issue 1 of this page");
        let file = governance.get(&format!("/publication/{YEAR}/preview/style.css"));
        assert_eq!(
            (file.status, file.media_type.as_str()),
            (200, "text/css; charset=utf-8")
        );
        assert!(preview.html.contains("/preview/style.css"));
        assert_eq!(test.stranger().get(&path).location, "/sign-in");
    });
}

#[test]
fn p5b_a_year_that_is_not_signed_or_not_a_year_is_not_proposed() {
    on_both(|test| {
        adopt_house(test);
        test.visitor(Role::Lead)
            .get("/publication")
            .says("No annual report has been signed off yet");
        assert_eq!(propose(test, Role::Lead).status, 404);
        let lead = test.visitor(Role::Lead);
        assert_eq!(lead.post("/publication/1999/propose", &[]).status, 404);
        let nothing = format!("/publication/{YEAR}/preview");
        assert_eq!(lead.get(&nothing).status, 404);
    });
}

#[test]
fn p5b_what_is_taken_down_answers_like_what_never_was() {
    on_both(|test| {
        let slug = public_year(test);
        let path = format!("/publication/{YEAR}/take-down");
        let administrator = test.visitor(Role::Administrator);
        let neither = administrator.post(&path, &[("action", "other")]);
        assert_eq!(neither.status, 422);
        let down = [("action", "take-down")];
        assert_eq!(test.visitor(Role::Staff).post(&path, &down).status, 403);
        assert_eq!(administrator.post(&path, &down).status, 303);
        assert_eq!(administrator.post(&path, &down).status, 409);
        for address in [
            format!("/public/{slug}"),
            format!("/public/{slug}/style.css"),
            format!("/public/{slug}/{YEAR}"),
            format!("/public/{slug}/{YEAR}/badge.svg"),
            format!("/public/{slug}/{YEAR}/1"),
            format!("/public/{slug}/{YEAR}/1/cids.jsonld"),
        ] {
            assert_eq!(test.stranger().get(&address).status, 404, "{address}");
        }
        test.visitor(Role::Lead)
            .get("/publication")
            .says("Taken down by Administrator Person");
        assert_eq!(propose(test, Role::Lead).status, 303);
        assert_eq!(publish(test).status, 303);
        let again = test.stranger().get(&format!("/public/{slug}/{YEAR}"));
        again.says("Issue 2 of this page");
        let first = format!("/public/{slug}/{YEAR}/1");
        assert_eq!(test.stranger().get(&first).status, 404, "it stays down");
    });
}

#[test]
fn p5b_an_issue_that_is_replaced_stays_readable_and_says_so() {
    on_both(|test| {
        let slug = public_year(test);
        let stranger = test.stranger();
        let address = format!("/public/{slug}/{YEAR}");
        let before = stranger.get(&address).bytes;
        test.set_today(date(2026, 12, 1));
        assert_eq!(
            stranger.get(&address).bytes,
            before,
            "nothing changes by itself"
        );
        assert_eq!(propose(test, Role::Administrator).status, 303);
        assert_eq!(
            stranger.get(&address).bytes,
            before,
            "a proposal changes nothing"
        );
        assert_eq!(publish(test).status, 303);
        stranger
            .get(&address)
            .says("Issue 2 of this page, made on 1 December 2026");
        stranger
            .get(&format!("{address}/1"))
            .says("Superseded: social value 2025-26, issue 1")
            .says("superseded on 1 December 2026");
        assert_eq!(
            stranger.get(&format!("{address}/1/page.html")).bytes,
            before
        );
        stranger
            .get(&format!("/public/{slug}"))
            .says("published on 1 December 2026")
            .says("Issue 1, published on 10 November 2026");
        assert_eq!(stranger.get(&format!("{address}/3")).status, 404);
    });
}

#[test]
fn p5b_a_public_file_that_was_altered_is_found() {
    on_both(|test| {
        public_year(test);
        let sound = test.read(verify);
        assert!(sound.differences.is_empty(), "{:?}", sound.differences);
        assert_eq!(sound.files, 7);
        test.write(|write| store::file_break(write, "figures.csv"));
        let altered = test.read(verify);
        assert_eq!(
            altered.differences,
            [
                "the public file of 2025-26, issue 1, figures.csv: it is not what was proposed, the SHA-256 differs"
            ]
        );
    });
}

#[test]
fn the_name_in_the_address_is_chosen_once_and_is_nobody_elses() {
    on_both(|test| {
        let slug = signed_year(test);
        let administrator = test.visitor(Role::Administrator);
        let typed = [("slug", "A b"), ("prefix", "ocds-1")];
        let wrong = administrator.post("/publication/settings", &typed);
        assert_eq!(wrong.status, 422);
        wrong
            .says("The name in the address has 3 to 60")
            .says("An OCDS prefix is");
        assert_eq!(propose(test, Role::Lead).status, 303);
        let other = format!("other-{}", test.organisation_id);
        let moved = administrator.post("/publication/settings", &[("slug", &other)]);
        assert_eq!(moved.status, 303);
        administrator.get("/publication").says("Withdrawn by");
        assert_eq!(set(test, &[]), slug);
        assert_eq!(propose(test, Role::Lead).status, 303);
        assert_eq!(publish(test).status, 303);
        administrator.post("/publication/settings", &[("slug", &other)]);
        assert_eq!(test.stranger().get(&format!("/public/{slug}")).status, 200);
        let staff = test.visitor(Role::Staff);
        assert_eq!(staff.post("/publication/settings", &[]).status, 403);
    });
}

#[test]
fn a_first_proposal_finds_an_address_by_the_organisations_name() {
    on_both(|test| {
        adopt_house(test);
        sign_year(test);
        assert_eq!(propose(test, Role::Lead).status, 303);
        assert_eq!(publish(test).status, 303);
        let setting = test.read(store::setting).unwrap();
        let slug = setting.slug.as_str();
        assert!(slug.starts_with("mersey-learning-works"), "{slug}");
        let page = test.stranger().get(&format!("/public/{slug}/{YEAR}"));
        assert_eq!(page.status, 200);
    });
}
