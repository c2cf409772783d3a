//! Which records there are of each kind that goes by disposal: the day each happened, the contracts and
//! partners it belongs to, and the learners it holds that a hold names.

use super::super::Record;
use crate::app::date_of;
use crate::failure::Failure;
use database::{DatabaseFault, Id, Read, Row, Value};
use domain::retention::{Covers, Event, RecordKind, Subject};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// The statement that finds the records of a kind which happened on or before a day (`?2`, and `?3` as its
/// last instant), none that is gone already, the oldest first: key and day. `?4` names one; nothing names
/// all.
fn finding(kind: RecordKind) -> Option<&'static str> {
    match kind {
        RecordKind::LearnerReturn => Some(
            "SELECT r.id, CAST(r.year + 1 AS TEXT) || '-07-31' FROM learner_return r
             WHERE r.organisation_id = ?1 AND CAST(r.year + 1 AS TEXT) || '-07-31' <= ?2 AND ?3 >= CAST(0 AS BIGINT)
               AND r.id = COALESCE(?4, r.id)
               AND NOT EXISTS (SELECT 1 FROM stub s WHERE s.organisation_id = r.organisation_id
                 AND s.record_kind = 'learner-return' AND s.record_id = r.id)
               AND EXISTS (SELECT 1 FROM learner l WHERE l.organisation_id = r.organisation_id
                 AND l.return_id = r.id)
             ORDER BY r.year, r.id LIMIT ?5",
        ),
        RecordKind::FollowUp => Some(
            "SELECT f.id, CASE WHEN MAX(c.checked_on) > f.last_on THEN MAX(c.checked_on)
               ELSE f.last_on END FROM follow_up f
             LEFT JOIN follow_up_check c ON c.organisation_id = f.organisation_id
               AND c.follow_up_id = f.id
             WHERE f.organisation_id = ?1 AND f.last_on <= ?2 AND ?3 >= CAST(0 AS BIGINT)
               AND f.id = COALESCE(?4, f.id)
             GROUP BY f.id, f.last_on
             HAVING MAX(c.checked_on) IS NULL OR MAX(c.checked_on) <= ?2
             ORDER BY f.last_on, f.id LIMIT ?5",
        ),
        RecordKind::SessionRegister => Some(
            "SELECT s.id, s.held_on FROM session s
             WHERE s.organisation_id = ?1 AND s.held_on <= ?2 AND ?3 >= CAST(0 AS BIGINT)
               AND s.id = COALESCE(?4, s.id)
               AND EXISTS (SELECT 1 FROM attendance a WHERE a.organisation_id = s.organisation_id
                 AND a.session_id = s.id)
             ORDER BY s.held_on, s.id LIMIT ?5",
        ),
        RecordKind::QuestionnaireRound => Some(
            "SELECT r.id, r.closed_at FROM questionnaire_round r
             WHERE r.organisation_id = ?1 AND ?2 <> '' AND r.closed_at <= ?3
               AND r.id = COALESCE(?4, r.id)
               AND EXISTS (SELECT 1 FROM questionnaire_sheet s
                 WHERE s.organisation_id = r.organisation_id AND s.round_id = r.id)
             ORDER BY r.closed_at, r.id LIMIT ?5",
        ),
        RecordKind::FeedbackAnswer => Some(
            "SELECT a.id, a.given_at FROM feedback_answer a
             WHERE a.organisation_id = ?1 AND ?2 <> '' AND a.given_at <= ?3
               AND a.id = COALESCE(?4, a.id)
               AND NOT EXISTS (SELECT 1 FROM stub s WHERE s.organisation_id = a.organisation_id
                 AND s.record_kind = 'feedback-answer' AND s.record_id = a.id)
             ORDER BY a.given_at, a.id LIMIT ?5",
        ),
        RecordKind::EvidenceFile => Some(EVIDENCE),
        RecordKind::Entry
        | RecordKind::Signed
        | RecordKind::Partner
        | RecordKind::Policy
        | RecordKind::Account
        | RecordKind::Log => None,
    }
}

