//! What of the policy needs a person: a version to read or to approve, something to attest, a document to
//! review (P0, P1.2c).

use super::{By, Need};
use crate::failure::Failure;
use crate::policy;
use crate::visit::Who;
use database::Read;
use jiff::ToSpan;
use jiff::civil::Date;

/// All of it.
pub(super) fn of_policy(read: &mut Read<'_>, who: &Who, today: Date) -> Result<Vec<Need>, Failure> {
    let mut needs = Vec::new();
    let soon = today.saturating_add(30.days());
    needs.extend(policy::to_read(read, who)?.map(|(version, since)| Need {
        label: "Policy to read",
        figure: format!("Version {version}"),
        note: "Everybody here reads each version and says so.".to_owned(),
        href: "/policy".to_owned(),
        link: "Read it",
        look: "",
        by: Some(By::Since(since)),
    }));
    needs.extend(
        policy::to_approve(read, who)?.map(|(id, version, since)| Need {
            label: "Policy to approve",
            figure: format!("Version {version}"),
            note: "It waits for somebody who did not draft it.".to_owned(),
            href: format!("/policy?version={id}"),
            link: "Read and decide",
            look: "accent",
            by: Some(By::Since(since)),
        }),
    );
    let attest = policy::to_attest(read, who, soon)?;
    needs.extend(attest.first().map(|(id, asks, due)| Need {
        label: "Policy to attest",
        figure: attest.len().to_string(),
        note: format!("{asks}."),
        href: format!("/policy/obligations/{id}"),
        link: "Open the first",
        look: "gold",
        by: Some(By::Due(*due)),
    }));
    let documents = policy::documents_due(read, who, soon)?;
    needs.extend(documents.first().map(|(title, due)| Need {
        label: "Documents to review",
        figure: documents.len().to_string(),
        note: format!("{title}."),
        href: "/policy/documents".to_owned(),
        link: "Open the register",
        look: "gold",
        by: Some(By::Due(*due)),
    }));
    Ok(needs)
}
