//! The figures of a quarter or a year, measure by measure, made of the ledger's totals and the
//! targets alone: their cost does not grow with the number of entries. What has no evidence, or
//! weaker evidence than its measure asks for, stands apart and is never added in (P1.2e).

use crate::failure::Failure;
use crate::framework::{self, Elsewhere, Measure, Theme};
use crate::ledger::{Part, Total};
use crate::{organisation, partners};
use database::{Id, Read};
use domain::calendar::Quarter;
use domain::ledger::{Grade, Quantity};
use domain::monitoring::{
    Rating, SealedArea, SealedElsewhere, SealedGrade, SealedMeasure, SealedPartner, SealedTheme,
    Thresholds, rate,
};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// What the figures are named by: measures, themes, areas, partners, thresholds.
#[derive(Debug)]
pub(super) struct Ground {
    /// In the framework's order.
    pub(super) measures: Vec<Measure>,
    pub(super) themes: Vec<Theme>,
    /// Which themes other documents address.
    pub(super) elsewhere: BTreeMap<Id, Elsewhere>,
    areas: BTreeMap<String, String>,
    partners: BTreeMap<Id, String>,
    thresholds: Thresholds,
}

impl Ground {
    pub(super) fn read(read: &mut Read<'_>) -> Result<Self, Failure> {
        let (good, approaching, improvement) = organisation::find(read)?.thresholds;
        Ok(Self {
            measures: framework::measures(read)?,
            themes: framework::themes(read)?,
            elsewhere: framework::elsewhere(read)?,
            areas: organisation::areas(read)?
                .into_iter()
                .map(|area| (area.code, area.name))
                .collect(),
            partners: partners::all(read)?
                .into_iter()
                .map(|partner| (partner.id, partner.name))
                .collect(),
            thresholds: Thresholds {
                good,
                approaching,
                improvement,
            },
        })
    }

    /// The same, with a word at each partner whose yearly review is overdue: for pages, never for
    /// what is sealed.
    pub(super) fn with_reviews(self, read: &mut Read<'_>, today: Date) -> Result<Self, Failure> {
        let partners = partners::all(read)?.into_iter();
        Ok(Self {
            partners: partners
                .map(|partner| (partner.id, partner.named(today)))
                .collect(),
            ..self
        })
    }

    /// Where a theme is addressed besides here, in words; empty where nothing says so.
    pub(super) fn addressed(&self, id: Id) -> String {
        self.elsewhere
            .get(&id)
            .map(Elsewhere::words)
            .unwrap_or_default()
    }

    pub(super) fn sealed_elsewhere(&self) -> Vec<SealedElsewhere> {
        let marked = self.themes.iter().filter_map(|theme| {
            let mark = self.elsewhere.get(&theme.id)?;
            Some(SealedElsewhere {
                theme: self.sealed_theme(theme.id),
                document: mark.document.clone(),
                kept_where: mark.kept_where.clone(),
            })
        });
        marked.collect()
    }

    pub(super) fn sealed_theme(&self, id: Id) -> SealedTheme {
        let theme = self.themes.iter().find(|theme| theme.id == id);
        SealedTheme {
            code: theme.map(|theme| theme.code.clone()).unwrap_or_default(),
            title: theme.map(|theme| theme.title.clone()).unwrap_or_default(),
        }
    }

    /// From how many percent of a target each rating begins.
    pub(super) fn thresholds(&self) -> &Thresholds {
        &self.thresholds
    }

    /// How a quantity stands against a target.
    pub(super) fn rate(&self, evidenced: i64, target: i64) -> Option<Rating> {
        rate(Quantity(evidenced), Quantity(target), &self.thresholds)
    }

    /// The figures of one measure.
    pub(super) fn figure(
        &self,
        measure: &Measure,
        totals: &[&Total],
        target: Option<i64>,
    ) -> SealedMeasure {
        let counts = |total: &&Total| total.grade.number() >= measure.minimum_grade;
        let part = |part: Part| {
            totals
                .iter()
                .copied()
                .filter(move |total| total.part == part)
        };
        let evidenced =
            |of: Part| -> Vec<&Total> { part(of).filter(|total| counts(total)).collect() };
        let all: Vec<&Total> = part(Part::Whole).collect();
        let counted = evidenced(Part::Whole);
        let sum = |of: &[&Total], what: fn(&Total) -> i64| of.iter().map(|total| what(total)).sum();
        let whole: i64 = sum(&all, |total| total.quantity.0);
        let evidenced_thousandths: i64 = sum(&counted, |total| total.quantity.0);
        let rating = target.and_then(|target| self.rate(evidenced_thousandths, target));
        SealedMeasure {
            id: measure.id,
            code: measure.code.clone(),
            title: measure.title.clone(),
            unit: measure.unit.clone(),
            theme: self.sealed_theme(measure.theme_id),
            target_thousandths: target,
            evidenced_thousandths,
            additional_thousandths: sum(&counted, |total| total.additional.0),
            unevidenced_thousandths: whole - evidenced_thousandths,
            by_grade: by_grade(&all),
            by_area: self.by_area(&evidenced(Part::Area), &evidenced(Part::Method)),
            by_partner: self.by_partner(&evidenced(Part::Partner)),
            entries: sum(&all, |total| total.entries),
            rating: rating.map(|rating| rating.key().to_owned()),
        }
    }

