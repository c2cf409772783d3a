//! Closing a round: afterwards no answer is taken any more, and what it feeds is in the ledger. It
//! cannot be opened again; a wrong entry is corrected as any other.

use super::posting::{self, Counted};
use super::show::{feeds, found as round_found};
use super::{Round, store};
use crate::failure::Failure;
use crate::ledger::Context;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use domain::calendar::in_words;
use domain::questionnaires::{Asking, Half};
use pages::{Form, Frame};

#[derive(Template)]
#[template(path = "questionnaires/close.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
    round: &'a Round,
    feeds: String,
    counted: Counted,
    /// Says when answers are still being taken; else empty.
    early: String,
}

fn shown(visit: &Visit<'_>, round: &Round) -> Answer {
    let context = Context::of(visit)?;
    let early = match round.asking(Half::After, visit.today()) {
        Asking::Over => String::new(),
        Asking::NotYet | Asking::Open => format!(
            "The last day to answer after is {}. Closing now shuts out everybody who has not answered yet.",
            in_words(round.dates.after.1)
        ),
    };
    let page = Page {
        frame: visit.frame(),
        form: &visit.form,
        round,
        feeds: feeds(visit, round)?,
        counted: visit.read(|read| posting::counted(read, round, &context))?,
        early,
    };
    Reply::form(&page, &visit.form)
}

/// The page that asks once more.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let round = round_found(visit)?;
    if round.closed.is_some() {
        return Reply::see(
            format!("/questionnaires/{}", round.id),
            "This round is closed.",
        );
    }
    shown(visit, &round)
}

/// Closes it.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let round = round_found(visit)?;
    if !visit.form.is_chosen("sure", "yes") {
        visit.form.refuse(
            "sure",
            "Confirm that the round is finished, or go back to it",
        );
        return shown(visit, &round);
    }
    let context = Context::of(visit)?;
    let said = serde_json::json!({ "name": round.name });
    let entry = visit.entry(
        "closed questionnaire round",
        "questionnaire round",
        round.id,
        said,
    );
    let posted = visit.write(|mut write| {
        if store::round_close(&mut write, round.id, visit.now)? == 0 {
            return Err(Failure::Changed("This round was closed already."));
        }
        let posted = posting::post(&mut write, &round, &context)?;
        Ok(write.commit(entry.clone(), posted)?)
    });
    match posted {
        Ok(posted) => {
            let words = match posted {
                Some(_) => "The round is closed, and its entry is made.",
                None => "The round is closed. No entry was made.",
            };
            Reply::see(format!("/questionnaires/{}", round.id), words)
        }
        Err(Failure::Rule(words)) => {
            visit.form.refuse("", words);
            shown(visit, &round)
        }
        Err(failure) => Err(failure),
    }
}
