//! Partners from their listing to their end, through the pages.

mod passports;
mod sequences;
mod subsets;

use crate::testing::{Page, TestApp, on_both};
use domain::people::Role;
use jiff::civil::date;

const PASSWORD: &str = "harbour lantern willow";
const CHECKS: [&str; 4] = ["safeguarding", "quality", "conflict", "benefit"];

/// Lists a partner as somebody, and gives its address.
fn listed(test: &TestApp, by: Role, name: &str) -> String {
    let form = [
        ("name", name),
        ("kind", "housing"),
        ("purpose", "Repair cafés"),
    ];
    let id = test.visitor(by).post("/partners/new", &form).new_key();
    format!("/partners/{id}")
}

fn begin(test: &TestApp, path: &str) {
    let form = [
        ("stage", "checks"),
        ("reason", "We would like to work together"),
    ];
    let page = test
        .visitor(Role::Lead)
        .post(&format!("{path}/stage"), &form);
    assert_eq!(page.status, 303, "{}", page.html);
}

/// Records a check that holds until the end of 2027, unless the fields say otherwise.
fn check(test: &TestApp, path: &str, check: &str, more: &[(&str, &str)]) -> Page {
    let mut form = vec![
        ("note", "Looked at, in order"),
        ("made_on_day", "10"),
        ("made_on_month", "11"),
        ("made_on_year", "2026"),
        ("expires_on_day", "31"),
        ("expires_on_month", "12"),
        ("expires_on_year", "2027"),
    ];
    if check == "conflict" && !more.iter().any(|(name, _)| *name == "conflict") {
        form.push(("conflict", "none"));
    }
    form.retain(|(name, _)| !more.iter().any(|(other, _)| other == name));
    form.extend(more);
    test.visitor(Role::Lead)
        .post(&format!("{path}/checks/{check}"), &form)
}

fn sign(test: &TestApp, path: &str, by: Role) -> Page {
    let visitor = test.visitor(by);
    let page = visitor.get(&format!("{path}/sign-off"));
    let shown = page.html.split("name=\"shown\" value=\"").nth(1);
    let shown = shown.and_then(|rest| rest.split('"').next());
    visitor.post(
        &format!("{path}/sign-off"),
        &[("shown", shown.unwrap_or_default()), ("password", PASSWORD)],
    )
}

fn passwords(test: &TestApp) {
    test.give_password(Role::Lead, PASSWORD);
    test.give_password(Role::Governance, PASSWORD);
}

/// A partner whose four checks are in order, listed by Governance.
fn checked(test: &TestApp) -> String {
    passwords(test);
    let path = listed(test, Role::Governance, "Ropewalk Homes");
    begin(test, &path);
    for kind in CHECKS {
        assert_eq!(check(test, &path, kind, &[]).status, 303);
    }
    path
}

#[test]
fn p3a_a_partner_is_listed_once_with_what_is_done_together() {
    on_both(|test| {
        let lead = test.visitor(Role::Lead);
        lead.get("/partners").says("No partner here");
        let path = listed(test, Role::Lead, "Ropewalk Homes");
        lead.get(&path)
            .says("Repair cafés")
            .says("Listed, not yet checked")
            .says("Housing association");
        let again = [
            ("name", "ropewalk HOMES"),
            ("kind", "other"),
            ("purpose", "x"),
        ];
        let again = lead.post("/partners/new", &again);
        assert_eq!(again.status, 422);
        again.says("A partner of this name is listed already");
        assert_eq!(lead.post("/partners/new", &[("name", "")]).status, 422);
        let change = [
            ("kind", "charity"),
            ("purpose", "Tea and repairs"),
            ("areas", "E08000012"),
        ];
        assert_eq!(lead.post(&format!("{path}/change"), &change).status, 303);
        let contact = [("name", "Pat Lee"), ("task", "Coordinator")];
        assert_eq!(lead.post(&format!("{path}/contacts"), &contact).status, 303);
        let agreement = [
            ("title", "Memorandum"),
            ("starts_on_day", "1"),
            ("starts_on_month", "9"),
            ("starts_on_year", "2026"),
        ];
        assert_eq!(
            lead.post(&format!("{path}/agreements"), &agreement).status,
            303
        );
        test.visitor(Role::Auditor)
            .get(&path)
            .says("Tea and repairs")
            .says("Liverpool")
            .says("Pat Lee")
            .says("Memorandum, from 1 September 2026");
        lead.get("/partners?words=rope%25").says("No partner here");
        lead.get("/partners?words=WALK&stage=prospect")
            .says("Ropewalk Homes");
    });
}

