//! Which clause promises what: a check finds its clause by words, and a clause of a new version finds
//! the one of the old version that it stands for.

use super::Check;
use std::collections::BTreeMap;

/// The clause that a check belongs to: the first one of its section in which all words of a line of
/// its signs stand, else the first one anywhere. None for a check of the document as a whole. Each clause is
/// its number and its words.
pub fn place<'a>(check: &Check, clauses: &'a [(String, String)]) -> Option<&'a str> {
    let in_section = |id: &str| {
        let rest = id.strip_prefix(check.section);
        rest.is_some_and(|rest| !rest.starts_with(|one: char| one.is_ascii_digit()))
    };
    let find = |signs: &&[&str], is_near: bool| {
        clauses
            .iter()
            .filter(|(id, _)| !is_near || in_section(id))
            .find(|(_, words)| {
                let words = words.to_lowercase();
                signs.iter().all(|sign| words.contains(sign))
            })
            .map(|(id, _)| id.as_str())
    };
    let near = check.signs.iter().find_map(|signs| find(signs, true));
    near.or_else(|| check.signs.iter().find_map(|signs| find(signs, false)))
}

/// For every clause of an old version the clause of the new one that stands for it, as far as one is
/// found: the same words, or the same number with words that are alike, or words that are very alike.
pub fn carried(old: &[(String, String)], new: &[(String, String)]) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut taken: Vec<&str> = Vec::new();
    let is_free = |taken: &[&str], id: &str| !taken.contains(&id);
    for (id, words) in old.iter().filter(|(_, words)| !words.is_empty()) {
        let same = new
            .iter()
            .filter(|(new_id, new_words)| new_words == words && is_free(&taken, new_id))
            .min_by_key(|(new_id, _)| new_id != id);
        if let Some((new_id, _)) = same {
            taken.push(new_id);
            found.insert(id.clone(), new_id.clone());
        }
    }
    for (id, words) in old {
        if found.contains_key(id) {
            continue;
        }
        let alike = |(new_id, new_words): &(String, String)| {
            let share = likeness(words, new_words);
            (new_id == id && (share >= 40 || words.is_empty() && new_words.is_empty()))
                .then_some(share + 40)
                .or_else(|| (share >= 60).then_some(share))
        };
        let best = new
            .iter()
            .filter(|(new_id, _)| is_free(&taken, new_id))
            .filter_map(|clause| Some((alike(clause)?, clause)))
            .max_by_key(|(share, _)| *share);
        if let Some((_, (new_id, _))) = best {
            taken.push(new_id);
            found.insert(id.clone(), new_id.clone());
        }
    }
    found
}

/// How many percent of the words of two texts both of them have.
fn likeness(one: &str, other: &str) -> usize {
    let words = |text: &str| -> Vec<String> {
        text.split(|sign: char| !sign.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect()
    };
    let (first, mut second) = (words(one), words(other));
    let all = first.len() + second.len();
    let mut both: usize = 0;
    for word in &first {
        if let Some(at) = second.iter().position(|other| other == word) {
            second.swap_remove(at);
            both += 2;
        }
    }
    (both * 100).checked_div(all).unwrap_or(0)
}
