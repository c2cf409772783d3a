//! People without an account in the example, who come by a link.

use super::stage::Stage;
use crate::failure::Failure;
use crate::feedback;
use crate::visit::{Reply, Visit};
use domain::people::Role;
use jiff::civil::Date;

/// Somebody without an account at a link.
pub(super) fn stranger<'a>(
    stage: &'a Stage<'a>,
    (token, day): (&str, Date),
    typed: &[(&str, &str)],
) -> Result<Visit<'a>, Failure> {
    let mut visit = stage.visit(
        (stage.actor(Role::Lead, 0)?, day),
        &[("token", token)],
        typed,
    );
    visit.who = None;
    Ok(visit)
}

/// Makes a link and gives its token, which the page shows once.
pub(super) fn link(
    stage: &Stage<'_>,
    day: Date,
    typed: &[(&str, &str)],
) -> Result<String, Failure> {
    let mut visit = stage.visit((stage.actor(Role::Lead, 0)?, day), &[], typed);
    let Reply::Page { html, .. } = feedback::make_link::submit(&mut visit)? else {
        return Err(Failure::NotFound);
    };
    let of_link = |rest: &str| {
        let token: String = rest.chars().take_while(char::is_ascii_hexdigit).collect();
        Some(token).filter(|token| token.len() == 64)
    };
    html.split("/feedback/")
        .find_map(of_link)
        .ok_or(Failure::NotFound)
}
