//! What else is known of a partner: its stages, reviews, areas, contacts and agreements.

use crate::failure::Failure;
use crate::partners::{Agreement, Contact, MadeReview, StageFact};
use database::{Id, Read, Row, Write};
use domain::partners::Stage;
use jiff::Timestamp;
use jiff::civil::Date;

/// Keeps a stage as the partner's newest.
pub(in crate::partners) fn stage_add(
    write: &mut Write<'_>,
    partner_id: Id,
    fact: &StageFact,
) -> Result<(), Failure> {
    let scope = write.scope();
    write.execute(
        "INSERT INTO partner_stage (organisation_id, partner_id, number, stage, since_on, reason,
           recorded_at, recorded_by)
         SELECT ?1, ?2, count(*) + 1, ?3, ?4, ?5, ?6, ?7
         FROM partner_stage WHERE organisation_id = ?1 AND partner_id = ?2",
        &[
            scope.organisation_id.into(),
            partner_id.into(),
            fact.stage.key().into(),
            fact.since_on.into(),
            (&fact.reason).into(),
            fact.recorded_at.into(),
            fact.recorded_by.into(),
        ],
    )?;
    Ok(())
}

/// The stages a partner came through, the first first.
pub(in crate::partners) fn stages(
    read: &mut Read<'_>,
    partner_id: Id,
) -> Result<Vec<StageFact>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT stage, since_on, reason, recorded_at, recorded_by FROM partner_stage
         WHERE organisation_id = ?1 AND partner_id = ?2 ORDER BY number",
        &[organisation_id.into(), partner_id.into()],
    )?;
    rows.iter()
        .map(|row| {
            Ok(StageFact {
                stage: Stage::from_key(&row.text(0)?).unwrap_or(Stage::Prospect),
                since_on: row.date(1)?,
                reason: row.text(2)?,
                recorded_at: row.instant(3)?,
                recorded_by: row.optional(4, Row::id)?,
            })
        })
        .collect()
}

/// Keeps a yearly review.
pub(in crate::partners) fn review_add(
    write: &mut Write<'_>,
    partner_id: Id,
    review: &MadeReview,
) -> Result<(), Failure> {
    let scope = write.scope();
    write.execute(
        "INSERT INTO partner_review (organisation_id, id, partner_id, outcome, note, reviewed_on,
           recorded_at, recorded_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        &[
            scope.organisation_id.into(),
            review.id.into(),
            partner_id.into(),
            (&review.outcome).into(),
            (&review.note).into(),
            review.reviewed_on.into(),
            review.recorded_at.into(),
            review.recorded_by.into(),
        ],
    )?;
    Ok(())
}

/// The yearly reviews of a partner, newest first.
pub(in crate::partners) fn reviews(
    read: &mut Read<'_>,
    partner_id: Id,
) -> Result<Vec<MadeReview>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT id, outcome, note, reviewed_on, recorded_at, recorded_by FROM partner_review
         WHERE organisation_id = ?1 AND partner_id = ?2 ORDER BY recorded_at DESC, id DESC",
        &[organisation_id.into(), partner_id.into()],
    )?;
    rows.iter()
        .map(|row| {
            Ok(MadeReview {
                id: row.id(0)?,
                outcome: row.text(1)?,
                note: row.text(2)?,
                reviewed_on: row.date(3)?,
                recorded_at: row.instant(4)?,
                recorded_by: row.optional(5, Row::id)?,
            })
        })
        .collect()
}

/// Keeps in which areas a partner works, in place of what was kept.
pub(in crate::partners) fn areas_set(
    write: &mut Write<'_>,
    partner_id: Id,
    codes: &[String],
) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    write.execute(
        "DELETE FROM partner_area WHERE organisation_id = ?1 AND partner_id = ?2",
        &[organisation_id.into(), partner_id.into()],
    )?;
    for code in codes {
        write.execute(
            "INSERT INTO partner_area (organisation_id, partner_id, area_code) VALUES (?1, ?2, ?3)",
            &[organisation_id.into(), partner_id.into(), code.into()],
        )?;
    }
    Ok(())
}

