use super::*;
use crate::testing::on_both;
use domain::obligations::State::{AtRisk, Broken, Met, NotYetKnown};

#[test]
fn p5a_a_quarter_that_is_not_reviewed_in_three_months_breaks_the_clause() {
    on_both(|test| {
        laid(test);
        stands(test, "P5a", Broken, "Quarter 2 of 2025-26");
        for quarter in ENDED {
            returned(test, quarter, None);
        }
        stands(
            test,
            "P5a",
            Met,
            "All 4 quarters".trim_start_matches("All "),
        );
        test.set_today(date(2027, 2, 5));
        stands(test, "P5a", AtRisk, "The return of Quarter 2 of 2026-27");
    });
}

#[test]
fn p5b_a_year_whose_report_is_not_signed_in_half_a_year_breaks_the_clause() {
    on_both(|test| {
        laid(test);
        stands(test, "P5b", AtRisk, "is to be written");
        test.set_today(date(2027, 2, 1));
        stands(test, "P5b", Broken, "is not signed");
        reported(test);
        stands(test, "P5b", Met, "was signed on 1 February 2027");
    });
}

#[test]
fn p5c_what_is_said_leads_to_decisions_and_a_forgotten_action_breaks_the_clause() {
    on_both(|test| {
        laid(test);
        stands(test, "P5c", NotYetKnown, "Nothing that was said");
        let first = action(test, date(2026, 11, 20));
        stands(test, "P5c", AtRisk, "Nothing was decided");
        decision(test, first);
        stands(test, "P5c", Met, "1 decision was made");
        test.set_today(date(2026, 11, 25));
        stands(test, "P5c", AtRisk, "1 action is overdue");
        test.set_today(date(2026, 12, 25));
        stands(test, "P5c", Broken, "more than four weeks");
    });
}

#[test]
fn p5d_an_accepted_proposal_whose_day_has_come_breaks_the_clause_until_it_is_carried_out() {
    on_both(|test| {
        laid(test);
        stands(test, "P5d", NotYetKnown, "No change took effect");
        let measure = measures(test, &["A1"])[0];
        let action = action(test, date(2026, 12, 1));
        let decision = decision(test, action);
        let change = new_id();
        row(
            test,
            "INSERT INTO feedback_change (organisation_id, id, decision_id, measure_id, what, reason,
               effective_from, recorded_at)
             VALUES (?1, ?2, ?3, ?4, 'More', 'Said', '2026-11-01', 0)",
            &[change.into(), decision.into(), measure.into()],
        );
        stands(test, "P5d", Met, "1 change took effect");
        reported(test);
        let (proposal, lead) = (new_id(), test.person(Role::Lead).id);
        row(
            test,
            "INSERT INTO proposed_change (organisation_id, id, year, proposal, reason, proposed_at,
               proposed_by)
             VALUES (?1, ?2, '2025-26', 'Fewer', 'Because', 0, ?3)",
            &[proposal.into(), lead.into()],
        );
        test.set_today(date(2027, 1, 20));
        stands(test, "P5d", AtRisk, "1 proposal waits");
        row(
            test,
            "INSERT INTO proposal_decision (organisation_id, proposal_id, verdict, reason, effective_from,
               decision_id, proposed_by, decided_at, decided_by)
             VALUES (?1, ?2, 'accepted', 'Good', '2027-01-01', ?3, ?4, 0, ?5)",
            &[
                proposal.into(),
                decision.into(),
                lead.into(),
                test.person(Role::Governance).id.into(),
            ],
        );
        stands(test, "P5d", Broken, "1 proposal was accepted");
        row(
            test,
            "INSERT INTO proposal_carried_out (organisation_id, proposal_id, change_id, carried_out_at)
             VALUES (?1, ?2, ?3, 0)",
            &[proposal.into(), change.into()],
        );
        stands(test, "P5d", Met, "1 change took effect");
    });
}

#[test]
fn p5e_a_contract_that_keeps_its_records_for_less_than_six_years_breaks_the_clause() {
    on_both(|test| {
        laid(test);
        stands(test, "P5e", NotYetKnown, "No contract");
        let contract = |number: &str, rule: &str| {
            row(
                test,
                "INSERT INTO contract (organisation_id, id, funder, number, stream, former_stream,
                   starts_on, ends_on, retention_class, listed_at)
                 VALUES (?1, ?2, 'Region', ?3, 'Skills', '', '2026-01-01', '2027-01-01', ?4, 0)",
                &[new_id().into(), number.into(), rule.into()],
            );
        };
        contract("1", "Six years after the last payment");
        stands(test, "P5e", Met, "1 contract");
        contract("2", "By the funding rules");
        stands(test, "P5e", AtRisk, "Region 2");
        contract("3", "Five years after the last payment");
        stands(test, "P5e", Broken, "less than six years");
    });
}
