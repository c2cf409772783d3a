//! One piece of evidence: what it is, how strong, from when, who added it, and what it supports.

use super::{Evidence, Proof, store};
use crate::failure::Failure;
use crate::people;
use crate::visit::{Answer, Reply, Visit, hex};
use askama::Template;
use database::Id;
use domain::calendar::in_words;
use domain::people::Action;
use jiff::civil::Date;
use pages::Frame;
use vault::Fixity;

#[derive(Template)]
#[template(path = "evidence/show.html")]
struct Page {
    frame: Frame,
    evidence: Evidence,
    effective_on: String,
    added: String,
    file: Option<File>,
    entries: Vec<(Id, String)>,
    /// Entries it gives no grade to.
    aside: Vec<(Id, String)>,
    /// When it runs out, or ran out; empty where it does not.
    running_out: String,
    has_run_out: Option<()>,
    /// When consent was given, and when it was withdrawn; empty when it was not.
    consent: (String, String),
    can_withdraw: Option<()>,
}

struct File {
    name: String,
    kilobytes: i64,
    sha256: String,
    fixity: &'static str,
}

fn file(visit: &Visit<'_>, id: Id, proof: &Proof) -> Result<Option<File>, Failure> {
    let Proof::File {
        name,
        sha256,
        bytes,
        ..
    } = proof
    else {
        return Ok(None);
    };
    let gone_at = visit.read(|read| store::gone_at(read, id))?;
    let found = visit
        .app
        .vault
        .check(*sha256)
        .map_err(|fault| Failure::Broken(fault.into()))?;
    Ok(Some(File {
        name: name.clone(),
        kilobytes: bytes / 1000 + 1,
        sha256: hex(sha256),
        fixity: match found {
            _ if gone_at.is_some() => "It was disposed of when its years were over.",
            Fixity::Sound => "It is as it was added.",
            Fixity::Altered => {
                "It has been changed on the disk since it was added: tell your administrator."
            }
            Fixity::Missing => "It is no longer on the disk: tell your administrator.",
        },
    }))
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let id = visit.id("id")?;
    let found = visit.read(|read| {
        let Some((evidence, at, by)) = store::find(read, id)? else {
            return Ok(None);
        };
        let name = people::name_of(read, by)?;
        let entries = store::entries_of(read, id, 50)?;
        let aside = store::entries_aside(read, id, 50)?;
        Ok(Some((evidence, (at, name), entries, aside)))
    })?;
    let (evidence, (at, name), entries, aside) = found.ok_or(Failure::NotFound)?;
    let added = format!("{} by {name}", in_words(crate::app::date_of(at)));
    let file = file(visit, id, &evidence.proof)?;
    let named = |of: Vec<(Id, Date)>| of.into_iter().map(|(id, on)| (id, in_words(on))).collect();
    let effective_on = evidence.days.words(evidence.effective_on);
    let today = visit.today();
    let consent = evidence.consent.as_ref();
    let day = |on: Option<Date>| on.map(in_words).unwrap_or_default();
    Reply::page(&Page {
        frame: visit.frame(),
        consent: (
            day(consent.map(|consent| consent.given_on)),
            day(evidence.withdrawn_on()),
        ),
        running_out: evidence.days.running_out(today),
        has_run_out: evidence.days.has_run_out(today).then_some(()),
        effective_on,
        added,
        file,
        entries: named(entries),
        aside: named(aside),
        evidence,
        can_withdraw: visit.may(Action::AddEvidence).then_some(()),
    })
}
