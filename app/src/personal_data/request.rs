//! A request: recorded on the day it comes in, and its page with the clock, what is kept and what is decided.

use super::overview::state;
use super::{Known, Request, SubjectKind, carrying_out, store};
use crate::app::date_of;
use crate::failure::Failure;
use crate::people;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use domain::calendar::in_words;
use domain::rights::{Asks, Clock, Decision, Ground, Waits};
use pages::{Choice, Form, Frame};

#[derive(Template)]
#[template(path = "personal_data/new_request.html")]
struct NewPage<'a> {
    frame: Frame,
    form: &'a Form,
    asks: Vec<Choice>,
    kinds: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "personal_data/request.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
    request: Request,
    received: String,
    state: String,
    colour: &'static str,
    pauses: Vec<String>,
    /// Whether the clock stands.
    stands: Option<()>,
    proposed: String,
    agreed: String,
    own: Option<()>,
    known: Known,
    kept: Option<()>,
    waits: Vec<Choice>,
    decisions: Vec<Choice>,
    grounds: Vec<Choice>,
}

fn asks() -> Vec<Choice> {
    let choice = |asks: Asks| Choice::new(asks.key(), asks.name());
    Asks::ALL.into_iter().map(choice).collect()
}

fn kinds() -> Vec<Choice> {
    let choice = |kind: SubjectKind| Choice::new(kind.key(), kind.name());
    SubjectKind::ALL.into_iter().map(choice).collect()
}

pub(super) fn waits() -> Vec<Choice> {
    let choice = |waits: Waits| Choice::new(waits.key(), waits.name());
    Waits::ALL.into_iter().map(choice).collect()
}

pub(super) fn grounds() -> Vec<Choice> {
    let choice = |ground: Ground| Choice::new(ground.key(), ground.name());
    Ground::ALL.into_iter().map(choice).collect()
}

/// What can be decided of somebody.
pub(super) fn decisions(kind: SubjectKind) -> Vec<Choice> {
    let mut decisions = vec![Decision::HandOver, Decision::PutRight, Decision::Erase];
    if kind == SubjectKind::Learner {
        decisions.extend([Decision::Restrict, Decision::LiftRestriction]);
    }
    decisions.push(Decision::Refuse(Ground::Duty));
    let choice = |decision: Decision| Choice::new(decision.keys().0, decision.name());
    decisions.into_iter().map(choice).collect()
}

/// The request of the address.
pub(super) fn found(visit: &Visit<'_>) -> Result<Request, Failure> {
    let id = visit.id("id")?;
    visit
        .read(|read| store::find(read, id))?
        .ok_or(Failure::NotFound)
}

fn new_shown(visit: &Visit<'_>) -> Answer {
    let page = NewPage {
        frame: visit.frame(),
        form: &visit.form,
        asks: asks(),
        kinds: kinds(),
    };
    Reply::form(&page, &visit.form)
}

/// The page of a new request.
pub(crate) fn new_page(visit: &mut Visit<'_>) -> Answer {
    visit.form = Form::new().with_date("received_on", visit.today());
    new_shown(visit)
}

/// Records it.
pub(crate) fn new_submit(visit: &mut Visit<'_>) -> Answer {
    let today = visit.today();
    let form = &mut visit.form;
    let asks = form.choice("asks", "What is asked for", &asks());
    let kind = form.choice("kind", "Who it is about", &kinds());
    let subject = form.required("subject", "Reference, address or name", 120);
    let note = form.optional("note", "Note", 1_000).unwrap_or_default();
    let received_on = form.date("received_on", "Day it came in");
    if received_on.is_some_and(|on| on > today) {
        form.refuse(
            "received_on",
            "The day it came in cannot be later than today",
        );
    }
    let asks = asks.as_deref().and_then(Asks::from_key);
    let kind = kind.as_deref().and_then(SubjectKind::from_key);
    let (Some(asks), Some(kind), Some(subject), Some(received_on), false) =
        (asks, kind, subject, received_on, visit.form.is_refused())
    else {
        return new_shown(visit);
    };
    let request = Request {
        id: visit.new_id(),
        asks,
        kind,
        subject,
        note,
        clock: Clock {
            received_on,
            extended_on: None,
            pauses: Vec::new(),
        },
        extended_why: String::new(),
        proposed: None,
        agreed: None,
    };
    // Whose data it is stands in the register alone, so that erasing them there is enough.
    let said = serde_json::json!({ "asks": asks.key(), "received_on": received_on.to_string() });
    let entry = visit.entry("recorded request", "request", request.id, said);
    visit.write(|mut write| {
        store::add(&mut write, &request, visit.now)?;
        Ok(write.commit(entry.clone(), ())?)
    })?;
    Reply::see(
        format!("/personal-data/requests/{}", request.id),
        "The request is recorded, and its clock runs.",
    )
}

pub(super) fn shown(visit: &Visit<'_>, request: Request) -> Answer {
    let (known, kept) = visit.read(|read| {
        let known = store::known(read, (request.kind, &request.subject))?;
        let kept = carrying_out::has_to_be_kept(read, (&request, &known), visit.today())?;
        Ok((known, kept))
    })?;
    let by = |at, id| -> Result<String, Failure> {
        let name = visit.read(|read| people::name_of(read, Some(id)))?;
        Ok(format!("{name}, {}", in_words(date_of(at))))
    };
    let (state, colour) = state(&request, visit.today());
    let me = visit.who()?.person_id;
    let pause = |pause: &domain::rights::Pause| {
        let to = pause.to.map_or_else(|| "today".to_owned(), in_words);
        format!("{}: {} to {to}", pause.why.name(), in_words(pause.from))
    };
    let page = Page {
        frame: visit.frame(),
        form: &visit.form,
        received: in_words(request.clock.received_on),
        state,
        colour,
        pauses: request.clock.pauses.iter().map(pause).collect(),
        stands: request
            .clock
            .pauses
            .iter()
            .any(|pause| pause.to.is_none())
            .then_some(()),
        proposed: match &request.proposed {
            Some(proposed) => by(proposed.at, proposed.by)?,
            None => String::new(),
        },
        agreed: match request.agreed {
            Some((at, id)) => by(at, id)?,
            None => String::new(),
        },
        own: request
            .proposed
            .as_ref()
            .filter(|one| one.by == me)
            .map(|_| ()),
        known,
        kept,
        waits: waits(),
        decisions: decisions(request.kind),
        grounds: grounds(),
        request,
    };
    Reply::form(&page, &visit.form)
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let request = found(visit)?;
    shown(visit, request)
}