/// The codes of the areas a partner works in.
pub(in crate::partners) fn areas(
    read: &mut Read<'_>,
    partner_id: Id,
) -> Result<Vec<String>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT area_code FROM partner_area WHERE organisation_id = ?1 AND partner_id = ?2
         ORDER BY area_code",
        &[organisation_id.into(), partner_id.into()],
    )?;
    Ok(rows
        .iter()
        .map(|row| row.text(0))
        .collect::<Result<_, _>>()?)
}

/// Adds somebody to talk to.
pub(in crate::partners) fn contact_add(
    write: &mut Write<'_>,
    partner_id: Id,
    contact: &Contact,
) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    write.execute(
        "INSERT INTO partner_contact (organisation_id, id, partner_id, name, task, email, telephone)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        &[
            organisation_id.into(),
            contact.id.into(),
            partner_id.into(),
            (&contact.name).into(),
            (&contact.task).into(),
            (&contact.email).into(),
            (&contact.telephone).into(),
        ],
    )?;
    Ok(())
}

/// Forgets somebody to talk to: no more is kept of people than is needed. Says how many there were.
pub(in crate::partners) fn contact_remove(
    write: &mut Write<'_>,
    (partner_id, id): (Id, Id),
) -> Result<u64, Failure> {
    let organisation_id = write.organisation_id();
    Ok(write.execute(
        "DELETE FROM partner_contact WHERE organisation_id = ?1 AND partner_id = ?2 AND id = ?3",
        &[organisation_id.into(), partner_id.into(), id.into()],
    )?)
}

/// Whom to talk to.
pub(in crate::partners) fn contacts(
    read: &mut Read<'_>,
    partner_id: Id,
) -> Result<Vec<Contact>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT id, name, task, email, telephone FROM partner_contact
         WHERE organisation_id = ?1 AND partner_id = ?2 ORDER BY name, id",
        &[organisation_id.into(), partner_id.into()],
    )?;
    rows.iter()
        .map(|row| {
            Ok(Contact {
                id: row.id(0)?,
                name: row.text(1)?,
                task: row.text(2)?,
                email: row.text(3)?,
                telephone: row.text(4)?,
            })
        })
        .collect()
}

/// Keeps an agreement.
pub(in crate::partners) fn agreement_add(
    write: &mut Write<'_>,
    partner_id: Id,
    agreement: &Agreement,
) -> Result<(), Failure> {
    let scope = write.scope();
    write.execute(
        "INSERT INTO partner_agreement (organisation_id, id, partner_id, title, starts_on, ends_on,
           evidence_id, recorded_at, recorded_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        &[
            scope.organisation_id.into(),
            agreement.id.into(),
            partner_id.into(),
            (&agreement.title).into(),
            agreement.starts_on.into(),
            agreement.ends_on.into(),
            agreement.evidence_id.into(),
            agreement.recorded_at.into(),
            scope.person_id.into(),
        ],
    )?;
    Ok(())
}

/// The agreements with a partner, newest first.
pub(in crate::partners) fn agreements(
    read: &mut Read<'_>,
    partner_id: Id,
) -> Result<Vec<Agreement>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT id, title, starts_on, ends_on, evidence_id, recorded_at FROM partner_agreement
         WHERE organisation_id = ?1 AND partner_id = ?2 ORDER BY starts_on DESC, id DESC",
        &[organisation_id.into(), partner_id.into()],
    )?;
    rows.iter()
        .map(|row| {
            Ok(Agreement {
                id: row.id(0)?,
                title: row.text(1)?,
                starts_on: row.date(2)?,
                ends_on: row.optional(3, Row::date)?,
                evidence_id: row.optional(4, Row::id)?,
                recorded_at: row.instant(5)?,
            })
        })
        .collect()
}

/// The partnerships approved after an instant, the first first: name and day.
pub(crate) fn approved_since(
    read: &mut Read<'_>,
    since: Timestamp,
) -> Result<Vec<(String, Date)>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT p.name, s.since_on FROM partner_stage s
         JOIN partner p ON p.organisation_id = s.organisation_id AND p.id = s.partner_id
         WHERE s.organisation_id = ?1 AND s.stage = 'approved' AND s.recorded_at > ?2
         ORDER BY s.recorded_at, p.id LIMIT 100",
        &[organisation_id.into(), since.into()],
    )?;
    rows.iter()
        .map(|row| Ok((row.text(0)?, row.date(1)?)))
        .collect()
}
