//! A document on its way in: its text is read and understood before anything is kept.

use super::{Clause, Finding, Policy};
use crate::app::{date_of, new_id};
use database::{Id, LogEntry, Scope};
use domain::calendar::in_words;
use domain::policy::{NotAPolicy, PolicyDocument};
use intake::IntakeFault;
use jiff::Timestamp;
use jiff::civil::Date;
use thiserror::Error;

/// The longest name of a file that is kept.
const NAME_LENGTH: usize = 200;

/// Why a file is not read in.
#[derive(Debug, Error)]
pub(crate) enum ImportRefused {
    /// The file itself cannot be read.
    #[error(transparent)]
    File(#[from] IntakeFault),
    /// It can be read, and is no policy.
    #[error(transparent)]
    Content(#[from] NotAPolicy),
    /// The same version is here already.
    #[error(
        "Version {version} of {reference} was imported on {} already: a changed policy needs a new version",
        in_words(*.on)
    )]
    Again {
        reference: String,
        version: String,
        on: Date,
    },
}

/// A document on its way in.
pub(super) struct Incoming {
    pub(super) policy: Policy,
    pub(super) sha256: [u8; 32],
    pub(super) document: PolicyDocument,
    /// The text that it was written as here, if it was.
    pub(super) draft_id: Option<Id>,
}

impl Incoming {
    /// Reads the file's text, and the policy in it.
    pub(super) fn read(
        (file_name, sha256): (&str, [u8; 32]),
        bytes: &[u8],
        (scope, at): (Scope, Timestamp),
    ) -> Result<Self, ImportRefused> {
        let text = intake::text_of(file_name, bytes)?;
        let document = domain::policy::read(&text)?;
        Ok(Self {
            policy: policy_of(&document, file_name, scope, at),
            sha256,
            document,
            draft_id: None,
        })
    }

    /// The refusal of a version that came on this day already.
    pub(super) fn again(&self, on: Date) -> ImportRefused {
        ImportRefused::Again {
            reference: self.policy.reference.clone(),
            version: self.policy.version.clone(),
            on,
        }
    }

    /// A log entry of this import.
    pub(super) fn entry(
        &self,
        action: &str,
        kind: &str,
        id: Id,
        content: serde_json::Value,
    ) -> LogEntry {
        LogEntry {
            at: self.policy.imported_at,
            action: action.to_owned(),
            record_kind: kind.to_owned(),
            record_id: id.to_string(),
            content,
        }
    }

    /// Its clauses, in their order.
    pub(super) fn clauses(&self) -> Vec<Clause> {
        self.document
            .clauses
            .iter()
            .map(|clause| Clause {
                id: clause.id.clone(),
                parent_id: clause.parent.clone(),
                kind: clause.kind.key().to_owned(),
                heading: clause.heading.clone(),
                text: clause.text.clone(),
            })
            .collect()
    }

    /// Its findings with their kinds, in their order.
    pub(super) fn findings(&self) -> Vec<(&'static str, Finding)> {
        self.document
            .findings
            .iter()
            .map(|finding| {
                let kept = Finding {
                    sentence: finding.sentence.clone(),
                    suggestion: finding.suggestion.clone(),
                    clause_ids: finding.clause_ids.clone(),
                };
                (finding.kind.key(), kept)
            })
            .collect()
    }
}

/// What a document says of itself, or what stands for it when it says nothing.
fn named(said: &str, instead: &str) -> String {
    if said.trim().is_empty() {
        instead.to_owned()
    } else {
        said.trim().to_owned()
    }
}

/// The facts of a document. Without a title it goes by its file's name, without a reference by its
/// title, without a version by its date.
fn policy_of(document: &PolicyDocument, file_name: &str, scope: Scope, at: Timestamp) -> Policy {
    let file_name: String = file_name
        .chars()
        .filter(|sign| !sign.is_control())
        .take(NAME_LENGTH)
        .collect();
    let title = named(&document.title, &file_name);
    let issued = document.issue_date.unwrap_or_else(|| date_of(at));
    Policy {
        id: new_id(),
        reference: named(&document.reference, &title),
        version: named(&document.version, &issued.to_string()),
        title,
        issued_on: document.issue_date,
        review_on: document.review_date,
        file_name,
        imported_at: at,
        imported_by: scope.person_id,
        document_id: new_id(),
        owner_id: scope.person_id,
        written_by: None,
        sent_at: None,
        approved: None,
        superseded_at: None,
    }
}
