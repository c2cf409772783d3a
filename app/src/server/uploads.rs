//! Reads a form with files. They stream into the vault while they are hashed; nothing else of the body is
//! kept. A file that is too large is a wrong answer like any other: the rest of the form is read all the
//! same, so that its page can be shown again with everything that was typed.

use super::request::TYPED_BYTES;
use crate::failure::Failure;
use crate::visit::{Upload, Visit};
use axum::extract::multipart::Field;
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Request};

/// The largest file that is taken.
pub(super) const FILE_BYTES: u64 = 50_000_000;
/// The most bytes of files in one form.
const TOGETHER_BYTES: u64 = 2 * FILE_BYTES;
/// The most files in one form.
const FILES: usize = 20;
/// The most of a body that is read to its end, whatever is kept of it: a browser shows an answer only once
/// all is sent. Beyond that it is cut off.
const READ_BYTES: usize = 2_000_000_000;

const LARGE: &str = "is larger than 50 MB, which is the most: choose a smaller file";
const LARGE_TOGETHER: &str =
    "did not fit in: all files of one form may have 100 MB together. Choose fewer";
const MANY: &str = "did not fit in: one form takes 20 files. Choose fewer";

/// Reads the form and its files into a visit.
pub(super) async fn read(visit: &mut Visit<'_>, mut request: Request) -> Result<(), Failure> {
    // Without a person nobody may fill the vault.
    visit.who()?;
    DefaultBodyLimit::max(READ_BYTES).apply(&mut request);
    let multipart = Multipart::from_request(request, &()).await;
    let mut multipart = multipart.map_err(|_| cut(visit))?;
    let mut typed = 0;
    while let Some(mut field) = multipart.next_field().await.map_err(|_| cut(visit))? {
        let name = field.name().unwrap_or_default().to_owned();
        match field.file_name().map(str::to_owned) {
            None => {
                let bytes = words(visit, &mut typed, &mut field).await?;
                let text = String::from_utf8_lossy(&bytes).into_owned();
                visit.form.add(&name, &text);
            }
            Some(file_name) => {
                let file_name = file_name.rsplit(['/', '\\']).next().unwrap_or_default();
                receive(visit, (&name, file_name), &mut field).await?;
            }
        }
    }
    Ok(())
}

/// Why a body ends before its end.
fn cut(visit: &Visit<'_>) -> Failure {
    match visit.left_out {
        Some(()) => Failure::Refused("a file is far too large: the most is 50 MB"),
        None => Failure::Refused("the upload was cut off: try again"),
    }
}

/// What was typed into a field.
async fn words(
    visit: &Visit<'_>,
    typed: &mut usize,
    field: &mut Field<'_>,
) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    while let Some(chunk) = field.chunk().await.map_err(|_| cut(visit))? {
        *typed = typed.saturating_add(chunk.len());
        if *typed > TYPED_BYTES {
            return Err(Failure::Refused(
                "too much was typed into the form: the most is 1 MB",
            ));
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

/// Streams one file into the vault. A file field left empty arrives without name and content.
async fn receive(
    visit: &mut Visit<'_>,
    (name, file_name): (&str, &str),
    field: &mut Field<'_>,
) -> Result<(), Failure> {
    let broken = |fault: vault::VaultFault| Failure::Broken(fault.into());
    let before: u64 = visit.uploads.iter().map(|upload| upload.bytes).sum();
    let mut incoming = Some(visit.app.vault.incoming().map_err(broken)?);
    let mut refused = (visit.uploads.len() >= FILES).then_some(MANY);
    let mut bytes: u64 = 0;
    while let Some(chunk) = field.chunk().await.map_err(|_| cut(visit))? {
        bytes = bytes.saturating_add(u64::try_from(chunk.len()).unwrap_or(u64::MAX));
        if bytes > FILE_BYTES {
            refused = Some(LARGE);
        } else if before.saturating_add(bytes) > TOGETHER_BYTES {
            refused = Some(LARGE_TOGETHER);
        }
        if refused.is_some() {
            // The rest is read and not kept.
            incoming = None;
            visit.left_out = Some(());
        }
        if let Some(incoming) = &mut incoming {
            incoming.write(&chunk).map_err(broken)?;
        }
    }
    if bytes == 0 && file_name.is_empty() {
        return Ok(());
    }
    let Some(incoming) = incoming.filter(|_| refused.is_none()) else {
        visit.left_out = Some(());
        let words = refused.unwrap_or(LARGE);
        let called: String = file_name.chars().take(120).collect();
        visit.form.refuse_alone(name, &format!("{called} {words}"));
        return Ok(());
    };
    let stored = tokio::task::block_in_place(|| incoming.finish()).map_err(broken)?;
    visit.uploads.push(Upload {
        field: name.to_owned(),
        file_name: file_name.to_owned(),
        sha256: stored.sha256,
        bytes: stored.bytes,
        was_kept: stored.was_kept,
    });
    Ok(())
}
