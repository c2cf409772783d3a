//! What changes are about, in words, with the way there.

use super::{About, Change};
use crate::failure::Failure;
use crate::{activities, framework};
use database::{Id, Read};
use domain::calendar::in_words;

/// A change as lists show it.
pub(super) struct Line {
    pub(super) id: Id,
    pub(super) what: String,
    pub(super) about: String,
    pub(super) from: String,
}

/// Words and address of what a change is about.
pub(super) fn words(read: &mut Read<'_>, about: &About) -> Result<(String, String), Failure> {
    Ok(match about {
        About::Clause {
            policy_id,
            clause_id,
        } => {
            let coded: String = form_urlencoded::byte_serialize(clause_id.as_bytes()).collect();
            let coded = coded.replace('+', "%20");
            let href = format!("/policy/clauses/{coded}?version={policy_id}");
            (format!("Clause {clause_id} of the policy"), href)
        }
        About::Activity(id) => {
            let found = activities::find(read, *id)?;
            let title = found.map(|activity| activity.title).unwrap_or_default();
            (title, format!("/activities/{id}"))
        }
        About::Measure(id) => {
            let found = framework::measure(read, *id)?;
            let words = found.map(|measure| format!("{} {}", measure.code, measure.title));
            (words.unwrap_or_default(), format!("/measures/{id}"))
        }
    })
}

/// Changes as lines.
pub(super) fn lines(read: &mut Read<'_>, changes: Vec<Change>) -> Result<Vec<Line>, Failure> {
    changes
        .into_iter()
        .map(|change| {
            Ok(Line {
                id: change.id,
                about: words(read, &change.about)?.0,
                from: in_words(change.effective_from),
                what: change.what,
            })
        })
        .collect()
}
