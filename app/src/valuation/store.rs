//! Every statement about valuation.

use super::{Answered, Assumed, Investment, Setting};
use crate::failure::Failure;
use database::{Id, Read, Row, Write};
use domain::calendar::Year;
use domain::valuation::{FirstYear, Pence, Share};
use jiff::Timestamp;
use std::collections::BTreeMap;

/// By which rates later years are discounted, if that was said.
pub(super) fn setting(read: &mut Read<'_>) -> Result<Option<Setting>, Failure> {
    let organisation_id = read.organisation_id();
    let row = read.first(
        "SELECT rates, first_year FROM valuation_setting WHERE organisation_id = ?1",
        &[organisation_id.into()],
    )?;
    let setting = |row: Row| {
        let first_year = FirstYear::from_number(row.integer(1)?).unwrap_or(FirstYear::Zero);
        Ok::<_, Failure>(Setting {
            rates: row.text(0)?,
            first_year,
        })
    };
    row.map(setting).transpose()
}

/// Says it, in place of what was said before.
pub(super) fn setting_set(
    write: &mut Write<'_>,
    setting: &Setting,
    at: Timestamp,
) -> Result<(), Failure> {
    let scope = write.scope();
    write.execute(
        "INSERT INTO valuation_setting (organisation_id, rates, first_year, said_at, said_by)
         VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (organisation_id) DO UPDATE
         SET rates = excluded.rates, first_year = excluded.first_year, said_at = excluded.said_at,
             said_by = excluded.said_by",
        &[
            scope.organisation_id.into(),
            (&setting.rates).into(),
            i64::from(setting.first_year.number()).into(),
            at.into(),
            scope.person_id.into(),
        ],
    )?;
    Ok(())
}

/// Adds what is assumed of a measure from a date on.
pub(super) fn assumed_add(
    write: &mut Write<'_>,
    measure_id: Id,
    assumed: &Assumed,
    at: Timestamp,
) -> Result<(), Failure> {
    let scope = write.scope();
    write.execute(
        "INSERT INTO whole_life (organisation_id, measure_id, valid_from, years,
           deadweight_thousandths, displacement_thousandths, attribution_thousandths,
           drop_off_thousandths, reason, said_at, said_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        &[
            scope.organisation_id.into(),
            measure_id.into(),
            assumed.from.into(),
            i64::from(assumed.years).into(),
            assumed.deadweight.thousandths().into(),
            assumed.displacement.thousandths().into(),
            assumed.attribution.thousandths().into(),
            assumed.drop_off.thousandths().into(),
            (&assumed.reason).into(),
            at.into(),
            scope.person_id.into(),
        ],
    )?;
    Ok(())
}

/// What is assumed of every measure, in the order of its dates.
pub(super) fn assumed(read: &mut Read<'_>) -> Result<BTreeMap<Id, Vec<Assumed>>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT measure_id, valid_from, years, deadweight_thousandths, displacement_thousandths,
           attribution_thousandths, drop_off_thousandths, reason
         FROM whole_life WHERE organisation_id = ?1 ORDER BY measure_id, valid_from",
        &[organisation_id.into()],
    )?;
    let mut found: BTreeMap<Id, Vec<Assumed>> = BTreeMap::new();
    for row in &rows {
        let share = |column| {
            let share = Share::of_thousandths(row.integer(column)?);
            Ok::<_, Failure>(share.unwrap_or_default())
        };
        let assumed = Assumed {
            from: row.date(1)?,
            years: u32::try_from(row.integer(2)?).unwrap_or(1),
            deadweight: share(3)?,
            displacement: share(4)?,
            attribution: share(5)?,
            drop_off: share(6)?,
            reason: row.text(7)?,
        };
        found.entry(row.id(0)?).or_default().push(assumed);
    }
    Ok(found)
}

/// Adds an investment to a year.
pub(super) fn investment_add(
    write: &mut Write<'_>,
    year: Year,
    investment: &Investment,
    at: Timestamp,
) -> Result<(), Failure> {
    let scope = write.scope();
    write.execute(
        "INSERT INTO investment (organisation_id, year, id, purpose, pence, said_at, said_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        &[
            scope.organisation_id.into(),
            year.to_string().into(),
            investment.id.into(),
            (&investment.purpose).into(),
            investment.pence.0.into(),
            at.into(),
            scope.person_id.into(),
        ],
    )?;
    Ok(())
}

/// Takes an investment away.
pub(super) fn investment_remove(write: &mut Write<'_>, year: Year, id: Id) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    write.execute(
        "DELETE FROM investment WHERE organisation_id = ?1 AND year = ?2 AND id = ?3",
        &[organisation_id.into(), year.to_string().into(), id.into()],
    )?;
    Ok(())
}

/// What was invested for a year.
pub(super) fn investments(read: &mut Read<'_>, year: Year) -> Result<Vec<Investment>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT id, purpose, pence FROM investment
         WHERE organisation_id = ?1 AND year = ?2 ORDER BY id",
        &[organisation_id.into(), year.to_string().into()],
    )?;
    let investment = |row: &Row| {
        Ok(Investment {
            id: row.id(0)?,
            purpose: row.text(1)?,
            pence: Pence(row.integer(2)?),
        })
    };
    rows.iter().map(investment).collect()
}

/// Says how a year's account answers a principle, in place of an earlier answer.
pub(super) fn answer_set(
    write: &mut Write<'_>,
    year: Year,
    answered: &Answered,
    at: Timestamp,
) -> Result<(), Failure> {
    let scope = write.scope();
    write.execute(
        "INSERT INTO principle_answer (organisation_id, year, principle, answer, said_at, said_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (organisation_id, year, principle) DO UPDATE
         SET answer = excluded.answer, said_at = excluded.said_at, said_by = excluded.said_by",
        &[
            scope.organisation_id.into(),
            year.to_string().into(),
            answered.principle.key().into(),
            (&answered.answer).into(),
            at.into(),
            scope.person_id.into(),
        ],
    )?;
    Ok(())
}

/// The answers of a year's account by the keys of the principles.
pub(crate) fn answers(
    read: &mut Read<'_>,
    year: Year,
) -> Result<BTreeMap<String, String>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT principle, answer FROM principle_answer WHERE organisation_id = ?1 AND year = ?2",
        &[organisation_id.into(), year.to_string().into()],
    )?;
    rows.iter()
        .map(|row| Ok((row.text(0)?, row.text(1)?)))
        .collect()
}
