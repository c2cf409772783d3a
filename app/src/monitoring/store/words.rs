//! Every statement about the words of a return: remarks, questions, answers.

use super::{act, one_row};
use crate::failure::Failure;
use database::{Id, Read, Row, Write};
use domain::monitoring::{Act, ReturnName};
use jiff::Timestamp;
use std::collections::BTreeMap;

/// Keeps the remark on a theme, in place of an earlier one; an empty one counts as none.
pub(in crate::monitoring) fn remark_set(
    write: &mut Write<'_>,
    name: ReturnName,
    (theme_id, remark): (Id, &str),
    at: Timestamp,
) -> Result<(), Failure> {
    let scope = write.scope();
    write.execute(
        "INSERT INTO return_remark (organisation_id, quarter, theme_id, remark, written_at,
           written_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (organisation_id, quarter, theme_id) DO UPDATE
         SET remark = excluded.remark, written_at = excluded.written_at,
             written_by = excluded.written_by",
        &[
            scope.organisation_id.into(),
            name.to_string().into(),
            theme_id.into(),
            remark.into(),
            at.into(),
            scope.person_id.into(),
        ],
    )?;
    Ok(())
}

/// The remarks on a quarter's themes.
pub(in crate::monitoring) fn remarks(
    read: &mut Read<'_>,
    name: ReturnName,
) -> Result<BTreeMap<Id, String>, Failure> {
    let organisation_id = read.organisation_id();
    read.query(
        "SELECT theme_id, remark FROM return_remark
         WHERE organisation_id = ?1 AND quarter = ?2 AND remark <> ''",
        &[organisation_id.into(), name.to_string().into()],
    )?
    .iter()
    .map(|row| Ok((row.id(0)?, row.text(1)?)))
    .collect()
}

/// A question with its answer, if it has one.
#[derive(Debug, Clone)]
pub(in crate::monitoring) struct Question {
    pub(in crate::monitoring) id: Id,
    pub(in crate::monitoring) words: String,
    pub(in crate::monitoring) asked: Act,
    pub(in crate::monitoring) answer: Option<String>,
    pub(in crate::monitoring) answered: Option<Act>,
    /// The question whose answer left something open.
    pub(in crate::monitoring) follows: Option<Id>,
}

pub(in crate::monitoring) fn question_add(
    write: &mut Write<'_>,
    name: ReturnName,
    (id, question): (Id, &str),
    asked: Act,
) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    write.execute(
        "INSERT INTO return_question (organisation_id, id, quarter, question, asked_at, asked_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        &[
            organisation_id.into(),
            id.into(),
            name.to_string().into(),
            question.into(),
            asked.at.into(),
            asked.by.into(),
        ],
    )?;
    Ok(())
}

/// Says which question one follows.
pub(in crate::monitoring) fn question_follows(
    write: &mut Write<'_>,
    (id, follows_id): (Id, Id),
) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    write.execute(
        "INSERT INTO return_question_follows (organisation_id, question_id, follows_id)
         VALUES (?1, ?2, ?3)",
        &[organisation_id.into(), id.into(), follows_id.into()],
    )?;
    Ok(())
}

pub(in crate::monitoring) fn answer_set(
    write: &mut Write<'_>,
    id: Id,
    answer: &str,
    answered: Act,
) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    one_row(write.execute(
        "UPDATE return_question SET answer = ?3, answered_at = ?4, answered_by = ?5
         WHERE organisation_id = ?1 AND id = ?2 AND answered_at IS NULL",
        &[
            organisation_id.into(),
            id.into(),
            answer.into(),
            answered.at.into(),
            answered.by.into(),
        ],
    )?)
}

/// The questions about a quarter, in the order they were asked.
pub(in crate::monitoring) fn questions(
    read: &mut Read<'_>,
    name: ReturnName,
) -> Result<Vec<Question>, Failure> {
    let organisation_id = read.organisation_id();
    read.query(
        "SELECT q.id, q.question, q.answer, q.asked_at, q.asked_by, q.answered_at, q.answered_by,
                f.follows_id
         FROM return_question q
         LEFT JOIN return_question_follows f
           ON f.organisation_id = q.organisation_id AND f.question_id = q.id
         WHERE q.organisation_id = ?1 AND q.quarter = ?2 ORDER BY q.asked_at, q.id",
        &[organisation_id.into(), name.to_string().into()],
    )?
    .iter()
    .map(|row| {
        Ok(Question {
            id: row.id(0)?,
            words: row.text(1)?,
            answer: row.optional(2, Row::text)?,
            asked: Act {
                at: row.instant(3)?,
                by: row.id(4)?,
            },
            answered: act(row, 5)?,
            follows: row.optional(7, Row::id)?,
        })
    })
    .collect()
}

/// How many questions have no answer, by the quarter's name.
pub(in crate::monitoring) fn unanswered(
    read: &mut Read<'_>,
) -> Result<BTreeMap<String, usize>, Failure> {
    let organisation_id = read.organisation_id();
    read.query(
        "SELECT quarter, CAST(COUNT(*) AS BIGINT) FROM return_question
         WHERE organisation_id = ?1 AND answered_at IS NULL GROUP BY quarter ORDER BY quarter",
        &[organisation_id.into()],
    )?
    .iter()
    .map(|row| {
        let count = usize::try_from(row.integer(1)?).unwrap_or(0);
        Ok((row.text(0)?, count))
    })
    .collect()
}
