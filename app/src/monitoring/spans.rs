//! The figures of each measure in a year of any calendar, month by month. What has no evidence, or weaker
//! evidence than its measure asks for, stands apart in each and is never added in (P1.2e).

use super::calendars::CalendarAsked;
use crate::failure::Failure;
use crate::framework::Measure;
use crate::ledger::{self, DaySum};
use database::Read;
use domain::ledger::Grade;
use domain::monitoring::SealedGrade;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// A measure's figures in a year, in thousandths of its unit.
pub(super) struct Span<'a> {
    pub(super) measure: &'a Measure,
    /// What is evidenced in each of the twelve months.
    pub(super) months: Vec<i64>,
    pub(super) evidenced: i64,
    pub(super) additional: i64,
    pub(super) apart: i64,
    pub(super) by_grade: Vec<SealedGrade>,
    /// What of all of it belongs by its own date to an earlier year.
    pub(super) from_before: i64,
}

/// What a year of a calendar holds.
pub(super) enum Sums {
    /// The sums by measure, day or month, and grade.
    Known(Vec<DaySum>),
    /// More entries of a contract than are read for one page.
    TooMany,
}

/// The sums of a year, and what of them belongs to an earlier one.
pub(super) fn sums(
    read: &mut Read<'_>,
    asked: &CalendarAsked,
) -> Result<(Sums, BTreeMap<database::Id, i64>), Failure> {
    match asked.contract_id() {
        Some(id) => {
            let found = ledger::of_contract(read, id, asked.days)?;
            Ok((found.map_or(Sums::TooMany, Sums::Known), BTreeMap::new()))
        }
        None => {
            let found = ledger::by_month(read, asked.own, asked.days)?;
            let before = ledger::from_before(read, asked.own, asked.days)?;
            Ok((Sums::Known(found), before))
        }
    }
}

/// The month a day lies in.
fn month_of(months: &[(Date, Date)], day: Date) -> Option<usize> {
    let holds = |(first, last): &(Date, Date)| (*first..=*last).contains(&day);
    months.iter().position(holds)
}

/// A measure's figures.
pub(super) fn span<'a>(
    measure: &'a Measure,
    (sums, before): (&[DaySum], &BTreeMap<database::Id, i64>),
    months: &[(Date, Date)],
) -> Span<'a> {
    let mut span = Span {
        measure,
        months: vec![0; months.len()],
        evidenced: 0,
        additional: 0,
        apart: 0,
        by_grade: Vec::new(),
        from_before: before.get(&measure.id).copied().unwrap_or_default(),
    };
    let mut by_grade: BTreeMap<Grade, i64> = BTreeMap::new();
    for sum in sums.iter().filter(|sum| sum.measure_id == measure.id) {
        *by_grade.entry(sum.grade).or_default() += sum.quantity.0;
        if sum.grade.number() < measure.minimum_grade {
            span.apart += sum.quantity.0;
            continue;
        }
        span.evidenced += sum.quantity.0;
        span.additional += sum.additional.0;
        let month = month_of(months, sum.on).and_then(|place| span.months.get_mut(place));
        if let Some(month) = month {
            *month += sum.quantity.0;
        }
    }
    let grades = by_grade
        .into_iter()
        .filter(|(_, thousandths)| *thousandths != 0);
    span.by_grade = grades
        .map(|(grade, thousandths)| SealedGrade {
            grade: grade.number(),
            thousandths,
        })
        .collect();
    span
}

/// The figures of every measure that has an entry in the year, in the framework's order.
pub(super) fn spans<'a>(
    measures: &'a [Measure],
    (sums, before): (&[DaySum], &BTreeMap<database::Id, i64>),
    months: &[(Date, Date)],
) -> Vec<Span<'a>> {
    let has_any = |measure: &&Measure| {
        let mut of = sums.iter().filter(|sum| sum.measure_id == measure.id);
        of.any(|sum| sum.entries != 0 || sum.quantity.0 != 0)
    };
    let with_any = measures.iter().filter(has_any);
    with_any
        .map(|measure| span(measure, (sums, before), months))
        .collect()
}

impl Span<'_> {
    /// The measure by its code and title.
    pub(super) fn named(&self) -> String {
        format!("{} {}", self.measure.code, self.measure.title)
    }

    /// What is evidenced in each quarter of the year: three months at a time.
    pub(super) fn quarters(&self) -> Vec<i64> {
        self.months
            .chunks(3)
            .map(|months| months.iter().sum())
            .collect()
    }
}
