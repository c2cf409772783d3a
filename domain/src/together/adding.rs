//! The sums: by year and measure, as a whole and by area, of all organisations and of each.

use super::given::{Amount, Given, Heading, Line, Organisation};
use crate::ledger::Quantity;
use std::collections::{BTreeMap, BTreeSet};

/// What one organisation has, or all of them: what is printed, and the words of what is not.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Part {
    /// In thousandths, without what is kept back.
    pub thousandths: i64,
    /// What stands in print in place of each figure that is kept back.
    pub kept_back: Vec<String>,
}

impl Part {
    fn add(&mut self, amount: &Amount) {
        match amount {
            Amount::Exact(more) => self.thousandths = self.thousandths.saturating_add(*more),
            Amount::KeptBack(words) => self.kept_back.push(words.clone()),
        }
    }

    /// The figure, when nothing of it is kept back.
    pub fn exact(&self) -> Option<i64> {
        self.kept_back.is_empty().then_some(self.thousandths)
    }

    /// As it is printed.
    pub fn words(&self) -> String {
        match (self.kept_back.as_slice(), self.thousandths) {
            ([], thousandths) => Quantity(thousandths).to_string(),
            (_, thousandths) if thousandths > 0 => format!("at least {}", Quantity(thousandths)),
            ([words], _) => words.clone(),
            _ => "not shown".to_owned(),
        }
    }
}

/// A sum over organisations.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sum {
    /// All of them.
    pub all: Part,
    /// Each of them.
    pub of: BTreeMap<Organisation, Part>,
}

impl Sum {
    fn add(&mut self, organisation: &Organisation, amount: &Amount) {
        self.all.add(amount);
        let own = self.of.entry(organisation.clone()).or_default();
        own.add(amount);
    }
}

/// What is added up under one heading.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Figures {
    /// The measure as a whole.
    pub whole: Sum,
    /// By the area's code.
    pub areas: BTreeMap<String, Sum>,
    /// What the areas are called.
    pub area_names: BTreeMap<String, String>,
}

impl Figures {
    /// An area as it is printed.
    pub fn area(&self, code: &str) -> String {
        match self.area_names.get(code) {
            Some(name) if !name.is_empty() && name != code => format!("{name} ({code})"),
            Some(_) | None => code.to_owned(),
        }
    }

    fn add(&mut self, organisation: &Organisation, line: &Line) {
        let sum = match &line.area {
            None => &mut self.whole,
            Some((code, name)) => {
                self.area_names.insert(code.clone(), name.clone());
                self.areas.entry(code.clone()).or_default()
            }
        };
        sum.add(organisation, &line.amount);
    }
}

/// Adds up the returns that count. What was counted in another quarter's return too is put right only
/// where that return is among them.
pub(super) fn add(standing: &[Given]) -> BTreeMap<Heading, Figures> {
    let quarters: BTreeSet<(&str, &str)> = (standing.iter())
        .map(|one| (&*one.organisation.log, &*one.quarter))
        .collect();
    let mut figures: BTreeMap<Heading, Figures> = BTreeMap::new();
    for one in standing {
        for line in &one.lines {
            let is_here =
                |quarter: &String| quarters.contains(&(&one.organisation.log, quarter.as_str()));
            if line.counted_in.as_ref().is_none_or(is_here) {
                let of = figures.entry(line.heading.clone()).or_default();
                of.add(&one.organisation, line);
            }
        }
    }
    figures
}
