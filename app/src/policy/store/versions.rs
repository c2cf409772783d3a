//! Every statement about documents of the register and the steps of their versions.

use crate::failure::Failure;
use crate::policy::documents::{Listed, ListedVersion};
use database::{Id, Read, Row, Write};
use domain::policy::Status;
use jiff::Timestamp;
use jiff::civil::Date;

/// Every document by title, and every version, the newest of each document first.
pub(in crate::policy) fn documents(
    read: &mut Read<'_>,
) -> Result<(Vec<Listed>, Vec<ListedVersion>), Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT id, kind, title, reference, owner_id, kept_where FROM controlled_document
         WHERE organisation_id = ?1 ORDER BY kind DESC, title, id",
        &[organisation_id.into()],
    )?;
    let mut documents = Vec::new();
    for row in &rows {
        documents.push(Listed {
            id: row.id(0)?,
            is_policy: row.text(1)? == "policy",
            title: row.text(2)?,
            reference: row.text(3)?,
            owner_id: row.optional(4, Row::id)?,
            kept_where: row.text(5)?,
        });
    }
    let rows = read.query(
        "SELECT v.id, v.document_id, v.version, v.issued_on, v.review_on, v.drafted_by, v.sent_at,
           v.approved_at, v.approved_by, v.superseded_at
         FROM document_version v
         JOIN controlled_document d ON d.organisation_id = v.organisation_id AND d.id = v.document_id
         WHERE v.organisation_id = ?1 ORDER BY d.kind DESC, d.title, d.id, v.drafted_at DESC, v.id DESC",
        &[organisation_id.into()],
    )?;
    let mut versions = Vec::new();
    for row in &rows {
        let approved_by = row.optional(8, Row::id)?;
        let status = match (row.is_null(9)?, approved_by, row.is_null(6)?) {
            (false, _, _) => Status::Superseded,
            (true, Some(_), _) => Status::Approved,
            (true, None, false) => Status::InReview,
            (true, None, true) => Status::Draft,
        };
        versions.push(ListedVersion {
            id: row.id(0)?,
            document_id: row.id(1)?,
            version: row.text(2)?,
            issued_on: row.optional(3, Row::date)?,
            review_on: row.optional(4, Row::date)?,
            drafted_by: row.optional(5, Row::id)?,
            status,
            approved: approved_by.zip(row.optional(7, Row::instant)?),
        });
    }
    Ok((documents, versions))
}

/// Lists a linked document, or keeps what is new about it.
pub(in crate::policy) fn document_keep(
    write: &mut Write<'_>,
    document: &Listed,
    at: Timestamp,
) -> Result<(), Failure> {
    let scope = write.scope();
    write.execute(
        "INSERT INTO controlled_document (organisation_id, id, kind, title, reference, owner_id,
           kept_where, listed_at, listed_by)
         VALUES (?1, ?2, 'linked', ?3, ?4, ?5, ?6, ?7, ?8)
         ON CONFLICT (organisation_id, id) DO UPDATE SET title = excluded.title,
           reference = excluded.reference, owner_id = excluded.owner_id,
           kept_where = excluded.kept_where",
        &[
            scope.organisation_id.into(),
            document.id.into(),
            (&document.title).into(),
            (&document.reference).into(),
            document.owner_id.into(),
            (&document.kept_where).into(),
            at.into(),
            scope.person_id.into(),
        ],
    )?;
    Ok(())
}

/// Lists a version of a linked document; it waits for its approval.
pub(in crate::policy) fn document_version_add(
    write: &mut Write<'_>,
    version: &ListedVersion,
    at: Timestamp,
) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    write.execute(
        "INSERT INTO document_version (organisation_id, id, document_id, version, issued_on, review_on,
           drafted_at, drafted_by, sent_at, sent_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?7, ?8)",
        &[
            organisation_id.into(),
            version.id.into(),
            version.document_id.into(),
            (&version.version).into(),
            version.issued_on.into(),
            version.review_on.into(),
            at.into(),
            version.drafted_by.into(),
        ],
    )?;
    Ok(())
}

/// Sends a version for review, or sends it back.
pub(in crate::policy) fn version_sent(
    write: &mut Write<'_>,
    id: Id,
    sent_at: Option<Timestamp>,
) -> Result<(), Failure> {
    let scope = write.scope();
    write.execute(
        "UPDATE document_version SET sent_at = ?3, sent_by = ?4
         WHERE organisation_id = ?1 AND id = ?2 AND approved_at IS NULL",
        &[
            scope.organisation_id.into(),
            id.into(),
            sent_at.into(),
            sent_at.and(scope.person_id).into(),
        ],
    )?;
    Ok(())
}

/// Approves a version of a document; the one that held is superseded first.
pub(in crate::policy) fn version_approve(
    write: &mut Write<'_>,
    (document_id, id): (Id, Id),
    (by, at): (Id, Timestamp),
) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    write.execute(
        "UPDATE document_version SET superseded_at = ?3
         WHERE organisation_id = ?1 AND document_id = ?2 AND approved_at IS NOT NULL
           AND superseded_at IS NULL",
        &[organisation_id.into(), document_id.into(), at.into()],
    )?;
    write.execute(
        "UPDATE document_version SET approved_at = ?3, approved_by = ?4
         WHERE organisation_id = ?1 AND id = ?2",
        &[organisation_id.into(), id.into(), at.into(), by.into()],
    )?;
    Ok(())
}

/// Linked documents that a person looks after and whose review is due by a day, the first due first.
pub(in crate::policy) fn documents_due(
    read: &mut Read<'_>,
    (owner_id, by): (Id, Date),
) -> Result<Vec<(String, Date)>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT d.title, v.review_on FROM controlled_document d
         JOIN document_version v ON v.organisation_id = d.organisation_id AND v.document_id = d.id
         WHERE d.organisation_id = ?1 AND d.owner_id = ?2 AND d.kind = 'linked'
           AND v.approved_at IS NOT NULL AND v.superseded_at IS NULL AND v.review_on <= ?3
         ORDER BY v.review_on, d.title",
        &[organisation_id.into(), owner_id.into(), by.into()],
    )?;
    rows.iter()
        .map(|row| Ok((row.text(0)?, row.date(1)?)))
        .collect()
}
