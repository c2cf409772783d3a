//! What was done together with a partner, read from the registers and totals of the slices that keep
//! them.

use crate::failure::Failure;
use crate::partners::{Done, Together};
use database::{Id, Read, Row};
use domain::ledger::Quantity;
use jiff::civil::Date;

/// What was done together: what goes on, and what came of it since a day and in some quarters.
pub(in crate::partners) fn together(
    read: &mut Read<'_>,
    id: Id,
    (since, quarters): (Date, &[String]),
) -> Result<Together, Failure> {
    Ok(Together {
        activities: activities(read, id)?,
        sessions: sessions(read, id, since)?,
        figures: figures(read, id, quarters)?,
        answers: answers(read, id)?,
    })
}

fn titled(row: &Row) -> Result<(Id, String), Failure> {
    Ok((row.id(0)?, row.text(1)?))
}

fn activities(read: &mut Read<'_>, id: Id) -> Result<Vec<(Id, String)>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT id, title FROM activity
         WHERE organisation_id = ?1 AND partner_id = ?2 AND ended_at IS NULL
         ORDER BY title, id LIMIT 50",
        &[organisation_id.into(), id.into()],
    )?;
    rows.iter().map(titled).collect()
}

fn sessions(read: &mut Read<'_>, id: Id, since: Date) -> Result<i64, Failure> {
    let organisation_id = read.organisation_id();
    let row = read.first(
        "SELECT CAST(COALESCE(SUM((
           SELECT COUNT(*) FROM session s
           WHERE s.organisation_id = ?1 AND s.activity_id = a.id AND s.held_on >= ?3
             AND s.attendees > 0 AND NOT EXISTS (SELECT 1 FROM session r
                             WHERE r.organisation_id = ?1 AND r.replaces_id = s.id))), 0) AS BIGINT)
         FROM activity a WHERE a.organisation_id = ?1 AND a.partner_id = ?2",
        &[organisation_id.into(), id.into(), since.into()],
    )?;
    Ok(row.map_or(Ok(0), |row| row.integer(0))?)
}

/// What is evidenced in some quarters, by measure.
fn figures(read: &mut Read<'_>, id: Id, quarters: &[String]) -> Result<Vec<Done>, Failure> {
    let mut values = vec![read.organisation_id().into(), id.to_string().into()];
    let places: Vec<String> = quarters
        .iter()
        .map(|quarter| {
            values.push(quarter.into());
            format!("?{}", values.len())
        })
        .collect();
    let sql = format!(
        "SELECT m.id, m.code, m.title, m.unit, CAST(SUM(t.quantity_thousandths) AS BIGINT)
         FROM totals t
         JOIN measure m ON m.organisation_id = t.organisation_id AND m.id = t.measure_id
         WHERE t.organisation_id = ?1 AND t.part = 'partner' AND t.part_key = ?2 AND t.grade > 0
           AND t.quarter IN ({})
         GROUP BY m.id, m.code, m.title, m.unit
         HAVING SUM(t.quantity_thousandths) <> 0 ORDER BY m.code",
        places.join(", ")
    );
    let rows = read.query(&sql, &values)?;
    rows.iter()
        .map(|row| {
            let (code, title) = (row.text(1)?, row.text(2)?);
            let quantity = Quantity(row.integer(4)?);
            Ok(Done {
                measure_id: row.id(0)?,
                measure: format!("{code} {title}"),
                figure: format!("{quantity} {}", row.text(3)?),
            })
        })
        .collect()
}

/// The latest answers to links for feedback, with the day.
fn answers(read: &mut Read<'_>, id: Id) -> Result<Vec<(Id, Date)>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT n.id, n.given_at FROM feedback_link l
         JOIN feedback_answer n ON n.organisation_id = l.organisation_id AND n.link_id = l.id
         WHERE l.organisation_id = ?1 AND l.partner_id = ?2
         ORDER BY n.given_at DESC, n.id DESC LIMIT 10",
        &[organisation_id.into(), id.into()],
    )?;
    rows.iter()
        .map(|row| Ok((row.id(0)?, crate::app::date_of(row.instant(1)?))))
        .collect()
}
