//! What the policy says it refers to: the list at its end.

use super::Clause;

/// The names of the documents that the policy refers to, in their order.
pub(super) fn named(clauses: &[Clause]) -> Vec<String> {
    let is_list = |clause: &&Clause| {
        let words = clause.text.to_lowercase();
        words.starts_with("references") || words.starts_with("linked documents")
    };
    let Some(list) = clauses.iter().find(is_list) else {
        return Vec::new();
    };
    clauses
        .iter()
        .filter(|clause| clause.parent_id.as_ref() == Some(&list.id))
        .map(|clause| clause.text.trim_end_matches('.').to_owned())
        .collect()
}
