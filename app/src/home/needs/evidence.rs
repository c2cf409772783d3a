//! Evidence that runs out before the quarter of its entries is signed off (P1.2e).

use super::{By, Need};
use crate::failure::Failure;
use crate::ledger;
use crate::visit::Who;
use database::Read;
use domain::people::{Action, may};
use jiff::civil::Date;

/// The evidence that runs out first, for those who add evidence.
pub(super) fn running_out(
    read: &mut Read<'_>,
    who: &Who,
    today: Date,
) -> Result<Option<Need>, Failure> {
    if !may(&who.roles, Action::AddEvidence) {
        return Ok(None);
    }
    let found = ledger::running_out(read, (who, today), None)?;
    Ok(found.first().map(|first| Need {
        label: "Evidence running out",
        figure: found.len().to_string(),
        note: format!(
            "{}. Entries that are not signed off rest on it: {}.",
            first.title, first.entries
        ),
        href: format!("/evidence/{}", first.evidence_id),
        link: "Open the first",
        look: "gold",
        by: Some(By::Due(first.expires_on)),
    }))
}
