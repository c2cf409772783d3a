//! Every statement about disposals, their lists and their stubs.

use super::super::{Dated, Disposal, Stub};
use crate::failure::Failure;
use database::{DatabaseFault, Id, Read, Row, Write};
use domain::retention::{Due, RecordKind};
use jiff::Timestamp;
use jiff::civil::Date;

const DISPOSAL: &str =
    "id, record_kind, reason, records, list_sha256, asked_at, asked_by, agreed_at,
    agreed_by, withdrawn_at, withdrawn_by, gone_at, bag_sha256";

fn act(row: &Row, at: usize) -> Result<Option<(Timestamp, Id)>, DatabaseFault> {
    match row.optional(at, Row::instant)? {
        Some(instant) => Ok(Some((instant, row.id(at + 1)?))),
        None => Ok(None),
    }
}

fn disposal(row: &Row) -> Result<Disposal, DatabaseFault> {
    Ok(Disposal {
        id: row.id(0)?,
        kind: RecordKind::from_key(&row.text(1)?).unwrap_or(RecordKind::Log),
        reason: row.text(2)?,
        records: row.integer(3)?,
        list_sha256: row.sha256(4)?,
        asked: (row.instant(5)?, row.id(6)?),
        agreed: act(row, 7)?,
        withdrawn: act(row, 9)?,
        gone_at: row.optional(11, Row::instant)?,
        bag: row.optional(12, Row::sha256)?,
    })
}

/// The newest disposals.
pub(crate) fn newest(read: &mut Read<'_>, most: i64) -> Result<Vec<Disposal>, Failure> {
    let organisation_id = read.organisation_id();
    let sql = format!(
        "SELECT {DISPOSAL} FROM disposal WHERE organisation_id = ?1
         ORDER BY asked_at DESC, id DESC LIMIT ?2"
    );
    let rows = read.query(&sql, &[organisation_id.into(), most.into()])?;
    Ok(rows.iter().map(disposal).collect::<Result<_, _>>()?)
}

/// Disposals that wait for somebody other than this person, since when, the oldest first.
pub(crate) fn to_agree(read: &mut Read<'_>, person_id: Id) -> Result<Vec<(Id, Date)>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT id, asked_at FROM disposal
         WHERE organisation_id = ?1 AND asked_by <> ?2 AND agreed_at IS NULL
           AND withdrawn_at IS NULL ORDER BY asked_at, id",
        &[organisation_id.into(), person_id.into()],
    )?;
    rows.iter()
        .map(|row| Ok((row.id(0)?, crate::app::date_of(row.instant(1)?))))
        .collect()
}

/// One disposal.
pub(crate) fn find(read: &mut Read<'_>, id: Id) -> Result<Option<Disposal>, Failure> {
    let organisation_id = read.organisation_id();
    let sql = format!("SELECT {DISPOSAL} FROM disposal WHERE organisation_id = ?1 AND id = ?2");
    let row = read.first(&sql, &[organisation_id.into(), id.into()])?;
    Ok(row.as_ref().map(disposal).transpose()?)
}

/// Asks for a disposal of a list.
pub(crate) fn ask(
    write: &mut Write<'_>,
    disposal: &Disposal,
    list: &[(Id, Date)],
) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    let (asked_at, asked_by) = disposal.asked;
    write.execute(
        "INSERT INTO disposal (organisation_id, id, record_kind, reason, records, list_sha256,
           asked_at, asked_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        &[
            organisation_id.into(),
            disposal.id.into(),
            disposal.kind.key().into(),
            (&disposal.reason).into(),
            disposal.records.into(),
            disposal.list_sha256.into(),
            asked_at.into(),
            asked_by.into(),
        ],
    )?;
    for (record_id, dispose_from) in list {
        write.execute(
            "INSERT INTO disposal_line (organisation_id, disposal_id, record_id, dispose_from)
             VALUES (?1, ?2, ?3, ?4)",
            &[
                organisation_id.into(),
                disposal.id.into(),
                (*record_id).into(),
                (*dispose_from).into(),
            ],
        )?;
    }
    Ok(())
}

/// The list of a disposal, in the order of keys.
pub(crate) fn lines(read: &mut Read<'_>, id: Id) -> Result<Vec<(Id, Date)>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT record_id, dispose_from FROM disposal_line
         WHERE organisation_id = ?1 AND disposal_id = ?2 ORDER BY record_id",
        &[organisation_id.into(), id.into()],
    )?;
    rows.iter()
        .map(|row| Ok((row.id(0)?, row.date(1)?)))
        .collect()
}

