//! Links without an account: what partners and learners see and send.

use super::{CHOSEN, QUARTER, Story, hidden};
use crate::ledger;
use crate::testing::on_both;
use domain::calendar::Calendar;
use domain::ledger::Grade;
use domain::people::Role;
use jiff::civil::date;

#[test]
fn p4g_a_partner_confirms_figures_without_an_account_and_that_is_evidence() {
    on_both(|test| {
        let story = Story::new(test);
        let (one, other) = (story.entry(7), story.entry(5));
        let path = story.partner_link();
        let stranger = test.stranger();
        let page = stranger.get(&path);
        page.says("Mersey Learning Works asks: Harbour & Sons, Quarter 1 of 2026-27");
        page.says("H1 Mock interviews: 12 hours");
        let words = [("worked", "Early dates."), ("impact", "Two trial shifts.")];
        let sent = story.answer(&path, "confirmed", &words);
        assert_eq!((sent.status, sent.location.as_str()), (303, path.as_str()));
        stranger
            .get(&path)
            .says("Thank you")
            .says("this link is used up");
        for entry in [one, other] {
            assert_eq!(story.grade(entry), Grade::PartnerConfirmed);
        }
        let answer = story.answers().remove(0);
        let page = test
            .visitor(Role::Governance)
            .get(&format!("/feedback/answers/{answer}"));
        page.says("H1 Mock interviews 12 hours Confirmed Added to the entries");
        page.says("Early dates.").says("Two trial shifts.");
        let evidence = page.html.split("/evidence/").nth(1).unwrap();
        let evidence = evidence.split('"').next().unwrap();
        let page = test
            .visitor(Role::Auditor)
            .get(&format!("/evidence/{evidence}"));
        page.says("Partner-confirmed")
            .says("Confirmed by link on 10 November 2026");
        assert!(test.read(ledger::verify).differences.is_empty());
    });
}

#[test]
fn p4g_answers_feed_the_return_as_long_as_it_is_not_signed() {
    on_both(|test| {
        let story = Story::new(test);
        story.entry(7);
        let path = story.partner_link();
        story.answer(&path, "confirmed", &[]);
        test.visitor(Role::Lead)
            .get(&format!("/returns/{QUARTER}"))
            .says("What partners and others said")
            .says("that partners confirmed: 1; disputed: 0.");
    });
}

#[test]
fn p4g_a_disputed_figure_becomes_an_action_of_the_lead() {
    on_both(|test| {
        let story = Story::new(test);
        let entry = story.entry(7);
        let path = story.partner_link();
        let field = format!("reason-{}", story.measure);
        let without = story.answer(&path, "disputed", &[]);
        assert_eq!(without.status, 422);
        without.says("Enter what is not right about H1 Mock interviews");
        let sent = story.answer(&path, "disputed", &[(&field, "We counted five.")]);
        assert_eq!(sent.status, 303);
        assert_eq!(story.grade(entry), Grade::Unevidenced);
        let lead = test.visitor(Role::Lead);
        let page = lead.get("/");
        page.says("Your actions from feedback 1 What was said, and what you took on. Due by 24 November 2026");
        lead.get("/feedback")
            .says("Look into the figure with the partner");
        let answer = story.answers().remove(0);
        let page = lead.get(&format!("/feedback/answers/{answer}"));
        page.says("Disputed: We counted five.").says("(Open)");
    });
}

#[test]
fn p4g_a_signed_quarter_keeps_its_evidence_whatever_a_partner_confirms() {
    on_both(|test| {
        let story = Story::new(test);
        let entry = story.entry(7);
        let path = story.partner_link();
        let quarter = Calendar::ACADEMIC.quarter(QUARTER).unwrap();
        test.write(|write| ledger::close_quarter(write, quarter, test.now()));
        assert_eq!(story.answer(&path, "confirmed", &[]).status, 303);
        assert_eq!(story.grade(entry), Grade::Unevidenced);
        let answer = story.answers().remove(0);
        test.visitor(Role::Lead)
            .get(&format!("/feedback/answers/{answer}"))
            .says("Confirmed None added");
    });
}

#[test]
fn nobody_confirms_a_figure_they_have_not_seen_or_leaves_one_out() {
    on_both(|test| {
        let story = Story::new(test);
        story.entry(7);
        let path = story.partner_link();
        let stranger = test.stranger();
        let figures = hidden(&stranger.get(&path), "figures");
        let silent = stranger.post(&path, &[("figures", &figures)]);
        assert_eq!(silent.status, 422);
        silent.says("Select whether H1 Mock interviews is right");
        story.entry(1);
        let field = format!("verdict-{}", story.measure);
        let form = [("figures", figures.as_str()), (field.as_str(), "confirmed")];
        let changed = stranger.post(&path, &form);
        assert_eq!(changed.status, 422);
        changed.says("The figures have changed").says("8 hours");
        let long = "x".repeat(2_001);
        assert_eq!(
            story
                .answer(&path, "confirmed", &[("worked", &long)])
                .status,
            422
        );
        assert_eq!(story.answer(&path, "perhaps", &[]).status, 422);
    });
}

#[test]
fn a_partner_without_figures_is_asked_for_words() {
    on_both(|test| {
        let story = Story::new(test);
        let path = story.partner_link();
        let stranger = test.stranger();
        let page = stranger.get(&path);
        page.says("No figures are recorded with you");
        let figures = hidden(&page, "figures");
        let form = [("figures", figures.as_str())];
        stranger
            .post(&path, &form)
            .says("Answer at least one of the questions");
        let form = [("figures", figures.as_str()), ("impact", "A lot.")];
        assert_eq!(stranger.post(&path, &form).status, 303);
    });
}

