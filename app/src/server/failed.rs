//! The pages of failure: each says what happened and what to do next. The cause of a broken page is
//! logged once, here, beside the reference that the page shows.

use super::response;
use crate::app::new_id;
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use axum::body::Body;
use axum::http::Response;
use pages::Frame;

#[derive(Template)]
#[template(path = "server/failed.html")]
struct Failed {
    frame: Frame,
    title: &'static str,
    text: String,
    reference: Option<String>,
}

/// The page of a failure.
pub(super) fn page(visit: &Visit<'_>, failure: &Failure, asked: &str) -> Answer {
    let (status, title, text) = match failure {
        Failure::SignInFirst => {
            return Ok(Reply::See {
                path: "/sign-in".to_owned(),
                notice: None,
            });
        }
        Failure::NotAllowed => (403, "You cannot open this page", not_allowed(visit)),
        Failure::NotFound => (
            404,
            "Page not found",
            "There is nothing at this address, or you may not see it. Check the address, or start \
             again from the first page."
                .to_owned(),
        ),
        Failure::Changed(what) => (409, "Somebody changed this meanwhile", (*what).to_owned()),
        Failure::Rule(words) => (409, "This could not be kept", words.clone()),
        Failure::Refused(why) => (400, "This could not be accepted", sentence(why)),
        Failure::Broken(_) => (
            500,
            "Something went wrong",
            "It is our fault and not yours. Nothing of what you sent was kept. Try again in a \
             moment; if it happens again, tell your administrator the reference below."
                .to_owned(),
        ),
    };
    let reference = note(failure, asked);
    let page = Failed {
        frame: visit.frame(),
        title,
        text,
        reference,
    };
    Ok(Reply::Page {
        status,
        html: page.render()?,
    })
}

/// The last resort, when even a page cannot be made.
pub(super) fn plain(failure: &Failure, asked: &str) -> Response<Body> {
    note(failure, asked);
    let mut response = response::new(
        500,
        b"Something went wrong. Try again in a moment.".to_vec(),
    );
    response::add(&mut response, "content-type", "text/plain; charset=utf-8");
    response
}

fn note(failure: &Failure, asked: &str) -> Option<String> {
    let Failure::Broken(cause) = failure else {
        return None;
    };
    let reference = new_id().to_string();
    tracing::error!(reference, asked, "broken: {cause:#}");
    Some(reference)
}

fn not_allowed(visit: &Visit<'_>) -> String {
    let roles = visit
        .who
        .as_ref()
        .map(|who| who.roles.as_slice())
        .unwrap_or_default();
    let names: Vec<&str> = roles.iter().map(|role| role.name()).collect();
    format!(
        "Your role here is {}, which does not include this. Ask your administrator if you need it.",
        if names.is_empty() {
            "not set".to_owned()
        } else {
            names.join(" and ")
        }
    )
}

fn sentence(why: &str) -> String {
    let mut letters = why.chars();
    let first = letters
        .next()
        .map(|letter| letter.to_uppercase().to_string())
        .unwrap_or_default();
    format!("{first}{}.", letters.as_str())
}
