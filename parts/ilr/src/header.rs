//! What stands before the learners.

use crate::FundingYear;

/// Whose return it is and for which year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// The provider's number; it is the organisation's own, or the file is refused.
    pub ukprn: String,
    /// The year: what the element `Year` says, else the file's name, else the namespace. Where they
    /// differ there is a problem of the kind year conflict, and a person is to confirm the year.
    pub year: FundingYear,
}
