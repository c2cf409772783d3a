//! What was signed as files, without a pack around it: its documents, its sealed bytes and its proof.

use super::ask::Personal;
use super::content::Content;
use super::{of_report, of_return};
use crate::failure::Failure;
use crate::visit::Visit;
use commonweal_verify::Signed;
use database::Read;
use documents::Format;
use domain::monitoring::ReturnName;
use std::collections::BTreeMap;

/// The files of one signed thing.
#[derive(Debug)]
pub(crate) struct SignedFiles {
    pub(crate) files: BTreeMap<String, Vec<u8>>,
    /// The documents among them: what each is called, and where it lies.
    pub(crate) documents: Vec<(String, String)>,
    /// What they prove, as a pack says it.
    pub(crate) signed: Vec<Signed>,
}

/// The files of a return or report with everything about people, as it was signed, its documents as files of
/// these kinds; nothing of any other kind of record.
pub(crate) fn signed(
    read: &mut Read<'_>,
    visit: &Visit<'_>,
    (kind, name): (&str, &str),
    formats: &'static [Format],
) -> Result<Option<SignedFiles>, Failure> {
    let calendar = visit.who()?.calendar;
    let mut content = Content::with(formats);
    match kind {
        "return" => {
            let Some(name) = ReturnName::read(calendar, name) else {
                return Ok(None);
            };
            of_return::add(read, &mut content, (name, Personal::Full), visit)?;
        }
        "annual-report" => {
            let Some(year) = calendar.year_named(name) else {
                return Ok(None);
            };
            of_report::add(read, &mut content, (year, Personal::Full), visit)?;
        }
        _ => return Ok(None),
    }
    Ok(Some(SignedFiles {
        files: content.files,
        documents: content.documents,
        signed: content.signed,
    }))
}
