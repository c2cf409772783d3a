//! Whose practice this is: its name, its calendar, the areas it calls local (P1.1b) and how
//! progress is rated.

pub(crate) mod set_up;
pub(crate) mod settings;
mod store;

pub(crate) use store::{
    Area, Organisation, add, area_add, areas, every_organisation, find, is_new, only_organisation,
};

/// The areas a new organisation starts with.
pub(crate) use domain::map::LIVERPOOL_CITY_REGION;

/// Ratings from so many percent of the target: Good, Approaching target, Requires improvement; below
/// that it is Inadequate. An organisation may set its own.
pub(crate) const THRESHOLDS: (i64, i64, i64) = (100, 80, 50);
