//! Turns an answer into a response with its headers. No page loads anything from elsewhere, runs a
//! script or is kept by a cache.

use super::{cookies, failed, public};
use crate::app::App;
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};
use axum::body::Body;
use axum::http::header::{HeaderName, HeaderValue};
use axum::http::{Response, StatusCode};
use database::Via;
use std::fs::File;
use std::sync::Arc;
use tokio_util::io::ReaderStream;

const PAGE_POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; \
    form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
const FILE_POLICY: &str = "sandbox; default-src 'none'";
/// Bytes of a long file that are sent at once.
const PIECE: usize = 65_536;
/// A downloaded page brings its own styles and nothing else.
const DOCUMENT_POLICY: &str =
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:";

const ALWAYS: [(&str, &str); 6] = [
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("x-frame-options", "DENY"),
    (
        "permissions-policy",
        "geolocation=(), microphone=(), payment=(), usb=()",
    ),
];

/// The response of a visit.
pub(super) fn of(visit: &Visit<'_>, answer: Answer, asked: &str) -> Response<Body> {
    let reply = answer.or_else(|failure| failed::page(visit, &failure, asked));
    let mut response = match reply {
        Ok(reply) => render(reply),
        Err(failure) => failed::plain(&failure, asked),
    };
    let is_public = response.headers().contains_key("etag");
    if visit.notice.is_some() && !is_public && response.status() != StatusCode::SEE_OTHER {
        add(&mut response, "set-cookie", &cookies::set_notice(None));
    }
    response
}

/// The response when a request could not even be opened.
pub(super) fn without_visit(app: &Arc<App>, failure: &Failure, asked: &str) -> Response<Body> {
    let visit = Visit {
        path: asked.to_owned(),
        ..Visit::without_request(app, (None, Via::System), app.clock.now())
    };
    match failed::page(&visit, failure, asked) {
        Ok(reply) => render(reply),
        Err(failure) => failed::plain(&failure, asked),
    }
}

fn render(reply: Reply) -> Response<Body> {
    match reply {
        Reply::Page { status, html } => {
            let mut response = new(status, html.into_bytes());
            add(&mut response, "content-type", "text/html; charset=utf-8");
            add(&mut response, "content-security-policy", PAGE_POLICY);
            add(&mut response, "cache-control", "no-store");
            response
        }
        Reply::See { path, notice } => {
            let mut response = redirect(&path);
            if let Some(text) = notice {
                add(
                    &mut response,
                    "set-cookie",
                    &cookies::set_notice(Some(&text)),
                );
            }
            response
        }
        Reply::Session { path, token } => {
            let mut response = redirect(&path);
            add(
                &mut response,
                "set-cookie",
                &cookies::set_session(token.as_deref()),
            );
            response
        }
        Reply::File {
            media_type,
            file_name,
            bytes,
        } => kept((media_type, FILE_POLICY), ("attachment", &file_name), bytes),
        Reply::LongFile {
            media_type,
            file_name,
            file,
        } => long(media_type, &file_name, file),
        Reply::Document {
            media_type,
            file_name,
            bytes,
        } => kept((media_type, DOCUMENT_POLICY), ("inline", &file_name), bytes),
        Reply::Public(shown) => public::response(shown),
        Reply::Asset { media_type, bytes } => {
            let mut response = new(200, bytes.to_vec());
            add(&mut response, "content-type", media_type);
            add(
                &mut response,
                "cache-control",
                "public, max-age=31536000, immutable",
            );
            response
        }
    }
}

/// A file from the disk: at no time is more than a piece of it in memory.
fn long(media_type: &str, file_name: &str, file: File) -> Response<Body> {
    let length = file.metadata().map(|about| about.len());
    let pieces = ReaderStream::with_capacity(tokio::fs::File::from_std(file), PIECE);
    let body = Body::from_stream(pieces);
    let mut response = kept((media_type, FILE_POLICY), ("attachment", file_name), body);
    if let Ok(length) = length {
        add(&mut response, "content-length", &length.to_string());
    }
    response
}

fn kept(
    (media_type, policy): (&str, &str),
    (disposition, file_name): (&str, &str),
    body: impl Into<Body>,
) -> Response<Body> {
    let mut response = new(200, body);
    add(&mut response, "content-type", media_type);
    add(&mut response, "content-security-policy", policy);
    add(&mut response, "cache-control", "no-store");
    name_file(&mut response, disposition, file_name);
    response
}

/// Says under which name a file is kept.
pub(super) fn name_file(response: &mut Response<Body>, disposition: &str, file_name: &str) {
    let plain: String = file_name
        .chars()
        .map(|letter| {
            if letter.is_ascii_alphanumeric() || "._-".contains(letter) {
                letter
            } else {
                '_'
            }
        })
        .collect();
    let coded: String = form_urlencoded::byte_serialize(file_name.as_bytes()).collect();
    let coded = coded.replace('+', "%20");
    let text = format!("{disposition}; filename=\"{plain}\"; filename*=UTF-8''{coded}");
    add(response, "content-disposition", &text);
}

fn redirect(path: &str) -> Response<Body> {
    // Only ever to a page of ours.
    let is_ours = path.starts_with('/') && !path.starts_with("//") && !path.contains('\\');
    let mut response = new(303, Vec::new());
    add(&mut response, "location", if is_ours { path } else { "/" });
    add(&mut response, "cache-control", "no-store");
    response
}

pub(super) fn new(status: u16, body: impl Into<Body>) -> Response<Body> {
    let mut response = Response::new(body.into());
    *response.status_mut() =
        StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    for (name, value) in ALWAYS {
        response.headers_mut().insert(
            HeaderName::from_static(name),
            HeaderValue::from_static(value),
        );
    }
    response
}

pub(super) fn add(response: &mut Response<Body>, name: &'static str, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response
            .headers_mut()
            .append(HeaderName::from_static(name), value);
    }
}
