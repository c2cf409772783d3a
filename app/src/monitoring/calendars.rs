//! Which calendar figures are looked at by: the organisation's own, by which its returns are made; the
//! financial year; the calendar year; or the years of a contract. The entries are the same in each, and
//! nobody records anything twice.

use crate::contracts::{self, Contract};
use crate::failure::Failure;
use crate::visit::Visit;
use database::Id;
use domain::calendar::{Calendar, ContractYear, Year, in_words};
use jiff::civil::Date;
use pages::NavigationItem;

/// How many contracts are offered beside the calendars; the others are reached from their own pages.
const CONTRACTS: usize = 8;

/// Said on every page of figures by a calendar: by which date they count.
pub(super) const COUNTED: &str = "An entry counts on its own date. One that came too late for a quarter that had been signed off counts in the quarter that was open then and is not moved back, so that no signed figure changes. Each entry is in one year of each calendar.";

/// A calendar by its word in an address.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Kind {
    Own,
    Financial,
    CalendarYear,
    Contract(Contract),
}

/// A year of a calendar.
#[derive(Debug)]
pub(super) struct CalendarAsked {
    kind: Kind,
    /// The organisation's own calendar, by which totals are kept.
    pub(super) own: Calendar,
    /// The year's name: `2026-27`, `2026`, or a number for a contract.
    year: String,
    /// Its first and last day.
    pub(super) days: (Date, Date),
    /// Its twelve months, each with first and last day.
    pub(super) months: Vec<(Date, Date)>,
    /// The names of all its calendar's years, newest first.
    others: Vec<String>,
    contracts: Vec<Contract>,
}

impl Kind {
    /// What stands in an address.
    fn key(&self) -> String {
        match self {
            Self::Own => "calendar=academic".to_owned(),
            Self::Financial => "calendar=financial".to_owned(),
            Self::CalendarYear => "calendar=year".to_owned(),
            Self::Contract(contract) => format!("calendar=contract&contract={}", contract.id),
        }
    }

    fn name(&self, own: Calendar) -> String {
        match self {
            Self::Own if own == Calendar::ACADEMIC => "Academic year".to_owned(),
            Self::Own => "Year of the organisation".to_owned(),
            Self::Financial => "Financial year".to_owned(),
            Self::CalendarYear => "Calendar year".to_owned(),
            Self::Contract(contract) => format!("Years of {}", contract.name()),
        }
    }

    fn calendar(&self, own: Calendar) -> Calendar {
        match self {
            Self::Own | Self::Contract(_) => own,
            Self::Financial => Calendar::FINANCIAL,
            Self::CalendarYear => Calendar::CALENDAR_YEAR,
        }
    }
}

/// What the address asks for; nothing when it names no other calendar than the organisation's own.
pub(super) fn other(visit: &Visit<'_>) -> Result<Option<CalendarAsked>, Failure> {
    match visit.query.value("calendar") {
        "" | "academic" => Ok(None),
        _ => CalendarAsked::of(visit).map(Some),
    }
}

/// The months of a year that begins with one.
fn months(calendar: Calendar, year: Year) -> Vec<(Date, Date)> {
    let quarters = year.quarters().into_iter();
    let first_days = quarters.flat_map(|quarter| calendar.months(quarter));
    first_days
        .filter_map(|month| {
            let first: Date = format!("{month}-01").parse().ok()?;
            Some((first, first.last_of_month()))
        })
        .collect()
}

impl CalendarAsked {
    /// The calendar and year in the address: the organisation's own and the year of today where nothing
    /// stands there. What is none does not exist.
    pub(super) fn of(visit: &Visit<'_>) -> Result<Self, Failure> {
        let contracts = visit.read(contracts::all)?;
        let kind = match visit.query.value("calendar") {
            "" | "academic" => Kind::Own,
            "financial" => Kind::Financial,
            "year" => Kind::CalendarYear,
            "contract" => {
                let id = Id::parse_str(visit.query.value("contract"));
                let id = id.map_err(|_| Failure::NotFound)?;
                let contract = contracts.iter().find(|contract| contract.id == id);
                Kind::Contract(contract.cloned().ok_or(Failure::NotFound)?)
            }
            _ => return Err(Failure::NotFound),
        };
        match &kind {
            Kind::Contract(contract) => {
                let starts_on = contract.starts_on;
                Self::of_contract(visit, (kind, starts_on), contracts)
            }
            Kind::Own | Kind::Financial | Kind::CalendarYear => {
                Self::of_calendar(visit, kind, contracts)
            }
        }
    }

