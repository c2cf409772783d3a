//! Why a file is refused as a whole, in words for the person who chose it.

use thiserror::Error;

/// Why a file is refused as a whole. None of the texts holds a value of the file but provider numbers.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ReturnFault {
    /// Nothing is in it.
    #[error("The file is empty: choose another")]
    Empty,
    /// It is written in UTF-16.
    #[error(
        "The file is written in UTF-16, an ILR is in UTF-8: export it again from your MIS as UTF-8"
    )]
    WideCharacters,
    /// It is not UTF-8.
    #[error("Line {0} is not UTF-8 text: export the file again from your MIS as UTF-8")]
    NotText(u64),
    /// It declares a document type, which may pull in other files.
    #[error(
        "The file holds a DOCTYPE, which no ILR needs, so it is not read: export it again from your MIS"
    )]
    DocumentType,
    /// It uses an entity that XML itself does not know.
    #[error(
        "Line {0} uses an entity of its own, which no ILR needs: export the file again from your MIS"
    )]
    Entity(u64),
    /// The XML is broken or ends too early.
    #[error("The file is broken or ends too early, at line {0}: export it again from your MIS")]
    NotSound(u64),
    /// It is XML, and something else than an ILR.
    #[error(
        "The file is not an ILR, which begins with the element Message: choose the file your MIS exports"
    )]
    NotAReturn,
    /// No header stands before the learners.
    #[error(
        "The file has no Header with the provider's number before its learners: export it again from your MIS"
    )]
    NoHeader,
    /// Nothing says which year it is for.
    #[error("The file does not say which year it is for: export it again from your MIS")]
    NoYear,
    /// It is another provider's.
    #[error(
        "The file is of the provider with UKPRN {found}, yours is {expected}: choose your own return"
    )]
    OtherProvider {
        /// The number in the file.
        found: String,
        /// The organisation's own number.
        expected: String,
    },
    /// Elements stand in elements beyond any ILR.
    #[error("Line {0} is nested deeper than any ILR: export the file again from your MIS")]
    TooDeep(u64),
    /// A text, a tag or a comment is longer than any in an ILR.
    #[error(
        "Near line {0} a text is longer than any in an ILR: export the file again from your MIS"
    )]
    TooLong(u64),
    /// A learner holds more records than any in an ILR.
    #[error(
        "The learner that ends near line {0} has more records than any learner can have: check it in your MIS"
    )]
    TooMany(u64),
    /// The ZIP cannot be opened.
    #[error(
        "The ZIP cannot be opened: it may be broken or have a password. Make it again without one, or choose the XML"
    )]
    NotAnArchive,
    /// The ZIP holds no or several XML files.
    #[error("The ZIP holds {0} XML files and must hold one: choose the XML itself")]
    NotOneFile(usize),
    /// It unpacks to far more than it should.
    #[error(
        "The ZIP unpacks to far more than an ILR holds, so it is not read: choose the XML itself"
    )]
    Swells,
    /// It could not be read to its end.
    #[error("The file could not be read to its end: try again")]
    Unreadable,
}
