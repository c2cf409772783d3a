//! Every statement about evidence.

use super::{Consent, Evidence, Proof};
use crate::failure::Failure;
use database::{DatabaseFault, Id, Read, Row, Value, Write};
use domain::evidence::Days;
use domain::ledger::Grade;
use jiff::Timestamp;
use jiff::civil::Date;

/// The part of a statement that leaves out a file which any record of any organisation still needs: evidence
/// that has not gone, a policy, a file that waits to be accepted or is kept, the certificate of a disposal.
/// `column` holds its SHA-256.
pub(crate) fn named_by_none(column: &str) -> String {
    format!(
        " AND NOT EXISTS (SELECT 1 FROM evidence e WHERE e.file_sha256 = {column}
             AND NOT EXISTS (SELECT 1 FROM stub g WHERE g.organisation_id = e.organisation_id
               AND g.record_kind = 'evidence-file' AND g.record_id = e.id))
           AND NOT EXISTS (SELECT 1 FROM policy p WHERE p.file_sha256 = {column})
           AND NOT EXISTS (SELECT 1 FROM import i WHERE i.file_sha256 = {column}
             AND (i.state = 'waiting' OR i.file_after = 'keep'))
           AND NOT EXISTS (SELECT 1 FROM disposal d WHERE d.bag_sha256 = {column})"
    )
}

/// Name, kind, hash and length of a file; the address of a link; what was seen, and where it is kept.
fn proof_values(proof: &Proof) -> impl Iterator<Item = Value> {
    let nothing = || [Value::Null, Value::Null, Value::Null, Value::Null];
    let unseen = || [Value::Null, Value::Null];
    let (file, address, seen): ([Value; 4], Value, [Value; 2]) = match proof {
        Proof::File {
            name,
            media_type,
            sha256,
            bytes,
        } => (
            [
                name.into(),
                media_type.into(),
                (*sha256).into(),
                (*bytes).into(),
            ],
            Value::Null,
            unseen(),
        ),
        Proof::Link { address } => (nothing(), address.into(), unseen()),
        Proof::Attestation {
            seen_what,
            kept_where,
        } => {
            let seen = [seen_what.into(), kept_where.into()];
            (nothing(), Value::Null, seen)
        }
    };
    file.into_iter().chain([address]).chain(seen)
}

/// Adds evidence. Its file, if it has one, is in the vault already.
pub(crate) fn add(
    write: &mut Write<'_>,
    evidence: &Evidence,
    at: Timestamp,
) -> Result<(), Failure> {
    let scope = write.scope();
    let mut values = vec![
        scope.organisation_id.into(),
        evidence.id.into(),
        evidence.proof.kind().into(),
        (&evidence.title).into(),
        evidence.grade.number().into(),
        evidence.effective_on.into(),
    ];
    values.extend(proof_values(&evidence.proof));
    values.extend([at.into(), scope.person_id.into()]);
    write.execute(
        "INSERT INTO evidence (organisation_id, id, kind, title, grade, effective_on, file_name,
           media_type, file_sha256, file_bytes, address, seen_what, kept_where, added_at, added_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
        &values,
    )?;
    days_add(write, evidence)?;
    let Some(consent) = &evidence.consent else {
        return Ok(());
    };
    write.execute(
        "INSERT INTO consent (organisation_id, evidence_id, kept_where, given_on)
         VALUES (?1, ?2, ?3, ?4)",
        &[
            scope.organisation_id.into(),
            evidence.id.into(),
            (&consent.kept_where).into(),
            consent.given_on.into(),
        ],
    )?;
    Ok(())
}

/// Keeps of which days it speaks, where that is said.
fn days_add(write: &mut Write<'_>, evidence: &Evidence) -> Result<(), Failure> {
    let days = evidence.days;
    if !days.is_said() {
        return Ok(());
    }
    let organisation_id = write.organisation_id();
    write.execute(
        "INSERT INTO evidence_days (organisation_id, evidence_id, speaks_from, speaks_to, expires_on)
         VALUES (?1, ?2, ?3, ?4, ?5)",
        &[
            organisation_id.into(),
            evidence.id.into(),
            days.from.into(),
            days.to.into(),
            days.expires_on.into(),
        ],
    )?;
    Ok(())
}

/// Of which days a piece of evidence speaks, as far as it is said.
pub(crate) fn days(read: &mut Read<'_>, id: Id) -> Result<Days, Failure> {
    let organisation_id = read.organisation_id();
    let row = read.first(
        "SELECT speaks_from, speaks_to, expires_on FROM evidence_days
         WHERE organisation_id = ?1 AND evidence_id = ?2",
        &[organisation_id.into(), id.into()],
    )?;
    Ok(row.map_or(Ok(Days::default()), |row| days_of(&row, 0))?)
}

