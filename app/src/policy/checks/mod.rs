//! The library of checks: each looks at live data and says whether what a clause asks is kept. The rule
//! of each is in the domain, its facts are counted by [`facts`](super::store::facts), and here the two
//! are brought together, a family a file. A check reads registers and totals alone.

mod ground;
mod jobs;
mod monitoring;
mod partnership;
mod retention;
mod reviewing;
mod roles;
mod statement;
mod themes;

use crate::failure::Failure;
use database::Read;
use domain::obligations::Judged;

pub(super) use ground::Ground;

/// A check by its key: it looks at the data behind a clause, if it is about one.
type Look = fn(&mut Read<'_>, &Ground, Option<&str>) -> Result<Judged, Failure>;

/// Every check of the library, family by family.
const FAMILIES: [&[(&str, Look)]; 8] = [
    statement::LOOKS,
    themes::LOOKS,
    jobs::LOOKS,
    partnership::LOOKS,
    roles::LOOKS,
    monitoring::LOOKS,
    retention::LOOKS,
    reviewing::LOOKS,
];

/// Looks at what a check asks. A check that the library no longer has does not exist.
pub(super) fn look(
    read: &mut Read<'_>,
    ground: &Ground,
    (key, clause_id): (&str, Option<&str>),
) -> Result<Judged, Failure> {
    let found = FAMILIES
        .into_iter()
        .flatten()
        .find(|(known, _)| *known == key);
    let (_, look) = found.ok_or(Failure::NotFound)?;
    look(read, ground, clause_id)
}

#[cfg(test)]
mod tests {
    use super::FAMILIES;
    use domain::obligations::Check;
    use std::collections::BTreeSet;

    #[test]
    fn every_check_of_the_library_looks_and_nothing_else_does() {
        let looks: Vec<&str> = FAMILIES
            .into_iter()
            .flatten()
            .map(|(key, _)| *key)
            .collect();
        let once: BTreeSet<&str> = looks.iter().copied().collect();
        assert_eq!(once.len(), looks.len());
        let library: BTreeSet<&str> = Check::all().map(|check| check.key).collect();
        assert_eq!(once, library);
    }
}
