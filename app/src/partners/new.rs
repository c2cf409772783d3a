//! Listing a partner: its name, what it is and what is done together. It is checked afterwards.

use super::list::kinds;
use super::{NewPartner, store};
use crate::failure::Failure;
use crate::organisation;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use domain::partners::PartnerKind;
use pages::{Choice, Form, Frame};

#[derive(Template)]
#[template(path = "partners/new.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
    kinds: Vec<Choice>,
    areas: Vec<Choice>,
}

/// The areas to choose from.
pub(super) fn areas(visit: &Visit<'_>) -> Result<Vec<Choice>, Failure> {
    let areas = visit.read(organisation::areas)?;
    let choice = |area: organisation::Area| Choice::new(area.code, area.name);
    Ok(areas.into_iter().map(choice).collect())
}

fn shown(visit: &Visit<'_>, areas: Vec<Choice>) -> Answer {
    let page = Page {
        frame: visit.frame(),
        form: &visit.form,
        kinds: kinds(),
        areas,
    };
    Reply::form(&page, &visit.form)
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let areas = areas(visit)?;
    shown(visit, areas)
}

/// Lists it, unless one of this name is listed already.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let areas = areas(visit)?;
    let name = visit.form.required("name", "Name", 150);
    let kind = visit.form.choice("kind", "What it is", &kinds());
    let kind = kind.and_then(|kind| PartnerKind::from_key(&kind));
    let purpose = visit
        .form
        .required("purpose", "What you do together", 1_000);
    let chosen = visit.form.choices("areas", "areas", &areas);
    let (Some(name), Some(kind), Some(purpose), false) =
        (name, kind, purpose, visit.form.is_refused())
    else {
        return shown(visit, areas);
    };
    let partner = NewPartner {
        id: visit.new_id(),
        name,
        kind,
        purpose,
    };
    let said = serde_json::json!({ "name": partner.name, "kind": kind.key() });
    let entry = visit.entry("listed partner", "partner", partner.id, said);
    let kept = visit.write(|mut write| {
        store::add(&mut write, &partner, visit.now)?;
        store::areas_set(&mut write, partner.id, &chosen)?;
        Ok(write.commit(entry.clone(), ())?)
    });
    match kept {
        Ok(()) => Reply::see(
            format!("/partners/{}", partner.id),
            "The partner is listed. Its checks can begin.",
        ),
        Err(failure) if failure.is_constraint() => {
            visit
                .form
                .refuse("name", "A partner of this name is listed already");
            shown(visit, areas)
        }
        Err(failure) => Err(failure),
    }
}