    fn of_calendar(
        visit: &Visit<'_>,
        kind: Kind,
        contracts: Vec<Contract>,
    ) -> Result<Self, Failure> {
        let who = visit.who()?;
        let calendar = kind.calendar(who.calendar);
        let (first, newest) = (
            calendar.year_of(who.first_day),
            calendar.year_of(visit.today()),
        );
        let year = match visit.query.value("year") {
            "" => newest,
            name => calendar.year_named(name).ok_or(Failure::NotFound)?,
        };
        if !(first..=newest).contains(&year) {
            return Err(Failure::NotFound);
        }
        let mut others = vec![newest];
        while let Some(last) = others.last().filter(|last| **last > first) {
            others.push(last.previous());
        }
        Ok(Self {
            own: who.calendar,
            year: year.to_string(),
            days: calendar.days(year),
            months: months(calendar, year),
            others: others.iter().map(Year::to_string).collect(),
            kind,
            contracts,
        })
    }

    fn of_contract(
        visit: &Visit<'_>,
        (kind, starts_on): (Kind, Date),
        contracts: Vec<Contract>,
    ) -> Result<Self, Failure> {
        let now = ContractYear::of(starts_on, visit.today());
        let newest = now.map_or(1, ContractYear::number);
        let number = match visit.query.value("year") {
            "" => newest,
            name => name.parse().map_err(|_| Failure::NotFound)?,
        };
        let year = ContractYear::numbered(starts_on, number).filter(|_| number <= newest);
        let year = year.ok_or(Failure::NotFound)?;
        Ok(Self {
            own: visit.who()?.calendar,
            year: number.to_string(),
            days: year.days(),
            months: year.months(),
            others: (1..=newest).rev().map(|one| one.to_string()).collect(),
            kind,
            contracts,
        })
    }

    /// The contract whose year it is, if it is one's.
    pub(super) fn contract_id(&self) -> Option<Id> {
        match &self.kind {
            Kind::Contract(contract) => Some(contract.id),
            Kind::Own | Kind::Financial | Kind::CalendarYear => None,
        }
    }

    /// The year in words: `Financial year 2026-27`.
    pub(super) fn title(&self) -> String {
        match &self.kind {
            Kind::Contract(contract) => format!("Year {} of {}", self.year, contract.name()),
            Kind::Own | Kind::Financial | Kind::CalendarYear => {
                format!("{} {}", self.kind.name(self.own), self.year)
            }
        }
    }

    /// First and last day in words.
    pub(super) fn period(&self) -> String {
        format!("{} to {}", in_words(self.days.0), in_words(self.days.1))
    }

    /// What an address says to ask for it.
    pub(super) fn query(&self) -> String {
        format!("{}&year={}", self.kind.key(), self.year)
    }

    /// The way to the entries of a measure between two days of it.
    pub(super) fn entries(&self, measure_id: Id, (from, to): (Date, Date)) -> String {
        let contract = self.contract_id();
        let contract = contract.map(|id| format!("&contract={id}"));
        let contract = contract.unwrap_or_default();
        format!("/entries?measure={measure_id}{contract}&from={from}&to={to}")
    }

    /// Links to every year of the calendar, newest first.
    pub(super) fn years(&self, path: &str) -> Vec<NavigationItem> {
        let years = self.others.iter().map(|year| {
            let name = match self.kind {
                Kind::Contract(_) => format!("Year {year}"),
                Kind::Own | Kind::Financial | Kind::CalendarYear => year.clone(),
            };
            let href = format!("{path}?{}&year={year}", self.kind.key());
            let mut item = NavigationItem::new(name, href);
            item.current = *year == self.year;
            item
        });
        years.collect()
    }

    /// Links to the same page by every calendar.
    pub(super) fn calendars(&self, path: &str) -> Vec<NavigationItem> {
        let contracts = self.contracts.iter().take(CONTRACTS).cloned();
        let kinds = [Kind::Own, Kind::Financial, Kind::CalendarYear];
        let kinds = kinds.into_iter().chain(contracts.map(Kind::Contract));
        kinds
            .map(|kind| {
                let href = format!("{path}?{}", kind.key());
                let mut item = NavigationItem::new(kind.name(self.own), href);
                item.current = kind == self.kind;
                item
            })
            .collect()
    }
}
