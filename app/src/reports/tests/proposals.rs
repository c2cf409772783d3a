//! What a signed report proposes: decided by somebody else, carried out once, with the way back.

use super::{INTERVIEWS, PASSWORD, TREES, post, prepare, sign, sign_returns};
use crate::framework::{self, Edition, Measure, Theme};
use crate::ledger;
use crate::reports::store;
use crate::testing::{Page, TestApp, on_both};
use database::Id;
use domain::calendar::Calendar;
use domain::ledger::Grade;
use domain::people::Role;
use jiff::civil::date;

const OWN_THEME: Id = Id::from_u128(31);
const OWN_MEASURE: Id = Id::from_u128(32);

/// An edition whose licence permits other words and further measures.
fn adopt_own(test: &TestApp) {
    let edition = Edition {
        id: Id::from_u128(30),
        framework: "own".to_owned(),
        edition: "1".to_owned(),
        title: "Our measures".to_owned(),
        publisher: "Mersey Learning Works".to_owned(),
        licence: "CC0-1.0".to_owned(),
        attribution: String::new(),
        permits: "edit ship".to_owned(),
    };
    let theme = Theme {
        id: OWN_THEME,
        edition_id: edition.id,
        code: "O1".to_owned(),
        title: "Our theme".to_owned(),
        position: 1,
    };
    let measure = Measure {
        id: OWN_MEASURE,
        edition_id: edition.id,
        theme_id: theme.id,
        outcome: "An outcome".to_owned(),
        code: "O1".to_owned(),
        title: "Letters written".to_owned(),
        unit: "letters".to_owned(),
        counts: "things".to_owned(),
        evidence_asked: "a list".to_owned(),
        minimum_grade: 1,
        value_kind: "record-only".to_owned(),
        aliases: String::new(),
        exclusions: String::new(),
        tags: String::new(),
        position: 1,
    };
    test.write(|write| {
        framework::edition_add(write, &edition, test.now())?;
        framework::theme_add(write, &theme)?;
        framework::measure_add(write, &measure)
    });
}

fn propose(test: &TestApp, fields: &[(&str, &str)]) -> Page {
    let mut all = vec![
        ("lessons", "Start earlier."),
        ("recommendations", "Ask partners in June."),
        ("reason", "Partners asked for it"),
        ("action", "add"),
    ];
    all.extend(fields);
    test.visitor(Role::Lead).post("/reports/2025-26/edit", &all)
}

/// Proposes this, has the report signed and gives the proposal's address.
fn signed(test: &TestApp, fields: &[(&str, &str)]) -> String {
    let page = propose(test, fields);
    assert_eq!(page.status, 303, "{}", page.text());
    assert_eq!(prepare(test).status, 303);
    assert_eq!(sign(test, Role::Governance, PASSWORD).status, 303);
    let ids = test.read(|read| store::standing(read, "2025-26"));
    format!("/proposals/{}", ids[0].id)
}

fn decide(test: &TestApp, address: &str, fields: &[(&str, &str)]) -> Page {
    let path = format!("{address}/decide");
    test.visitor(Role::Governance).post(&path, fields)
}

const ACCEPT: [(&str, &str); 5] = [
    ("verdict", "accepted"),
    ("reason", "It fits"),
    ("effective_from_day", "10"),
    ("effective_from_month", "11"),
    ("effective_from_year", "2026"),
];

fn carry_out(test: &TestApp, address: &str) -> Page {
    let path = format!("{address}/carry-out");
    test.visitor(Role::Lead).post(&path, &[])
}

/// A signed report that proposes targets for the interviews; gives the proposal's address.
fn targets_proposed(test: &TestApp) -> String {
    sign_returns(test);
    let measure = INTERVIEWS.to_string();
    let typed = [
        ("measure", measure.as_str()),
        ("proposal", "More interviews"),
        ("effect", "targets"),
    ];
    let empty = propose(test, &typed);
    assert_eq!(empty.status, 422);
    empty.says("Enter the target of at least one quarter");
    let mut typed = typed.to_vec();
    typed.extend([("target_2", "350000"), ("target_4", "1,250.5")]);
    assert_eq!(propose(test, &typed).status, 303);
    let waiting = test.read(|read| store::standing(read, "2025-26"))[0].id;
    let address = format!("/proposals/{waiting}");
    let early = test.visitor(Role::Governance).get(&address);
    assert_eq!(
        early.status, 404,
        "nothing is decided before the report is signed"
    );
    prepare(test);
    sign(test, Role::Governance, PASSWORD);
    address
}

