//! Where the rows of a log come from: a database. A test takes them from one and alters them in memory, so
//! that the look that is shipped is the one that is tried.

use super::{entry_rows, hashes, size};
use crate::{DatabaseFault, Read, Row};

/// The rows of one organisation's log.
pub(super) trait Rows {
    /// Entries in their order, after the one numbered `after`, at most `most`.
    fn entries(&mut self, after: i64, most: i64) -> Result<Vec<Row>, DatabaseFault>;

    /// Number, salt and content of the entries after `after` up to `to`.
    fn contents(&mut self, after: i64, to: i64) -> Result<Vec<Row>, DatabaseFault>;

    /// The numbers after `after` up to `to` whose content was erased.
    fn erased(&mut self, after: i64, to: i64) -> Result<Vec<Row>, DatabaseFault>;

    /// Hashes of a level of the tree: the number of the first, and how many at most.
    fn hashes(&mut self, level: i64, place: (i64, i64)) -> Result<Vec<[u8; 32]>, DatabaseFault>;

    /// How many entries there are, by the counter.
    fn size(&mut self) -> Result<i64, DatabaseFault>;
}

impl Rows for Read<'_> {
    fn entries(&mut self, after: i64, most: i64) -> Result<Vec<Row>, DatabaseFault> {
        entry_rows(self, after, most)
    }

    fn contents(&mut self, after: i64, to: i64) -> Result<Vec<Row>, DatabaseFault> {
        let organisation_id = self.organisation_id();
        self.query(
            "SELECT number, salt, content FROM log_content
             WHERE organisation_id = ?1 AND number > ?2 AND number <= ?3 ORDER BY number",
            &[organisation_id.into(), after.into(), to.into()],
        )
    }

    fn erased(&mut self, after: i64, to: i64) -> Result<Vec<Row>, DatabaseFault> {
        let organisation_id = self.organisation_id();
        self.query(
            "SELECT number FROM erased_content
             WHERE organisation_id = ?1 AND number > ?2 AND number <= ?3",
            &[organisation_id.into(), after.into(), to.into()],
        )
    }

    fn hashes(&mut self, level: i64, place: (i64, i64)) -> Result<Vec<[u8; 32]>, DatabaseFault> {
        hashes(self, level, place)
    }

    fn size(&mut self) -> Result<i64, DatabaseFault> {
        size(self)
    }
}
