//! The editions of a return, from the one that was signed first to the newest, each with why it was made.

use crate::app::date_of;
use crate::failure::Failure;
use crate::monitoring::asked::Asked;
use crate::monitoring::store;
use crate::visit::hex;
use database::Read;
use domain::calendar::in_words;
use domain::monitoring::ReturnName;

/// One edition, as a page says it.
#[derive(Debug, Clone)]
pub(in crate::monitoring) struct Edition {
    pub(in crate::monitoring) name: String,
    pub(in crate::monitoring) title: String,
    /// When it was signed, or that it is not.
    pub(in crate::monitoring) state: String,
    pub(in crate::monitoring) is_signed: Option<()>,
    /// Why it was made; empty for the first.
    pub(in crate::monitoring) reason: String,
    /// The SHA-256 of its seal; empty before it is signed.
    pub(in crate::monitoring) sha256: String,
    /// The page that compares it with the one before; empty for the first, and before it is signed.
    pub(in crate::monitoring) compare: String,
}

/// All editions of the return that is asked about; none when there is the first alone.
pub(in crate::monitoring) fn editions(
    read: &mut Read<'_>,
    asked: &Asked,
) -> Result<Vec<Edition>, Failure> {
    let quarter = asked.quarter.to_string();
    let later: Vec<_> = store::restatements(read)?
        .into_iter()
        .filter(|one| one.quarter == quarter)
        .collect();
    let Some(oldest) = later.first() else {
        return Ok(Vec::new());
    };
    let first = ReturnName::first(asked.quarter);
    let signed = store::facts(read, first)?.signed_off;
    let mut found = vec![Edition {
        name: first.to_string(),
        title: "Edition 1".to_owned(),
        state: signed.map_or_else(String::new, |act| {
            format!("Signed off on {}", in_words(date_of(act.at)))
        }),
        is_signed: signed.map(|_| ()),
        reason: String::new(),
        sha256: hex(&oldest.replaces_sha256),
        compare: String::new(),
    }];
    for one in later {
        let is_signed = one.signed.map(|_| ());
        found.push(Edition {
            title: format!("Edition {}", one.edition),
            state: one.signed.map_or_else(
                || format!("Begun on {}", in_words(date_of(one.begun.at))),
                |(at, _)| format!("Signed off on {}", in_words(date_of(at))),
            ),
            sha256: one
                .signed
                .map_or_else(String::new, |(_, sha256)| hex(&sha256)),
            compare: is_signed
                .map_or_else(String::new, |()| format!("/returns/{}/compare", one.name)),
            is_signed,
            reason: one.reason,
            name: one.name,
        });
    }
    Ok(found)
}
