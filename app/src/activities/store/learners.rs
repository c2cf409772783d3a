//! Every statement about how learners are looked after.

use crate::activities::{Assessment, RiskDue, Supervised};
use crate::failure::Failure;
use database::{DatabaseFault, Id, Read, Row, Write};
use domain::activities::RiskAssessment;
use jiff::civil::Date;

/// The newest word on how learners are looked after in an activity.
pub(in crate::activities) fn supervision(
    read: &mut Read<'_>,
    activity_id: Id,
) -> Result<Option<Supervised>, Failure> {
    let organisation_id = read.organisation_id();
    let row = read.first(
        "SELECT id, age_from, age_to, voluntary_how, supervisor, learners_each, recorded_at, recorded_by
         FROM supervision WHERE organisation_id = ?1 AND activity_id = ?2
         ORDER BY recorded_at DESC, id DESC LIMIT 1",
        &[organisation_id.into(), activity_id.into()],
    )?;
    let read_one = |row: &Row| -> Result<Supervised, DatabaseFault> {
        Ok(Supervised {
            id: row.id(0)?,
            age_from: row.integer(1)?,
            age_to: row.integer(2)?,
            voluntary_how: row.text(3)?,
            supervisor: row.text(4)?,
            learners_each: row.integer(5)?,
            recorded_at: row.instant(6)?,
            recorded_by: row.optional(7, Row::id)?,
        })
    };
    Ok(row.as_ref().map(read_one).transpose()?)
}

/// Keeps how learners are looked after from now on.
pub(in crate::activities) fn supervision_add(
    write: &mut Write<'_>,
    activity_id: Id,
    new: &Supervised,
) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    write.execute(
        "INSERT INTO supervision (organisation_id, id, activity_id, age_from, age_to, voluntary_how,
           supervisor, learners_each, recorded_at, recorded_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        &[
            organisation_id.into(),
            new.id.into(),
            activity_id.into(),
            new.age_from.into(),
            new.age_to.into(),
            (&new.voluntary_how).into(),
            (&new.supervisor).into(),
            new.learners_each.into(),
            new.recorded_at.into(),
            new.recorded_by.into(),
        ],
    )?;
    Ok(())
}

/// The risk assessments of an activity, the one that holds longest first.
pub(in crate::activities) fn assessments(
    read: &mut Read<'_>,
    activity_id: Id,
) -> Result<Vec<Assessment>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT id, title, reviewed_on, valid_until, evidence_id, recorded_at, recorded_by
         FROM risk_assessment WHERE organisation_id = ?1 AND activity_id = ?2
         ORDER BY valid_until DESC, id DESC",
        &[organisation_id.into(), activity_id.into()],
    )?;
    let read_one = |row: &Row| -> Result<Assessment, DatabaseFault> {
        Ok(Assessment {
            id: row.id(0)?,
            title: row.text(1)?,
            holds: RiskAssessment {
                reviewed_on: row.date(2)?,
                valid_until: row.date(3)?,
            },
            evidence_id: row.optional(4, Row::id)?,
            recorded_at: row.instant(5)?,
            recorded_by: row.optional(6, Row::id)?,
        })
    };
    Ok(rows.iter().map(read_one).collect::<Result<_, _>>()?)
}

/// Keeps a risk assessment.
pub(in crate::activities) fn assessment_add(
    write: &mut Write<'_>,
    activity_id: Id,
    new: &Assessment,
) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    write.execute(
        "INSERT INTO risk_assessment (organisation_id, id, activity_id, title, reviewed_on, valid_until,
           evidence_id, recorded_at, recorded_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        &[
            organisation_id.into(),
            new.id.into(),
            activity_id.into(),
            (&new.title).into(),
            new.holds.reviewed_on.into(),
            new.holds.valid_until.into(),
            new.evidence_id.into(),
            new.recorded_at.into(),
            new.recorded_by.into(),
        ],
    )?;
    Ok(())
}

/// Activities for learners that are live and whose newest risk assessment runs out by a day, the
/// earliest first; those with none come before all.
pub(crate) fn risks_due(read: &mut Read<'_>, by: Date) -> Result<Vec<RiskDue>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT a.id, a.title, MAX(r.valid_until) FROM activity a
         JOIN activity_live l ON l.organisation_id = a.organisation_id AND l.activity_id = a.id
         LEFT JOIN risk_assessment r ON r.organisation_id = a.organisation_id
           AND r.activity_id = a.id
         WHERE a.organisation_id = ?1 AND a.audience = 'learners' AND a.ended_at IS NULL
         GROUP BY a.id, a.title
         HAVING MAX(r.valid_until) IS NULL OR MAX(r.valid_until) <= ?2
         ORDER BY COALESCE(MAX(r.valid_until), ''), a.title, a.id LIMIT 100",
        &[organisation_id.into(), by.into()],
    )?;
    rows.iter()
        .map(|row| {
            Ok(RiskDue {
                activity_id: row.id(0)?,
                title: row.text(1)?,
                valid_until: row.optional(2, Row::date)?,
            })
        })
        .collect()
}
