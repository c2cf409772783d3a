//! What was signed as open data, for whoever may see it: made of the seal each time, with small numbers of
//! people kept back, so that the same seal gives the same bytes.

use super::{making, store};
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};
use crate::{framework, monitoring, reports};
use domain::open_data::{SignedFigures, cids, ocds};

/// The figures of the signed report of the year in the address.
fn of_report(visit: &Visit<'_>) -> Result<SignedFigures, Failure> {
    let who = visit.who()?;
    let year = who.calendar.year_named(visit.parameter("year")?);
    let year = year.ok_or(Failure::NotFound)?;
    let found = visit.read(|read| reports::signed_figures(read, who, year))?;
    found.ok_or(Failure::NotFound)
}

/// The figures of the signed return of the quarter in the address.
fn of_return(visit: &Visit<'_>) -> Result<SignedFigures, Failure> {
    let name = visit.parameter("quarter")?;
    let quarter = visit.who()?.calendar.quarter(name);
    let quarter = quarter.ok_or(Failure::NotFound)?;
    let (returns, about) = visit.read(|read| {
        let returns = monitoring::signed_returns(read, quarter.year())?;
        Ok((returns, framework::about(read)?))
    })?;
    let mut returns = returns.iter();
    let found = returns.find(|(signed, _)| signed.quarter == name);
    let (signed, _) = found.ok_or(Failure::NotFound)?;
    Ok(SignedFigures::of_return(signed, &about))
}

fn cids_file(signed: &SignedFigures, kind: &str) -> Reply {
    Reply::File {
        media_type: "application/ld+json",
        file_name: format!("{kind}-{}-cids.jsonld", signed.period),
        bytes: cids(signed),
    }
}

/// Without a contract in the period there is nothing that this standard could say.
fn ocds_file(visit: &Visit<'_>, signed: &SignedFigures, kind: &str) -> Answer {
    let (contracts, setting) =
        visit.read(|read| Ok((making::funded(read)?, store::setting(read)?)))?;
    let prefix = setting.map(|setting| setting.prefix).unwrap_or_default();
    let bytes = ocds(signed, &contracts, &prefix).ok_or(Failure::NotFound)?;
    Ok(Reply::File {
        media_type: "application/json",
        file_name: format!("{kind}-{}-ocds.json", signed.period),
        bytes,
    })
}

/// A report by the Common Impact Data Standard.
pub(crate) fn report_cids(visit: &mut Visit<'_>) -> Answer {
    Ok(cids_file(&of_report(visit)?, "annual-report"))
}

/// A report by the Open Contracting Data Standard.
pub(crate) fn report_ocds(visit: &mut Visit<'_>) -> Answer {
    ocds_file(visit, &of_report(visit)?, "annual-report")
}

/// A return by the Common Impact Data Standard.
pub(crate) fn return_cids(visit: &mut Visit<'_>) -> Answer {
    Ok(cids_file(&of_return(visit)?, "return"))
}

/// A return by the Open Contracting Data Standard.
pub(crate) fn return_ocds(visit: &mut Visit<'_>) -> Answer {
    ocds_file(visit, &of_return(visit)?, "return")
}