fn days_of(row: &Row, at: usize) -> Result<Days, DatabaseFault> {
    Ok(Days {
        from: row.optional(at, Row::date)?,
        to: row.optional(at + 1, Row::date)?,
        expires_on: row.optional(at + 2, Row::date)?,
    })
}

/// Keeps that consent was withdrawn. Says how many rows changed: none when it was before.
pub(crate) fn consent_withdraw(write: &mut Write<'_>, id: Id, on: Date) -> Result<u64, Failure> {
    let scope = write.scope();
    Ok(write.execute(
        "UPDATE consent SET withdrawn_on = ?3, withdrawn_by = ?4
         WHERE organisation_id = ?1 AND evidence_id = ?2 AND withdrawn_on IS NULL",
        &[
            scope.organisation_id.into(),
            id.into(),
            on.into(),
            scope.person_id.into(),
        ],
    )?)
}

/// One piece of evidence with when and by whom it was added.
pub(crate) fn find(
    read: &mut Read<'_>,
    id: Id,
) -> Result<Option<(Evidence, Timestamp, Option<Id>)>, Failure> {
    let organisation_id = read.organisation_id();
    let row = read.first(
        "SELECT e.id, e.kind, e.title, e.grade, e.effective_on, e.file_name, e.media_type,
           e.file_sha256, e.file_bytes, e.address, e.seen_what, e.kept_where, e.added_at, e.added_by,
           c.kept_where, c.given_on, c.withdrawn_on, d.speaks_from, d.speaks_to, d.expires_on
         FROM evidence e
         LEFT JOIN consent c ON c.organisation_id = e.organisation_id AND c.evidence_id = e.id
         LEFT JOIN evidence_days d ON d.organisation_id = e.organisation_id AND d.evidence_id = e.id
         WHERE e.organisation_id = ?1 AND e.id = ?2",
        &[organisation_id.into(), id.into()],
    )?;
    row.as_ref().map(evidence).transpose()
}

fn evidence(row: &Row) -> Result<(Evidence, Timestamp, Option<Id>), Failure> {
    let proof = match row.text(1)?.as_str() {
        "file" => Proof::File {
            name: row.text(5)?,
            media_type: row.text(6)?,
            sha256: row.sha256(7)?,
            bytes: row.integer(8)?,
        },
        "link" => Proof::Link {
            address: row.text(9)?,
        },
        _ => Proof::Attestation {
            seen_what: row.text(10)?,
            kept_where: row.text(11)?,
        },
    };
    let evidence = Evidence {
        id: row.id(0)?,
        title: row.text(2)?,
        grade: Grade::from_number(row.integer(3)?).unwrap_or(Grade::SelfDeclared),
        effective_on: row.date(4)?,
        days: days_of(row, 17)?,
        proof,
        consent: match row.optional(14, Row::text)? {
            Some(kept_where) => Some(Consent {
                kept_where,
                given_on: row.date(15)?,
                withdrawn_on: row.optional(16, Row::date)?,
            }),
            None => None,
        },
    };
    Ok((evidence, row.instant(12)?, row.optional(13, Row::id)?))
}

/// When the file of a piece of evidence was disposed of, if it was.
pub(super) fn gone_at(read: &mut Read<'_>, id: Id) -> Result<Option<Timestamp>, Failure> {
    let organisation_id = read.organisation_id();
    let row = read.first(
        "SELECT gone_at FROM stub
         WHERE organisation_id = ?1 AND record_kind = 'evidence-file' AND record_id = ?2",
        &[organisation_id.into(), id.into()],
    )?;
    Ok(row.map(|row| row.instant(0)).transpose()?)
}

/// The entries a piece of evidence supports, newest first, with the day they happened.
pub(super) fn entries_of(
    read: &mut Read<'_>,
    id: Id,
    most: i64,
) -> Result<Vec<(Id, Date)>, Failure> {
    linked_in(read, "evidence_link", (id, most))
}

/// The entries it stays with and gives no grade to.
pub(super) fn entries_aside(
    read: &mut Read<'_>,
    id: Id,
    most: i64,
) -> Result<Vec<(Id, Date)>, Failure> {
    linked_in(read, "evidence_aside", (id, most))
}

fn linked_in(
    read: &mut Read<'_>,
    table: &'static str,
    (id, most): (Id, i64),
) -> Result<Vec<(Id, Date)>, Failure> {
    let organisation_id = read.organisation_id();
    let sql = format!(
        "SELECT e.id, e.happened_on FROM {table} l
         JOIN entry e ON e.organisation_id = l.organisation_id AND e.id = l.entry_id
         WHERE l.organisation_id = ?1 AND l.evidence_id = ?2
         ORDER BY e.happened_on DESC, e.id DESC LIMIT ?3"
    );
    let rows = read.query(&sql, &[organisation_id.into(), id.into(), most.into()])?;
    rows.iter()
        .map(|row| Ok((row.id(0)?, row.date(1)?)))
        .collect()
}
