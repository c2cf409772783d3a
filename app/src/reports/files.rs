//! The report to take away: the exact bytes of its seal, and its document as a file of any kind. An
//! unsigned one says DRAFT in the head of every page.

use super::content;
use super::document::document;
use crate::checkpoints;
use crate::exact;
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};

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

/// The document as the kind of file that was asked for, dated by its signature or, unsigned, by today.
pub(crate) fn file(visit: &mut Visit<'_>) -> Answer {
    let format = visit.format()?;
    let report = content::readable(visit)?;
    let dated = report.seal.as_ref().map_or(visit.today(), |seal| {
        crate::app::date_of(seal.report.signed_off.at)
    });
    let checkpoint = visit
        .read(|read| checkpoints::printed(read, ("annual-report", &report.year.to_string())))?;
    let mut document = document(&report, visit.who()?.calendar, &visit.app.base_address);
    document
        .blocks
        .extend(checkpoints::blocks(checkpoint.as_ref()));
    let name = format!("annual-report-{}", report.year);
    Reply::document(&document, (format, dated), &name)
}