#[test]
fn p1_2d_each_stage_is_a_dated_fact_with_its_reason() {
    on_both(|test| {
        let path = listed(test, Role::Lead, "Ropewalk Homes");
        begin(test, &path);
        let lead = test.visitor(Role::Lead);
        let skip = [("stage", "approved"), ("reason", "In a hurry")];
        let refused = lead.post(&format!("{path}/stage"), &skip);
        assert_eq!(refused.status, 422);
        let end = [
            ("stage", "ended"),
            ("reason", "They chose another provider"),
        ];
        assert_eq!(lead.post(&format!("{path}/stage"), &end).status, 303);
        lead.get(&path)
            .says("10 November 2026 Being checked")
            .says("They chose another provider")
            .says("Ended");
    });
}

#[test]
fn p3b_the_lead_or_governance_approves_before_anything_counts() {
    on_both(|test| {
        let path = checked(test);
        let lead = test.visitor(Role::Lead);
        lead.get(&path).says("Being checked");
        let wrong = lead.post(&format!("{path}/sign-off"), &[("password", "wrong")]);
        assert_eq!(wrong.status, 422);
        assert_eq!(sign(test, &path, Role::Lead).status, 303);
        lead.get(&path)
            .says("Approved 10 November 2026")
            .says("Next review 10 November 2027");
        let staff = test
            .visitor(Role::Staff)
            .post(&format!("{path}/sign-off"), &[]);
        assert_eq!(staff.status, 403);
    });
}

fn stops_the_sign_off(missing: &'static str, name: &'static str) {
    on_both(|test| {
        passwords(test);
        let path = listed(test, Role::Governance, "Ropewalk Homes");
        begin(test, &path);
        for kind in CHECKS.into_iter().filter(|kind| *kind != missing) {
            assert_eq!(check(test, &path, kind, &[]).status, 303);
        }
        sign(test, &path, Role::Lead).says(&format!("“{name}” is open"));
        test.visitor(Role::Lead).get(&path).says("Being checked");
        let nothing = check(test, &path, missing, &[("note", "")]);
        assert_eq!(nothing.status, 422);
        nothing.says("Say what shows it");
        let expired = [
            ("made_on_year", "2025"),
            ("expires_on_day", "9"),
            ("expires_on_month", "11"),
            ("expires_on_year", "2026"),
        ];
        assert_eq!(check(test, &path, missing, &expired).status, 303);
        sign(test, &path, Role::Lead).says(&format!("“{name}” has expired"));
        assert_eq!(check(test, &path, missing, &[]).status, 303);
        assert_eq!(sign(test, &path, Role::Lead).status, 303);
    });
}

#[test]
fn a_1_no_sign_off_while_safeguarding_is_open_or_expired() {
    stops_the_sign_off("safeguarding", "Safeguarding checks");
}

#[test]
fn a_2_no_sign_off_while_quality_is_open_or_expired() {
    stops_the_sign_off("quality", "Quality and reputation");
}

#[test]
fn a_3_no_sign_off_while_the_conflict_of_interest_is_open_or_expired() {
    stops_the_sign_off("conflict", "Conflict of interest");
}

#[test]
fn a_4_no_sign_off_while_the_benefit_to_learners_is_open_or_expired() {
    stops_the_sign_off("benefit", "Benefit to learners");
}

#[test]
fn a_3_a_declared_conflict_names_how_it_is_managed_and_keeps_the_interested_from_signing() {
    on_both(|test| {
        let path = checked(test);
        let (lead, board) = (
            test.person(Role::Lead).id.to_string(),
            test.person(Role::Governance).id.to_string(),
        );
        let half = check(test, &path, "conflict", &[("conflict", "declared")]);
        assert_eq!(half.status, 422);
        half.says("Enter how it is managed");
        let own = [
            ("conflict", "declared"),
            ("interest", "A brother works there"),
            ("interested", lead.as_str()),
            ("managed_how", "Stays out of every decision"),
            ("managed_by", lead.as_str()),
        ];
        let own = check(test, &path, "conflict", &own);
        assert_eq!(own.status, 422);
        own.says("not the person with the interest");
        let declared = [
            ("conflict", "declared"),
            ("interest", "A brother works there"),
            ("interested", lead.as_str()),
            ("managed_how", "Stays out of every decision"),
            ("managed_by", board.as_str()),
        ];
        assert_eq!(check(test, &path, "conflict", &declared).status, 303);
        let page = test.visitor(Role::Auditor).get(&path);
        page.says("A brother works there")
            .says("Stays out of every decision");
        sign(test, &path, Role::Lead).says("You have an interest in this partner");
    });
}

