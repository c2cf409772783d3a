//! Giving clauses their checks: all that seem to belong somewhere at once, or one to a clause; and keeping
//! how everything stands now.

use super::assigning::{assigned, obligation, suggested};
use super::clause::{see, show};
use super::obligations::{Standing, What};
use super::show::asked;
use super::tree::address;
use super::{Clause, shown, store};
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};
use domain::obligations::{Check, counted};
use pages::Choice;

/// The checks that no clause has, though one seems to ask for them.
pub(super) fn missing(
    clauses: &[Clause],
    standing: &[Standing],
) -> Vec<(&'static Check, Option<String>)> {
    let has = |check: &Check| {
        standing.iter().any(|one| match one.obligation.what {
            What::Check(known) => known.key == check.key,
            What::Attested { .. } => false,
        })
    };
    let mut found = suggested(clauses);
    found.retain(|(check, _)| !has(check));
    found
}

/// The checks of the library as choices.
pub(super) fn choices() -> Vec<Choice> {
    Check::all()
        .map(|check| Choice::new(check.key, format!("{}: {}", check.key, check.asks)))
        .collect()
}

/// Gives every check that no clause has to the clause that seems to ask for it.
pub(crate) fn suggest(visit: &mut Visit<'_>) -> Answer {
    let asked = asked(visit)?;
    let (policy_id, missing) = visit.read(|read| {
        let versions = store::versions(read)?;
        let policy_id = shown(&versions, asked).ok_or(Failure::NotFound)?.id;
        let clauses = store::clauses(read, policy_id)?;
        let has = assigned(&store::obligations(read, policy_id)?);
        let mut found = suggested(&clauses);
        found.retain(|(check, _)| !has.contains_key(check.key));
        Ok((policy_id, found))
    })?;
    if !missing.is_empty() {
        let keys: Vec<&str> = missing.iter().map(|(check, _)| check.key).collect();
        let content = serde_json::json!({ "checks": keys });
        let entry = visit.entry("gave checks to clauses", "policy", policy_id, content);
        visit.write(|mut write| {
            for (check, clause_id) in &missing {
                let obligation = obligation(policy_id, check, clause_id.clone());
                store::obligation_add(&mut write, &obligation, visit.now)?;
            }
            Ok(write.commit(entry.clone(), ())?)
        })?;
        super::keep_states(visit.app, visit.scope()?, visit.now)?;
    }
    let count = i64::try_from(missing.len()).unwrap_or(i64::MAX);
    Reply::see(
        format!("/policy?version={policy_id}"),
        format!(
            "{} given to clauses.",
            counted(count, "check was", "checks were")
        ),
    )
}

/// Gives a check to the clause of the address.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let seen = see(visit)?;
    let chosen = visit.form.choice("check", "a check", &choices());
    let Some(check) = chosen.and_then(|key| Check::from_key(&key)) else {
        return show(visit, seen);
    };
    if seen.has_check(check.key) {
        visit
            .form
            .refuse("check", "This clause has this check already");
        return show(visit, seen);
    }
    let (policy_id, clause_id) = (seen.policy.id, seen.clause.id.clone());
    let content = serde_json::json!({ "clause": clause_id, "check": check.key });
    let entry = visit.entry("gave check to clause", "policy", policy_id, content);
    let obligation = obligation(policy_id, check, Some(clause_id.clone()));
    visit.write(|mut write| {
        store::obligation_add(&mut write, &obligation, visit.now)?;
        Ok(write.commit(entry.clone(), ())?)
    })?;
    super::keep_states(visit.app, visit.scope()?, visit.now)?;
    Reply::see(
        address(policy_id, &clause_id, ""),
        format!("The clause is looked at now: {}.", check.asks),
    )
}

/// Keeps how everything stands now, without waiting for the clock.
pub(crate) fn look(visit: &mut Visit<'_>) -> Answer {
    let changed = super::keep_states(visit.app, visit.scope()?, visit.now)?;
    let count = i64::try_from(changed).unwrap_or(i64::MAX);
    let words = if count == 0 {
        "Nothing has changed since it was kept last.".to_owned()
    } else {
        format!(
            "{}, and it is kept.",
            counted(count, "state has changed", "states have changed")
        )
    };
    Reply::see("/policy", words)
}
