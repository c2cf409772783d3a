//! Answers by links, without an account.

use super::*;
use crate::questionnaires::store;

/// Makes a link and gives its address.
fn link(test: &TestApp, path: &str, typed: &[(&str, &str)]) -> String {
    let made = test
        .visitor(Role::Staff)
        .post(&format!("{path}/links"), typed);
    assert_eq!(made.status, 200, "{}", made.html);
    let rest = made.html.split("/questions/").nth(1).unwrap();
    let token: String = rest.chars().take_while(char::is_ascii_hexdigit).collect();
    format!("/questions/{token}")
}

fn group(test: &TestApp, path: &str, half: &str) -> String {
    link(test, path, &[("half", half), ("audience", "group")])
}

/// Sends answers by a link: the same point to every question.
fn send(test: &TestApp, link: &str, code: &str, point: &str) -> Page {
    let all = answers(point);
    let mut typed = vec![("code", code)];
    typed.extend(
        all.iter()
            .map(|(name, value)| (name.as_str(), value.as_str())),
    );
    test.stranger().post(link, &typed)
}

#[test]
fn p2_1d_a_group_answers_by_one_link_before_and_after_and_the_pairs_are_found() {
    on_both(|test| {
        let path = round(test, &[]);
        let (before, after) = (group(test, &path, "before"), group(test, &path, "after"));
        let stranger = test.stranger();
        stranger
            .get(&before)
            .says("Mersey Learning Works asks: Cook well for less")
            .says("We want to know what the course changes.")
            .says("Answering is up to you")
            .says("kept for 6 years")
            .does_not_say("Kitchen, winter");
        stranger.get(&after).says("They open on 18 January 2027");
        assert_eq!(
            send(test, &after, "A1", "3").status,
            200,
            "nothing is taken yet"
        );
        let page = send(test, &before, "a 1", "2");
        assert_eq!(page.status, 303);
        stranger
            .get(&page.location)
            .says("Thank you")
            .says("once more from 18 January 2027");
        send(test, &before, "A2", "3");
        test.set_today(AFTER);
        stranger.get(&before).says("These questions are closed");
        let page = stranger.post(&after, &[("code", "A1"), ("q1", "5"), ("q5", "1")]);
        assert_eq!(page.status, 303, "questions may be left out: {}", page.html);
        let lead = test.visitor(Role::Lead);
        lead.get(&path)
            .says("Before 2 of 24 asked")
            .says("Both times 1");
        lead.get(&format!("{path}/results"))
            .says("mistake Lower is better 1 2.00 1.00 −1.00 1 0 0")
            .says("All questions together The good end on top 1 3.00 5.00 +2.00 1 0 0");
    });
}

#[test]
fn what_was_sent_stands_and_a_second_answer_by_the_same_code_is_refused_kindly() {
    on_both(|test| {
        let path = round(test, &[("rule", "own-code")]);
        let link = group(test, &path, "before");
        test.stranger()
            .get(&link)
            .says("Mary, the 7th and Bootle make MA07LE");
        assert_eq!(send(test, &link, "MA07LE", "2").status, 303);
        assert_eq!(
            send(test, &link, "ma07le", "2").status,
            303,
            "the button was pressed twice"
        );
        let page = send(test, &link, "MA07LE", "5");
        assert_eq!(page.status, 422);
        page.says("There are answers with this code already, and they stand");
        assert!(page.html.contains("value=\"5\" checked"), "{}", page.html);
        test.visitor(Role::Lead)
            .get(&path)
            .says("Before 1 of 24 asked");
        let round_id = test.read(|read| store::rounds(read, 1))[0].id;
        let sheets = test.read(|read| store::sheets(read, round_id));
        assert!(sheets[0].answers.values().all(|answer| *answer == 2));
        let one = [
            ("half", "before"),
            ("audience", "learners"),
            ("codes", "A1"),
        ];
        let page = test
            .visitor(Role::Staff)
            .post(&format!("{path}/links"), &one);
        assert_eq!(page.status, 422, "who makes up a code has no reference");
    });
}

