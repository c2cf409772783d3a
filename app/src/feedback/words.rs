//! The names of what links and answers are about, as pages say them.

use super::LinkOf;
use crate::failure::Failure;
use crate::{activities, partners};
use database::{Id, Read};
use domain::calendar::Calendar;
use std::collections::BTreeMap;

/// The names of partners and activities.
pub(super) struct Names {
    partners: BTreeMap<Id, String>,
    activities: BTreeMap<Id, String>,
    calendar: Calendar,
}

impl Names {
    /// All names of the organisation.
    pub(super) fn of(read: &mut Read<'_>, calendar: Calendar) -> Result<Self, Failure> {
        let partners = partners::all(read)?.into_iter();
        let activities = activities::all(read)?.into_iter();
        Ok(Self {
            partners: partners.map(|one| (one.id, one.name)).collect(),
            activities: activities.map(|one| (one.id, one.title)).collect(),
            calendar,
        })
    }

    /// Whom a link asks, about what.
    pub(super) fn link(&self, of: &LinkOf) -> String {
        match of {
            LinkOf::Partner {
                partner_id,
                quarter,
            } => {
                let name = self.partners.get(partner_id).map(String::as_str);
                format!("{}, {}", name.unwrap_or_default(), self.quarter(quarter))
            }
            LinkOf::Learners { activity_id } => {
                let title = self.activities.get(activity_id).map(String::as_str);
                format!("Learners of “{}”", title.unwrap_or_default())
            }
        }
    }

    /// A quarter by its name.
    pub(super) fn quarter(&self, name: &str) -> String {
        let quarter = self.calendar.quarter(name);
        quarter.map_or_else(|| name.to_owned(), domain::calendar::Quarter::title)
    }
}
