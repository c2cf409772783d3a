//! What counts once, and what is asked.

use crate::ledger::{self, Context, NewEntry, Subject};
use crate::testing::framework::adopt_with;
use crate::testing::{TestApp, on_both};
use crate::{app::new_id, framework};
use database::Id;
use domain::calendar::Calendar;
use domain::ledger::{PostRefused, Quantity, SubjectKind};
use domain::people::Role;
use jiff::civil::date;

fn context(test: &TestApp) -> Context {
    Context {
        calendar: Calendar::ACADEMIC,
        first_day: date(2025, 8, 1),
        today: date(2026, 11, 10),
        now: test.now(),
        secret: [7; 32],
    }
}

fn entry(measure_id: Id, subject: Option<Subject>) -> NewEntry {
    NewEntry {
        id: new_id(),
        measure_id,
        happened_on: date(2026, 10, 1),
        area_code: "E08000012".to_owned(),
        area_method: None,
        partner_id: None,
        activity_id: None,
        session_id: None,
        contract_id: None,
        quantity: Quantity(1_000),
        additional_percent: 100,
        reason: "Counted".to_owned(),
        subjects: subject.into_iter().collect(),
    }
}

fn learner(test: &TestApp, reference: &str, claimant: &str) -> Subject {
    let key = ("90000001", reference);
    Subject::learner(&context(test), key, claimant.to_owned())
}

fn post(test: &TestApp, new: &NewEntry) -> Result<(), PostRefused> {
    let context = context(test);
    test.write(|write| ledger::post(write, new, &context))
        .map(|_| ())
}

fn claims(test: &TestApp) -> Vec<(i64, i64)> {
    let totals = test.read(|read| ledger::claim_totals(read, "2026-27"));
    totals.iter().map(|one| (one.claims, one.counted)).collect()
}

fn measures(test: &TestApp) -> Vec<Id> {
    let asked = [
        ("NT7", "Support into work over 24", "hours"),
        ("NT11", "Support into work under 24", "hours"),
    ];
    adopt_with(test, &asked, |measure| {
        if measure.code == "NT7" {
            "NT11".clone_into(&mut measure.exclusions);
        }
    })
}

#[test]
fn p2_1d_a_learner_counts_once_for_a_measure_in_a_year() {
    on_both(|test| {
        let measures = measures(test);
        let first = entry(measures[0], Some(learner(test, "AB 12", "one")));
        assert_eq!(post(test, &first), Ok(()));
        let again = || entry(measures[0], Some(learner(test, "AB 12", "two")));
        let refused = Err(PostRefused::CountsAlready(SubjectKind::Person));
        assert_eq!(post(test, &again()), refused);
        assert_eq!(post(test, &again()), refused, "the same claim again");
        assert_eq!(claims(test), [(2, 1)]);
        let other = entry(measures[0], Some(learner(test, "CD 34", "three")));
        assert_eq!(post(test, &other), Ok(()));
        assert_eq!(claims(test), [(3, 2)]);
        let elsewhere = entry(measures[1], Some(learner(test, "AB 12", "four")));
        assert_eq!(post(test, &elsewhere), Ok(()), "another measure");
        let before = NewEntry {
            happened_on: date(2026, 7, 31),
            ..again()
        };
        assert_eq!(post(test, &before), Ok(()), "another year");
        test.visitor(Role::Governance)
            .get("/double-counts")
            .says("NT7 Support into work over 24 person 3 2 1");
        // Taken back, what waited may count.
        let context = context(test);
        test.write(|write| {
            let old = ledger::entry(&mut write.read(), first.id)?.unwrap();
            ledger::correct(write, &old, new_id(), None, ("A mistake", &context))
        })
        .unwrap();
        assert_eq!(post(test, &again()), Ok(()));
        assert_eq!(claims(test)[0], (2, 2));
    });
}

#[test]
fn a_corrected_quantity_keeps_the_claim_of_the_entry() {
    on_both(|test| {
        let measures = measures(test);
        let first = entry(measures[0], Some(learner(test, "AB 12", "one")));
        assert_eq!(post(test, &first), Ok(()));
        let more = NewEntry {
            quantity: Quantity(2_000),
            ..entry(measures[0], None)
        };
        let context = context(test);
        test.write(|write| {
            let old = ledger::entry(&mut write.read(), first.id)?.unwrap();
            ledger::correct(write, &old, new_id(), Some(&more), ("Two", &context))
        })
        .unwrap();
        let again = entry(measures[0], Some(learner(test, "AB 12", "two")));
        assert!(post(test, &again).is_err());
        assert_eq!(claims(test), [(2, 1)]);
    });
}

#[test]
fn p2_1d_measures_that_may_not_share_raise_a_question_and_block_nothing() {
    on_both(|test| {
        let measures = measures(test);
        let lead = test.visitor(Role::Lead);
        assert_eq!(post(test, &entry(measures[0], None)), Ok(()));
        lead.get("/double-counts").says("Nothing to ask");
        assert_eq!(post(test, &entry(measures[1], None)), Ok(()));
        let path = format!(
            "/double-counts/{}/{}?year=2026-27",
            measures[0], measures[1]
        );
        lead.get("/double-counts")
            .says("NT7 Support into work over 24 NT11 Support into work under 24 None that are known To be answered");
        lead.get("/returns/2026-27-q1/prepare")
            .says("Two measures might count the same twice");
        assert_eq!(lead.post(&path, &[("reason", " ")]).status, 422);
        let reason = [("reason", "<b>Other</b> people: by age")];
        assert_eq!(lead.post(&path, &reason).status, 303);
        lead.get("/double-counts")
            .says("<b>Other</b> people: by age (")
            .does_not_say("To be answered");
        // One who counts for both is asked about again.
        for measure in measures.iter().copied() {
            assert_eq!(
                post(test, &entry(measure, Some(learner(test, "AB 12", "one")))),
                Ok(())
            );
        }
        lead.get("/double-counts").says("1 To be answered");
        let governance = test.visitor(Role::Governance);
        governance.get("/double-counts").says("To be answered");
        assert_eq!(governance.get(&path).status, 403);
        assert_eq!(lead.get("/double-counts/x/y").status, 404);
    });
}

#[test]
fn p2_1d_an_invoice_counts_once_and_its_number_is_not_kept() {
    on_both(|test| {
        measures(test);
        let measure = test.read(framework::measures)[0].id.to_string();
        let lead = test.visitor(Role::Lead);
        let add = |invoice: &str| {
            let id = new_id().to_string();
            let typed = [
                ("entry", id.as_str()),
                ("measure", &measure),
                ("happened_on_day", "1"),
                ("happened_on_month", "10"),
                ("happened_on_year", "2026"),
                ("quantity", "250"),
                ("area", "E08000012"),
                ("percent", "100"),
                ("reason", "Hall hired"),
                ("invoice", invoice),
            ];
            lead.post("/entries/new", &typed)
        };
        assert_eq!(add("INV-2026/17").status, 303);
        let refused = add("inv 2026 17");
        assert_eq!(refused.status, 422);
        refused.says("This invoice counts for this measure in this year already");
        assert!(refused.html.contains("inv 2026 17"), "what was typed stays");
        assert_eq!(add("INV-2026/17 part 2").status, 303);
        assert_eq!(claims(test), [(2, 2)]);
        let log = test.visitor(Role::Auditor).get("/log");
        assert!(!log.html.contains("INV-2026"));
    });
}
