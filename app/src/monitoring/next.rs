//! What comes next for a return, who does it, and what else can be done with it.

use super::acting;
use super::restating::chain::Edition;
use super::standing::Standing;
use crate::visit::Visit;
use domain::calendar::in_words;
use domain::monitoring::{Figures, Return};
use domain::people::Action;

/// What comes next: who does it, and the way there for those who can.
pub(super) struct Next {
    pub(super) says: String,
    pub(super) href: String,
    pub(super) link: &'static str,
}

/// Whether review of this return was handed to the visitor.
fn is_delegate(visit: &Visit<'_>, standing: &Standing) -> bool {
    let Ok(who) = visit.who() else { return false };
    let at = (standing.name, standing.today);
    visit
        .read(|read| acting::held(read, who.person_id, at))
        .is_ok_and(|held| !held.is_empty())
}

/// What else can be done with the return as it stands.
pub(super) fn other_ways(
    visit: &Visit<'_>,
    standing: &Standing,
    editions: &[Edition],
) -> Vec<(String, &'static str)> {
    let name = standing.name;
    let mut ways = Vec::new();
    if standing.sealed.is_none() && visit.may(Action::SeePractice) {
        if !name.is_restatement() {
            ways.push((
                format!("/returns/{name}/rehearsal"),
                "If we closed today: what stands in the way",
            ));
        }
        ways.push((
            format!("/returns/{}/case-studies", standing.quarter),
            "Case studies beside the numbers",
        ));
    }
    if visit.may(Action::ReviewReturn) && standing.sealed.is_none() {
        ways.push((
            "/returns/delegations".to_owned(),
            "Hand review and sign-off to somebody",
        ));
    }
    let is_newest = editions
        .last()
        .is_none_or(|last| last.name == name.to_string());
    if standing.sealed.is_none() && name.is_restatement() && visit.may(Action::PrepareReturn) {
        ways.push((format!("/returns/{name}/drop"), "Drop this restatement"));
    }
    if standing.sealed.is_some() && visit.may(Action::PrepareReturn) && is_newest {
        ways.push((format!("/returns/{name}/restate"), "Restate this return"));
    }
    ways
}

pub(super) fn next(visit: &Visit<'_>, standing: &Standing) -> Next {
    let (says, page, link, action) = match standing.state {
        Return::Open if standing.today <= standing.to => (
            format!("This quarter runs to {}. The Social Value Lead can write remarks now and prepares the return after that day.", in_words(standing.to)),
            "prepare", "Write remarks", Action::PrepareReturn,
        ),
        Return::Open => (
            "The Social Value Lead prepares this return, with a remark on every theme that is off target.".to_owned(),
            "prepare", "Prepare this return", Action::PrepareReturn,
        ),
        Return::Prepared { .. } | Return::Reviewed { .. } if standing.figures == Figures::Changed => (
            "The figures have changed since this return was prepared. The Social Value Lead prepares it again, then it is reviewed again.".to_owned(),
            "prepare", "Prepare this return again", Action::PrepareReturn,
        ),
        Return::Prepared { .. } if standing.unanswered() > 0 => (
            format!("Questions without an answer: {}. The Social Value Lead answers below; then Governance & Leadership reviews.", standing.unanswered()),
            "review", "Review this return", Action::ReviewReturn,
        ),
        Return::Prepared { .. } => (
            "A member of Governance & Leadership who did not prepare it asks about this return or agrees to it.".to_owned(),
            "review", "Review this return", Action::ReviewReturn,
        ),
        Return::Reviewed { .. } => {
            let says = standing.earlier_open.map_or_else(
                || "Somebody who did not prepare this return signs it off.".to_owned(),
                |earlier| format!("{} is not signed off yet; quarters are signed off in their order. Then somebody who did not prepare this return signs it off.", earlier.title()),
            );
            (says, "sign-off", "Sign off this return", Action::SignOffReturn)
        }
        Return::SignedOff { .. } => (String::new(), "", "", Action::SeeSigned),
    };
    let goes = !page.is_empty()
        && (visit.may(action) || action == Action::ReviewReturn && is_delegate(visit, standing));
    Next {
        says,
        href: if goes {
            format!("/returns/{}/{page}", standing.name)
        } else {
            String::new()
        },
        link,
    }
}