/// A file goes with the last entry it supports, and stays while anything else rests on it.
const EVIDENCE: &str = "SELECT e.id, CASE WHEN MAX(n.happened_on) IS NULL THEN e.effective_on
    ELSE MAX(n.happened_on) END FROM evidence e
  LEFT JOIN (SELECT organisation_id, entry_id, evidence_id FROM evidence_link
    UNION SELECT organisation_id, entry_id, evidence_id FROM evidence_aside) l
    ON l.organisation_id = e.organisation_id AND l.evidence_id = e.id
  LEFT JOIN entry n ON n.organisation_id = l.organisation_id AND n.id = l.entry_id
  WHERE e.organisation_id = ?1 AND e.kind = 'file' AND e.effective_on <= ?2 AND ?3 >= CAST(0 AS BIGINT)
    AND e.id = COALESCE(?4, e.id)
    AND NOT EXISTS (SELECT 1 FROM stub s WHERE s.organisation_id = e.organisation_id
      AND s.record_kind = 'evidence-file' AND s.record_id = e.id)
    AND NOT EXISTS (SELECT 1 FROM partner_check p WHERE p.organisation_id = e.organisation_id
      AND p.evidence_id = e.id)
    AND NOT EXISTS (SELECT 1 FROM partner_agreement p WHERE p.organisation_id = e.organisation_id
      AND p.evidence_id = e.id)
    AND NOT EXISTS (SELECT 1 FROM partner_passport p WHERE p.organisation_id = e.organisation_id
      AND p.evidence_id = e.id)
    AND NOT EXISTS (SELECT 1 FROM risk_assessment r WHERE r.organisation_id = e.organisation_id
      AND r.evidence_id = e.id)
    AND NOT EXISTS (SELECT 1 FROM follow_up_check c WHERE c.organisation_id = e.organisation_id
      AND c.evidence_id = e.id)
    AND NOT EXISTS (SELECT 1 FROM feedback_figure f WHERE f.organisation_id = e.organisation_id
      AND f.evidence_id = e.id)
  GROUP BY e.id, e.effective_on
  HAVING MAX(n.happened_on) IS NULL OR MAX(n.happened_on) <= ?2
  ORDER BY e.effective_on, e.id LIMIT ?5";

/// The contract and the partner of every entry that a record stands behind.
fn belonging(kind: RecordKind) -> Option<&'static str> {
    match kind {
        RecordKind::LearnerReturn => Some(
            "SELECT DISTINCT e.contract_id, e.partner_id FROM learner_return r
             JOIN learner_entry l ON l.organisation_id = r.organisation_id AND l.ukprn = r.ukprn
               AND l.year = r.year
             JOIN entry e ON e.organisation_id = l.organisation_id AND e.id = l.entry_id
             WHERE r.organisation_id = ?1 AND r.id = ?2",
        ),
        RecordKind::FollowUp => Some(
            "SELECT DISTINCT e.contract_id, e.partner_id FROM follow_up_entry l
             JOIN entry e ON e.organisation_id = l.organisation_id AND e.id = l.entry_id
             WHERE l.organisation_id = ?1 AND l.follow_up_id = ?2",
        ),
        RecordKind::SessionRegister => Some(
            "SELECT DISTINCT contract_id, partner_id FROM entry
             WHERE organisation_id = ?1 AND session_id = ?2",
        ),
        RecordKind::QuestionnaireRound => Some(
            "SELECT e.contract_id, e.partner_id FROM questionnaire_round r
             JOIN entry e ON e.organisation_id = r.organisation_id AND e.id = r.entry_id
             WHERE r.organisation_id = ?1 AND r.id = ?2",
        ),
        RecordKind::FeedbackAnswer => Some(
            "SELECT CAST(NULL AS BYTEA), l.partner_id FROM feedback_answer a
             JOIN feedback_link l ON l.organisation_id = a.organisation_id AND l.id = a.link_id
             WHERE a.organisation_id = ?1 AND a.id = ?2",
        ),
        RecordKind::EvidenceFile => Some(
            "SELECT DISTINCT e.contract_id, e.partner_id FROM evidence_link l
             JOIN entry e ON e.organisation_id = l.organisation_id AND e.id = l.entry_id
             WHERE l.organisation_id = ?1 AND l.evidence_id = ?2",
        ),
        RecordKind::Entry
        | RecordKind::Signed
        | RecordKind::Partner
        | RecordKind::Policy
        | RecordKind::Account
        | RecordKind::Log => None,
    }
}

