//! Facts of the statement (P1.0, P1.1).

use super::{counts, names};
use crate::failure::Failure;
use crate::policy::checks::Ground;
use database::{Read, Row};
use domain::objectives::{Standing, Term};
use domain::obligations::{Detracting, Elsewhere, Flow, Reach, Strategy, Worth};

/// What of that which was recorded lately can be valued.
pub(in crate::policy) fn worth(read: &mut Read<'_>, ground: &Ground) -> Result<Worth, Failure> {
    let row = counts(
        read,
        "SELECT COUNT(*), COUNT(CASE WHEN valued > 0 THEN 1 END),
           COUNT(CASE WHEN valued > 0 AND lasting > 0 THEN 1 END)
         FROM (SELECT m.value_kind,
             (SELECT COUNT(*) FROM measure_value v
              WHERE v.organisation_id = m.organisation_id AND v.measure_id = m.id) AS valued,
             (SELECT COUNT(*) FROM whole_life w
              WHERE w.organisation_id = m.organisation_id AND w.measure_id = m.id) AS lasting
           FROM measure m
           WHERE m.organisation_id = ?1 AND m.id IN (
             SELECT t.measure_id FROM totals t
             WHERE t.organisation_id = ?1 AND t.quarter IN (?2, ?3, ?4, ?5, ?6) AND t.part = 'whole')) x
         WHERE value_kind <> 'record-only' OR valued > 0",
        &ground.quarters(read),
    )?;
    Ok(Worth {
        recorded: row.integer(0)?,
        in_pounds: row.integer(1)?,
        whole_life: row.integer(2)?,
    })
}

/// From what is done to what is reported.
pub(in crate::policy) fn flow(read: &mut Read<'_>, ground: &Ground) -> Result<Flow, Failure> {
    let row = counts(
        read,
        "SELECT
           (SELECT COUNT(*) FROM activity_live l
            JOIN activity a ON a.organisation_id = l.organisation_id AND a.id = l.activity_id
            WHERE l.organisation_id = ?1 AND a.ended_at IS NULL),
           (SELECT CAST(COALESCE(SUM(t.entries), 0) AS BIGINT) FROM totals t
            WHERE t.organisation_id = ?1 AND t.quarter IN (?2, ?3, ?4, ?5, ?6) AND t.part = 'whole'),
           (SELECT COUNT(*) FROM quarterly_return q
            WHERE q.organisation_id = ?1 AND q.quarter IN (?2, ?3, ?4, ?5, ?6)
              AND q.signed_off_at IS NOT NULL)",
        &ground.quarters(read),
    )?;
    Ok(Flow {
        live: row.integer(0)?,
        entries: row.integer(1)?,
        signed: row.integer(2)?,
    })
}

/// Areas, and those for which nothing was recorded.
pub(in crate::policy) fn reach(read: &mut Read<'_>, ground: &Ground) -> Result<Reach, Failure> {
    let organisation_id = read.organisation_id();
    let row = counts(
        read,
        "SELECT COUNT(*) FROM area WHERE organisation_id = ?1",
        &[organisation_id.into()],
    )?;
    let missed = names(
        read,
        "SELECT a.name FROM area a
         WHERE a.organisation_id = ?1 AND a.code NOT IN (
           SELECT t.part_key FROM totals t
           WHERE t.organisation_id = ?1 AND t.quarter IN (?2, ?3, ?4, ?5, ?6) AND t.part = 'area'
             AND t.quantity_thousandths <> 0)
         ORDER BY a.name",
        &ground.quarters(read),
    )?;
    Ok(Reach {
        listed: row.integer(0)?,
        missed,
    })
}

