//! Every statement about stakeholders and consultations.

mod consultations;

use super::Stakeholder;
use crate::failure::Failure;
use database::{DatabaseFault, Id, Read, Row, Write};
use domain::feedback::StakeholderKind;
use jiff::Timestamp;

pub(super) use consultations::{
    Subjects, consultation_add, consultations, consultations_about, decision, decision_add,
    response_add, responses, responses_of, subjects,
};
pub(crate) use consultations::{consultation, decided};

const STAKEHOLDER: &str = "id, name, kind, contact, partner_id";

fn stakeholder(row: &Row) -> Result<Stakeholder, DatabaseFault> {
    Ok(Stakeholder {
        id: row.id(0)?,
        name: row.text(1)?,
        kind: StakeholderKind::from_key(&row.text(2)?).unwrap_or(StakeholderKind::Community),
        contact: row.text(3)?,
        partner_id: row.optional(4, Row::id)?,
    })
}

/// Lists a stakeholder.
pub(super) fn add(
    write: &mut Write<'_>,
    stakeholder: &Stakeholder,
    at: Timestamp,
) -> Result<(), Failure> {
    let scope = write.scope();
    write.execute(
        "INSERT INTO stakeholder (organisation_id, id, name, kind, contact, partner_id, listed_at,
           listed_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        &[
            scope.organisation_id.into(),
            stakeholder.id.into(),
            (&stakeholder.name).into(),
            stakeholder.kind.key().into(),
            (&stakeholder.contact).into(),
            stakeholder.partner_id.into(),
            at.into(),
            scope.person_id.into(),
        ],
    )?;
    Ok(())
}

/// All stakeholders, by name.
pub(super) fn all(read: &mut Read<'_>) -> Result<Vec<Stakeholder>, Failure> {
    let organisation_id = read.organisation_id();
    let sql = format!(
        "SELECT {STAKEHOLDER} FROM stakeholder WHERE organisation_id = ?1 ORDER BY name, id"
    );
    let rows = read.query(&sql, &[organisation_id.into()])?;
    Ok(rows.iter().map(stakeholder).collect::<Result<_, _>>()?)
}

/// One stakeholder.
pub(super) fn find(read: &mut Read<'_>, id: Id) -> Result<Option<Stakeholder>, Failure> {
    let organisation_id = read.organisation_id();
    let sql =
        format!("SELECT {STAKEHOLDER} FROM stakeholder WHERE organisation_id = ?1 AND id = ?2");
    let row = read.first(&sql, &[organisation_id.into(), id.into()])?;
    Ok(row.as_ref().map(stakeholder).transpose()?)
}
