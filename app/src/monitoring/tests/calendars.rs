//! The same entries by the academic, the financial, the calendar and the contract year.

use super::Practice;
use crate::app::new_id;
use crate::ledger::{self, Filter, NewEntry};
use crate::testing::chance::Chance;
use crate::testing::{TestApp, on_both};
use database::Id;
use domain::ledger::{Grade, Quantity};
use domain::people::Role;
use jiff::ToSpan;
use jiff::civil::{Date, date};

/// Lists a contract through its page.
fn contract(test: &TestApp, (starts_on, ends_on): (Date, Date)) -> Id {
    let mut typed: Vec<(String, String)> = [
        ("funder", "City Region"),
        ("number", "17"),
        ("stream", "Adult Skills Fund"),
        ("retention_class", "Six years"),
    ]
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .into();
    for (name, day) in [("starts_on", starts_on), ("ends_on", ends_on)] {
        typed.push((format!("{name}_day"), day.day().to_string()));
        typed.push((format!("{name}_month"), day.month().to_string()));
        typed.push((format!("{name}_year"), day.year().to_string()));
    }
    let typed: Vec<(&str, &str)> = typed
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let key = test
        .visitor(Role::Lead)
        .post("/contracts/new", &typed)
        .new_key();
    Id::parse_str(&key).unwrap()
}

fn post(practice: &Practice<'_>, on: Date, units: i64, contract_id: Option<Id>) {
    let new = NewEntry {
        id: new_id(),
        measure_id: practice.interviews,
        happened_on: on,
        area_code: "E08000012".to_owned(),
        area_method: None,
        partner_id: None,
        activity_id: None,
        session_id: None,
        contract_id,
        quantity: Quantity(units),
        additional_percent: 100,
        reason: "A story".to_owned(),
        subjects: Vec::new(),
    };
    practice.test.write(|write| {
        ledger::post(write, &new, &practice.context())?.unwrap();
        Ok(())
    });
    practice.evidence(new.id, Grade::PartnerConfirmed);
}

/// What the entries themselves give between two days, in thousandths.
fn summed(test: &TestApp, filter: &Filter, (from, to): (Date, Date)) -> i64 {
    let entries = test.read(|read| ledger::entries(read, filter, i64::MAX));
    let of = entries
        .iter()
        .filter(|entry| (from..=to).contains(&entry.counts_on));
    of.map(|entry| entry.quantity.0).sum()
}

fn thousandths(cell: &str) -> i64 {
    let (whole, part) = cell.split_once('.').unwrap_or((cell, ""));
    let part: String = part.chars().chain("000".chars()).take(3).collect();
    whole.parse::<i64>().unwrap() * 1_000 + part.parse::<i64>().unwrap()
}

/// The days of a month and what a file says of it.
type Month = ((Date, Date), i64);

/// Every month of the first measure in a file, and the year.
fn months(file: &str) -> (Vec<Month>, i64) {
    let mut table = csv::Reader::from_reader(file.as_bytes());
    let headings = table.headers().unwrap().clone();
    let Some(line) = table.records().next().map(Result::unwrap) else {
        return (Vec::new(), 0);
    };
    let days = headings.iter().zip(&line).filter_map(|(heading, cell)| {
        let (first, last) = heading.split_once(" to ")?;
        let days = (first.parse().ok()?, last.parse().ok()?);
        Some((days, thousandths(cell)))
    });
    (days.collect(), thousandths(&line[17]))
}

#[test]
fn the_twelve_months_of_every_calendar_are_the_sum_of_the_same_entries() {
    on_both(|test| {
        let practice = Practice::new(test, date(2025, 11, 10));
        let first = date(2025, 9, 15);
        let contract = contract(test, (first, date(2027, 9, 14)));
        let mut chance = Chance::of_seed(6);
        let mut record = |today: Date, from: Date| {
            test.set_today(today);
            for _ in 0..25 {
                let days = i64::try_from(chance.below(80)).unwrap();
                let on = from.saturating_add(days.days()).min(today);
                let units = i64::try_from(chance.below(90_000)).unwrap() + 1;
                let of_contract = on >= first && chance.below(2) == 0;
                post(&practice, on, units, of_contract.then_some(contract));
            }
        };
        record(date(2025, 11, 10), date(2025, 8, 1));
        practice.sign_whole("2025-26-q1");
        // Late data of the signed quarter, and what follows into the next years.
        record(date(2025, 11, 20), date(2025, 9, 1));
        record(date(2026, 4, 20), date(2026, 2, 1));
        record(date(2026, 10, 20), date(2026, 8, 2));
        let lead = test.visitor(Role::Lead);
        let all = Filter {
            measure_id: Some(practice.interviews),
            ..Filter::default()
        };
        let of_contract = Filter {
            contract_id: Some(contract),
            ..all.clone()
        };
        let contract_query = format!("calendar=contract&contract={contract}");
        for (query, years, filter) in [
            ("calendar=academic", &["2025-26", "2026-27"][..], &all),
            ("calendar=financial", &["2025-26", "2026-27"][..], &all),
            ("calendar=year", &["2025", "2026"][..], &all),
            (contract_query.as_str(), &["1", "2"][..], &of_contract),
        ] {
            let mut whole = 0;
            for year in years {
                let page = lead.get(&format!("/years.csv?{query}&year={year}"));
                assert_eq!(page.status, 200, "{query} {year}");
                let (months, sum) = months(&page.html);
                assert_eq!(months.len(), 12, "{query} {year}: {}", page.html);
                for (days, found) in &months {
                    let expected = summed(test, filter, *days);
                    assert_eq!(*found, expected, "{query} {year} {days:?}");
                }
                assert_eq!(sum, months.iter().map(|(_, of)| of).sum::<i64>());
                whole += sum;
            }
            let every = (date(2000, 1, 1), date(2100, 1, 1));
            assert_eq!(whole, summed(test, filter, every), "{query}");
        }
    });
}

