//! Disposals that wait for a second person, requests of people that wait for an answer, and damage (P5e).

use super::{By, Need};
use crate::app::date_of;
use crate::failure::Failure;
use crate::visit::Who;
use crate::{alarms, fixity, personal_data, retention};
use database::Read;
use domain::people::{Action, may};
use jiff::civil::Date;

/// What is kept and let go needs of this person.
pub(super) fn of_keeping(
    read: &mut Read<'_>,
    who: &Who,
    today: Date,
) -> Result<Vec<Need>, Failure> {
    let mut needs = Vec::new();
    if may(&who.roles, Action::Dispose) {
        let waiting = retention::to_agree(read, who.person_id)?;
        needs.extend(waiting.first().map(|(first, since)| Need {
            label: "Disposals to look at",
            figure: waiting.len().to_string(),
            note: "Somebody asked for it; nothing goes until you agree.".to_owned(),
            href: format!("/retention/disposals/{first}"),
            link: "Open the first",
            look: "",
            by: Some(By::Since(*since)),
        }));
    }
    if may(&who.roles, Action::HandleRequests) {
        let open = personal_data::open(read)?;
        let due = open.iter().filter_map(|(_, due)| *due).min();
        needs.extend(open.first().map(|(first, _)| Need {
            label: "Requests about personal data",
            figure: open.len().to_string(),
            note: "Each is answered within its month.".to_owned(),
            href: format!("/personal-data/requests/{first}"),
            link: "Open the first",
            look: "gold",
            by: Some(By::Due(due.unwrap_or(today))),
        }));
    }
    if may(&who.roles, Action::AnswerAlarm) {
        let open = alarms::open(read)?;
        needs.extend(open.first().map(|first| Need {
            label: "Alarms",
            figure: open.len().to_string(),
            note: format!("{}.", first.kind.name()),
            href: "/alarms".to_owned(),
            link: "Look into it",
            look: "accent",
            by: Some(By::Since(date_of(first.at))),
        }));
    }
    if may(&who.roles, Action::ManageOrganisation)
        && let Some((run, findings)) = fixity::damage(read)?
    {
        needs.push(Need {
            label: "Not as it was",
            figure: findings.to_string(),
            note: "Files or rows were changed or lost outside the system.".to_owned(),
            href: format!("/fixity/{run}"),
            link: "See what is damaged",
            look: "accent",
            by: None,
        });
    }
    Ok(needs)
}
