//! Every statement about returns; those about their words, their seals, who agrees, their restatements
//! and what stands beside their figures are in files of their own.

mod agreeing;
mod handing;
mod nudges;
mod recovery;
mod restating;
mod seals;
mod settings;
mod studies;
mod words;

pub(super) use agreeing::{
    KeptVoice, agreement_add, agreements, agreements_forget, all_voices, signed_for_add,
};
pub(super) use handing::{
    KeptDelegation, delegation_add, delegation_withdraw, delegations, delegations_to,
};
pub(super) use nudges::{
    Nudge, nudge_add, nudge_remove, nudges, nudges_of, recorders_without_evidence,
};
pub(super) use recovery::{
    RecoveryAction, action, action_add, action_done, actions, actions_of, lateness, lateness_set,
    variance_set, variances,
};
pub(super) use restating::{
    Restatement, copy_words, restatement, restatement_add, restatement_drop, restatements,
};
pub(super) use settings::{Settings, settings, settings_set};
pub(super) use studies::{Study, studies, study, study_add, study_withdraw};

pub(super) use seals::{Sealed, seal, seal_add, seal_id, seals};
pub(super) use words::{
    Question, answer_set, question_add, question_follows, questions, remark_set, remarks,
    unanswered,
};

use crate::failure::Failure;
use database::{DatabaseFault, Id, Read, Row, Write};
use domain::monitoring::{Act, Facts, ReturnName};
use jiff::Timestamp;
use std::collections::BTreeMap;

const CHANGED: Failure =
    Failure::Changed("Somebody changed this return meanwhile. Open it again and look at it anew.");

fn act(row: &Row, at: usize) -> Result<Option<Act>, DatabaseFault> {
    let by = row.optional(at + 1, Row::id)?;
    let at = row.optional(at, Row::instant)?;
    Ok(at.zip(by).map(|(at, by)| Act { by, at }))
}

fn facts_of(row: &Row) -> Result<Facts, DatabaseFault> {
    Ok(Facts {
        prepared: act(row, 0)?,
        reviewed: act(row, 2)?,
        signed_off: act(row, 4)?,
        seal: row.optional(6, Row::id)?,
    })
}

const FACTS: &str = "prepared_at, prepared_by, reviewed_at, reviewed_by, signed_off_at,
    signed_off_by, seal_id";

/// What has happened to the return of a quarter; nothing when it was never opened.
pub(super) fn facts(read: &mut Read<'_>, name: ReturnName) -> Result<Facts, Failure> {
    let organisation_id = read.organisation_id();
    let sql =
        format!("SELECT {FACTS} FROM quarterly_return WHERE organisation_id = ?1 AND quarter = ?2");
    let row = read.first(&sql, &[organisation_id.into(), name.to_string().into()])?;
    Ok(row.as_ref().map(facts_of).transpose()?.unwrap_or_default())
}

/// What has happened to every return, by the quarter's name.
pub(super) fn all_facts(read: &mut Read<'_>) -> Result<BTreeMap<String, Facts>, Failure> {
    let organisation_id = read.organisation_id();
    let sql = format!(
        "SELECT {FACTS}, quarter FROM quarterly_return WHERE organisation_id = ?1 ORDER BY quarter"
    );
    read.query(&sql, &[organisation_id.into()])?
        .iter()
        .map(|row| Ok((row.text(7)?, facts_of(row)?)))
        .collect()
}

/// Opens the return of a quarter, unless it is.
pub(super) fn open(write: &mut Write<'_>, name: ReturnName, at: Timestamp) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    write.execute(
        "INSERT INTO quarterly_return (organisation_id, quarter, opened_at) VALUES (?1, ?2, ?3)
         ON CONFLICT (organisation_id, quarter) DO NOTHING",
        &[organisation_id.into(), name.to_string().into(), at.into()],
    )?;
    Ok(())
}

fn one_row(touched: u64) -> Result<(), Failure> {
    if touched == 1 { Ok(()) } else { Err(CHANGED) }
}

/// Keeps that it was prepared; an earlier review of other figures falls away.
pub(super) fn prepared_set(
    write: &mut Write<'_>,
    name: ReturnName,
    act: Act,
) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    one_row(write.execute(
        "UPDATE quarterly_return SET prepared_at = ?3, prepared_by = ?4, reviewed_at = NULL,
           reviewed_by = NULL
         WHERE organisation_id = ?1 AND quarter = ?2 AND signed_off_at IS NULL",
        &[
            organisation_id.into(),
            name.to_string().into(),
            act.at.into(),
            act.by.into(),
        ],
    )?)
}

/// Keeps that it was sent back: it is open again.
pub(super) fn sent_back_set(write: &mut Write<'_>, name: ReturnName) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    one_row(write.execute(
        "UPDATE quarterly_return SET prepared_at = NULL, prepared_by = NULL, reviewed_at = NULL,
           reviewed_by = NULL
         WHERE organisation_id = ?1 AND quarter = ?2 AND signed_off_at IS NULL",
        &[organisation_id.into(), name.to_string().into()],
    )?)
}

/// Keeps that it was agreed.
pub(super) fn reviewed_set(
    write: &mut Write<'_>,
    name: ReturnName,
    act: Act,
) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    one_row(write.execute(
        "UPDATE quarterly_return SET reviewed_at = ?3, reviewed_by = ?4
         WHERE organisation_id = ?1 AND quarter = ?2 AND prepared_at IS NOT NULL
           AND signed_off_at IS NULL",
        &[
            organisation_id.into(),
            name.to_string().into(),
            act.at.into(),
            act.by.into(),
        ],
    )?)
}

/// Keeps that it was signed off, under a seal.
pub(super) fn signed_set(
    write: &mut Write<'_>,
    name: ReturnName,
    act: Act,
    seal_id: Id,
) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    one_row(write.execute(
        "UPDATE quarterly_return SET signed_off_at = ?3, signed_off_by = ?4, seal_id = ?5
         WHERE organisation_id = ?1 AND quarter = ?2 AND reviewed_at IS NOT NULL
           AND signed_off_at IS NULL",
        &[
            organisation_id.into(),
            name.to_string().into(),
            act.at.into(),
            act.by.into(),
            seal_id.into(),
        ],
    )?)
}
