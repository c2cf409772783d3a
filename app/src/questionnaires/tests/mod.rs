//! Rounds through the pages: started, answered by a link and from paper, compared, closed.

mod links;
mod restricted;
mod sets;

use crate::framework;
use crate::ledger::{self, Entry, Filter};
use crate::testing::{Page, TestApp, on_both};
use domain::ledger::Grade;
use domain::people::Role;
use jiff::civil::{Date, date};

/// The first day before, and the first day after; each asking takes ten days.
const BEFORE: Date = date(2026, 11, 10);
const AFTER: Date = date(2027, 1, 18);
const OVER: Date = date(2027, 2, 1);

/// Uses the house set and gives its key.
fn house(test: &TestApp) -> String {
    let lead = test.visitor(Role::Lead);
    lead.post("/questionnaires/sets/house", &[]).new_key()
}

/// Adopts the house framework, and gives the measure that counts confidence.
fn measure(test: &TestApp) -> String {
    let pack = domain::framework::house_pack().unwrap();
    test.write(|write| framework::adopt(write, &pack, test.now()));
    let measures = test.read(framework::measures);
    let found = measures.iter().find(|measure| measure.code == "HM3");
    found.unwrap().id.to_string()
}

fn days() -> Vec<(String, String)> {
    let all = [
        ("before_opens", BEFORE),
        ("before_closes", date(2026, 11, 20)),
        ("after_opens", AFTER),
        ("after_closes", date(2027, 1, 28)),
    ];
    let day = |(name, day): (&str, Date)| {
        [
            (format!("{name}_day"), day.day().to_string()),
            (format!("{name}_month"), day.month().to_string()),
            (format!("{name}_year"), day.year().to_string()),
        ]
    };
    all.into_iter().flat_map(day).collect()
}

/// Starts a round; what is typed besides may take the place of the usual.
fn start(test: &TestApp, set: &str, more: &[(&str, &str)]) -> Page {
    let mut typed = vec![
        ("set", set),
        ("name", "Kitchen, winter"),
        ("of_whom", "Cook well for less"),
        ("why", "We want to know what the course changes."),
        ("expected", "24"),
        ("rule", "reference"),
        ("percent", "100"),
    ];
    let days = days();
    typed.extend(
        days.iter()
            .map(|(name, value)| (name.as_str(), value.as_str())),
    );
    typed.retain(|(name, _)| more.iter().all(|(given, _)| given != name));
    typed.extend(more);
    test.visitor(Role::Lead).post("/questionnaires/new", &typed)
}

/// A round of the house set; gives its address.
fn round(test: &TestApp, more: &[(&str, &str)]) -> String {
    let set = house(test);
    format!("/questionnaires/{}", start(test, &set, more).new_key())
}

/// A round that feeds the measure of confidence.
fn feeding(test: &TestApp) -> String {
    let measure = measure(test);
    round(test, &[("measure", &measure), ("area", "E08000012")])
}

/// Answers to the six questions of the house set: the same to each, also where lower is better.
fn answers(point: &str) -> Vec<(String, String)> {
    (1..=6)
        .map(|number| (format!("q{number}"), point.to_owned()))
        .collect()
}

/// Enters a sheet from paper.
fn paper(test: &TestApp, path: &str, (half, code): (&str, &str), more: &[(&str, &str)]) -> Page {
    let mut typed = vec![("half", half), ("code", code)];
    typed.extend(more);
    let staff = test.visitor(Role::Staff);
    staff.post(&format!("{path}/paper"), &typed)
}

/// Enters pairs by reference: what each answered to the first question before and after.
fn pairs(test: &TestApp, path: &str, pairs: &[(&str, &str, &str)]) {
    for (half, on) in [("before", BEFORE), ("after", AFTER)] {
        test.set_today(on);
        for (code, before, after) in pairs {
            let point = if half == "before" { before } else { after };
            let page = paper(test, path, (half, code), &[("q1", point)]);
            assert_eq!(page.status, 303, "{}", page.html);
        }
    }
}

fn close(test: &TestApp, path: &str) -> Page {
    let lead = test.visitor(Role::Lead);
    lead.post(&format!("{path}/close"), &[("sure", "yes")])
}

fn entries(test: &TestApp) -> Vec<Entry> {
    test.read(|read| ledger::entries(read, &Filter::default(), 50))
}

