//! One test for each thing that the policy promises: its state changes when the facts change. They run on
//! the organisation's own policy when `COMMONWEAL_POLICY_FILE` names it, and on our sample otherwise.

mod jobs;
mod monitoring;
mod partnership;
mod reviewing;
mod roles;
mod statement;
mod themes;

use crate::app::{date_of, new_id};
use crate::ledger::{self, Context, NewEntry};
use crate::partners::{self, NewPartner};
use crate::policy::obligations::{What, standing};
use crate::policy::{shown, store};
use crate::testing::TestApp;
use crate::{evidence, framework, organisation};
use database::{Id, Value};
use domain::calendar::Calendar;
use domain::ledger::{Grade, Quantity};
use domain::obligations::{Judged, State};
use domain::partners::PartnerKind;
use domain::people::Role;
use jiff::civil::{Date, date};

const SAMPLE: &str = include_str!("../../../../../domain/samples/policy.txt");

/// The quarters that have ended on the test's own day.
const ENDED: [&str; 4] = ["2025-26-q2", "2025-26-q3", "2025-26-q4", "2026-27-q1"];

/// Imports the policy as the lead.
pub(super) fn laid(test: &TestApp) {
    let policy = std::env::var("COMMONWEAL_POLICY_FILE").map_or_else(
        |_| SAMPLE.to_owned(),
        |file| std::fs::read_to_string(file).unwrap(),
    );
    let page = super::import(test, &policy);
    assert_eq!(page.status, 303, "{}", page.text());
}

/// The key of the version that is shown.
pub(super) fn version(test: &TestApp) -> Id {
    test.read(|read| Ok(shown(&store::versions(read)?, None).unwrap().id))
}

fn judged(test: &TestApp, key: &str) -> Judged {
    let today = date_of(test.now());
    test.read(|read| {
        let versions = store::versions(read)?;
        let policy = shown(&versions, None).unwrap();
        let all = standing(read, policy, today)?;
        let found = all.into_iter().find(|one| match one.obligation.what {
            What::Check(check) => check.key == key,
            What::Attested { .. } => false,
        });
        Ok(found
            .unwrap_or_else(|| panic!("{key} has no clause"))
            .judged)
    })
}

/// How a check stands, and words of its reason.
#[track_caller]
fn stands(test: &TestApp, key: &str, state: State, words: &str) {
    let judged = judged(test, key);
    assert_eq!(judged.state, state, "{key}: {}", judged.reason);
    assert!(judged.reason.contains(words), "{key}: {}", judged.reason);
    assert!(judged.reason.ends_with('.'), "{key}: {}", judged.reason);
}

/// Writes a row; the organisation is the first value.
fn row(test: &TestApp, sql: &str, values: &[Value]) {
    test.write(|write| {
        let mut all = vec![write.organisation_id().into()];
        all.extend_from_slice(values);
        write.execute(sql, &all)?;
        Ok(())
    });
}

fn approve_policy(test: &TestApp) {
    let id = version(test);
    let lead = test.visitor(Role::Lead);
    assert_eq!(lead.post(&format!("/policy/{id}/send"), &[]).status, 303);
    let board = test.visitor(Role::Governance);
    let page = board.post(&format!("/policy/{id}/approve"), &[("read", "yes")]);
    assert_eq!(page.status, 303, "{}", page.text());
}

/// A measure for each code.
fn measures(test: &TestApp, codes: &[&str]) -> Vec<Id> {
    let asked: Vec<_> = codes
        .iter()
        .map(|code| (*code, "Measure", "people"))
        .collect();
    crate::testing::framework::adopt(test, &asked)
}

fn target(test: &TestApp, measure: Id, quarter: &str, thousandths: i64) {
    let quarter = Calendar::ACADEMIC.quarter(quarter).unwrap();
    test.write(|write| framework::target_set(write, measure, quarter, thousandths, test.now()));
}

fn context(test: &TestApp) -> Context {
    let organisation = test.read(organisation::find);
    Context {
        calendar: Calendar::ACADEMIC,
        first_day: organisation.first_year_starts_on,
        today: date_of(test.now()),
        now: test.now(),
        secret: [7; 32],
    }
}

