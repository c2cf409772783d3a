//! Every statement about contracts.

use super::Contract;
use crate::failure::Failure;
use database::{DatabaseFault, Id, Read, Row, Value, Write};
use jiff::Timestamp;

const CONTRACT: &str =
    "id, funder, number, stream, former_stream, starts_on, ends_on, retention_class";

fn contract(row: &Row) -> Result<Contract, DatabaseFault> {
    Ok(Contract {
        id: row.id(0)?,
        funder: row.text(1)?,
        number: row.text(2)?,
        stream: row.text(3)?,
        former_stream: row.text(4)?,
        starts_on: row.date(5)?,
        ends_on: row.date(6)?,
        retention_class: row.text(7)?,
    })
}

fn values(organisation_id: Id, contract: &Contract) -> Vec<Value> {
    vec![
        organisation_id.into(),
        contract.id.into(),
        (&contract.funder).into(),
        (&contract.number).into(),
        (&contract.stream).into(),
        (&contract.former_stream).into(),
        contract.starts_on.into(),
        contract.ends_on.into(),
        (&contract.retention_class).into(),
    ]
}

/// Lists a contract.
pub(super) fn add(
    write: &mut Write<'_>,
    contract: &Contract,
    at: Timestamp,
) -> Result<(), Failure> {
    let scope = write.scope();
    let mut values = values(scope.organisation_id, contract);
    values.extend([at.into(), scope.person_id.into()]);
    write.execute(
        "INSERT INTO contract (organisation_id, id, funder, number, stream, former_stream,
           starts_on, ends_on, retention_class, listed_at, listed_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        &values,
    )?;
    Ok(())
}

/// Changes a contract.
pub(super) fn change(write: &mut Write<'_>, contract: &Contract) -> Result<(), Failure> {
    let values = values(write.organisation_id(), contract);
    write.execute(
        "UPDATE contract SET funder = ?3, number = ?4, stream = ?5, former_stream = ?6,
           starts_on = ?7, ends_on = ?8, retention_class = ?9
         WHERE organisation_id = ?1 AND id = ?2",
        &values,
    )?;
    Ok(())
}

/// All contracts, the latest first.
pub(crate) fn all(read: &mut Read<'_>) -> Result<Vec<Contract>, Failure> {
    let organisation_id = read.organisation_id();
    let sql = format!(
        "SELECT {CONTRACT} FROM contract WHERE organisation_id = ?1
         ORDER BY starts_on DESC, funder, number, id"
    );
    let rows = read.query(&sql, &[organisation_id.into()])?;
    Ok(rows.iter().map(contract).collect::<Result<_, _>>()?)
}

/// One contract.
pub(crate) fn find(read: &mut Read<'_>, id: Id) -> Result<Option<Contract>, Failure> {
    let organisation_id = read.organisation_id();
    let sql = format!("SELECT {CONTRACT} FROM contract WHERE organisation_id = ?1 AND id = ?2");
    let row = read.first(&sql, &[organisation_id.into(), id.into()])?;
    Ok(row.as_ref().map(contract).transpose()?)
}