#[test]
fn wrong_answers_are_refused_with_everything_kept() {
    on_both(|test| {
        let path = round(test, &[]);
        let link = group(test, &path, "before");
        let stranger = test.stranger();
        let page = stranger.post(&link, &[("code", "a@b"), ("q1", "4"), ("q2", "6")]);
        assert_eq!(page.status, 422);
        page.says("A code is made of letters and digits only")
            .says("Select one of the answers");
        assert!(page.html.contains("value=\"4\" checked"), "{}", page.html);
        assert!(page.html.contains("value=\"a@b\""), "{}", page.html);
        let page = stranger.post(&link, &[("code", "A1")]);
        page.says("Answer at least one question");
        let page = stranger.post(&link, &[("q1", "4")]);
        page.says("Enter your learner reference");
        test.visitor(Role::Lead)
            .get(&path)
            .says("Before 0 of 24 asked");
    });
}

#[test]
fn a_link_of_ones_own_takes_one_answer_and_asks_for_no_reference() {
    on_both(|test| {
        let path = round(test, &[]);
        let one = [
            ("half", "before"),
            ("audience", "learners"),
            ("codes", "mlw-0231"),
        ];
        let own = link(test, &path, &one);
        let stranger = test.stranger();
        stranger
            .get(&own)
            .does_not_say("MLW0231")
            .does_not_say("learner reference");
        assert_eq!(send(test, &own, "", "4").status, 303);
        stranger
            .get(&own)
            .says("Thank you")
            .does_not_say("Somebody else");
        send(test, &own, "", "1");
        let round_id = test.read(|read| store::rounds(read, 1))[0].id;
        let sheets = test.read(|read| store::sheets(read, round_id));
        assert_eq!(sheets.len(), 1);
        assert_eq!(sheets[0].code.as_str(), "MLW0231");
        assert!(sheets[0].answers.values().all(|answer| *answer == 4));
        test.visitor(Role::Staff)
            .get(&path)
            .says("Before: for learner MLW0231 Answered");
        test.visitor(Role::Governance)
            .get(&path)
            .does_not_say("MLW0231");
        let again = link(test, &path, &one);
        let page = send(test, &again, "", "1");
        assert_eq!(page.status, 422);
        page.says("There are answers with this code already");
    });
}

#[test]
fn each_of_some_learners_gets_a_link_of_their_own() {
    on_both(|test| {
        let path = round(test, &[]);
        let staff = test.visitor(Role::Staff);
        let address = format!("{path}/links");
        let asked = [("half", "before"), ("audience", "learners")];
        let with = |codes: &'static str| [asked[0], asked[1], ("codes", codes)];
        let page = staff.post(&address, &with("A1\nO'Neill\n"));
        assert_eq!(page.status, 422);
        page.says("Line 2: A code is made of letters and digits only");
        assert_eq!(staff.post(&address, &asked).status, 422);
        let page = staff.post(&address, &with("A1\n\na 2\nA-1\n"));
        assert_eq!(page.status, 200);
        page.says("A1 http").says("A2 http");
        let round_id = test.read(|read| store::rounds(read, 1))[0].id;
        let links = test.read(|read| store::links(read, round_id, 9));
        assert_eq!(links.len(), 2, "the same reference twice is one");
    });
}

#[test]
fn a_forged_a_closed_and_a_worn_out_link_take_nothing() {
    on_both(|test| {
        let path = round(test, &[]);
        let stranger = test.stranger();
        stranger
            .get("/questions/0000")
            .says("This link cannot be used");
        assert_eq!(send(test, "/questions/0000", "A1", "3").status, 200);
        let link = group(test, &path, "before");
        let round_id = test.read(|read| store::rounds(read, 1))[0].id;
        let id = test.read(|read| store::links(read, round_id, 9))[0].id;
        let staff = test.visitor(Role::Staff);
        let closing = format!("/questionnaire-links/{id}/withdraw");
        assert_eq!(staff.post(&closing, &[]).status, 303);
        assert_eq!(staff.post(&closing, &[]).status, 409);
        stranger.get(&link).says("It was closed");
        send(test, &link, "A1", "3");
        let other = group(test, &path, "before");
        close(test, &path);
        stranger.get(&other).says("These questions are closed");
        send(test, &other, "A1", "3");
        assert!(test.read(|read| store::sheets(read, round_id)).is_empty());
    });
}

#[test]
fn a_link_that_is_sent_too_often_is_braked() {
    let test = &TestApp::elsewhere();
    let path = round(test, &[]);
    let link = group(test, &path, "before");
    for _ in 0..100 {
        assert_eq!(test.stranger().post(&link, &[]).status, 422);
    }
    let page = send(test, &link, "A1", "3");
    assert_eq!(page.status, 422);
    page.says("Wait ten minutes");
}
