//! Clauses of an old version that had links or obligations and found no clause of the new one: somebody
//! says which clause stands for each, or that none does.

use super::show::asked;
use super::tree::words;
use super::{Policy, assigning, shown, store};
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use database::Id;
use pages::{Choice, Form, Frame};

/// A clause that found none.
struct Lost {
    old_policy_id: Id,
    old_clause_id: String,
    words: String,
}

#[derive(Template)]
#[template(path = "policy/matching.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
    policy: &'a Policy,
    /// The first that is left, and how many are.
    lost: Option<Lost>,
    left: usize,
    choices: Vec<Choice>,
}

struct Seen {
    policy: Policy,
    lost: Vec<Lost>,
    choices: Vec<Choice>,
}

fn see(visit: &Visit<'_>) -> Result<Seen, Failure> {
    let asked = asked(visit)?;
    visit.read(|read| {
        let versions = store::versions(read)?;
        let policy = shown(&versions, asked).cloned().ok_or(Failure::NotFound)?;
        let mut lost = Vec::new();
        for (old_policy_id, old_clause_id) in store::unmatched(read, policy.id)? {
            let clauses = store::clauses(read, old_policy_id)?;
            let clause = clauses.iter().find(|clause| clause.id == old_clause_id);
            lost.push(Lost {
                old_policy_id,
                words: clause.map(words).unwrap_or_default(),
                old_clause_id,
            });
        }
        let mut choices = vec![Choice::new("none", "No clause asks for it any more")];
        for clause in store::clauses(read, policy.id)? {
            let text = format!("{} {}", clause.id, words(&clause));
            choices.push(Choice::new(clause.id, text));
        }
        Ok(Seen {
            policy,
            lost,
            choices,
        })
    })
}

fn show(visit: &Visit<'_>, seen: Seen) -> Answer {
    let left = seen.lost.len();
    let page = Page {
        frame: visit.frame(),
        form: &visit.form,
        policy: &seen.policy,
        lost: seen.lost.into_iter().next(),
        left,
        choices: seen.choices,
    };
    Reply::form(&page, &visit.form)
}

/// The page: one clause after another.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let seen = see(visit)?;
    show(visit, seen)
}

/// Keeps the answer, and goes on with the next.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let seen = see(visit)?;
    let old = visit.form.value("old_clause").to_owned();
    let lost = seen.lost.iter().find(|lost| lost.old_clause_id == old);
    let lost = lost.ok_or(Failure::Changed("This clause has been answered already."))?;
    let chosen = visit
        .form
        .choice("clause", "the clause that stands for it", &seen.choices);
    let Some(chosen) = chosen else {
        return show(visit, seen);
    };
    let clause_id = (chosen != "none").then_some(chosen);
    let policy = &seen.policy;
    let content = serde_json::json!({ "old_clause": old, "clause": clause_id });
    let entry = visit.entry(
        "matched clause of old version",
        "policy",
        policy.id,
        content,
    );
    let from = (lost.old_policy_id, lost.old_clause_id.as_str());
    visit.write(|mut write| {
        let answer = (clause_id.as_deref(), visit.now);
        store::unmatched_answer(&mut write, policy.id, from, answer)?;
        if let Some(clause_id) = &clause_id {
            assigning::take_over(&mut write, from, (policy, clause_id))?;
        }
        Ok(write.commit(entry.clone(), ())?)
    })?;
    super::keep_states(visit.app, visit.scope()?, visit.now)?;
    Reply::see(
        format!("/policy/matching?version={}", policy.id),
        format!("Clause {old} is answered."),
    )
}
