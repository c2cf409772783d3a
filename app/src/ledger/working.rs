//! How a quantity was worked out by one of the rules of counting, kept with its entry so that a reader
//! can do the sum again.

use super::store;
use crate::failure::Failure;
use crate::framework::Measure;
use database::{Id, Read};
use domain::counting::{Asked, Rule, Worked};
use domain::ledger::Quantity;
use pages::Form;

/// How an entry was counted, as its page says it.
#[derive(Debug, Clone)]
pub(super) struct Counted {
    pub(super) rule: &'static str,
    pub(super) source: &'static str,
    pub(super) working: String,
}

/// The field of one thing that a rule asks for.
pub(super) fn field(asked: &Asked) -> String {
    format!("answer-{}", asked.key)
}

/// What the answers of a form come to by a rule, for a measure whose unit the rule gives.
pub(super) fn read(form: &mut Form, rule: Rule, measure: Option<&Measure>) -> Option<Worked> {
    if let Some(measure) = measure
        && !Rule::for_unit(&measure.unit).contains(&rule)
    {
        let (code, unit) = (&measure.code, &measure.unit);
        let words = format!(
            "{code} is counted in {unit}, which this calculation does not give: choose another measure or calculation"
        );
        form.refuse("measure", words);
    }
    let answers: Vec<Option<Quantity>> = rule
        .asks()
        .iter()
        .map(|asked| form.thousandths(&field(asked), asked.label).map(Quantity))
        .collect();
    let answers: Vec<Quantity> = answers.into_iter().collect::<Option<_>>()?;
    match rule.work_out(&answers) {
        Ok(worked) => Some(worked),
        Err(refused) => {
            let first = rule.asks().first().map(field).unwrap_or_default();
            form.refuse(&first, refused.to_string());
            None
        }
    }
}

/// How an entry was counted, if a rule worked it out.
pub(super) fn of(read: &mut Read<'_>, entry_id: Id) -> Result<Option<Counted>, Failure> {
    let kept = store::working(read, entry_id)?;
    Ok(kept.and_then(|(key, working)| {
        let rule = Rule::from_key(&key)?;
        Some(Counted {
            rule: rule.name(),
            source: rule.source(),
            working,
        })
    }))
}
