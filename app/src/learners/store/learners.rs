//! Keeps the learners of a return: aims, statuses and destinations.

use super::super::OneLearner;
use super::aims::{Mark, mark, pairs_in_text, status_code, values};
use crate::failure::Failure;
use database::{Id, Value, Write};
use domain::ilr::{Destination, EmploymentStatus, Fact};

/// What stands for an aim in a return.
pub(in crate::learners) fn name_mark(learner: &str, number: u32) -> Mark {
    mark(&[learner.into(), i64::from(number).into()])
}

/// What stands for all that is kept of an aim.
pub(in crate::learners) fn aim_mark(one: &OneLearner, number: u32) -> Mark {
    let home = one.homes.get(&number).cloned().unwrap_or_default();
    let aim = one.record.aims.get(&number);
    aim.map_or_else(Mark::default, |aim| mark(&values(aim, &home)))
}

/// Keeps a learner of a return with the facts that hold of them.
pub(in crate::learners) fn keep(
    write: &mut Write<'_>,
    return_id: Id,
    (one, facts): (&OneLearner, i64),
) -> Result<(), Failure> {
    let learner = one.reference.as_str();
    let organisation_id = write.organisation_id();
    write.execute(
        "INSERT INTO learner (organisation_id, return_id, learner, person_key, facts)
         VALUES (?1, ?2, ?3, ?4, ?5)",
        &[
            organisation_id.into(),
            return_id.into(),
            learner.into(),
            one.person_key.into(),
            facts.into(),
        ],
    )?;
    for (number, aim) in &one.record.aims {
        let home = one.homes.get(number).cloned().unwrap_or_default();
        let written = values(aim, &home);
        let mark = mark(&written);
        let mut row: Vec<Value> = vec![
            organisation_id.into(),
            return_id.into(),
            learner.into(),
            i64::from(*number).into(),
        ];
        row.extend(written);
        row.push(mark.as_slice().into());
        write.execute(
            "INSERT INTO learner_aim (organisation_id, return_id, learner, number, reference,
               aim_type, started_on, ended_on, completion, outcome, planned_hours,
               tailored_outcomes, monitoring, age_band, outward_postcode, area_code, ward, lsoa,
               decile, area_method, decile_method, mark)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17,
               ?18, ?19, ?20, ?21, ?22)",
            &row,
        )?;
    }
    statuses_add(write, (return_id, learner), &one.record.statuses)
}

fn statuses_add(
    write: &mut Write<'_>,
    (return_id, learner): (Id, &str),
    statuses: &[EmploymentStatus],
) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    for (number, one) in (1_i64..).zip(statuses) {
        write.execute(
            "INSERT INTO learner_status (organisation_id, return_id, learner, number, status,
               applies_from, monitoring) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            &[
                organisation_id.into(),
                return_id.into(),
                learner.into(),
                number.into(),
                status_code(one.status).into(),
                one.from.into(),
                pairs_in_text(&one.monitoring).into(),
            ],
        )?;
    }
    Ok(())
}

/// Keeps what became of a learner who is kept.
pub(in crate::learners) fn destinations_add(
    write: &mut Write<'_>,
    (return_id, learner): (Id, &str),
    destinations: &[Destination],
) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    for (number, one) in (1_i64..).zip(destinations) {
        write.execute(
            "INSERT INTO learner_destination (organisation_id, return_id, learner, number, kind,
               code, started_on) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            &[
                organisation_id.into(),
                return_id.into(),
                learner.into(),
                number.into(),
                (&one.kind).into(),
                (&one.code).into(),
                one.started_on.into(),
            ],
        )?;
    }
    Ok(())
}

/// Says which facts hold of a learner who is kept.
pub(in crate::learners) fn facts_set(
    write: &mut Write<'_>,
    (return_id, learner): (Id, &str),
    facts: i64,
) -> Result<(), Failure> {
    let values = [
        write.organisation_id().into(),
        return_id.into(),
        learner.into(),
        facts.into(),
    ];
    write.execute(
        "UPDATE learner SET facts = ?4
         WHERE organisation_id = ?1 AND return_id = ?2 AND learner = ?3",
        &values,
    )?;
    Ok(())
}

/// Says that a reported job holds of a learner who is kept.
pub(in crate::learners) fn job_known(
    write: &mut Write<'_>,
    (return_id, learner): (Id, &str),
) -> Result<(), Failure> {
    let values = [
        write.organisation_id().into(),
        return_id.into(),
        learner.into(),
        Fact::JobReported.bit().into(),
    ];
    write.execute(
        "UPDATE learner SET facts = facts | ?4
         WHERE organisation_id = ?1 AND return_id = ?2 AND learner = ?3",
        &values,
    )?;
    Ok(())
}

/// Removes the learners of a return that was replaced.
pub(in crate::learners) fn clear(write: &mut Write<'_>, return_id: Id) -> Result<(), Failure> {
    let values = [write.organisation_id().into(), return_id.into()];
    for sql in [
        "DELETE FROM learner WHERE organisation_id = ?1 AND return_id = ?2",
        "DELETE FROM learner_aim WHERE organisation_id = ?1 AND return_id = ?2",
        "DELETE FROM learner_status WHERE organisation_id = ?1 AND return_id = ?2",
        "DELETE FROM learner_destination WHERE organisation_id = ?1 AND return_id = ?2",
    ] {
        write.execute(sql, &values)?;
    }
    Ok(())
}
