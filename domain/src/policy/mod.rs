//! Reads a policy as it is printed into a tree of clauses, and finds in it what a careful reader
//! would (P0, P6). Nothing is invented: a clause is the document's own words, its id the document's
//! own numbering.
//!
//! Ids: a section numbered `1.1.` is `P1.1`. Within it the paragraphs and small headings are lettered in
//! their order, `P1.1a`, `P1.1b`; what belongs beneath one (its bullets, the paragraph under a small
//! heading) is numbered, `P1.1d.1`. Appendix A is `A`, the boxes of its checklist `A.1`, `A.2`.

mod conduct;
mod findings;
mod found;
mod lines;
mod meanings;
pub(crate) mod references;
mod review;
mod status;
mod tree;

pub use references::{Lapsed, Watched, lapsed};
pub use review::{ReviewReason, next_review, reasons};
pub use status::{ApprovalRefused, Status, approval};

use jiff::civil::Date;
use thiserror::Error;

/// A policy that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyDocument {
    /// Its title.
    pub title: String,
    /// Its reference; empty when it names none.
    pub reference: String,
    /// Its version; empty when it names none.
    pub version: String,
    /// When it was issued.
    pub issue_date: Option<Date>,
    /// When it is to be reviewed.
    pub review_date: Option<Date>,
    /// Its clauses, in the order they stand.
    pub clauses: Vec<Clause>,
    /// The partners it lists.
    pub partners: Vec<ListedPartner>,
    /// The measures it cites.
    pub citations: Vec<Citation>,
    /// What a careful reader finds.
    pub findings: Vec<Finding>,
}

/// One clause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    /// Its id, unique in the document.
    pub id: String,
    /// The clause it stands beneath.
    pub parent: Option<String>,
    /// What it is.
    pub kind: ClauseKind,
    /// A section's heading.
    pub heading: Option<String>,
    /// Its words; empty for a section.
    pub text: String,
    /// Its place in the document, from 1.
    pub position: i64,
}

/// What a clause is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClauseKind {
    /// A numbered section, or an appendix.
    Section,
    /// A small heading within a section.
    Heading,
    /// A paragraph.
    Paragraph,
    /// An item of a list.
    Bullet,
    /// A box of a checklist.
    CheckItem,
}

impl ClauseKind {
    const ALL: [Self; 5] = [
        Self::Section,
        Self::Heading,
        Self::Paragraph,
        Self::Bullet,
        Self::CheckItem,
    ];

    /// The kind of a key, if there is one.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }

    /// The word in the database.
    pub fn key(self) -> &'static str {
        match self {
            Self::Section => "section",
            Self::Heading => "heading",
            Self::Paragraph => "paragraph",
            Self::Bullet => "bullet",
            Self::CheckItem => "check-item",
        }
    }
}

/// A partner the policy lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedPartner {
    /// Its name.
    pub name: String,
    /// What the policy says of it.
    pub description: String,
    /// Where.
    pub clause_id: String,
}

/// A measure the policy cites by its code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    /// `NT1`.
    pub code: String,
    /// Where.
    pub clause_id: String,
    /// The words around it.
    pub wording: String,
}

/// Something a careful reader would ask about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What kind of thing.
    pub kind: FindingKind,
    /// What is the matter, in a sentence.
    pub sentence: String,
    /// What could be done.
    pub suggestion: String,
    /// Where.
    pub clause_ids: Vec<String>,
}

/// The kinds of finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FindingKind {
    /// Two partners have the same description.
    SameDescription,
    /// Something cited has run out by the policy's own dates.
    LapsedReference,
    /// A measure is cited for something it does not count.
    MeasureMisuse,
    /// A fund or a law has another name now.
    RenamedReference,
    /// Records are kept so long, but from when and until when is not said.
    OpenRetention,
    /// Progress is promised against KPIs, but no target is set.
    NoTargets,
    /// One role both makes and checks.
    MakerIsChecker,
    /// What a contract pays for is counted as social value.
    CoreDelivery,
    /// A theme is left to another document.
    AddressedElsewhere,
    /// One person may approve what they proposed.
    OneApprover,
    /// Every new partner asks for a review.
    EveryPartner,
    /// The text and the checklist do not name the same checks.
    ChecklistDiffers,
    /// Partners are named without a record of an approval.
    NeverApproved,
}

impl FindingKind {
    /// The word in the database.
    pub fn key(self) -> &'static str {
        match self {
            Self::SameDescription => "same-description",
            Self::LapsedReference => "lapsed-reference",
            Self::MeasureMisuse => "measure-misuse",
            Self::RenamedReference => "renamed-reference",
            Self::OpenRetention => "open-retention",
            Self::NoTargets => "no-targets",
            Self::MakerIsChecker => "maker-is-checker",
            Self::CoreDelivery => "core-delivery",
            Self::AddressedElsewhere => "addressed-elsewhere",
            Self::OneApprover => "one-approver",
            Self::EveryPartner => "every-partner",
            Self::ChecklistDiffers => "checklist-differs",
            Self::NeverApproved => "never-approved",
        }
    }
}

/// Why a text cannot be read as a policy.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum NotAPolicy {
    /// There are no words in it.
    #[error("There is no text in this file")]
    Empty,
    /// No numbered section was found.
    #[error(
        "No numbered sections were found in this file, such as ‘1. PURPOSE’ or ‘1.1. STATEMENT’: number the sections and try again"
    )]
    NoSections,
    /// It is far longer than any policy.
    #[error(
        "This file has more than 20,000 lines or a line of more than 20,000 characters, so it is not read as a policy"
    )]
    TooLong,
}

/// What a careful reader finds in clauses that were read before.
pub fn findings(clauses: &[Clause], issued: Option<Date>) -> Vec<Finding> {
    let partners = found::partners(clauses);
    let citations = found::citations(clauses);
    findings::all(clauses, &partners, &citations, issued)
}

/// The codes of measures in a text, `NT1` or `NT3a`.
pub fn codes(text: &str) -> Vec<String> {
    found::codes(text)
}

/// Reads a policy from its text.
pub fn read(text: &str) -> Result<PolicyDocument, NotAPolicy> {
    let page = lines::read(text)?;
    let clauses = tree::grow(&page.lines);
    if !clauses
        .iter()
        .any(|clause| clause.kind == ClauseKind::Section)
    {
        return Err(NotAPolicy::NoSections);
    }
    let partners = found::partners(&clauses);
    let citations = found::citations(&clauses);
    let findings = findings::all(&clauses, &partners, &citations, page.issue_date);
    Ok(PolicyDocument {
        title: page.title,
        reference: page.reference,
        version: page.version,
        issue_date: page.issue_date,
        review_date: page.review_date,
        clauses,
        partners,
        citations,
        findings,
    })
}