/// Whether a record holds a learner's reference (`?3`).
fn holding(kind: RecordKind) -> Option<&'static str> {
    match kind {
        RecordKind::LearnerReturn => Some(
            "SELECT learner FROM learner WHERE organisation_id = ?1 AND return_id = ?2 AND learner = ?3",
        ),
        RecordKind::FollowUp => Some(
            "SELECT learner FROM follow_up WHERE organisation_id = ?1 AND id = ?2 AND learner = ?3",
        ),
        RecordKind::SessionRegister => Some(
            "SELECT learner_reference FROM attendance WHERE organisation_id = ?1 AND session_id = ?2
               AND learner_reference = ?3",
        ),
        RecordKind::QuestionnaireRound => Some(
            "SELECT code FROM questionnaire_sheet WHERE organisation_id = ?1 AND round_id = ?2
               AND code = ?3 LIMIT 1",
        ),
        RecordKind::FeedbackAnswer
        | RecordKind::EvidenceFile
        | RecordKind::Entry
        | RecordKind::Signed
        | RecordKind::Partner
        | RecordKind::Policy
        | RecordKind::Account
        | RecordKind::Log => None,
    }
}

/// Keys and days of records of a kind that happened on or before a day.
pub(crate) fn happened(
    read: &mut Read<'_>,
    (kind, until): (RecordKind, Date),
    (only, most): (Option<Id>, i64),
) -> Result<Vec<(Id, Date)>, Failure> {
    let Some(sql) = finding(kind) else {
        return Ok(Vec::new());
    };
    let last = jiff::tz::TimeZone::UTC
        .to_timestamp(until.at(23, 59, 59, 999_000_000))
        .map_or(0, jiff::Timestamp::as_millisecond);
    let values: [Value; 5] = [
        read.organisation_id().into(),
        until.into(),
        last.into(),
        only.into(),
        most.into(),
    ];
    let by_instant = matches!(
        kind,
        RecordKind::QuestionnaireRound | RecordKind::FeedbackAnswer
    );
    let day = |row: &Row| -> Result<(Id, Date), DatabaseFault> {
        let on = if by_instant {
            date_of(row.instant(1)?)
        } else {
            row.date(1)?
        };
        Ok((row.id(0)?, on))
    };
    let rows = read.query(sql, &values)?;
    Ok(rows.iter().map(day).collect::<Result<_, _>>()?)
}

/// A record with what its class, its contracts and the holds may know of it.
pub(crate) fn record(
    read: &mut Read<'_>,
    (kind, id, happened_on): (RecordKind, Id, Date),
    holds: &[Covers],
) -> Result<Record, Failure> {
    let organisation_id = read.organisation_id();
    let mut subject = Subject {
        kind,
        id,
        contracts: BTreeSet::new(),
        partners: BTreeSet::new(),
        learners: BTreeSet::new(),
    };
    if let Some(sql) = belonging(kind) {
        for row in read.query(sql, &[organisation_id.into(), id.into()])? {
            subject.contracts.extend(row.optional(0, Row::id)?);
            subject.partners.extend(row.optional(1, Row::id)?);
        }
    }
    for hold in holds {
        let (Covers::Learner(reference), Some(sql)) = (hold, holding(kind)) else {
            continue;
        };
        let values = [organisation_id.into(), id.into(), reference.into()];
        if read.first(sql, &values)?.is_some() {
            subject.learners.insert(reference.clone());
        }
    }
    let event = Event {
        happened_on: Some(happened_on),
        ..Event::default()
    };
    Ok(Record { subject, event })
}
