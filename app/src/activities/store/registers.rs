//! Every statement that counts from registers. A session that was corrected counts as corrected.

use crate::activities::registers::Line;
use crate::failure::Failure;
use database::{DatabaseFault, Id, Read, Row};
use domain::partners::PartnerKind;
use jiff::civil::Date;

/// From a day until a day, both included.
pub(in crate::activities) type Period = (Date, Date);

/// Sessions and people of an activity in a period, and with whom they were.
pub(in crate::activities) struct Attended {
    pub(in crate::activities) activity_id: Id,
    pub(in crate::activities) title: String,
    pub(in crate::activities) audience: String,
    pub(in crate::activities) with: Option<With>,
    pub(in crate::activities) sessions: i64,
    pub(in crate::activities) people: i64,
}

/// The partner of an activity.
pub(in crate::activities) struct With {
    pub(in crate::activities) partner_id: Id,
    pub(in crate::activities) name: String,
    pub(in crate::activities) kind: PartnerKind,
    /// Whether it works in one of our areas.
    pub(in crate::activities) is_local: bool,
}

fn with(row: &Row) -> Result<Option<With>, DatabaseFault> {
    let Some(partner_id) = row.optional(3, Row::id)? else {
        return Ok(None);
    };
    Ok(Some(With {
        partner_id,
        name: row.text(4)?,
        kind: PartnerKind::from_key(&row.text(5)?).unwrap_or(PartnerKind::Other),
        is_local: row.integer(6)? > 0,
    }))
}

/// What took place in a period, by activity. A corrected session is taken off again.
pub(in crate::activities) fn attended(
    read: &mut Read<'_>,
    (from, until): Period,
) -> Result<Vec<Attended>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT a.id, a.title, a.audience, p.id, p.name, p.kind,
           (SELECT COUNT(*) FROM partner_area r
            WHERE r.organisation_id = ?1 AND r.partner_id = p.id),
           t.sessions, t.people
         FROM (
           SELECT activity_id, CAST(SUM(sessions) AS BIGINT) AS sessions,
             CAST(SUM(people) AS BIGINT) AS people
           FROM (
             SELECT activity_id, COUNT(*) AS sessions, SUM(attendees) AS people FROM session
             WHERE organisation_id = ?1 AND held_on BETWEEN ?2 AND ?3 AND attendees > 0
             GROUP BY activity_id
             UNION ALL
             SELECT activity_id, -COUNT(*), -SUM(people) FROM (
               SELECT r.activity_id,
                 (SELECT s.held_on FROM session s
                  WHERE s.organisation_id = ?1 AND s.id = r.replaces_id) AS held_on,
                 (SELECT s.attendees FROM session s
                  WHERE s.organisation_id = ?1 AND s.id = r.replaces_id) AS people
               FROM session r WHERE r.organisation_id = ?1 AND r.replaces_id > ?4) replaced
             WHERE held_on BETWEEN ?2 AND ?3
             GROUP BY activity_id) counted
           GROUP BY activity_id) t
         JOIN activity a ON a.organisation_id = ?1 AND a.id = t.activity_id
         LEFT JOIN partner p ON p.organisation_id = ?1 AND p.id = a.partner_id
         WHERE t.sessions > 0
         ORDER BY a.title, a.id",
        &[
            organisation_id.into(),
            from.into(),
            until.into(),
            Id::nil().into(),
        ],
    )?;
    rows.iter()
        .map(|row| {
            Ok(Attended {
                activity_id: row.id(0)?,
                title: row.text(1)?,
                audience: row.text(2)?,
                with: with(row)?,
                sessions: row.integer(7)?,
                people: row.integer(8)?,
            })
        })
        .collect()
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
