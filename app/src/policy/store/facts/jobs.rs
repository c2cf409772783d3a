//! Facts of what is done (P2).

use super::counts;
use crate::failure::Failure;
use crate::policy::checks::Ground;
use database::{Id, Read, Row};
use domain::activities::CATALOGUE;
use domain::obligations::{Growth, Kpi, Offer, Pilots, Together};
use std::collections::BTreeMap;

/// What is offered to an audience, line by line of the catalogue.
pub(in crate::policy) fn offers(
    read: &mut Read<'_>,
    audience: &str,
) -> Result<Vec<Offer>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT a.catalogue, COUNT(*),
           MAX((SELECT MAX(s.held_on) FROM session s
                WHERE s.organisation_id = ?1 AND s.activity_id = a.id)),
           MAX((SELECT MAX(e.counts_on) FROM entry e
                WHERE e.organisation_id = ?1 AND e.activity_id = a.id))
         FROM activity a
         JOIN activity_live l ON l.organisation_id = a.organisation_id AND l.activity_id = a.id
         WHERE a.organisation_id = ?1 AND a.audience = ?2 AND a.ended_at IS NULL
           AND a.catalogue IS NOT NULL
         GROUP BY a.catalogue",
        &[organisation_id.into(), audience.into()],
    )?;
    let mut live = BTreeMap::new();
    for row in &rows {
        let last = row.optional(2, Row::date)?.max(row.optional(3, Row::date)?);
        live.insert(row.text(0)?, (row.integer(1)?, last));
    }
    let promised = CATALOGUE.iter().filter(|line| {
        line.audience == audience && !["employers", "community", "pilot"].contains(&line.key)
    });
    Ok(promised
        .map(|line| {
            let (live, last_on) = live.get(line.key).copied().unwrap_or((0, None));
            Offer {
                title: line.title.to_owned(),
                live,
                last_on,
            }
        })
        .collect())
}

/// The measures linked to a clause and those of some codes, over the quarters that ended.
pub(in crate::policy) fn kpis(
    read: &mut Read<'_>,
    (ground, clause_id): (&Ground, Option<&str>),
    codes: &[&str],
) -> Result<Vec<Kpi>, Failure> {
    let mut asked: BTreeMap<Id, String> = BTreeMap::new();
    let linked: Vec<Id> = super::super::links(read, ground.policy.id)?
        .into_iter()
        .filter(|link| Some(link.clause_id.as_str()) == clause_id)
        .map(|link| link.record_id)
        .collect();
    for measure in crate::framework::measures(read)? {
        let is_cited = crate::policy::cited::codes(&measure).any(|code| codes.contains(&code));
        if is_cited || linked.contains(&measure.id) {
            asked.insert(measure.id, measure.code);
        }
    }
    let mut found = Vec::new();
    for (id, code) in asked {
        let mut values = vec![read.organisation_id().into()];
        values.extend(ground.ended_names());
        values.push(id.into());
        let row = counts(
            read,
            "SELECT
               (SELECT CAST(COALESCE(SUM(t.additional_thousandths), 0) AS BIGINT) FROM totals t
                JOIN measure m ON m.organisation_id = t.organisation_id AND m.id = t.measure_id
                WHERE t.organisation_id = ?1 AND t.quarter IN (?2, ?3, ?4, ?5) AND t.part = 'whole'
                  AND t.measure_id = ?6 AND t.grade >= m.minimum_grade),
               (SELECT CAST(SUM(g.quantity_thousandths) AS BIGINT) FROM target g
                WHERE g.organisation_id = ?1 AND g.quarter IN (?2, ?3, ?4, ?5) AND g.measure_id = ?6)",
            &values,
        )?;
        found.push(Kpi {
            code,
            reached: row.integer(0)?,
            asked: row.optional(1, Row::integer)?,
        });
    }
    Ok(found)
}

/// Employers and partnerships made.
pub(in crate::policy) fn growth(read: &mut Read<'_>, ground: &Ground) -> Result<Growth, Failure> {
    let organisation_id = read.organisation_id();
    let row = counts(
        read,
        "SELECT COUNT(*), COUNT(CASE WHEN kind = 'employer'
             AND stage IN ('approved', 'active', 'under-review') THEN 1 END),
           COUNT(CASE WHEN approved_on >= ?2
             AND stage IN ('approved', 'active', 'under-review') THEN 1 END)
         FROM partner WHERE organisation_id = ?1",
        &[organisation_id.into(), ground.year_ago().into()],
    )?;
    Ok(Growth {
        listed: row.integer(0)?,
        employers: row.integer(1)?,
        made: row.integer(2)?,
    })
}

/// Community partnerships and what people took part in.
pub(in crate::policy) fn together(
    read: &mut Read<'_>,
    ground: &Ground,
) -> Result<Together, Failure> {
    let organisation_id = read.organisation_id();
    let row = counts(
        read,
        "SELECT
           (SELECT COUNT(*) FROM partner WHERE organisation_id = ?1
              AND kind IN ('community-group', 'charity', 'housing')
              AND stage IN ('approved', 'active', 'under-review')),
           COUNT(*),
           COUNT(CASE WHEN EXISTS (
             SELECT 1 FROM session s WHERE s.organisation_id = ?1 AND s.activity_id = a.id
               AND s.held_on >= ?2 AND s.attendees > 0) THEN 1 END)
         FROM activity a
         JOIN activity_live l ON l.organisation_id = a.organisation_id AND l.activity_id = a.id
         JOIN partner p ON p.organisation_id = a.organisation_id AND p.id = a.partner_id
         WHERE a.organisation_id = ?1 AND a.ended_at IS NULL
           AND p.kind IN ('community-group', 'charity', 'housing')",
        &[organisation_id.into(), ground.quarter_ago().into()],
    )?;
    Ok(Together {
        community: row.integer(0)?,
        activities: row.integer(1)?,
        held: row.integer(2)?,
    })
}

/// Pilots.
pub(in crate::policy) fn pilots(read: &mut Read<'_>, ground: &Ground) -> Result<Pilots, Failure> {
    let organisation_id = read.organisation_id();
    let row = counts(
        read,
        "SELECT COUNT(*), COUNT(CASE WHEN started_on >= ?2 THEN 1 END),
           COUNT(CASE WHEN started_on < ?2 AND decision IS NULL THEN 1 END),
           COUNT(CASE WHEN decided_on >= ?2 AND after_on IS NOT NULL THEN 1 END)
         FROM pilot WHERE organisation_id = ?1",
        &[organisation_id.into(), ground.year_ago().into()],
    )?;
    Ok(Pilots {
        ever: row.integer(0)?,
        begun: row.integer(1)?,
        undecided: row.integer(2)?,
        decided: row.integer(3)?,
    })
}
