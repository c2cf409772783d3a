//! Every statement about requests of people; what searches and erases by the data map stands beside it.

pub(crate) mod erasing;
pub(crate) mod finding;
pub(crate) mod sights;

use super::{Known, Proposed, Request, SubjectKind};
use crate::failure::Failure;
use database::{DatabaseFault, Id, Read, Row, Write};
use domain::rights::{Asks, Clock, Decision, Pause, Waits};
use jiff::Timestamp;
use jiff::civil::Date;

const REQUEST: &str =
    "id, asks, subject_kind, subject, note, received_on, extended_on, extended_why,
    decision, ground, decision_why, proposed_at, proposed_by, agreed_at, agreed_by";

fn request(row: &Row) -> Result<Request, DatabaseFault> {
    let proposed = match row.optional(12, Row::id)? {
        Some(by) => {
            let ground = row.optional(9, Row::text)?;
            let decision = Decision::from_keys(&row.text(8)?, ground.as_deref());
            Some(Proposed {
                decision: decision.unwrap_or(Decision::PutRight),
                why: row.optional(10, Row::text)?.unwrap_or_default(),
                at: row.instant(11)?,
                by,
            })
        }
        None => None,
    };
    let agreed = match row.optional(13, Row::instant)? {
        Some(at) => Some((at, row.id(14)?)),
        None => None,
    };
    Ok(Request {
        id: row.id(0)?,
        asks: Asks::from_key(&row.text(1)?).unwrap_or(Asks::Access),
        kind: SubjectKind::from_key(&row.text(2)?).unwrap_or(SubjectKind::Contact),
        subject: row.text(3)?,
        note: row.text(4)?,
        clock: Clock {
            received_on: row.date(5)?,
            extended_on: row.optional(6, Row::date)?,
            pauses: Vec::new(),
        },
        extended_why: row.optional(7, Row::text)?.unwrap_or_default(),
        proposed,
        agreed,
    })
}

fn with_pauses(read: &mut Read<'_>, mut request: Request) -> Result<Request, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT why, from_on, to_on FROM request_pause
         WHERE organisation_id = ?1 AND request_id = ?2 ORDER BY number",
        &[organisation_id.into(), request.id.into()],
    )?;
    for row in &rows {
        if let Some(why) = Waits::from_key(&row.text(0)?) {
            request.clock.pauses.push(Pause {
                why,
                from: row.date(1)?,
                to: row.optional(2, Row::date)?,
            });
        }
    }
    Ok(request)
}

/// All requests, the newest first.
pub(super) fn all(read: &mut Read<'_>) -> Result<Vec<Request>, Failure> {
    let organisation_id = read.organisation_id();
    let sql = format!(
        "SELECT {REQUEST} FROM request WHERE organisation_id = ?1
         ORDER BY received_on DESC, id DESC LIMIT 500"
    );
    let rows = read.query(&sql, &[organisation_id.into()])?;
    let requests = rows.iter().map(request).collect::<Result<Vec<_>, _>>()?;
    let mut found = Vec::new();
    for request in requests {
        found.push(with_pauses(read, request)?);
    }
    Ok(found)
}

/// One request.
pub(super) fn find(read: &mut Read<'_>, id: Id) -> Result<Option<Request>, Failure> {
    let organisation_id = read.organisation_id();
    let sql = format!("SELECT {REQUEST} FROM request WHERE organisation_id = ?1 AND id = ?2");
    let row = read.first(&sql, &[organisation_id.into(), id.into()])?;
    match row.as_ref().map(request).transpose()? {
        Some(request) => with_pauses(read, request).map(Some),
        None => Ok(None),
    }
}

/// Records a request.
pub(super) fn add(write: &mut Write<'_>, request: &Request, at: Timestamp) -> Result<(), Failure> {
    let scope = write.scope();
    write.execute(
        "INSERT INTO request (organisation_id, id, asks, subject_kind, subject, note, received_on,
           recorded_at, recorded_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        &[
            scope.organisation_id.into(),
            request.id.into(),
            request.asks.key().into(),
            request.kind.key().into(),
            (&request.subject).into(),
            (&request.note).into(),
            request.clock.received_on.into(),
            at.into(),
            scope.person_id.into(),
        ],
    )?;
    Ok(())
}

/// Takes two months more.
pub(super) fn extend(
    write: &mut Write<'_>,
    (id, on): (Id, Date),
    why: &str,
) -> Result<u64, Failure> {
    let organisation_id = write.organisation_id();
    Ok(write.execute(
        "UPDATE request SET extended_on = ?3, extended_why = ?4
         WHERE organisation_id = ?1 AND id = ?2 AND extended_on IS NULL AND agreed_at IS NULL",
        &[organisation_id.into(), id.into(), on.into(), why.into()],
    )?)
}

