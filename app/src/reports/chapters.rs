//! The made chapters of a report that is not signed yet: what was said and done, what was evidenced under
//! each contract, the year in pounds, and its case studies. They hold what counts in quarters whose return is signed, so
//! that nothing in them changes afterwards; their cost does not grow with the number of entries.

use crate::failure::Failure;
use crate::ledger::{self, ContractTotal};
use crate::valuation::{self, Kind, Row, Worth};
use crate::{contracts, feedback, framework, monitoring, organisation};
use database::{Id, Read};
use domain::calendar::{Calendar, Quarter, Year};
use domain::disclosure::Cell;
use domain::monitoring::SealedReturn;
use domain::reports::{
    ContractArea, ContractMeasure, PoundsRatio, PoundsRow, PoundsTable, PrintedReport,
    SealedContract, SealedPounds, SealedSaid, ToldStudy,
};
use domain::valuation::{Pence, Principle, ROUNDING, per_pound};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// The first and last day of a year.
pub(super) fn days(calendar: Calendar, year: Year) -> (Date, Date) {
    let [first, _, _, last] = year.quarters();
    (calendar.first_day(first), calendar.last_day(last))
}

/// What was said in a year and what was done about it.
pub(super) fn said(
    read: &mut Read<'_>,
    (from, to): (Date, Date),
) -> Result<Vec<SealedSaid>, Failure> {
    let pairs = feedback::you_said_we_did(read, from, to)?.into_iter();
    Ok(pairs.map(|(said, did)| SealedSaid { said, did }).collect())
}

/// The case studies of the year's signed returns that may be told.
pub(super) fn told(read: &mut Read<'_>, year: Year) -> Result<Vec<ToldStudy>, Failure> {
    let told = monitoring::told_case_studies(read, year)?.into_iter();
    Ok(told
        .map(|(quarter, study)| ToldStudy { quarter, study })
        .collect())
}

/// The quarters of the year whose return is signed.
fn quarters(calendar: Calendar, returns: &[SealedReturn]) -> Vec<Quarter> {
    let named = returns.iter();
    named
        .filter_map(|signed| calendar.quarter(&signed.quarter))
        .collect()
}

/// What was evidenced under each contract that runs in the year or has something in it.
pub(super) fn under_contracts(
    read: &mut Read<'_>,
    (calendar, year): (Calendar, Year),
    returns: &[SealedReturn],
) -> Result<Vec<SealedContract>, Failure> {
    let totals = ledger::contract_totals(read, &quarters(calendar, returns))?;
    let measures = framework::measures(read)?;
    let areas: BTreeMap<String, String> = organisation::areas(read)?
        .into_iter()
        .map(|area| (area.code, area.name))
        .collect();
    let (first, last) = days(calendar, year);
    let mut found = Vec::new();
    for contract in contracts::all(read)? {
        let of: Vec<&ContractTotal> = totals
            .iter()
            .filter(|total| total.contract_id == contract.id)
            .collect();
        let runs = contract.starts_on <= last && contract.ends_on >= first;
        if of.is_empty() && !runs {
            continue;
        }
        let under = measures
            .iter()
            .filter_map(|measure| measure_under(measure, &of, &areas));
        found.push(SealedContract {
            id: contract.id,
            measures: under.collect(),
            funder: contract.funder,
            number: contract.number,
            stream: contract.stream,
            former_stream: contract.former_stream,
            from: contract.starts_on,
            to: contract.ends_on,
        });
    }
    Ok(found)
}

/// What has the evidence that a measure asks for, of a contract's totals.
fn measure_under(
    measure: &framework::Measure,
    totals: &[&ContractTotal],
    areas: &BTreeMap<String, String>,
) -> Option<ContractMeasure> {
    let counts = |total: &&&ContractTotal| {
        total.measure_id == measure.id && total.grade.number() >= measure.minimum_grade
    };
    let mut by_area: BTreeMap<&str, i64> = BTreeMap::new();
    let (mut evidenced, mut additional) = (0, 0);
    for total in totals.iter().filter(counts) {
        evidenced += total.quantity.0;
        additional += total.additional.0;
        *by_area.entry(&total.area_code).or_default() += total.quantity.0;
    }
    by_area.retain(|_, thousandths| *thousandths != 0);
    let is_there = evidenced != 0 || additional != 0 || !by_area.is_empty();
    is_there.then(|| ContractMeasure {
        id: measure.id,
        code: measure.code.clone(),
        title: measure.title.clone(),
        unit: measure.unit.clone(),
        evidenced_thousandths: evidenced,
        additional_thousandths: additional,
        by_area: by_area
            .into_iter()
            .map(|(code, thousandths)| ContractArea {
                code: code.to_owned(),
                name: areas.get(code).cloned().unwrap_or_else(|| code.to_owned()),
                thousandths,
            })
            .collect(),
    })
}

