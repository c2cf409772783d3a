//! Facts of who does what (P4).

use super::{counts, names};
use crate::app::date_of;
use crate::failure::Failure;
use crate::policy::checks::Ground;
use database::{Read, Row, Value};
use domain::obligations::{Asked, Leading, Looked, Recording, Required, Reviews, SignOff};
use jiff::ToSpan;

/// Who leads, and what is overdue.
pub(in crate::policy) fn leading(read: &mut Read<'_>, ground: &Ground) -> Result<Leading, Failure> {
    let organisation_id = read.organisation_id();
    let row = counts(
        read,
        "SELECT COUNT(CASE WHEN r.role = 'lead' THEN 1 END),
           COUNT(CASE WHEN r.role = 'governance' THEN 1 END),
           (SELECT COUNT(*) FROM feedback_action WHERE organisation_id = ?1
              AND done_at IS NULL AND dropped_at IS NULL AND due_on < ?2)
           + (SELECT COUNT(*) FROM recovery_action WHERE organisation_id = ?1
              AND done_at IS NULL AND due_on < ?2)
         FROM person_role r
         JOIN person p ON p.organisation_id = r.organisation_id AND p.id = r.person_id
         WHERE r.organisation_id = ?1 AND p.ended_at IS NULL",
        &[organisation_id.into(), ground.today.into()],
    )?;
    Ok(Leading {
        leads: row.integer(0)?,
        governors: row.integer(1)?,
        overdue: row.integer(2)?,
    })
}

/// Requirements and their newest check.
pub(in crate::policy) fn required(
    read: &mut Read<'_>,
    ground: &Ground,
) -> Result<Required, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT r.title, r.next_check_on, (SELECT c.outcome FROM requirement_check c
           WHERE c.organisation_id = r.organisation_id AND c.requirement_id = r.id
           ORDER BY c.checked_on DESC, c.recorded_at DESC, c.id DESC LIMIT 1)
         FROM requirement r WHERE r.organisation_id = ?1 ORDER BY r.next_check_on, r.title",
        &[organisation_id.into()],
    )?;
    let mut found = Required::default();
    for row in &rows {
        found.listed += 1;
        let title = row.text(0)?;
        if row.date(1)? < ground.today {
            found.overdue.push(title.clone());
        }
        match row.optional(2, Row::text)?.as_deref() {
            Some("not-met") => found.not_met.push(title),
            Some("partly-met") => found.partly.push(title),
            Some(_) | None => {}
        }
    }
    Ok(found)
}

/// Yearly reviews of partners.
pub(in crate::policy) fn reviews(read: &mut Read<'_>, ground: &Ground) -> Result<Reviews, Failure> {
    let organisation_id = read.organisation_id();
    let soon = ground
        .today
        .saturating_add(domain::obligations::SOON_DAYS.days());
    let rows = read.query(
        "SELECT name, review_due_on FROM partner
         WHERE organisation_id = ?1 AND stage IN ('approved', 'active', 'under-review')
           AND review_due_on IS NOT NULL
         ORDER BY review_due_on, name",
        &[organisation_id.into()],
    )?;
    let mut found = Reviews::default();
    for row in &rows {
        found.working += 1;
        let due = row.date(1)?;
        if due < ground.today {
            found.overdue.push(row.text(0)?);
        } else if due <= soon {
            found.soon += 1;
        }
    }
    Ok(found)
}

/// What is signed of the quarters that ended.
pub(in crate::policy) fn sign_off(
    read: &mut Read<'_>,
    ground: &Ground,
) -> Result<SignOff, Failure> {
    let signed = names(
        read,
        "SELECT quarter FROM quarterly_return
         WHERE organisation_id = ?1 AND quarter IN (?2, ?3, ?4, ?5) AND signed_off_at IS NOT NULL",
        &ground.ended_values(read),
    )?;
    let mut found = SignOff::default();
    for quarter in &ground.ended {
        found.ended += 1;
        if signed.contains(&quarter.to_string()) {
            continue;
        }
        if ground.is_late(*quarter) {
            found.late.push(quarter.title());
        } else {
            found.open.push(quarter.title());
        }
    }
    Ok(found)
}

