//! Answers and the figures that partners confirm or dispute in them.

use crate::failure::Failure;
use crate::feedback::{FeedbackAnswer, Figure};
use database::{DatabaseFault, Id, Read, Row, Write};
use domain::feedback::Verdict;
use domain::ledger::Quantity;

/// Keeps an answer.
pub(in crate::feedback) fn answer_add(
    write: &mut Write<'_>,
    link_id: Id,
    answer: &FeedbackAnswer,
) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    let [useful, welcome, confident] = match answer.scales {
        Some(scales) => scales.map(Some),
        None => [None; 3],
    };
    write.execute(
        "INSERT INTO feedback_answer (organisation_id, id, link_id, given_at, worked, should_change,
           impact, useful, welcome, confident)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        &[
            organisation_id.into(),
            answer.id.into(),
            link_id.into(),
            answer.given_at.into(),
            (&answer.worked).into(),
            (&answer.should_change).into(),
            (&answer.impact).into(),
            useful.into(),
            welcome.into(),
            confident.into(),
        ],
    )?;
    Ok(())
}

const ANSWER: &str =
    "id, link_id, given_at, worked, should_change, impact, useful, welcome, confident";

fn answer_of(row: &Row) -> Result<(FeedbackAnswer, Id), DatabaseFault> {
    let scale = |column| row.optional(column, Row::integer);
    let scales = match (scale(6)?, scale(7)?, scale(8)?) {
        (Some(useful), Some(welcome), Some(confident)) => Some([useful, welcome, confident]),
        (_, _, _) => None,
    };
    let answer = FeedbackAnswer {
        id: row.id(0)?,
        given_at: row.instant(2)?,
        worked: row.text(3)?,
        should_change: row.text(4)?,
        impact: row.text(5)?,
        scales,
    };
    Ok((answer, row.id(1)?))
}

/// One answer with the link it came by.
pub(in crate::feedback) fn answer(
    read: &mut Read<'_>,
    id: Id,
) -> Result<Option<(FeedbackAnswer, Id)>, Failure> {
    let organisation_id = read.organisation_id();
    let sql =
        format!("SELECT {ANSWER} FROM feedback_answer WHERE organisation_id = ?1 AND id = ?2");
    let row = read.first(&sql, &[organisation_id.into(), id.into()])?;
    Ok(row.as_ref().map(answer_of).transpose()?)
}

/// The newest answers with the links they came by, at most `most`.
pub(in crate::feedback) fn newest(
    read: &mut Read<'_>,
    most: i64,
) -> Result<Vec<(FeedbackAnswer, Id)>, Failure> {
    let organisation_id = read.organisation_id();
    let sql = format!(
        "SELECT {ANSWER} FROM feedback_answer WHERE organisation_id = ?1
         ORDER BY given_at DESC, id DESC LIMIT ?2"
    );
    let rows = read.query(&sql, &[organisation_id.into(), most.into()])?;
    Ok(rows.iter().map(answer_of).collect::<Result<_, _>>()?)
}

/// The answers that came by a link, the newest first.
pub(in crate::feedback) fn answers_of(
    read: &mut Read<'_>,
    link_id: Id,
) -> Result<Vec<FeedbackAnswer>, Failure> {
    let organisation_id = read.organisation_id();
    let sql = format!(
        "SELECT {ANSWER} FROM feedback_answer WHERE organisation_id = ?1 AND link_id = ?2
         ORDER BY given_at DESC, id DESC"
    );
    let rows = read.query(&sql, &[organisation_id.into(), link_id.into()])?;
    rows.iter().map(|row| Ok(answer_of(row)?.0)).collect()
}

/// Keeps what a partner says of a figure.
pub(in crate::feedback) fn figure_add(
    write: &mut Write<'_>,
    answer_id: Id,
    figure: &Figure,
) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    write.execute(
        "INSERT INTO feedback_figure (organisation_id, answer_id, measure_id, quantity_thousandths,
           verdict, reason, evidence_id)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        &[
            organisation_id.into(),
            answer_id.into(),
            figure.measure_id.into(),
            figure.quantity.0.into(),
            figure.verdict.key().into(),
            (&figure.reason).into(),
            figure.evidence_id.into(),
        ],
    )?;
    Ok(())
}

/// The figures of an answer.
pub(in crate::feedback) fn figures(
    read: &mut Read<'_>,
    answer_id: Id,
) -> Result<Vec<Figure>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT measure_id, quantity_thousandths, verdict, reason, evidence_id FROM feedback_figure
         WHERE organisation_id = ?1 AND answer_id = ?2",
        &[organisation_id.into(), answer_id.into()],
    )?;
    rows.iter()
        .map(|row| {
            Ok(Figure {
                measure_id: row.id(0)?,
                quantity: Quantity(row.integer(1)?),
                verdict: Verdict::from_key(&row.text(2)?).unwrap_or(Verdict::Disputed),
                reason: row.text(3)?,
                evidence_id: row.optional(4, Row::id)?,
            })
        })
        .collect()
}

/// How many figures of a quarter partners confirmed and how many they disputed.
pub(crate) fn figures_said(read: &mut Read<'_>, quarter: &str) -> Result<(i64, i64), Failure> {
    let organisation_id = read.organisation_id();
    let row = read.first(
        "SELECT COUNT(CASE WHEN f.verdict = 'confirmed' THEN 1 END),
                COUNT(CASE WHEN f.verdict = 'disputed' THEN 1 END)
         FROM feedback_link l
         JOIN feedback_answer a ON a.organisation_id = l.organisation_id AND a.link_id = l.id
         JOIN feedback_figure f ON f.organisation_id = a.organisation_id AND f.answer_id = a.id
         WHERE l.organisation_id = ?1 AND l.quarter = ?2",
        &[organisation_id.into(), quarter.into()],
    )?;
    row.map_or(Ok((0, 0)), |row| Ok((row.integer(0)?, row.integer(1)?)))
}