#[test]
fn p5b_a_proposal_is_decided_by_governance_after_the_report_is_signed() {
    on_both(|test| {
        let address = targets_proposed(test);
        let governance = test.visitor(Role::Governance);
        governance.get("/").says("Proposals to decide");
        let sets = "quarter 2: 350,000 hours; quarter 4: 1,250.5 hours";
        for path in ["/reports/2025-26", "/reports/2025-26/document.html"] {
            test.visitor(Role::Commissioner).get(path).says(sets);
        }
        governance
            .get("/reports/2025-26")
            .says("Waits for a decision");
        let early = carry_out(test, &address);
        assert_eq!(early.status, 422, "nobody has accepted it");
        let lead = test.visitor(Role::Lead);
        assert_eq!(lead.post(&format!("{address}/decide"), &ACCEPT).status, 403);
        let bare = decide(test, &address, &[("verdict", "accepted")]);
        assert_eq!(bare.status, 422);
        bare.says("Enter the reason");
        assert_eq!(decide(test, &address, &ACCEPT).status, 303);
        let again = decide(test, &address, &ACCEPT);
        again.says("This proposal has been decided, and the decision stands");
        governance.get("/").does_not_say("Proposals to decide");
    });
}

/// The key behind a beginning of an address on a page.
fn key_behind(page: &Page, beginning: &str) -> String {
    let rest = page.html.split(beginning).nth(1).unwrap();
    rest.split('"').next().unwrap().to_owned()
}

#[test]
fn p5b_p5d_targets_that_were_accepted_are_next_years_once_carried_out() {
    on_both(|test| {
        let address = targets_proposed(test);
        assert_eq!(decide(test, &address, &ACCEPT).status, 303);
        assert_eq!(carry_out(test, &address).status, 303);
        let next = Calendar::ACADEMIC.year_named("2026-27").unwrap();
        let targets = test.read(|read| framework::targets(read, &next.quarters()));
        let of = |number: usize| targets.get(&(INTERVIEWS, next.quarters()[number])).copied();
        let set = [None, Some(350_000_000), None, Some(1_250_500)];
        assert_eq!([0, 1, 2, 3].map(of), set);
        let again = carry_out(test, &address);
        assert_eq!(again.status, 422);
        again.says("This proposal has been carried out");
        // Each leads to the others.
        let lead = test.visitor(Role::Lead);
        let page = lead.get(&address);
        page.says("Carried out").says("Accepted");
        for link in ["/feedback/changes/", "/reports/2025-26"] {
            assert!(page.html.contains(&format!("href=\"{link}")), "{link}");
        }
        let decision = key_behind(&page, "/feedback/decisions/");
        let decision = lead.get(&format!("/feedback/decisions/{decision}"));
        decision
            .says("Accepted: It fits")
            .says("Partners asked for it");
        let action = key_behind(&decision, "href=\"/feedback/actions/");
        let action = lead.get(&format!("/feedback/actions/{action}"));
        assert!(action.html.contains(&format!("href=\"{address}\"")));
        action.says("Done").says("Targets set.");
        lead.get(&format!("/feedback/changes?measure={INTERVIEWS}"))
            .says("10 November 2026");
    });
}

#[test]
fn p5d_a_retired_measure_takes_no_entries_dated_from_then_on() {
    on_both(|test| {
        sign_returns(test);
        let measure = TREES.to_string();
        let typed = [
            ("measure", measure.as_str()),
            ("proposal", "Stop counting trees"),
            ("effect", "retire"),
        ];
        let address = signed(test, &typed);
        let past = [
            ("verdict", "accepted"),
            ("reason", "It fits"),
            ("effective_from_day", "1"),
            ("effective_from_month", "8"),
            ("effective_from_year", "2026"),
        ];
        decide(test, &address, &past).says("from the day it was decided at the earliest");
        assert_eq!(decide(test, &address, &ACCEPT).status, 303);
        assert_eq!(carry_out(test, &address).status, 303);
        post(
            test,
            TREES,
            date(2026, 11, 9),
            1_000,
            Grade::PartnerConfirmed,
        );
        let lead = test.visitor(Role::Lead);
        let late = lead.post(
            "/entries/new",
            &[
                ("measure", measure.as_str()),
                ("happened_on_day", "10"),
                ("happened_on_month", "11"),
                ("happened_on_year", "2026"),
                ("quantity", "5"),
                ("area", "E08000012"),
                ("percent", "100"),
                ("reason", "Trees"),
                ("grade", "1"),
                ("seen_what", "A list"),
                ("kept_where", "Here"),
            ],
        );
        assert_eq!(late.status, 422);
        late.says("This measure is retired: it takes no entries dated from 10 November 2026 on");
        lead.get(&format!("/measures/{TREES}"))
            .says("none dated from 10 November 2026 on");
    });
}

