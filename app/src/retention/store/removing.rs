//! The statements that make a record go. They stand here and nowhere else, and run only within the
//! transaction of a disposal that a second person agreed to.

use crate::failure::Failure;
use database::{Id, Read, Row, Write};
use domain::retention::RecordKind;
use sha2::{Digest, Sha256};

/// The rows a record has, by statement, in the order in which they are hashed.
fn rows_of(kind: RecordKind) -> &'static [&'static str] {
    match kind {
        RecordKind::LearnerReturn => &[
            "SELECT * FROM learner_return WHERE organisation_id = ?1 AND id = ?2",
            "SELECT * FROM learner WHERE organisation_id = ?1 AND return_id = ?2 ORDER BY learner",
            "SELECT * FROM learner_aim WHERE organisation_id = ?1 AND return_id = ?2
               ORDER BY learner, number",
            "SELECT * FROM learner_status WHERE organisation_id = ?1 AND return_id = ?2
               ORDER BY learner, number",
            "SELECT * FROM learner_destination WHERE organisation_id = ?1 AND return_id = ?2
               ORDER BY learner, number",
            "SELECT * FROM learner_tally WHERE organisation_id = ?1 AND return_id = ?2",
            "SELECT * FROM learner_place WHERE organisation_id = ?1 AND return_id = ?2
               ORDER BY number",
        ],
        RecordKind::FollowUp => &[
            "SELECT * FROM follow_up WHERE organisation_id = ?1 AND id = ?2",
            "SELECT * FROM follow_up_check WHERE organisation_id = ?1 AND follow_up_id = ?2
               ORDER BY id",
            "SELECT * FROM follow_up_link WHERE organisation_id = ?1 AND follow_up_id = ?2
               ORDER BY id",
            "SELECT * FROM follow_up_entry WHERE organisation_id = ?1 AND follow_up_id = ?2
               ORDER BY fact",
        ],
        RecordKind::SessionRegister => &[
            "SELECT * FROM attendance WHERE organisation_id = ?1 AND session_id = ?2
               ORDER BY learner_reference",
        ],
        RecordKind::QuestionnaireRound => &[
            "SELECT * FROM questionnaire_sheet WHERE organisation_id = ?1 AND round_id = ?2
               ORDER BY half, code",
            "SELECT * FROM questionnaire_answer WHERE organisation_id = ?1 AND round_id = ?2
               ORDER BY half, code, place",
            "SELECT * FROM questionnaire_link WHERE organisation_id = ?1 AND round_id = ?2
               ORDER BY id",
        ],
        RecordKind::FeedbackAnswer => &[
            "SELECT * FROM feedback_answer WHERE organisation_id = ?1 AND id = ?2",
            "SELECT * FROM feedback_figure WHERE organisation_id = ?1 AND answer_id = ?2
               ORDER BY measure_id",
        ],
        RecordKind::EvidenceFile => {
            &["SELECT * FROM evidence WHERE organisation_id = ?1 AND id = ?2"]
        }
        RecordKind::Entry
        | RecordKind::Signed
        | RecordKind::Partner
        | RecordKind::Policy
        | RecordKind::Account
        | RecordKind::Log => &[],
    }
}

