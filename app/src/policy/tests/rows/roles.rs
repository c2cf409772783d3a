use super::*;
use crate::testing::on_both;
use domain::obligations::State::{AtRisk, Broken, Met, NotYetKnown};

#[test]
fn p4a_somebody_leads_and_nothing_taken_on_is_overdue() {
    on_both(|test| {
        laid(test);
        stands(test, "P4a", Met, "1 lead and 1 member");
        action(test, date(2026, 11, 1));
        stands(test, "P4a", AtRisk, "1 action that was taken on is overdue");
        row(
            test,
            "DELETE FROM person_role WHERE organisation_id = ?1 AND role = 'lead'",
            &[],
        );
        stands(test, "P4a", Broken, "Nobody has the role");
    });
}

#[test]
fn p4b_an_overdue_or_unmet_requirement_breaks_the_clause() {
    on_both(|test| {
        laid(test);
        stands(test, "P4b", NotYetKnown, "is listed yet");
        let (id, owner) = (new_id(), test.person(Role::Lead).id);
        row(
            test,
            "INSERT INTO requirement (organisation_id, id, title, source_kind, source, owner_id,
               next_check_on, listed_at)
             VALUES (?1, ?2, 'Publish it', 'law', 'An act', ?3, '2026-12-01', 0)",
            &[id.into(), owner.into()],
        );
        stands(test, "P4b", Met, "1 requirement is listed");
        let looked = |on: Date, outcome: &str| {
            row(
                test,
                "INSERT INTO requirement_check (organisation_id, requirement_id, id, checked_on, outcome,
                   next_check_on, note, recorded_at)
                 VALUES (?1, ?2, ?3, ?4, ?5, '2027-12-01', 'Seen', 0)",
                &[id.into(), new_id().into(), on.into(), outcome.into()],
            );
        };
        looked(date(2026, 11, 1), "partly-met");
        stands(test, "P4b", AtRisk, "in part");
        looked(date(2026, 11, 2), "not-met");
        stands(test, "P4b", Broken, "found not to be met");
        looked(date(2026, 11, 3), "met");
        stands(test, "P4b", Met, "1 requirement");
        test.set_today(date(2026, 12, 2));
        stands(test, "P4b", Broken, "is overdue");
    });
}

#[test]
fn p4c_a_yearly_review_that_is_overdue_breaks_the_clause() {
    on_both(|test| {
        laid(test);
        stands(test, "P4c", NotYetKnown, "No partner is approved");
        approved(test, "Tate Street Hub", PartnerKind::Employer);
        stands(test, "P4c", Met, "is due");
        test.set_today(date(2027, 10, 1));
        stands(test, "P4c", AtRisk, "1 yearly review is due");
        test.set_today(date(2027, 11, 11));
        stands(test, "P4c", Broken, "Tate Street Hub is overdue");
    });
}

#[test]
fn p4d_a_quarter_that_is_not_signed_in_three_months_breaks_the_clause() {
    on_both(|test| {
        laid(test);
        stands(test, "P4d", Broken, "Quarter 2 of 2025-26");
        for quarter in ENDED {
            returned(test, quarter, Some(()));
        }
        stands(test, "P4d", Met, "All 4 quarters");
        test.set_today(date(2027, 2, 5));
        stands(test, "P4d", AtRisk, "Quarter 2 of 2026-27");
    });
}

#[test]
fn p4e_staff_who_record_nothing_for_long_break_the_clause() {
    on_both(|test| {
        laid(test);
        stands(test, "P4e", NotYetKnown, "not recorded anything");
        let activity = live(test, ("Salon", "staff"), (None, None));
        session(test, (activity, "staff"), date(2026, 11, 9));
        stands(test, "P4e", Met, "10 November 2026");
        test.set_today(date(2026, 12, 20));
        stands(test, "P4e", AtRisk, "10 November 2026");
        test.set_today(date(2027, 2, 20));
        stands(test, "P4e", Broken, "10 November 2026");
    });
}

#[test]
fn p4f_a_live_activity_for_learners_without_a_risk_assessment_in_date_breaks_the_clause() {
    on_both(|test| {
        laid(test);
        stands(test, "P4f", NotYetKnown, "No activity for learners");
        let activity = live(test, ("Boat days", "learners"), (None, None));
        stands(test, "P4f", Broken, "no risk assessment in date");
        row(
            test,
            "INSERT INTO risk_assessment (organisation_id, id, activity_id, title, reviewed_on, valid_until,
               recorded_at)
             VALUES (?1, ?2, ?3, 'Boats', '2026-11-01', '2027-11-01', 0)",
            &[new_id().into(), activity.into()],
        );
        stands(test, "P4f", Broken, "who supervises it");
        row(
            test,
            "INSERT INTO supervision (organisation_id, id, activity_id, age_from, age_to, voluntary_how,
               supervisor, learners_each, recorded_at)
             VALUES (?1, ?2, ?3, 18, 60, 'Asked', 'Ann', 8, 0)",
            &[new_id().into(), activity.into()],
        );
        stands(test, "P4f", Met, "1 live activity for learners");
        test.set_today(date(2027, 10, 1));
        stands(test, "P4f", AtRisk, "within 60 days");
        test.set_today(date(2027, 11, 2));
        stands(test, "P4f", Broken, "no risk assessment in date");
    });
}

#[test]
fn p4g_partners_are_asked_every_half_year_and_answer() {
    on_both(|test| {
        laid(test);
        stands(test, "P4g", NotYetKnown, "No partner has been asked");
        let hub = approved(test, "Tate Street Hub", PartnerKind::Employer);
        let (link, now) = (new_id(), test.now());
        row(
            test,
            "INSERT INTO feedback_link (organisation_id, id, partner_id, quarter, made_at, expires_at)
             VALUES (?1, ?2, ?3, '2026-27-q1', ?4, ?5)",
            &[
                link.into(),
                hub.into(),
                now.into(),
                (now.as_millisecond() + 1_000).into(),
            ],
        );
        stands(test, "P4g", AtRisk, "none has answered");
        row(
            test,
            "INSERT INTO feedback_answer (organisation_id, id, link_id, given_at, worked, should_change,
               impact)
             VALUES (?1, ?2, ?3, ?4, 'All', '', '')",
            &[new_id().into(), link.into(), now.into()],
        );
        stands(test, "P4g", Met, "1 of 1 partner");
        test.set_today(date(2027, 7, 1));
        stands(test, "P4g", Broken, "in the last six months");
    });
}