/// Posts a quantity that is all additional.
fn post(test: &TestApp, measure_id: Id, (on, area): (Date, &str), thousandths: i64) -> Id {
    post_for(test, (measure_id, None), (on, area), thousandths)
}

fn post_for(
    test: &TestApp,
    (measure_id, activity_id): (Id, Option<Id>),
    (on, area): (Date, &str),
    thousandths: i64,
) -> Id {
    let new = NewEntry {
        id: new_id(),
        measure_id,
        happened_on: on,
        area_code: area.to_owned(),
        area_method: None,
        partner_id: None,
        activity_id,
        session_id: None,
        contract_id: None,
        quantity: Quantity(thousandths),
        additional_percent: 100,
        reason: String::new(),
        subjects: Vec::new(),
    };
    test.write(|write| {
        ledger::post(write, &new, &context(test))?.unwrap();
        Ok(())
    });
    new.id
}

fn show_it(test: &TestApp, entry_id: Id) {
    let evidence = evidence::Evidence {
        consent: None,
        id: new_id(),
        title: "Register".to_owned(),
        grade: Grade::SelfDeclared,
        effective_on: date(2026, 9, 1),
        days: domain::evidence::Days::default(),
        proof: evidence::Proof::Link {
            address: "https://example.org/register".to_owned(),
        },
    };
    test.write(|write| {
        evidence::add(write, &evidence, test.now())?;
        let grade = (evidence.id, evidence.grade);
        ledger::attach(write, entry_id, grade, &context(test))?.unwrap();
        Ok(())
    });
}

fn partner(test: &TestApp, name: &str, kind: PartnerKind) -> Id {
    let partner = NewPartner {
        id: new_id(),
        name: name.to_owned(),
        kind,
        purpose: "What it does".to_owned(),
    };
    test.write(|write| partners::add(write, &partner, test.now()));
    partner.id
}

/// Takes a partner through its checks to the signature, today.
fn sign(test: &TestApp, partner_id: Id) {
    let signer = test.person(Role::Governance).id;
    let on = (date_of(test.now()), test.now());
    test.write(|write| partners::lay_approved(write, partner_id, signer, on));
}

fn approved(test: &TestApp, name: &str, kind: PartnerKind) -> Id {
    let id = partner(test, name, kind);
    sign(test, id);
    id
}

/// An activity that has gone live.
fn live(
    test: &TestApp,
    (title, audience): (&str, &str),
    (catalogue, partner_id): (Option<&str>, Option<Id>),
) -> Id {
    let (id, by) = (new_id(), test.person(Role::Lead).id);
    row(
        test,
        "INSERT INTO activity (organisation_id, id, title, description, audience, area_code,
           additional_percent, usual_minutes, started_at, catalogue, partner_id)
         VALUES (?1, ?2, ?3, '', ?4, 'E08000012', 100, 60, 0, ?5, ?6)",
        &[
            id.into(),
            title.into(),
            audience.into(),
            catalogue.into(),
            partner_id.into(),
        ],
    );
    let answers = [new_id(), new_id(), new_id()];
    for (answer, question) in answers
        .iter()
        .zip(["safeguarding", "curriculum", "contract"])
    {
        row(
            test,
            "INSERT INTO activity_answer (organisation_id, id, activity_id, question, finding, reason,
               answered_at, answered_by)
             VALUES (?1, ?2, ?3, ?4, 'does-not-detract', 'Looked at', 0, ?5)",
            &[(*answer).into(), id.into(), question.into(), by.into()],
        );
    }
    let [first, second, third] = answers;
    row(
        test,
        "INSERT INTO activity_live (organisation_id, activity_id, finding, safeguarding,
           safeguarding_id, curriculum, curriculum_id, contract, contract_id, went_live_at, partner_id)
         VALUES (?1, ?2, 'does-not-detract', 'safeguarding', ?3, 'curriculum', ?4, 'contract', ?5, 0, ?6)",
        &[
            id.into(),
            first.into(),
            second.into(),
            third.into(),
            partner_id.into(),
        ],
    );
    id
}

