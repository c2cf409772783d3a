//! From a pack that holds to the signed returns in it.

use super::looking::organisation;
use commonweal_verify::{Looked, TokensOf, Total};
use domain::together::{
    Amount, Given, Heading, Line, Measure, TokenKind, TokenList, Tokens, YearOf,
};
use std::collections::BTreeMap;

fn heading(total: &Total) -> Heading {
    Heading {
        year: YearOf {
            name: total.year.clone(),
            from: total.year_from.clone().unwrap_or_default(),
        },
        measure: Measure {
            code: total.code.clone(),
            title: total.title.clone(),
            unit: total.unit.clone(),
            edition: total.edition.clone().unwrap_or_default(),
        },
    }
}

fn line(total: &Total) -> Line {
    let kept_back = || {
        let words = total.printed.clone();
        Amount::KeptBack(words.unwrap_or_else(|| "not shown".to_owned()))
    };
    let name = total.area_name.clone().unwrap_or_default();
    Line {
        heading: heading(total),
        area: total.area.clone().map(|code| (code, name)),
        counted_in: total.counted_in.clone(),
        amount: total.thousandths.map_or_else(kept_back, Amount::Exact),
    }
}

/// The tokens of a return, under the headings of its figures.
fn lists(of: &[&TokensOf], totals: &[Total]) -> Vec<TokenList> {
    let list = |list: &&TokensOf| {
        let is_of = |total: &&Total| {
            let edition = total.edition.as_deref().unwrap_or_default();
            let is_own = total.of == list.of && total.counted_in.is_none();
            is_own && total.code == list.code && edition == list.edition
        };
        Some(TokenList {
            heading: heading(totals.iter().find(is_of)?),
            kind: TokenKind::from_key(&list.kind)?,
            tokens: list.tokens.iter().cloned().collect(),
        })
    };
    of.iter().filter_map(list).collect()
}

/// The returns of a pack.
pub(super) fn returns(looked: &Looked) -> Vec<Given> {
    let mut lines: BTreeMap<(String, String), Vec<Line>> = BTreeMap::new();
    for total in &looked.totals {
        let place = (total.of.clone(), total.quarter.clone());
        lines.entry(place).or_default().push(line(total));
    }
    let seal = |name: &str| {
        let mut signed = looked.pack.signed.iter();
        let found = signed.find(|one| one.kind == "return" && one.name == name);
        found.and_then(|one| one.sha256.clone()).unwrap_or_default()
    };
    let tokens = |name: &str| {
        let file = looked.tokens.as_ref()?;
        let of: Vec<&TokensOf> = file.lists.iter().filter(|list| list.of == name).collect();
        Some(Tokens {
            phrase: file.phrase.clone(),
            lists: lists(&of, &looked.totals),
        })
    };
    (lines.into_iter())
        .map(|((name, quarter), lines)| Given {
            called: looked.called.clone(),
            organisation: organisation(looked),
            seal: seal(&name),
            tokens: tokens(&name),
            name,
            quarter,
            lines,
        })
        .collect()
}
