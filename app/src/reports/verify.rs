//! A second look at every sealed report: its bytes, and whether the signed returns it names still give
//! its figures. It changes nothing.

use super::{chapters, store};
use crate::failure::Failure;
use crate::monitoring;
use database::Read;
use domain::calendar::Calendar;
use domain::monitoring::{SealedReturn, sha256_of};
use domain::reports::SealedReport;

/// Each difference in words; none is good.
pub(crate) fn verify_seals(
    read: &mut Read<'_>,
    calendar: Calendar,
) -> Result<Vec<String>, Failure> {
    let mut differences = Vec::new();
    for (name, content, sha256) in store::seals(read)? {
        let mut differs =
            |words: &str| differences.push(format!("the annual report {name}: {words}"));
        if sha256_of(content.as_bytes()) != sha256 {
            differs("its content is not what was sealed, the SHA-256 differs");
        }
        if !store::is_what_the_log_says(read, (&name, sha256))? {
            differs("the log says that something else was signed");
        }
        let report = match SealedReport::read(content.as_bytes()) {
            Ok(report) => report,
            Err(refused) => {
                differs(&refused.to_string());
                continue;
            }
        };
        let Some(year) = calendar
            .year_named(&name)
            .filter(|_| report.content.year == name)
        else {
            differs("the seal is of another year");
            continue;
        };
        let signed = monitoring::signed_returns_of(read, year, &report.rests_on())?;
        let returns: Vec<SealedReturn> = signed.into_iter().map(|(signed, _)| signed).collect();
        if !report.is_built_from(&returns) {
            differs("its figures are not those of the signed returns it names");
        }
        if !report.content.contracts.is_empty() {
            let now = chapters::under_contracts(read, (calendar, year), &returns)?;
            if chapters::figures(&report.content.contracts) != chapters::figures(&now) {
                differs("its figures under contracts are not those of the ledger");
            }
        }
    }
    Ok(differences)
}
