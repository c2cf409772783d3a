//! Listing a contract and changing one.

use super::{Contract, store};
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use pages::{Form, Frame};

#[derive(Template)]
#[template(path = "contracts/edit.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
    heading: &'static str,
    action: String,
    back: String,
    button: &'static str,
}

fn shown(visit: &Visit<'_>, changed: Option<&Contract>) -> Answer {
    let (heading, button) = match changed {
        None => ("List a contract", "List the contract"),
        Some(_) => ("Change the contract", "Save the changes"),
    };
    let (action, back) = match changed {
        None => ("/contracts/new".to_owned(), "/contracts".to_owned()),
        Some(changed) => (
            format!("/contracts/{}/change", changed.id),
            format!("/contracts/{}", changed.id),
        ),
    };
    let page = Page {
        frame: visit.frame(),
        form: &visit.form,
        heading,
        action,
        back,
        button,
    };
    Reply::form(&page, &visit.form)
}

/// The contract of the address.
fn changed(visit: &Visit<'_>) -> Result<Contract, Failure> {
    let id = visit.id("id")?;
    let found = visit.read(|read| store::find(read, id))?;
    found.ok_or(Failure::NotFound)
}

/// The page of a new contract.
pub(crate) fn new_page(visit: &mut Visit<'_>) -> Answer {
    shown(visit, None)
}

/// The page of one that is changed.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let changed = changed(visit)?;
    visit.form = Form::new()
        .with("funder", &changed.funder)
        .with("number", &changed.number)
        .with("stream", &changed.stream)
        .with("former_stream", &changed.former_stream)
        .with_date("starts_on", changed.starts_on)
        .with_date("ends_on", changed.ends_on)
        .with("retention_class", &changed.retention_class);
    shown(visit, Some(&changed))
}

/// The contract as typed, if it can be so.
fn read(visit: &mut Visit<'_>, changed: Option<&Contract>) -> Result<Option<Contract>, Failure> {
    let others = visit.read(store::all)?;
    let new_id = visit.new_id();
    let id = changed.map_or(new_id, |changed| changed.id);
    let form = &mut visit.form;
    let funder = form.required("funder", "Funder", 150);
    let number = form.required("number", "Number", 60);
    let stream = form.required("stream", "Funding stream", 150);
    let former_stream = form.optional("former_stream", "What the stream was called before", 150);
    let starts_on = form.date("starts_on", "First day");
    let ends_on = form.date("ends_on", "Last day");
    let retention_class = form.required("retention_class", "How long its records are kept", 150);
    if let (Some(first), Some(last)) = (starts_on, ends_on)
        && last < first
    {
        form.refuse(
            "ends_on",
            "The last day must be the same as or after the first day",
        );
    }
    if let (Some(funder), Some(number)) = (&funder, &number) {
        let is_same = |other: &&Contract| {
            other.id != id
                && other.funder.to_lowercase() == funder.to_lowercase()
                && other.number.to_lowercase() == number.to_lowercase()
        };
        if others.iter().find(is_same).is_some() {
            form.refuse(
                "number",
                "A contract of this funder and number is listed already",
            );
        }
    }
    let (Some(funder), Some(number), Some(stream), Some(starts_on), Some(ends_on)) =
        (funder, number, stream, starts_on, ends_on)
    else {
        return Ok(None);
    };
    let contract = Contract {
        id,
        funder,
        number,
        stream,
        former_stream: former_stream.unwrap_or_default(),
        starts_on,
        ends_on,
        retention_class: retention_class.unwrap_or_default(),
    };
    Ok(Some(contract).filter(|_| !form.is_refused()))
}

fn said(contract: &Contract) -> serde_json::Value {
    serde_json::json!({ "funder": contract.funder, "number": contract.number,
        "stream": contract.stream, "former_stream": contract.former_stream,
        "starts_on": contract.starts_on.to_string(), "ends_on": contract.ends_on.to_string(),
        "retention_class": contract.retention_class })
}

/// Lists it.
pub(crate) fn new_submit(visit: &mut Visit<'_>) -> Answer {
    let Some(contract) = read(visit, None)? else {
        return shown(visit, None);
    };
    let entry = visit.entry("listed contract", "contract", contract.id, said(&contract));
    visit.write(|mut write| {
        store::add(&mut write, &contract, visit.now)?;
        Ok(write.commit(entry.clone(), ())?)
    })?;
    Reply::see(
        format!("/contracts/{}", contract.id),
        "The contract is listed. Entries can name it from now on.",
    )
}

/// Changes it.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let changed = changed(visit)?;
    let Some(contract) = read(visit, Some(&changed))? else {
        return shown(visit, Some(&changed));
    };
    let entry = visit.entry("changed contract", "contract", contract.id, said(&contract));
    visit.write(|mut write| {
        store::change(&mut write, &contract)?;
        Ok(write.commit(entry.clone(), ())?)
    })?;
    Reply::see(
        format!("/contracts/{}", contract.id),
        "The contract is changed.",
    )
}