/// What makes it go, in an order that no reference objects to.
fn removing(kind: RecordKind) -> &'static [&'static str] {
    match kind {
        RecordKind::LearnerReturn => &[
            "DELETE FROM learner_tally WHERE organisation_id = ?1 AND return_id = ?2",
            "DELETE FROM learner_place WHERE organisation_id = ?1 AND return_id = ?2",
            "DELETE FROM learner_destination WHERE organisation_id = ?1 AND return_id = ?2",
            "DELETE FROM learner_status WHERE organisation_id = ?1 AND return_id = ?2",
            "DELETE FROM learner_aim WHERE organisation_id = ?1 AND return_id = ?2",
            "DELETE FROM learner WHERE organisation_id = ?1 AND return_id = ?2",
            "DELETE FROM learner_entry WHERE organisation_id = ?1 AND EXISTS (
               SELECT 1 FROM learner_return r WHERE r.organisation_id = ?1 AND r.id = ?2
                 AND r.replaced_at IS NULL AND r.ukprn = learner_entry.ukprn
                 AND r.year = learner_entry.year)",
            "UPDATE learner_return SET file_name = 'disposed of', replaces_id = NULL
             WHERE organisation_id = ?1 AND id = ?2",
        ],
        RecordKind::FollowUp => &[
            "DELETE FROM directory_follow_up_link WHERE organisation_id = ?1 AND link_id IN (
               SELECT id FROM follow_up_link WHERE organisation_id = ?1 AND follow_up_id = ?2)",
            "DELETE FROM follow_up_link WHERE organisation_id = ?1 AND follow_up_id = ?2",
            "DELETE FROM follow_up_entry WHERE organisation_id = ?1 AND follow_up_id = ?2",
            "DELETE FROM follow_up_check WHERE organisation_id = ?1 AND follow_up_id = ?2",
            "DELETE FROM follow_up WHERE organisation_id = ?1 AND id = ?2",
        ],
        RecordKind::SessionRegister => {
            &["DELETE FROM attendance WHERE organisation_id = ?1 AND session_id = ?2"]
        }
        RecordKind::QuestionnaireRound => &[
            "DELETE FROM directory_questionnaire_link WHERE organisation_id = ?1 AND link_id IN (
               SELECT id FROM questionnaire_link WHERE organisation_id = ?1 AND round_id = ?2)",
            "DELETE FROM questionnaire_link WHERE organisation_id = ?1 AND round_id = ?2",
            "DELETE FROM questionnaire_answer WHERE organisation_id = ?1 AND round_id = ?2",
            "DELETE FROM questionnaire_sheet WHERE organisation_id = ?1 AND round_id = ?2",
        ],
        RecordKind::FeedbackAnswer => &[
            "UPDATE feedback_figure SET reason = '' WHERE organisation_id = ?1 AND answer_id = ?2",
            "UPDATE feedback_answer SET worked = '', should_change = '', impact = '', useful = NULL,
               welcome = NULL, confident = NULL WHERE organisation_id = ?1 AND id = ?2",
        ],
        RecordKind::EvidenceFile => &[
            "UPDATE consent SET kept_where = 'disposed of'
             WHERE organisation_id = ?1 AND evidence_id = ?2",
            "UPDATE evidence SET title = 'Disposed of', file_name = 'disposed-of'
             WHERE organisation_id = ?1 AND id = ?2",
        ],
        RecordKind::Entry
        | RecordKind::Signed
        | RecordKind::Partner
        | RecordKind::Policy
        | RecordKind::Account
        | RecordKind::Log => &[],
    }
}

/// The tables that a disposal of a kind takes bytes from.
pub(crate) fn tables(kind: RecordKind) -> &'static [&'static str] {
    match kind {
        RecordKind::LearnerReturn => &[
            "learner_tally",
            "learner_place",
            "learner_destination",
            "learner_status",
            "learner_aim",
            "learner",
            "learner_entry",
            "learner_return",
            "log_content",
        ],
        RecordKind::FollowUp => &[
            "follow_up_link",
            "follow_up_entry",
            "follow_up_check",
            "follow_up",
            "log_content",
        ],
        RecordKind::SessionRegister => &["attendance", "log_content"],
        RecordKind::QuestionnaireRound => &[
            "questionnaire_link",
            "questionnaire_answer",
            "questionnaire_sheet",
            "log_content",
        ],
        RecordKind::FeedbackAnswer => &["feedback_answer", "feedback_figure", "log_content"],
        RecordKind::EvidenceFile => &["evidence", "consent", "log_content"],
        RecordKind::Entry
        | RecordKind::Signed
        | RecordKind::Partner
        | RecordKind::Policy
        | RecordKind::Account
        | RecordKind::Log => &[],
    }
}

/// A hash over the rows of a record, how many there are, and its file.
pub(crate) type Known = ([u8; 32], i64, Option<[u8; 32]>);

/// What is known of a record before it goes.
pub(crate) fn digest(read: &mut Read<'_>, (kind, id): (RecordKind, Id)) -> Result<Known, Failure> {
    let organisation_id = read.organisation_id();
    let mut hash = Sha256::new();
    let mut count = 0_i64;
    for sql in rows_of(kind) {
        for row in read.query(sql, &[organisation_id.into(), id.into()])? {
            hash.update(row.canonical());
            count = count.saturating_add(1);
        }
    }
    let file = match kind {
        RecordKind::EvidenceFile => read
            .first(
                "SELECT file_sha256 FROM evidence WHERE organisation_id = ?1 AND id = ?2",
                &[organisation_id.into(), id.into()],
            )?
            .map(|row| row.optional(0, Row::sha256))
            .transpose()?
            .flatten(),
        RecordKind::LearnerReturn
        | RecordKind::FollowUp
        | RecordKind::SessionRegister
        | RecordKind::QuestionnaireRound
        | RecordKind::FeedbackAnswer
        | RecordKind::Entry
        | RecordKind::Signed
        | RecordKind::Partner
        | RecordKind::Policy
        | RecordKind::Account
        | RecordKind::Log => None,
    };
    Ok((hash.finalize().into(), count, file))
}

/// Makes a record go.
pub(crate) fn remove(write: &mut Write<'_>, (kind, id): (RecordKind, Id)) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    for sql in removing(kind) {
        write.execute(sql, &[organisation_id.into(), id.into()])?;
    }
    Ok(())
}