#[test]
fn p4g_learners_answer_without_a_name_one_after_another() {
    on_both(|test| {
        let story = Story::new(test);
        let path = story.learners_link();
        let stranger = test.stranger();
        let page = stranger.get(&path);
        page.says("Learners of “Interview days”");
        page.says("Please do not write anybody’s name");
        let key = hidden(&page, "answer");
        let none = stranger.post(&path, &[("answer", &key), ("useful", "6")]);
        assert_eq!(none.status, 422);
        none.says("Select an answer to “How useful was it to you?”");
        let mut form = CHOSEN.to_vec();
        form.extend([("answer", key.as_str()), ("worked", "The tea.")]);
        let sent = stranger.post(&path, &form);
        assert_eq!(sent.location, format!("{path}?sent=yes"));
        stranger
            .get(&sent.location)
            .says("Thank you")
            .says("Somebody else of the group");
        // The same form sent twice is one answer; another learner's is another.
        assert_eq!(stranger.post(&path, &form).status, 303);
        assert_eq!(story.answers().len(), 1);
        assert_eq!(test.stranger().post(&path, &CHOSEN).status, 303);
        assert_eq!(story.answers().len(), 2);
        let first = story.answers().into_iter().map(|key| {
            let page = test
                .visitor(Role::Staff)
                .get(&format!("/feedback/answers/{key}"));
            page.text()
        });
        let told: Vec<String> = first.filter(|text| text.contains("The tea.")).collect();
        assert_eq!(told.len(), 1);
        assert!(
            told[0].contains("How useful was it to you? 5 of 5"),
            "{}",
            told[0]
        );
    });
}

#[test]
fn expired_withdrawn_and_unknown_links_take_nothing() {
    on_both(|test| {
        let story = Story::new(test);
        let stranger = test.stranger();
        let unknown = format!("/feedback/{}", "0".repeat(64));
        for path in [unknown.as_str(), "/feedback/nothing"] {
            stranger.get(path).says("This link cannot be used");
            stranger
                .post(path, &CHOSEN)
                .says("This link cannot be used");
        }
        let (withdrawn, expired) = (story.learners_link(), story.learners_link());
        let lead = test.visitor(Role::Lead);
        let page = lead.get("/feedback/links");
        let key = page.html.split("/feedback/links/").nth(3).unwrap();
        let key = key.split('"').next().unwrap();
        let link = format!("/feedback/links/{key}");
        lead.get(&link).says("Withdraw the link");
        assert_eq!(lead.post(&format!("{link}/withdraw"), &[]).status, 303);
        lead.get(&link).says("State Withdrawn");
        assert_eq!(lead.post(&format!("{link}/withdraw"), &[]).status, 409);
        let staff = test.visitor(Role::Staff);
        assert_eq!(staff.post(&format!("{link}/withdraw"), &[]).status, 403);
        let shut: Vec<&String> = [&withdrawn, &expired]
            .into_iter()
            .filter(|path| stranger.get(path).text().contains("It was withdrawn"))
            .collect();
        assert_eq!(shut.len(), 1);
        stranger.post(shut[0], &CHOSEN).says("It was withdrawn");
        test.set_today(date(2026, 12, 10));
        let open = if shut[0] == &withdrawn {
            &expired
        } else {
            &withdrawn
        };
        stranger.get(open).says("It is too old");
        stranger.post(open, &CHOSEN).says("It is too old");
        assert!(story.answers().is_empty());
    });
}

#[test]
fn a_used_link_says_thank_you_and_takes_no_second_answer() {
    on_both(|test| {
        let story = Story::new(test);
        story.entry(7);
        let path = story.partner_link();
        story.answer(&path, "confirmed", &[]);
        let again = test.stranger().post(&path, &[("worked", "More.")]);
        again.says("this link is used up");
        assert_eq!(story.answers().len(), 1);
    });
}

#[test]
fn too_many_tries_at_a_link_have_to_wait() {
    on_both(|test| {
        let story = Story::new(test);
        let path = story.partner_link();
        let stranger = test.stranger();
        for _ in 0..20 {
            let page = stranger.post(&path, &[]);
            page.does_not_say("too many times");
        }
        let words = [("impact", "A lot."), ("figures", "x")];
        let page = stranger.post(&path, &words);
        assert_eq!(page.status, 422);
        page.says("This link was sent too many times in a short while");
        let later = test.now().saturating_add(jiff::Span::new().minutes(11));
        test.app.clock.set(later.unwrap());
        let page = stranger.get(&path);
        let figures = hidden(&page, "figures");
        let words = [("impact", "A lot."), ("figures", figures.as_str())];
        assert_eq!(stranger.post(&path, &words).status, 303);
    });
}

#[test]
fn a_link_is_made_for_somebody_and_for_some_days() {
    on_both(|test| {
        let story = Story::new(test);
        let lead = test.visitor(Role::Lead);
        let make = |form: &[(&str, &str)]| lead.post("/feedback/links/new", form);
        make(&[]).says("Select who is asked").says("Enter days");
        let page = make(&[
            ("kind", "partner"),
            ("days", "91"),
            ("quarter", "2030-31-q1"),
        ]);
        assert_eq!(page.status, 422);
        page.says("Select the partner").says("Select the quarter");
        make(&[("kind", "learners"), ("days", "1")]).says("Select the activity");
        for role in [Role::Staff, Role::Auditor] {
            let page = test.visitor(role).get("/feedback/links/new");
            assert_eq!(page.status, 403);
        }
        lead.get("/feedback/links").says("No link yet");
        story.learners_link();
        lead.get("/feedback/links")
            .says("Learners of “Interview days” Open 10 December 2026 0");
    });
}
