//! `commonweal migrate`: brings a database up to the newest schema and ends.

use super::Places;
use super::serve::say;

/// Opens the database, which applies what it lacks.
pub(super) fn run(places: &Places) -> anyhow::Result<()> {
    places.open()?;
    say("The database has the newest schema.");
    Ok(())
}