/// Keeps that a second person agreed. Says how many rows changed: none when it was decided meanwhile.
pub(crate) fn agree(write: &mut Write<'_>, id: Id, at: Timestamp) -> Result<u64, Failure> {
    step(write, "agreed_at = ?3, agreed_by = ?4", id, at)
}

/// Keeps that it was withdrawn.
pub(crate) fn withdraw(write: &mut Write<'_>, id: Id, at: Timestamp) -> Result<u64, Failure> {
    step(write, "withdrawn_at = ?3, withdrawn_by = ?4", id, at)
}

fn step(
    write: &mut Write<'_>,
    columns: &'static str,
    id: Id,
    at: Timestamp,
) -> Result<u64, Failure> {
    let scope = write.scope();
    let sql = format!(
        "UPDATE disposal SET {columns} WHERE organisation_id = ?1 AND id = ?2
           AND agreed_at IS NULL AND withdrawn_at IS NULL"
    );
    let values = [
        scope.organisation_id.into(),
        id.into(),
        at.into(),
        scope.person_id.into(),
    ];
    Ok(write.execute(&sql, &values)?)
}

/// Keeps that everything on the list that could go is gone.
pub(crate) fn gone(write: &mut Write<'_>, id: Id, at: Timestamp) -> Result<u64, Failure> {
    let organisation_id = write.organisation_id();
    Ok(write.execute(
        "UPDATE disposal SET gone_at = ?3 WHERE organisation_id = ?1 AND id = ?2
           AND agreed_at IS NOT NULL AND gone_at IS NULL",
        &[organisation_id.into(), id.into(), at.into()],
    )?)
}

/// Keeps the bag that proves it.
pub(crate) fn bag_keep(
    write: &mut Write<'_>,
    (id, sha256): (Id, [u8; 32]),
    at: Timestamp,
) -> Result<u64, Failure> {
    let organisation_id = write.organisation_id();
    Ok(write.execute(
        "UPDATE disposal SET bag_sha256 = ?3, bag_at = ?4
         WHERE organisation_id = ?1 AND id = ?2 AND gone_at IS NOT NULL AND bag_sha256 IS NULL",
        &[organisation_id.into(), id.into(), sha256.into(), at.into()],
    )?)
}

/// Keeps the stub of a record that goes.
pub(crate) fn stub_add(
    write: &mut Write<'_>,
    (disposal, agreed_by): (&Disposal, Id),
    stub: &Stub,
    at: Timestamp,
) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    write.execute(
        "INSERT INTO stub (organisation_id, record_kind, record_id, disposal_id, agreed_by,
           record_sha256, record_rows, file_sha256, counted_from, dispose_from, class_name, authority,
           gone_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
        &[
            organisation_id.into(),
            disposal.kind.key().into(),
            stub.id.into(),
            disposal.id.into(),
            agreed_by.into(),
            stub.sha256.into(),
            stub.rows.into(),
            stub.file_sha256.into(),
            stub.counted_from.into(),
            stub.dispose_from.into(),
            (&stub.class_name).into(),
            (&stub.authority).into(),
            at.into(),
        ],
    )?;
    Ok(())
}

/// The stubs of a disposal, in the order of keys.
pub(crate) fn stubs(read: &mut Read<'_>, id: Id) -> Result<Vec<Stub>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT record_id, record_sha256, record_rows, file_sha256, counted_from, dispose_from,
           class_name, authority
         FROM stub WHERE organisation_id = ?1 AND disposal_id = ?2 ORDER BY record_id",
        &[organisation_id.into(), id.into()],
    )?;
    let stub = |row: &Row| -> Result<Stub, DatabaseFault> {
        Ok(Stub {
            id: row.id(0)?,
            sha256: row.sha256(1)?,
            rows: row.integer(2)?,
            file_sha256: row.optional(3, Row::sha256)?,
            counted_from: row.date(4)?,
            dispose_from: row.date(5)?,
            class_name: row.text(6)?,
            authority: row.text(7)?,
        })
    };
    Ok(rows.iter().map(stub).collect::<Result<_, _>>()?)
}

/// The list as it is kept and hashed: keys in their order with the day each may go.
pub(crate) fn listed(records: &[Dated]) -> Vec<(Id, Date)> {
    let mut list: Vec<(Id, Date)> = records
        .iter()
        .filter_map(|dated| match dated.due {
            Due::Known { dispose_from, .. } => Some((dated.record.subject.id, dispose_from)),
            Due::NotYetKnown => None,
        })
        .collect();
    list.sort();
    list
}
