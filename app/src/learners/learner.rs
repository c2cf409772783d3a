//! A learner of a file as far as they are kept.

use super::{Home, OneLearner};
use crate::places::Located;
use domain::ilr::{AgeBand, Aim, Completion, EmploymentStatus, Status, age_band};
use ilr::{Area, Delivery, Learner};
use std::collections::BTreeSet;

/// Text as it can be kept and shown; a reference may hold spaces.
pub(super) fn clean(text: &str) -> String {
    let letters = text.trim().chars().filter(|letter| !letter.is_control());
    letters.take(40).collect()
}

fn pairs(found: &BTreeSet<(String, String)>) -> BTreeSet<(String, String)> {
    let code = |text: &str| text.chars().filter(char::is_ascii_alphanumeric).collect();
    found
        .iter()
        .map(|(kind, value)| (code(kind), code(value)))
        .collect()
}

/// A learner as far as they are kept, and how many of their aims cannot be.
pub(super) fn one_learner(reference: String, learner: &Learner) -> (OneLearner, usize) {
    let mut one = OneLearner {
        reference,
        person_key: learner.person.map(|key| key.bytes()),
        ..OneLearner::default()
    };
    one.record.statuses = learner
        .employment
        .iter()
        .filter_map(|status| {
            Some(EmploymentStatus {
                status: Status::from_code(&status.status),
                from: status.from?,
                monitoring: pairs(&status.monitoring),
            })
        })
        .collect();
    let mut passed_over = 0;
    for delivery in &learner.deliveries {
        match (delivery.sequence, aim(delivery)) {
            (Some(number), Some(aim)) if !one.record.aims.contains_key(&number) => {
                one.record.aims.insert(number, aim);
                one.homes.insert(number, home(delivery));
            }
            _ => passed_over += 1,
        }
    }
    (one, passed_over)
}

fn aim(delivery: &Delivery) -> Option<Aim> {
    let codes = delivery.tailored_outcomes.iter();
    Some(Aim {
        reference: clean(&delivery.aim),
        aim_type: clean(&delivery.aim_type),
        started_on: delivery.started_on?,
        ended_on: delivery.ended_on,
        completion: Completion::from_code(&delivery.completion),
        outcome: delivery.outcome.as_deref().map(clean),
        planned_hours: delivery.planned_hours,
        tailored_outcomes: codes
            .map(|code| code.chars().filter(char::is_ascii_alphanumeric).collect())
            .collect(),
        monitoring: pairs(&delivery.monitoring),
    })
}

fn home(delivery: &Delivery) -> Home {
    Home {
        age_band: delivery.age_at_start.map(|age| match age_band(age) {
            AgeBand::Under19 => "under 19",
            AgeBand::From19To24 => "19 to 24",
            AgeBand::From25To49 => "25 to 49",
            AgeBand::From50 => "50 and over",
        }),
        outward: delivery.home_at_start.outward.clone(),
        located: delivery.home_at_start.area.clone().map(located),
    }
}

pub(super) fn area(located: Located) -> Area {
    Area {
        authority: located.area_code,
        ward: located.ward,
        lsoa: located.lsoa,
        decile: located.decile,
        method: located.method,
        decile_method: located.decile_method,
    }
}

fn located(area: Area) -> Located {
    Located {
        area_code: area.authority,
        ward: area.ward,
        lsoa: area.lsoa,
        decile: area.decile,
        method: area.method,
        decile_method: area.decile_method,
    }
}