#[test]
fn a_5_whoever_proposed_a_partner_needs_a_second_signature() {
    on_both(|test| {
        passwords(test);
        let path = listed(test, Role::Lead, "Ropewalk Homes");
        begin(test, &path);
        for kind in CHECKS {
            check(test, &path, kind, &[]);
        }
        assert_eq!(sign(test, &path, Role::Lead).status, 303);
        let lead = test.visitor(Role::Lead);
        let board = test.visitor(Role::Governance);
        board.get("/").says("Partners to sign for");
        lead.get("/").does_not_say("Partners to sign for");
        lead.get(&path)
            .says("Being checked")
            .says("Governance & Leadership signs as well");
        sign(test, &path, Role::Lead).says("You have signed already");
        let changed = check(test, &path, "quality", &[]);
        assert_eq!(changed.status, 409);
        assert_eq!(sign(test, &path, Role::Governance).status, 303);
        let form = lead.get(&format!("{path}/checklist.html"));
        form.says("Partnership approval checklist")
            .says("Approved 10 November 2026")
            .says("Looked at, in order");
        let pdf = lead.get(&format!("{path}/checklist.pdf"));
        assert!(pdf.bytes.starts_with(b"%PDF-"), "{}", pdf.status);
        let word = lead.get(&format!("{path}/checklist.docx"));
        assert!(word.bytes.starts_with(b"PK"), "{}", word.status);
        lead.get(&path)
            .says("Approved")
            .says("Social Value Lead Person, 10 November 2026; Governance & Leadership Person");
    });
}

#[test]
fn a_check_that_changed_after_the_page_was_opened_is_not_signed_for() {
    on_both(|test| {
        let path = checked(test);
        let lead = test.visitor(Role::Lead);
        let form = [("shown", "something else"), ("password", PASSWORD)];
        let stale = lead.post(&format!("{path}/sign-off"), &form);
        assert_eq!(stale.status, 422);
        stale.says("A check changed after you opened this page");
    });
}

#[test]
fn p4c_a_review_is_due_after_a_year_and_an_overdue_one_is_seen_and_stops_what_is_new() {
    on_both(|test| {
        let path = checked(test);
        sign(test, &path, Role::Lead);
        let lead = || test.visitor(Role::Lead);
        lead().get("/partners").does_not_say("Review");
        test.set_today(date(2027, 9, 11));
        lead().get("/partners").says("Review due in 60 days");
        lead()
            .get("/")
            .says("1 within 60 days. Due by 10 November 2027");
        test.set_today(date(2027, 10, 11));
        lead()
            .get("/")
            .says("1 within 30 days. Due by 10 November 2027");
        test.set_today(date(2027, 11, 10));
        lead()
            .get("/partners/reviews")
            .says("Review due today")
            .says("Sessions in the last 12 months 0");
        lead().get("/").says("1 within 30 days. Due today");
        test.set_today(date(2027, 11, 11));
        lead()
            .get("/")
            .says("1 overdue. Overdue since 10 November 2027");
        lead()
            .get(&path)
            .says("Review overdue since 10 November 2027");
        let strives = [
            ("title", "Good work"),
            ("source", "Plan"),
            ("valid_from_day", "1"),
            ("valid_from_month", "8"),
            ("valid_from_year", "2026"),
        ];
        let objective = lead().post("/objectives/new", &strives).new_key();
        lead()
            .get(&format!("/objectives/{objective}"))
            .says("(yearly review overdue)");
        let id = path.rsplit('/').next().unwrap();
        let key = id.parse().unwrap();
        let today = date(2027, 11, 11);
        let refused = test.read(|read| super::may_begin(read, key, today));
        assert!(refused.unwrap_err().to_string().contains("review it first"));
        let nothing = lead().post("/partners/reviews", &[]);
        assert_eq!(nothing.status, 422);
        let (outcome, note) = (format!("outcome-{id}"), format!("note-{id}"));
        let unsaid = lead().post("/partners/reviews", &[(&outcome, "continue"), (&note, "")]);
        assert_eq!(unsaid.status, 422);
        let form = [
            (outcome.as_str(), "continue"),
            (note.as_str(), "A good year"),
        ];
        assert_eq!(lead().post("/partners/reviews", &form).status, 303);
        lead()
            .get(&path)
            .says("Next review 11 November 2028")
            .says("A good year");
        assert_eq!(test.read(|read| super::may_begin(read, key, today)), Ok(()));
    });
}

#[test]
fn a_partner_page_stands_bad_input() {
    on_both(|test| {
        let path = listed(test, Role::Lead, "Ropewalk Homes");
        begin(test, &path);
        let lead = test.visitor(Role::Lead);
        let long = "x".repeat(20_000);
        for hostile in ["<script>alert(1)</script>", "=cmd()", "x\0y", &long] {
            for page in ["new", "stage", "change", "contacts", "agreements"] {
                let address = match page {
                    "new" => "/partners/new".to_owned(),
                    page => format!("{path}/{page}"),
                };
                let fields = [
                    "name",
                    "kind",
                    "purpose",
                    "areas",
                    "stage",
                    "reason",
                    "title",
                    "starts_on_day",
                ];
                let form: Vec<(&str, &str)> =
                    fields.into_iter().map(|name| (name, hostile)).collect();
                assert_eq!(lead.post(&address, &form).status, 422, "{address}");
            }
            let refused = check(test, &path, "conflict", &[("conflict", hostile)]);
            assert_eq!(refused.status, 422);
        }
        assert_eq!(lead.get(&format!("{path}/checks/unknown")).status, 404);
        assert_eq!(check(test, &path, "unknown", &[]).status, 404);
    });
}
