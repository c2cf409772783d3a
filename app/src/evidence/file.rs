//! The file of a piece of evidence: always taken away, never shown inside a page of ours.

use super::{Proof, store};
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};
use domain::monitoring::sha256_of;
use vault::{Vault, VaultFault};

/// The content of a file that is still what its SHA-256 says. One that is not is never served as good.
pub(crate) fn sound(vault: &Vault, sha256: [u8; 32]) -> Result<Vec<u8>, Failure> {
    match vault.read(sha256) {
        Ok(bytes) if sha256_of(&bytes) == sha256 => Ok(bytes),
        Ok(_) => Err(Failure::Changed(
            "The file was changed on the disk since it was added, so it is not handed out. Tell your administrator: a backup may hold it as it was.",
        )),
        Err(VaultFault::Missing) => Err(Failure::Changed(
            "The file is no longer on the disk. Tell your administrator: a backup may hold it.",
        )),
        Err(fault @ (VaultFault::Folder(..) | VaultFault::TooLarge(_))) => {
            Err(Failure::Broken(fault.into()))
        }
    }
}

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
    if visit.read(|read| store::gone_at(read, id))?.is_some() {
        return Err(Failure::Changed(
            "The file was disposed of when its years were over. Its SHA-256 stays, and the certificate of the disposal.",
        ));
    }
    let bytes = sound(&visit.app.vault, sha256)?;
    Ok(Reply::File {
        media_type: "application/octet-stream",
        file_name: name,
        bytes,
    })
}
