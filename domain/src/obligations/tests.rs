use super::*;
use crate::policy::read;
use jiff::civil::date;

const SAMPLE: &str = include_str!("../../samples/policy.txt");

fn clauses(text: &str) -> Vec<(String, String)> {
    let document = read(text).unwrap();
    let clauses = document.clauses.into_iter();
    clauses.map(|clause| (clause.id, clause.text)).collect()
}

/// Every check finds a clause, and the clause speaks of it.
fn all_are_placed(text: &str) {
    let clauses = clauses(text);
    for check in Check::all().filter(|check| !check.section.is_empty()) {
        let found = place(check, &clauses);
        assert!(found.is_some(), "{} finds no clause", check.key);
        let first = check.section.get(..2).unwrap_or(check.section);
        if check.key != "P1.2f" {
            assert!(
                found.unwrap().starts_with(first),
                "{}: {found:?}",
                check.key
            );
        }
    }
}

#[test]
fn every_check_finds_its_clause_in_the_sample_and_in_the_real_policy() {
    all_are_placed(SAMPLE);
    match std::env::var("COMMONWEAL_POLICY_FILE") {
        Ok(file) => all_are_placed(&std::fs::read_to_string(file).unwrap()),
        Err(_) => println!("not run: COMMONWEAL_POLICY_FILE names no policy"),
    }
}

#[test]
fn checks_have_one_name_each_and_states_are_found_by_their_keys() {
    let keys: std::collections::BTreeSet<&str> = Check::all().map(|check| check.key).collect();
    assert_eq!(keys.len(), 41);
    assert_eq!(Check::all().count(), 41);
    assert_eq!(Check::from_key("P4c").unwrap().section, "P4");
    for state in State::ALL {
        assert_eq!(State::from_key(state.key()), Some(state));
    }
    assert_eq!(State::from_key("fine"), None);
}

#[test]
fn what_is_attested_is_known_only_as_long_as_it_was_said() {
    let today = date(2026, 11, 10);
    let said = |due_on, last| Attested {
        owner: "Leila",
        due_on,
        last,
    };
    let state = |said: &Attested<'_>| attested(said, today).state;
    let later = date(2027, 11, 10);
    assert_eq!(state(&said(later, None)), State::NotYetKnown);
    assert_eq!(state(&said(date(2026, 11, 9), None)), State::Broken);
    let kept = Some((date(2026, 11, 1), Attestation::Kept));
    assert_eq!(state(&said(later, kept)), State::Met);
    assert_eq!(state(&said(date(2026, 12, 1), kept)), State::AtRisk);
    assert_eq!(state(&said(date(2026, 11, 9), kept)), State::Broken);
    let not = Some((date(2026, 11, 1), Attestation::NotKept));
    assert_eq!(state(&said(later, not)), State::Broken);
}

fn pairs(clauses: &[(&str, &str)]) -> Vec<(String, String)> {
    let own = |(id, words): &(&str, &str)| ((*id).to_owned(), (*words).to_owned());
    clauses.iter().map(own).collect()
}

#[test]
fn a_clause_of_a_new_version_is_found_by_its_words_and_else_by_its_number() {
    let old = pairs(&[
        ("P1a", "We do good where we work"),
        ("P1b", "Records are kept for six years"),
        ("P1c", "Cake on Fridays"),
    ]);
    let new = pairs(&[
        ("P1a", "A new beginning"),
        ("P1b", "We do good where we work"),
        (
            "P1c",
            "Records are kept for six years from the last payment",
        ),
    ]);
    let found = carried(&old, &new);
    assert_eq!(found.get("P1a").map(String::as_str), Some("P1b"));
    assert_eq!(found.get("P1b").map(String::as_str), Some("P1c"));
    assert_eq!(found.get("P1c"), None);
}

#[test]
fn two_versions_differ_clause_by_clause_and_word_by_word() {
    let old = pairs(&[
        ("P1a", "Keep for six years"),
        ("P1b", "Cake"),
        ("P1c", "Same words here"),
    ]);
    let new = pairs(&[
        ("P1a", "Keep for seven years"),
        ("P1b", "Same words here"),
        ("P1c", "Entirely other"),
    ]);
    let found = differences(&old, &new);
    let [
        Difference::Changed { pieces, .. },
        Difference::Removed { old, .. },
        Difference::Same { .. },
        Difference::Added { new, .. },
    ] = found.as_slice()
    else {
        panic!("{found:?}");
    };
    assert_eq!((old.as_str(), new.as_str()), ("P1b", "P1c"));
    assert!(pieces.contains(&Piece::Removed("six".to_owned())));
    assert!(pieces.contains(&Piece::Added("seven".to_owned())));
}
