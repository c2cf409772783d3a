use super::*;
use crate::testing::on_both;
use domain::activities::CATALOGUE;
use domain::obligations::State::{AtRisk, Broken, Met, NotYetKnown};

const AT: (Date, &str) = (date(2026, 11, 2), "E08000012");

/// Makes every line of the catalogue for an audience live, with something recorded for each.
fn all_lines(test: &TestApp, audience: &str, but: &str) {
    let measure = test.read(framework::measures)[0].id;
    let others = CATALOGUE.iter().filter(|line| {
        line.audience == audience
            && line.key != but
            && !["employers", "community", "pilot"].contains(&line.key)
    });
    for line in others {
        let id = live(test, (line.title, audience), (Some(line.key), None));
        post_for(test, (measure, Some(id)), AT, 1_000);
    }
}

fn offers(test: &TestApp, key: &str, (audience, line): (&str, &str)) {
    laid(test);
    let measure = measures(test, &["A1"])[0];
    stands(test, key, NotYetKnown, "None of what is promised");
    let id = live(test, ("First", audience), (Some(line), None));
    stands(test, key, Broken, "Nothing was recorded for");
    post_for(test, (measure, Some(id)), AT, 1_000);
    stands(test, key, AtRisk, "No live activity offers");
    all_lines(test, audience, line);
    stands(test, key, Met, "recorded last on 2 November 2026");
    test.set_today(date(2027, 3, 1));
    stands(test, key, Broken, "in the last three months");
}

#[test]
fn p2_1a_what_is_offered_to_staff_goes_on_or_the_clause_says_what_does_not() {
    on_both(|test| offers(test, "P2.1a", ("staff", "staff-wellbeing")));
}

#[test]
fn p2_1c_what_is_offered_to_learners_goes_on_or_the_clause_says_what_does_not() {
    on_both(|test| offers(test, "P2.1c", ("learners", "employability")));
}

fn outcomes(test: &TestApp, key: &str, codes: &[&str]) {
    laid(test);
    let made = measures(test, codes);
    stands(test, key, NotYetKnown, "nothing was recorded");
    for measure in &made {
        target(test, *measure, "2026-27-q1", 1_000);
    }
    stands(test, key, Broken, "0\u{a0}% of its target");
    for measure in &made {
        let entry = post(test, *measure, (date(2026, 9, 1), "E08000012"), 1_000);
        stands(test, key, Broken, "0\u{a0}% of its target");
        show_it(test, entry);
    }
    stands(test, key, Met, "100\u{a0}% of its target");
    target(test, made[0], "2026-27-q1", 1_100);
    stands(test, key, AtRisk, "90\u{a0}% of its target");
}

#[test]
fn p2_1b_local_people_in_lasting_work_are_held_against_their_target() {
    on_both(|test| outcomes(test, "P2.1b", &["NT1", "NT20"]));
}

#[test]
fn p2_1d_training_and_confidence_are_held_against_their_targets() {
    on_both(|test| outcomes(test, "P2.1d", &["NT7", "NT9", "NT11"]));
}

#[test]
fn p2_2a_employers_and_new_partnerships_are_counted_from_the_register() {
    on_both(|test| {
        laid(test);
        stands(test, "P2.2a", Broken, "No approved partner is an employer");
        approved(test, "Dock Foods", PartnerKind::Employer);
        stands(test, "P2.2a", Met, "1 employer is engaged");
        test.set_today(date(2028, 2, 1));
        stands(test, "P2.2a", AtRisk, "no partnership was made");
    });
}

#[test]
fn p2_2b_community_partnerships_count_while_people_take_part() {
    on_both(|test| {
        laid(test);
        stands(
            test,
            "P2.2b",
            NotYetKnown,
            "No approved partner is a community group",
        );
        let hub = approved(test, "Tate Street Hub", PartnerKind::CommunityGroup);
        stands(test, "P2.2b", AtRisk, "no live activity");
        let activity = live(test, ("Repair day", "everybody"), (None, Some(hub)));
        stands(test, "P2.2b", Broken, "nobody took part");
        session(test, (activity, "everybody"), date(2026, 11, 1));
        stands(test, "P2.2b", Met, "people took part in 1 activity");
    });
}

#[test]
fn p2_2c_a_pilot_is_begun_every_year_and_decided() {
    on_both(|test| {
        laid(test);
        stands(test, "P2.2c", NotYetKnown, "No pilot");
        let activity = live(test, ("New way", "staff"), (None, None));
        row(
            test,
            "INSERT INTO pilot (organisation_id, activity_id, hypothesis, measured, before_thousandths,
               started_on)
             VALUES (?1, ?2, 'It helps', 'How many', 0, '2026-11-01')",
            &[activity.into()],
        );
        stands(test, "P2.2c", Met, "1 pilot was begun");
        test.set_today(date(2028, 1, 1));
        stands(test, "P2.2c", AtRisk, "nothing was decided");
        row(
            test,
            "UPDATE pilot SET decision = 'stop', decision_reason = 'No use', decided_on = '2027-12-01',
               decided_by = ?3
             WHERE organisation_id = ?1 AND activity_id = ?2",
            &[activity.into(), test.person(Role::Lead).id.into()],
        );
        stands(test, "P2.2c", Broken, "No pilot was begun");
    });
}
