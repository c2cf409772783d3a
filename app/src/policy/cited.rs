//! Which measures a clause cites: their codes, or another code of the same measure, as whole words.

use super::{Clause, Link, LinkKind};
use crate::framework::Measure;
use std::collections::BTreeSet;

/// All codes a measure is cited by.
pub(super) fn codes(measure: &Measure) -> impl Iterator<Item = &str> {
    std::iter::once(measure.code.as_str()).chain(measure.aliases.split_whitespace())
}

/// The links that the citations in these clauses ask for.
pub(super) fn links(clauses: &[Clause], measures: &[Measure]) -> BTreeSet<Link> {
    let mut found = BTreeSet::new();
    for clause in clauses {
        for measure in measures {
            if codes(measure).any(|code| is_cited(&clause.text, code)) {
                found.insert(Link {
                    clause_id: clause.id.clone(),
                    kind: LinkKind::Measure,
                    record_id: measure.id,
                });
            }
        }
    }
    found
}

/// Whether a text names a code as a whole word. A code without a digit is an ordinary word, and says
/// nothing.
fn is_cited(text: &str, code: &str) -> bool {
    let is_code = code.chars().any(|sign| sign.is_ascii_digit());
    is_code
        && text.match_indices(code).any(|(at, _)| {
            let before = text.get(..at).and_then(|text| text.chars().next_back());
            let after = text
                .get(at.saturating_add(code.len())..)
                .and_then(|text| text.chars().next());
            !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
        })
}

#[cfg(test)]
mod tests {
    use super::is_cited;

    #[test]
    fn a_code_is_cited_as_a_whole_word_only() {
        for (text, code, cited) in [
            ("evidenced by NT1, NT20", "NT1", true),
            ("evidenced by NT1, NT20", "NT20", true),
            ("evidenced by NT20", "NT2", false),
            ("NT1", "NT1", true),
            ("(NT1c)", "NT1", false),
            ("xNT1", "NT1", false),
            ("Jobs for all", "Jobs", false),
            ("", "NT1", false),
        ] {
            assert_eq!(is_cited(text, code), cited, "{code} in ‘{text}’");
        }
    }
}
