//! Changing what is said of a partner. Its name stays: a partner of another name is another partner.

use super::list::kinds;
use super::new::areas;
use super::{Partner, store};
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use domain::partners::PartnerKind;
use pages::{Choice, Form, Frame};

#[derive(Template)]
#[template(path = "partners/change.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
    partner: Partner,
    kinds: Vec<Choice>,
    areas: Vec<Choice>,
}

/// The partner an address speaks of.
pub(super) fn asked(visit: &Visit<'_>) -> Result<Partner, Failure> {
    let id = visit.id("id")?;
    visit
        .read(|read| store::find(read, id))?
        .ok_or(Failure::NotFound)
}

fn shown(visit: &Visit<'_>, partner: Partner) -> Answer {
    let page = Page {
        frame: visit.frame(),
        form: &visit.form,
        partner,
        kinds: kinds(),
        areas: areas(visit)?,
    };
    Reply::form(&page, &visit.form)
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let partner = asked(visit)?;
    visit.form = Form::new()
        .with("kind", partner.kind.key())
        .with("purpose", &partner.purpose);
    for code in visit.read(|read| store::areas(read, partner.id))? {
        visit.form.add("areas", &code);
    }
    shown(visit, partner)
}

/// Keeps it.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let partner = asked(visit)?;
    let areas = areas(visit)?;
    let kind = visit.form.choice("kind", "What it is", &kinds());
    let kind = kind.and_then(|kind| PartnerKind::from_key(&kind));
    let purpose = visit
        .form
        .required("purpose", "What you do together", 1_000);
    let chosen = visit.form.choices("areas", "areas", &areas);
    let (Some(kind), Some(purpose), false) = (kind, purpose, visit.form.is_refused()) else {
        return shown(visit, partner);
    };
    let said = serde_json::json!({ "kind": kind.key() });
    let entry = visit.entry("changed partner", "partner", partner.id, said);
    visit.write(|mut write| {
        store::describe(&mut write, partner.id, (kind, &purpose))?;
        store::areas_set(&mut write, partner.id, &chosen)?;
        Ok(write.commit(entry.clone(), ())?)
    })?;
    Reply::see(format!("/partners/{}", partner.id), "The change is kept.")
}
