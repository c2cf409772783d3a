//! How long records are kept (P5e).

use super::{Judged, counted};

/// The least number of years.
const LEAST_YEARS: i64 = 6;

const NUMBERS: [&str; 13] = [
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve",
];

/// The years that a rule of a contract says: the number before the word.
fn years(rule: &str) -> Option<i64> {
    let words: Vec<String> = rule
        .to_lowercase()
        .split(|one: char| !one.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect();
    let at = words.iter().position(|word| word.starts_with("year"))?;
    let number = words.get(at.checked_sub(1)?)?;
    let spelled = NUMBERS.iter().position(|name| name == number);
    number
        .parse()
        .ok()
        .or_else(|| spelled.and_then(|number| i64::try_from(number).ok()))
}

/// Whether a rule says from which event the years run.
fn has_trigger(rule: &str) -> bool {
    let rule = rule.to_lowercase();
    ["after", "from", "end of", "until"]
        .iter()
        .any(|word| rule.contains(word))
}

/// P5e: the rules of the contracts, each with the name of its contract. Nothing that counts can be
/// removed: there is no such page.
pub fn retention(rules: &[(String, String)]) -> Judged {
    let short = rules
        .iter()
        .find(|(_, rule)| years(rule).is_some_and(|years| years < LEAST_YEARS));
    let open = rules
        .iter()
        .find(|(_, rule)| years(rule).is_none() || !has_trigger(rule));
    match (rules, short, open) {
        ([], _, _) => Judged::unknown("No contract says yet how long its records are kept."),
        (_, Some((contract, rule)), _) => Judged::broken(format!(
            "Records of {contract} are kept by ‘{rule}’, which is less than six years."
        )),
        (_, None, Some((contract, rule))) => Judged::at_risk(format!(
            "Records of {contract} are kept by ‘{rule}’, which does not say for how many years and from which event."
        )),
        (rules, None, None) => Judged::met(format!(
            "{} for six years or longer from an event that is named, and nothing that counts can be removed.",
            counted(
                i64::try_from(rules.len()).unwrap_or(i64::MAX),
                "contract has its records kept",
                "contracts have their records kept"
            )
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::obligations::State;

    fn of(rule: &str) -> State {
        retention(&[("ASF".to_owned(), rule.to_owned())]).state
    }

    #[test]
    fn p5e_a_rule_of_less_than_six_years_is_broken_and_one_without_event_at_risk() {
        assert_eq!(retention(&[]).state, State::NotYetKnown);
        assert_eq!(of("Six years after the last payment"), State::Met);
        assert_eq!(of("10 years from the end of the contract"), State::Met);
        assert_eq!(of("Five years after the last payment"), State::Broken);
        assert_eq!(of("at least 6 years"), State::AtRisk);
        assert_eq!(of("By the funding rules"), State::AtRisk);
    }
}
