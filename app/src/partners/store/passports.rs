//! Passports that other organisations signed, and the keys they signed with.

use crate::failure::Failure;
use crate::partners::KeptPassport;
use database::{Id, Read, Write};
use jiff::Timestamp;

/// A key that was met before.
#[derive(Debug, Clone)]
pub(in crate::partners) struct KnownKey {
    /// Who signed with it when it was first met.
    pub(in crate::partners) issuer: String,
    pub(in crate::partners) first_met_at: Timestamp,
}

/// A key by its text, if it was met before.
pub(in crate::partners) fn known_key(
    read: &mut Read<'_>,
    public_key: &str,
) -> Result<Option<KnownKey>, Failure> {
    let organisation_id = read.organisation_id();
    let row = read.first(
        "SELECT issuer, first_met_at FROM known_key WHERE organisation_id = ?1 AND public_key = ?2",
        &[organisation_id.into(), public_key.into()],
    )?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(KnownKey {
        issuer: row.text(0)?,
        first_met_at: row.instant(1)?,
    }))
}

/// Keeps a passport whose file is evidence already, and its key as known.
pub(in crate::partners) fn passport_add(
    write: &mut Write<'_>,
    partner_id: Id,
    passport: &KeptPassport,
) -> Result<(), Failure> {
    let scope = write.scope();
    write.execute(
        "INSERT INTO known_key (organisation_id, public_key, issuer, first_met_at, first_met_by)
         VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (organisation_id, public_key) DO NOTHING",
        &[
            scope.organisation_id.into(),
            (&passport.public_key).into(),
            (&passport.issuer).into(),
            passport.kept_at.into(),
            scope.person_id.into(),
        ],
    )?;
    write.execute(
        "INSERT INTO partner_passport (organisation_id, id, partner_id, evidence_id, public_key,
           issuer, issued_on, kept_at, kept_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        &[
            scope.organisation_id.into(),
            passport.id.into(),
            partner_id.into(),
            passport.evidence_id.into(),
            (&passport.public_key).into(),
            (&passport.issuer).into(),
            passport.issued_on.into(),
            passport.kept_at.into(),
            scope.person_id.into(),
        ],
    )?;
    Ok(())
}

/// The passports kept of a partner, newest first.
pub(in crate::partners) fn passports(
    read: &mut Read<'_>,
    partner_id: Id,
) -> Result<Vec<KeptPassport>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT id, evidence_id, public_key, issuer, issued_on, kept_at FROM partner_passport
         WHERE organisation_id = ?1 AND partner_id = ?2 ORDER BY kept_at DESC, id DESC",
        &[organisation_id.into(), partner_id.into()],
    )?;
    rows.iter()
        .map(|row| {
            Ok(KeptPassport {
                id: row.id(0)?,
                evidence_id: row.id(1)?,
                public_key: row.text(2)?,
                issuer: row.text(3)?,
                issued_on: row.date(4)?,
                kept_at: row.instant(5)?,
            })
        })
        .collect()
}
