//! Every statement about retention: classes and rules here, the rest by what it is about.

pub(crate) mod disposals;
pub(crate) mod erasing;
pub(crate) mod facts;
pub(crate) mod holds;
pub(crate) mod removing;

use super::ContractRule;
use crate::failure::Failure;
use database::{DatabaseFault, Id, Read, Row, Value, Write};
use domain::retention::{Class, CountsFrom, RecordKind, SHIPPED, Years};
use jiff::Timestamp;
use std::collections::BTreeMap;

const CLASS: &str = "class_key, name, counts_from, minimum_years, maximum_years, authority";

fn class(row: &Row) -> Result<Class, DatabaseFault> {
    Ok(Class {
        key: row.text(0)?,
        name: row.text(1)?,
        counts_from: CountsFrom::from_key(&row.text(2)?).unwrap_or(CountsFrom::LastPayment),
        years: Years {
            minimum: row.integer(3)?,
            maximum: row.integer(4)?,
        },
        authority: row.text(5)?,
    })
}

/// Every class by its key: those the organisation has set, and the shipped ones it has left as they are.
pub(crate) fn classes(read: &mut Read<'_>) -> Result<BTreeMap<String, Class>, Failure> {
    let organisation_id = read.organisation_id();
    let sql = format!("SELECT {CLASS} FROM retention_class WHERE organisation_id = ?1");
    let rows = read.query(&sql, &[organisation_id.into()])?;
    let mut found: BTreeMap<String, Class> = SHIPPED
        .iter()
        .map(|shipped| (shipped.key.to_owned(), shipped.class()))
        .collect();
    for row in &rows {
        let one = class(row)?;
        found.insert(one.key.clone(), one);
    }
    Ok(found)
}

/// Keeps a class as it is said.
pub(crate) fn class_keep(
    write: &mut Write<'_>,
    class: &Class,
    at: Timestamp,
) -> Result<(), Failure> {
    let scope = write.scope();
    write.execute(
        "INSERT INTO retention_class (organisation_id, class_key, name, counts_from, minimum_years,
           maximum_years, authority, set_at, set_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
         ON CONFLICT (organisation_id, class_key) DO UPDATE SET name = excluded.name,
           counts_from = excluded.counts_from, minimum_years = excluded.minimum_years,
           maximum_years = excluded.maximum_years, authority = excluded.authority,
           set_at = excluded.set_at, set_by = excluded.set_by",
        &[
            scope.organisation_id.into(),
            (&class.key).into(),
            (&class.name).into(),
            class.counts_from.key().into(),
            class.years.minimum.into(),
            class.years.maximum.into(),
            (&class.authority).into(),
            at.into(),
            scope.person_id.into(),
        ],
    )?;
    Ok(())
}

/// Which class each kind of record was given, where that was said.
pub(crate) fn rules(read: &mut Read<'_>) -> Result<BTreeMap<RecordKind, String>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT record_kind, class_key FROM retention_rule WHERE organisation_id = ?1",
        &[organisation_id.into()],
    )?;
    let mut found = BTreeMap::new();
    for row in &rows {
        if let Some(kind) = RecordKind::from_key(&row.text(0)?) {
            found.insert(kind, row.text(1)?);
        }
    }
    Ok(found)
}

/// Gives a kind of record a class that is kept.
pub(crate) fn rule_keep(
    write: &mut Write<'_>,
    (kind, class_key): (RecordKind, &str),
    at: Timestamp,
) -> Result<(), Failure> {
    let scope = write.scope();
    write.execute(
        "INSERT INTO retention_rule (organisation_id, record_kind, class_key, set_at, set_by)
         VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (organisation_id, record_kind) DO UPDATE SET class_key = excluded.class_key,
           set_at = excluded.set_at, set_by = excluded.set_by",
        &[
            scope.organisation_id.into(),
            kind.key().into(),
            class_key.into(),
            at.into(),
            scope.person_id.into(),
        ],
    )?;
    Ok(())
}

/// What each contract asks, where that was said.
pub(crate) fn contract_rules(read: &mut Read<'_>) -> Result<BTreeMap<Id, ContractRule>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT contract_id, class_key, last_payment_on, not_before FROM contract_retention
         WHERE organisation_id = ?1",
        &[organisation_id.into()],
    )?;
    let rule = |row: &Row| -> Result<(Id, ContractRule), DatabaseFault> {
        let rule = ContractRule {
            class_key: row.text(1)?,
            last_payment_on: row.optional(2, Row::date)?,
            not_before: row.optional(3, Row::date)?,
        };
        Ok((row.id(0)?, rule))
    };
    Ok(rows.iter().map(rule).collect::<Result<_, _>>()?)
}

/// Keeps what a contract asks.
pub(crate) fn contract_rule_keep(
    write: &mut Write<'_>,
    (contract_id, rule): (Id, &ContractRule),
    at: Timestamp,
) -> Result<(), Failure> {
    let scope = write.scope();
    let values: [Value; 7] = [
        scope.organisation_id.into(),
        contract_id.into(),
        (&rule.class_key).into(),
        rule.last_payment_on.into(),
        rule.not_before.into(),
        at.into(),
        scope.person_id.into(),
    ];
    write.execute(
        "INSERT INTO contract_retention (organisation_id, contract_id, class_key, last_payment_on,
           not_before, set_at, set_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
         ON CONFLICT (organisation_id, contract_id) DO UPDATE SET class_key = excluded.class_key,
           last_payment_on = excluded.last_payment_on, not_before = excluded.not_before,
           set_at = excluded.set_at, set_by = excluded.set_by",
        &values,
    )?;
    Ok(())
}
