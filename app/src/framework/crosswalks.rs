//! How the measures of different frameworks stand to each other: said once, so that an entry that is
//! recorded once counts wherever it may (P1.2a).

use super::store::{self, Kept};
use super::{Edition, Link, Measure, crosswalk, links};
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use database::Id;
use domain::framework::{Relation, serving_refused};
use domain::people::Action;
use pages::{Choice, Form, Frame};

#[derive(Template)]
#[template(path = "framework/crosswalks.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
    lines: Vec<Line>,
    measures: Vec<Choice>,
    relations: Vec<Choice>,
    can_set: Option<()>,
}

/// A relation as the page shows it.
struct Line {
    from: String,
    from_href: String,
    to: String,
    to_href: String,
    relation: &'static str,
    counts: &'static str,
    reason: String,
    /// Both measures' keys, for taking it away.
    key: String,
}

struct Ground {
    editions: Vec<Edition>,
    measures: Vec<Measure>,
    links: Vec<Link>,
}

impl Ground {
    fn read(visit: &Visit<'_>) -> Result<Self, Failure> {
        visit.read(|read| {
            Ok(Self {
                editions: store::editions(read)?,
                measures: store::measures(read)?,
                links: links(read)?,
            })
        })
    }

    fn edition(&self, measure: &Measure) -> Option<&Edition> {
        let mut editions = self.editions.iter();
        editions.find(|edition| edition.id == measure.edition_id)
    }

    /// A measure with its edition in words.
    fn named(&self, measure: &Measure) -> String {
        let edition = self.edition(measure).map(Edition::name).unwrap_or_default();
        format!("{} {} ({edition})", measure.code, measure.title)
    }

    fn line(&self, link: &Link) -> Line {
        Line {
            from: self.named(&link.from),
            from_href: format!("/measures/{}", link.from.id),
            to: self.named(&link.to),
            to_href: format!("/measures/{}", link.to.id),
            relation: link.relation.name(),
            counts: if link.serves() {
                "Yes"
            } else {
                "No: what belongs to both is recorded for both"
            },
            reason: link.reason.clone(),
            key: key(link),
        }
    }

    fn choices(&self) -> Vec<Choice> {
        self.measures
            .iter()
            .map(|measure| Choice::new(measure.id.to_string(), self.named(measure)))
            .collect()
    }

    fn measure(&self, id: &str) -> Option<&Measure> {
        let id = Id::parse_str(id).ok()?;
        self.measures.iter().find(|measure| measure.id == id)
    }
}

fn key(link: &Link) -> String {
    format!("{} {}", link.from.id, link.to.id)
}

fn relations() -> Vec<Choice> {
    let hint = |relation: Relation| match relation {
        Relation::Equal => "Every entry of the first counts for the second too",
        Relation::Subset => "Every entry of the first belongs to the second, and counts there too",
        Relation::Superset | Relation::Overlaps => {
            "Nothing counts by itself: what belongs to both is recorded for both"
        }
    };
    Relation::ALL
        .into_iter()
        .map(|relation| Choice::new(relation.key(), relation.name()).with_hint(hint(relation)))
        .collect()
}

fn shown(visit: &Visit<'_>, ground: &Ground) -> Answer {
    let page = Page {
        frame: visit.frame(),
        form: &visit.form,
        lines: ground.links.iter().map(|link| ground.line(link)).collect(),
        measures: ground.choices(),
        relations: relations(),
        can_set: visit.may(Action::AdoptFramework).then_some(()),
    };
    Reply::form(&page, &visit.form)
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let ground = Ground::read(visit)?;
    shown(visit, &ground)
}

fn read(form: &mut Form, ground: &Ground) -> Option<Kept> {
    let measures = ground.choices();
    let from = form.choice("from", "The first measure", &measures);
    let relation = form.choice("relation", "What it is to the second", &relations());
    let to = form.choice("to", "The second measure", &measures);
    let reason = form.required("reason", "Why", 500);
    let (from, to) = (ground.measure(&from?)?, ground.measure(&to?)?);
    let relation = Relation::from_key(&relation?)?;
    if from.edition_id == to.edition_id {
        form.refuse("to", "Choose a measure of another framework or edition");
    } else if let Some(words) = serving_refused(&from.unit, &to.unit, relation) {
        form.refuse("relation", words);
    }
    let kept = Kept {
        from: crosswalk::name_of(from, ground.edition(from)?),
        to: crosswalk::name_of(to, ground.edition(to)?),
        relation,
        reason: reason?,
    };
    (!form.is_refused()).then_some(kept)
}

/// What the log says of a relation.
fn said(kept: &Kept) -> serde_json::Value {
    serde_json::json!({ "from": kept.from.code, "from_framework": kept.from.framework,
        "from_edition": kept.from.edition, "to": kept.to.code, "to_framework": kept.to.framework,
        "to_edition": kept.to.edition, "relation": kept.relation.key(), "reason": kept.reason })
}

/// Keeps a relation.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let ground = Ground::read(visit)?;
    let Some(kept) = read(&mut visit.form, &ground) else {
        return shown(visit, &ground);
    };
    let id = visit.new_id();
    let entry = visit.entry("related measures", "crosswalk", id, said(&kept));
    visit.write(|mut write| {
        store::crosswalk_keep(&mut write, &kept, visit.now)?;
        Ok(write.commit(entry.clone(), ())?)
    })?;
    Reply::see("/framework/crosswalks", "The relation is kept.")
}

/// Takes a relation away: from now on nothing counts by it. What was signed stays as it was signed.
pub(crate) fn remove(visit: &mut Visit<'_>) -> Answer {
    let ground = Ground::read(visit)?;
    let asked = visit.form.value("key");
    let link = ground.links.iter().find(|link| key(link) == asked);
    let Some(link) = link else {
        return Err(Failure::Changed("This relation has been removed already."));
    };
    let named = |measure: &Measure| {
        let edition = ground.edition(measure).ok_or(Failure::NotFound)?;
        Ok::<_, Failure>(crosswalk::name_of(measure, edition))
    };
    let kept = Kept {
        from: named(&link.from)?,
        to: named(&link.to)?,
        relation: link.relation,
        reason: link.reason.clone(),
    };
    let id = visit.new_id();
    let entry = visit.entry("removed relation of measures", "crosswalk", id, said(&kept));
    visit.write(|mut write| {
        store::crosswalk_remove(&mut write, &kept.from, &kept.to)?;
        Ok(write.commit(entry.clone(), ())?)
    })?;
    Reply::see(
        "/framework/crosswalks",
        "The relation is removed. Nothing counts by it any more; what was signed stays as it was.",
    )
}
