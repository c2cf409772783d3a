//! A measure below its target is explained: what happened, and what is done, by whom and until when. The
//! action stands in every return until it is done.

use super::standing::{Asked, Standing};
use super::store::{self, RecoveryAction};
use super::view::quantity;
use crate::failure::Failure;
use crate::people;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use database::{Id, Read};
use domain::calendar::in_words;
use domain::monitoring::SealedMeasure;
use domain::people::Action;
use pages::{Choice, Form, Frame};
use std::collections::BTreeMap;

/// The longest text.
const CHARACTERS: usize = 2_000;

#[derive(Template)]
#[template(path = "monitoring/variance.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
    quarter: String,
    title: String,
    id: String,
    named: String,
    /// The target and what was evidenced, in a sentence.
    stands: String,
    /// Why nothing can be written now; empty when it can.
    blocked: &'static str,
    /// What is being done already: the action, and the page where it is ended.
    actions: Vec<(String, String)>,
    owners: Vec<Choice>,
}

struct Found {
    asked: Asked,
    standing: Standing,
    measure: SealedMeasure,
    actions: Vec<RecoveryAction>,
    owners: Vec<Choice>,
}

/// Who can see to an action: those who record, lead, review.
fn owners(read: &mut Read<'_>) -> Result<Vec<Choice>, Failure> {
    let mut found: BTreeMap<Id, String> = BTreeMap::new();
    for action in [Action::SignOffReturn, Action::RecordSession] {
        found.extend(people::who_may(read, action)?);
    }
    let owners = found.into_iter();
    let mut owners: Vec<Choice> = owners
        .map(|(id, name)| Choice::new(id.to_string(), name))
        .collect();
    owners.sort_by(|one, other| one.text.cmp(&other.text));
    Ok(owners)
}

fn found(visit: &Visit<'_>) -> Result<Found, Failure> {
    let asked = Asked::of(visit)?;
    let id = visit.id("measure")?;
    let (standing, actions, owners) = visit.read(|read| {
        Ok((
            Standing::read(read, &asked)?,
            store::actions(read, (asked.quarter, asked.from()))?,
            owners(read)?,
        ))
    })?;
    let mut measures = standing.themes.iter().flat_map(|theme| &theme.measures);
    let measure = measures.find(|measure| measure.id == id).cloned();
    let measure = measure.ok_or(Failure::NotFound)?;
    let own = actions.into_iter().filter(|one| one.measure_id == id);
    Ok(Found {
        actions: own.collect(),
        asked,
        standing,
        measure,
        owners,
    })
}

fn shown(visit: &Visit<'_>, found: &Found) -> Answer {
    let measure = &found.measure;
    let target = measure
        .target_thousandths
        .map_or_else(|| "none".to_owned(), quantity);
    let action = |one: &RecoveryAction| {
        let by = found.standing.name_of(one.owner_id);
        let words = match &one.done {
            None => format!("{} ({by}, until {})", one.what, in_words(one.due_on)),
            Some((on, note, _)) => {
                format!("{} ({by}, done on {}: {note})", one.what, in_words(*on))
            }
        };
        (words, format!("/recovery-actions/{}", one.id))
    };
    let page = Page {
        frame: visit.frame(),
        form: &visit.form,
        quarter: found.asked.name.to_string(),
        title: found.asked.name.title(),
        id: measure.id.to_string(),
        named: format!("{} {}", measure.code, measure.title),
        stands: format!(
            "Evidenced {} {}, target {target}.",
            quantity(measure.evidenced_thousandths),
            measure.unit
        ),
        blocked: if found.standing.is_writable() {
            ""
        } else {
            "This return is not open: it can be explained once it has been sent back"
        },
        actions: found.actions.iter().map(action).collect(),
        owners: found.owners.clone(),
    };
    Reply::form(&page, &visit.form)
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let found = found(visit)?;
    let variances = &found.standing.beside.variances;
    let said = variances.iter().find(|one| one.code == found.measure.code);
    if let Some(said) = said {
        visit.form.add("happened", &said.happened);
    }
    shown(visit, &found)
}

/// The action that was typed, if one was.
fn action(visit: &mut Visit<'_>, found: &Found) -> Option<RecoveryAction> {
    let (id, now) = (visit.new_id(), visit.now);
    let form = &mut visit.form;
    let what = form.optional("what", "What will be done", CHARACTERS)?;
    let owner = form.choice("owner", "Who does it", &found.owners);
    let due_on = form.date("due_on", "The day until which it is done")?;
    if due_on <= found.asked.to() {
        form.refuse(
            "due_on",
            format!(
                "Enter a day after the quarter, which runs to {}",
                in_words(found.asked.to())
            ),
        );
    }
    Some(RecoveryAction {
        id,
        quarter: found.asked.quarter.to_string(),
        measure_id: found.measure.id,
        what,
        owner_id: Id::parse_str(&owner?).ok()?,
        due_on,
        opened_at: now,
        done: None,
    })
}

/// Keeps the explanation, and the action when one was typed.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let found = found(visit)?;
    let happened = visit.form.required("happened", "what happened", CHARACTERS);
    let action = action(visit, &found);
    if !found.standing.is_writable() {
        visit.form.refuse(
            "",
            "This return is not open: it can be explained once it has been sent back",
        );
    }
    let (Some(happened), false) = (happened, visit.form.is_refused()) else {
        return shown(visit, &found);
    };
    let (asked, measure_id) = (&found.asked, found.measure.id);
    let content = serde_json::json!({ "measure": measure_id, "happened": happened,
        "action": action.as_ref().map(|action| &action.what) });
    let entry = visit.entry("explained measure", "return", asked.name, content);
    visit.write(|mut write| {
        if !Standing::read(&mut write.read(), asked)?.is_writable() {
            return Err(super::prepare::CHANGED);
        }
        store::open(&mut write, asked.name, visit.now)?;
        let of = (asked.name, measure_id);
        store::variance_set(&mut write, of, &happened, visit.now)?;
        if let Some(action) = &action {
            store::action_add(&mut write, action)?;
        }
        Ok(write.commit(entry.clone(), ())?)
    })?;
    Reply::see(
        format!("/returns/{}/prepare", asked.name),
        "What happened is kept with the return.",
    )
}
