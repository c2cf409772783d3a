//! Facts of keeping track (P5).

use super::counts;
use crate::app::date_of;
use crate::failure::Failure;
use crate::policy::checks::Ground;
use database::{Read, Row};
use domain::obligations::{Adjusting, Annual, Heard, Quarterly};
use jiff::ToSpan;
use std::collections::BTreeMap;

/// Quarters that ended, and how far their returns are.
pub(in crate::policy) fn quarterly(
    read: &mut Read<'_>,
    ground: &Ground,
) -> Result<Quarterly, Failure> {
    let rows = read.query(
        "SELECT quarter, prepared_at, reviewed_at FROM quarterly_return
         WHERE organisation_id = ?1 AND quarter IN (?2, ?3, ?4, ?5)",
        &ground.ended_values(read),
    )?;
    let mut steps = BTreeMap::new();
    for row in &rows {
        steps.insert(row.text(0)?, (!row.is_null(1)?, !row.is_null(2)?));
    }
    let mut found = Quarterly::default();
    for quarter in &ground.ended {
        found.ended += 1;
        let (is_prepared, is_reviewed) = steps
            .get(&quarter.to_string())
            .copied()
            .unwrap_or((false, false));
        let title = quarter.title();
        if is_reviewed {
            continue;
        }
        if ground.is_late(*quarter) {
            found.late.push(title);
        } else if is_prepared {
            found.unreviewed.push(title);
        } else {
            found.unprepared.push(title);
        }
    }
    Ok(found)
}

/// The report of the last year that ended.
pub(in crate::policy) fn annual(read: &mut Read<'_>, ground: &Ground) -> Result<Annual, Failure> {
    let year = ground.calendar.year_of(ground.today).previous();
    let (_, last) = ground.calendar.days(year);
    if last < ground.first_day {
        return Ok(Annual {
            year: None,
            prepared_on: None,
            signed_on: None,
        });
    }
    let organisation_id = read.organisation_id();
    let row = read.first(
        "SELECT prepared_at, signed_off_at FROM annual_report
         WHERE organisation_id = ?1 AND year = ?2",
        &[organisation_id.into(), year.to_string().into()],
    )?;
    let day = |column: usize| -> Result<_, Failure> {
        let at = row
            .as_ref()
            .map(|row| row.optional(column, Row::instant))
            .transpose()?;
        Ok(at.flatten().map(date_of))
    };
    Ok(Annual {
        year: Some((year.to_string(), last)),
        prepared_on: day(0)?,
        signed_on: day(1)?,
    })
}

/// What became of what was said.
pub(in crate::policy) fn heard(read: &mut Read<'_>, ground: &Ground) -> Result<Heard, Failure> {
    let organisation_id = read.organisation_id();
    let row = counts(
        read,
        "SELECT COUNT(*),
           COUNT(CASE WHEN done_at IS NULL AND dropped_at IS NULL AND due_on < ?2 THEN 1 END),
           COUNT(CASE WHEN done_at IS NULL AND dropped_at IS NULL AND due_on < ?3 THEN 1 END),
           (SELECT COUNT(*) FROM feedback_decision d
            WHERE d.organisation_id = ?1 AND d.decided_on >= ?4),
           (SELECT COUNT(*) FROM feedback_decision d
            WHERE d.organisation_id = ?1 AND d.decided_on >= ?4 AND EXISTS (
              SELECT 1 FROM feedback_change c
              WHERE c.organisation_id = d.organisation_id AND c.decision_id = d.id))
         FROM feedback_action WHERE organisation_id = ?1",
        &[
            organisation_id.into(),
            ground.today.into(),
            ground.today.saturating_sub(28.days()).into(),
            ground.year_ago().into(),
        ],
    )?;
    Ok(Heard {
        ever: row.integer(0)?,
        overdue: row.integer(1)?,
        long: row.integer(2)?,
        decided: row.integer(3)?,
        changed: row.integer(4)?,
    })
}

/// Changes that took effect, and proposals that wait.
pub(in crate::policy) fn adjusting(
    read: &mut Read<'_>,
    ground: &Ground,
) -> Result<Adjusting, Failure> {
    let organisation_id = read.organisation_id();
    let row = counts(
        read,
        "SELECT
           (SELECT COUNT(*) FROM feedback_change WHERE organisation_id = ?1
              AND effective_from >= ?3 AND effective_from <= ?2),
           (SELECT COUNT(*) FROM proposed_change p
            JOIN annual_report r ON r.organisation_id = p.organisation_id AND r.year = p.year
            WHERE p.organisation_id = ?1 AND r.signed_off_at < ?4 AND NOT EXISTS (
              SELECT 1 FROM proposal_decision d
              WHERE d.organisation_id = p.organisation_id AND d.proposal_id = p.id)),
           (SELECT COUNT(*) FROM proposal_decision d
            WHERE d.organisation_id = ?1 AND d.verdict = 'accepted' AND d.effective_from < ?2
              AND NOT EXISTS (SELECT 1 FROM proposal_carried_out c
                WHERE c.organisation_id = d.organisation_id AND c.proposal_id = d.proposal_id))",
        &[
            organisation_id.into(),
            ground.today.into(),
            ground.year_ago().into(),
            ground
                .instant(ground.today.saturating_sub(60.days()))
                .into(),
        ],
    )?;
    Ok(Adjusting {
        changes: row.integer(0)?,
        undecided: row.integer(1)?,
        waiting: row.integer(2)?,
    })
}
