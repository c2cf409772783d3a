//! What a return shows: each fact with its rule and source, and the learners and aims behind it.

use super::placed::Placed;
use super::{Accepted, Figure, OneLearner, period, store, year_in_words};
use crate::app::date_of;
use crate::failure::Failure;
use crate::organisation;
use crate::visit::{Answer, Reply, Visit, hex};
use askama::Template;
use domain::calendar::in_words;
use domain::disclosure::SENTENCE;
use domain::ilr::{Basis, Characteristic, Fact};
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
    can_see_equalities: Option<()>,
    placed: Placed,
    small: &'static str,
}

fn asked(visit: &Visit<'_>) -> Result<Accepted, Failure> {
    let id = visit.id("id")?;
    visit
        .read(|read| store::find(read, id))?
        .ok_or(Failure::NotFound)
}

/// The page. Small numbers are not printed.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let accepted = asked(visit)?;
    shown(visit, (accepted, None))
}

/// The page with small numbers as they are; who looked and when is logged.
pub(crate) fn exact(visit: &mut Visit<'_>) -> Answer {
    let accepted = asked(visit)?;
    let said = serde_json::json!({ "year": accepted.year });
    let entry = visit.entry("saw small numbers", "return", accepted.id, said);
    visit.write(|write| Ok(write.commit(entry.clone(), ())?))?;
    shown(visit, (accepted, Some(())))
}

fn shown(visit: &Visit<'_>, (accepted, exact): (Accepted, Option<()>)) -> Answer {
    let (figures, places, areas) = visit.read(|read| {
        let figures = store::figures(read, accepted.id)?.into_iter();
        let places = store::places(read, accepted.id)?;
        Ok((
            figures.map(|figure| Figure::of(figure, exact)).collect(),
            places,
            organisation::areas(read)?,
        ))
    })?;
    Reply::page(&Page {
        placed: Placed::of(&places, &areas, exact),
        small: if exact.is_some() { "" } else { SENTENCE },
        frame: visit.frame(),
        year: year_in_words(accepted.year),
        on: in_words(date_of(accepted.accepted_at)),
        sha256: hex(&accepted.sha256),
        figures,
        can_open: visit.may(Action::SeeLearners).then_some(()),
        can_see_equalities: visit.may(Action::SeeEqualities).then_some(()),
        accepted,
    })
}

#[derive(Template)]
#[template(path = "learners/equalities.html")]
struct EqualitiesPage {
    frame: Frame,
    back: String,
    year: String,
    tables: Vec<(Characteristic, Vec<(&'static str, String)>)>,
}

/// Sums by ethnic group, difficulty and custody, if somebody asked for them.
pub(crate) fn equalities(visit: &mut Visit<'_>) -> Answer {
    let accepted = asked(visit)?;
    let secret = visit.app.person_secret(visit.who()?.organisation_id)?;
    let tallies = visit.read(|read| store::tallies(read, (accepted.id, &secret)))?;
    let tables = tallies.iter().filter(|(_, codes)| !codes.is_empty());
    let tables =
        tables.map(|(characteristic, codes)| (*characteristic, characteristic.shown(codes)));
    Reply::page(&EqualitiesPage {
        frame: visit.frame(),
        back: format!("/learners/{}", accepted.id),
        year: year_in_words(accepted.year),
        tables: tables.collect(),
    })
}

#[derive(Template)]
#[template(path = "learners/sharing.html")]
struct SharingPage {
    frame: Frame,
    back: String,
    year: String,
    /// The references of learners with one number.
    groups: Vec<Vec<String>>,
}

/// The learners whose number another reference has as well: one person, or a number that is mistyped.
pub(crate) fn sharing(visit: &mut Visit<'_>) -> Answer {
    let accepted = asked(visit)?;
    Reply::page(&SharingPage {
        frame: visit.frame(),
        back: format!("/learners/{}", accepted.id),
        year: year_in_words(accepted.year),
        groups: visit.read(|read| store::sharing(read, (accepted.id, MOST)))?,
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
    next: String,
}

/// How many learners a page shows.
const MOST: i64 = 100;

/// A learner behind a figure.
struct Row {
    learner: String,
    aims: String,
    on: String,
    age_band: &'static str,
    outward: String,
}

impl Row {
    fn of(one: &OneLearner, (fact, basis): (Fact, &Basis)) -> Option<Self> {
        let proof = fact.proof(&one.reference, &one.record, basis)?;
        let aims = proof.aims.iter().filter_map(|number| {
            let aim = one.record.aims.get(number)?;
            Some(format!("{number}: {}", aim.reference))
        });
        let aims: Vec<String> = aims.collect();
        let home = proof.aims.first().and_then(|number| one.homes.get(number));
        let home = home.cloned().unwrap_or_default();
        Some(Self {
            learner: proof.learner,
            aims: aims.join(", "),
            on: in_words(proof.on),
            age_band: home.age_band.unwrap_or("not known"),
            outward: home.outward.unwrap_or_else(|| "not known".to_owned()),
        })
    }
}

/// The learners a figure was counted from, a page at a time.
pub(crate) fn fact(visit: &mut Visit<'_>) -> Answer {
    let accepted = asked(visit)?;
    let fact = Fact::from_key(visit.parameter("fact")?).ok_or(Failure::NotFound)?;
    let after = visit.form.value("after").to_owned();
    let (mut some, basis) = visit.read(|read| {
        let some = store::some_with(read, accepted.id, (fact, &after, MOST + 1))?;
        let employability_aims = store::employability_aims(read)?;
        let period = period(accepted.year);
        let basis = Basis {
            period,
            employability_aims,
        };
        Ok((some, basis))
    })?;
    let here = format!("/learners/{}/{}", accepted.id, fact.key());
    let most = usize::try_from(MOST).unwrap_or(usize::MAX);
    let has_more = some.len() > most;
    some.truncate(most);
    let next = some.last().filter(|_| has_more).map(|last| {
        let after: String = form_urlencoded::byte_serialize(last.reference.as_bytes()).collect();
        format!("{here}?after={after}")
    });
    let rows = some.iter().filter_map(|one| Row::of(one, (fact, &basis)));
    Reply::page(&FactPage {
        frame: visit.frame(),
        year: year_in_words(accepted.year),
        back: format!("/learners/{}", accepted.id),
        fact,
        rows: rows.collect(),
        next: next.unwrap_or_default(),
    })
}
