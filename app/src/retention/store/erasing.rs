//! Which lines of the log are erased with a record, and by what; and which files no record names any more.

use crate::evidence;
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

/// Erases salt and content of lines, and keeps by what.
pub(crate) fn erase_lines(
    write: &mut Write<'_>,
    numbers: &[i64],
    by: (&'static str, Id),
    at: Timestamp,
) -> Result<(), Failure> {
    for number in numbers {
        write.erase(*number, by, at)?;
    }
    Ok(())
}

/// Files of a disposal that no record names any more.
pub(crate) fn unnamed_files(
    read: &mut Read<'_>,
    disposal_id: Id,
) -> Result<Vec<[u8; 32]>, Failure> {
    let organisation_id = read.organisation_id();
    let sql = format!(
        "SELECT DISTINCT s.file_sha256 FROM stub s
         WHERE s.organisation_id = ?1 AND s.disposal_id = ?2 AND s.file_sha256 IS NOT NULL {}",
        evidence::named_by_none("s.file_sha256")
    );
    let rows = read.query(&sql, &[organisation_id.into(), disposal_id.into()])?;
    let sha256 = |row: &Row| row.sha256(0);
    Ok(rows.iter().map(sha256).collect::<Result<_, _>>()?)
}
