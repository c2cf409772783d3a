//! What everybody may read: no cookie, no script, nothing from elsewhere, and a mark by which a cache asks
//! whether it is still the same. A cache asks each time, so that what is taken down is gone at once; a
//! badge, which stands on the pages of others, is asked for every five minutes.

use super::response::{add, name_file, new};
use crate::reach::{Reach, Robots, Shown};
use crate::visit::hex;
use axum::body::Body;
use axum::http::header::{HeaderName, HeaderValue};
use axum::http::{Response, StatusCode};
use sha2::{Digest, Sha256};

const PAGE_POLICY: &str = "default-src 'none'; style-src 'self'; base-uri 'none'; \
    form-action 'none'; frame-ancestors 'none'";
/// A document to take away brings its own styles and nothing else; a picture not even those.
const FILE_POLICY: &str = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:";
const PICTURE_POLICY: &str = "sandbox; default-src 'none'";

/// The response of something public.
pub(super) fn response(shown: Shown) -> Response<Body> {
    let Shown {
        media_type,
        file_name,
        bytes,
        reach,
        robots,
    } = shown;
    let mark = format!("\"{}\"", hex(&Sha256::digest(&bytes)));
    let mut response = new(200, bytes);
    add(&mut response, "content-type", &media_type);
    add(&mut response, "etag", &mark);
    let (policy, kept) = match (reach, &file_name) {
        (Reach::Embedded, _) => (PICTURE_POLICY, "public, max-age=300"),
        (Reach::Here, Some(_)) => (FILE_POLICY, "public, no-cache"),
        (Reach::Here, None) => (PAGE_POLICY, "public, no-cache"),
    };
    add(&mut response, "content-security-policy", policy);
    add(&mut response, "cache-control", kept);
    if let Some(file_name) = file_name {
        name_file(&mut response, "inline", &file_name);
    }
    if robots == Robots::Unwelcome {
        add(
            &mut response,
            "x-robots-tag",
            "noindex, nofollow, noarchive",
        );
    }
    if reach == Reach::Embedded {
        let headers = response.headers_mut();
        headers.insert(
            HeaderName::from_static("cross-origin-resource-policy"),
            HeaderValue::from_static("cross-origin"),
        );
        // These speak of pages, and a picture is none.
        headers.remove("x-frame-options");
        headers.remove("cross-origin-opener-policy");
    }
    response
}

/// The response, or only that nothing changed when the asker knows it already.
pub(super) fn unless_known(
    mut response: Response<Body>,
    known: Option<&HeaderValue>,
) -> Response<Body> {
    let known = known.and_then(|known| known.to_str().ok());
    let mark = response.headers().get("etag");
    let mark = mark.and_then(|mark| mark.to_str().ok());
    let (Some(known), Some(mark)) = (known, mark) else {
        return response;
    };
    let is_same = |one: &str| {
        let one = one.trim();
        one == "*" || one.strip_prefix("W/").unwrap_or(one) == mark
    };
    if known.split(',').any(is_same) {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        *response.body_mut() = Body::empty();
        for name in ["content-type", "content-disposition"] {
            response.headers_mut().remove(name);
        }
    }
    response
}
