//! The dashboard: each measure's evidenced quantity so far against the year's target, theme by theme,
//! with its rating and how much of it is evidenced. Read from totals and targets alone, so that it
//! costs the same with ten entries and with ten million.

use super::calendar_figures;
use super::calendars::{self, CalendarAsked};
use super::drawn::reached;
use super::evidence_meter::{EvidenceMeter, evidence_meter};
use super::figures::{Ground, by_measure, targets_together};
use super::nothing::{Nothing, nothing};
use super::view::{self, coverage, quantity};
use super::year::YearAsked;
use crate::bands::Aimed;
use crate::failure::Failure;
use crate::framework::{self, Measure};
use crate::ledger::{self, Part, Total};
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use charts::{Amount, Chart};
use database::{Id, Read};
use domain::calendar::Quarter;
use domain::monitoring::{Rating, SealedMeasure};
use domain::people::Action;
use pages::{Frame, NavigationItem};
use std::collections::BTreeMap;

#[derive(Template)]
#[template(path = "monitoring/show.html")]
struct Page {
    frame: Frame,
    year: String,
    years: Vec<NavigationItem>,
    calendars: Vec<NavigationItem>,
    counted: &'static str,
    /// What to do when there is nothing to show yet.
    nothing: Option<Nothing>,
    /// Where targets are set; empty for somebody who may not.
    targets_href: String,
    rated: Vec<(usize, &'static str, &'static str)>,
    themes: Vec<ThemeCards>,
    others: Vec<(String, String)>,
}

struct ThemeCards {
    title: String,
    /// Where it is addressed besides here; may be empty.
    elsewhere: String,
    /// What the quarters that have ended reached of their targets; none where none has one.
    reached: Option<Chart>,
    cards: Vec<Card>,
}

/// A measure's card, and how it stands in the quarters that have ended.
struct Carded {
    card: Card,
    rating: Option<Rating>,
    ended: Aimed,
}

struct Card {
    label: String,
    figure: String,
    note: String,
    meter: Option<Meter>,
    evidence: Option<EvidenceMeter>,
    level: &'static str,
    rating: &'static str,
    this_quarter: String,
    entries_href: String,
    figure_href: String,
}

struct Meter {
    label: String,
    text: String,
    value: i64,
    max: i64,
}

/// The figures that a card is made of.
struct Progress<'a> {
    ground: &'a Ground,
    asked: &'a YearAsked,
    totals: BTreeMap<Id, Vec<&'a Total>>,
    targets: &'a BTreeMap<(Id, Quarter), i64>,
    year_targets: BTreeMap<Id, i64>,
}

impl Progress<'_> {
    fn of_quarters(&self, measure: &Measure, quarters: &[Quarter]) -> SealedMeasure {
        let totals: Vec<&Total> = self
            .totals
            .get(&measure.id)
            .into_iter()
            .flatten()
            .filter(|total| quarters.contains(&total.quarter))
            .copied()
            .collect();
        let targets: Vec<i64> = quarters
            .iter()
            .filter_map(|quarter| self.targets.get(&(measure.id, *quarter)).copied())
            .collect();
        let target = (!targets.is_empty()).then(|| targets.iter().sum());
        self.ground.figure(measure, &totals, target)
    }

    /// The card of a measure; none when it has neither target nor entry in the year.
    fn card(&self, measure: &Measure) -> Option<Carded> {
        let target = self.year_targets.get(&measure.id).copied();
        if target.is_none() && !self.totals.contains_key(&measure.id) {
            return None;
        }
        let year = self.of_quarters(measure, &self.asked.year.quarters());
        let ended = self.of_quarters(measure, &self.asked.ended());
        let (level, rating) = view::rating(ended.rating.as_deref());
        let unit = &measure.unit;
        let current = self.asked.current();
        let now = current.map(|quarter| self.of_quarters(measure, &[quarter]));
        let card = Card {
            label: format!("{} {}", measure.code, measure.title),
            figure: quantity(year.evidenced_thousandths),
            note: format!("{unit}. {}", note(&year)),
            meter: target.filter(|target| *target > 0).map(|target| Meter {
                label: "Of the year’s target".to_owned(),
                text: format!(
                    "{} of {} {unit}",
                    quantity(year.evidenced_thousandths),
                    quantity(target)
                ),
                value: year.evidenced_thousandths.clamp(0, target),
                max: target,
            }),
            evidence: evidence_meter(&year.by_grade, &self.asked.entries(measure.id)),
            level,
            rating,
            this_quarter: match (&now, current) {
                (Some(now), Some(quarter)) => in_quarter(now, quarter, unit),
                (_, _) => String::new(),
            },
            entries_href: current
                .map(|quarter| format!("/entries?measure={}&quarter={quarter}", measure.id))
                .unwrap_or_default(),
            figure_href: format!("/figures/{}?year={}", measure.id, self.asked.year),
        };
        Some(Carded {
            rating: ended.rating.as_deref().and_then(Rating::from_key),
            ended: (
                card.label.clone(),
                Amount::Exact(ended.evidenced_thousandths),
                ended.target_thousandths,
            ),
            card,
        })
    }
}

