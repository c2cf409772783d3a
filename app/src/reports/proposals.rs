//! The proposals of a report with where each stands: what was sealed, and what was decided about it since.

use super::content::AnnualReport;
use super::figures;
use super::store::{self, Proposal};
use crate::failure::Failure;
use crate::visit::Visit;
use database::Id;
use domain::people::Action;
use domain::reports::{ProposalState, ProposedChange};

/// A proposal as the report shows it.
#[derive(Debug)]
pub(super) struct ProposalShown {
    pub(super) about: String,
    pub(super) proposal: String,
    pub(super) reason: String,
    /// What it sets when it is carried out; empty when it is in words alone.
    pub(super) sets: String,
    /// Where it stands and its page, for those who see the practice, once the report is signed.
    pub(super) stands: Option<(&'static str, Id)>,
}

/// What a proposed change is about.
pub(super) fn about(report: &AnnualReport, change: &ProposedChange) -> String {
    match &change.code {
        Some(code) => figures::named_code(report, code),
        None => "The framework as a whole".to_owned(),
    }
}

/// What a proposed change sets; empty when it is in words alone.
pub(super) fn sets(report: &AnnualReport, change: &ProposedChange) -> String {
    let mut measures = report.content.outcomes.measures();
    let of = measures.find(|measure| change.code.as_ref() == Some(&measure.code));
    let unit = of.map(|measure| measure.unit.clone()).unwrap_or_default();
    let effect = change.effect.as_ref();
    effect.map_or_else(String::new, |effect| {
        effect.words(&unit).trim_end().to_owned()
    })
}

/// The proposals of a report.
pub(super) fn shown(
    visit: &Visit<'_>,
    report: &AnnualReport,
) -> Result<Vec<ProposalShown>, Failure> {
    let standing: Vec<Proposal> = if report.is_signed() && visit.may(Action::SeePractice) {
        visit.read(|read| store::standing(read, &report.year.to_string()))?
    } else {
        Vec::new()
    };
    let changes = report.content.proposed_changes.iter().enumerate();
    Ok(changes
        .map(|(at, change)| ProposalShown {
            about: about(report, change),
            proposal: change.proposal.clone(),
            reason: change.reason.clone(),
            sets: sets(report, change),
            stands: standing.get(at).map(|one| (one.state().name(), one.id)),
        })
        .collect())
}

/// A proposal of a signed report: where it stands, what was sealed of it, and its report.
pub(super) struct Opened {
    pub(super) stands: Proposal,
    pub(super) sealed: ProposedChange,
    pub(super) report: AnnualReport,
}

/// The proposal in the address, if its report is signed.
pub(super) fn opened(visit: &Visit<'_>) -> Result<Opened, Failure> {
    let id = visit.id("id")?;
    let who = visit.who()?;
    visit.read(|read| {
        let stands = store::proposal(read, id)?.ok_or(Failure::NotFound)?;
        let year = who.calendar.year_named(&stands.year);
        let report = super::loading::load(read, who, year.ok_or(Failure::NotFound)?)?;
        let at = report.changes.iter().position(|change| change.id == id);
        let (Some(at), true) = (at, report.is_signed()) else {
            return Err(Failure::NotFound);
        };
        let sealed = report.content.proposed_changes.get(at).cloned();
        Ok(Opened {
            stands,
            sealed: sealed.ok_or(Failure::NotFound)?,
            report,
        })
    })
}

/// Whether somebody waits for a proposal to be decided.
pub(super) fn is_waiting(state: ProposalState) -> bool {
    match state {
        ProposalState::Waiting => true,
        ProposalState::Refused | ProposalState::Accepted(_) | ProposalState::CarriedOut => false,
    }
}