#[test]
fn every_page_says_which_calendar_it_is_and_by_which_date_entries_count() {
    on_both(|test| {
        let practice = Practice::new(test, date(2025, 11, 10));
        practice.target(practice.interviews, "2025-26-q1", 100);
        post(&practice, date(2025, 9, 3), 7_000, None);
        practice.sign_whole("2025-26-q1");
        // It came late: it belongs to the year 2025 by its date and counts in the next financial quarter.
        test.set_today(date(2026, 1, 20));
        post(&practice, date(2025, 9, 4), 5_000, None);
        let lead = test.visitor(Role::Lead);
        let counted = "is not moved back, so that no signed figure changes";
        lead.get("/dashboard").says(counted).says("Financial year");
        let measure = practice.interviews;
        for (query, title) in [
            ("calendar=financial", "Financial year 2025-26"),
            ("calendar=year", "Calendar year 2026"),
        ] {
            for path in ["/dashboard", "/years", &format!("/figures/{measure}")] {
                let page = lead.get(&format!("{path}?{query}"));
                assert_eq!(page.status, 200, "{path} {query}");
                page.says(title).says(counted).says("S1 Mock interviews");
            }
        }
        lead.get("/dashboard?calendar=financial")
            .says("1 April 2025 to 31 March 2026")
            .says("S1 Mock interviews 12 hours")
            .does_not_say("of the year’s target");
        lead.get("/years?calendar=year&year=2026")
            .says("S1 Mock interviews in hours 5")
            .says("S1 Mock interviews: 5 hours belong by their own date to an earlier year");
        lead.get(&format!("/figures/{measure}?calendar=financial"))
            .says("Sep 25 7")
            .says("Jan 26 5");
        // A return stays with the organisation's own quarters.
        lead.get("/returns/2025-26-q1")
            .says("1 August 2025 to 31 October 2025");
    });
}

#[test]
fn a_contract_year_holds_the_entries_of_the_contract_alone_from_its_own_first_day() {
    on_both(|test| {
        let practice = Practice::new(test, date(2026, 10, 10));
        let contract = contract(test, (date(2025, 9, 15), date(2027, 9, 14)));
        for (on, units) in [(date(2025, 9, 15), 1_000), (date(2026, 9, 14), 2_000)] {
            post(&practice, on, units, Some(contract));
        }
        post(&practice, date(2026, 9, 15), 4_000, Some(contract));
        post(&practice, date(2026, 1, 15), 8_000, None);
        let lead = test.visitor(Role::Lead);
        let year = |number: &str| {
            lead.get(&format!(
                "/years?calendar=contract&contract={contract}&year={number}"
            ))
        };
        year("1")
            .says("Year 1 of City Region 17")
            .says("15 September 2025 to 14 September 2026")
            .says("S1 Mock interviews in hours 1");
        assert!(
            year("1")
                .text()
                .contains("in the year: see the entries 0 100 %")
        );
        year("1").says("3 of S1 Mock interviews in the year");
        year("2").says("4 of S1 Mock interviews in the year");
        lead.get(&format!("/contracts/{contract}"))
            .says("What was done, by the years of this contract");
        let entries = format!(
            "/entries?measure={}&contract={contract}",
            practice.interviews
        );
        lead.get(&format!("{entries}&from=2026-08-15&to=2026-09-14"))
            .says("14 September 2026 S1");
    });
}

#[test]
fn a_calendar_or_year_that_is_none_does_not_exist() {
    on_both(|test| {
        let practice = Practice::new(test, date(2025, 11, 10));
        let lead = test.visitor(Role::Lead);
        let nobody = new_id();
        for query in [
            "calendar=lunar".to_owned(),
            "calendar=financial&year=2025".to_owned(),
            "calendar=financial&year=2031-32".to_owned(),
            "calendar=year&year=1999".to_owned(),
            "calendar=contract".to_owned(),
            format!("calendar=contract&contract={nobody}"),
        ] {
            for path in ["/years", "/years.csv", "/dashboard"] {
                let page = lead.get(&format!("{path}?{query}"));
                assert_eq!(page.status, 404, "{path}?{query}");
            }
        }
        let figure = format!("/figures/{}?calendar=financial", practice.interviews);
        assert_eq!(lead.get(&figure).status, 200);
        lead.get("/years?calendar=financial")
            .says("No entries in this year");
    });
}
