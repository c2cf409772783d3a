//! A member of Governance & Leadership hands review and sign-off of one return, or for some days, to a named
//! person who may hold it (P4d). It is recorded, dated, can be taken back, and is never passed on.

use super::overview;
use super::store::{self, KeptDelegation};
use crate::app::date_of;
use crate::failure::Failure;
use crate::people;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use database::{Id, Read};
use domain::calendar::in_words;
use domain::monitoring::{Covers, Delegation, Return, ReturnName, may_delegate};
use domain::people::{Action, Role};
use pages::{Choice, Form, Frame};
use std::collections::BTreeMap;

/// The longest reason.
const REASON_CHARACTERS: usize = 1_000;

#[derive(Template)]
#[template(path = "monitoring/delegating.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
    holders: Vec<Choice>,
    spans: Vec<Choice>,
    rows: Vec<Row>,
    can_give: Option<()>,
}

/// A delegation as the list shows it.
struct Row {
    id: String,
    from: String,
    to: String,
    covers: String,
    reason: String,
    given: String,
    withdrawn: String,
    /// Whether the visitor gave it and can take it back.
    own: Option<()>,
}

/// What a delegation covers, in words.
fn covers(of: &Covers, visit: &Visit<'_>) -> String {
    match of {
        Covers::One(name) => {
            let calendar = visit.who().ok().map(|who| who.calendar);
            let named = calendar.and_then(|calendar| ReturnName::read(calendar, name));
            named.map_or_else(|| name.clone(), ReturnName::title)
        }
        Covers::Days(from, to) => format!("{} to {}", in_words(*from), in_words(*to)),
    }
}

fn row(visit: &Visit<'_>, names: &BTreeMap<Id, String>, kept: &KeptDelegation) -> Row {
    let name = |id: Id| names.get(&id).cloned().unwrap_or_default();
    let by = visit.who().ok().map(|who| who.person_id);
    let is_over = match &kept.of.covers {
        Covers::Days(_, last) => *last < visit.today(),
        Covers::One(_) => false,
    };
    let is_own = by == Some(kept.of.from) && kept.of.withdrawn_at.is_none() && !is_over;
    let state = if is_over { "Its days are over" } else { "" };
    Row {
        id: kept.id.to_string(),
        from: name(kept.of.from),
        to: name(kept.of.to),
        covers: covers(&kept.of.covers, visit),
        reason: kept.reason.clone(),
        given: in_words(date_of(kept.of.given_at)),
        withdrawn: kept.of.withdrawn_at.map_or_else(
            || state.to_owned(),
            |at| format!("Taken back on {}", in_words(date_of(at))),
        ),
        own: is_own.then_some(()),
    }
}

/// Who may hold it besides the visitor.
fn holders(read: &mut Read<'_>, by: Id) -> Result<Vec<Choice>, Failure> {
    let holders = people::who_may(read, Action::SignOffReturn)?.into_iter();
    Ok(holders
        .filter(|(id, _)| *id != by)
        .map(|(id, name)| Choice::new(id.to_string(), name))
        .collect())
}

/// What can be handed on: some days, or one return that is not signed.
fn spans(visit: &Visit<'_>) -> Result<Vec<Choice>, Failure> {
    let who = visit.who()?;
    let all = visit.read(|read| overview::quarters(read, who, visit.today()))?;
    let open = all
        .iter()
        .rev()
        .filter(|one| !matches!(one.state, Return::SignedOff { .. }))
        .take(12);
    let returns = open.map(|one| {
        Choice::new(
            one.name.to_string(),
            format!("The return of {}", one.name.title()),
        )
    });
    let days = Choice::new("days", "Every return, on the days below");
    Ok(std::iter::once(days).chain(returns).collect())
}

fn shown(visit: &Visit<'_>) -> Answer {
    let by = visit.who()?.person_id;
    let (kept, names, holders) = visit.read(|read| {
        Ok((
            store::delegations(read)?,
            people::names(read)?,
            holders(read, by)?,
        ))
    })?;
    let page = Page {
        frame: visit.frame(),
        form: &visit.form,
        holders,
        spans: spans(visit)?,
        rows: kept.iter().map(|kept| row(visit, &names, kept)).collect(),
        can_give: visit.may(Action::ReviewReturn).then_some(()),
    };
    Reply::form(&page, &visit.form)
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    shown(visit)
}

fn typed(visit: &mut Visit<'_>) -> Result<Option<KeptDelegation>, Failure> {
    let (id, by, now) = (visit.new_id(), visit.who()?.person_id, visit.now);
    let roles = visit.who()?.roles.clone();
    let holders = visit.read(|read| holders(read, by))?;
    let spans = spans(visit)?;
    let form = &mut visit.form;
    let to = form.choice("to", "To whom you hand it", &holders);
    let span = form.choice("span", "What you hand on", &spans);
    let reason = form.required("reason", "why you hand it on", REASON_CHARACTERS);
    let covers = match span.as_deref() {
        Some("days") => {
            let first = form.date("from_on", "The first day");
            let last = form.date("to_on", "The last day");
            first
                .zip(last)
                .map(|(first, last)| Covers::Days(first, last))
        }
        Some(name) => Some(Covers::One(name.to_owned())),
        None => None,
    };
    let to = to.and_then(|to| Id::parse_str(&to).ok());
    let (Some(to), Some(covers), Some(reason)) = (to, covers, reason) else {
        return Ok(None);
    };
    // Whoever is offered may sign off returns, as a Lead does.
    let held = [Role::Lead];
    if let Err(refused) = may_delegate((by, &roles), (to, &held), &covers) {
        form.refuse("to_on", refused);
    }
    let of = Delegation {
        from: by,
        to,
        covers,
        given_at: now,
        withdrawn_at: None,
    };
    Ok((!form.is_refused()).then_some(KeptDelegation { id, of, reason }))
}

/// Hands it on.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let Some(given) = typed(visit)? else {
        return shown(visit);
    };
    let content = serde_json::json!({ "to": given.of.to, "covers": covers(&given.of.covers, visit),
        "reason": given.reason });
    let entry = visit.entry(
        "handed on review and sign-off",
        "delegation",
        given.id,
        content,
    );
    visit.write(|mut write| {
        store::delegation_add(&mut write, &given)?;
        Ok(write.commit(entry.clone(), ())?)
    })?;
    Reply::see(
        "/returns/delegations",
        "It is recorded. You can take it back at any time.",
    )
}

/// Takes one back: whoever gave it, and nobody else.
pub(crate) fn withdraw(visit: &mut Visit<'_>) -> Answer {
    let (id, by) = (visit.id("id")?, visit.who()?.person_id);
    let kept = visit.read(store::delegations)?;
    let own = kept.iter().any(|one| one.id == id && one.of.from == by);
    if !own {
        return Err(Failure::NotFound);
    }
    let entry = visit.entry(
        "took back review and sign-off",
        "delegation",
        id,
        serde_json::json!({}),
    );
    visit.write(|mut write| {
        if store::delegation_withdraw(&mut write, id, visit.now)? == 0 {
            return Err(Failure::Changed("It was taken back already."));
        }
        Ok(write.commit(entry.clone(), ())?)
    })?;
    Reply::see("/returns/delegations", "You took it back.")
}