#[test]
fn p5d_a_new_measure_exists_from_its_day_and_a_title_is_changed_where_the_licence_permits() {
    on_both(|test| {
        sign_returns(test);
        let foreign = INTERVIEWS.to_string();
        let typed = [
            ("measure", foreign.as_str()),
            ("proposal", "Another name"),
            ("effect", "words"),
            ("new_words", "Talks"),
        ];
        let refused = propose(test, &typed);
        assert_eq!(refused.status, 422);
        refused.says("permits no change of its words");
        adopt_own(test);
        let theme = OWN_THEME.to_string();
        let typed = [
            ("proposal", "Count calls"),
            ("effect", "new-measure"),
            ("measure_theme", theme.as_str()),
            ("measure_code", "O2"),
            ("measure_title", "Calls made"),
            ("measure_unit", "calls"),
            ("measure_counts", "things"),
            ("measure_evidence", "a list of calls"),
            ("measure_grade", "2"),
        ];
        assert_eq!(propose(test, &typed).status, 303);
        let own = OWN_MEASURE.to_string();
        let typed = [
            ("measure", own.as_str()),
            ("proposal", "Say what is meant"),
            ("effect", "words"),
            ("new_words", "Letters answered"),
        ];
        let first = signed(test, &typed);
        let all = test.read(|read| store::standing(read, "2025-26"));
        let second = format!("/proposals/{}", all[1].id);
        for address in [&first, &second] {
            assert_eq!(decide(test, address, &ACCEPT).status, 303);
            assert_eq!(carry_out(test, address).status, 303);
        }
        let measures = test.read(framework::measures);
        let calls = measures.iter().find(|one| one.code == "O2").unwrap();
        assert_eq!((calls.unit.as_str(), calls.minimum_grade), ("calls", 2));
        let term = test.read(|read| framework::term(read, calls.id));
        assert!(term.takes(date(2026, 11, 9)).is_err() && term.takes(date(2026, 11, 10)).is_ok());
        let letters = measures.iter().find(|one| one.id == OWN_MEASURE).unwrap();
        assert_eq!(letters.title, "Letters answered");
        test.visitor(Role::Lead).get(&second).says("Carried out");
        let differences = test.read(ledger::verify).differences;
        assert_eq!(differences, Vec::<String>::new());
    });
}

#[test]
fn p5b_a_refused_proposal_keeps_its_reason_and_is_never_carried_out() {
    on_both(|test| {
        sign_returns(test);
        let address = signed(test, &[("proposal", "Count the sky")]);
        let refuse = [("verdict", "refused"), ("reason", "It cannot be counted")];
        assert_eq!(decide(test, &address, &refuse).status, 303);
        let page = test.visitor(Role::Lead).get(&address);
        page.says("Refused")
            .says("It cannot be counted")
            .says("it is in words");
        let refused = carry_out(test, &address);
        assert_eq!(refused.status, 422);
        refused.says("Only what was accepted is carried out");
    });
}

#[test]
fn p5d_the_schema_refuses_a_proposal_that_is_decided_by_its_proposer() {
    on_both(|test| {
        sign_returns(test);
        let address = signed(test, &[("proposal", "Count the sky")]);
        assert_eq!(decide(test, &address, &ACCEPT).status, 303);
        let proposal = test.read(|read| store::standing(read, "2025-26")).remove(0);
        let mut decided = proposal.decided.clone().unwrap();
        decided.reason = "Once more".to_owned();
        let mut scope = test.scope();
        scope.person_id = proposal.proposed_by;
        let outcome = test.app.database.write(scope, |mut write| {
            let mut other = proposal.clone();
            other.id = crate::app::new_id();
            store::decision_add(&mut write, &other, &decided, test.now())?;
            let entry = database::LogEntry {
                at: test.now(),
                action: "must not be kept".to_owned(),
                record_kind: "test".to_owned(),
                record_id: "1".to_owned(),
                content: serde_json::json!({}),
            };
            Ok::<_, crate::failure::Failure>(write.commit(entry, ())?)
        });
        assert!(outcome.unwrap_err().is_constraint());
    });
}
