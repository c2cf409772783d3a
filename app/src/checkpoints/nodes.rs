//! The tree over the log, as the database keeps it.

use crate::failure::Failure;
use database::{DatabaseFault, Read, log_hashes};
use transparency::{Hash, Hashes, TreeFault};

/// The hashes of an organisation's log.
#[derive(Debug)]
pub(crate) struct Kept<'a, 'b>(pub(crate) &'a mut Read<'b>);

impl Hashes for Kept<'_, '_> {
    type Fault = DatabaseFault;

    fn hashes(&mut self, level: u32, first: u64, count: u64) -> Result<Vec<Hash>, DatabaseFault> {
        let number = |it: u64| i64::try_from(it).map_err(|_| DatabaseFault::TooLarge);
        log_hashes(self.0, i64::from(level), (number(first)?, number(count)?))
    }
}

/// A number of entries as the tree counts them.
pub(crate) fn count(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(0)
}

/// A hash that is missing means that the log is not what it was.
pub(super) fn broken(fault: TreeFault<DatabaseFault>) -> Failure {
    match fault {
        TreeFault::Kept(fault) => fault.into(),
        TreeFault::Missing { .. } | TreeFault::Beyond => Failure::Rule(super::sign::ALTERED.into()),
    }
}