#[test]
fn p2_1d_a_closed_round_counts_once_who_is_better_off() {
    on_both(|test| {
        let path = feeding(test);
        pairs(
            test,
            &path,
            &[
                ("A1", "2", "4"),
                ("A2", "3", "3"),
                ("A3", "1", "2"),
                ("A4", "4", "2"),
            ],
        );
        test.set_today(OVER);
        let lead = test.visitor(Role::Lead);
        lead.get("/").says("Questionnaires to close");
        lead.get(&format!("{path}/close"))
            .says("Better off over all questions 2");
        let unsure = lead.post(&format!("{path}/close"), &[]);
        assert_eq!(unsure.status, 422);
        assert!(entries(test).is_empty());
        assert_eq!(close(test, &path).status, 303);
        let all = entries(test);
        assert_eq!(all.len(), 1);
        assert_eq!(all[0].quantity.0, 2_000);
        assert_eq!(all[0].happened_on, date(2027, 1, 28));
        assert_eq!(all[0].grade, Grade::SelfDeclared);
        lead.get(&format!("/entries/{}", all[0].id)).says(
            "Questionnaire “Kitchen, winter”: 2 of 4 who answered before and after are better off",
        );
        assert_eq!(close(test, &path).status, 409, "not twice");
        assert_eq!(entries(test).len(), 1);
        lead.get(&path)
            .says("Finished")
            .says("See the entry it made");
        lead.get("/").does_not_say("Questionnaires to close");
        let late = paper(test, &path, ("after", "A5"), &[("q1", "5")]);
        assert_eq!(late.status, 409, "{}", late.html);
    });
}

#[test]
fn p5a_a_learner_counts_once_for_a_measure_in_a_year_whichever_round_asks() {
    on_both(|test| {
        let measure = measure(test);
        let set = house(test);
        let feeds = [("measure", measure.as_str()), ("area", "E08000012")];
        let round = || format!("/questionnaires/{}", start(test, &set, &feeds).new_key());
        let (first, second) = (round(), round());
        pairs(test, &first, &[("A1", "2", "4"), ("A2", "2", "4")]);
        pairs(test, &second, &[("a-1", "1", "5"), ("A3", "2", "3")]);
        test.set_today(OVER);
        close(test, &first);
        let lead = test.visitor(Role::Lead);
        lead.get(&format!("{second}/close"))
            .says("Of them count for the measure in this year already 1");
        close(test, &second);
        let sum: i64 = entries(test).iter().map(|entry| entry.quantity.0).sum();
        assert_eq!(sum, 3_000);
    });
}

#[test]
fn a_round_without_a_measure_or_without_anybody_better_off_makes_no_entry() {
    on_both(|test| {
        let path = round(test, &[]);
        pairs(test, &path, &[("A1", "2", "4")]);
        assert_eq!(close(test, &path).status, 303);
        let measure = measure(test);
        let set = test.read(super::store::sets)[0].id.to_string();
        let feeds = [("measure", measure.as_str()), ("area", "E08000012")];
        test.set_today(BEFORE);
        let path = format!("/questionnaires/{}", start(test, &set, &feeds).new_key());
        pairs(test, &path, &[("A1", "4", "4"), ("A2", "4", "1")]);
        assert_eq!(close(test, &path).status, 303);
        assert!(entries(test).is_empty());
    });
}

#[test]
fn p2_1d_results_compare_only_who_answered_both_times() {
    on_both(|test| {
        let path = round(test, &[]);
        pairs(test, &path, &[("A1", "2", "4"), ("A2", "3", "3")]);
        paper(test, &path, ("before", "A9"), &[("q1", "5")]);
        let results = test.visitor(Role::Lead).get(&format!("{path}/results"));
        results
            .says("Answered before 3")
            .says("Answered after 2")
            .says("Both times 2")
            .says("Only before: 1. Only after: 0.")
            .says("2 people: too few to say more than what these 2 said.")
            .says("I speak up when I have something to say in a group Higher is better 2 2.50 3.50 +1.00 1 1 0")
            .says("All questions together The good end on top 2 2.50 3.50 +1.00 1 1 0");
    });
}

#[test]
fn p1_1b_small_groups_are_not_broken_out_for_those_who_may_not_see_learners() {
    on_both(|test| {
        let path = round(test, &[]);
        pairs(test, &path, &[("A1", "2", "4"), ("A2", "3", "3")]);
        let address = format!("{path}/results");
        test.visitor(Role::Auditor).get(&address).says("+1.00");
        close(test, &path);
        for role in [Role::Staff, Role::Governance] {
            test.visitor(role)
                .get(&address)
                .says("Fewer than 5 people answered both times")
                .says("Both times 2")
                .does_not_say("2.50")
                .does_not_say("+1.00");
        }
        let file = test.visitor(Role::Lead).get(&format!("{address}.csv"));
        let hidden = "fewer than 5,not shown,not shown,not shown,not shown,not shown,not shown";
        assert!(file.html.contains(hidden), "{}", file.html);
    });
}

