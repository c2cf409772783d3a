//! Adding evidence later: to one entry, or to all entries of a session at once.

use super::{AttachRefused, Context, Entry, attach, store};
use crate::evidence::{self, Evidence};
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use pages::{Choice, Form, Frame};

#[derive(Template)]
#[template(path = "ledger/add_evidence.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
    /// Where the form is sent, and where one comes back to.
    address: String,
    back: String,
    grades: Vec<Choice>,
}

/// What the evidence is for: the page to come back to, and the entries.
struct Target {
    back: String,
    entries: Vec<Entry>,
}

fn of_entry(visit: &Visit<'_>) -> Result<Target, Failure> {
    let id = visit.id("id")?;
    let entry = visit
        .read(|read| store::entry(read, id))?
        .ok_or(Failure::NotFound)?;
    Ok(Target {
        back: format!("/entries/{id}"),
        entries: vec![entry],
    })
}

fn of_session(visit: &Visit<'_>) -> Result<Target, Failure> {
    let id = visit.id("id")?;
    let entries = visit.read(|read| store::entries_of_session(read, id))?;
    if entries.is_empty() {
        return Err(Failure::NotFound);
    }
    Ok(Target {
        back: format!("/sessions/{id}"),
        entries,
    })
}

fn shown(visit: &Visit<'_>, target: &Target) -> Answer {
    let page = Page {
        frame: visit.frame(),
        form: &visit.form,
        address: format!("{}/evidence", target.back),
        back: target.back.clone(),
        grades: evidence::grades(),
    };
    Reply::form(&page, &visit.form)
}

fn ask(visit: &mut Visit<'_>, target: &Target) -> Answer {
    visit.form.add("grade", "1");
    shown(visit, target)
}

fn keep(visit: &mut Visit<'_>, target: &Target) -> Answer {
    let effective_on = target
        .entries
        .first()
        .map(|entry| entry.happened_on)
        .ok_or(Failure::NotFound)?;
    let evidence = evidence::read(visit, effective_on)?;
    if evidence.is_none() && !visit.form.is_refused() {
        visit.form.refuse(
            "file",
            "Choose a file, or say what you saw and where it is kept",
        );
    }
    let (Some(evidence), false) = (evidence, visit.form.is_refused()) else {
        return shown(visit, target);
    };
    let context = Context::of(visit)?;
    let said = serde_json::json!({ "title": evidence.title, "grade": evidence.grade.number(),
        "kind": evidence.proof.kind() });
    let entry = visit.entry("added evidence", "evidence", evidence.id, said);
    let kept = visit.write(|mut write| {
        evidence::add(&mut write, &evidence, visit.now)?;
        let mut attached = Err(AttachRefused::Corrected);
        for target in &target.entries {
            let one = attach(
                &mut write,
                target.id,
                (evidence.id, evidence.grade),
                &context,
            )?;
            if attached.is_err() {
                attached = one;
            }
        }
        match attached {
            Ok(()) => Ok(write.commit(entry.clone(), ())?),
            Err(refused) => Err(Failure::Rule(refused.to_string())),
        }
    });
    match kept {
        Ok(()) => Reply::see(target.back.clone(), added(&evidence, target, &context)),
        Err(Failure::Rule(words)) => {
            visit.form.refuse("", words);
            shown(visit, target)
        }
        Err(failure) => Err(failure),
    }
}

/// What is said of evidence that was added: also that it does not count, and why.
fn added(evidence: &Evidence, target: &Target, context: &Context) -> String {
    let days = target.entries.iter().map(|entry| entry.happened_on);
    let mut asides = days.filter_map(|day| evidence.days.count_for(day, context.today).err());
    asides.next().map_or_else(
        || "The evidence is added.".to_owned(),
        |aside| format!("The evidence is added. It does not count here: {aside}."),
    )
}

/// The page for one entry.
pub(crate) fn entry_page(visit: &mut Visit<'_>) -> Answer {
    let target = of_entry(visit)?;
    ask(visit, &target)
}

/// Adds it to one entry.
pub(crate) fn entry_submit(visit: &mut Visit<'_>) -> Answer {
    let target = of_entry(visit)?;
    keep(visit, &target)
}

/// The page for a session.
pub(crate) fn session_page(visit: &mut Visit<'_>) -> Answer {
    let target = of_session(visit)?;
    ask(visit, &target)
}

/// Adds it to all entries of a session that still stand.
pub(crate) fn session_submit(visit: &mut Visit<'_>) -> Answer {
    let target = of_session(visit)?;
    keep(visit, &target)
}
