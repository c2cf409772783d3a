//! Reading a policy in through a page: one file, and the policy's own page says what was found.

use super::keep::{Imported, import_file};
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use pages::{Form, Frame};

#[derive(Template)]
#[template(path = "policy/import.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    Reply::form(
        &Page {
            frame: visit.frame(),
            form: &visit.form,
        },
        &visit.form,
    )
}

/// Reads the file in, or says why it cannot be.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let Some(upload) = visit.upload("file").cloned() else {
        visit.form.refuse("file", "Choose the policy's file");
        return page(visit);
    };
    let file = (upload.file_name.as_str(), upload.sha256);
    match import_file(visit.app, visit.scope()?, file, visit.now)? {
        Ok(imported) => Reply::see(
            format!("/policy?version={}", imported.policy.id),
            sentence(&imported),
        ),
        Err(refused) => {
            visit.form.refuse("file", refused);
            page(visit)
        }
    }
}

/// What was found, in a sentence or two.
fn sentence(imported: &Imported) -> String {
    format!(
        "{} was imported: {}, {} ({} listed now), {} cited, {}, {}.",
        imported.policy.title,
        count(imported.clauses, "clause", "clauses"),
        count(imported.partners.len(), "partner", "partners"),
        imported.listed,
        count(imported.codes.len(), "measure code", "measure codes"),
        count(imported.links, "link", "links"),
        count(imported.findings.len(), "finding", "findings"),
    )
}

/// A number with its noun.
pub(super) fn count(number: usize, one: &str, several: &str) -> String {
    if number == 1 {
        format!("1 {one}")
    } else {
        format!("{number} {several}")
    }
}
