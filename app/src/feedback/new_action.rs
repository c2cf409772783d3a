//! Opening an action about what was said: by an answer, in a consultation, or elsewhere.

use super::{FeedbackAction, Source, store};
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};
use crate::{people, stakeholders};
use askama::Template;
use database::{Id, Read};
use domain::feedback::ActionState;
use domain::people::Action;
use jiff::ToSpan;
use pages::{Choice, Form, Frame};
use std::collections::BTreeMap;

#[derive(Template)]
#[template(path = "feedback/new_action.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
    from: &'a From,
    owners: Vec<Choice>,
}

/// What the action comes from, with where one comes back to.
struct From {
    source: Source,
    back: String,
    /// What was said there, if anything is known.
    said: String,
}

impl From {
    /// The query that names the source.
    fn query(&self) -> String {
        match self.source {
            Source::Answer(id) => format!("?answer={id}"),
            Source::Consultation(id) => format!("?consultation={id}"),
            Source::Proposal(_) | Source::Elsewhere => String::new(),
        }
    }
}

fn from(visit: &Visit<'_>) -> Result<From, Failure> {
    let key = |name: &str| match visit.query.value(name) {
        "" => Ok(None),
        key => Id::parse_str(key).map(Some).map_err(|_| Failure::NotFound),
    };
    let (answer, consultation) = (key("answer")?, key("consultation")?);
    visit.read(|read| match (answer, consultation) {
        (Some(id), _) => {
            let (answer, _) = store::answer(read, id)?.ok_or(Failure::NotFound)?;
            Ok(From {
                source: Source::Answer(id),
                back: format!("/feedback/answers/{id}"),
                said: answer.should_change,
            })
        }
        (None, Some(id)) => {
            stakeholders::consultation(read, id)?.ok_or(Failure::NotFound)?;
            Ok(From {
                source: Source::Consultation(id),
                back: format!("/consultations/{id}"),
                said: String::new(),
            })
        }
        (None, None) => Ok(From {
            source: Source::Elsewhere,
            back: "/feedback/actions".to_owned(),
            said: String::new(),
        }),
    })
}

/// Who can see to an action: those who record and those who lead.
fn owners(read: &mut Read<'_>) -> Result<Vec<Choice>, Failure> {
    let mut found: BTreeMap<Id, String> = BTreeMap::new();
    for action in [Action::ManageFeedback, Action::RecordSession] {
        found.extend(people::who_may(read, action)?);
    }
    let mut owners: Vec<Choice> = found
        .into_iter()
        .map(|(id, name)| Choice::new(id.to_string(), name))
        .collect();
    owners.sort_by(|one, other| one.text.cmp(&other.text));
    Ok(owners)
}

fn shown(visit: &Visit<'_>, from: &From, owners: Vec<Choice>) -> Answer {
    let page = Page {
        frame: visit.frame(),
        form: &visit.form,
        from,
        owners,
    };
    Reply::form(&page, &visit.form)
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let from = from(visit)?;
    let owners = visit.read(owners)?;
    visit.form = Form::new()
        .with("said", &from.said)
        .with("owner", visit.who()?.person_id.to_string())
        .with_date("due_on", visit.today().saturating_add(28.days()));
    shown(visit, &from, owners)
}

fn read(visit: &mut Visit<'_>, source: Source, owners: &[Choice]) -> Option<FeedbackAction> {
    let (id, today) = (visit.new_id(), visit.today());
    let form = &mut visit.form;
    let said = form.required("said", "What was said", 1_000);
    let what = form.required("what", "What is to be done", 500);
    let owner = form.choice("owner", "Who sees to it", owners);
    let due_on = form.date("due_on", "The day it is due")?;
    if let Err(refused) = domain::feedback::due(due_on, today) {
        form.refuse("due_on", refused);
    }
    Some(FeedbackAction {
        id,
        source,
        said: said?,
        what: what?,
        owner_id: Id::parse_str(&owner?).ok()?,
        due_on,
        state: ActionState::Open,
        ended: None,
    })
}

/// Opens it.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let from = from(visit)?;
    let owners = visit.read(owners)?;
    let action = read(visit, from.source, &owners);
    let (Some(action), false) = (action, visit.form.is_refused()) else {
        return shown(visit, &from, owners);
    };
    let content = serde_json::json!({ "owner": action.owner_id.to_string(),
        "due_on": action.due_on.to_string() });
    let entry = visit.entry("opened action", "action", action.id, content);
    visit.write(|mut write| {
        store::action_add(&mut write, &action, visit.now)?;
        Ok(write.commit(entry.clone(), ())?)
    })?;
    Reply::see(
        format!("/feedback/actions/{}", action.id),
        "The action is opened.",
    )
}
