//! Who is signed in.

use database::Id;
use domain::calendar::Calendar;
use domain::people::Role;
use jiff::civil::Date;

/// The person who is signed in, with their organisation.
#[derive(Debug, Clone)]
pub(crate) struct Who {
    pub(crate) person_id: Id,
    pub(crate) name: String,
    pub(crate) email: String,
    pub(crate) roles: Vec<Role>,
    pub(crate) organisation_id: Id,
    pub(crate) organisation: String,
    pub(crate) calendar: Calendar,
    /// The first day entries may be dated.
    pub(crate) first_day: Date,
    /// The session's secret, from the cookie.
    pub(crate) token: String,
}
