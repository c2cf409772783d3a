//! Facts of what asks for a review, of what the policy refers to (P6), and of how long records are kept.

use crate::app::date_of;
use crate::failure::Failure;
use crate::policy::checks::Ground;
use database::{Read, Row};
use domain::obligations::Linked;
use jiff::Timestamp;
use jiff::civil::Date;

/// The rule of each contract that says how long its records are kept.
pub(in crate::policy) fn retention(read: &mut Read<'_>) -> Result<Vec<(String, String)>, Failure> {
    let contracts = crate::contracts::all(read)?;
    Ok(contracts
        .into_iter()
        .map(|contract| (contract.name(), contract.retention_class))
        .collect())
}

/// The documents of the register besides the policy itself, against the names at its end.
pub(in crate::policy) fn documents(
    read: &mut Read<'_>,
    ground: &Ground,
) -> Result<Linked, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT d.title, d.owner_id, d.kept_where, v.review_on FROM controlled_document d
         LEFT JOIN document_version v ON v.organisation_id = d.organisation_id
           AND v.document_id = d.id AND v.superseded_at IS NULL
         WHERE d.organisation_id = ?1 AND d.kind = 'linked' ORDER BY d.title",
        &[organisation_id.into()],
    )?;
    let mut found = Linked::default();
    let mut titles = Vec::new();
    for row in &rows {
        let title = row.text(0)?;
        titles.push(title.to_lowercase());
        let review_on = row.optional(3, Row::date)?;
        if review_on.is_some_and(|on| on < ground.today) {
            found.overdue.push(title);
        } else if row.is_null(1)? || row.text(2)?.is_empty() || review_on.is_none() {
            found.bare.push(title);
        }
    }
    for name in &ground.named {
        found.named += 1;
        if !titles.contains(&name.to_lowercase()) {
            found.missing.push(name.clone());
        }
    }
    Ok(found)
}

/// Laws that were said to have changed since an instant.
pub(in crate::policy) fn law_changes(
    read: &mut Read<'_>,
    since: Timestamp,
) -> Result<Vec<(String, Date)>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT title, logged_at FROM changed_law
         WHERE organisation_id = ?1 AND logged_at > ?2 ORDER BY logged_at, title",
        &[organisation_id.into(), since.into()],
    )?;
    rows.iter()
        .map(|row| Ok((row.text(0)?, date_of(row.instant(1)?))))
        .collect()
}

/// Objectives that were listed or changed since an instant, each by its last change.
pub(in crate::policy) fn objective_changes(
    read: &mut Read<'_>,
    since: Timestamp,
) -> Result<Vec<(String, Date)>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT title, MAX(changed_at) FROM changed_objective
         WHERE organisation_id = ?1 AND changed_at > ?2
         GROUP BY objective_id, title ORDER BY MAX(changed_at), title",
        &[organisation_id.into(), since.into()],
    )?;
    rows.iter()
        .map(|row| Ok((row.text(0)?, date_of(row.instant(1)?))))
        .collect()
}

/// Measures that missed their target in a quarter: less than so many percent of it.
pub(in crate::policy) fn missed_kpis(
    read: &mut Read<'_>,
    quarter: &str,
    percent: i64,
) -> Result<Vec<String>, Failure> {
    let organisation_id = read.organisation_id();
    super::names(
        read,
        "SELECT m.code FROM target g
         JOIN measure m ON m.organisation_id = g.organisation_id AND m.id = g.measure_id
         WHERE g.organisation_id = ?1 AND g.quarter = ?2 AND g.quantity_thousandths > 0
           AND ?3 * g.quantity_thousandths > 100 * (
             SELECT CAST(COALESCE(SUM(t.additional_thousandths), 0) AS BIGINT) FROM totals t
             WHERE t.organisation_id = g.organisation_id AND t.quarter = g.quarter
               AND t.part = 'whole' AND t.measure_id = g.measure_id AND t.grade >= m.minimum_grade)
         ORDER BY m.code",
        &[organisation_id.into(), quarter.into(), percent.into()],
    )
}
