//! What a year's account in pounds needs besides the figures: what was invested, and how the account
//! answers the principles of social value.

use super::show::{field, shown, year};
use super::{Answered, Investment, store};
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};
use database::Id;
use domain::valuation::{Pence, Principle};

/// Adds what was invested.
pub(crate) fn invest(visit: &mut Visit<'_>) -> Answer {
    let year = year(visit)?;
    let purpose = visit.form.required("purpose", "what it was spent on", 200);
    let pence = visit.form.pence("invested", "Pounds invested");
    if pence.is_some_and(|pence| pence <= 0) {
        visit.form.refuse("invested", "Enter more than £0");
    }
    let (Some(purpose), Some(pence), false) = (purpose, pence, visit.form.is_refused()) else {
        return shown(visit);
    };
    let investment = Investment {
        id: visit.new_id(),
        purpose,
        pence: Pence(pence),
    };
    let said = serde_json::json!({ "year": year.to_string(), "purpose": investment.purpose,
        "pence": investment.pence.0 });
    let entry = visit.entry("added investment", "investment", investment.id, said);
    visit.write(|mut write| {
        store::investment_add(&mut write, year, &investment, visit.now)?;
        Ok(write.commit(entry.clone(), ())?)
    })?;
    Reply::see(format!("/value?year={year}"), "The investment is added.")
}

/// Takes an investment away again.
pub(crate) fn take_away(visit: &mut Visit<'_>) -> Answer {
    let year = year(visit)?;
    let asked = Id::parse_str(visit.form.value("investment")).ok();
    let kept = visit.read(|read| store::investments(read, year))?;
    let found = kept.into_iter().find(|one| Some(one.id) == asked);
    let Some(found) = found else {
        return Err(Failure::Changed(
            "This investment has been removed already.",
        ));
    };
    let said = serde_json::json!({ "year": year.to_string(), "purpose": found.purpose,
        "pence": found.pence.0 });
    let entry = visit.entry("removed investment", "investment", found.id, said);
    visit.write(|mut write| {
        store::investment_remove(&mut write, year, found.id)?;
        Ok(write.commit(entry.clone(), ())?)
    })?;
    Reply::see(format!("/value?year={year}"), "The investment is removed.")
}

/// Says how the year's account answers the principles; an empty answer leaves what was said.
pub(crate) fn answer(visit: &mut Visit<'_>) -> Answer {
    let year = year(visit)?;
    let mut answers = Vec::new();
    for principle in Principle::ALL {
        let answer = visit
            .form
            .optional(&field(principle), principle.name(), 1_000);
        answers.extend(answer.map(|answer| Answered { principle, answer }));
    }
    if visit.form.is_refused() {
        return shown(visit);
    }
    if answers.is_empty() {
        return Reply::see(
            format!("/value?year={year}"),
            "Nothing was typed, so what was said stays.",
        );
    }
    let given: Vec<&str> = answers.iter().map(|one| one.principle.key()).collect();
    let said = serde_json::json!({ "year": year.to_string(), "principles": given });
    let id = visit.who()?.organisation_id;
    let entry = visit.entry(
        "answered principles of social value",
        "organisation",
        id,
        said,
    );
    visit.write(|mut write| {
        for answered in &answers {
            store::answer_set(&mut write, year, answered, visit.now)?;
        }
        Ok(write.commit(entry.clone(), ())?)
    })?;
    Reply::see(format!("/value?year={year}"), "The answers are kept.")
}