/// Objectives and what serves them.
pub(in crate::policy) fn strategy(
    read: &mut Read<'_>,
    ground: &Ground,
) -> Result<Strategy, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT o.title, o.valid_from, o.valid_to, o.successor_id,
           (SELECT COUNT(*) FROM objective_link l
            JOIN activity a ON a.organisation_id = l.organisation_id AND a.id = l.record_id
            WHERE l.organisation_id = o.organisation_id AND l.objective_id = o.id
              AND l.record_kind = 'activity' AND a.ended_at IS NULL)
         FROM objective o WHERE o.organisation_id = ?1 ORDER BY o.valid_from, o.title",
        &[organisation_id.into()],
    )?;
    let mut found = Strategy::default();
    for row in &rows {
        let term = Term {
            from: row.date(1)?,
            to: row.optional(2, Row::date)?,
            successor_id: row.optional(3, Row::id)?,
        };
        match term.on(ground.today) {
            Standing::InForce => {
                found.in_force += 1;
                if row.integer(4)? == 0 {
                    found.unserved.push(row.text(0)?);
                }
            }
            Standing::Lapsed => found.lapsed.push(row.text(0)?),
            Standing::ToCome | Standing::Retired => {}
        }
    }
    Ok(found)
}

/// Live activities that were found to detract since.
pub(in crate::policy) fn detracting(
    read: &mut Read<'_>,
    _: &Ground,
) -> Result<Detracting, Failure> {
    let organisation_id = read.organisation_id();
    let row = counts(
        read,
        "SELECT COUNT(*) FROM activity_live l
         JOIN activity a ON a.organisation_id = l.organisation_id AND a.id = l.activity_id
         WHERE l.organisation_id = ?1 AND a.ended_at IS NULL",
        &[organisation_id.into()],
    )?;
    let detract = names(
        read,
        "SELECT DISTINCT a.title FROM activity_live l
         JOIN activity a ON a.organisation_id = l.organisation_id AND a.id = l.activity_id
         JOIN activity_answer q ON q.organisation_id = l.organisation_id AND q.activity_id = l.activity_id
         WHERE l.organisation_id = ?1 AND a.ended_at IS NULL AND q.finding = 'detracts'
           AND NOT EXISTS (
             SELECT 1 FROM activity_answer n
             WHERE n.organisation_id = ?1 AND n.activity_id = q.activity_id
               AND n.question = q.question AND (n.answered_at, n.id) > (q.answered_at, q.id))
         ORDER BY a.title",
        &[organisation_id.into()],
    )?;
    Ok(Detracting {
        live: row.integer(0)?,
        detract,
    })
}

/// Themes that other documents address, and those that nothing addresses.
pub(in crate::policy) fn elsewhere(
    read: &mut Read<'_>,
    ground: &Ground,
) -> Result<Elsewhere, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT t.title, e.document, v.review_on FROM theme_elsewhere e
         JOIN theme t ON t.organisation_id = e.organisation_id AND t.id = e.theme_id
         LEFT JOIN controlled_document d
           ON d.organisation_id = e.organisation_id AND d.title = e.document
         LEFT JOIN document_version v
           ON v.organisation_id = d.organisation_id AND v.document_id = d.id
           AND v.approved_at IS NOT NULL AND v.superseded_at IS NULL
         WHERE e.organisation_id = ?1 ORDER BY t.position, t.title",
        &[organisation_id.into()],
    )?;
    let mut found = Elsewhere::default();
    for row in &rows {
        let document = row.text(1)?;
        let review_on = row.optional(2, Row::date)?.filter(|on| *on < ground.today);
        found.overdue = found
            .overdue
            .or_else(|| Some((document.clone(), review_on?)));
        found.marked.push((row.text(0)?, document));
    }
    let mut values = vec![organisation_id.into()];
    values.extend(ground.this_year());
    found.bare = names(
        read,
        "SELECT t.title FROM theme t
         WHERE t.organisation_id = ?1
           AND EXISTS (SELECT 1 FROM target g WHERE g.organisation_id = ?1
                         AND g.quarter IN (?2, ?3, ?4, ?5))
           AND NOT EXISTS (SELECT 1 FROM theme_elsewhere e
                           WHERE e.organisation_id = ?1 AND e.theme_id = t.id)
           AND NOT EXISTS (SELECT 1 FROM measure m
                           JOIN target g ON g.organisation_id = m.organisation_id AND g.measure_id = m.id
                           WHERE m.organisation_id = ?1 AND m.theme_id = t.id
                             AND g.quarter IN (?2, ?3, ?4, ?5))
         ORDER BY t.position, t.title",
        &values,
    )?;
    Ok(found)
}
