//! The report to take away: the exact bytes of its seal, a page that stands alone, and a PDF. An
//! unsigned one says DRAFT in the head of every page.

use super::content;
use super::document::document;
use crate::exact;
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};
use domain::calendar::Calendar;

fn calendar(visit: &Visit<'_>) -> Result<Calendar, Failure> {
    Ok(visit.who()?.calendar)
}

/// The sealed bytes, exactly. Where they hold small numbers of people, they stay with the organisation
/// and its auditor.
pub(crate) fn seal_json(visit: &mut Visit<'_>) -> Answer {
    let report = content::readable(visit)?;
    if report.keeps_back(exact::reader(visit)) {
        return Err(Failure::NotAllowed);
    }
    let seal = report.seal.ok_or(Failure::NotFound)?;
    Ok(Reply::File {
        media_type: "application/json",
        file_name: format!("annual-report-{}.json", report.year),
        bytes: seal.bytes,
    })
}

/// One page with its own style.
pub(crate) fn document_html(visit: &mut Visit<'_>) -> Answer {
    let report = content::readable(visit)?;
    let document = document(&report, calendar(visit)?, &visit.app.base_address);
    Reply::page_to_keep(&document, &format!("annual-report-{}", report.year))
}

/// A tagged PDF, dated by its signature or, unsigned, by today.
pub(crate) fn document_pdf(visit: &mut Visit<'_>) -> Answer {
    let report = content::readable(visit)?;
    let dated = report.seal.as_ref().map_or(visit.today(), |seal| {
        crate::app::date_of(seal.report.signed_off.at)
    });
    let document = document(&report, calendar(visit)?, &visit.app.base_address);
    Reply::pdf(&document, dated, &format!("annual-report-{}", report.year))
}
