//! A request: recorded on the day it comes in, with its clock; what one person proposes and another agrees to.

use super::overview::state;
use super::{Known, Request, SubjectKind, carrying_out, store};
use crate::app::date_of;
use crate::failure::Failure;
use crate::people;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use domain::calendar::in_words;
use domain::rights::{Asks, Clock, Decision, Ground, Waits, decide};
use jiff::civil::Date;
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

fn waits() -> Vec<Choice> {
    let choice = |waits: Waits| Choice::new(waits.key(), waits.name());
    Waits::ALL.into_iter().map(choice).collect()
}

fn grounds() -> Vec<Choice> {
    let choice = |ground: Ground| Choice::new(ground.key(), ground.name());
    Ground::ALL.into_iter().map(choice).collect()
}

/// What can be decided of somebody.
fn decisions(kind: SubjectKind) -> Vec<Choice> {
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

fn shown(visit: &Visit<'_>, request: Request) -> Answer {
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

fn changed(request: &Request, words: &str) -> Answer {
    Reply::see(format!("/personal-data/requests/{}", request.id), words)
}

/// The day something was asked, answered or extended: today, or earlier.
fn day(visit: &mut Visit<'_>, request: &Request) -> Option<Date> {
    let today = visit.today();
    let on = visit.form.date("on", "Day")?;
    if on > today || on < request.clock.received_on {
        visit.form.refuse(
            "on",
            "The day must lie between the day the request came in and today",
        );
        return None;
    }
    Some(on)
}

/// Lets the clock stand, go on, or run two months longer.
pub(crate) fn clock(visit: &mut Visit<'_>) -> Answer {
    let request = found(visit)?;
    let on = day(visit, &request);
    let act = visit.form.value("act").to_owned();
    let why = match act.as_str() {
        "extend" => visit.form.required("why", "Why it takes longer", 500),
        "pause" => visit.form.choice("waits", "What is awaited", &waits()),
        "resume" => Some(String::new()),
        _ => {
            visit.form.refuse("", "Choose what happens with the clock");
            None
        }
    };
    let (Some(on), Some(why)) = (on, why) else {
        return shown(visit, request);
    };
    let said = serde_json::json!({ "act": act, "on": on.to_string() });
    let entry = visit.entry("changed clock of request", "request", request.id, said);
    let number = i64::try_from(request.clock.pauses.len()).unwrap_or(0) + 1;
    visit.write(|mut write| {
        let changed = match (act.as_str(), Waits::from_key(&why)) {
            ("extend", _) => store::extend(&mut write, (request.id, on), &why)?,
            ("pause", Some(waits)) => {
                store::pause(&mut write, (request.id, number), (waits, on))?;
                1
            }
            _ => store::resume(&mut write, (request.id, on))?,
        };
        if changed == 0 {
            return Err(Failure::Changed(
                "the clock of this request was changed meanwhile",
            ));
        }
        Ok(write.commit(entry.clone(), ())?)
    })?;
    changed(&request, "The clock is changed.")
}

/// Proposes what is decided.
pub(crate) fn propose(visit: &mut Visit<'_>) -> Answer {
    let request = found(visit)?;
    let word = visit
        .form
        .choice("decision", "What is decided", &decisions(request.kind));
    let ground = match word.as_deref() {
        Some("refuse") => visit.form.choice("ground", "Ground", &grounds()),
        Some(_) | None => None,
    };
    let why = visit.form.required("why_decided", "Why", 1_000);
    let decision = word.and_then(|word| Decision::from_keys(&word, ground.as_deref()));
    let (Some(decision), Some(why), false) = (decision, why, visit.form.is_refused()) else {
        return shown(visit, request);
    };
    let (word, ground) = decision.keys();
    let said = serde_json::json!({ "decision": word, "ground": ground });
    let entry = visit.entry("proposed decision of request", "request", request.id, said);
    visit.write(|mut write| {
        if store::propose(&mut write, (request.id, decision), &why, visit.now)? == 0 {
            return Err(Failure::Changed("the request was decided meanwhile"));
        }
        Ok(write.commit(entry.clone(), ())?)
    })?;
    changed(
        &request,
        "It is proposed. Somebody else agrees before anything happens.",
    )
}

/// Agrees to what somebody else proposed, and carries it out.
pub(crate) fn agree(visit: &mut Visit<'_>) -> Answer {
    let request = found(visit)?;
    let me = visit.who()?.person_id;
    let proposed = request
        .proposed
        .clone()
        .filter(|_| request.agreed.is_none());
    if let Err(refused) = decide(proposed.as_ref().map(|one| one.by), me) {
        visit.form.refuse("", refused);
        return shown(visit, request);
    }
    let Some(proposed) = proposed else {
        return shown(visit, request);
    };
    let (word, ground) = proposed.decision.keys();
    let said = serde_json::json!({ "decision": word, "ground": ground });
    let entry = visit.entry("agreed to decision of request", "request", request.id, said);
    let done = visit.write(|mut write| {
        if store::agree(&mut write, (request.id, &proposed), visit.now)? == 0 {
            return Err(Failure::Changed(
                "the request was decided or proposed anew meanwhile",
            ));
        }
        carrying_out::carry_out(&mut write, visit, (&request, proposed.decision))?;
        Ok(write.commit(entry.clone(), ())?)
    });
    match done {
        Err(Failure::Rule(words)) => {
            visit.form.refuse("", words);
            return shown(visit, request);
        }
        Err(other) => return Err(other),
        Ok(()) => {}
    }
    if proposed.decision == Decision::Erase {
        visit.app.database.shred(&store::erasing::tables())?;
    }
    changed(&request, "It is decided and done.")
}
