//! Of which days evidence speaks and when it runs out, through the pages, on both databases.

use crate::ledger::{self, Part};
use crate::testing::framework::adopt;
use crate::testing::{Page, TestApp, on_both};
use database::Id;
use domain::calendar::Calendar;
use domain::people::Role;
use jiff::ToSpan;
use jiff::civil::{Date, date};

fn dated(name: &str, day: Date) -> Vec<(String, String)> {
    vec![
        (format!("{name}_day"), day.day().to_string()),
        (format!("{name}_month"), day.month().to_string()),
        (format!("{name}_year"), day.year().to_string()),
    ]
}

fn send(test: &TestApp, path: &str, typed: &[(String, String)]) -> Page {
    let typed: Vec<(&str, &str)> = typed
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    test.visitor(Role::Lead).post(path, &typed)
}

/// Something seen, with its days as they are asked for.
fn seen(days: &[(&str, Date)], grade: i64) -> Vec<(String, String)> {
    let mut typed: Vec<(String, String)> = [
        ("seen_what", "Signed register"),
        ("kept_where", "Room 2"),
        ("grade", &grade.to_string()),
    ]
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .into();
    for (name, day) in days {
        typed.extend(dated(name, *day));
    }
    typed
}

/// Adds an entry of 3 hours with this evidence.
fn add(test: &TestApp, measure: Id, on: Date, evidence: &[(String, String)]) -> Page {
    let mut typed = dated("happened_on", on);
    for (name, value) in [
        ("measure", measure.to_string().as_str()),
        ("quantity", "3"),
        ("area", "E08000012"),
        ("percent", "100"),
        ("reason", "Counted"),
    ] {
        typed.push((name.to_owned(), value.to_owned()));
    }
    typed.extend_from_slice(evidence);
    send(test, "/entries/new", &typed)
}

fn by_grade(test: &TestApp, quarter: &str) -> Vec<(i64, i64)> {
    let quarter = Calendar::ACADEMIC.quarter(quarter).unwrap();
    let totals = test.read(|read| ledger::totals(read, &[Part::Whole], &[quarter]));
    let of = totals.iter();
    of.map(|total| (total.grade.number(), total.quantity.0))
        .collect()
}

#[test]
fn p1_2e_evidence_that_does_not_speak_of_the_day_stays_and_does_not_count() {
    on_both(|test| {
        let measure = adopt(test, &[("H1", "Talks", "hours")])[0];
        let on = date(2026, 11, 3);
        let earlier = [
            ("speaks_from", date(2026, 9, 1)),
            ("speaks_to", date(2026, 10, 31)),
        ];
        let entry = add(test, measure, on, &seen(&earlier, 3)).new_key();
        assert_eq!(by_grade(test, "2026-27-q2"), [(0, 3_000)]);
        let page = test.visitor(Role::Lead).get(&format!("/entries/{entry}"));
        page.says("Does not count it speaks of earlier days")
            .says("This entry does not count towards a target yet");
        let key = page.html.split("href=\"/evidence/").nth(1).unwrap();
        let key = key.split('"').next().unwrap();
        test.visitor(Role::Auditor)
            .get(&format!("/evidence/{key}"))
            .says("Speaks of 1 September 2026 to 31 October 2026")
            .says("Where it does not count")
            .says("Entry of 3 November 2026");
        // What speaks of the day counts, and nothing is counted twice.
        let days = [("speaks_from", on), ("speaks_to", on)];
        let path = format!("/entries/{entry}/evidence");
        assert_eq!(send(test, &path, &seen(&days, 2)).status, 303);
        assert_eq!(by_grade(test, "2026-27-q2"), [(2, 3_000)]);
        assert!(test.read(ledger::verify).differences.is_empty());
    });
}

#[test]
fn p1_2e_evidence_that_has_run_out_counts_for_nothing_new_and_says_so() {
    on_both(|test| {
        let measure = adopt(test, &[("H1", "Talks", "hours")])[0];
        let run_out = [("runs_out_on", date(2026, 11, 1))];
        let entry = add(test, measure, date(2026, 11, 3), &seen(&[], 1)).new_key();
        let path = format!("/entries/{entry}/evidence");
        let added = send(test, &path, &seen(&run_out, 4));
        assert_eq!(added.status, 303);
        test.visitor(Role::Lead)
            .get(&format!("/entries/{entry}"))
            .says("Does not count it had run out when it was given")
            .says("may be relied on until 1 November 2026");
        assert_eq!(by_grade(test, "2026-27-q2"), [(1, 3_000)]);
    });
}

