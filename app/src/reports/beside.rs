//! What stands beside a report on its page: whether contracts ran in the year, and the case studies that
//! may be told in it.

use super::content::AnnualReport;
use crate::failure::Failure;
use crate::visit::Visit;
use crate::{contracts, monitoring};
use domain::people::Action;

/// Whether a contract ran in the year.
pub(super) fn has_contracts(
    visit: &Visit<'_>,
    report: &AnnualReport,
) -> Result<Option<()>, Failure> {
    let calendar = visit.who()?.calendar;
    let [first, _, _, last] = report.year.quarters();
    let (from, to) = (calendar.first_day(first), calendar.last_day(last));
    let contracts = visit.read(contracts::all)?;
    let mut ran = contracts
        .iter()
        .filter(|one| one.starts_on <= to && from <= one.ends_on);
    Ok(ran.next().map(|_| ()))
}

/// Case studies that can be told in the report.
pub(super) fn studies(
    visit: &Visit<'_>,
    report: &AnnualReport,
) -> Result<Vec<(String, String, String)>, Failure> {
    if report.is_signed() || !visit.may(Action::SeePractice) {
        return Ok(Vec::new());
    }
    let told = visit.read(|read| monitoring::told_case_studies(read, report.year))?;
    let told = told.into_iter().map(|(_, study)| {
        let about = study.about();
        (study.title, study.story, about)
    });
    Ok(told.collect())
}