#[test]
fn p1_1b_means_of_five_or_more_are_shown_to_all_once_the_round_is_closed() {
    on_both(|test| {
        let path = round(test, &[]);
        let six = ["B1", "B2", "B3", "B4", "B5"].map(|code| (code, "2", "4"));
        pairs(test, &path, &six);
        pairs(test, &path, &[("B6", "3", "3")]);
        let address = format!("{path}/results");
        let governance = test.visitor(Role::Governance);
        governance
            .get(&address)
            .says("shown to you once the round is closed")
            .says("Both times 6")
            .does_not_say("+1.67");
        assert_eq!(governance.get(&format!("{address}.csv")).status, 409);
        close(test, &path);
        test.visitor(Role::Governance)
            .get(&address)
            .says("6 people: too few to say more than what these 6 said.")
            .says("6 2.17 3.83 +1.67 not shown not shown not shown");
        let file = test.visitor(Role::Lead).get(&format!("{address}.csv"));
        let shown = "6,2.17,3.83,1.67,not shown,not shown,not shown";
        assert!(file.html.contains(shown), "{}", file.html);
    });
}

#[test]
fn a_change_for_the_worse_is_a_number_in_the_file() {
    on_both(|test| {
        let path = round(test, &[]);
        let worse = ["C1", "C2", "C3", "C4", "C5"].map(|code| (code, "5", "3"));
        pairs(test, &path, &worse);
        close(test, &path);
        let lead = test.visitor(Role::Lead);
        let file = lead.get(&format!("{path}/results.csv"));
        assert!(file.html.contains("5,5.00,3.00,-2.00,"), "{}", file.html);
    });
}

#[test]
fn paper_is_entered_one_sheet_after_the_other_and_replaced_only_when_it_is_said() {
    on_both(|test| {
        let path = round(test, &[]);
        let page = paper(
            test,
            &path,
            ("before", "mlw-01"),
            &[("q1", "2"), ("q2", "9")],
        );
        assert_eq!(page.status, 422);
        page.says("Question 2 must be between 1 and 5");
        assert!(page.html.contains("value=\"mlw-01\""), "{}", page.html);
        let page = paper(test, &path, ("before", "mlw-01"), &[]);
        page.says("Answer at least one question");
        let page = paper(test, &path, ("after", "mlw-01"), &[("q1", "2")]);
        assert_eq!(page.status, 422, "the second asking is still to come");
        let page = paper(test, &path, ("before", "mlw-01"), &[("q1", "2")]);
        assert_eq!(page.status, 303);
        assert!(
            page.location
                .starts_with(&format!("{path}/paper?half=before"))
        );
        let page = paper(test, &path, ("before", "MLW 01"), &[("q1", "4")]);
        assert_eq!(page.status, 422);
        page.says("There are answers with this code already");
        let more = [("q1", "4"), ("q2", "3"), ("replace", "yes")];
        assert_eq!(paper(test, &path, ("before", "MLW 01"), &more).status, 303);
        test.set_today(AFTER);
        let page = paper(test, &path, ("after", "MLW01"), &[("q1", "5")]);
        assert_eq!(page.status, 303);
        let lead = test.visitor(Role::Lead);
        lead.get(&path).says("Both times 1");
        lead.get(&format!("{path}/results"))
            .says("1 4.00 5.00 +1.00 1 0 0");
        let wrong = paper(
            test,
            &path,
            ("after", "MLW02"),
            &[("q1", "5"), ("then", "round")],
        );
        assert!(wrong.location.starts_with(&path));
        test.visitor(Role::Staff)
            .get(&path)
            .says("After 2 of 24 asked");
    });
}

#[test]
fn a_round_with_wrong_days_or_half_a_measure_is_refused_with_everything_kept() {
    on_both(|test| {
        let measure = measure(test);
        let set = house(test);
        let wrong = [
            ("after_opens_day", "20"),
            ("after_opens_month", "11"),
            ("after_opens_year", "2026"),
            ("measure", &measure),
            ("expected", "0"),
        ];
        let page = start(test, &set, &wrong);
        assert_eq!(page.status, 422);
        page.says("The questions after must open later than those before close")
            .says("Select area")
            .says("How many people must be between 1 and 1000");
        assert!(
            page.html.contains("value=\"Kitchen, winter\""),
            "{}",
            page.html
        );
        assert!(test.read(|read| super::store::rounds(read, 9)).is_empty());
        let page = start(test, "nothing", &[]);
        assert_eq!(page.status, 422);
    });
}