/// A session that staff recorded now.
fn session(test: &TestApp, (activity, audience): (Id, &str), on: Date) {
    row(
        test,
        "INSERT INTO session (organisation_id, id, activity_id, held_on, area_code, minutes,
           attendees, note, audience, recorded_at, recorded_by)
         VALUES (?1, ?2, ?3, ?4, 'E08000012', 60, 3, '', ?5, ?6, ?7)",
        &[
            new_id().into(),
            activity.into(),
            on.into(),
            audience.into(),
            test.now().into(),
            test.person(Role::Staff).id.into(),
        ],
    );
}

/// A return that was prepared, reviewed and, if it is to be, signed.
fn returned(test: &TestApp, quarter: &str, signed: Option<()>) {
    let (lead, board) = (test.person(Role::Lead).id, test.person(Role::Governance).id);
    let (seal, now) = (new_id(), test.now());
    if signed.is_some() {
        row(
            test,
            "INSERT INTO seal (organisation_id, id, record_kind, record_id, content, content_sha256,
               sealed_at)
             VALUES (?1, ?2, 'return', ?3, '{}', ?4, ?5)",
            &[seal.into(), quarter.into(), [1_u8; 32].into(), now.into()],
        );
    }
    let signing = signed.map(|()| now);
    row(
        test,
        "INSERT INTO quarterly_return (organisation_id, quarter, opened_at, prepared_at, prepared_by,
           reviewed_at, reviewed_by, signed_off_at, signed_off_by, seal_id)
         VALUES (?1, ?2, ?3, ?3, ?4, ?3, ?5, ?6, ?7, ?8)",
        &[
            quarter.into(),
            now.into(),
            lead.into(),
            board.into(),
            signing.into(),
            signed.map(|()| board).into(),
            signed.map(|()| seal).into(),
        ],
    );
}

/// The annual report of the last year, signed.
fn reported(test: &TestApp) {
    let (lead, board) = (test.person(Role::Lead).id, test.person(Role::Governance).id);
    let (seal, now) = (new_id(), test.now());
    row(
        test,
        "INSERT INTO seal (organisation_id, id, record_kind, record_id, content, content_sha256, sealed_at)
         VALUES (?1, ?2, 'annual-report', '2025-26', '{}', ?3, ?4)",
        &[seal.into(), [1_u8; 32].into(), now.into()],
    );
    row(
        test,
        "INSERT INTO annual_report (organisation_id, year, summary, lessons, recommendations, drafted_at,
           prepared_at, prepared_by, signed_off_at, signed_off_by, seal_id)
         VALUES (?1, '2025-26', '', '', '', ?2, ?2, ?3, ?2, ?4, ?5)",
        &[now.into(), lead.into(), board.into(), seal.into()],
    );
}

/// An action that is due on a day.
fn action(test: &TestApp, due_on: Date) -> Id {
    let id = new_id();
    row(
        test,
        "INSERT INTO feedback_action (organisation_id, id, said, what, owner_id, due_on, opened_at)
         VALUES (?1, ?2, 'Said', 'To do', ?3, ?4, ?5)",
        &[
            id.into(),
            test.person(Role::Lead).id.into(),
            due_on.into(),
            test.now().into(),
        ],
    );
    id
}

fn decision(test: &TestApp, action_id: Id) -> Id {
    let id = new_id();
    row(
        test,
        "INSERT INTO feedback_decision (organisation_id, id, action_id, decision, decided_on, decided_by,
           recorded_at)
         VALUES (?1, ?2, ?3, 'Do it', ?4, 'The team', ?5)",
        &[
            id.into(),
            action_id.into(),
            date_of(test.now()).into(),
            test.now().into(),
        ],
    );
    id
}

/// The key of the version that is shown, within a read.
pub(super) fn version_in(read: &mut database::Read<'_>) -> Result<Id, crate::failure::Failure> {
    Ok(shown(&store::versions(read)?, None).unwrap().id)
}
