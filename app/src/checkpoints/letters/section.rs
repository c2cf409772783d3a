//! What the page of checkpoints shows of mail: who gets them, each letter and what came of it.

use super::{KeptLetter, State, store};
use crate::app::{date_of, instant_in_words};
use crate::failure::Failure;
use crate::visit::Visit;
use database::Id;
use domain::calendar::in_words;
use domain::people::Action;

/// Letters that the page shows.
const SHOWN: i64 = 50;

/// The part of the page.
pub(in crate::checkpoints) struct Section {
    /// The mail server and whom letters come from; none when nobody set one.
    pub(in crate::checkpoints) server: Option<(String, String)>,
    pub(in crate::checkpoints) keepers: Vec<KeeperLine>,
    pub(in crate::checkpoints) letters: Vec<LetterLine>,
    /// Whether the visitor may name addresses.
    pub(in crate::checkpoints) may_name: Option<()>,
}

/// An address that is named.
pub(in crate::checkpoints) struct KeeperLine {
    pub(in crate::checkpoints) id: Id,
    pub(in crate::checkpoints) email: String,
    pub(in crate::checkpoints) since: String,
}

/// A letter.
pub(in crate::checkpoints) struct LetterLine {
    pub(in crate::checkpoints) id: Id,
    pub(in crate::checkpoints) email: String,
    pub(in crate::checkpoints) size: i64,
    pub(in crate::checkpoints) came_of: String,
    /// Whether no mail server took it yet.
    pub(in crate::checkpoints) is_unsent: Option<()>,
}

/// What came of a letter, in words.
pub(super) fn came_of(state: &State) -> String {
    match state {
        State::Written => "It waits to be sent.".to_owned(),
        State::Taken { at, answer } => {
            let on = in_words(date_of(*at));
            format!("The mail server took it on {on}. It said: {answer}")
        }
        State::Tried {
            answer,
            next_try_at: Some(at),
            ..
        } => {
            let at = instant_in_words(*at);
            format!("It is not sent yet: {answer}. It is tried again on {at}.")
        }
        State::Tried {
            answer,
            next_try_at: None,
            ..
        } => {
            format!("It is not sent: {answer}. Nobody tries again, unless you ask.")
        }
    }
}

fn line(letter: KeptLetter) -> LetterLine {
    LetterLine {
        id: letter.id,
        came_of: came_of(&letter.state),
        size: letter.size,
        is_unsent: (!matches!(letter.state, State::Taken { .. })).then_some(()),
        email: letter.email,
    }
}

/// The part as this visitor sees it.
pub(in crate::checkpoints) fn section(visit: &Visit<'_>) -> Result<Section, Failure> {
    let (keepers, letters) =
        visit.read(|read| Ok((store::keepers(read)?, store::letters(read, SHOWN)?)))?;
    let server = visit.app.checkpoints.mail.get();
    let may_name = visit.may(Action::ManageOrganisation).then_some(());
    Ok(Section {
        server: server.map(|server| (server.place().to_owned(), server.from().to_string())),
        keepers: keepers
            .into_iter()
            .map(|keeper| KeeperLine {
                id: keeper.id,
                email: keeper.email,
                since: in_words(date_of(keeper.named_at)),
            })
            .collect(),
        letters: letters.into_iter().map(line).collect(),
        may_name,
    })
}
