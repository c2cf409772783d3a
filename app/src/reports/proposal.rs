//! One proposal of a signed report: what it says, what was decided, and what came of it, each with the way
//! there. Governance & Leadership decides it here, and it is carried out here by one button.

use super::proposals::{self, Opened};
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use database::Id;
use domain::calendar::in_words;
use domain::people::Action;
use domain::reports::{ProposalState, Verdict, may_carry_out, may_decide};
use pages::{Choice, Form, Frame};

#[derive(Template)]
#[template(path = "reports/proposal.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
    id: Id,
    year: String,
    about: String,
    /// The measure's page, if it is about one.
    measure_id: Option<Id>,
    proposal: String,
    reason: String,
    sets: String,
    state: &'static str,
    decided: Option<Shown>,
    change_id: Option<Id>,
    verdicts: Vec<Choice>,
    can_decide: Option<()>,
    /// Why it cannot be carried out yet; empty when it can.
    waits: String,
    can_carry_out: Option<()>,
}

/// A decision as the page shows it.
struct Shown {
    verdict: &'static str,
    reason: String,
    from: String,
    decision_id: Id,
}

pub(super) fn verdicts() -> Vec<Choice> {
    [Verdict::Accepted, Verdict::Refused]
        .map(|verdict| Choice::new(verdict.key(), verdict.name()))
        .into()
}

/// The page, as it stands with what was typed.
pub(super) fn shown(visit: &Visit<'_>, opened: &Opened) -> Result<Reply, Failure> {
    let Opened {
        stands,
        sealed,
        report,
        ..
    } = opened;
    let state = stands.state();
    let by = visit.who()?.person_id;
    let may = may_decide(state, stands.proposed_by, by).is_ok();
    let carry_out = may_carry_out(state, sealed.effect.as_ref(), visit.today());
    let is_accepted = matches!(state, ProposalState::Accepted(_));
    let decided = stands.decided.as_ref().map(|decided| Shown {
        verdict: decided.verdict.name(),
        reason: decided.reason.clone(),
        from: decided.from.map(in_words).unwrap_or_default(),
        decision_id: decided.decision_id,
    });
    let page = Page {
        frame: visit.frame(),
        form: &visit.form,
        id: stands.id,
        year: stands.year.clone(),
        about: proposals::about(report, sealed),
        measure_id: stands.measure_id,
        proposal: sealed.proposal.clone(),
        reason: sealed.reason.clone(),
        sets: proposals::sets(report, sealed),
        state: state.name(),
        decided,
        change_id: stands.change_id,
        verdicts: verdicts(),
        can_decide: (visit.may(Action::DecideProposal) && may).then_some(()),
        waits: match &carry_out {
            Err(refused) if is_accepted => refused.to_string(),
            Ok(_) | Err(_) => String::new(),
        },
        can_carry_out: (visit.may(Action::AdoptFramework) && carry_out.is_ok()).then_some(()),
    };
    Reply::form(&page, &visit.form)
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let opened = proposals::opened(visit)?;
    if proposals::is_waiting(opened.stands.state()) {
        let calendar = visit.who()?.calendar;
        let [first, ..] = opened.report.year.next().quarters();
        let from = calendar.first_day(first).max(visit.today());
        visit.form = Form::new().with_date("effective_from", from);
    }
    shown(visit, &opened)
}
