//! Sealed returns: making one at the signing, giving it away byte for byte, reading those of a year,
//! and checking all that are kept.

use super::standing::{Asked, Standing};
use super::store::{self, KeptVoice};
use crate::app::date_of;
use crate::exact;
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit, Who};
use database::{Id, Read};
use domain::monitoring::{
    Act, MEANING, Return, SealedAct, SealedAgreement, SealedFor, SealedLateness,
    SealedOrganisation, SealedPeriod, SealedQuestion, SealedReturn, SealedSignOff, canonical_json,
    sha256_of,
};
use domain::people::Role;
use jiff::Timestamp;

/// Somebody of whom it is known since when another acts for them.
type ForWhom = Option<(Id, Timestamp)>;

/// The record of a return that this person signs now, perhaps for somebody else and perhaps late.
pub(super) fn of(
    standing: &Standing,
    signed: &Return,
    (who, for_whom): (&Who, ForWhom),
    late: Option<SealedLateness>,
) -> Result<SealedReturn, Failure> {
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
        by: standing.name_of(act.by),
        by_id: act.by,
        at: act.at,
    };
    let mut beside = figures.beside.clone();
    beside.late.extend(late);
    beside.signed_for = for_whom.map(|(whose, at)| sealed_for(standing, whose, at));
    let (quorum, agreements) = (standing.settings.quorum.voices(), agreements(standing));
    beside.quorum = Some(quorum).filter(|quorum| *quorum > 1);
    let is_told = agreements.len() > 1 || agreements.iter().any(|one| one.agreed_for.is_some());
    if is_told || beside.quorum.is_some() {
        beside.agreements = agreements;
    }
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
        beside,
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

fn sealed_for(standing: &Standing, whose: Id, at: Timestamp) -> SealedFor {
    SealedFor {
        name: standing.name_of(whose),
        id: whose,
        delegated_on: date_of(at),
    }
}

/// Who agreed to a return, each with whom they agreed for.
pub(super) fn agreements(standing: &Standing) -> Vec<SealedAgreement> {
    let sealed = |kept: &KeptVoice| {
        let act = kept.voice.act;
        let given = kept.voice.for_whom.zip(kept.delegation);
        SealedAgreement {
            agreed: SealedAct {
                by: standing.name_of(act.by),
                by_id: act.by,
                at: act.at,
            },
            agreed_for: given.map(|(whose, (_, at))| sealed_for(standing, whose, at)),
        }
    };
    let kept: Vec<SealedAgreement> = standing.voices.iter().map(sealed).collect();
    match standing.state {
        // Reviewed before there was a quorum.
        Return::Reviewed { reviewed, .. } if kept.is_empty() => vec![SealedAgreement {
            agreed: SealedAct {
                by: standing.name_of(reviewed.by),
                by_id: reviewed.by,
                at: reviewed.at,
            },
            agreed_for: None,
        }],
        Return::Open
        | Return::Prepared { .. }
        | Return::Reviewed { .. }
        | Return::SignedOff { .. } => kept,
    }
}

fn questions(standing: &Standing) -> Vec<SealedQuestion> {
    standing
        .questions
        .iter()
        .map(|question| SealedQuestion {
            question: question.words.clone(),
            asked_by: standing.name_of(question.asked.by),
            answer: question.answer.clone().unwrap_or_default(),
            answered_by: question
                .answered
                .map(|act| standing.name_of(act.by))
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
    let quarter = asked.name.to_string();
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
        if !kept.is_of_preparing() && !kept.is_what_the_log_says(read)? {
            differences.push(format!(
                "the return {name}: the log says that something else was signed"
            ));
        }
        if kept.is_of_preparing() {
            let value = serde_json::from_slice::<serde_json::Value>(bytes);
            if !value.is_ok_and(|value| canonical_json(&value) == bytes) {
                differences.push(format!(
                    "the return {name}: what was prepared is unreadable"
                ));
            }
            continue;
        }
        match SealedReturn::read(bytes) {
            Ok(sealed) if sealed.record() == *name => {}
            Ok(sealed) => differences.push(format!(
                "the return {name}: the seal is of another quarter, {}",
                sealed.record()
            )),
            Err(refused) => differences.push(format!("the return {name}: {refused}")),
        }
    }
    Ok(differences)
}
