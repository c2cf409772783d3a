//! What an annual report needs of a person: its signature, and a decision of what it proposes (P5b).

use super::{By, Need};
use crate::failure::Failure;
use crate::reports;
use crate::visit::Who;
use database::Read;

/// An annual report that waits for this person's signature (P5b).
pub(super) fn to_sign(read: &mut Read<'_>, who: &Who) -> Result<Option<Need>, Failure> {
    let waiting = reports::waiting(read, who)?;
    Ok(waiting.first().map(|(year, prepared_on)| Need {
        label: "Annual report",
        figure: year.clone(),
        note: "It is prepared.".to_owned(),
        href: format!("/reports/{year}/sign-off"),
        link: "Read and sign",
        look: "accent",
        by: Some(By::Since(*prepared_on)),
    }))
}

/// What signed annual reports propose and this person decides (P5b).
pub(super) fn to_decide(read: &mut Read<'_>, who: &Who) -> Result<Option<Need>, Failure> {
    let waiting = reports::to_decide(read, who)?;
    Ok(waiting.first().map(|(id, year, signed_on)| Need {
        label: "Proposals to decide",
        figure: waiting.len().to_string(),
        note: format!("From the annual report {year}."),
        href: format!("/proposals/{id}"),
        link: if waiting.len() == 1 {
            "Read and decide"
        } else {
            "Begin with the first"
        },
        look: "accent",
        by: Some(By::Since(*signed_on)),
    }))
}
