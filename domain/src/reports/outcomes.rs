//! The outcomes of a year, added up from its signed returns: whole thousandths, nothing rounded. What
//! has no evidence stands apart from what has, in the year as in each quarter (P1.2e).

use super::adding::{add, measure_of, theme_of};
use super::counted_once::{CountedOnce, count_once};
use crate::ledger::Quantity;
use crate::monitoring::{
    Rating, SealedAdjustment, SealedArea, SealedElsewhere, SealedGrade, SealedPartner,
    SealedReturn, SealedTheme, Thresholds, rate,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What signed returns add up to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcomes {
    /// From how many percent of its target the year of a measure is rated so.
    pub rated_from_percent: RatedFrom,
    /// The themes in the order the returns name them.
    pub themes: Vec<ThemeYear>,
    /// What came too late for the quarter it belongs to, with the quarter it was counted in.
    pub adjustments: Vec<CountedAdjustment>,
    /// What restated returns would count twice in the year, or not at all, and is put right in its sums
    /// alone; not written when there is nothing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub counted_once: Vec<CountedOnce>,
}

/// The thresholds the year was rated by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RatedFrom {
    /// Good from so many percent on.
    pub good: i64,
    /// Approaching target from so many percent on.
    pub approaching: i64,
    /// Requires improvement from so many percent on; below it is inadequate.
    pub improvement: i64,
}

/// A theme with its measures and what the Lead said of it quarter by quarter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ThemeYear {
    /// The theme.
    pub theme: SealedTheme,
    /// Its measures.
    pub measures: Vec<MeasureYear>,
    /// The remarks of the quarters.
    pub remarks: Vec<QuarterRemark>,
    /// Where it is addressed besides here, as the last return of the year says it (P1.1e).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub elsewhere: Option<SealedElsewhere>,
}

/// A remark of a quarter's return.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuarterRemark {
    /// The quarter.
    pub quarter: String,
    /// What was said.
    pub remark: String,
}

/// A measure over the year, in thousandths of its unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeasureYear {
    /// Its key.
    pub id: Uuid,
    /// Its code in the framework.
    pub code: String,
    /// Its title.
    pub title: String,
    /// Its unit.
    pub unit: String,
    /// One for each return, in their order; noughts where a return does not name the measure.
    pub quarters: Vec<QuarterFigures>,
    /// The sum of the quarters' targets; none when no quarter had one.
    pub target_thousandths: Option<i64>,
    /// What has evidence.
    pub evidenced_thousandths: i64,
    /// The additional part of what has evidence.
    pub additional_thousandths: i64,
    /// What has none, or weaker evidence than asked for: never part of the other two.
    pub unevidenced_thousandths: i64,
    /// The whole quantity by the grade of its evidence.
    pub by_grade: Vec<SealedGrade>,
    /// The evidenced quantity by area.
    pub by_area: Vec<AreaYear>,
    /// The evidenced quantity by partner.
    pub by_partner: Vec<PartnerYear>,
    /// How many ledger entries stand behind it.
    pub entries: i64,
    /// The rating of the year, if there was a target.
    pub rating: Option<String>,
}

/// An area's part of a year.
pub type AreaYear = SealedArea;
/// A partner's part of a year.
pub type PartnerYear = SealedPartner;

/// The figures of one quarter, as its return has them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuarterFigures {
    /// The quarter.
    pub quarter: String,
    /// Its target, if one was set.
    pub target_thousandths: Option<i64>,
    /// What has evidence.
    pub evidenced_thousandths: i64,
    /// The additional part of it.
    pub additional_thousandths: i64,
    /// What has none, or too weak.
    pub unevidenced_thousandths: i64,
    /// The rating that was signed.
    pub rating: Option<String>,
}

/// An adjustment with the quarter it was counted in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CountedAdjustment {
    /// The quarter whose figures it is part of.
    pub counted_in: String,
    /// The signed quarter it belongs to by its own date.
    pub quarter: String,
    /// The measure's code.
    pub code: String,
    /// The quantity, evidenced or not.
    pub thousandths: i64,
}

/// Adds signed returns up, in the order they are given.
pub fn outcomes(returns: &[SealedReturn], thresholds: &Thresholds) -> Outcomes {
    let mut themes: Vec<ThemeYear> = Vec::new();
    for (position, signed) in returns.iter().enumerate() {
        for measure in &signed.measures {
            let theme = theme_of(&mut themes, &measure.theme);
            let year = measure_of(&mut theme.measures, measure, returns);
            add(year, measure, position);
        }
        for remark in &signed.remarks {
            theme_of(&mut themes, &remark.theme)
                .remarks
                .push(QuarterRemark {
                    quarter: signed.quarter.clone(),
                    remark: remark.remark.clone(),
                });
        }
    }
    for mark in returns.last().into_iter().flat_map(|last| &last.elsewhere) {
        theme_of(&mut themes, &mark.theme).elsewhere = Some(mark.clone());
    }
    let counted_once = count_once(&mut themes, returns);
    for measure in themes.iter_mut().flat_map(|theme| &mut theme.measures) {
        measure.rating = rating(measure, thresholds).map(|rating| rating.key().to_owned());
    }
    let adjustments = returns.iter().flat_map(|signed| {
        let counted = |adjustment| counted(&signed.quarter, adjustment);
        signed.adjustments.iter().map(counted)
    });
    Outcomes {
        rated_from_percent: RatedFrom {
            good: thresholds.good,
            approaching: thresholds.approaching,
            improvement: thresholds.improvement,
        },
        adjustments: adjustments.collect(),
        counted_once,
        themes,
    }
}

impl RatedFrom {
    /// The thresholds as the rating takes them.
    pub fn thresholds(self) -> Thresholds {
        Thresholds {
            good: self.good,
            approaching: self.approaching,
            improvement: self.improvement,
        }
    }
}

impl Outcomes {
    /// All measures, theme by theme.
    pub fn measures(&self) -> impl Iterator<Item = &MeasureYear> {
        self.themes.iter().flat_map(|theme| &theme.measures)
    }
}

/// How much of what was done has evidence, in whole percent cut down, never up: 99.9 % is not all of
/// it. `None` when nothing was done.
pub fn coverage_percent(evidenced_thousandths: i64, unevidenced_thousandths: i64) -> Option<i64> {
    let evidenced = i128::from(evidenced_thousandths);
    let whole = evidenced + i128::from(unevidenced_thousandths);
    if whole <= 0 || evidenced < 0 {
        return None;
    }
    i64::try_from(evidenced * 100 / whole).ok()
}

fn counted(quarter: &str, adjustment: &SealedAdjustment) -> CountedAdjustment {
    CountedAdjustment {
        counted_in: quarter.to_owned(),
        quarter: adjustment.quarter.clone(),
        code: adjustment.code.clone(),
        thousandths: adjustment.thousandths,
    }
}

fn rating(measure: &MeasureYear, thresholds: &Thresholds) -> Option<Rating> {
    let target = Quantity(measure.target_thousandths?);
    rate(Quantity(measure.evidenced_thousandths), target, thresholds)
}
