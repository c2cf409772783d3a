//! Consultations: what they are about, what was answered, and what was decided.

use crate::failure::Failure;
use crate::stakeholders::{About, Consultation, Decision, Response};
use database::{DatabaseFault, Id, Read, Row, Write};
use jiff::Timestamp;
use jiff::civil::Date;

/// What a consultation is about: measures and activities by their keys.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::stakeholders) struct Subjects {
    pub(in crate::stakeholders) measures: Vec<Id>,
    pub(in crate::stakeholders) activities: Vec<Id>,
}

/// Opens a consultation.
pub(in crate::stakeholders) fn consultation_add(
    write: &mut Write<'_>,
    consultation: &Consultation,
    subjects: &Subjects,
    at: Timestamp,
) -> Result<(), Failure> {
    let scope = write.scope();
    write.execute(
        "INSERT INTO consultation (organisation_id, id, question, opens_on, closes_on, opened_at,
           opened_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        &[
            scope.organisation_id.into(),
            consultation.id.into(),
            (&consultation.question).into(),
            consultation.opens_on.into(),
            consultation.closes_on.into(),
            at.into(),
            scope.person_id.into(),
        ],
    )?;
    for (sql, ids) in [
        (
            "INSERT INTO consultation_measure (organisation_id, consultation_id, measure_id)
             VALUES (?1, ?2, ?3)",
            &subjects.measures,
        ),
        (
            "INSERT INTO consultation_activity (organisation_id, consultation_id, activity_id)
             VALUES (?1, ?2, ?3)",
            &subjects.activities,
        ),
    ] {
        for id in ids {
            let values = [
                scope.organisation_id.into(),
                consultation.id.into(),
                (*id).into(),
            ];
            write.execute(sql, &values)?;
        }
    }
    Ok(())
}

fn consultation_of(row: &Row) -> Result<Consultation, DatabaseFault> {
    Ok(Consultation {
        id: row.id(0)?,
        question: row.text(1)?,
        opens_on: row.date(2)?,
        closes_on: row.date(3)?,
    })
}

/// One consultation.
pub(crate) fn consultation(read: &mut Read<'_>, id: Id) -> Result<Option<Consultation>, Failure> {
    let organisation_id = read.organisation_id();
    let row = read.first(
        "SELECT id, question, opens_on, closes_on FROM consultation
         WHERE organisation_id = ?1 AND id = ?2",
        &[organisation_id.into(), id.into()],
    )?;
    Ok(row.as_ref().map(consultation_of).transpose()?)
}

/// All consultations, the latest first, each with the day of its decision if it has one.
pub(in crate::stakeholders) fn consultations(
    read: &mut Read<'_>,
) -> Result<Vec<(Consultation, Option<Date>)>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT c.id, c.question, c.opens_on, c.closes_on, d.decided_on FROM consultation c
         LEFT JOIN consultation_decision d
           ON d.organisation_id = c.organisation_id AND d.consultation_id = c.id
         WHERE c.organisation_id = ?1 ORDER BY c.opens_on DESC, c.id DESC",
        &[organisation_id.into()],
    )?;
    rows.iter()
        .map(|row| Ok((consultation_of(row)?, row.optional(4, Row::date)?)))
        .collect()
}

/// The consultations about a measure or an activity, the latest first.
pub(in crate::stakeholders) fn consultations_about(
    read: &mut Read<'_>,
    about: About,
) -> Result<Vec<(Consultation, Option<Date>)>, Failure> {
    let (table, column, id) = match about {
        About::Measure(id) => ("consultation_measure", "measure_id", id),
        About::Activity(id) => ("consultation_activity", "activity_id", id),
    };
    let organisation_id = read.organisation_id();
    let sql = format!(
        "SELECT c.id, c.question, c.opens_on, c.closes_on, d.decided_on FROM {table} a
         JOIN consultation c ON c.organisation_id = a.organisation_id AND c.id = a.consultation_id
         LEFT JOIN consultation_decision d
           ON d.organisation_id = c.organisation_id AND d.consultation_id = c.id
         WHERE a.organisation_id = ?1 AND a.{column} = ?2 ORDER BY c.opens_on DESC, c.id DESC"
    );
    let rows = read.query(&sql, &[organisation_id.into(), id.into()])?;
    rows.iter()
        .map(|row| Ok((consultation_of(row)?, row.optional(4, Row::date)?)))
        .collect()
}

