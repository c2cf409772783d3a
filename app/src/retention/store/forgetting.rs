//! Which lines of the log are forgotten with a record, and by what; and which files no record names any
//! more.

use crate::failure::Failure;
use database::{Id, Read, Row, Write, log_about};
use domain::retention::RecordKind;
use jiff::Timestamp;

/// How the log names records of a kind. What a line of many records says (a file that was brought in) is
/// numbers alone.
fn log_kinds(kind: RecordKind) -> &'static [&'static str] {
    match kind {
        RecordKind::LearnerReturn => &["return"],
        RecordKind::FollowUp => &["follow-up"],
        RecordKind::SessionRegister => &["session"],
        RecordKind::QuestionnaireRound => &["questionnaire round"],
        RecordKind::FeedbackAnswer => &["feedback answer"],
        RecordKind::EvidenceFile => &["evidence"],
        RecordKind::Entry
        | RecordKind::Signed
        | RecordKind::Partner
        | RecordKind::Policy
        | RecordKind::Account
        | RecordKind::Log => &[],
    }
}

/// The lines about a record.
pub(crate) fn lines_about(
    read: &mut Read<'_>,
    (kind, id): (RecordKind, Id),
) -> Result<Vec<i64>, Failure> {
    let mut numbers = Vec::new();
    for name in log_kinds(kind) {
        numbers.extend(log_about(read, (name, &id.to_string()))?);
    }
    Ok(numbers)
}

/// Forgets salt and content of lines, and keeps by what they were.
pub(crate) fn forget_lines(
    write: &mut Write<'_>,
    numbers: &[i64],
    (by_kind, by_id): (&'static str, Id),
    at: Timestamp,
) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    for number in numbers {
        write.forget(*number, at)?;
        write.execute(
            "INSERT INTO forgotten_content (organisation_id, number, by_kind, by_id, forgotten_at)
             VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (organisation_id, number) DO NOTHING",
            &[
                organisation_id.into(),
                (*number).into(),
                by_kind.into(),
                by_id.into(),
                at.into(),
            ],
        )?;
    }
    Ok(())
}

/// Whether a line's content is known to be forgotten.
pub(crate) fn is_forgotten(read: &mut Read<'_>, number: i64) -> Result<Option<()>, Failure> {
    let organisation_id = read.organisation_id();
    let row = read.first(
        "SELECT number FROM forgotten_content WHERE organisation_id = ?1 AND number = ?2",
        &[organisation_id.into(), number.into()],
    )?;
    Ok(row.map(|_| ()))
}

/// Files of a disposal that no record names any more.
pub(crate) fn unnamed_files(
    read: &mut Read<'_>,
    disposal_id: Id,
) -> Result<Vec<[u8; 32]>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT DISTINCT s.file_sha256 FROM stub s
         WHERE s.organisation_id = ?1 AND s.disposal_id = ?2 AND s.file_sha256 IS NOT NULL
           AND NOT EXISTS (SELECT 1 FROM evidence e WHERE e.file_sha256 = s.file_sha256
             AND NOT EXISTS (SELECT 1 FROM stub g WHERE g.organisation_id = e.organisation_id
               AND g.record_kind = 'evidence-file' AND g.record_id = e.id))
           AND NOT EXISTS (SELECT 1 FROM policy p WHERE p.file_sha256 = s.file_sha256)
           AND NOT EXISTS (SELECT 1 FROM import i WHERE i.file_sha256 = s.file_sha256
             AND (i.state = 'waiting' OR i.file_after = 'keep'))
           AND NOT EXISTS (SELECT 1 FROM disposal d WHERE d.bag_sha256 = s.file_sha256)",
        &[organisation_id.into(), disposal_id.into()],
    )?;
    let sha256 = |row: &Row| row.sha256(0);
    Ok(rows.iter().map(sha256).collect::<Result<_, _>>()?)
}
