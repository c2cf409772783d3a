//! Many packs of many organisations added up, without a place that all of them report to: each pack is
//! looked at under a pinned key, and what does not hold is left out and named.

use crate::pack::{Pack, verify_pack};
use crate::pins::Pins;
use bag::Source;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read as _;

/// The longest list of figures that is read, in bytes.
const LONGEST: u64 = 64 * 1_024 * 1_024;

/// One figure of a signed return, as `data/totals.json` lists them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Total {
    /// The return it stands in.
    pub of: String,
    /// The quarter it counts in: of several editions of its return one counts.
    pub quarter: String,
    /// The year: `2025-26`.
    pub year: String,
    /// The measure's code.
    pub code: String,
    /// Its title.
    pub title: String,
    /// Its unit.
    pub unit: String,
    /// The area's code; none for the measure as a whole.
    pub area: Option<String>,
    /// What is evidenced, in thousandths; none where a small number of people is kept back.
    pub thousandths: Option<i64>,
}

/// What is added up under one heading.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Heading {
    /// The year.
    pub year: String,
    /// The measure's code and title.
    pub measure: String,
    /// Its unit.
    pub unit: String,
    /// The area's code; none for all of it.
    pub area: Option<String>,
}

/// A sum.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sum {
    /// In thousandths, without what is kept back.
    pub thousandths: i64,
    /// How many figures are kept back, so that the sum is at least this.
    pub kept_back: usize,
    /// The organisations it is of.
    pub organisations: BTreeSet<String>,
}

/// Packs added up.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Together {
    /// The sums.
    pub sums: BTreeMap<Heading, Sum>,
    /// What was counted: the organisation and the return.
    pub counted: BTreeSet<(String, String)>,
    /// What was left out, and why.
    pub left_out: Vec<String>,
    returns: BTreeMap<(String, String), (String, Vec<Total>)>,
}

impl Together {
    /// Looks at a pack and takes its figures in; `called` is what to call it when it is left out.
    pub fn take(&mut self, called: &str, bag: &mut impl Source, keys: &[Pins]) {
        match read(bag, keys) {
            Ok((pack, totals)) => self.keep(&pack, totals),
            Err(why) => self.left_out.push(format!("{called}: {why}")),
        }
    }

    /// Of several editions of a return the last one counts; the same one twice counts once.
    fn keep(&mut self, pack: &Pack, totals: Vec<Total>) {
        let mut returns: BTreeMap<(String, String), Vec<Total>> = BTreeMap::new();
        for total in totals {
            let of = (total.of.clone(), total.quarter.clone());
            returns.entry(of).or_default().push(total);
        }
        for ((of, quarter), totals) in returns {
            let place = (pack.organisation.clone(), quarter);
            let known = self.returns.get(&place);
            if known.is_none_or(|(other, _)| (other.len(), other) < (of.len(), &of)) {
                self.returns.insert(place, (of, totals));
            }
        }
    }

    /// Adds up what was taken in.
    pub fn add_up(&mut self) {
        for ((organisation, _), (of, totals)) in &self.returns {
            self.counted.insert((organisation.clone(), of.clone()));
            for total in totals {
                let heading = Heading {
                    year: total.year.clone(),
                    measure: format!("{} {}", total.code, total.title),
                    unit: total.unit.clone(),
                    area: total.area.clone(),
                };
                let sum = self.sums.entry(heading).or_default();
                sum.organisations.insert(organisation.clone());
                match total.thousandths {
                    Some(more) => sum.thousandths = sum.thousandths.saturating_add(more),
                    None => sum.kept_back = sum.kept_back.saturating_add(1),
                }
            }
        }
    }
}

/// A pack that holds under one of the keys, with its figures.
fn read(bag: &mut impl Source, keys: &[Pins]) -> Result<(Pack, Vec<Total>), String> {
    let mut first = None;
    for pins in keys {
        let found = verify_pack(bag, pins).map_err(|fault| fault.to_string())?;
        if found.ending() == 0 {
            let pack = json(bag, "data/pack.json").ok_or("its list cannot be read")?;
            let totals = json(bag, "data/totals.json").ok_or("it holds no figures to add up")?;
            return Ok((pack, totals));
        }
        // The reason under the key that fits best is the one that has least to say.
        if first
            .as_ref()
            .is_none_or(|(most, _)| found.wrong.len() < *most)
        {
            first = Some((
                found.wrong.len(),
                found.wrong.into_iter().next().unwrap_or_default(),
            ));
        }
    }
    Err(first.map_or_else(|| "no key was given".to_owned(), |(_, why)| why))
}

fn json<T: serde::de::DeserializeOwned>(bag: &mut impl Source, path: &str) -> Option<T> {
    let mut bytes = Vec::new();
    bag.open(path)
        .ok()?
        .take(LONGEST)
        .read_to_end(&mut bytes)
        .ok()?;
    serde_json::from_slice(&bytes).ok()
}
