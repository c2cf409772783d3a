//! The worked example: an invented training provider on the Mersey with two academic years of records,
//! the first of them signed, and a quarter with gaps to look at. It is made by the same pages that
//! people use, one visit after another on the day it would have happened, so that every rule holds
//! in it. Nothing in it is about a real person or organisation.

mod asking;
mod bringing;
mod cast;
mod chance;
mod counts;
mod following;
mod partnering;
mod plan;
mod policing;
mod practice;
mod proving;
mod readiness;
mod reporting;
mod returning;
mod script;
mod showing;
mod signing;
mod stage;
mod strangers;
mod valuing;
mod voices;

use crate::app::App;
use crate::failure::Failure;
use crate::organisation;
use crate::people::{self, Purpose};
use domain::people::Role;
use jiff::Timestamp;
use stage::Stage;
use std::sync::Arc;

pub(crate) use cast::ACTORS;

/// Lays the example into an empty database. `say` is told how far it is.
pub(crate) fn lay(app: &Arc<App>, now: Timestamp, say: &dyn Fn(&str)) -> Result<(), Failure> {
    let stage = Stage::set(app, now)?;
    script::play(&stage, say)?;
    for actor in ACTORS {
        stage.forget_password(actor)?;
    }
    Ok(())
}

/// Whether the database holds no organisation yet.
pub(crate) fn is_empty(app: &App) -> Result<Option<()>, Failure> {
    app.database.directory_look(organisation::is_new)
}

/// A one-time link for the first actor of each role.
pub(crate) fn links(app: &App, now: Timestamp) -> Result<Vec<(String, String, String)>, Failure> {
    let mut links = Vec::new();
    for role in Role::ALL {
        let Some(actor) = ACTORS.iter().find(|actor| actor.role == role) else {
            continue;
        };
        let Some(of) = people::by_email(app, actor.email)? else {
            continue;
        };
        let link = people::one_time_link(app, Purpose::SignIn, Some(of), now)?;
        links.push((role.name().to_owned(), actor.name.to_owned(), link));
    }
    Ok(links)
}