/// What a consultation is about.
pub(in crate::stakeholders) fn subjects(read: &mut Read<'_>, id: Id) -> Result<Subjects, Failure> {
    let values = [read.organisation_id().into(), id.into()];
    let ids = |rows: Vec<Row>| rows.iter().map(|row| row.id(0)).collect::<Result<_, _>>();
    let measures = read.query(
        "SELECT measure_id FROM consultation_measure
         WHERE organisation_id = ?1 AND consultation_id = ?2",
        &values,
    )?;
    let activities = read.query(
        "SELECT activity_id FROM consultation_activity
         WHERE organisation_id = ?1 AND consultation_id = ?2",
        &values,
    )?;
    Ok(Subjects {
        measures: ids(measures)?,
        activities: ids(activities)?,
    })
}

/// Keeps a response.
pub(in crate::stakeholders) fn response_add(
    write: &mut Write<'_>,
    response: &Response,
    at: Timestamp,
) -> Result<(), Failure> {
    let scope = write.scope();
    write.execute(
        "INSERT INTO consultation_response (organisation_id, id, consultation_id, stakeholder_id,
           said_on, said, recorded_at, recorded_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        &[
            scope.organisation_id.into(),
            response.id.into(),
            response.consultation_id.into(),
            response.stakeholder_id.into(),
            response.said_on.into(),
            (&response.said).into(),
            at.into(),
            scope.person_id.into(),
        ],
    )?;
    Ok(())
}

fn response(row: &Row) -> Result<Response, DatabaseFault> {
    Ok(Response {
        id: row.id(0)?,
        consultation_id: row.id(1)?,
        stakeholder_id: row.id(2)?,
        said_on: row.date(3)?,
        said: row.text(4)?,
    })
}

/// The responses to a consultation, in the order they were given.
pub(in crate::stakeholders) fn responses(
    read: &mut Read<'_>,
    consultation_id: Id,
) -> Result<Vec<Response>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT id, consultation_id, stakeholder_id, said_on, said FROM consultation_response
         WHERE organisation_id = ?1 AND consultation_id = ?2 ORDER BY said_on, id",
        &[organisation_id.into(), consultation_id.into()],
    )?;
    Ok(rows.iter().map(response).collect::<Result<_, _>>()?)
}

/// What a stakeholder answered, the latest first, each with the question.
pub(in crate::stakeholders) fn responses_of(
    read: &mut Read<'_>,
    stakeholder_id: Id,
) -> Result<Vec<(Response, String)>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT r.id, r.consultation_id, r.stakeholder_id, r.said_on, r.said, c.question
         FROM consultation_response r
         JOIN consultation c ON c.organisation_id = r.organisation_id AND c.id = r.consultation_id
         WHERE r.organisation_id = ?1 AND r.stakeholder_id = ?2 ORDER BY r.said_on DESC, r.id DESC",
        &[organisation_id.into(), stakeholder_id.into()],
    )?;
    rows.iter()
        .map(|row| Ok((response(row)?, row.text(5)?)))
        .collect()
}

/// Keeps the decision of a consultation.
pub(in crate::stakeholders) fn decision_add(
    write: &mut Write<'_>,
    consultation_id: Id,
    decision: &Decision,
    at: Timestamp,
) -> Result<(), Failure> {
    let scope = write.scope();
    write.execute(
        "INSERT INTO consultation_decision (organisation_id, consultation_id, heard, decision,
           decided_on, decided_by, recorded_at, recorded_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        &[
            scope.organisation_id.into(),
            consultation_id.into(),
            (&decision.heard).into(),
            (&decision.what).into(),
            decision.decided_on.into(),
            (&decision.decided_by).into(),
            at.into(),
            scope.person_id.into(),
        ],
    )?;
    Ok(())
}

/// The decision of a consultation, if it has one.
pub(in crate::stakeholders) fn decision(
    read: &mut Read<'_>,
    consultation_id: Id,
) -> Result<Option<Decision>, Failure> {
    let organisation_id = read.organisation_id();
    let row = read.first(
        "SELECT heard, decision, decided_on, decided_by FROM consultation_decision
         WHERE organisation_id = ?1 AND consultation_id = ?2",
        &[organisation_id.into(), consultation_id.into()],
    )?;
    let decision = |row: &Row| -> Result<Decision, DatabaseFault> {
        Ok(Decision {
            heard: row.text(0)?,
            what: row.text(1)?,
            decided_on: row.date(2)?,
            decided_by: row.text(3)?,
        })
    };
    Ok(row.as_ref().map(decision).transpose()?)
}

/// What was heard and decided in consultations from one day to another, in the order of the days.
pub(crate) fn decided(
    read: &mut Read<'_>,
    from: Date,
    to: Date,
) -> Result<Vec<(String, String)>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT heard, decision FROM consultation_decision
         WHERE organisation_id = ?1 AND decided_on BETWEEN ?2 AND ?3
         ORDER BY decided_on, consultation_id",
        &[organisation_id.into(), from.into(), to.into()],
    )?;
    rows.iter()
        .map(|row| Ok((row.text(0)?, row.text(1)?)))
        .collect()
}
