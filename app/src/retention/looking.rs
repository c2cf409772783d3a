//! Looking for what may go: each record by its own class and by the class of every contract it belongs to,
//! less what a hold keeps. It decides nothing of its own: the domain does.

use super::{ContractRule, Dated, store};
use crate::contracts::{self, Contract};
use crate::failure::Failure;
use database::{Id, Read};
use domain::retention::{
    Class, Covers, Due, Event, FLOOR_YEARS, RecordKind, anniversary, due, holding, shipped,
};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// The most records of one disposal.
pub(super) const MOST: i64 = 500;

/// Everything by which a record's day follows.
pub(super) struct Rules {
    pub(super) classes: BTreeMap<String, Class>,
    kinds: BTreeMap<RecordKind, String>,
    contracts: BTreeMap<Id, (Contract, Option<ContractRule>)>,
    pub(super) holds: Vec<Covers>,
}

impl Rules {
    /// As they stand in this view.
    pub(super) fn read(read: &mut Read<'_>) -> Result<Self, Failure> {
        let mut said = store::contract_rules(read)?;
        let all = contracts::all(read)?.into_iter();
        Ok(Self {
            classes: store::classes(read)?,
            kinds: store::rules(read)?,
            contracts: all
                .map(|contract| (contract.id, (contract.clone(), said.remove(&contract.id))))
                .collect(),
            holds: store::holds::standing(read)?,
        })
    }

    /// The class of a kind of record.
    pub(super) fn class(&self, kind: RecordKind) -> Class {
        let given = self.kinds.get(&kind).and_then(|key| self.classes.get(key));
        let own = shipped(kind);
        let as_it_stands = self.classes.get(&own.key).cloned();
        given.cloned().or(as_it_stands).unwrap_or(own)
    }

    /// The class of a contract's records, and what is known of its days.
    pub(super) fn contract(&self, id: Id) -> Option<(Class, Event)> {
        let (contract, rule) = self.contracts.get(&id)?;
        let key = rule.as_ref().map_or("funded", |rule| &rule.class_key);
        let class = self.classes.get(key)?.clone();
        let event = Event {
            happened_on: Some(contract.ends_on),
            last_payment_on: rule.as_ref().and_then(|rule| rule.last_payment_on),
            contract_ended_on: Some(contract.ends_on),
            partnership_ended_on: None,
            not_before: rule.as_ref().and_then(|rule| rule.not_before),
        };
        Some((class, event))
    }

    /// When a record may go: its own class, and each of its contracts.
    pub(super) fn due(&self, record: &super::Record) -> Due {
        let own = due(&self.class(record.subject.kind), &record.event);
        let of_contract = |id: &Id| {
            self.contract(*id)
                .map_or(Due::NotYetKnown, |(class, event)| due(&class, &event))
        };
        let contracts = record.subject.contracts.iter().map(of_contract);
        contracts.fold(own, Due::and)
    }
}

/// What was found of a kind.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// May go today and nothing holds it.
    pub(super) free: Vec<Dated>,
    /// Would go, but something holds it: shown only to those who may see holds.
    pub(super) held: Vec<Dated>,
    /// Wait for a contract of which nobody has said the last payment, or that asks for longer.
    pub(super) waiting: usize,
}

/// The records of a kind that are old enough, by what their rules say today.
pub(super) fn look(
    read: &mut Read<'_>,
    (kind, today): (RecordKind, Date),
    rules: &Rules,
) -> Result<Found, Failure> {
    let mut found = Found::default();
    let until = floor(today);
    for (id, on) in store::facts::happened(read, (kind, until), (None, MOST))? {
        let record = store::facts::record(read, (kind, id, on), &rules.holds)?;
        let due = rules.due(&record);
        if !due.is_over(today) {
            found.waiting += 1;
        } else if holding(&record.subject, &rules.holds) > 0 {
            found.held.push(Dated { record, due });
        } else {
            found.free.push(Dated { record, due });
        }
    }
    Ok(found)
}

/// The last day of which anything could be old enough by the floor alone.
fn floor(today: Date) -> Date {
    let mut day = anniversary(today, -FLOOR_YEARS);
    while anniversary(day, FLOOR_YEARS) >= today {
        day = day.yesterday().unwrap_or(Date::MIN);
    }
    day
}

/// One record, if it may go today and nothing holds it. Asked within the transaction in which it goes.
pub(super) fn may_go(
    read: &mut Read<'_>,
    (kind, id, today): (RecordKind, Id, Date),
    rules: &Rules,
) -> Result<Option<Dated>, Failure> {
    let found = store::facts::happened(read, (kind, floor(today)), (Some(id), 1))?;
    let Some((id, on)) = found.first().copied() else {
        return Ok(None);
    };
    let record = store::facts::record(read, (kind, id, on), &rules.holds)?;
    let due = rules.due(&record);
    let is_free = due.is_over(today) && holding(&record.subject, &rules.holds) == 0;
    Ok(is_free.then_some(Dated { record, due }))
}

/// Whether a record of a kind has to be kept today, by its class, a contract or a hold. One that has gone
/// is not.
pub(crate) fn is_kept(
    read: &mut Read<'_>,
    (kind, id): (RecordKind, Id),
    today: Date,
) -> Result<Option<()>, Failure> {
    let rules = Rules::read(read)?;
    let free = may_go(read, (kind, id, today), &rules)?;
    Ok(if free.is_some() { None } else { Some(()) })
}

/// Whether a hold keeps everything, or whatever holds this reference.
pub(crate) fn is_person_held(read: &mut Read<'_>, reference: &str) -> Result<Option<()>, Failure> {
    let holds = store::holds::standing(read)?;
    let keeps = |hold: &Covers| match hold {
        Covers::Everything => true,
        Covers::Learner(held) => held == reference,
        Covers::Kind(_) | Covers::Contract(_) | Covers::Partner(_) | Covers::Record(..) => false,
    };
    Ok(holds.iter().any(keeps).then_some(()))
}

/// How long each kind of record is kept, in words.
pub(crate) fn in_words(read: &mut Read<'_>) -> Result<BTreeMap<RecordKind, String>, Failure> {
    let rules = Rules::read(read)?;
    let kinds = RecordKind::ALL.into_iter();
    Ok(kinds
        .map(|kind| (kind, rules.class(kind).in_words()))
        .collect())
}
