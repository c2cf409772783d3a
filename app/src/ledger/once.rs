//! What an entry stands for, so that a person, a session or a payment counts once for a measure in a
//! year. Who that is cannot be read from it: it is a hash under a secret that is not in the database.

use super::{Context, NewEntry, store};
use crate::failure::Failure;
use database::{Id, Read, Write};
use domain::ledger::{PostRefused, SubjectKind};
use hmac::{Hmac, KeyInit, Mac};
use jiff::civil::Date;
use sha2::Sha256;

/// A person, a session or a payment, and what makes a claim for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Subject {
    pub(super) kind: SubjectKind,
    pub(super) token: [u8; 32],
    /// What makes the claim: the same one may make it again.
    pub(super) claimant: String,
}

impl Subject {
    /// A learner by provider and reference, however that is typed. What two references with one learner
    /// number mean is asked of a person: the number is often mistyped.
    pub(crate) fn learner(
        context: &Context,
        (ukprn, learner): (&str, &str),
        claimant: String,
    ) -> Self {
        let learner = plain_reference(learner);
        Self::of(context, SubjectKind::Person, &[ukprn, &learner], claimant)
    }

    /// A session of an activity.
    pub(crate) fn session(context: &Context, session_id: Id) -> Self {
        let id = session_id.to_string();
        Self::of(
            context,
            SubjectKind::Session,
            &[&id],
            format!("session {id}"),
        )
    }

    /// An amount that was paid, by the number of its invoice; the letters and digits alone are compared.
    pub(crate) fn payment(
        context: &Context,
        (partner_id, invoice): (Option<Id>, &str),
        entry_id: Id,
    ) -> Self {
        let to = partner_id.map(|id| id.to_string()).unwrap_or_default();
        let invoice: String = invoice
            .chars()
            .filter(|one| one.is_alphanumeric())
            .collect();
        let parts = [to.as_str(), &invoice.to_lowercase()];
        Self::of(
            context,
            SubjectKind::Payment,
            &parts,
            format!("entry {entry_id}"),
        )
    }

    fn of(context: &Context, kind: SubjectKind, parts: &[&str], claimant: String) -> Self {
        let mut keyed = <Hmac<Sha256> as KeyInit>::new_from_slice(&context.secret)
            .unwrap_or_else(|_| unreachable!("HMAC takes a key of any length"));
        keyed.update(kind.name().as_bytes());
        for part in parts {
            keyed.update(&[0]);
            keyed.update(part.as_bytes());
        }
        Self {
            kind,
            token: keyed.finalize().into_bytes().into(),
            claimant,
        }
    }
}

/// A learner's reference however it is typed.
pub(crate) fn plain_reference(learner: &str) -> String {
    let signs = learner
        .chars()
        .filter(|one| !one.is_whitespace() && *one != '-');
    signs.flat_map(char::to_uppercase).collect()
}

/// Whether somebody or something counts for a measure already in the year of a day.
pub(crate) fn counts(
    read: &mut Read<'_>,
    (measure_id, day): (Id, Date),
    (subject, context): (&Subject, &Context),
) -> Result<Option<()>, Failure> {
    let year = context.calendar.year_of(day).to_string();
    let found = store::claim_counts(read, (measure_id, &year), subject)?;
    Ok(found.map(|_| ()))
}

/// Keeps a claim that waits, because the same counts already.
pub(crate) fn waits(
    write: &mut Write<'_>,
    (measure_id, day): (Id, Date),
    (subject, context): (&Subject, &Context),
) -> Result<(), Failure> {
    let year = context.calendar.year_of(day).to_string();
    store::claim_add(write, (measure_id, &year), (subject, None))
}

/// Refuses an entry that stands for something that counts already, and keeps that claim as one that waits.
pub(super) fn look(
    write: &mut Write<'_>,
    new: &NewEntry,
    context: &Context,
) -> Result<Result<(), PostRefused>, Failure> {
    let on = (new.measure_id, new.happened_on);
    for subject in &new.subjects {
        if counts(&mut write.read(), on, (subject, context))?.is_some() {
            waits(write, on, (subject, context))?;
            return Ok(Err(PostRefused::CountsAlready(subject.kind)));
        }
    }
    Ok(Ok(()))
}

/// Keeps the claims of an entry that was added.
pub(super) fn count(
    write: &mut Write<'_>,
    new: &NewEntry,
    context: &Context,
) -> Result<(), Failure> {
    if new.subjects.is_empty() {
        return Ok(());
    }
    let year = context.calendar.year_of(new.happened_on).to_string();
    for subject in &new.subjects {
        store::claim_add(write, (new.measure_id, &year), (subject, Some(new.id)))?;
    }
    Ok(())
}
