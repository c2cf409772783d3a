//! Opens a request: who sent it, what was typed, which files came along. Files stream into the
//! vault while they are hashed; nothing else of a body is kept.

use super::cookies;
use crate::app::App;
use crate::failure::Failure;
use crate::people;
use crate::visit::{Upload, Visit, csrf_token};
use axum::RequestExt;
use axum::body::to_bytes;
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, RawPathParams, Request};
use axum::http::{HeaderMap, Method};
use pages::Form;
use std::sync::Arc;

/// The most that may be typed into one form.
const TYPED_BYTES: usize = 1_000_000;
/// The largest file that is taken.
pub(crate) const FILE_BYTES: u64 = 50_000_000;
/// The most files in one form.
const FILES: usize = 20;

/// A request as a visit; its form is read for POST alone.
pub(super) async fn open(app: &Arc<App>, mut request: Request) -> Result<Visit<'_>, Failure> {
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
        path,
        parameters,
        query,
        form: Form::default(),
        uploads: Vec::new(),
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
        return read_multipart(visit, request).await;
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

async fn read_multipart(visit: &mut Visit<'_>, mut request: Request) -> Result<(), Failure> {
    const CUT: Failure = Failure::Refused("the upload was cut off: try again");
    // Without a person nobody may fill the vault.
    visit.who()?;
    let most = FILE_BYTES.saturating_mul(2);
    DefaultBodyLimit::max(usize::try_from(most).unwrap_or(usize::MAX)).apply(&mut request);
    let mut multipart = Multipart::from_request(request, &())
        .await
        .map_err(|_| CUT)?;
    let mut typed = 0;
    while let Some(mut field) = multipart.next_field().await.map_err(|_| CUT)? {
        let name = field.name().unwrap_or_default().to_owned();
        match field.file_name().map(str::to_owned) {
            None => {
                let mut bytes = Vec::new();
                while let Some(chunk) = field.chunk().await.map_err(|_| CUT)? {
                    typed += chunk.len();
                    if typed > TYPED_BYTES {
                        return Err(Failure::Refused(
                            "too much was typed into the form: the most is 1 MB",
                        ));
                    }
                    bytes.extend_from_slice(&chunk);
                }
                let text = String::from_utf8_lossy(&bytes).into_owned();
                visit.form.add(&name, &text);
            }
            Some(file_name) => {
                if visit.uploads.len() >= FILES {
                    return Err(Failure::Refused("too many files at once: the most is 20"));
                }
                receive(visit, name, file_name, &mut field).await?;
            }
        }
    }
    Ok(())
}

/// Streams one file into the vault. A file field left empty arrives without name and content.
async fn receive(
    visit: &mut Visit<'_>,
    field_name: String,
    file_name: String,
    field: &mut axum::extract::multipart::Field<'_>,
) -> Result<(), Failure> {
    const CUT: Failure = Failure::Refused("the upload was cut off: try again");
    const LARGE: Failure = Failure::Refused("the file is too large: the most is 50 MB");
    let broken = |fault: vault::VaultFault| Failure::Broken(fault.into());
    let mut incoming = visit.app.vault.incoming().map_err(broken)?;
    let mut bytes: u64 = 0;
    while let Some(chunk) = field.chunk().await.map_err(|_| CUT)? {
        bytes = bytes.saturating_add(u64::try_from(chunk.len()).unwrap_or(u64::MAX));
        if bytes > FILE_BYTES {
            return Err(LARGE);
        }
        incoming.write(&chunk).map_err(broken)?;
    }
    if bytes == 0 && file_name.is_empty() {
        return Ok(());
    }
    let stored = tokio::task::block_in_place(|| incoming.finish()).map_err(broken)?;
    let file_name = file_name
        .rsplit(['/', '\\'])
        .next()
        .unwrap_or_default()
        .to_owned();
    visit.uploads.push(Upload {
        field: field_name,
        file_name,
        sha256: stored.sha256,
        bytes: stored.bytes,
        was_kept: stored.was_kept,
    });
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
