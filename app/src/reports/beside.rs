//! What stands beside a report on its page: whether contracts ran in the year.

use super::content::AnnualReport;
use crate::contracts;
use crate::failure::Failure;
use crate::visit::Visit;

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
