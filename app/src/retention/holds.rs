//! Holds: what keeps records whatever their class says, placed and lifted with a reason. Their lines in the
//! log name no hold, so that nobody learns of one who may not see it.

use super::{Hold, store};
use crate::app::date_of;
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};
use crate::{contracts, partners, people};
use askama::Template;
use database::{Id, LogEntry, Read};
use domain::calendar::in_words;
use domain::people::Action;
use domain::retention::{Covers, RecordKind};
use pages::{Choice, Form, Frame};

struct Row {
    id: Id,
    name: String,
    covers: String,
    reason: String,
    placed: String,
    /// When, by whom and why it was lifted; empty while it stands.
    lifted: String,
}

#[derive(Template)]
#[template(path = "retention/holds.html")]
struct Page {
    frame: Frame,
    standing: Vec<Row>,
    lifted: Vec<Row>,
    can_place: Option<()>,
}

#[derive(Template)]
#[template(path = "retention/place_hold.html")]
struct PlacePage<'a> {
    frame: Frame,
    form: &'a Form,
    covers: Vec<Choice>,
    contracts: Vec<Choice>,
    partners: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "retention/lift_hold.html")]
struct LiftPage<'a> {
    frame: Frame,
    form: &'a Form,
    row: Row,
}

/// What a hold covers, in words.
fn covered(read: &mut Read<'_>, covers: &Covers) -> Result<String, Failure> {
    Ok(match covers {
        Covers::Everything => "Every record".to_owned(),
        Covers::Kind(kind) => format!("Every record of the kind “{}”", kind.name()),
        Covers::Contract(id) => {
            let contract = contracts::find(read, *id)?;
            let name = contract.map(|contract| contract.name()).unwrap_or_default();
            format!("What belongs to the contract {name}")
        }
        Covers::Partner(id) => {
            let partner = partners::find(read, *id)?;
            let name = partner.map(|partner| partner.name).unwrap_or_default();
            format!("What belongs to the partner {name}")
        }
        Covers::Record(kind, id) => format!("One record: {} {id}", kind.name()),
        Covers::Learner(reference) => format!("Whatever holds the learner’s reference {reference}"),
    })
}

fn row(read: &mut Read<'_>, hold: &Hold) -> Result<Row, Failure> {
    let (at, by) = hold.placed;
    let placed = format!(
        "{} by {}",
        in_words(date_of(at)),
        people::name_of(read, by)?
    );
    let lifted = match &hold.lifted {
        Some((at, by, why)) => {
            let name = people::name_of(read, *by)?;
            format!("{} by {name}: {why}", in_words(date_of(*at)))
        }
        None => String::new(),
    };
    Ok(Row {
        id: hold.id,
        name: hold.name.clone(),
        covers: covered(read, &hold.covers)?,
        reason: hold.reason.clone(),
        placed,
        lifted,
    })
}

/// The page of all holds.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let (lifted, standing): (Vec<Row>, Vec<Row>) = visit.read(|read| {
        let mut rows = Vec::new();
        for hold in store::holds::all(read)? {
            rows.push(row(read, &hold)?);
        }
        Ok(rows.into_iter().partition(|row| !row.lifted.is_empty()))
    })?;
    Reply::page(&Page {
        frame: visit.frame(),
        standing,
        lifted,
        can_place: visit.may(Action::PlaceHold).then_some(()),
    })
}

fn kinds() -> Vec<Choice> {
    let mut offered = vec![Choice::new("everything", "Every record")];
    offered.extend(RecordKind::disposable().map(|kind| {
        Choice::new(
            kind.key(),
            format!("Every record of the kind “{}”", kind.name()),
        )
    }));
    offered.push(Choice::new("contract", "What belongs to a contract"));
    offered.push(Choice::new("partner", "What belongs to a partner"));
    offered.push(Choice::new(
        "learner",
        "Whatever holds a learner’s reference",
    ));
    offered
}

fn offered(visit: &Visit<'_>) -> Result<(Vec<Choice>, Vec<Choice>), Failure> {
    visit.read(|read| {
        let contracts = contracts::all(read)?;
        let contracts = contracts.iter().map(contracts::Contract::choice).collect();
        let partners = partners::all(read)?.into_iter();
        let choice = |partner: partners::Partner| Choice::new(partner.id.to_string(), partner.name);
        Ok((contracts, partners.map(choice).collect()))
    })
}

