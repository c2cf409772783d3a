//! What needs a person now, by their roles (P4a). Each need is a figure with one link to where it is
//! done; it goes away by being done, never by being clicked away.

mod evidence;
mod keeping;
mod lead;
mod policy;
mod public;
mod report;
mod returns;

use super::store;
use crate::failure::Failure;
use crate::visit::Who;
use crate::{activities, compliance, feedback, follow_ups, partners, questionnaires};
use database::Read;
use domain::calendar::in_words;
use domain::partners::SignRefused;
use domain::people::{Action, Role, may};
use jiff::ToSpan;
use jiff::civil::Date;

/// How many days before something runs out it is shown.
const SOON: i64 = 30;

/// One thing to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Need {
    pub(super) label: &'static str,
    pub(super) figure: String,
    pub(super) note: String,
    pub(super) href: String,
    pub(super) link: &'static str,
    /// How the tile looks: accent for what holds others up, gold for what is missing.
    pub(super) look: &'static str,
    /// The day it stands at, if there is one.
    by: Option<By>,
}

/// The day something stands at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum By {
    /// The day it is due.
    Due(Date),
    /// The day since when it waits.
    Since(Date),
}

impl By {
    fn day(self) -> Date {
        match self {
            Self::Due(day) | Self::Since(day) => day,
        }
    }
}

impl Need {
    /// When it is due or since when it waits, in words; empty when there is no day.
    pub(super) fn due(&self, today: Date) -> String {
        match self.by {
            None => String::new(),
            Some(By::Since(day)) => format!("Since {}", in_words(day)),
            Some(By::Due(by)) if by < today => format!("Overdue since {}", in_words(by)),
            Some(By::Due(by)) if by == today => "Due today".to_owned(),
            Some(By::Due(by)) => format!("Due by {}", in_words(by)),
        }
    }
}

/// What needs a person today: what is due first comes first, and what has no day stands with what is due
/// today.
pub(super) fn of(read: &mut Read<'_>, who: &Who, today: Date) -> Result<Vec<Need>, Failure> {
    let mut needs = returns::of_returns(read, who, today)?;
    needs.extend(report::to_sign(read, who)?);
    needs.extend(report::to_decide(read, who)?);
    needs.extend(public::waiting(read, who)?);
    needs.extend(keeping::of_keeping(read, who, today)?);
    if may(&who.roles, Action::ApprovePartner) {
        needs.extend(of_partners(read, who, today)?);
    }
    needs.extend(requirements(read, who, today)?);
    needs.extend(policy::of_policy(read, who, today)?);
    for role in &who.roles {
        match role {
            Role::Staff => needs.extend(own_entries(read, who)?),
            Role::Lead => needs.extend(lead::of_lead(read, who, today)?),
            Role::Governance | Role::Auditor | Role::Commissioner | Role::Administrator => {}
        }
    }
    needs.extend(evidence::running_out(read, who, today)?);
    needs.extend(own_actions(read, who)?);
    needs.extend(jobs(read, who, today)?);
    needs.extend(rounds(read, who, today)?);
    needs.extend(of_activities(read, who, today)?);
    needs.sort_by_key(|need| need.by.map_or(today, By::day));
    Ok(needs)
}

/// Jobs whose next check is due (P2.1b).
fn jobs(read: &mut Read<'_>, who: &Who, today: Date) -> Result<Option<Need>, Failure> {
    if !may(&who.roles, Action::FollowUp) {
        return Ok(None);
    }
    Ok(follow_ups::due(read, today)?.map(|(count, first)| Need {
        label: "Jobs to follow up",
        figure: count.to_string(),
        note: "Whether each began and lasted is to be checked.".to_owned(),
        href: "/follow-ups?state=due".to_owned(),
        link: "See what is due",
        look: "",
        by: Some(By::Since(first)),
    }))
}

/// Rounds of a questionnaire that have asked for the last time (P2.1d).
fn rounds(read: &mut Read<'_>, who: &Who, today: Date) -> Result<Option<Need>, Failure> {
    if !may(&who.roles, Action::ManageQuestionnaires) {
        return Ok(None);
    }
    Ok(
        questionnaires::to_close(read, today)?.map(|(count, first)| Need {
            label: "Questionnaires to close",
            figure: count.to_string(),
            note: "The last day to answer has gone by. What was found counts once the round is closed."
                .to_owned(),
            href: "/questionnaires".to_owned(),
            link: "See the rounds",
            look: "",
            by: Some(By::Since(first)),
        }),
    )
}

