//! Adding a stakeholder to the register: a group or an organisation, never a learner.

use super::{Stakeholder, store};
use crate::failure::Failure;
use crate::partners;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use database::Id;
use domain::feedback::StakeholderKind;
use pages::{Choice, Form, Frame};

#[derive(Template)]
#[template(path = "stakeholders/new.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
    kinds: Vec<Choice>,
    partners: Vec<Choice>,
}

fn kinds() -> Vec<Choice> {
    StakeholderKind::ALL
        .into_iter()
        .map(|kind| Choice::new(kind.key(), kind.name()))
        .collect()
}

fn partners(visit: &Visit<'_>) -> Result<Vec<Choice>, Failure> {
    Ok(partners::choices(visit.read(partners::all)?))
}

fn shown(visit: &Visit<'_>, partners: Vec<Choice>) -> Answer {
    let page = Page {
        frame: visit.frame(),
        form: &visit.form,
        kinds: kinds(),
        partners,
    };
    Reply::form(&page, &visit.form)
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let partners = partners(visit)?;
    shown(visit, partners)
}

fn read(visit: &mut Visit<'_>, partners: &[Choice]) -> Option<Stakeholder> {
    let id = visit.new_id();
    let form = &mut visit.form;
    let name = form.required("name", "Name", 150);
    let kind = form.choice("kind", "What kind it is", &kinds());
    let contact = form.optional("contact", "How to reach it", 300);
    let partner = form.optional_choice("partner", "Partner", partners);
    Some(Stakeholder {
        id,
        name: name?,
        kind: StakeholderKind::from_key(&kind?)?,
        contact: contact.unwrap_or_default(),
        partner_id: partner.and_then(|id| Id::parse_str(&id).ok()),
    })
}

/// Adds it, unless one of this name is there already.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let partners = partners(visit)?;
    let new = read(visit, &partners);
    if let Some(new) = &new {
        let same = |other: &Stakeholder| other.name.to_lowercase() == new.name.to_lowercase();
        if visit.read(store::all)?.iter().any(same) {
            visit.form.refuse(
                "name",
                "A stakeholder of this name is in the register already",
            );
        }
    }
    let (Some(new), false) = (new, visit.form.is_refused()) else {
        return shown(visit, partners);
    };
    let said = serde_json::json!({ "name": new.name, "kind": new.kind.key() });
    let entry = visit.entry("listed stakeholder", "stakeholder", new.id, said);
    visit.write(|mut write| {
        store::add(&mut write, &new, visit.now)?;
        Ok(write.commit(entry.clone(), ())?)
    })?;
    Reply::see(
        format!("/stakeholders/{}", new.id),
        "The stakeholder is in the register.",
    )
}
