//! Moving a partner to another stage by hand, with the reason (P1.2d). Approval is not a move: it
//! takes the checks and a signature.

use super::approving::move_to;
use super::change::asked;
use super::{Partner, find};
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use domain::partners::Stage;
use pages::{Choice, Form, Frame};

#[derive(Template)]
#[template(path = "partners/stage.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
    partner: Partner,
    moves: Vec<Choice>,
}

fn moves(partner: &Partner) -> Vec<Choice> {
    let words = |stage: Stage| match stage {
        Stage::Checks => "Begin its checks",
        Stage::Active => "Work together goes on",
        Stage::UnderReview => "Put it under review: nothing new begins with it until that is done",
        Stage::Ended => "End the partnership: what was recorded stays",
        Stage::Prospect | Stage::Approved => "",
    };
    partner
        .standing
        .stage
        .moves()
        .iter()
        .map(|stage| Choice::new(stage.key(), words(*stage)))
        .collect()
}

fn shown(visit: &Visit<'_>, partner: Partner) -> Answer {
    let page = Page {
        frame: visit.frame(),
        form: &visit.form,
        moves: moves(&partner),
        partner,
    };
    Reply::form(&page, &visit.form)
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let partner = asked(visit)?;
    shown(visit, partner)
}

/// Moves it.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let partner = asked(visit)?;
    let chosen = visit.form.choice("stage", "what happens", &moves(&partner));
    let stage = chosen.and_then(|key| Stage::from_key(&key));
    let reason = visit.form.required("reason", "Why", 500);
    let (Some(stage), Some(reason), false) = (stage, reason, visit.form.is_refused()) else {
        return shown(visit, partner);
    };
    let said = serde_json::json!({ "stage": stage.key(), "reason": reason });
    let entry = visit.entry("moved partner", "partner", partner.id, said);
    let when = (visit.today(), visit.now);
    visit.write(|mut write| {
        let now = find(&mut write.read(), partner.id)?.ok_or(Failure::NotFound)?;
        move_to(&mut write, &now, (stage, &reason), when)?;
        Ok(write.commit(entry.clone(), ())?)
    })?;
    Reply::see(
        format!("/partners/{}", partner.id),
        format!("{}: {}.", partner.name, stage.name()),
    )
}
