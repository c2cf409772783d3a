//! The report to take away: the exact bytes of its seal, a page that stands alone, and a PDF. An
//! unsigned one says DRAFT in the head of every page.

use super::content;
use super::document::document;
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};
use domain::calendar::Calendar;

fn calendar(visit: &Visit<'_>) -> Result<Calendar, Failure> {
    Ok(visit.who()?.calendar)
}

/// The sealed bytes, exactly.
pub(crate) fn seal_json(visit: &mut Visit<'_>) -> Answer {
    let report = content::readable(visit)?;
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
    Ok(Reply::Document {
        media_type: "text/html; charset=utf-8",
        file_name: format!("annual-report-{}.html", report.year),
        bytes: documents::html(&document(&report, calendar(visit)?)).into_bytes(),
    })
}

/// A tagged PDF, dated by its signature or, unsigned, by today.
pub(crate) fn document_pdf(visit: &mut Visit<'_>) -> Answer {
    let report = content::readable(visit)?;
    let dated = report.seal.as_ref().map_or(visit.today(), |seal| {
        crate::app::date_of(seal.report.signed_off.at)
    });
    let part = |number: i8| u8::try_from(number).unwrap_or(1);
    let dated = (
        u16::try_from(dated.year()).unwrap_or(1),
        part(dated.month()),
        part(dated.day()),
    );
    let fonts = documents::Fonts(pages::pdf_fonts());
    let bytes = documents::pdf(&document(&report, calendar(visit)?), &fonts, dated)
        .map_err(anyhow::Error::from)?;
    Ok(Reply::Document {
        media_type: "application/pdf",
        file_name: format!("annual-report-{}.pdf", report.year),
        bytes,
    })
}
