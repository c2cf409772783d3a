//! The file of a piece of evidence: always taken away, never shown inside a page of ours.

use super::{Proof, store};
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};

/// The file.
pub(crate) fn download(visit: &mut Visit<'_>) -> Answer {
    let id = visit.id("id")?;
    let (evidence, ..) = visit
        .read(|read| store::find(read, id))?
        .ok_or(Failure::NotFound)?;
    if evidence.withdrawn_on().is_some() {
        return Err(Failure::Changed(
            "The consent for this photograph was withdrawn, so nobody is shown it any more.",
        ));
    }
    let Proof::File { name, sha256, .. } = evidence.proof else {
        return Err(Failure::NotFound);
    };
    let bytes = visit
        .app
        .vault
        .read(sha256)
        .map_err(|fault| Failure::Broken(fault.into()))?;
    Ok(Reply::File {
        media_type: "application/octet-stream",
        file_name: name,
        bytes,
    })
}
