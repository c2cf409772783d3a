//! Facts of the framework and the habits (P1.2).

use super::counts;
use crate::failure::Failure;
use crate::policy::checks::Ground;
use crate::{framework, people};
use database::Read;
use domain::obligations::{Adopted, Communicated, Consulted, Coverage, Pipeline};
use domain::people::Action;
use jiff::ToSpan;
use std::collections::BTreeSet;

/// What is measured by.
pub(in crate::policy) fn adopted(read: &mut Read<'_>, ground: &Ground) -> Result<Adopted, Failure> {
    let organisation_id = read.organisation_id();
    let row = counts(
        read,
        "SELECT (SELECT COUNT(*) FROM framework_edition WHERE organisation_id = ?1),
           (SELECT COUNT(DISTINCT framework) FROM framework_edition WHERE organisation_id = ?1),
           (SELECT COUNT(*) FROM crosswalk WHERE organisation_id = ?1)",
        &[organisation_id.into()],
    )?;
    let measures = framework::measures(read)?;
    let known: BTreeSet<&str> = measures
        .iter()
        .flat_map(crate::policy::cited::codes)
        .collect();
    let cited: BTreeSet<&String> = ground.cited.iter().collect();
    Ok(Adopted {
        editions: row.integer(0)?,
        frameworks: row.integer(1)?,
        related: row.integer(2)?,
        measures: i64::try_from(measures.len()).unwrap_or(i64::MAX),
        missing: cited
            .into_iter()
            .filter(|code| !known.contains(code.as_str()))
            .cloned()
            .collect(),
    })
}

/// Who was asked, and what was decided.
pub(in crate::policy) fn consulted(
    read: &mut Read<'_>,
    ground: &Ground,
) -> Result<Consulted, Failure> {
    let organisation_id = read.organisation_id();
    let row = counts(
        read,
        "SELECT (SELECT COUNT(*) FROM stakeholder WHERE organisation_id = ?1),
           COUNT(CASE WHEN d.decided_on >= ?3 THEN 1 END),
           COUNT(CASE WHEN d.decided_on IS NULL AND c.closes_on < ?2 THEN 1 END),
           COUNT(CASE WHEN d.decided_on IS NULL AND c.closes_on < ?4 THEN 1 END)
         FROM consultation c
         LEFT JOIN consultation_decision d
           ON d.organisation_id = c.organisation_id AND d.consultation_id = c.id
         WHERE c.organisation_id = ?1",
        &[
            organisation_id.into(),
            ground.today.into(),
            ground.year_ago().into(),
            ground.today.saturating_sub(60.days()).into(),
        ],
    )?;
    Ok(Consulted {
        listed: row.integer(0)?,
        decided: row.integer(1)?,
        undecided: row.integer(2)?,
        forgotten: row.integer(3)?,
    })
}

/// Who has read the version, and whether there are targets.
pub(in crate::policy) fn communicated(
    read: &mut Read<'_>,
    ground: &Ground,
) -> Result<Communicated, Failure> {
    let organisation_id = read.organisation_id();
    let readers = people::who_may(read, Action::SeePractice)?;
    let said = super::super::acknowledgements(read, ground.policy.id)?;
    let mut values = vec![organisation_id.into()];
    values.extend(ground.this_year());
    let row = counts(
        read,
        "SELECT COUNT(DISTINCT measure_id) FROM target
         WHERE organisation_id = ?1 AND quarter IN (?2, ?3, ?4, ?5)",
        &values,
    )?;
    let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    let read_it = readers.iter().filter(|(id, _)| said.contains_key(id));
    Ok(Communicated {
        read: count(read_it.count()),
        readers: count(readers.len()),
        since: ground.policy.since(),
        targets: row.integer(0)?,
    })
}

/// Partners on their way.
pub(in crate::policy) fn pipeline(
    read: &mut Read<'_>,
    ground: &Ground,
) -> Result<Pipeline, Failure> {
    let organisation_id = read.organisation_id();
    let row = counts(
        read,
        "SELECT COUNT(*),
           COUNT(CASE WHEN p.stage IN ('approved', 'active', 'under-review') THEN 1 END),
           COUNT(CASE WHEN p.stage IN ('prospect', 'checks') AND (p.listed_at >= ?3 OR EXISTS (
             SELECT 1 FROM partner_stage s WHERE s.organisation_id = p.organisation_id
               AND s.partner_id = p.id AND s.recorded_at >= ?3)) THEN 1 END),
           COUNT(CASE WHEN p.approved_on >= ?2
             AND p.stage IN ('approved', 'active', 'under-review') THEN 1 END)
         FROM partner p WHERE p.organisation_id = ?1",
        &[
            organisation_id.into(),
            ground.year_ago().into(),
            ground.instant(ground.year_ago()).into(),
        ],
    )?;
    Ok(Pipeline {
        listed: row.integer(0)?,
        working: row.integer(1)?,
        sought: row.integer(2)?,
        approved: row.integer(3)?,
    })
}

/// What of that which was recorded has the evidence its measure asks for.
pub(in crate::policy) fn coverage(
    read: &mut Read<'_>,
    ground: &Ground,
) -> Result<Coverage, Failure> {
    let row = counts(
        read,
        "SELECT COUNT(CASE WHEN counted + bare > 0 THEN 1 END), COUNT(CASE WHEN bare > 0 THEN 1 END),
           COUNT(CASE WHEN bare > counted THEN 1 END)
         FROM (SELECT t.measure_id,
             SUM(CASE WHEN t.grade >= m.minimum_grade THEN t.quantity_thousandths ELSE 0 END) AS counted,
             SUM(CASE WHEN t.grade < m.minimum_grade THEN t.quantity_thousandths ELSE 0 END) AS bare
           FROM totals t
           JOIN measure m ON m.organisation_id = t.organisation_id AND m.id = t.measure_id
           WHERE t.organisation_id = ?1 AND t.quarter IN (?2, ?3, ?4, ?5, ?6) AND t.part = 'whole'
           GROUP BY t.measure_id) x",
        &ground.quarters(read),
    )?;
    Ok(Coverage {
        measures: row.integer(0)?,
        bare: row.integer(1)?,
        mostly: row.integer(2)?,
    })
}
