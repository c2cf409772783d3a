//! Adding a quarter's figures to those of the year, theme by theme and measure by measure.

use super::outcomes::{MeasureYear, QuarterFigures, ThemeYear};
use crate::monitoring::{
    SealedArea, SealedGrade, SealedMeasure, SealedPartner, SealedReturn, SealedTheme,
};

/// The element that fits where it stands, or a new one at the end.
fn found<T>(list: &mut Vec<T>, fits: impl Fn(&T) -> bool, new: impl FnOnce() -> T) -> &mut T {
    match list.iter().position(fits) {
        Some(position) => {
            let there = list.remove(position);
            list.insert_mut(position, there)
        }
        None => list.push_mut(new()),
    }
}

/// The year of a theme, begun when it is met first.
pub(super) fn theme_of<'a>(
    themes: &'a mut Vec<ThemeYear>,
    theme: &SealedTheme,
) -> &'a mut ThemeYear {
    found(
        themes,
        |year| year.theme == *theme,
        || ThemeYear {
            theme: theme.clone(),
            measures: Vec::new(),
            remarks: Vec::new(),
            elsewhere: None,
        },
    )
}

/// The year of a measure, begun with noughts in every quarter when it is met first.
pub(super) fn measure_of<'a>(
    measures: &'a mut Vec<MeasureYear>,
    measure: &SealedMeasure,
    returns: &[SealedReturn],
) -> &'a mut MeasureYear {
    let quarters = || returns.iter().map(|signed| nothing(&signed.quarter));
    found(
        measures,
        |year| year.id == measure.id,
        || MeasureYear {
            id: measure.id,
            code: measure.code.clone(),
            title: measure.title.clone(),
            unit: measure.unit.clone(),
            quarters: quarters().collect(),
            target_thousandths: None,
            evidenced_thousandths: 0,
            additional_thousandths: 0,
            unevidenced_thousandths: 0,
            by_grade: Vec::new(),
            by_area: Vec::new(),
            by_partner: Vec::new(),
            entries: 0,
            rating: None,
        },
    )
}

fn nothing(quarter: &str) -> QuarterFigures {
    QuarterFigures {
        quarter: quarter.to_owned(),
        target_thousandths: None,
        evidenced_thousandths: 0,
        additional_thousandths: 0,
        unevidenced_thousandths: 0,
        rating: None,
    }
}

/// Adds a quarter's figures to the year's. Sums stop at the largest whole number instead of turning
/// round; a ledger of that size would have stopped first.
pub(super) fn add(year: &mut MeasureYear, measure: &SealedMeasure, position: usize) {
    quarter_of(year, measure, position);
    sums(year, measure);
}

/// Takes figures off those of the year, or adds them, without a quarter: what counts once only.
pub(super) fn correct(year: &mut MeasureYear, measure: &SealedMeasure) {
    sums(year, measure);
    year.by_grade.retain(|part| part.thousandths != 0);
    year.by_area.retain(|part| part.thousandths != 0);
    year.by_partner.retain(|part| part.thousandths != 0);
}

/// The same figures with the other sign.
pub(super) fn taken_off(measure: &SealedMeasure) -> SealedMeasure {
    let mut taken = measure.clone();
    let grades = taken.by_grade.iter_mut().map(|part| &mut part.thousandths);
    let areas = taken.by_area.iter_mut().map(|part| &mut part.thousandths);
    let partners = taken.by_partner.iter_mut();
    let partners = partners.map(|part| &mut part.thousandths);
    let own = [
        &mut taken.evidenced_thousandths,
        &mut taken.additional_thousandths,
        &mut taken.unevidenced_thousandths,
        &mut taken.entries,
    ];
    for figure in grades.chain(areas).chain(partners).chain(own) {
        *figure = figure.saturating_neg();
    }
    taken
}

fn quarter_of(year: &mut MeasureYear, measure: &SealedMeasure, position: usize) {
    if let Some(quarter) = year.quarters.get_mut(position) {
        quarter.target_thousandths = measure.target_thousandths;
        quarter.evidenced_thousandths = measure.evidenced_thousandths;
        quarter.additional_thousandths = measure.additional_thousandths;
        quarter.unevidenced_thousandths = measure.unevidenced_thousandths;
        quarter.rating.clone_from(&measure.rating);
    }
    if let Some(target) = measure.target_thousandths {
        let before = year.target_thousandths.unwrap_or_default();
        year.target_thousandths = Some(before.saturating_add(target));
    }
}

fn sums(year: &mut MeasureYear, measure: &SealedMeasure) {
    plus(
        &mut year.evidenced_thousandths,
        measure.evidenced_thousandths,
    );
    plus(
        &mut year.additional_thousandths,
        measure.additional_thousandths,
    );
    plus(
        &mut year.unevidenced_thousandths,
        measure.unevidenced_thousandths,
    );
    plus(&mut year.entries, measure.entries);
    for part in &measure.by_grade {
        let new = || SealedGrade {
            grade: part.grade,
            thousandths: 0,
        };
        let grade = found(&mut year.by_grade, |of| of.grade == part.grade, new);
        plus(&mut grade.thousandths, part.thousandths);
    }
    for part in &measure.by_area {
        let new = || SealedArea {
            thousandths: 0,
            ..part.clone()
        };
        let area = found(&mut year.by_area, |of| of.code == part.code, new);
        plus(&mut area.thousandths, part.thousandths);
        for method in &part.methods {
            if !area.methods.contains(method) {
                area.methods.push(method.clone());
            }
        }
    }
    for part in &measure.by_partner {
        let new = || SealedPartner {
            thousandths: 0,
            ..part.clone()
        };
        let partner = found(&mut year.by_partner, |of| of.id == part.id, new);
        plus(&mut partner.thousandths, part.thousandths);
    }
    year.by_grade.sort_by_key(|part| part.grade);
    year.by_area
        .sort_by(|one, other| (&one.name, &one.code).cmp(&(&other.name, &other.code)));
    year.by_partner
        .sort_by(|one, other| (&one.name, one.id).cmp(&(&other.name, other.id)));
}

fn plus(sum: &mut i64, part: i64) {
    *sum = sum.saturating_add(part);
}
