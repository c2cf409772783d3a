//! Agreeing to a prepared return: each voice counts once, and once enough are heard it is reviewed.

use super::review;
use super::standing::{Asked, Standing};
use super::store;
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};
use database::{Id, Write};
use domain::monitoring::{Return, Voice, VoiceRefused, may_speak};

/// What came of an agreement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Agreed {
    /// Enough have agreed.
    Reviewed,
    /// So many are still missing.
    Waits(i64),
}

/// Keeps an agreement. Once enough have agreed, the return is reviewed.
pub(super) fn keep_agreement(
    write: &mut Write<'_>,
    asked: &Asked,
    (voice, delegation_id): (Voice, Option<Id>),
) -> Result<Agreed, Failure> {
    let standing = Standing::read(&mut write.read(), asked)?;
    let review = standing
        .state
        .review(voice.act, standing.unanswered(), standing.figures);
    let prepared = standing.state.prepared().ok_or(review::CHANGED)?;
    let heard = standing.heard();
    if review.is_err() || may_speak(prepared.by, &voice, &heard).is_err() {
        return Err(review::CHANGED);
    }
    store::agreement_add(write, (asked.name, prepared.by), (voice, delegation_id))?;
    match standing.settings.quorum.missing(heard.len() + 1) {
        0 => {
            store::reviewed_set(write, asked.name, voice.act)?;
            Ok(Agreed::Reviewed)
        }
        missing => Ok(Agreed::Waits(missing)),
    }
}

/// Why this voice is not heard; nothing when it is.
fn unheard(standing: &Standing, voice: &Voice) -> Option<VoiceRefused> {
    match standing.state {
        Return::Open | Return::SignedOff { .. } => None,
        Return::Prepared { prepared } | Return::Reviewed { prepared, .. } => {
            may_speak(prepared.by, voice, &standing.heard()).err()
        }
    }
}

/// Agrees, or shows the page again with why not.
pub(super) fn submit(visit: &mut Visit<'_>, asked: &Asked, standing: &Standing) -> Answer {
    let chosen = review::acting(visit, standing)?.chosen(&mut visit.form, visit.now);
    if let Some(refused) = review::refused(visit, standing)? {
        visit.form.refuse("", refused);
    } else if let Some((voice, _)) = &chosen
        && let Some(refused) = unheard(standing, voice)
    {
        visit.form.refuse("", refused);
    }
    let (Some(chosen), false) = (chosen, visit.form.is_refused()) else {
        return review::shown(visit, standing);
    };
    let said = serde_json::json!({ "for": chosen.0.for_whom, "delegation": chosen.1 });
    let entry = visit.entry("reviewed return", "return", asked.name, said);
    let agreed = visit.write(|mut write| {
        let agreed = keep_agreement(&mut write, asked, chosen)?;
        Ok(write.commit(entry.clone(), agreed)?)
    })?;
    let title = asked.name.title();
    let said = match agreed {
        Agreed::Reviewed => {
            format!("You agreed to the return of {title}. It can be signed off now.")
        }
        Agreed::Waits(1) => format!("You agreed to the return of {title}. One more has to agree."),
        Agreed::Waits(missing) => {
            format!("You agreed to the return of {title}. {missing} more have to agree.")
        }
    };
    Reply::see(format!("/returns/{}", asked.name), said)
}
