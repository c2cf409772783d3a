//! Tokens of what stands behind the figures of a pack, where whoever makes it gives a phrase: learners by
//! the provider's number and reference, and evidence files. Never in a pack for everybody. Sessions,
//! invoices, learner numbers and partners cannot be matched: see decision 23.

use super::content::Content;
use super::phrase::{Phrase, keyed};
use super::{store, totals};
use crate::failure::Failure;
use crate::ledger;
use crate::visit::{Visit, hex};
use commonweal_verify::{TokenFile, TokensOf};
use database::{Id, Read};
use domain::monitoring::{ReturnName, SealedReturn};
use domain::together::TokenKind;
use std::collections::{BTreeMap, BTreeSet};

/// A list is filled up to a multiple of this many, so that its length says nothing of how many people
/// stand behind it.
const FILLED_TO: usize = 64;

/// The tokens of the returns in a pack.
pub(super) fn of_pack(
    read: &mut Read<'_>,
    (content, phrase): (&Content, &Phrase),
    visit: &Visit<'_>,
) -> Result<TokenFile, Failure> {
    let calendar = visit.who()?.calendar;
    let editions = totals::editions(read)?;
    let mut lists = Vec::new();
    for signed in content.signed.iter().filter(|one| one.kind == "return") {
        let name = ReturnName::read(calendar, &signed.name).ok_or(Failure::NotFound)?;
        let found = crate::monitoring::sealed_return(read, &signed.name)?;
        let (sealed, _) = found.ok_or(Failure::NotFound)?;
        let of = by_measure(read, &name.quarter().to_string(), phrase)?;
        for ((measure_id, kind), tokens) in of {
            let list = list(&sealed, (measure_id, kind), tokens);
            lists.extend(list.map(|list| TokensOf {
                edition: editions.get(&measure_id).cloned().unwrap_or_default(),
                ..list
            }));
        }
    }
    fill(&mut lists, visit)?;
    Ok(TokenFile {
        format: 1,
        phrase: phrase.sign(),
        lists,
    })
}

type ByMeasure = BTreeMap<(Id, TokenKind), BTreeSet<String>>;

fn by_measure(read: &mut Read<'_>, quarter: &str, phrase: &Phrase) -> Result<ByMeasure, Failure> {
    let mut found = ByMeasure::new();
    for (measure_id, ukprn, learner) in store::counted_learners(read, quarter)? {
        let reference = ledger::plain_reference(&learner);
        let token = phrase.token(TokenKind::Learner.key(), &[&ukprn, &reference]);
        let of = found.entry((measure_id, TokenKind::Learner)).or_default();
        of.insert(token);
    }
    for (measure_id, sha256) in store::evidence_files(read, quarter)? {
        let token = phrase.token(TokenKind::Evidence.key(), &[&hex(&sha256)]);
        let of = found.entry((measure_id, TokenKind::Evidence)).or_default();
        of.insert(token);
    }
    Ok(found)
}

/// The list of a measure that stands in the return.
fn list(
    sealed: &SealedReturn,
    (measure_id, kind): (Id, TokenKind),
    tokens: BTreeSet<String>,
) -> Option<TokensOf> {
    let mut measures = sealed.measures.iter();
    let measure = measures.find(|measure| measure.id == measure_id)?;
    Some(TokensOf {
        of: sealed.record(),
        code: measure.code.clone(),
        edition: String::new(),
        kind: kind.key().to_owned(),
        tokens: tokens.into_iter().collect(),
    })
}

/// Fills each list up with tokens that stand for nothing. They follow from a secret of the organisation,
/// so that a pack is the same each time and nobody else can tell them.
fn fill(lists: &mut [TokensOf], visit: &Visit<'_>) -> Result<(), Failure> {
    let purpose = format!("tokens for nothing of {}", visit.who()?.organisation_id);
    let key = visit.app.signing_key().map_err(anyhow::Error::from)?;
    let secret = key.derived(purpose.as_bytes());
    for list in lists {
        let whole = list.tokens.len().max(1).next_multiple_of(FILLED_TO);
        let name = [list.of.as_str(), &list.code, &list.edition];
        let of_nothing = (list.tokens.len()..whole).map(|at| {
            keyed(
                &secret,
                &list.kind,
                &[&name[..], &[&at.to_string()]].concat(),
            )
        });
        let mut all: BTreeSet<String> = of_nothing.collect();
        all.extend(std::mem::take(&mut list.tokens));
        list.tokens = all.into_iter().collect();
    }
    Ok(())
}
