//! What of the quarterly returns needs a person (P5a): returns that wait, recovery actions, and what somebody
//! asked them to see to.

use super::{By, Need};
use crate::failure::Failure;
use crate::monitoring;
use crate::visit::Who;
use database::Read;
use jiff::civil::Date;

/// All of it.
pub(super) fn of_returns(
    read: &mut Read<'_>,
    who: &Who,
    today: Date,
) -> Result<Vec<Need>, Failure> {
    let mut needs: Vec<Need> = returns(read, who, today)?.into_iter().collect();
    needs.extend(recovery(read, who)?);
    needs.extend(asked(read, who, today)?);
    Ok(needs)
}

/// Returns that wait for this person (P5a). The oldest is named, since quarters are signed in their
/// order.
fn returns(read: &mut Read<'_>, who: &Who, today: Date) -> Result<Option<Need>, Failure> {
    let waiting = monitoring::waiting(read, who, today)?;
    Ok(waiting.first().map(|oldest| Need {
        label: "Quarterly returns",
        figure: waiting.len().to_string(),
        note: format!("{}.", oldest.text),
        href: oldest.href.clone(),
        link: if waiting.len() == 1 {
            "Open the return"
        } else {
            "Begin with the oldest"
        },
        look: "accent",
        by: Some(oldest.due.map_or(By::Since(oldest.by), By::Due)),
    }))
}

/// What this person does about measures that missed their target (P5a).
fn recovery(read: &mut Read<'_>, who: &Who) -> Result<Option<Need>, Failure> {
    let actions = monitoring::recovery_due(read, who.person_id)?;
    Ok(actions.first().map(|(what, due_on, href)| Need {
        label: "Your recovery actions",
        figure: actions.len().to_string(),
        note: format!("{what}."),
        href: href.clone(),
        link: "Open the first",
        look: "accent",
        by: Some(By::Due(*due_on)),
    }))
}

/// What somebody asked this person to see to before a quarter is closed (P5a). It goes away once it stands
/// in the way no more, or is taken back.
fn asked(read: &mut Read<'_>, who: &Who, today: Date) -> Result<Vec<Need>, Failure> {
    let asked = monitoring::nudged(read, who, today)?.into_iter();
    let needs = asked.map(|one| Need {
        label: "Asked of you",
        figure: format!("By {}", one.asked_by),
        note: format!("{}.", one.says),
        href: one.href,
        link: "See to it",
        look: "accent",
        by: Some(By::Since(one.asked_on)),
    });
    Ok(needs.collect())
}