/// Who records, and when staff did last: looked for among the last few hundred.
pub(in crate::policy) fn recording(read: &mut Read<'_>, _: &Ground) -> Result<Recording, Failure> {
    let organisation_id = read.organisation_id();
    let row = counts(
        read,
        "SELECT
           (SELECT COUNT(*) FROM person_role r
            JOIN person p ON p.organisation_id = r.organisation_id AND p.id = r.person_id
            WHERE r.organisation_id = ?1 AND r.role = 'staff' AND p.ended_at IS NULL),
           (SELECT MAX(recorded_at) FROM (SELECT recorded_at, recorded_by FROM session
              WHERE organisation_id = ?1 ORDER BY id DESC LIMIT 500) s
            WHERE recorded_by IN (SELECT person_id FROM person_role
                                  WHERE organisation_id = ?1 AND role = 'staff')),
           (SELECT MAX(recorded_at) FROM (SELECT recorded_at, recorded_by FROM entry
              WHERE organisation_id = ?1 ORDER BY id DESC LIMIT 500) e
            WHERE recorded_by IN (SELECT person_id FROM person_role
                                  WHERE organisation_id = ?1 AND role = 'staff'))",
        &[organisation_id.into()],
    )?;
    let last = row
        .optional(1, Row::instant)?
        .max(row.optional(2, Row::instant)?);
    Ok(Recording {
        staff: row.integer(0)?,
        last_on: last.map(date_of),
    })
}

/// How learners are looked after in what is live.
pub(in crate::policy) fn looked(read: &mut Read<'_>, ground: &Ground) -> Result<Looked, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT a.title,
           (SELECT COUNT(*) FROM supervision s
            WHERE s.organisation_id = a.organisation_id AND s.activity_id = a.id),
           (SELECT r.valid_until FROM risk_assessment r
            WHERE r.organisation_id = a.organisation_id AND r.activity_id = a.id
            ORDER BY r.id DESC LIMIT 1)
         FROM activity a
         JOIN activity_live l ON l.organisation_id = a.organisation_id AND l.activity_id = a.id
         WHERE a.organisation_id = ?1 AND a.audience = 'learners' AND a.ended_at IS NULL
         ORDER BY a.title",
        &[organisation_id.into()],
    )?;
    let soon = ground
        .today
        .saturating_add(domain::obligations::SOON_DAYS.days());
    let mut found = Looked::default();
    for row in &rows {
        found.live += 1;
        let title = row.text(0)?;
        if row.integer(1)? == 0 {
            found.unsupervised.push(title.clone());
        }
        match row.optional(2, Row::date)? {
            Some(until) if until > soon => {}
            Some(until) if until >= ground.today => found.soon.push(title),
            Some(_) | None => found.unassessed.push(title),
        }
    }
    Ok(found)
}

/// What partners were asked, and what they answered.
pub(in crate::policy) fn asked(read: &mut Read<'_>, ground: &Ground) -> Result<Asked, Failure> {
    let organisation_id = read.organisation_id();
    let since: Value = ground
        .instant(ground.today.saturating_sub(183.days()))
        .into();
    let row = counts(
        read,
        "SELECT
           (SELECT COUNT(*) FROM partner WHERE organisation_id = ?1
              AND stage IN ('approved', 'active', 'under-review')),
           COUNT(DISTINCT l.partner_id),
           COUNT(DISTINCT CASE WHEN l.made_at >= ?2 THEN l.partner_id END),
           COUNT(DISTINCT CASE WHEN EXISTS (
             SELECT 1 FROM feedback_answer a WHERE a.organisation_id = l.organisation_id
               AND a.link_id = l.id AND a.given_at >= ?2) THEN l.partner_id END)
         FROM feedback_link l WHERE l.organisation_id = ?1 AND l.partner_id IS NOT NULL",
        &[organisation_id.into(), since],
    )?;
    Ok(Asked {
        working: row.integer(0)?,
        ever: row.integer(1)?,
        asked: row.integer(2)?,
        answered: row.integer(3)?,
    })
}
