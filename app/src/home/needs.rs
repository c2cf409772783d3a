//! What needs a person now, by their roles (P4a). Each need is a figure with one link to where it is
//! done; it goes away by being done, never by being clicked away.

use super::store;
use crate::failure::Failure;
use crate::visit::Who;
use crate::{compliance, feedback, framework, ledger, monitoring, partners, policy};
use database::Read;
use domain::calendar::{Calendar, Quarter, in_words};
use domain::ledger::Grade;
use domain::partners::{Review, SignRefused};
use domain::people::{Action, Role, may};
use jiff::ToSpan;
use jiff::civil::Date;
use std::collections::BTreeSet;

/// How many open quarters are looked at, the latest first.
const QUARTERS: usize = 4;

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
}

/// What needs a person today.
pub(super) fn of(read: &mut Read<'_>, who: &Who, today: Date) -> Result<Vec<Need>, Failure> {
    let mut needs: Vec<Need> = returns(read, who, today)?.into_iter().collect();
    if may(&who.roles, Action::ApprovePartner) {
        needs.extend(of_partners(read, who, today)?);
    }
    needs.extend(requirements(read, who, today)?);
    for role in &who.roles {
        match role {
            Role::Staff => needs.extend(own_entries(read, who)?),
            Role::Lead => needs.extend(of_lead(read, who, today)?),
            Role::Governance | Role::Auditor | Role::Commissioner | Role::Administrator => {}
        }
    }
    needs.extend(own_actions(read, who)?);
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
    }))
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
        });
    }
    let due = partners::reviews_due(read, today)?;
    let overdue =
        |partner: &&partners::Partner| matches!(partner.standing.review(today), Review::Overdue(_));
    if !due.is_empty() {
        needs.push(Need {
            label: "Yearly partner reviews",
            figure: due.len().to_string(),
            note: format!("{} overdue.", due.iter().filter(overdue).count()),
            href: "/partners/reviews".to_owned(),
            link: "Review them",
            look: "gold",
        });
    }
    Ok(needs)
}

/// Requirements this person owns whose check is due within a fortnight (P4b).
fn requirements(read: &mut Read<'_>, who: &Who, today: Date) -> Result<Option<Need>, Failure> {
    let due = compliance::due(read, who.person_id, today.saturating_add(14.days()))?;
    Ok(due.first().map(|first| Need {
        label: "Requirements to check",
        figure: due.len().to_string(),
        note: format!("The first by {}.", in_words(first.next_check_on)),
        href: format!("/compliance/{}", first.id),
        link: "Open the first",
        look: "accent",
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
    }))
}

/// What a person is to do about feedback (P5c).
fn own_actions(read: &mut Read<'_>, who: &Who) -> Result<Option<Need>, Failure> {
    let actions = feedback::actions_due(read, who.person_id)?;
    Ok(actions.first().map(|(first, due_on)| Need {
        label: "Your actions from feedback",
        figure: actions.len().to_string(),
        note: format!("The first is due on {}.", in_words(*due_on)),
        href: format!("/feedback/actions/{first}"),
        link: "Open the first",
        look: "",
    }))
}

fn of_lead(read: &mut Read<'_>, who: &Who, today: Date) -> Result<Vec<Need>, Failure> {
    let mut needs = Vec::new();
    let measures = framework::measures(read)?;
    if measures.is_empty() {
        needs.push(Need {
            label: "Framework",
            figure: "None yet".to_owned(),
            note: "Measures, targets and every figure begin with a framework.".to_owned(),
            href: "/framework/adopt".to_owned(),
            link: "Adopt a framework",
            look: "accent",
        });
    }
    needs.extend(of_policy(read, today)?);
    needs.extend(without_target(read, who.calendar, today, &measures)?);
    for quarter in open_quarters(read, who, today)? {
        needs.extend(without_evidence(read, quarter)?);
    }
    Ok(needs)
}

/// A policy that is missing, or whose review is due (P6a).
fn of_policy(read: &mut Read<'_>, today: Date) -> Result<Option<Need>, Failure> {
    let versions = policy::versions(read)?;
    let need = |figure: &str, note: String, href: &str, link| Need {
        label: "Policy",
        figure: figure.to_owned(),
        note,
        href: href.to_owned(),
        link,
        look: "accent",
    };
    Ok(match policy::shown(&versions, None) {
        None => Some(need(
            "None yet",
            "Its clauses, dates and partners are read from the document.".to_owned(),
            "/policy/import",
            "Import the policy",
        )),
        Some(shown) => shown.review_on.filter(|day| *day <= today).map(|day| {
            let note = format!("It was to be reviewed on {}.", in_words(day));
            need("Review due", note, "/policy", "Open the policy")
        }),
    })
}

/// Measures nobody has set a target for in the year that today lies in.
fn without_target(
    read: &mut Read<'_>,
    calendar: Calendar,
    today: Date,
    measures: &[framework::Measure],
) -> Result<Option<Need>, Failure> {
    let year = calendar.year_of(today);
    let targets = framework::targets(read, &year.quarters())?;
    let with_target: BTreeSet<_> = targets.keys().map(|(measure, _)| *measure).collect();
    let count = measures
        .iter()
        .filter(|measure| !with_target.contains(&measure.id))
        .count();
    Ok((count > 0).then(|| Need {
        label: "Measures without a target",
        figure: count.to_string(),
        note: format!("Of {} measures, in {year}.", measures.len()),
        href: format!("/targets?year={year}"),
        link: "Set targets",
        look: "",
    }))
}

/// The quarters up to today's that are not signed off, the latest few.
fn open_quarters(read: &mut Read<'_>, who: &Who, today: Date) -> Result<Vec<Quarter>, Failure> {
    let closed = ledger::closed_quarters(read, who.calendar)?;
    let now = who.calendar.quarter_of(today);
    let mut quarter = who.calendar.quarter_of(who.first_day);
    let mut open = Vec::new();
    while quarter <= now {
        if !closed.contains(&quarter) {
            open.push(quarter);
        }
        quarter = who.calendar.next(quarter);
    }
    Ok(open.split_off(open.len().saturating_sub(QUARTERS)))
}

/// Entries of a quarter without any evidence. The totals know how many; a corrected entry and its
/// reversal are taken off, since nobody needs to evidence them.
fn without_evidence(read: &mut Read<'_>, quarter: Quarter) -> Result<Option<Need>, Failure> {
    let lines: i64 = ledger::totals(read, &[ledger::Part::Whole], &[quarter])?
        .iter()
        .filter(|total| total.grade == Grade::Unevidenced)
        .map(|total| total.entries)
        .sum();
    let count = if lines == 0 {
        0
    } else {
        lines.saturating_sub(store::corrected_without_evidence(read, quarter)?)
    };
    Ok((count > 0).then(|| Need {
        label: "Entries without evidence",
        figure: count.to_string(),
        note: format!("In {}.", quarter.title()),
        href: format!("/entries?quarter={quarter}"),
        link: "See the entries",
        look: "gold",
    }))
}