fn place_shown(visit: &Visit<'_>) -> Answer {
    let (contracts, partners) = offered(visit)?;
    let page = PlacePage {
        frame: visit.frame(),
        form: &visit.form,
        covers: kinds(),
        contracts,
        partners,
    };
    Reply::form(&page, &visit.form)
}

/// The page of a new hold.
pub(crate) fn place_page(visit: &mut Visit<'_>) -> Answer {
    place_shown(visit)
}

fn typed_covers(visit: &mut Visit<'_>) -> Result<Option<Covers>, Failure> {
    let (contracts, partners) = offered(visit)?;
    let form = &mut visit.form;
    let Some(word) = form.choice("covers", "What it keeps", &kinds()) else {
        return Ok(None);
    };
    let id = |text: Option<String>| text.and_then(|text| Id::parse_str(&text).ok());
    Ok(match word.as_str() {
        "everything" => Some(Covers::Everything),
        "contract" => id(form.choice("contract", "Contract", &contracts)).map(Covers::Contract),
        "partner" => id(form.choice("partner", "Partner", &partners)).map(Covers::Partner),
        "learner" => form
            .required("learner", "The learner’s reference", 60)
            .map(Covers::Learner),
        kind => RecordKind::from_key(kind).map(Covers::Kind),
    })
}

/// The line of the log: it says that retention changed, and no more to those who may not see holds.
fn line(visit: &Visit<'_>, id: Id, content: serde_json::Value) -> LogEntry {
    visit.entry("changed retention", "retention", id, content)
}

/// Places it.
pub(crate) fn place(visit: &mut Visit<'_>) -> Answer {
    let name = visit.form.required("name", "Name", 80);
    let reason = visit.form.required("reason", "Reason", 500);
    let covers = typed_covers(visit)?;
    let (Some(name), Some(reason), Some(covers), false) =
        (name, reason, covers, visit.form.is_refused())
    else {
        return place_shown(visit);
    };
    let hold = Hold {
        id: visit.new_id(),
        name,
        covers,
        reason,
        placed: (visit.now, Some(visit.who()?.person_id)),
        lifted: None,
    };
    let (word, covered) = hold.covers.keys();
    let said = serde_json::json!({ "placed": hold.name, "covers": word, "name": covered,
        "reason": hold.reason });
    let entry = line(visit, hold.id, said);
    visit.write(|mut write| {
        store::holds::place(&mut write, &hold, visit.now)?;
        Ok(write.commit(entry.clone(), ())?)
    })?;
    Reply::see(
        "/retention/holds",
        "The hold stands. Nothing it keeps goes until it is lifted.",
    )
}

fn standing(visit: &Visit<'_>) -> Result<Row, Failure> {
    let id = visit.id("id")?;
    visit.read(|read| {
        let mut holds = store::holds::all(read)?.into_iter();
        let hold = holds.find(|hold| hold.id == id && hold.lifted.is_none());
        row(read, &hold.ok_or(Failure::NotFound)?)
    })
}

fn lift_shown(visit: &Visit<'_>) -> Answer {
    let page = LiftPage {
        frame: visit.frame(),
        form: &visit.form,
        row: standing(visit)?,
    };
    Reply::form(&page, &visit.form)
}

/// The page that lifts one.
pub(crate) fn lift_page(visit: &mut Visit<'_>) -> Answer {
    lift_shown(visit)
}

/// Lifts it.
pub(crate) fn lift(visit: &mut Visit<'_>) -> Answer {
    let id = standing(visit)?.id;
    let Some(why) = visit.form.required("why", "Why it is lifted", 500) else {
        return lift_shown(visit);
    };
    let entry = line(visit, id, serde_json::json!({ "lifted": why }));
    visit.write(|mut write| {
        if store::holds::lift(&mut write, (id, &why), visit.now)? == 0 {
            return Err(Failure::Changed("the hold was lifted meanwhile"));
        }
        Ok(write.commit(entry.clone(), ())?)
    })?;
    Reply::see("/retention/holds", "The hold is lifted.")
}
