//! The rounds that were asked, and the sets of questions they ask.

use super::{KeptSet, Round, bring, store};
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use database::Id;
use domain::calendar::in_words;
use domain::people::Action;
use domain::questionnaires::{Asking, Half, QuestionSet};
use jiff::civil::Date;
use pages::Frame;

/// The latest rounds that are listed.
pub(super) const ROUNDS: i64 = 100;

#[derive(Template)]
#[template(path = "questionnaires/list.html")]
struct Page {
    frame: Frame,
    rounds: Vec<RoundRow>,
    sets: Vec<KeptSet>,
    /// The house set, while it is not used yet.
    house: Option<QuestionSet>,
    can_manage: Option<()>,
}

/// A round in a list.
pub(super) struct RoundRow {
    pub(super) id: Id,
    pub(super) name: String,
    pub(super) of_whom: String,
    pub(super) state: String,
    pub(super) colour: &'static str,
    pub(super) before: i64,
    pub(super) after: i64,
    pub(super) both: i64,
}

impl RoundRow {
    /// The round as it stands on a day.
    pub(super) fn of(round: Round, today: Date) -> Self {
        let (state, colour) = state(&round, today);
        Self {
            id: round.id,
            name: round.name,
            of_whom: round.of_whom,
            state,
            colour,
            before: round.counts.before,
            after: round.counts.after,
            both: round.counts.both,
        }
    }
}

/// Where a round stands, in words, and the colour of its tag.
pub(super) fn state(round: &Round, today: Date) -> (String, &'static str) {
    if round.closed.is_some() {
        return ("Finished".to_owned(), "grey");
    }
    let of = |half| round.asking(half, today);
    match (of(Half::Before), of(Half::After)) {
        (Asking::NotYet, Asking::NotYet | Asking::Open | Asking::Over) => {
            (format!("Opens {}", in_words(round.dates.before.0)), "")
        }
        (Asking::Open, Asking::NotYet | Asking::Open | Asking::Over) => {
            ("Asking before".to_owned(), "green")
        }
        (Asking::Over, Asking::NotYet) => {
            let opens = in_words(round.dates.after.0);
            (format!("After opens {opens}"), "")
        }
        (Asking::Over, Asking::Open) => ("Asking after".to_owned(), "green"),
        (Asking::Over, Asking::Over) => ("To be closed".to_owned(), "yellow"),
    }
}

/// The house set, unless this version of it is used already.
fn house(sets: &[KeptSet]) -> Result<Option<QuestionSet>, Failure> {
    let house = bring::house()?;
    let is_house =
        |kept: &KeptSet| (&kept.set.name, &kept.set.version) == (&house.name, &house.version);
    let has_house = sets.iter().any(is_house);
    Ok(Some(house).filter(|_| !has_house))
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let today = visit.today();
    let (rounds, sets) =
        visit.read(|read| Ok((store::rounds(read, ROUNDS)?, store::sets(read)?)))?;
    let rounds = rounds.into_iter();
    Reply::page(&Page {
        frame: visit.frame(),
        rounds: rounds.map(|round| RoundRow::of(round, today)).collect(),
        house: house(&sets)?,
        sets,
        can_manage: visit.may(Action::ManageQuestionnaires).then_some(()),
    })
}
