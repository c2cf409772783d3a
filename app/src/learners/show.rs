//! What a return shows: each fact with its rule and source, and the learners and aims behind it.

use super::placed::Placed;
use super::{Accepted, Figure, figures, store, year_in_words};
use crate::app::date_of;
use crate::failure::Failure;
use crate::organisation;
use crate::visit::{Answer, Reply, Visit, hex};
use askama::Template;
use domain::calendar::in_words;
use domain::disclosure::SENTENCE;
use domain::ilr::Fact;
use domain::people::Action;
use pages::Frame;

#[derive(Template)]
#[template(path = "learners/show.html")]
struct Page {
    frame: Frame,
    accepted: Accepted,
    year: String,
    on: String,
    sha256: String,
    figures: Vec<Figure>,
    can_open: Option<()>,
    placed: Placed,
    small: &'static str,
}

fn asked(visit: &Visit<'_>) -> Result<Accepted, Failure> {
    let id = visit.id("id")?;
    visit
        .read(|read| store::find(read, id))?
        .ok_or(Failure::NotFound)
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let accepted = asked(visit)?;
    let (snapshot, areas) = visit.read(|read| {
        let areas = organisation::areas(read)?;
        Ok((store::snapshot(read, &accepted)?, areas))
    })?;
    let can_open = visit.may(Action::SeeLearners).then_some(());
    Reply::page(&Page {
        placed: Placed::of(&snapshot, &areas, can_open),
        small: if can_open.is_some() { "" } else { SENTENCE },
        frame: visit.frame(),
        year: year_in_words(accepted.year),
        on: in_words(date_of(accepted.accepted_at)),
        sha256: hex(&accepted.sha256),
        figures: figures(&snapshot),
        can_open,
        accepted,
    })
}

#[derive(Template)]
#[template(path = "learners/fact.html")]
struct FactPage {
    frame: Frame,
    back: String,
    year: String,
    fact: Fact,
    rows: Vec<Row>,
}

/// A learner behind a figure.
struct Row {
    learner: String,
    aims: String,
    on: String,
    age_band: &'static str,
    outward: String,
}

/// The learners a figure was counted from.
pub(crate) fn fact(visit: &mut Visit<'_>) -> Answer {
    let accepted = asked(visit)?;
    let fact = Fact::from_key(visit.parameter("fact")?).ok_or(Failure::NotFound)?;
    let snapshot = visit.read(|read| store::snapshot(read, &accepted))?;
    let proofs = fact.proofs(&snapshot.learners, snapshot.period());
    let row = |proof: domain::ilr::Proof| {
        let record = snapshot.learners.get(&proof.learner);
        let aims = proof.aims.iter().filter_map(|number| {
            let aim = record?.aims.get(number)?;
            Some(format!("{number}: {}", aim.reference))
        });
        let aims: Vec<String> = aims.collect();
        let first = proof.aims.first().copied().unwrap_or_default();
        let home = snapshot.homes.get(&(proof.learner.clone(), first));
        let home = home.cloned().unwrap_or_default();
        Row {
            learner: proof.learner,
            aims: aims.join(", "),
            on: in_words(proof.on),
            age_band: home.age_band.unwrap_or("not known"),
            outward: home.outward.unwrap_or_else(|| "not known".to_owned()),
        }
    };
    let rows = proofs.into_iter().map(row).collect();
    Reply::page(&FactPage {
        frame: visit.frame(),
        year: year_in_words(accepted.year),
        back: format!("/learners/{}", accepted.id),
        fact,
        rows,
    })
}
