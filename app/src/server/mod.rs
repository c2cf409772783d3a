//! Between the network and the pages: cookies, uploads, cross-site protection, security headers and
//! the pages of failure. Every route of [`crate::routes`] is answered here and nowhere else.

mod cookies;
mod failed;
mod listen;
mod public;
mod request;
mod response;
mod uploads;

#[cfg(test)]
mod tests;

use crate::app::App;
use crate::exact;
use crate::failure::Failure;
use crate::personal_data;
use crate::routes::{Access, ROUTES, Route};
use crate::visit::{Answer, Reply, Visit};
use axum::Router;
use axum::extract::Request;
use axum::http::Method;
use axum::response::Response;
use axum::routing::{MethodFilter, on};
use database::Via;
use std::sync::Arc;

pub(crate) use listen::listen;

/// All routes as one service.
pub(crate) fn router(app: &Arc<App>) -> Router {
    let mut router = Router::new();
    for route in ROUTES {
        let app = Arc::clone(app);
        let filter = if route.method == "GET" {
            MethodFilter::GET
        } else {
            MethodFilter::POST
        };
        for address in route.addresses() {
            let app = Arc::clone(&app);
            let answer = move |request: Request| answer(Arc::clone(&app), route, request);
            router = router.route(&address, on(filter, answer));
        }
    }
    let unknown = Arc::clone(app);
    router.fallback(move |request: Request| not_found(Arc::clone(&unknown), request))
}

async fn answer(app: Arc<App>, route: &'static Route, request: Request) -> Response {
    let asked = request.uri().path().to_owned();
    let shown = shown(route, &asked);
    let known = request.headers().get("if-none-match").cloned();
    let via = Via::Page(route.method, route.path);
    match request::open(&app, via, request).await {
        Ok(mut visit) => {
            let answer = tokio::task::block_in_place(|| decide(route, &mut visit));
            public::unless_known(response::of(&visit, answer, shown), known.as_ref())
        }
        Err(failure) => response::without_visit(&app, &failure, shown),
    }
}

/// The address as a page of failure and the server's own lines may show it: never with the secret of a link.
fn shown<'a>(route: &Route, asked: &'a str) -> &'a str {
    if route.path.contains("{token}") {
        route.path
    } else {
        asked
    }
}

/// Answers, and keeps no file of a request that is refused: nothing was written that names it.
fn decide(route: &Route, visit: &mut Visit<'_>) -> Answer {
    let answer = match allow(route, visit) {
        Ok(()) => (route.answer)(visit),
        Err(refused) => {
            forget_uploads(visit);
            return Err(refused);
        }
    };
    if visit.left_out.is_some() || matches!(&answer, Ok(Reply::Page { status: 400.., .. })) {
        forget_uploads(visit);
    }
    if answer.is_ok() && route.logged.is_some() {
        exact::note(visit, route.path)?;
    }
    if answer.is_ok() && route.about_people.is_some() {
        personal_data::note(visit, route.path)?;
    }
    answer
}

fn forget_uploads(visit: &Visit<'_>) {
    let new = visit.uploads.iter().filter(|upload| !upload.was_kept);
    for upload in new {
        if let Err(fault) = visit.app.vault.remove(upload.sha256) {
            tracing::warn!("a refused file was not removed: {fault}");
        }
    }
}

fn allow(route: &Route, visit: &Visit<'_>) -> Result<(), Failure> {
    match route.access {
        Access::Anyone => {}
        Access::SignedIn => {
            visit.who()?;
        }
        Access::May(action) => {
            visit.who()?;
            if !visit.may(action) {
                return Err(Failure::NotAllowed);
            }
        }
    }
    if route.method == "POST" {
        request::is_from_our_form(visit)?;
    }
    Ok(())
}

/// What is shown of an address that is not here: it may be a link with one letter too many.
const ELSEWHERE: &str = "an address that is not here";

async fn not_found(app: Arc<App>, request: Request) -> Response {
    let method = request.method().clone();
    match request::open(&app, Via::System, request).await {
        Ok(visit) if method == Method::GET || method == Method::POST => {
            response::of(&visit, Err(Failure::NotFound), ELSEWHERE)
        }
        Ok(_) | Err(_) => response::without_visit(&app, &Failure::NotFound, ELSEWHERE),
    }
}
