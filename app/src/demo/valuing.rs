//! What the example says its work is worth in pounds: values and assumptions of the organisation's own, as
//! invented as everything else in it, what was invested, and how the account answers the principles.

use super::script::date;
use super::stage::Stage;
use crate::failure::Failure;
use crate::valuation;
use database::Id;
use domain::people::Role;
use domain::valuation::Principle;
use jiff::ToSpan;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Pounds for one unit of a measure.
const VALUES: &[(&str, &str)] = &[
    ("HM1", "1450"),
    ("HM7", "7.5"),
    ("HM11", "24.125"),
    ("HM12", "9.375"),
];

/// What is assumed of a job that lasts.
const LASTING: [(&str, &str); 7] = [
    ("action", "assume"),
    ("years", "2"),
    ("deadweight", "25"),
    ("displacement", "10"),
    ("attribution", "20"),
    ("drop_off", "50"),
    (
        "reason",
        "Invented for the example; with real figures, name your own study here",
    ),
];

fn answer(principle: Principle) -> &'static str {
    match principle {
        Principle::Stakeholders => {
            "Learners, partners and colleagues were asked in the spring round what the year changed for them."
        }
        Principle::Changes => {
            "Questionnaires before and after, and calls to those in work; what got worse was asked too."
        }
        Principle::Matters => {
            "Only what people said matters to them has a value; the others are quantities alone."
        }
        Principle::Material => {
            "Four measures are valued; the rest would not change the sum by much."
        }
        Principle::Overclaim => {
            "What contracts pay for is left out, and of lasting jobs what would have happened anyway."
        }
        Principle::Transparent => "Each row shows its value, its source and its working.",
        Principle::Verify => {
            "Entries are evidenced, reviewed each quarter and open to the auditor."
        }
        Principle::Responsive => {
            "What the account shows decides where mock interviews are offered next year."
        }
    }
}

/// Says the values on the first day, before anything is signed.
pub(super) fn value(
    stage: &Stage<'_>,
    measures: &BTreeMap<String, Id>,
    first: Date,
) -> Result<(), Failure> {
    let say = |code: &str, field: &str, words: &[(&str, &str)]| {
        let id = measures.get(code).ok_or(Failure::NotFound)?.to_string();
        let day = date(field, first);
        let mut typed: Vec<(&str, &str)> = words.to_vec();
        typed.extend(
            day.iter()
                .map(|(name, value)| (name.as_str(), value.as_str())),
        );
        let lead = stage.actor(Role::Lead, 0)?;
        let visit = stage.visit((lead, first), &[("id", id.as_str())], &typed);
        stage.send(valuation::measure::submit, visit)
    };
    for (code, pounds) in VALUES {
        let words = [
            ("action", "value"),
            ("pounds", *pounds),
            ("source", "Invented for the example"),
        ];
        say(code, "value_from", &words)?;
    }
    say("HM1", "assumed_from", &LASTING)?;
    Ok(())
}

/// At the end of the year: what was invested, and the answers.
pub(super) fn account(stage: &Stage<'_>) -> Result<(), Failure> {
    let [.., last] = stage.signed_year.quarters();
    let day = stage.calendar.last_day(last).saturating_sub(2.days());
    let lead = stage.actor(Role::Lead, 0)?;
    let spent = [
        (
            "purpose",
            "A day a week of the Social Value Lead, rooms and materials",
        ),
        ("invested", "21,400"),
    ];
    let visit = stage.visit((lead, day), &[], &spent);
    stage.send(valuation::account::invest, visit)?;
    let said = Principle::ALL.map(|one| (format!("principle-{}", one.key()), answer(one)));
    let said: Vec<(&str, &str)> = said
        .iter()
        .map(|(field, it)| (field.as_str(), *it))
        .collect();
    stage.send(
        valuation::account::answer,
        stage.visit((lead, day), &[], &said),
    )?;
    Ok(())
}
