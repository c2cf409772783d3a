//! What a contract asks of its records: which class, when its last payment was made, and a day before which
//! nothing goes.

use super::{ContractRule, store};
use crate::contracts::{self, Contract};
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use domain::calendar::in_words;
use domain::people::Action;
use domain::retention::{Class, Due, Event, due};
use pages::{Choice, Form, Frame};
use std::collections::BTreeMap;

#[derive(Template)]
#[template(path = "retention/contract.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
    id: String,
    name: String,
    kept: String,
    classes: Vec<Choice>,
    can_manage: Option<()>,
    /// Whether the contract itself may be opened.
    can_open: Option<()>,
}

fn found(visit: &Visit<'_>) -> Result<(Contract, BTreeMap<String, Class>, ContractRule), Failure> {
    let id = visit.id("id")?;
    visit.read(|read| {
        let contract = contracts::find(read, id)?.ok_or(Failure::NotFound)?;
        let mut rules = store::contract_rules(read)?;
        let rule = rules.remove(&id).unwrap_or(ContractRule {
            class_key: "funded".to_owned(),
            last_payment_on: None,
            not_before: None,
        });
        Ok((contract, store::classes(read)?, rule))
    })
}

/// When its records may go, in a sentence.
fn kept(contract: &Contract, class: Option<&Class>, rule: &ContractRule) -> String {
    let event = Event {
        happened_on: Some(contract.ends_on),
        last_payment_on: rule.last_payment_on,
        contract_ended_on: Some(contract.ends_on),
        partnership_ended_on: None,
        not_before: rule.not_before,
    };
    match class.map(|class| due(class, &event)) {
        Some(Due::Known {
            counted_from,
            dispose_from,
            ..
        }) => format!(
            "Its years count from {}: what was done under it may go from {} at the earliest.",
            in_words(counted_from),
            in_words(dispose_from)
        ),
        Some(Due::NotYetKnown) | None => {
            "Nobody has said when its last payment was made, so nothing of it goes.".to_owned()
        }
    }
}

fn shown(
    visit: &Visit<'_>,
    (contract, classes, rule): &(Contract, BTreeMap<String, Class>, ContractRule),
) -> Answer {
    let choice = |class: &Class| {
        Choice::new(class.key.clone(), class.name.clone()).with_hint(class.in_words())
    };
    let page = Page {
        frame: visit.frame(),
        form: &visit.form,
        id: contract.id.to_string(),
        name: contract.name(),
        kept: kept(contract, classes.get(&rule.class_key), rule),
        classes: classes.values().map(choice).collect(),
        can_manage: visit.may(Action::ManageRetention).then_some(()),
        can_open: visit.may(Action::SeePractice).then_some(()),
    };
    Reply::form(&page, &visit.form)
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let found = found(visit)?;
    let mut form = Form::new().with("class", &found.2.class_key);
    if let Some(on) = found.2.last_payment_on {
        form = form.with_date("last_payment_on", on);
    }
    if let Some(on) = found.2.not_before {
        form = form.with_date("not_before", on);
    }
    visit.form = form;
    shown(visit, &found)
}

/// Keeps it.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let found = found(visit)?;
    let (contract, classes, _) = &found;
    let offered: Vec<Choice> = classes
        .values()
        .map(|class| Choice::new(class.key.clone(), class.name.clone()))
        .collect();
    let form = &mut visit.form;
    let class_key = form.choice("class", "How long its records are kept", &offered);
    let last_payment_on = form.optional_date("last_payment_on", "Last payment");
    let not_before = form.optional_date("not_before", "Not before");
    let class = class_key.and_then(|key| classes.get(&key)).cloned();
    let (Some(class), false) = (class, visit.form.is_refused()) else {
        return shown(visit, &found);
    };
    let rule = ContractRule {
        class_key: class.key.clone(),
        last_payment_on,
        not_before,
    };
    let day = |on: Option<jiff::civil::Date>| on.map(|on| on.to_string());
    let said = serde_json::json!({ "class": rule.class_key, "last_payment_on": day(last_payment_on),
        "not_before": day(not_before) });
    let entry = visit.entry("set retention of contract", "contract", contract.id, said);
    visit.write(|mut write| {
        // A rule refers to a class that is kept: a shipped one is kept as it is when it is first used.
        store::class_keep(&mut write, &class, visit.now)?;
        store::contract_rule_keep(&mut write, (contract.id, &rule), visit.now)?;
        Ok(write.commit(entry.clone(), ())?)
    })?;
    Reply::see(
        format!("/retention/contracts/{}", contract.id),
        "What the contract asks is kept.",
    )
}
