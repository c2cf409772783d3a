//! What of the policy waits for a person: a version to read, one to approve, something to attest, a document
//! to review.

use super::{Policy, shown, store};
use crate::failure::Failure;
use crate::visit::Who;
use database::{Id, Read};
use domain::people::{Action, may};
use domain::policy::Status;
use jiff::civil::Date;

/// The approved version that a person has not read yet, and since when it is there.
pub(crate) fn to_read(read: &mut Read<'_>, who: &Who) -> Result<Option<(String, Date)>, Failure> {
    if !may(&who.roles, Action::SeePractice) {
        return Ok(None);
    }
    let versions = store::versions(read)?;
    let Some(policy) = shown(&versions, None).filter(|policy| policy.is_approved()) else {
        return Ok(None);
    };
    let read_it = store::acknowledgements(read, policy.id)?;
    Ok((!read_it.contains_key(&who.person_id)).then(|| (policy.version.clone(), policy.since())))
}

/// The version that waits for somebody else's approval: its key, its version, and since when.
pub(crate) fn to_approve(
    read: &mut Read<'_>,
    who: &Who,
) -> Result<Option<(Id, String, Date)>, Failure> {
    if !may(&who.roles, Action::ApprovePolicy) {
        return Ok(None);
    }
    let waits = |policy: &Policy| {
        let own = [policy.imported_by, policy.written_by].contains(&Some(who.person_id));
        policy.status() == Status::InReview && !own
    };
    let versions = store::versions(read)?;
    let found = versions.into_iter().find(waits);
    Ok(found.map(|policy| {
        let sent = crate::app::date_of(policy.sent_at.unwrap_or(policy.imported_at));
        (policy.id, policy.version, sent)
    }))
}

/// What a person is to attest by a day, the first due first: its key, what is asked, and the day.
pub(crate) fn to_attest(
    read: &mut Read<'_>,
    who: &Who,
    by: Date,
) -> Result<Vec<(Id, String, Date)>, Failure> {
    let versions = store::versions(read)?;
    match shown(&versions, None) {
        Some(policy) => store::to_attest(read, policy.id, (who.person_id, by)),
        None => Ok(Vec::new()),
    }
}

/// Documents that a person looks after and whose review is due by a day: title and day.
pub(crate) fn documents_due(
    read: &mut Read<'_>,
    who: &Who,
    by: Date,
) -> Result<Vec<(String, Date)>, Failure> {
    store::documents_due(read, (who.person_id, by))
}

/// Versions of linked documents that wait for their approval.
pub(crate) fn linked_versions(read: &mut Read<'_>) -> Result<Vec<Id>, Failure> {
    let (documents, versions) = store::documents(read)?;
    let is_linked = |id: Id| documents.iter().any(|one| one.id == id && !one.is_policy);
    Ok(versions
        .into_iter()
        .filter(|version| version.status == Status::InReview && is_linked(version.document_id))
        .map(|version| version.id)
        .collect())
}
