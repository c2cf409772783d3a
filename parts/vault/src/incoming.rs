//! A file on its way in: hashed while it is written, synced before it gets its name.

use crate::{Stored, Vault, VaultFault, path};
use sha2::{Digest, Sha256};
use std::fs::{self, File};
use std::io::Write;
use std::path::PathBuf;

/// A file on its way in. Dropped before [`Incoming::finish`], it leaves nothing.
#[derive(Debug)]
pub struct Incoming {
    folder: PathBuf,
    temporary: PathBuf,
    file: File,
    hash: Sha256,
    bytes: u64,
    most_bytes: u64,
}

impl Incoming {
    pub(crate) fn into_file(
        vault: &Vault,
        temporary: PathBuf,
        file: File,
        most_bytes: u64,
    ) -> Self {
        Self {
            folder: vault.folder.clone(),
            temporary,
            file,
            hash: Sha256::new(),
            bytes: 0,
            most_bytes,
        }
    }

    /// Adds to the file.
    pub fn write(&mut self, bytes: &[u8]) -> Result<(), VaultFault> {
        self.bytes = self
            .bytes
            .saturating_add(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
        self.within_limit()?;
        self.file
            .write_all(bytes)
            .map_err(|why| VaultFault::Folder("writing a file", why))?;
        self.hash.update(bytes);
        Ok(())
    }

    /// Keeps the file under its SHA-256. When this returns, it is on the disk. Where the same content
    /// is kept already it is replaced by itself, which mends a file that was altered meanwhile.
    pub fn finish(self) -> Result<Stored, VaultFault> {
        let keeping = |why| VaultFault::Folder("keeping a file", why);
        self.within_limit()?;
        let sha256: [u8; 32] = self.hash.clone().finalize().into();
        self.file.sync_all().map_err(keeping)?;
        let kept = path(&self.folder, sha256);
        let within = kept.parent().unwrap_or(&self.folder);
        fs::create_dir_all(within).map_err(keeping)?;
        let was_kept = kept.exists();
        fs::rename(&self.temporary, &kept).map_err(keeping)?;
        for folder in [within, self.folder.as_path()] {
            File::open(folder)
                .and_then(|folder| folder.sync_all())
                .map_err(keeping)?;
        }
        Ok(Stored {
            sha256,
            bytes: self.bytes,
            was_kept,
        })
    }

    fn within_limit(&self) -> Result<(), VaultFault> {
        if self.bytes > self.most_bytes {
            return Err(VaultFault::TooLarge(self.most_bytes));
        }
        Ok(())
    }
}

impl Drop for Incoming {
    fn drop(&mut self) {
        // It is gone already when it was kept.
        drop(fs::remove_file(&self.temporary));
    }
}
