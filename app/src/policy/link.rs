//! Linking records to clauses and taking links off again. The policy's own words stay untouched.

use super::clause::{link_of, see, show};
use super::import::count;
use super::show::asked;
use super::tree::address;
use super::{Link, cited, shown, store};
use crate::failure::Failure;
use crate::framework;
use crate::visit::{Answer, Reply, Visit};
use database::{Id, LogEntry};

fn entry(visit: &Visit<'_>, action: &str, policy_id: Id, link: &Link) -> LogEntry {
    visit.entry(
        action,
        "policy",
        policy_id,
        serde_json::json!({ "clause": link.clause_id, "kind": link.kind.key(),
            "record": link.record_id.to_string() }),
    )
}

/// Links the record that was chosen.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let seen = see(visit)?;
    let choices = seen.choices();
    let chosen = visit
        .form
        .choice("record", "an activity, a measure or a partner", &choices);
    let Some(link) = chosen.and_then(|key| link_of(&seen.clause.id, &key)) else {
        return show(visit, seen);
    };
    let policy_id = seen.policy.id;
    let entry = entry(visit, "linked record to clause", policy_id, &link);
    visit.write(|mut write| {
        store::link_add(&mut write, policy_id, &link, visit.now)?;
        Ok(write.commit(entry.clone(), ())?)
    })?;
    let words = seen.records.get(&(link.kind, link.record_id));
    Reply::see(
        address(policy_id, &seen.clause.id, ""),
        format!(
            "{} is linked to clause {}.",
            words.map(String::as_str).unwrap_or_default(),
            seen.clause.id
        ),
    )
}

/// Takes a link off. One that somebody took off already is gone all the same.
pub(crate) fn remove(visit: &mut Visit<'_>) -> Answer {
    let seen = see(visit)?;
    let policy_id = seen.policy.id;
    let link = link_of(&seen.clause.id, visit.form.value("unlinked"))
        .filter(|link| seen.links.contains(link))
        .ok_or(Failure::Changed("This link has been removed already."))?;
    let entry = entry(visit, "removed record from clause", policy_id, &link);
    visit.write(|mut write| {
        store::link_remove(&mut write, policy_id, &link)?;
        Ok(write.commit(entry.clone(), ())?)
    })?;
    Reply::see(
        address(policy_id, &seen.clause.id, ""),
        "The link is removed. The record itself stays.",
    )
}

/// Links every measure that the policy cites: for a framework adopted after the policy came.
pub(crate) fn submit_cited(visit: &mut Visit<'_>) -> Answer {
    let asked = asked(visit)?;
    let (policy_id, missing) = visit.read(|read| {
        let versions = store::versions(read)?;
        let policy_id = shown(&versions, asked).ok_or(Failure::NotFound)?.id;
        let links = store::links(read, policy_id)?;
        let clauses = store::clauses(read, policy_id)?;
        let mut cited = cited::links(&clauses, &framework::measures(read)?);
        cited.retain(|link| !links.contains(link));
        Ok((policy_id, cited))
    })?;
    if !missing.is_empty() {
        let entries: Vec<LogEntry> = missing
            .iter()
            .map(|link| entry(visit, "linked record to clause", policy_id, link))
            .collect();
        visit.write(|mut write| {
            for link in &missing {
                store::link_add(&mut write, policy_id, link, visit.now)?;
            }
            Ok(write.commit_all(&entries, ())?)
        })?;
    }
    Reply::see(
        format!("/policy?version={policy_id}"),
        format!("{} made.", count(missing.len(), "link was", "links were")),
    )
}
