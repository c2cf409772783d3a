//! Writing a report: sections, live figures, what a careful reader finds, and what is frozen at signing.

use super::{PASSWORD, hidden, prepare, sign, sign_return, sign_returns, whole_year};
use crate::app::new_id;
use crate::feedback::{self, Decision, FeedbackAction, Source};
use crate::reports::verify_seals;
use crate::testing::{Page, TestApp, on_both};
use domain::calendar::Calendar;
use domain::feedback::ActionState;
use domain::people::Role;
use domain::reports::{ReportSection, SealedReport};
use jiff::civil::{Date, date};

const EDIT: &str = "/reports/2025-26/edit";

/// Sends the form with these words besides the usual ones.
fn write(test: &TestApp, action: &str, fields: &[(&str, &str)]) -> Page {
    let usual = [
        ("summary", "A good year."),
        ("lessons", "Start earlier."),
        ("recommendations", "Ask partners in June."),
    ];
    let is_typed = |name: &str| fields.iter().any(|(typed, _)| *typed == name);
    let mut all: Vec<(&str, &str)> = usual
        .into_iter()
        .filter(|(name, _)| !is_typed(name))
        .collect();
    all.extend(fields);
    all.push(("action", action));
    test.visitor(Role::Lead).post(EDIT, &all)
}

fn sealed(test: &TestApp) -> SealedReport {
    let seal = test
        .visitor(Role::Auditor)
        .get("/reports/2025-26/seal.json");
    SealedReport::read(&seal.bytes).unwrap()
}

#[test]
fn p5b_a_live_figure_is_printed_and_frozen_when_the_report_is_signed() {
    on_both(|test| {
        sign_return(test, 1);
        let words = "We gave {J1}, of them {J1 quarter 4} in spring; {j2} found work.";
        assert_eq!(write(test, "keep", &[("summary", words)]).status, 303);
        let lead = test.visitor(Role::Lead);
        lead.get("/reports/2025-26")
            .says("We gave 111,111.25 hours")
            .says("(quarter 4 is not signed off yet)")
            .says("fewer than 5 people found work");
        for number in 2..=4 {
            sign_return(test, number);
        }
        lead.get("/reports/2025-26")
            .says("We gave 1,111,116.5 hours, of them 444,445 hours in spring; 4 to 16 people");
        assert_eq!(prepare(test).status, 303);
        assert_eq!(sign(test, Role::Governance, PASSWORD).status, 303);
        let report = sealed(test);
        let marks: Vec<&str> = report
            .content
            .figures
            .iter()
            .map(|one| one.mark.as_str())
            .collect();
        assert_eq!(marks, ["J1", "J1 quarter 4", "J2"]);
        assert_eq!(report.content.figures[0].words, "1,111,116.5 hours");
        assert_eq!(report.content.figures[0].thousandths, Some(1_111_116_500));
        assert_eq!(report.content.summary, words);
        for role in [Role::Lead, Role::Commissioner] {
            for path in ["", "/document.html"] {
                let page = test.visitor(role).get(&format!("/reports/2025-26{path}"));
                page.says("We gave 1,111,116.5 hours").does_not_say("{J1");
            }
        }
        let look = test.read(|read| verify_seals(read, Calendar::ACADEMIC));
        assert_eq!(look, Vec::<String>::new());
    });
}

#[test]
fn p5b_a_mark_that_stands_for_nothing_is_refused_with_the_nearest_one() {
    on_both(|test| {
        let early = write(test, "keep", &[("lessons", "Of {J1} we learned.")]);
        assert_eq!(early.status, 422);
        early.says("{J1} has no figure yet");
        sign_return(test, 1);
        let typed = [
            ("lessons", "Of {J1 quater 2} we learned."),
            ("new_title", "Kept"),
        ];
        let refused = write(test, "keep", &typed);
        assert_eq!(refused.status, 422);
        refused
            .says("{J1 quater 2} is no figure of this report: did you mean {J1 quarter 2}?")
            .says("Of {J1 quater 2} we learned.");
        assert!(refused.html.contains("href=\"#lessons\""));
        assert!(refused.html.contains("value=\"Kept\""));
        test.visitor(Role::Lead)
            .get("/reports/2025-26")
            .says("The lessons learned are empty");
    });
}