fn note(year: &SealedMeasure) -> String {
    let (evidenced, apart) = (year.evidenced_thousandths, year.unevidenced_thousandths);
    match (year.entries, apart) {
        (0, _) => "No entries yet".to_owned(),
        (_, 0) => "All of it is evidenced".to_owned(),
        (_, _) => format!(
            "Evidence coverage {}. Shown apart, without enough evidence: {} {}",
            coverage(evidenced, apart),
            quantity(apart),
            year.unit
        ),
    }
}

fn in_quarter(now: &SealedMeasure, quarter: Quarter, unit: &str) -> String {
    let target = now
        .target_thousandths
        .map(|target| format!(" of {}", quantity(target)))
        .unwrap_or_default();
    format!(
        "Quarter {}: {}{target} {unit}",
        quarter.number(),
        quantity(now.evidenced_thousandths)
    )
}

/// What a dashboard shows.
#[derive(Default)]
struct Shown {
    themes: Vec<ThemeCards>,
    others: Vec<(String, String)>,
    ratings: Vec<Rating>,
}

fn themes(read: &mut Read<'_>, ground: &Ground, asked: &YearAsked) -> Result<Shown, Failure> {
    let quarters = asked.year.quarters();
    let totals = ledger::totals(read, &[Part::Whole], &quarters)?;
    let targets = framework::targets(read, &quarters)?;
    let progress = Progress {
        ground,
        asked,
        totals: by_measure(&totals),
        year_targets: targets_together(&targets),
        targets: &targets,
    };
    let mut shown = Shown::default();
    for theme in &ground.themes {
        let (mut cards, mut ended) = (Vec::new(), Vec::new());
        for measure in ground.measures.iter().filter(|of| of.theme_id == theme.id) {
            match progress.card(measure) {
                Some(carded) => {
                    cards.push(carded.card);
                    ended.push(carded.ended);
                    shown.ratings.extend(carded.rating);
                }
                None => shown.others.push((
                    format!("/measures/{}", measure.id),
                    format!("{} {}", measure.code, measure.title),
                )),
            }
        }
        if !cards.is_empty() || ground.elsewhere.contains_key(&theme.id) {
            shown.themes.push(ThemeCards {
                title: theme.title.clone(),
                elsewhere: ground.addressed(theme.id),
                reached: reached(ground, theme, ended),
                cards,
            });
        }
    }
    Ok(shown)
}

fn rated(ratings: &[Rating]) -> Vec<(usize, &'static str, &'static str)> {
    Rating::ALL
        .into_iter()
        .map(|rating| {
            let count = ratings.iter().filter(|found| **found == rating).count();
            let (level, name) = view::rating(Some(rating.key()));
            (count, level, name)
        })
        .filter(|(count, _, _)| *count > 0)
        .collect()
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    if let Some(other) = calendars::other(visit)? {
        return calendar_figures::dashboard(visit, &other);
    }
    let asked = YearAsked::of(visit)?;
    let calendars = CalendarAsked::of(visit)?.calendars("/dashboard");
    let (has_measures, shown) = visit.read(|read| {
        let ground = Ground::read(read)?;
        let shown = themes(read, &ground, &asked)?;
        Ok(((!ground.measures.is_empty()).then_some(()), shown))
    })?;
    let targets_href = if visit.may(Action::SetTarget) {
        format!("/targets?year={}", asked.year)
    } else {
        String::new()
    };
    Reply::page(&Page {
        frame: visit.frame(),
        year: asked.year.to_string(),
        calendars,
        counted: calendars::COUNTED,
        years: asked.years("/dashboard"),
        nothing: shown
            .themes
            .iter()
            .all(|theme| theme.cards.is_empty())
            .then(|| nothing(visit, has_measures, asked.year)),
        targets_href,
        rated: rated(&shown.ratings),
        themes: shown.themes,
        others: shown.others,
    })
}
