use super::*;
use crate::testing::on_both;
use domain::obligations::State::{AtRisk, Broken, Met, NotYetKnown};

#[test]
fn p1_2a_a_code_that_no_adopted_framework_has_breaks_the_clause() {
    on_both(|test| {
        laid(test);
        stands(test, "P1.2a", NotYetKnown, "No framework");
        measures(test, &["NT1"]);
        stands(test, "P1.2a", Broken, "The policy cites NT11");
        row(
            test,
            "UPDATE measure SET aliases = 'NT7 NT9 NT11 NT20' WHERE organisation_id = ?1",
            &[],
        );
        stands(test, "P1.2a", Met, "every code that the policy cites");
    });
}

fn consultation(test: &TestApp, closes_on: Date, decided_on: Option<Date>) {
    let id = new_id();
    row(
        test,
        "INSERT INTO consultation (organisation_id, id, question, opens_on, closes_on, opened_at)
         VALUES (?1, ?2, 'What counts?', '2026-01-01', ?3, 0)",
        &[id.into(), closes_on.into()],
    );
    if let Some(on) = decided_on {
        row(
            test,
            "INSERT INTO consultation_decision (organisation_id, consultation_id, heard, decision,
               decided_on, decided_by, recorded_at)
             VALUES (?1, ?2, 'Heard', 'Decided', ?3, 'The team', 0)",
            &[id.into(), on.into()],
        );
    }
}

#[test]
fn p1_2b_stakeholders_are_asked_and_a_forgotten_consultation_breaks_the_clause() {
    on_both(|test| {
        laid(test);
        stands(test, "P1.2b", NotYetKnown, "No stakeholder");
        row(
            test,
            "INSERT INTO stakeholder (organisation_id, id, name, kind, contact, listed_at)
             VALUES (?1, ?2, 'Staff', 'staff', '', 0)",
            &[new_id().into()],
        );
        stands(test, "P1.2b", AtRisk, "no consultation was decided");
        consultation(test, date(2026, 10, 1), Some(date(2026, 10, 5)));
        stands(test, "P1.2b", Met, "1 consultation was decided");
        consultation(test, date(2026, 11, 1), None);
        stands(test, "P1.2b", AtRisk, "waits for a decision");
        test.set_today(date(2027, 1, 5));
        stands(test, "P1.2b", Broken, "more than two months ago");
    });
}

#[test]
fn p1_2c_everybody_reads_the_version_within_sixty_days_and_there_are_targets() {
    on_both(|test| {
        laid(test);
        stands(test, "P1.2c", NotYetKnown, "Nobody has said");
        test.visitor(Role::Staff).post("/policy/acknowledge", &[]);
        stands(test, "P1.2c", AtRisk, "3 people have not read");
        for role in [Role::Lead, Role::Governance, Role::Auditor] {
            test.visitor(role).post("/policy/acknowledge", &[]);
        }
        stands(test, "P1.2c", AtRisk, "no target is set");
        let measure = measures(test, &["A1"])[0];
        target(test, measure, "2026-27-q2", 1_000);
        stands(test, "P1.2c", Met, "All 4 have read");
        test.join("Late Comer", &[Role::Staff]);
        test.set_today(date(2027, 1, 20));
        stands(test, "P1.2c", Broken, "more than 60 days");
    });
}

#[test]
fn p1_2d_partners_are_sought_every_year_and_not_all_of_them_end() {
    on_both(|test| {
        laid(test);
        stands(test, "P1.2d", AtRisk, "none is approved");
        approved(test, "Tate Street Hub", PartnerKind::Employer);
        stands(test, "P1.2d", Met, "1 partner was approved");
        test.set_today(date(2028, 2, 1));
        stands(test, "P1.2d", AtRisk, "No partner was sought");
        row(
            test,
            "UPDATE partner SET stage = 'ended', ended_on = '2028-01-01' WHERE organisation_id = ?1",
            &[],
        );
        stands(test, "P1.2d", Broken, "Every partnership has ended");
    });
}

#[test]
fn p1_2e_what_has_no_evidence_is_a_risk_and_most_of_it_breaks_the_clause() {
    on_both(|test| {
        laid(test);
        let measure = measures(test, &["A1"])[0];
        stands(test, "P1.2e", NotYetKnown, "Nothing was recorded");
        let at = (date(2026, 9, 1), "E08000012");
        let entry = post(test, measure, at, 5_000);
        stands(test, "P1.2e", Broken, "Most of what was recorded");
        show_it(test, entry);
        stands(test, "P1.2e", Met, "has the evidence asked for");
        post(test, measure, at, 1_000);
        stands(test, "P1.2e", AtRisk, "Some of what was recorded");
    });
}

#[test]
fn p1_2f_monitoring_is_as_good_as_the_weakest_of_its_parts() {
    on_both(|test| {
        laid(test);
        stands(test, "P1.2f", Broken, "has not been reviewed");
        for quarter in ENDED {
            returned(test, quarter, Some(()));
        }
        stands(
            test,
            "P1.2f",
            AtRisk,
            "The report of 2025-26 is to be written",
        );
        reported(test);
        stands(test, "P1.2f", NotYetKnown, "Nothing that was said");
        let action = action(test, date(2026, 12, 1));
        decision(test, action);
        stands(test, "P1.2f", Met, "quarters that ended");
    });
}
