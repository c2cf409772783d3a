//! Whom to talk to at a partner: added and forgotten.

use super::change::asked;
use super::{Contact, Partner, store};
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use database::Id;
use pages::{Form, Frame};

#[derive(Template)]
#[template(path = "partners/contacts.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
    partner: Partner,
}

fn shown(visit: &Visit<'_>, partner: Partner) -> Answer {
    let page = Page {
        frame: visit.frame(),
        form: &visit.form,
        partner,
    };
    Reply::form(&page, &visit.form)
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let partner = asked(visit)?;
    shown(visit, partner)
}

/// Adds somebody.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let partner = asked(visit)?;
    let id = visit.new_id();
    let form = &mut visit.form;
    let name = form.required("name", "Name", 150);
    let task = form.required("task", "What they do there", 150);
    let email = form.optional("email", "E-mail address", 200);
    let telephone = form.optional("telephone", "Telephone number", 40);
    let (Some(name), Some(task), false) = (name, task, form.is_refused()) else {
        return shown(visit, partner);
    };
    let contact = Contact {
        id,
        name,
        task,
        email: email.unwrap_or_default(),
        telephone: telephone.unwrap_or_default(),
    };
    let entry = visit.entry(
        "added contact",
        "partner",
        partner.id,
        serde_json::json!({ "contact": id.to_string() }),
    );
    visit.write(|mut write| {
        store::contact_add(&mut write, partner.id, &contact)?;
        Ok(write.commit(entry.clone(), ())?)
    })?;
    Reply::see(format!("/partners/{}", partner.id), "The contact is added.")
}

/// Forgets somebody.
pub(crate) fn remove(visit: &mut Visit<'_>) -> Answer {
    let partner = asked(visit)?;
    let contact = visit.form.value("contact");
    let contact = Id::parse_str(contact).map_err(|_| Failure::NotFound)?;
    let entry = visit.entry(
        "removed contact",
        "partner",
        partner.id,
        serde_json::json!({ "contact": contact.to_string() }),
    );
    visit.write(|mut write| {
        if store::contact_remove(&mut write, (partner.id, contact))? == 0 {
            return Err(Failure::Changed("This contact has been removed already."));
        }
        Ok(write.commit(entry.clone(), ())?)
    })?;
    Reply::see(
        format!("/partners/{}", partner.id),
        "The contact is removed and forgotten.",
    )
}