/// Lets the clock stand from a day on.
pub(super) fn pause(
    write: &mut Write<'_>,
    (id, number): (Id, i64),
    (why, from): (Waits, Date),
) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    write.execute(
        "INSERT INTO request_pause (organisation_id, request_id, number, why, from_on)
         VALUES (?1, ?2, ?3, ?4, ?5)",
        &[
            organisation_id.into(),
            id.into(),
            number.into(),
            why.key().into(),
            from.into(),
        ],
    )?;
    Ok(())
}

/// Lets the clock go on.
pub(super) fn resume(write: &mut Write<'_>, (id, on): (Id, Date)) -> Result<u64, Failure> {
    let organisation_id = write.organisation_id();
    Ok(write.execute(
        "UPDATE request_pause SET to_on = ?3
         WHERE organisation_id = ?1 AND request_id = ?2 AND to_on IS NULL",
        &[organisation_id.into(), id.into(), on.into()],
    )?)
}

/// Keeps what is proposed, in the place of an earlier proposal.
pub(super) fn propose(
    write: &mut Write<'_>,
    (id, decision): (Id, Decision),
    why: &str,
    at: Timestamp,
) -> Result<u64, Failure> {
    let scope = write.scope();
    let (word, ground) = decision.keys();
    Ok(write.execute(
        "UPDATE request SET decision = ?3, ground = ?4, decision_why = ?5, proposed_at = ?6,
           proposed_by = ?7
         WHERE organisation_id = ?1 AND id = ?2 AND agreed_at IS NULL",
        &[
            scope.organisation_id.into(),
            id.into(),
            word.into(),
            ground.map(str::to_owned).into(),
            why.into(),
            at.into(),
            scope.person_id.into(),
        ],
    )?)
}

/// Keeps that a second person agreed to exactly this proposal.
pub(super) fn agree(
    write: &mut Write<'_>,
    (id, proposed): (Id, &Proposed),
    at: Timestamp,
) -> Result<u64, Failure> {
    let scope = write.scope();
    let (word, _) = proposed.decision.keys();
    Ok(write.execute(
        "UPDATE request SET agreed_at = ?3, agreed_by = ?4
         WHERE organisation_id = ?1 AND id = ?2 AND agreed_at IS NULL AND proposed_at = ?5
           AND decision = ?6",
        &[
            scope.organisation_id.into(),
            id.into(),
            at.into(),
            scope.person_id.into(),
            proposed.at.into(),
            word.into(),
        ],
    )?)
}

/// Hides a learner.
pub(super) fn restrict(
    write: &mut Write<'_>,
    (learner, request_id): (&str, Id),
    at: Timestamp,
) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    write.execute(
        "INSERT INTO learner_restriction (organisation_id, learner, since_at, request_id)
         VALUES (?1, ?2, ?3, ?4)",
        &[
            organisation_id.into(),
            learner.into(),
            at.into(),
            request_id.into(),
        ],
    )?;
    Ok(())
}

/// Shows a learner again.
pub(super) fn lift(write: &mut Write<'_>, learner: &str, at: Timestamp) -> Result<u64, Failure> {
    let organisation_id = write.organisation_id();
    Ok(write.execute(
        "UPDATE learner_restriction SET lifted_at = ?3
         WHERE organisation_id = ?1 AND learner = ?2 AND lifted_at IS NULL",
        &[organisation_id.into(), learner.into(), at.into()],
    )?)
}

/// Everything that whoever is asked about is known by.
pub(super) fn known(
    read: &mut Read<'_>,
    (kind, subject): (SubjectKind, &str),
) -> Result<Known, Failure> {
    let organisation_id = read.organisation_id();
    let mut known = Known::default();
    if subject.is_empty() {
        return Ok(known);
    }
    known.words.push(subject.to_owned());
    let text = |row: &Row, at: usize| row.text(at);
    match kind {
        SubjectKind::Learner => {
            known.reference = Some(subject.to_owned());
            known.words.push(erasing::code_of(subject));
        }
        SubjectKind::Account => {
            let rows = read.query(
                "SELECT id, name, email FROM person
                 WHERE organisation_id = ?1 AND lower(email) = lower(?2)",
                &[organisation_id.into(), subject.into()],
            )?;
            for row in &rows {
                known.account = Some(row.id(0)?);
                known.words.extend([text(row, 1)?, text(row, 2)?]);
            }
        }
        SubjectKind::Contact => {
            let rows = read.query(
                "SELECT name, email, telephone FROM partner_contact
                 WHERE organisation_id = ?1 AND lower(name) = lower(?2)
                 UNION SELECT name, contact, '' FROM stakeholder
                 WHERE organisation_id = ?1 AND lower(name) = lower(?2)",
                &[organisation_id.into(), subject.into()],
            )?;
            for row in &rows {
                known
                    .words
                    .extend([text(row, 0)?, text(row, 1)?, text(row, 2)?]);
            }
        }
    }
    known.words.retain(|word| !word.trim().is_empty());
    known.words.sort();
    known.words.dedup();
    Ok(known)
}