#[test]
fn p5b_sections_stand_in_the_order_of_the_lead_with_ones_of_their_own() {
    on_both(|test| {
        sign_returns(test);
        let lead = test.visitor(Role::Lead);
        let order = |page: &Page| hidden(page, "order");
        let usual =
            "summary,outcomes,case-studies,said,lessons,recommendations,changes,contracts,pounds";
        assert_eq!(order(&lead.get(EDIT)), usual);
        write(test, "up-lessons", &[("order", usual)]);
        let now = order(&lead.get(EDIT));
        assert!(
            now.starts_with("summary,outcomes,case-studies,lessons,said,"),
            "{now}"
        );
        write(test, "out-pounds", &[("order", now.as_str())]);
        write(test, "out-outcomes", &[("order", &order(&lead.get(EDIT)))]);
        let nameless = write(test, "in-own", &[("order", &order(&lead.get(EDIT)))]);
        assert_eq!(nameless.status, 422);
        nameless.says("Enter the title of the section");
        let now = order(&lead.get(EDIT));
        let fields = [("order", now.as_str()), ("new_title", "Thanks <b>")];
        assert_eq!(write(test, "in-own", &fields).status, 303);
        let now = order(&lead.get(EDIT));
        assert!(
            now.contains("outcomes") && now.ends_with("contracts,own-1"),
            "{now}"
        );
        let fields = [
            ("order", now.as_str()),
            ("title-own-1", "Thanks <b>"),
            ("text-own-1", "To all who gave {J1}."),
        ];
        assert_eq!(write(test, "up-own-1", &fields).status, 303);
        let page = lead.get("/reports/2025-26/document.html");
        page.says("To all who gave 1,111,116.5 hours.");
        let at = |words: &str| page.html.find(words).unwrap();
        assert!(at("Outcomes achieved") < at("Lessons learned"));
        assert!(at("Proposed changes for") < at("Thanks &lt;b&gt;"));
        let now = order(&lead.get(EDIT));
        let put = [
            ("order", now.as_str()),
            ("title-own-1", "Thanks <b>"),
            ("text-own-1", "To all."),
            ("put_into", "own-1"),
        ];
        assert_eq!(write(test, "put-J1 target", &put).status, 303);
        lead.get(EDIT).says("To all. {J1 target}");
        let nowhere = write(test, "put-J1", &[]);
        nowhere.says("Choose the section that the figure is put into");
        prepare(test);
        sign(test, Role::Governance, PASSWORD);
        let sections = sealed(test).content.sections;
        assert_eq!(sections[2], ReportSection::CaseStudies);
        assert_eq!(sections[3], ReportSection::Lessons);
        assert!(!sections.contains(&ReportSection::Pounds));
    });
}

#[test]
fn p5b_a_preview_shows_the_words_with_their_figures_and_keeps_nothing() {
    on_both(|test| {
        sign_return(test, 1);
        let page = write(
            test,
            "preview",
            &[("summary", "We gave {J1}. Confidence improved.")],
        );
        assert_eq!(page.status, 200);
        page.says("Preview: nothing is kept yet")
            .says("We gave 111,111.25 hours.")
            .says("A change is claimed, and from what it changed is not said.");
        test.visitor(Role::Lead)
            .get("/reports/2025-26")
            .does_not_say("Confidence improved");
    });
}

#[test]
fn p5b_what_is_found_is_left_with_a_reason_that_the_signer_reads() {
    on_both(|test| {
        sign_returns(test);
        write(
            test,
            "keep",
            &[("summary", "Confidence improved. Nearly 100 came.")],
        );
        let edit = test.visitor(Role::Lead).get(EDIT);
        edit.says("A change is claimed")
            .says("is less than it looks");
        let field = edit.html.split("name=\"leave-").nth(1).unwrap();
        let field = format!("leave-{}", field.split('"').next().unwrap());
        let reason = "The questionnaires are in the annex";
        let fields = [
            ("summary", "Confidence improved. Nearly 100 came."),
            (field.as_str(), reason),
        ];
        assert_eq!(write(test, "keep", &fields).status, 303);
        let report = test.visitor(Role::Lead).get("/reports/2025-26");
        report.says(reason).says("Open");
        assert_eq!(
            prepare(test).status,
            303,
            "nothing but a wrong figure holds it up"
        );
        let governance = test.visitor(Role::Governance);
        let page = governance.get("/reports/2025-26/sign-off");
        page.says("Confidence improved.")
            .says(reason)
            .says("Nearly 100 came.")
            .says("Open");
        assert_eq!(sign(test, Role::Governance, PASSWORD).status, 303);
        let found = sealed(test).content.findings;
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].left_because.as_deref(), Some(reason));
        assert_eq!(found[1].left_because, None);
        test.visitor(Role::Commissioner)
            .get("/reports/2025-26")
            .does_not_say(reason);
    });
}

#[test]
fn p5b_a_wrong_figure_keeps_a_report_from_being_prepared() {
    on_both(|test| {
        sign_returns(test);
        write(test, "keep", &[("summary", "J1 came to 2,000,000 hours.")]);
        let refused = prepare(test);
        assert_eq!(refused.status, 422);
        refused
            .says("A wrong figure is stated")
            .says("1,111,116.5 hours evidenced");
        write(test, "keep", &[("summary", "J1 came to {J1}.")]);
        assert_eq!(prepare(test).status, 303);
    });
}

/// Something said and decided on a day.
fn decide(test: &TestApp, on: Date, what: &str) {
    let action = FeedbackAction {
        id: new_id(),
        source: Source::Elsewhere,
        said: format!("Said before {what}"),
        what: "Look into it".to_owned(),
        owner_id: test.person(Role::Lead).id,
        due_on: on,
        state: ActionState::Open,
        ended: None,
    };
    let decision = Decision {
        id: new_id(),
        action_id: action.id,
        what: what.to_owned(),
        decided_on: on,
        decided_by: "The board".to_owned(),
    };
    test.write(|write| {
        feedback::action_add(write, &action, test.now())?;
        feedback::decision_add(write, &decision, test.now())
    });
}

#[test]
fn p5b_what_was_said_and_done_is_frozen_with_the_report() {
    on_both(|test| {
        decide(test, date(2026, 1, 20), "Taxis were paid for");
        decide(test, date(2026, 8, 20), "Something of the next year");
        whole_year(test);
        decide(test, date(2026, 2, 20), "Decided too late for the report");
        for path in ["", "/document.html"] {
            let page = test
                .visitor(Role::Commissioner)
                .get(&format!("/reports/2025-26{path}"));
            page.says("You said, we did")
                .says("Taxis were paid for")
                .does_not_say("Something of the next year")
                .does_not_say("Decided too late");
        }
        assert_eq!(sealed(test).content.said.len(), 1);
    });
}
