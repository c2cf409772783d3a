//! One round: whom it asks and when, how many have answered before, after and both, and its links.

use super::list::state;
use super::{KeptSet, QuestionLink, Round, sheets, store};
use crate::app::date_of;
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};
use crate::{framework, organisation, people};
use askama::Template;
use database::Id;
use domain::calendar::in_words;
use domain::people::Action;
use domain::questionnaires::{Asking, CodeRule, Half, LinkStanding, PersonCode};
use jiff::civil::Date;
use pages::Frame;
use std::collections::BTreeMap;

/// The latest links that are listed.
const LINKS: i64 = 200;

#[derive(Template)]
#[template(path = "questionnaires/show.html")]
struct Page {
    frame: Frame,
    round: Round,
    kept: KeptSet,
    state: String,
    colour: &'static str,
    started: String,
    /// When and by whom it was closed; empty while it is open.
    closed: String,
    feeds: String,
    halves: Vec<HalfRow>,
    links: Vec<LinkRow>,
    can: Can,
}

/// What the reader may do here.
struct Can {
    /// Make links.
    link: Option<()>,
    /// Enter paper.
    enter: Option<()>,
    /// Close the round.
    close: Option<()>,
}

struct HalfRow {
    half: Half,
    days: String,
    state: &'static str,
    colour: &'static str,
    answered: i64,
}

struct LinkRow {
    id: Id,
    about: String,
    state: &'static str,
    made: String,
    answers: i64,
    can_withdraw: Option<()>,
}

/// The round of the address.
pub(super) fn found(visit: &Visit<'_>) -> Result<Round, Failure> {
    let id = visit.id("id")?;
    visit
        .read(|read| store::round(read, id))?
        .ok_or(Failure::NotFound)
}

/// The set of a round.
pub(super) fn set_of(visit: &Visit<'_>, round: &Round) -> Result<KeptSet, Failure> {
    visit
        .read(|read| store::set(read, round.set_id))?
        .ok_or(Failure::NotFound)
}

fn half_row(visit: &Visit<'_>, round: &Round, half: Half) -> HalfRow {
    let (first, last) = round.dates.of(half);
    let asking = round.asking(half, visit.today());
    HalfRow {
        half,
        days: format!("{} to {}", in_words(first), in_words(last)),
        state: asking.name(),
        colour: match asking {
            Asking::NotYet => "",
            Asking::Open => "green",
            Asking::Over => "grey",
        },
        answered: match half {
            Half::Before => round.counts.before,
            Half::After => round.counts.after,
        },
    }
}

/// Whom a link is for, in words.
fn about(half: Half, code: Option<&PersonCode>) -> String {
    let whom = match code {
        Some(code) => format!("learner {}", code.as_str()),
        None => "the group".to_owned(),
    };
    format!("{}: for {whom}", half.name())
}

fn link_row(
    link: &QuestionLink,
    (round, today): (&Round, Date),
    names: &BTreeMap<Id, String>,
) -> LinkRow {
    let by = link.made_by.and_then(|id| names.get(&id));
    let by = by.map_or("somebody no longer here", String::as_str);
    let standing = link.standing(round, today);
    let can_withdraw = match standing {
        LinkStanding::Open | LinkStanding::NotYet => Some(()),
        LinkStanding::Answered | LinkStanding::Withdrawn | LinkStanding::Over => None,
    };
    LinkRow {
        id: link.id,
        about: about(link.half, link.code.as_ref()),
        state: standing.name(),
        made: format!("{} by {by}", in_words(date_of(link.made_at))),
        answers: link.answers,
        can_withdraw,
    }
}

/// What a round feeds, in words.
pub(super) fn feeds(visit: &Visit<'_>, round: &Round) -> Result<String, Failure> {
    let Some(feed) = &round.feed else {
        return Ok("Nothing".to_owned());
    };
    let (measures, areas) =
        visit.read(|read| Ok((framework::measures(read)?, organisation::areas(read)?)))?;
    let measure = measures.iter().find(|one| one.id == feed.measure_id);
    let measure = measure.map_or_else(
        || "A measure that is used no more".to_owned(),
        |one| format!("{} {}", one.code, one.title),
    );
    let area = areas.iter().find(|one| one.code == feed.area_code);
    let area = area.map_or(feed.area_code.as_str(), |one| one.name.as_str());
    Ok(format!(
        "{measure}, in {area}, {} % of it extra",
        feed.additional_percent
    ))
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let round = found(visit)?;
    let today = visit.today();
    let may_enter = visit.may(Action::EnterAnswers);
    let links = if may_enter {
        let (links, names) =
            visit.read(|read| Ok((store::links(read, round.id, LINKS)?, people::names(read)?)))?;
        let of = (&round, today);
        links
            .iter()
            .map(|link| link_row(link, of, &names))
            .collect()
    } else {
        Vec::new()
    };
    let name = |id| visit.read(|read| people::name_of(read, id));
    let closed = match round.closed {
        Some(closed) => format!("{} by {}", in_words(date_of(closed.at)), name(closed.by)?),
        None => String::new(),
    };
    let is_open = round.closed.is_none();
    let takes = |half| sheets::takes_paper(&round, half, today).is_some();
    let (state, colour) = state(&round, today);
    Reply::page(&Page {
        frame: visit.frame(),
        kept: set_of(visit, &round)?,
        state,
        colour,
        started: format!(
            "{} by {}",
            in_words(date_of(round.started_at)),
            name(round.started_by)?
        ),
        closed,
        feeds: feeds(visit, &round)?,
        halves: Half::ALL
            .into_iter()
            .map(|half| half_row(visit, &round, half))
            .collect(),
        links,
        can: Can {
            link: (may_enter && is_open).then_some(()),
            enter: (may_enter && Half::ALL.into_iter().any(takes)).then_some(()),
            close: (is_open && visit.may(Action::ManageQuestionnaires)).then_some(()),
        },
        round,
    })
}

impl Page {
    /// Whether links for one learner can be made.
    fn has_references(&self) -> bool {
        self.round.code_rule == CodeRule::Reference
    }
}
