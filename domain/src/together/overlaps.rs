//! What stands with more than one organisation, as far as tokens say it. Tokens can be equal only when
//! they were made under the same phrase; what has no token is never found, so that a number of different
//! people is always ‘at most’.

use super::adding::{Figures, Part};
use super::given::{Given, Heading, Organisation, TokenKind};
use crate::disclosure::{Shown, THRESHOLD, counts_people, is_small};
use std::collections::{BTreeMap, BTreeSet};

/// Whose tokens could be compared.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Comparison {
    /// The organisations by the sign of the phrase they made tokens under.
    pub phrases: BTreeMap<String, BTreeSet<Organisation>>,
    /// Those with a return that carries none.
    pub without: BTreeSet<Organisation>,
}

impl Comparison {
    /// What cannot be known, in sentences; none when everybody's tokens were compared.
    pub fn unknown(&self) -> Vec<String> {
        let names = |of: &BTreeSet<Organisation>| {
            let names: Vec<&str> = of.iter().map(|one| one.name.as_str()).collect();
            names.join(", ")
        };
        let mut said = Vec::new();
        if !self.without.is_empty() {
            said.push(format!(
                "Whether anything of {} stands with another organisation too: these packs carry no tokens.",
                names(&self.without)
            ));
        }
        if self.phrases.len() > 1 {
            let groups: Vec<String> = self.phrases.values().map(names).collect();
            said.push(format!(
                "Whether anything overlaps between those who made their tokens under different phrases: {}.",
                groups.join(" | ")
            ));
        }
        said
    }
}

/// What stands with more than one organisation under a heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overlap {
    /// The year and the measure.
    pub heading: Heading,
    /// What was compared.
    pub kind: TokenKind,
    /// Whose tokens were compared.
    pub compared: BTreeSet<Organisation>,
    /// Those who have something in common with another.
    pub shared_by: BTreeSet<Organisation>,
    /// How often something stands with a further organisation: somebody with three counts as two.
    pub again: Shown,
    /// The most there can be when each counts once, in thousandths; none where it would give a small
    /// number away or the sum itself is not exact.
    pub at_most: Option<i64>,
}

/// Who made tokens, and under which phrase.
pub(super) fn compare(standing: &[Given]) -> Comparison {
    let mut found = Comparison::default();
    for one in standing {
        let organisation = one.organisation.clone();
        match &one.tokens {
            Some(tokens) => {
                let of = found.phrases.entry(tokens.phrase.clone()).or_default();
                of.insert(organisation);
            }
            None => {
                found.without.insert(organisation);
            }
        }
    }
    found
}

type Holders<'a> = BTreeMap<&'a str, BTreeSet<&'a Organisation>>;

/// Who holds each token, under a phrase, for a heading and a kind.
fn holders(standing: &[Given]) -> BTreeMap<(&Heading, TokenKind, &str), Holders<'_>> {
    let mut found: BTreeMap<(&Heading, TokenKind, &str), Holders<'_>> = BTreeMap::new();
    for one in standing {
        let Some(tokens) = &one.tokens else { continue };
        for list in &tokens.lists {
            let place = (&list.heading, list.kind, tokens.phrase.as_str());
            let of = found.entry(place).or_default();
            for token in &list.tokens {
                of.entry(token).or_default().insert(&one.organisation);
            }
        }
    }
    found
}

/// The overlaps, of each heading for which at least two organisations have tokens under one phrase.
pub(super) fn find(
    standing: &[Given],
    figures: &BTreeMap<Heading, Figures>,
    compared: &Comparison,
) -> Vec<Overlap> {
    let overlap =
        |((heading, kind, phrase), holders): ((&Heading, TokenKind, &str), Holders<'_>)| {
            let counted = figures.get(heading)?;
            let with = compared.phrases.get(phrase)?;
            let of = counted.whole.of.keys().filter(|one| with.contains(*one));
            let of: BTreeSet<Organisation> = of.cloned().collect();
            if of.len() < 2 {
                return None;
            }
            let again = again(heading, kind, (counted, &holders));
            let shared = holders.values().filter(|of| of.len() > 1).flatten();
            Some(Overlap {
                at_most: at_most(heading, kind, (counted, again)),
                heading: heading.clone(),
                kind,
                compared: of,
                shared_by: shared.map(|one| (*one).clone()).collect(),
                again,
            })
        };
    holders(standing).into_iter().filter_map(overlap).collect()
}

/// How often something stands with a further organisation, as it may be printed. A number of learners is
/// small when it is from 1 to 4; it is not shown either where an organisation's own figure is kept back,
/// or where what is left to an organisation alone would be small.
fn again(
    heading: &Heading,
    kind: TokenKind,
    (figures, holders): (&Figures, &Holders<'_>),
) -> Shown {
    let shared = || holders.values().filter(|of| of.len() > 1);
    let again: usize = shared().map(|of| of.len().saturating_sub(1)).sum();
    let alone = Shown::alone(u64::try_from(again).unwrap_or(u64::MAX), THRESHOLD);
    let counts = counts_people(&heading.measure.unit);
    if kind == TokenKind::Evidence || !counts || again == 0 || alone == Shown::Few {
        return match kind {
            TokenKind::Learner => alone,
            TokenKind::Evidence => Shown::Exact(u64::try_from(again).unwrap_or(u64::MAX)),
        };
    }
    let is_open = |(organisation, part): (&Organisation, &Part)| {
        let with_others = shared().filter(|of| of.contains(organisation)).count();
        let with_others = i64::try_from(with_others).unwrap_or(i64::MAX);
        let left = |own: i64| own.saturating_sub(with_others.saturating_mul(1_000));
        with_others == 0 || part.exact().is_some_and(|own| !is_small(left(own)))
    };
    if figures.whole.of.iter().all(is_open) {
        alone
    } else {
        Shown::Hidden
    }
}

fn at_most(heading: &Heading, kind: TokenKind, (figures, again): (&Figures, Shown)) -> Option<i64> {
    let gross = figures.whole.all.exact()?;
    match (kind, again) {
        (TokenKind::Learner, Shown::Exact(again)) if counts_people(&heading.measure.unit) => {
            let once = i64::try_from(again).ok()?.checked_mul(1_000)?;
            let left = gross.checked_sub(once)?;
            (left >= 0 && !is_small(left)).then_some(left)
        }
        (TokenKind::Learner | TokenKind::Evidence, _) => None,
    }
}
