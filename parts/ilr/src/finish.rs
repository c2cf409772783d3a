//! The end of a record: what identifies is turned into what may be kept, and dropped.

use crate::PersonKey;
use crate::door::Door;
use crate::draft::{Draft, Spot};
use crate::place::{Home, Locate};
use crate::problem::ProblemKind;
use crate::record::{Delivery, Destinations, Learner};
use crate::tally::{Tallies, Tally};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

impl Draft {
    /// The learner. It has an empty reference if the file gives none, which is reported.
    pub(crate) fn learner(
        self,
        door: &mut Door<'_>,
        tallies: &mut Tallies,
        spot: &mut Spot<'_>,
    ) -> Learner {
        self.report(spot);
        if door.tally == Tally::Asked {
            Tallies::count(&mut tallies.ethnicity, &self.ethnicity);
            Tallies::count(&mut tallies.difficulty, &self.difficulty);
            tallies.in_custody += u64::from(self.in_custody.is_some());
        }
        let mut seen = BTreeMap::new();
        let now = home(&self.postcode, &mut seen, door.locate);
        let home_now = if now.outward.is_some() {
            now
        } else {
            home(&self.postcode_before, &mut seen, door.locate)
        };
        let born_on = self.born_on;
        let mut deliveries = Vec::with_capacity(self.deliveries.len());
        for (mut delivery, postcode) in self.deliveries {
            let then = home(&postcode, &mut seen, door.locate);
            delivery.home_at_start = if then.outward.is_some() {
                then
            } else {
                home_now.clone()
            };
            delivery.age_at_start = age(born_on, delivery.started_on);
            deliveries.push(delivery);
        }
        Learner {
            reference: self.reference,
            previous_reference: self.previous_reference,
            person: PersonKey::of(&self.number, door.key),
            planned_hours: self.planned_hours,
            home: home_now,
            contact: self.contact,
            employment: self.employment,
            deliveries,
            line: self.line,
        }
    }

    /// What became of a learner.
    pub(crate) fn destinations(self, spot: &mut Spot<'_>) -> Destinations {
        if self.reference.trim().is_empty() {
            self.problem(spot, ProblemKind::Missing, "LearnRefNumber".to_owned());
        }
        Destinations {
            reference: self.reference,
            outcomes: self.destinations,
        }
    }

    fn report(&self, spot: &mut Spot<'_>) {
        let missing = |name: &str, spot: &mut Spot<'_>| {
            self.problem(spot, ProblemKind::Missing, name.to_owned());
        };
        if self.reference.trim().is_empty() {
            missing("LearnRefNumber", spot);
        }
        if self.deliveries.is_empty() {
            missing("LearningDelivery", spot);
        }
        let mut numbers = BTreeSet::new();
        for (delivery, _) in &self.deliveries {
            for name in lacking(delivery) {
                missing(name, spot);
            }
            if let Some(number) = delivery.sequence
                && !numbers.insert(number)
            {
                let said = format!("AimSeqNumber {number}");
                self.problem(spot, ProblemKind::RepeatedAim, said);
            }
        }
    }
}

/// What each aim must have and this one has not.
fn lacking(delivery: &Delivery) -> impl Iterator<Item = &'static str> {
    let has = [
        ("AimSeqNumber", delivery.sequence.is_some()),
        ("LearnAimRef", !delivery.aim.is_empty()),
        ("LearnStartDate", delivery.started_on.is_some()),
        ("CompStatus", !delivery.completion.is_empty()),
    ];
    has.into_iter()
        .filter(|(_, has)| !has)
        .map(|(name, _)| name)
}

/// Each postcode of a learner is handed to the look-up once.
fn home(postcode: &str, seen: &mut BTreeMap<String, Home>, locate: &mut Locate<'_>) -> Home {
    if let Some(home) = seen.get(postcode) {
        return home.clone();
    }
    let home = Home::of(postcode, locate);
    seen.insert(postcode.to_owned(), home.clone());
    home
}

/// Whole years from birth to a day.
fn age(born_on: Option<Date>, day: Option<Date>) -> Option<u8> {
    let (born_on, day) = (born_on?, day?);
    let had_birthday = (day.month(), day.day()) >= (born_on.month(), born_on.day());
    let years = day.year() - born_on.year() - i16::from(!had_birthday);
    u8::try_from(years).ok().filter(|years| *years <= 120)
}

#[test]
fn an_age_is_in_whole_years_on_the_first_day() {
    let age_on = |born: &str, day: &str| age(born.parse().ok(), day.parse().ok());
    assert_eq!(age_on("2000-08-02", "2019-08-01"), Some(18));
    assert_eq!(age_on("2000-08-01", "2019-08-01"), Some(19));
    assert_eq!(age_on("2020-08-01", "2019-08-01"), None);
}
