//! Every statement that counts from registers. A session that was corrected counts as corrected.

use crate::activities::registers::Line;
use crate::failure::Failure;
use database::{Id, Read};
use domain::partners::PartnerKind;
use jiff::civil::Date;
use std::collections::BTreeSet;

/// From a day until a day, both included.
pub(in crate::activities) type Period = (Date, Date);

/// Sessions and people of each activity in a period: activity, title, partner, audience.
pub(in crate::activities) struct Attended {
    pub(in crate::activities) activity_id: Id,
    pub(in crate::activities) title: String,
    pub(in crate::activities) partner_id: Option<Id>,
    pub(in crate::activities) audience: String,
    pub(in crate::activities) sessions: i64,
    pub(in crate::activities) people: i64,
}

/// What took place in a period, by activity.
pub(in crate::activities) fn attended(
    read: &mut Read<'_>,
    (from, until): Period,
) -> Result<Vec<Attended>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT a.id, a.title, a.partner_id, a.audience, CAST(SUM(t.sessions) AS BIGINT),
           CAST(SUM(t.people) AS BIGINT)
         FROM (
           SELECT activity_id, COUNT(*) AS sessions, SUM(attendees) AS people FROM session
           WHERE organisation_id = ?1 AND held_on BETWEEN ?2 AND ?3
           GROUP BY activity_id
           UNION ALL
           SELECT s.activity_id, -COUNT(*), -SUM(s.attendees) FROM session r
           JOIN session s ON s.organisation_id = r.organisation_id AND s.id = r.replaces_id
           WHERE r.organisation_id = ?1 AND r.replaces_id IS NOT NULL
             AND s.held_on BETWEEN ?2 AND ?3
           GROUP BY s.activity_id
         ) t
         JOIN activity a ON a.organisation_id = ?1 AND a.id = t.activity_id
         GROUP BY a.id, a.title, a.partner_id, a.audience
         HAVING SUM(t.sessions) > 0
         ORDER BY a.title, a.id",
        &[organisation_id.into(), from.into(), until.into()],
    )?;
    rows.iter()
        .map(|row| {
            Ok(Attended {
                activity_id: row.id(0)?,
                title: row.text(1)?,
                partner_id: row.optional(2, database::Row::id)?,
                audience: row.text(3)?,
                sessions: row.integer(4)?,
                people: row.integer(5)?,
            })
        })
        .collect()
}

/// Partners that work in one of the areas.
pub(in crate::activities) fn partners_with_area(
    read: &mut Read<'_>,
) -> Result<BTreeSet<Id>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT DISTINCT partner_id FROM partner_area WHERE organisation_id = ?1",
        &[organisation_id.into()],
    )?;
    Ok(rows.iter().map(|row| row.id(0)).collect::<Result<_, _>>()?)
}

/// The partners of these kinds that were first approved in a period.
pub(in crate::activities) fn partnerships_formed(
    read: &mut Read<'_>,
    kinds: &[PartnerKind],
    (from, until): Period,
) -> Result<Vec<Line>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT p.id, p.name, p.kind, f.first_approved_on FROM approved_partner f
         JOIN partner p ON p.organisation_id = f.organisation_id AND p.id = f.partner_id
         WHERE f.organisation_id = ?1 AND f.first_approved_on BETWEEN ?2 AND ?3
         ORDER BY f.first_approved_on, p.name_folded, p.id",
        &[organisation_id.into(), from.into(), until.into()],
    )?;
    let mut lines = Vec::new();
    for row in rows {
        let kind = PartnerKind::from_key(&row.text(2)?);
        if kind.is_some_and(|kind| kinds.contains(&kind)) {
            lines.push(Line {
                href: format!("/partners/{}", row.id(0)?),
                title: row.text(1)?,
                note: domain::calendar::in_words(row.date(3)?),
                number: 1,
            });
        }
    }
    Ok(lines)
}

/// What of a pilot has a date.
#[derive(Debug, Clone, Copy)]
pub(in crate::activities) enum PilotDate {
    /// Its start.
    Started,
    /// Its decision.
    Decided,
}

/// Pilots by when they began or were decided about.
pub(in crate::activities) fn pilots_between(
    read: &mut Read<'_>,
    dated: PilotDate,
    (from, until): Period,
) -> Result<Vec<Line>, Failure> {
    let organisation_id = read.organisation_id();
    let column = match dated {
        PilotDate::Started => "started_on",
        PilotDate::Decided => "decided_on",
    };
    let sql = format!(
        "SELECT a.id, a.title, p.{column} FROM pilot p
         JOIN activity a ON a.organisation_id = p.organisation_id AND a.id = p.activity_id
         WHERE p.organisation_id = ?1 AND p.{column} BETWEEN ?2 AND ?3
         ORDER BY p.{column}, a.title, a.id"
    );
    let rows = read.query(&sql, &[organisation_id.into(), from.into(), until.into()])?;
    rows.iter()
        .map(|row| {
            Ok(Line {
                href: format!("/activities/{}", row.id(0)?),
                title: row.text(1)?,
                note: domain::calendar::in_words(row.date(2)?),
                number: 1,
            })
        })
        .collect()
}
