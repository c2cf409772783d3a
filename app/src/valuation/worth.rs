//! What a year is worth: a row for each measure and quarter, at the value and by the assumptions that
//! hold on the quarter's first day, of what is evidenced and additional. The cost of a year does not
//! grow with its entries.

use super::{Assumed, Setting, store};
use crate::failure::Failure;
use crate::framework::{self, Measure, Value};
use crate::ledger::{self, Part, Total};
use database::{Id, Read};
use domain::calendar::{Calendar, Quarter, Year};
use domain::framework::UnitKind;
use domain::ledger::Quantity;
use domain::valuation::{Case, DiscountRates, FirstYear, Pence, Share, WholeLife, discount_rates};
use std::collections::BTreeMap;

/// A measure's quarter in pounds.
pub(crate) struct Row {
    pub(crate) measure: Measure,
    pub(crate) quarter: Quarter,
    pub(crate) quantity: Quantity,
    pub(crate) value: Value,
    pub(crate) worth: WholeLife,
    /// Whether it is money that was spent nearby rather than value added.
    pub(crate) kind: Kind,
}

/// What a row adds up to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Social value that would not have been there.
    Additional,
    /// Money that was spent nearby: shown apart, because it would have been spent somewhere.
    Local,
}

impl Kind {
    /// What a table of such rows shows, and what has to be said beside it.
    pub(crate) fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Additional => (
                "Social value that would not have been there",
                "Only what has the evidence its measure asks for, and only the part that comes on top of what contracts pay for.",
            ),
            Self::Local => (
                "Money spent nearby",
                "Shown apart and never added to the value above: it would have been spent somewhere.",
            ),
        }
    }
}

/// A year in pounds.
pub(crate) struct Worth {
    pub(crate) rows: Vec<Row>,
    pub(crate) rates: DiscountRates,
    pub(crate) first_year: FirstYear,
    /// Measures that count something this year and have no value.
    pub(crate) unvalued: Vec<Measure>,
}

/// The rates and the convention that are set, or the usual ones.
pub(super) fn rates(read: &mut Read<'_>) -> Result<(DiscountRates, FirstYear), Failure> {
    let setting = store::setting(read)?.unwrap_or(Setting {
        rates: "standard".to_owned(),
        first_year: FirstYear::Zero,
    });
    let all = known_rates()?;
    let found = all.iter().find(|rates| rates.key == setting.rates);
    let rates = found.or(all.first()).cloned();
    let rates = rates.ok_or_else(|| Failure::Broken(anyhow::anyhow!("no discount rates")))?;
    Ok((rates, setting.first_year))
}

/// Every schedule of rates that comes with the program.
pub(super) fn known_rates() -> Result<Vec<DiscountRates>, Failure> {
    discount_rates().map_err(|fault| Failure::Broken(anyhow::anyhow!("discount rates: {fault}")))
}

/// What nothing is assumed of lasts a year, and all of it is left.
fn nothing_assumed(from: jiff::civil::Date) -> Assumed {
    Assumed {
        from,
        years: 1,
        deadweight: Share::default(),
        displacement: Share::default(),
        attribution: Share::default(),
        drop_off: Share::default(),
        reason: String::new(),
    }
}

impl Worth {
    pub(crate) fn read(
        read: &mut Read<'_>,
        calendar: Calendar,
        year: Year,
    ) -> Result<Self, Failure> {
        let (rates, first_year) = rates(read)?;
        let values = framework::values(read)?;
        let assumed = store::assumed(read)?;
        let totals = ledger::totals(read, &[Part::Whole], &year.quarters())?;
        let sums = sums(&totals);
        let mut found = Self {
            rows: Vec::new(),
            rates,
            first_year,
            unvalued: Vec::new(),
        };
        for measure in framework::measures(read)? {
            let mut is_valued = None;
            for quarter in year.quarters() {
                let Some(quantity) = quantity(&sums, &measure, quarter) else {
                    continue;
                };
                let day = calendar.first_day(quarter);
                let of = values
                    .get(&measure.id)
                    .map(Vec::as_slice)
                    .unwrap_or_default();
                let Some(value) = framework::value_on(of, day) else {
                    is_valued = is_valued.or(Some(false));
                    continue;
                };
                is_valued = Some(true);
                let assumed = assumed.get(&measure.id).map(Vec::as_slice);
                let mut assumed = assumed.unwrap_or_default().iter();
                let assumed = assumed.rfind(|one| one.from <= day).cloned();
                let assumed = assumed.unwrap_or_else(|| nothing_assumed(day));
                found.add((&measure, quarter, quantity), value, &assumed)?;
            }
            if is_valued == Some(false) {
                found.unvalued.push(measure);
            }
        }
        Ok(found)
    }

    fn add(
        &mut self,
        (measure, quarter, quantity): (&Measure, Quarter, Quantity),
        value: &Value,
        assumed: &Assumed,
    ) -> Result<(), Failure> {
        let case = Case {
            quantity,
            pounds: value.pounds,
            years: assumed.years,
            deadweight: assumed.deadweight,
            displacement: assumed.displacement,
            attribution: assumed.attribution,
            drop_off: assumed.drop_off,
            rates: &self.rates,
            first_year: self.first_year,
        };
        let worth = case
            .work_out()
            .map_err(|refused| Failure::Rule(format!("{}: {refused}", measure.code)))?;
        let kind = match UnitKind::of(&measure.unit) {
            UnitKind::Pounds => Kind::Local,
            UnitKind::FullTimeEquivalents
            | UnitKind::HoursAttended
            | UnitKind::StaffHours
            | UnitKind::Weeks
            | UnitKind::Days
            | UnitKind::Percent
            | UnitKind::Attendances
            | UnitKind::Number => Kind::Additional,
        };
        self.rows.push(Row {
            measure: measure.clone(),
            quarter,
            quantity,
            value: value.clone(),
            worth,
            kind,
        });
        Ok(())
    }

    /// The sum of a column of the rows of a kind.
    pub(crate) fn sum(&self, kind: Kind, column: fn(&WholeLife) -> Pence) -> Pence {
        let rows = self.rows.iter().filter(|row| row.kind == kind);
        rows.map(|row| column(&row.worth)).sum()
    }
}

/// Totals by measure and quarter.
fn sums(totals: &[Total]) -> BTreeMap<(Id, Quarter), Vec<&Total>> {
    let mut found: BTreeMap<(Id, Quarter), Vec<&Total>> = BTreeMap::new();
    for total in totals {
        let key = (total.measure_id, total.quarter);
        found.entry(key).or_default().push(total);
    }
    found
}

/// What of a measure's quarter is evidenced and additional; none when that is nothing.
fn quantity(
    sums: &BTreeMap<(Id, Quarter), Vec<&Total>>,
    measure: &Measure,
    quarter: Quarter,
) -> Option<Quantity> {
    let totals = sums.get(&(measure.id, quarter))?.iter();
    let counted = totals.filter(|total| total.grade.number() >= measure.minimum_grade);
    let sum: i64 = counted.map(|total| total.additional.0).sum();
    (sum != 0).then_some(Quantity(sum))
}
