//! Whose practice this is: its name, its calendar, the areas it calls local (P1.1b) and how
//! progress is rated.

pub(crate) mod set_up;
pub(crate) mod settings;
mod store;

pub(crate) use store::{
    Area, Organisation, add, area_add, areas, every_organisation, find, is_new, only_organisation,
};

/// The six Liverpool City Region authorities with their GSS codes (ONS Code History Database), the
/// areas a new organisation starts with.
pub(crate) const LIVERPOOL_CITY_REGION: [(&str, &str); 6] = [
    ("E08000011", "Knowsley"),
    ("E08000012", "Liverpool"),
    ("E08000013", "St. Helens"),
    ("E08000014", "Sefton"),
    ("E08000015", "Wirral"),
    ("E06000006", "Halton"),
];

/// Ratings from so many percent of the target: Good, Approaching target, Requires improvement; below
/// that it is Inadequate. An organisation may set its own.
pub(crate) const THRESHOLDS: (i64, i64, i64) = (100, 80, 50);