#[test]
fn p1_2e_evidence_that_runs_out_before_its_quarter_is_signed_is_named_until_it_is_replaced() {
    on_both(|test| {
        let measure = adopt(test, &[("H1", "Talks", "hours")])[0];
        let last = date(2026, 12, 31);
        let runs_out = seen(&[("runs_out_on", last)], 3);
        let entry = add(test, measure, date(2026, 11, 3), &runs_out).new_key();
        assert_eq!(by_grade(test, "2026-27-q2"), [(3, 3_000)]);
        let lead = test.visitor(Role::Lead);
        let named = "Evidence running out 1 Signed register. Entries that are not signed off rest on it: 1. Due by 31 December 2026";
        lead.get("/").says(named);
        let figure = format!("/figures/{measure}");
        lead.get(&figure)
            .says("Evidence of this measure runs out before its quarter is signed off")
            .says("Signed register runs out on 31 December 2026; 1 entry rests on it");
        test.visitor(Role::Governance)
            .get("/")
            .does_not_say("running out");
        // It goes on counting after it has run out, and is named as overdue.
        test.set_today(last.saturating_add(5.days()));
        let lead = test.visitor(Role::Lead);
        lead.get("/").says("Overdue since 31 December 2026");
        assert_eq!(by_grade(test, "2026-27-q2"), [(3, 3_000)]);
        // Weaker evidence does not replace it; what is as strong does.
        let path = format!("/entries/{entry}/evidence");
        assert_eq!(send(test, &path, &seen(&[], 2)).status, 303);
        lead.get("/").says("Evidence running out 1");
        assert_eq!(send(test, &path, &seen(&[], 3)).status, 303);
        lead.get("/").does_not_say("Evidence running out");
        lead.get(&figure).does_not_say("runs out before");
    });
}

#[test]
fn evidence_of_another_day_and_of_what_is_signed_is_not_named() {
    on_both(|test| {
        let measure = adopt(test, &[("H1", "Talks", "hours")])[0];
        let far = seen(&[("runs_out_on", date(2027, 9, 1))], 3);
        add(test, measure, date(2026, 11, 3), &far).new_key();
        let lead = test.visitor(Role::Lead);
        lead.get("/").does_not_say("Evidence running out");
        let soon = seen(&[("runs_out_on", date(2026, 11, 20))], 3);
        add(test, measure, date(2026, 11, 4), &soon).new_key();
        lead.get("/").says("Evidence running out 1");
        let quarter = Calendar::ACADEMIC.quarter("2026-27-q2").unwrap();
        test.write(|write| ledger::close_quarter(write, quarter, test.now()));
        lead.get("/").does_not_say("Evidence running out");
    });
}

#[test]
fn days_that_contradict_each_other_are_refused_at_their_field_and_nothing_is_lost() {
    on_both(|test| {
        let measure = adopt(test, &[("H1", "Talks", "hours")])[0];
        let (first, before) = (date(2026, 9, 2), date(2026, 9, 1));
        for (field, words) in [
            (
                "speaks_to",
                "The last day it speaks of must be the same as or after the first",
            ),
            (
                "runs_out_on",
                "The day it runs out must be the same as or after the first day it speaks of",
            ),
        ] {
            let days = [("speaks_from", first), (field, before)];
            let refused = add(test, measure, date(2026, 11, 3), &seen(&days, 1));
            assert_eq!(refused.status, 422);
            refused.says(words);
            assert!(refused.html.contains(&format!("href=\"#{field}\"")));
            assert!(refused.html.contains("value=\"Signed register\""));
        }
    });
}

#[test]
fn p1_2e_entries_are_found_by_the_grade_of_their_evidence() {
    on_both(|test| {
        let measure = adopt(test, &[("H1", "Talks", "hours")])[0];
        for day in 1..=5 {
            add(test, measure, date(2026, 11, day), &[]);
        }
        add(test, measure, date(2026, 10, 7), &seen(&[], 3));
        let auditor = test.visitor(Role::Auditor);
        let list = |filter: &str| auditor.get(&format!("/entries?measure={measure}&{filter}"));
        list("grade=3")
            .says("7 October 2026")
            .does_not_say("November 2026");
        list("grade=0")
            .says("5 November 2026")
            .does_not_say("7 October 2026");
        list("grade=2").says("No entries here");
        list("from=2026-11-02&to=2026-11-03")
            .says("Only entries that count from 2 November 2026 to 3 November 2026 are shown.")
            .says("3 November 2026 H1")
            .does_not_say("4 November 2026 H1");
    });
}
