use super::*;
use crate::testing::on_both;
use domain::obligations::State::{AtRisk, Broken, Met, NotYetKnown};

#[test]
fn p3a_a_partner_without_contact_or_agreement_is_a_risk_and_one_that_ended_breaks_the_clause() {
    on_both(|test| {
        laid(test);
        stands(test, "P3a", NotYetKnown, "7 partners are listed");
        let hub = approved(test, "Tate Street Hub", PartnerKind::Employer);
        stands(test, "P3a", AtRisk, "have no contact");
        row(
            test,
            "INSERT INTO partner_contact (organisation_id, id, partner_id, name, task, email, telephone)
             VALUES (?1, ?2, ?3, 'Ann', '', '', '')",
            &[new_id().into(), hub.into()],
        );
        stands(test, "P3a", AtRisk, "have no agreement");
        row(
            test,
            "INSERT INTO partner_agreement (organisation_id, id, partner_id, title, starts_on, recorded_at)
             VALUES (?1, ?2, ?3, 'Letter', '2026-01-01', 0)",
            &[new_id().into(), hub.into()],
        );
        stands(test, "P3a", Met, "1 approved partner");
        row(
            test,
            "UPDATE partner SET stage = 'ended', ended_on = '2026-11-01'
             WHERE organisation_id = ?1 AND stage = 'prospect'",
            &[],
        );
        stands(test, "P3a", Broken, "the partnership has ended");
    });
}

#[test]
fn p3b_partners_that_the_policy_names_are_approved_first_and_stay_so_while_an_activity_is_live() {
    on_both(|test| {
        laid(test);
        stands(test, "P3b", AtRisk, "no record of an approval");
        for listed in test.read(partners::all) {
            sign(test, listed.id);
        }
        stands(test, "P3b", Met, "was approved first");
        let hub = approved(test, "Tate Street Hub", PartnerKind::Employer);
        live(test, ("Tasters", "staff"), (None, Some(hub)));
        stands(test, "P3b", Met, "was approved first");
        row(
            test,
            "UPDATE partner SET stage = 'ended', ended_on = '2026-11-01'
             WHERE organisation_id = ?1 AND id = ?2",
            &[hub.into()],
        );
        stands(test, "P3b", Broken, "‘Tasters’ is live");
    });
}

fn check(test: &TestApp, (key, kind): (&str, &str)) {
    laid(test);
    stands(test, key, NotYetKnown, "No partner is approved");
    approved(test, "Tate Street Hub", PartnerKind::Employer);
    stands(test, key, Met, "in date");
    let ends = |day: Date| {
        row(
            test,
            "UPDATE partner_check SET expires_on = ?3 WHERE organisation_id = ?1 AND check_kind = ?2",
            &[kind.into(), day.into()],
        );
    };
    ends(date(2026, 12, 1));
    stands(test, key, AtRisk, "within 60 days");
    test.set_today(date(2026, 12, 2));
    stands(test, key, Broken, "missing or has run out for 1 of");
}

#[test]
fn a_1_safeguarding_that_has_run_out_breaks_the_clause() {
    on_both(|test| check(test, ("A.1", "safeguarding")));
}

#[test]
fn a_2_quality_that_has_run_out_breaks_the_clause() {
    on_both(|test| check(test, ("A.2", "quality")));
}

#[test]
fn a_3_a_declaration_of_interests_that_has_run_out_breaks_the_clause() {
    on_both(|test| check(test, ("A.3", "conflict")));
}

#[test]
fn a_4_a_benefit_to_learners_that_has_run_out_breaks_the_clause() {
    on_both(|test| check(test, ("A.4", "benefit")));
}

#[test]
fn a_5_a_partner_whom_nobody_signed_for_breaks_the_clause() {
    on_both(|test| {
        laid(test);
        stands(test, "A.5", NotYetKnown, "No partner is approved");
        approved(test, "Tate Street Hub", PartnerKind::Employer);
        stands(test, "A.5", Met, "signed for");
        row(
            test,
            "DELETE FROM partner_approval WHERE organisation_id = ?1",
            &[],
        );
        stands(test, "A.5", Broken, "Nobody signed for 1");
    });
}