    fn by_area(&self, totals: &[&Total], by_method: &[&Total]) -> Vec<SealedArea> {
        let mut sums: BTreeMap<&str, i64> = BTreeMap::new();
        for total in totals {
            *sums.entry(&total.key).or_default() += total.quantity.0;
        }
        sums.into_iter()
            .filter(|(_, thousandths)| *thousandths != 0)
            .map(|(code, thousandths)| SealedArea {
                code: code.to_owned(),
                name: self
                    .areas
                    .get(code)
                    .cloned()
                    .unwrap_or_else(|| code.to_owned()),
                thousandths,
                methods: methods((code, thousandths), by_method),
            })
            .collect()
    }

    fn by_partner(&self, totals: &[&Total]) -> Vec<SealedPartner> {
        let mut sums: BTreeMap<Option<Id>, i64> = BTreeMap::new();
        for total in totals {
            *sums.entry(total.partner_id()).or_default() += total.quantity.0;
        }
        sums.into_iter()
            .filter(|(_, thousandths)| *thousandths != 0)
            .map(|(id, thousandths)| SealedPartner {
                id,
                name: match id {
                    None => "No partner".to_owned(),
                    Some(id) => self
                        .partners
                        .get(&id)
                        .cloned()
                        .unwrap_or_else(|| id.to_string()),
                },
                thousandths,
            })
            .collect()
    }

    /// The figures of every measure that has a target or an entry, in the framework's order.
    pub(super) fn figures(
        &self,
        totals: &[Total],
        targets: &BTreeMap<Id, i64>,
    ) -> Vec<SealedMeasure> {
        let by_measure = by_measure(totals);
        self.measures
            .iter()
            .filter_map(|measure| {
                let totals = by_measure.get(&measure.id);
                let target = targets.get(&measure.id).copied();
                if totals.is_none() && target.is_none() {
                    return None;
                }
                let totals = totals.map(Vec::as_slice).unwrap_or_default();
                Some(self.figure(measure, totals, target))
            })
            .collect()
    }
}

/// How an area of so many thousandths was found: wholly or in part by each method.
fn methods((code, thousandths): (&str, i64), by_method: &[&Total]) -> Vec<String> {
    let mut sums: BTreeMap<&str, i64> = BTreeMap::new();
    for total in by_method {
        if let Some(method) = total.method_in(code) {
            *sums.entry(method).or_default() += total.quantity.0;
        }
    }
    let said = sums.into_iter().filter(|(_, sum)| *sum != 0);
    said.map(|(method, sum)| {
        let part = if sum == thousandths { "" } else { "in part " };
        format!("{part}{method}")
    })
    .collect()
}

fn by_grade(totals: &[&Total]) -> Vec<SealedGrade> {
    Grade::ALL
        .into_iter()
        .map(|grade| SealedGrade {
            grade: grade.number(),
            thousandths: totals
                .iter()
                .filter(|total| total.grade == grade)
                .map(|total| total.quantity.0)
                .sum(),
        })
        .filter(|part| part.thousandths != 0)
        .collect()
}

/// Totals by their measure.
pub(super) fn by_measure(totals: &[Total]) -> BTreeMap<Id, Vec<&Total>> {
    let mut found: BTreeMap<Id, Vec<&Total>> = BTreeMap::new();
    for total in totals {
        found.entry(total.measure_id).or_default().push(total);
    }
    found
}

/// The targets of several quarters together, by measure.
pub(super) fn targets_together(targets: &BTreeMap<(Id, Quarter), i64>) -> BTreeMap<Id, i64> {
    let mut found = BTreeMap::new();
    for ((measure_id, _), thousandths) in targets {
        *found.entry(*measure_id).or_default() += thousandths;
    }
    found
}