/// The year in pounds, if anything of it is valued.
pub(super) fn in_pounds(
    read: &mut Read<'_>,
    (calendar, year): (Calendar, Year),
    (returns, printed): (&[SealedReturn], &PrintedReport),
) -> Result<Option<SealedPounds>, Failure> {
    let signed = quarters(calendar, returns);
    if signed.is_empty() {
        return Ok(None);
    }
    let worth = Worth::read(read, calendar, year)?;
    let of_signed = worth
        .rows
        .iter()
        .filter(|row| signed.contains(&row.quarter));
    let of_signed: Vec<&Row> = of_signed.collect();
    if of_signed.is_empty() {
        return Ok(None);
    }
    let is_printed = |row: &&&Row| {
        let quarter = printed
            .measure(row.measure.id)
            .quarter(&row.quarter.to_string());
        quarter.is_exact(&Cell::Additional)
    };
    let rows: Vec<&Row> = of_signed.iter().filter(is_printed).copied().collect();
    let tables = [Kind::Additional, Kind::Local]
        .into_iter()
        .filter_map(|kind| table(&rows, kind));
    let left_out = of_signed.len() - rows.len();
    Ok(Some(SealedPounds {
        rates: worth.rates.title.clone(),
        first_year: worth.first_year.name().to_owned(),
        rounding: ROUNDING.to_owned(),
        tables: tables.collect(),
        left_out: i64::try_from(left_out).unwrap_or(i64::MAX),
        ratio: ratio(read, year, &rows)?,
    }))
}

fn table(rows: &[&Row], kind: Kind) -> Option<PoundsTable> {
    let rows: Vec<&&Row> = rows.iter().filter(|row| row.kind == kind).collect();
    if rows.is_empty() {
        return None;
    }
    let sum = |of: fn(&Row) -> Pence| -> String {
        let all: Pence = rows.iter().map(|row| of(row)).sum();
        all.to_string()
    };
    let (caption, note) = kind.words();
    Some(PoundsTable {
        caption: caption.to_owned(),
        note: note.to_owned(),
        gross: sum(|row| row.worth.gross),
        net: sum(|row| row.worth.net),
        present: sum(|row| row.worth.present),
        rows: rows
            .iter()
            .map(|row| PoundsRow {
                measure: format!("{} {}", row.measure.code, row.measure.title),
                quarter: row.quarter.title(),
                quantity: format!("{} {}", row.quantity, row.measure.unit),
                value: format!("£{}", row.value.pounds),
                gross: row.worth.gross.to_string(),
                net: row.worth.net.to_string(),
                present: row.worth.present.to_string(),
                working: row.worth.working.clone(),
            })
            .collect(),
    })
}

/// What each pound invested comes to, when every principle is answered.
fn ratio(read: &mut Read<'_>, year: Year, rows: &[&Row]) -> Result<Option<PoundsRatio>, Failure> {
    let answers = valuation::answers(read, year)?;
    let answered: Option<Vec<(String, String)>> = Principle::ALL
        .into_iter()
        .map(|principle| {
            let answer = answers.get(principle.key()).filter(|one| !one.is_empty())?;
            Some((principle.name().to_owned(), answer.clone()))
        })
        .collect();
    let invested = valuation::invested(read, year)?;
    let additional = rows.iter().filter(|row| row.kind == Kind::Additional);
    let present: Pence = additional.map(|row| row.worth.present).sum();
    let Some(principles) = answered else {
        return Ok(None);
    };
    Ok(per_pound(present, invested, 2).map(|ratio| PoundsRatio {
        per_pound: format!("£{ratio}"),
        invested: invested.to_string(),
        principles,
    }))
}

/// The figures under contracts by contract, measure and area, to be held against a seal.
pub(super) type Under = Vec<(Id, Id, i64, i64, Vec<(String, i64)>)>;

/// The figures of sealed contracts, without what they are called.
pub(super) fn figures(of: &[SealedContract]) -> Under {
    let measures = of.iter().flat_map(|contract| {
        contract
            .measures
            .iter()
            .map(|measure| (contract.id, measure))
    });
    let mut found: Under = measures
        .map(|(contract, measure)| {
            let areas = measure.by_area.iter();
            (
                contract,
                measure.id,
                measure.evidenced_thousandths,
                measure.additional_thousandths,
                areas
                    .map(|area| (area.code.clone(), area.thousandths))
                    .collect(),
            )
        })
        .collect();
    found.sort();
    found
}
