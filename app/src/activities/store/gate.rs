//! Every statement about the three questions and going live.

use crate::activities::GateAnswer;
use crate::failure::Failure;
use database::{DatabaseFault, Id, Read, Row, Write};
use domain::activities::{Finding, Question};
use jiff::Timestamp;
use std::collections::BTreeMap;

fn answer(row: &Row) -> Result<GateAnswer, DatabaseFault> {
    let question = Question::from_key(&row.text(1)?).ok_or(DatabaseFault::Missing)?;
    let finding = Finding::from_key(&row.text(2)?).ok_or(DatabaseFault::Missing)?;
    Ok(GateAnswer {
        id: row.id(0)?,
        question,
        finding,
        reason: row.text(3)?,
        answered_at: row.instant(4)?,
        answered_by: row.id(5)?,
    })
}

/// Every answer about an activity, oldest first.
pub(in crate::activities) fn answers(
    read: &mut Read<'_>,
    activity_id: Id,
) -> Result<Vec<GateAnswer>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT id, question, finding, reason, answered_at, answered_by FROM activity_answer
         WHERE organisation_id = ?1 AND activity_id = ?2 ORDER BY answered_at, id",
        &[organisation_id.into(), activity_id.into()],
    )?;
    Ok(rows.iter().map(answer).collect::<Result<_, _>>()?)
}

/// The newest finding of each question, by activity: of all activities, or of one.
pub(super) fn findings(
    read: &mut Read<'_>,
    of: Option<Id>,
) -> Result<BTreeMap<Id, BTreeMap<Question, Finding>>, Failure> {
    let (only, values) = super::one_or_all(read.organisation_id(), of);
    let sql = format!(
        "SELECT activity_id, question, finding FROM activity_answer
         WHERE organisation_id = ?1 {only} ORDER BY answered_at, id"
    );
    let mut found: BTreeMap<Id, BTreeMap<Question, Finding>> = BTreeMap::new();
    for row in read.query(&sql, &values)? {
        let question = Question::from_key(&row.text(1)?).ok_or(DatabaseFault::Missing)?;
        let finding = Finding::from_key(&row.text(2)?).ok_or(DatabaseFault::Missing)?;
        found
            .entry(row.id(0)?)
            .or_default()
            .insert(question, finding);
    }
    Ok(found)
}

/// Keeps an answer.
pub(in crate::activities) fn answer_add(
    write: &mut Write<'_>,
    activity_id: Id,
    answer: &GateAnswer,
) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    write.execute(
        "INSERT INTO activity_answer (organisation_id, id, activity_id, question, finding, reason,
           answered_at, answered_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        &[
            organisation_id.into(),
            answer.id.into(),
            activity_id.into(),
            answer.question.key().into(),
            answer.finding.key().into(),
            (&answer.reason).into(),
            answer.answered_at.into(),
            answer.answered_by.into(),
        ],
    )?;
    Ok(())
}

/// Sets an activity live on its three newest answers, in the order of [`Question::ALL`].
pub(in crate::activities) fn go_live(
    write: &mut Write<'_>,
    (activity_id, partner_id): (Id, Option<Id>),
    [safeguarding, curriculum, contract]: [Id; 3],
    at: Timestamp,
) -> Result<(), Failure> {
    let scope = write.scope();
    write.execute(
        "INSERT INTO activity_live (organisation_id, activity_id, finding, safeguarding,
           safeguarding_id, curriculum, curriculum_id, contract, contract_id, partner_id,
           went_live_at, went_live_by)
         VALUES (?1, ?2, 'does-not-detract', 'safeguarding', ?3, 'curriculum', ?4, 'contract', ?5, ?6,
           ?7, ?8)",
        &[
            scope.organisation_id.into(),
            activity_id.into(),
            safeguarding.into(),
            curriculum.into(),
            contract.into(),
            partner_id.into(),
            at.into(),
            scope.person_id.into(),
        ],
    )?;
    Ok(())
}
