//! Consent for a photograph is withdrawn: it is taken off everything that is not signed off, nobody is
//! shown it any more, and the page says where it went before.

use super::{Entry, closed_quarters, post, store};
use crate::evidence::{self, Evidence};
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use database::{Id, Read};
use domain::calendar::{Calendar, Quarter, in_words};
use domain::people::Action;
use pages::Frame;
use std::collections::BTreeSet;

#[derive(Template)]
#[template(path = "ledger/withdraw.html")]
struct Page {
    frame: Frame,
    evidence: Evidence,
    withdrawn_on: Option<String>,
    /// Entries it supports that are not signed off.
    open: Vec<(Id, String)>,
    /// Quarters that were signed off with it.
    signed: Vec<Quarter>,
    can_withdraw: Option<()>,
}

/// What a piece of evidence supports: what is open, and the quarters that were signed off with it.
struct Supported {
    open: Vec<Entry>,
    signed: BTreeSet<Quarter>,
}

fn supported(read: &mut Read<'_>, id: Id, calendar: Calendar) -> Result<Supported, Failure> {
    let closed = closed_quarters(read, calendar)?;
    let entries = store::supported_by(read, id)?;
    let in_closed = |entry: &Entry| {
        let quarter = entry.quarter_in(calendar);
        quarter.filter(|quarter| closed.contains(quarter))
    };
    let signed = entries.iter().filter_map(in_closed).collect();
    // A reversal keeps the grade of what it reverses, so it is signed with it.
    let kept: BTreeSet<Id> = entries
        .iter()
        .filter(|entry| in_closed(entry).is_some())
        .map(|entry| entry.id)
        .collect();
    let is_open = |entry: &Entry| {
        let reverses = entry.corrects_id.filter(|_| entry.kind == "reversal");
        !kept.contains(&entry.id) && !reverses.is_some_and(|id| kept.contains(&id))
    };
    Ok(Supported {
        open: entries.into_iter().filter(is_open).collect(),
        signed,
    })
}

fn asked(visit: &Visit<'_>) -> Result<Evidence, Failure> {
    let id = visit.id("id")?;
    let (evidence, ..) = visit
        .read(|read| evidence::find(read, id))?
        .ok_or(Failure::NotFound)?;
    match evidence.consent {
        Some(_) => Ok(evidence),
        None => Err(Failure::NotFound),
    }
}

/// The page: what would be taken off, or, afterwards, where it went.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let evidence = asked(visit)?;
    let calendar = visit.who()?.calendar;
    let found = visit.read(|read| supported(read, evidence.id, calendar))?;
    let withdrawn_on = evidence.withdrawn_on().map(in_words);
    let name = |entry: &Entry| (entry.id, in_words(entry.happened_on));
    Reply::page(&Page {
        frame: visit.frame(),
        can_withdraw: visit
            .may(Action::AddEvidence)
            .then_some(())
            .filter(|()| withdrawn_on.is_none()),
        withdrawn_on,
        open: found.open.iter().map(name).collect(),
        signed: found.signed.into_iter().collect(),
        evidence,
    })
}

/// Withdraws it.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let evidence = asked(visit)?;
    let (calendar, today) = (visit.who()?.calendar, visit.today());
    let content = serde_json::json!({});
    let entry = visit.entry("withdrew consent", "evidence", evidence.id, content);
    visit.write(|mut write| {
        if evidence::consent_withdraw(&mut write, evidence.id, today)? == 0 {
            return Err(Failure::Changed("Consent was withdrawn already."));
        }
        let found = supported(&mut write.read(), evidence.id, calendar)?;
        for one in &found.open {
            post::detach(&mut write, one, evidence.id)?;
        }
        store::asides_remove(&mut write, evidence.id)?;
        Ok(write.commit(entry.clone(), ())?)
    })?;
    Reply::see(
        format!("/evidence/{}/consent", evidence.id),
        "Consent is withdrawn. Nobody is shown this photograph any more.",
    )
}
