//! Opens a request: who sent it, what was typed, which files came along.

use super::{cookies, uploads};
use crate::app::App;
use crate::failure::Failure;
use crate::people;
use crate::visit::{Visit, csrf_token};
use axum::RequestExt;
use axum::body::to_bytes;
use axum::extract::{RawPathParams, Request};
use axum::http::{HeaderMap, Method};
use database::Via;
use pages::Form;
use std::sync::Arc;

/// The most that may be typed into one form.
pub(super) const TYPED_BYTES: usize = 1_000_000;

/// A request, which came by this way, as a visit; its form is read for POST alone.
pub(super) async fn open(
    app: &Arc<App>,
    via: Via,
    mut request: Request,
) -> Result<Visit<'_>, Failure> {
    let now = app.clock.now();
    let headers = request.headers().clone();
    let path = request.uri().path().to_owned();
    let query = form_of(request.uri().query().unwrap_or_default().as_bytes());
    let parameters = request
        .extract_parts::<RawPathParams>()
        .await
        .map(|found| {
            found
                .iter()
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .collect()
        })
        .unwrap_or_default();
    let who = match cookies::session(&headers) {
        Some(token) => people::who(app, &token, now)?,
        None => None,
    };
    let notice = cookies::notice(&headers);
    let mut visit = Visit {
        app,
        who,
        now,
        via,
        path,
        parameters,
        query,
        form: Form::default(),
        uploads: Vec::new(),
        left_out: None,
        notice,
    };
    if request.method() == Method::POST {
        is_from_our_site(&headers)?;
        read_body(&mut visit, &headers, request).await?;
    }
    Ok(visit)
}

fn form_of(bytes: &[u8]) -> Form {
    Form::from_pairs(form_urlencoded::parse(bytes))
}

async fn read_body(
    visit: &mut Visit<'_>,
    headers: &HeaderMap,
    request: Request,
) -> Result<(), Failure> {
    let kind = headers
        .get("content-type")
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    if kind.starts_with("multipart/form-data") {
        return uploads::read(visit, request).await;
    }
    if !kind.starts_with("application/x-www-form-urlencoded") {
        return Err(Failure::Refused("the form did not arrive as a form"));
    }
    let bytes = to_bytes(request.into_body(), TYPED_BYTES)
        .await
        .map_err(|_| Failure::Refused("too much was typed into the form: the most is 1 MB"))?;
    visit.form = form_of(&bytes);
    Ok(())
}

/// Refuses a form that another site sent: by `Sec-Fetch-Site` where the browser says it, else by
/// comparing `Origin` with `Host`.
fn is_from_our_site(headers: &HeaderMap) -> Result<(), Failure> {
    const ELSEWHERE: Failure = Failure::Refused("this form was sent from another site");
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text("sec-fetch-site") {
        return if site == "same-origin" || site == "none" {
            Ok(())
        } else {
            Err(ELSEWHERE)
        };
    }
    match (text("origin"), text("host")) {
        (None, _) => Ok(()),
        (Some(origin), Some(host))
            if origin.split_once("://").is_some_and(|(_, at)| at == host) =>
        {
            Ok(())
        }
        (Some(_), _) => Err(ELSEWHERE),
    }
}

/// Refuses a form of a signed-in person that does not carry the session's token.
pub(super) fn is_from_our_form(visit: &Visit<'_>) -> Result<(), Failure> {
    match &visit.who {
        None => Ok(()),
        Some(who) if visit.form.value("csrf") == csrf_token(&who.token) => Ok(()),
        Some(_) => Err(Failure::Refused(
            "the form is out of date: go back, load the page again and send it once more",
        )),
    }
}
