use super::*;
use crate::testing::on_both;
use domain::obligations::State::{AtRisk, Broken, Elsewhere, Met, NotYetKnown};

#[test]
fn p0_1_a_version_is_a_risk_until_it_is_approved_and_broken_once_its_review_date_has_passed() {
    on_both(|test| {
        laid(test);
        stands(test, "P0.1", AtRisk, "has not been approved yet");
        approve_policy(test);
        stands(
            test,
            "P0.1",
            Met,
            "approved by Governance & Leadership Person",
        );
        test.set_today(date(2027, 3, 15));
        stands(test, "P0.1", AtRisk, "to be reviewed by 30 April 2027");
        test.set_today(date(2027, 5, 1));
        stands(test, "P0.1", Broken, "has passed");
    });
}

#[test]
fn p1_0_what_is_valued_without_its_whole_life_breaks_the_clause() {
    on_both(|test| {
        laid(test);
        let asked = [("A1", "One", "people"), ("A2", "Two", "people")];
        let made = crate::testing::framework::adopt_with(test, &asked, |measure| {
            measure.value_kind = "fixed".to_owned();
        });
        let at = (date(2026, 9, 1), "E08000012");
        post(test, made[0], at, 1_000);
        stands(test, "P1.0", NotYetKnown, "No measure");
        row(
            test,
            "INSERT INTO measure_value (organisation_id, measure_id, valid_from, pounds_ten_millionths,
               source) VALUES (?1, ?2, '2025-08-01', 100, 'Us')",
            &[made[0].into()],
        );
        stands(
            test,
            "P1.0",
            Broken,
            "1 measure is valued in pounds without",
        );
        row(
            test,
            "INSERT INTO whole_life (organisation_id, measure_id, valid_from, years,
               deadweight_thousandths, displacement_thousandths, attribution_thousandths,
               drop_off_thousandths, reason, said_at)
             VALUES (?1, ?2, '2025-08-01', 2, 0, 0, 0, 0, 'Ours', 0)",
            &[made[0].into()],
        );
        stands(test, "P1.0", Met, "gross and net");
        post(test, made[1], at, 1_000);
        stands(test, "P1.0", AtRisk, "1 of 2 measures");
    });
}

#[test]
fn p1_1a_what_is_delivered_is_measured_and_reported_or_the_clause_does_not_stand() {
    on_both(|test| {
        laid(test);
        let measure = measures(test, &["A1"])[0];
        stands(test, "P1.1a", NotYetKnown, "No activity");
        live(test, ("Salon", "staff"), (None, None));
        stands(test, "P1.1a", Broken, "nothing was recorded");
        post(test, measure, (date(2026, 9, 1), "E08000012"), 1_000);
        stands(test, "P1.1a", AtRisk, "no return of it is signed");
        returned(test, "2026-27-q1", Some(()));
        stands(test, "P1.1a", Met, "1 return is signed");
    });
}

#[test]
fn p1_1b_every_area_has_something_recorded_or_is_named() {
    on_both(|test| {
        laid(test);
        let measure = measures(test, &["A1"])[0];
        stands(test, "P1.1b", NotYetKnown, "Nothing was recorded");
        let mut areas = test.read(organisation::areas);
        let last = areas.pop().unwrap();
        for area in &areas {
            post(test, measure, (date(2026, 9, 1), &area.code), 1_000);
        }
        stands(test, "P1.1b", AtRisk, &last.name);
        post(test, measure, (date(2026, 9, 1), &last.code), 1_000);
        stands(test, "P1.1b", Met, "each of our 6 areas");
    });
}

#[test]
fn p1_1c_an_objective_without_an_activity_is_a_risk_and_a_lapsed_one_breaks_the_clause() {
    on_both(|test| {
        laid(test);
        stands(test, "P1.1c", NotYetKnown, "No strategic objective");
        let id = new_id();
        row(
            test,
            "INSERT INTO objective (organisation_id, id, title, source, valid_from, valid_to, listed_at)
             VALUES (?1, ?2, 'Good work', 'Strategy', '2026-01-01', '2026-12-31', 0)",
            &[id.into()],
        );
        stands(test, "P1.1c", AtRisk, "‘Good work’");
        let activity = live(test, ("Salon", "staff"), (None, None));
        row(
            test,
            "INSERT INTO objective_link (organisation_id, objective_id, record_kind, record_id, linked_at)
             VALUES (?1, ?2, 'activity', ?3, 0)",
            &[id.into(), activity.into()],
        );
        stands(test, "P1.1c", Met, "1 objective in force");
        test.set_today(date(2027, 1, 1));
        stands(test, "P1.1c", Broken, "has lapsed");
    });
}

#[test]
fn p1_1d_a_live_activity_that_is_found_to_detract_breaks_the_clause_until_it_ends() {
    on_both(|test| {
        laid(test);
        stands(test, "P1.1d", NotYetKnown, "No activity");
        let activity = live(test, ("Salon", "staff"), (None, None));
        stands(test, "P1.1d", Met, "1 activity is live");
        row(
            test,
            "INSERT INTO activity_answer (organisation_id, id, activity_id, question, finding, reason,
               answered_at, answered_by)
             VALUES (?1, ?2, ?3, 'curriculum', 'detracts', 'Takes lessons', 5, ?4)",
            &[
                new_id().into(),
                activity.into(),
                test.person(Role::Lead).id.into(),
            ],
        );
        stands(test, "P1.1d", Broken, "‘Salon’ was found to detract");
        row(
            test,
            "UPDATE activity SET ended_at = 9 WHERE organisation_id = ?1 AND id = ?2",
            &[activity.into()],
        );
        stands(test, "P1.1d", NotYetKnown, "No activity");
    });
}

#[test]
fn p1_1e_a_theme_is_addressed_elsewhere_as_long_as_that_document_is_in_date() {
    on_both(|test| {
        laid(test);
        measures(test, &["A1"]);
        stands(test, "P1.1e", NotYetKnown, "No theme");
        row(
            test,
            "INSERT INTO theme_elsewhere (organisation_id, theme_id, document, kept_where, marked_at)
             SELECT organisation_id, id, 'Green Policy', 'Intranet', 0 FROM theme
             WHERE organisation_id = ?1",
            &[],
        );
        stands(
            test,
            "P1.1e",
            Elsewhere,
            "Jobs is addressed in Green Policy",
        );
        reviewing::listed_and_approved(test, "Green Policy", date(2026, 12, 1));
        stands(test, "P1.1e", Elsewhere, "Green Policy");
        test.set_today(date(2026, 12, 2));
        stands(
            test,
            "P1.1e",
            AtRisk,
            "was to be reviewed by 1 December 2026",
        );
    });
}
