//! Whose data is kept and not used stands in no sum that is made from then on.

use super::{AFTER, BEFORE, OVER, close, entries, feeding, pairs, paper, round};
use crate::testing::{TestApp, on_both};
use domain::people::Role;

/// Keeps a learner's data from being used, or lets it be used again.
fn decide(test: &TestApp, decision: &str, learner: &str) {
    let on = crate::app::date_of(test.now());
    let day = [
        on.day().to_string(),
        on.month().to_string(),
        on.year().to_string(),
    ];
    let [day, month, year] = &day;
    let lead = test.visitor(Role::Lead);
    let asks = if decision == "erase" {
        decision
    } else {
        "restrict"
    };
    let typed = [
        ("asks", asks),
        ("kind", "learner"),
        ("subject", learner),
        ("note", ""),
        ("received_on_day", day),
        ("received_on_month", month),
        ("received_on_year", year),
    ];
    let key = lead.post("/personal-data/requests/new", &typed).new_key();
    let path = format!("/personal-data/requests/{key}");
    let typed = [
        ("decision", decision),
        ("ground", ""),
        ("why_decided", "As asked"),
    ];
    let proposed = lead.post(&format!("{path}/propose"), &typed);
    assert_eq!(proposed.status, 303, "{}", proposed.text());
    let board = test.visitor(Role::Governance);
    let shown = board.get(&path).hidden("shown");
    let agreed = board.post(&format!("{path}/agree"), &[("shown", &shown)]);
    assert_eq!(agreed.status, 303, "{}", agreed.text());
}

#[test]
fn p5_a_restricted_learner_stands_in_no_sum_of_a_round() {
    on_both(|test| {
        let path = feeding(test);
        let answers = [("LR1", "1", "5"), ("LR2", "2", "4"), ("LR3", "3", "3")];
        pairs(test, &path, &answers);
        let lead = || test.visitor(Role::Lead);
        let results = || lead().get(&format!("{path}/results"));
        let sums = [
            "All questions together The good end on top 3 2.00 4.00 +2.00 2 1 0",
            "All questions together The good end on top 2 2.50 3.50 +1.00 1 1 0",
        ];
        results().says(sums[0]);
        lead().get(&path).says("Both times 3 ");
        // The reference is found however it is typed.
        decide(test, "restrict", "lr-1");
        results().says(sums[1]);
        lead().get(&path).says("Both times 2 ");
        lead().get("/questionnaires").says("2 2 2");
        test.set_today(OVER);
        lead()
            .get(&format!("{path}/close"))
            .says("Better off over all questions 1");
        assert_eq!(close(test, &path).status, 303);
        // What is in the ledger stays as it was made, whatever is decided later.
        let quantity = |test: &TestApp| entries(test)[0].quantity.0;
        assert_eq!(quantity(test), 1_000);
        decide(test, "lift-restriction", "lr-1");
        results().says(sums[0]);
        assert_eq!(quantity(test), 1_000);
    });
}

#[test]
fn p5_a_code_that_somebody_made_is_never_taken_for_a_restricted_learner() {
    on_both(|test| {
        let path = round(test, &[("rule", "own-code")]);
        decide(test, "restrict", "AB12");
        for (half, on) in [("before", BEFORE), ("after", AFTER)] {
            test.set_today(on);
            let page = paper(test, &path, (half, "AB12"), &[("q1", "3")]);
            assert_eq!(page.status, 303, "{}", page.text());
        }
        test.visitor(Role::Lead).get(&path).says("Both times 1 ");
    });
}

#[test]
fn p5_a_learner_is_erased_from_a_round_however_the_reference_is_typed() {
    on_both(|test| {
        let path = feeding(test);
        let answers = [("LR1", "1", "5"), ("LR2", "2", "4"), ("LR3", "3", "3")];
        pairs(test, &path, &answers);
        test.set_today(OVER);
        assert_eq!(close(test, &path).status, 303);
        test.set_today(jiff::civil::date(2045, 11, 10));
        let sheets = |code: &str| {
            test.read(|read| {
                let organisation_id = read.organisation_id();
                let sql = "SELECT code FROM questionnaire_sheet
                    WHERE organisation_id = ?1 AND code = ?2";
                Ok(read
                    .query(sql, &[organisation_id.into(), code.into()])?
                    .len())
            })
        };
        assert_eq!(sheets("LR1"), 2);
        decide(test, "erase", "lr-1");
        assert_eq!(sheets("LR1"), 0);
        assert_eq!(sheets("LR2"), 2);
    });
}
