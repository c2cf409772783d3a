//! Sealed returns: making one at the signing, giving it away byte for byte, reading those of a year,
//! and checking all that are kept.

use super::standing::{Asked, Standing};
use super::store;
use crate::exact;
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit, Who};
use database::Read;
use domain::calendar::Year;
use domain::monitoring::{
    Act, MEANING, Return, SealedAct, SealedOrganisation, SealedPeriod, SealedQuestion,
    SealedReturn, SealedSignOff, canonical_json, sha256_of,
};
use domain::people::Role;

/// The record of a return that this person signs now.
pub(super) fn of(standing: &Standing, signed: &Return, who: &Who) -> Result<SealedReturn, Failure> {
    let (
        Return::SignedOff {
            prepared,
            reviewed,
            signed_off,
            ..
        },
        Some(figures),
    ) = (signed, &standing.prepared)
    else {
        return Err(Failure::Broken(anyhow::anyhow!("nothing to seal")));
    };
    let sealed_act = |act: &Act| SealedAct {
        by: standing.name(act.by),
        by_id: act.by,
        at: act.at,
    };
    // Reviewing is Governance's business, so is signing for those who have both roles.
    let role = [Role::Governance, Role::Lead]
        .into_iter()
        .find(|role| who.roles.contains(role))
        .ok_or(Failure::NotAllowed)?;
    Ok(SealedReturn {
        kind: SealedReturn::KIND.to_owned(),
        format: SealedReturn::FORMAT,
        organisation: SealedOrganisation {
            id: who.organisation_id,
            name: who.organisation.clone(),
        },
        quarter: standing.quarter.to_string(),
        period: SealedPeriod {
            from: standing.from,
            to: standing.to,
        },
        measures: figures.measures.clone(),
        adjustments: figures.adjustments.clone(),
        remarks: figures.remarks.clone(),
        elsewhere: figures.elsewhere.clone(),
        questions: questions(standing),
        prepared: sealed_act(prepared),
        reviewed: sealed_act(reviewed),
        signed_off: SealedSignOff {
            by: who.name.clone(),
            by_id: who.person_id,
            role: role.name().to_owned(),
            at: signed_off.at,
            meaning: MEANING.to_owned(),
        },
    })
}

fn questions(standing: &Standing) -> Vec<SealedQuestion> {
    standing
        .questions
        .iter()
        .map(|question| SealedQuestion {
            question: question.words.clone(),
            asked_by: standing.name(question.asked.by),
            answer: question.answer.clone().unwrap_or_default(),
            answered_by: question
                .answered
                .map(|act| standing.name(act.by))
                .unwrap_or_default(),
        })
        .collect()
}

/// The bytes to keep, after reading them back: what cannot be read back is not sealed.
pub(super) fn content(sealed: &SealedReturn) -> Result<String, Failure> {
    let bytes = sealed.canonical();
    let read = SealedReturn::read(&bytes).map_err(|fault| Failure::Broken(fault.into()))?;
    if read != *sealed {
        return Err(Failure::Broken(anyhow::anyhow!(
            "the seal does not read back as it was"
        )));
    }
    String::from_utf8(bytes).map_err(|fault| Failure::Broken(fault.into()))
}

/// The exact bytes of a seal. An unsigned quarter has none. Where it holds small numbers of people, it
/// stays with the organisation and its auditor.
pub(crate) fn file(visit: &mut Visit<'_>) -> Answer {
    let asked = Asked::of(visit)?;
    let quarter = asked.quarter.to_string();
    let kept = visit.read(|read| store::seal(read, &quarter))?;
    let kept = kept.ok_or(Failure::NotFound)?;
    let sealed = SealedReturn::read(kept.content.as_bytes())
        .map_err(|fault| Failure::Broken(fault.into()))?;
    if sealed.printed(exact::reader(visit)).keeps_back() {
        return Err(Failure::NotAllowed);
    }
    Ok(Reply::File {
        media_type: "application/json",
        file_name: format!("return-{quarter}.json"),
        bytes: kept.content.into_bytes(),
    })
}

/// The signed returns of a year in their order, with the hashes they were sealed under.
pub(crate) fn signed_returns(
    read: &mut Read<'_>,
    year: Year,
) -> Result<Vec<(SealedReturn, [u8; 32])>, Failure> {
    let mut found = Vec::new();
    for quarter in year.quarters() {
        if let Some(kept) = store::seal(read, &quarter.to_string())? {
            let sealed = SealedReturn::read(kept.content.as_bytes())
                .map_err(|fault| Failure::Broken(fault.into()))?;
            found.push((sealed, kept.sha256));
        }
    }
    Ok(found)
}

/// Checks everything that is kept of returns: the hash of its bytes, that they read back, and that a
/// seal is of the quarter it stands for. Each difference in words; none is good.
pub(crate) fn verify_seals(read: &mut Read<'_>) -> Result<Vec<String>, Failure> {
    let mut differences = Vec::new();
    for kept in store::seals(read)? {
        let bytes = kept.content.as_bytes();
        let name = &kept.record_id;
        if sha256_of(bytes) != kept.sha256 {
            differences.push(format!(
                "the return {name}: its content is not what was sealed, the SHA-256 differs"
            ));
        }
        if name.contains('@') {
            let value = serde_json::from_slice::<serde_json::Value>(bytes);
            if !value.is_ok_and(|value| canonical_json(&value) == bytes) {
                differences.push(format!(
                    "the return {name}: what was prepared is unreadable"
                ));
            }
            continue;
        }
        match SealedReturn::read(bytes) {
            Ok(sealed) if sealed.quarter == *name => {}
            Ok(sealed) => differences.push(format!(
                "the return {name}: the seal is of another quarter, {}",
                sealed.quarter
            )),
            Err(refused) => differences.push(format!("the return {name}: {refused}")),
        }
    }
    Ok(differences)
}
