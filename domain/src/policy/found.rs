//! What the clauses name: partners, and measures by their codes.

use super::{Citation, Clause, ClauseKind, ListedPartner};

/// Partners: lines of the form `Name - what it does` in a section about partnerships.
pub(super) fn partners(clauses: &[Clause]) -> Vec<ListedPartner> {
    let mut is_about_partners = false;
    let mut found: Vec<ListedPartner> = Vec::new();
    for clause in clauses {
        if let Some(heading) = &clause.heading {
            is_about_partners =
                heading.to_uppercase().contains("PARTNER") && clause.id.starts_with('P');
        }
        if !is_about_partners {
            continue;
        }
        let parts = [" - ", " – ", " — ", ": "]
            .iter()
            .find_map(|mark| clause.text.split_once(mark));
        let Some((name, description)) = parts else {
            continue;
        };
        let is_name = name.split_whitespace().count() <= 8
            && name.starts_with(|letter: char| letter.is_uppercase() || letter.is_numeric());
        if is_name && !description.trim().is_empty() && clause.kind != ClauseKind::Heading {
            found.push(ListedPartner {
                name: name.trim().to_owned(),
                description: description.trim().to_owned(),
                clause_id: clause.id.clone(),
            });
        }
    }
    found
}

/// Measures of the National TOMs by their codes, `NT1` or `NT3a`.
pub(super) fn citations(clauses: &[Clause]) -> Vec<Citation> {
    let mut found = Vec::new();
    for clause in clauses {
        for code in codes(&clause.text) {
            found.push(Citation {
                code,
                clause_id: clause.id.clone(),
                wording: clause.text.clone(),
            });
        }
    }
    found
}

/// The codes of measures in a text.
pub(super) fn codes(text: &str) -> Vec<String> {
    text.split(|letter: char| !letter.is_ascii_alphanumeric())
        .filter(|word| {
            let Some(rest) = word.strip_prefix("NT") else {
                return false;
            };
            let digits = rest.trim_end_matches(|letter: char| letter.is_ascii_lowercase());
            (1..=3).contains(&digits.len())
                && rest.len() - digits.len() <= 1
                && digits.chars().all(|letter| letter.is_ascii_digit())
        })
        .map(str::to_owned)
        .collect()
}
