//! Listing a partner: its name and what is done together.

use super::{Partner, store};
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use pages::{Form, Frame};

#[derive(Template)]
#[template(path = "partners/new.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    Reply::page(&Page {
        frame: visit.frame(),
        form: &visit.form,
    })
}

/// Lists it, unless one of this name is listed already.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let name = visit.form.required("name", "Name", 150);
    let purpose = visit
        .form
        .required("purpose", "What you do together", 1_000);
    if let Some(name) = &name {
        let same = |partner: &Partner| partner.name.to_lowercase() == name.to_lowercase();
        if visit.read(store::all)?.iter().any(same) {
            visit
                .form
                .refuse("name", "A partner of this name is listed already");
        }
    }
    let (Some(name), Some(purpose), false) = (name, purpose, visit.form.is_refused()) else {
        return Reply::refused(&Page {
            frame: visit.frame(),
            form: &visit.form,
        });
    };
    let partner = Partner {
        id: visit.new_id(),
        name,
        purpose,
    };
    let said = serde_json::json!({ "name": partner.name });
    let entry = visit.entry("listed partner", "partner", partner.id, said);
    visit.write(|mut write| {
        store::add(&mut write, &partner, visit.now)?;
        Ok(write.commit(entry.clone(), ())?)
    })?;
    Reply::see(
        format!("/partners/{}", partner.id),
        "The partner is listed.",
    )
}
