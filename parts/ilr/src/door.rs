//! What a return is read with.

use crate::place::Locate;
use crate::tally::Tally;

/// What the caller hands in.
pub struct Door<'a> {
    /// The organisation's own provider number.
    pub ukprn: &'a str,
    /// The name of the XML file.
    pub file_name: &'a str,
    /// The key under which unique learner numbers are hashed, 16 bytes or more: with a shorter one no
    /// learner has a person key.
    pub key: &'a [u8],
    /// Whether ethnicity, difficulty and custody are summed.
    pub tally: Tally,
    /// Looks a postcode up.
    pub locate: &'a mut Locate<'a>,
}
