//! Every statement about who agreed to a return, and for whom one was signed.

use crate::failure::Failure;
use database::{DatabaseFault, Id, Read, Row, Write};
use domain::monitoring::{Act, ReturnName, Voice};
use jiff::Timestamp;
use std::collections::BTreeMap;

/// Somebody's agreement, with the delegation it rests on and when that was given.
#[derive(Debug, Clone, Copy)]
pub(in crate::monitoring) struct KeptVoice {
    pub(in crate::monitoring) voice: Voice,
    pub(in crate::monitoring) delegation: Option<(Id, Timestamp)>,
}

fn voice(row: &Row, at: usize) -> Result<Voice, DatabaseFault> {
    let (by, whose) = (row.id(at)?, row.id(at + 1)?);
    Ok(Voice {
        act: Act {
            by,
            at: row.instant(at + 2)?,
        },
        for_whom: (whose != by).then_some(whose),
    })
}

/// Who agreed to a return as it was prepared last, in the order they agreed.
pub(in crate::monitoring) fn agreements(
    read: &mut Read<'_>,
    name: ReturnName,
) -> Result<Vec<KeptVoice>, Failure> {
    let organisation_id = read.organisation_id();
    read.query(
        "SELECT a.person_id, a.whose_id, a.agreed_at, a.delegation_id, d.given_at
         FROM return_agreement a
         LEFT JOIN delegation d ON d.organisation_id = a.organisation_id AND d.id = a.delegation_id
         WHERE a.organisation_id = ?1 AND a.quarter = ?2 ORDER BY a.agreed_at, a.person_id",
        &[organisation_id.into(), name.to_string().into()],
    )?
    .iter()
    .map(|row| {
        let id = row.optional(3, Row::id)?;
        let given_at = row.optional(4, Row::instant)?;
        Ok(KeptVoice {
            voice: voice(row, 0)?,
            delegation: id.zip(given_at),
        })
    })
    .collect()
}

/// The voices on every return that is not signed, by its name.
pub(in crate::monitoring) fn all_voices(
    read: &mut Read<'_>,
) -> Result<BTreeMap<String, Vec<Voice>>, Failure> {
    let organisation_id = read.organisation_id();
    let mut found: BTreeMap<String, Vec<Voice>> = BTreeMap::new();
    for row in read.query(
        "SELECT a.person_id, a.whose_id, a.agreed_at, a.quarter FROM return_agreement a
         JOIN quarterly_return q ON q.organisation_id = a.organisation_id AND q.quarter = a.quarter
         WHERE a.organisation_id = ?1 AND q.signed_off_at IS NULL ORDER BY a.quarter, a.agreed_at",
        &[organisation_id.into()],
    )? {
        found.entry(row.text(3)?).or_default().push(voice(&row, 0)?);
    }
    Ok(found)
}

/// Keeps an agreement to what somebody prepared.
pub(in crate::monitoring) fn agreement_add(
    write: &mut Write<'_>,
    (name, prepared_by): (ReturnName, Id),
    (voice, delegation_id): (Voice, Option<Id>),
) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    write.execute(
        "INSERT INTO return_agreement (organisation_id, quarter, person_id, whose_id, delegation_id,
           prepared_by, agreed_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        &[
            organisation_id.into(),
            name.to_string().into(),
            voice.act.by.into(),
            voice.whose().into(),
            delegation_id.into(),
            prepared_by.into(),
            voice.act.at.into(),
        ],
    )?;
    Ok(())
}

/// Forgets who agreed, because what they agreed to is prepared anew or sent back. The log keeps it.
pub(in crate::monitoring) fn agreements_forget(
    write: &mut Write<'_>,
    name: ReturnName,
) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    write.execute(
        "DELETE FROM return_agreement WHERE organisation_id = ?1 AND quarter = ?2",
        &[organisation_id.into(), name.to_string().into()],
    )?;
    Ok(())
}

/// Keeps for whom a return was signed.
pub(in crate::monitoring) fn signed_for_add(
    write: &mut Write<'_>,
    (name, prepared_by): (ReturnName, Id),
    (signed_by, whose_id): (Id, Id),
    delegation_id: Id,
) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    write.execute(
        "INSERT INTO return_signed_for (organisation_id, quarter, signed_by, whose_id, delegation_id,
           prepared_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        &[
            organisation_id.into(),
            name.to_string().into(),
            signed_by.into(),
            whose_id.into(),
            delegation_id.into(),
            prepared_by.into(),
        ],
    )?;
    Ok(())
}