/// Partners to sign for, to go on checking, and to review (P4c).
fn of_partners(read: &mut Read<'_>, who: &Who, today: Date) -> Result<Vec<Need>, Failure> {
    let mut needs = Vec::new();
    let checked = partners::being_checked(read, partners::signer(who), today)?;
    let to_sign = checked.iter().filter(|(_, decided)| decided.is_ok());
    if let Some((first, _)) = to_sign.clone().next() {
        needs.push(Need {
            label: "Partners to sign for",
            figure: to_sign.count().to_string(),
            note: format!("{}: its checks are in order.", first.name),
            href: format!("/partners/{}/sign-off", first.id),
            link: "Read and sign",
            look: "accent",
            by: None,
        });
    }
    let open =
        |refused: &SignRefused| matches!(refused, SignRefused::Open(_) | SignRefused::Expired(_));
    let unfinished = checked
        .iter()
        .filter(|(_, decided)| decided.as_ref().is_err_and(open));
    if let Some((first, Err(refused))) = unfinished.clone().next() {
        needs.push(Need {
            label: "Partners being checked",
            figure: unfinished.count().to_string(),
            note: format!("{}: {refused}.", first.name),
            href: format!("/partners/{}", first.id),
            link: "Go on with the checks",
            look: "",
            by: None,
        });
    }
    let reviews = partners::reviews_due(read, today, 1)?;
    if let Some(first) = reviews.first.first() {
        needs.push(Need {
            label: "Yearly partner reviews",
            figure: reviews.due.to_string(),
            note: reviews.words(),
            href: "/partners/reviews".to_owned(),
            link: "Review them",
            look: "gold",
            by: first.standing.review_due_on.map(By::Due),
        });
    }
    let expiring = partners::expiring(read, today.saturating_add(SOON.days()))?;
    needs.extend(expiring.first().map(|first| Need {
        label: "Partner checks running out",
        figure: expiring.len().to_string(),
        note: format!("{} of {}.", first.check.name(), first.partner),
        href: format!("/partners/{}", first.partner_id),
        link: "Open the first",
        look: "gold",
        by: Some(By::Due(first.expires_on)),
    }));
    Ok(needs)
}

/// Sessions whose day has come, and activities for learners whose risks are to be looked at again (P4f).
fn of_activities(read: &mut Read<'_>, who: &Who, today: Date) -> Result<Vec<Need>, Failure> {
    let mut needs = Vec::new();
    if may(&who.roles, Action::RecordSession) {
        let expected = activities::expected(read, today)?;
        needs.extend(expected.first().map(|first| Need {
            label: "Sessions to record",
            figure: expected.len().to_string(),
            note: format!("{}.", first.title),
            href: format!(
                "/activities/{}/sessions/new?planned={}",
                first.activity_id, first.planned_id
            ),
            link: "Record the first",
            look: "accent",
            by: Some(By::Due(first.planned_on)),
        }));
    }
    if may(&who.roles, Action::ManageActivity) {
        let due = activities::risks_due(read, today.saturating_add(SOON.days()))?;
        needs.extend(due.first().map(|first| Need {
            label: "Risk assessments",
            figure: due.len().to_string(),
            note: format!("{}.", first.title),
            href: format!("/activities/{}/risk-assessment", first.activity_id),
            link: "Look at the first again",
            look: "gold",
            by: first.valid_until.map(By::Due),
        }));
    }
    Ok(needs)
}

/// Requirements this person owns whose check is due within a fortnight (P4b).
fn requirements(read: &mut Read<'_>, who: &Who, today: Date) -> Result<Option<Need>, Failure> {
    let due = compliance::due(read, who.person_id, today.saturating_add(14.days()))?;
    Ok(due.first().map(|first| Need {
        label: "Requirements to check",
        figure: due.len().to_string(),
        note: format!("{}.", first.title),
        href: format!("/compliance/{}", first.id),
        link: "Open the first",
        look: "accent",
        by: Some(By::Due(first.next_check_on)),
    }))
}

/// A person's own entries that nothing shows to be true yet.
fn own_entries(read: &mut Read<'_>, who: &Who) -> Result<Option<Need>, Failure> {
    let entries = store::own_entries_without_evidence(read, who.person_id)?;
    Ok(entries.first().map(|oldest| Need {
        label: "Your entries without evidence",
        figure: entries.len().to_string(),
        note: "They count only once something shows that they are true.".to_owned(),
        href: format!("/entries/{oldest}"),
        link: "Begin with the oldest",
        look: "gold",
        by: None,
    }))
}

/// What a person is to do about feedback (P5c).
fn own_actions(read: &mut Read<'_>, who: &Who) -> Result<Option<Need>, Failure> {
    let actions = feedback::actions_due(read, who.person_id)?;
    Ok(actions.first().map(|(first, due_on)| Need {
        label: "Your actions from feedback",
        figure: actions.len().to_string(),
        note: "What was said, and what you took on.".to_owned(),
        href: format!("/feedback/actions/{first}"),
        link: "Open the first",
        look: "",
        by: Some(By::Due(*due_on)),
    }))
}
