//! Keeps files by their SHA-256 in a folder. A file is streamed to a temporary place while it is
//! hashed, synced, and only then given its name; the same content is kept once. No path ever comes
//! from what a person sent.

mod media_type;

pub use media_type::media_type;

use sha2::{Digest, Sha256};
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use thiserror::Error;

/// Why a file could not be kept or read.
#[derive(Debug, Error)]
pub enum VaultFault {
    /// The folder could not be read or written.
    #[error("the evidence folder could not be used ({0})")]
    Folder(&'static str, #[source] io::Error),
    /// There is no such file.
    #[error("there is no file with this SHA-256")]
    Missing,
}

/// What a second look at a file found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fixity {
    /// Its content still has its SHA-256.
    Sound,
    /// It is there, with other content.
    Altered,
    /// It is not there.
    Missing,
}

/// A file that is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stored {
    /// Its name.
    pub sha256: [u8; 32],
    /// Its size.
    pub bytes: u64,
}

/// A folder of files by their SHA-256.
#[derive(Debug)]
pub struct Vault {
    folder: PathBuf,
    next: AtomicU64,
}

/// A file on its way in. Dropped before [`Incoming::finish`], it leaves nothing.
#[derive(Debug)]
pub struct Incoming {
    folder: PathBuf,
    temporary: PathBuf,
    file: File,
    hash: Sha256,
    bytes: u64,
}

impl Vault {
    /// Opens a folder, making it when missing.
    pub fn open(folder: &Path) -> Result<Self, VaultFault> {
        fs::create_dir_all(folder.join("incoming"))
            .map_err(|why| VaultFault::Folder("making it", why))?;
        Ok(Self {
            folder: folder.to_owned(),
            next: AtomicU64::new(0),
        })
    }

    /// Begins a new file.
    pub fn incoming(&self) -> Result<Incoming, VaultFault> {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let name = format!("{}-{number}", std::process::id());
        let temporary = self.folder.join("incoming").join(name);
        let file =
            File::create(&temporary).map_err(|why| VaultFault::Folder("beginning a file", why))?;
        Ok(Incoming {
            folder: self.folder.clone(),
            temporary,
            file,
            hash: Sha256::new(),
            bytes: 0,
        })
    }

    /// The whole content of a file.
    pub fn read(&self, sha256: [u8; 32]) -> Result<Vec<u8>, VaultFault> {
        match fs::read(path(&self.folder, sha256)) {
            Ok(bytes) => Ok(bytes),
            Err(why) if why.kind() == io::ErrorKind::NotFound => Err(VaultFault::Missing),
            Err(why) => Err(VaultFault::Folder("reading a file", why)),
        }
    }

    /// The first bytes of a file, to tell what it is.
    pub fn head(&self, sha256: [u8; 32]) -> Result<Vec<u8>, VaultFault> {
        const HEAD: u64 = 4_096;
        let mut bytes = Vec::new();
        let file = File::open(path(&self.folder, sha256)).map_err(|_| VaultFault::Missing)?;
        file.take(HEAD)
            .read_to_end(&mut bytes)
            .map_err(|why| VaultFault::Folder("reading a file", why))?;
        Ok(bytes)
    }

    /// Looks at a file again.
    pub fn check(&self, sha256: [u8; 32]) -> Result<Fixity, VaultFault> {
        match self.read(sha256) {
            Ok(bytes) if <[u8; 32]>::from(Sha256::digest(&bytes)) == sha256 => Ok(Fixity::Sound),
            Ok(_) => Ok(Fixity::Altered),
            Err(VaultFault::Missing) => Ok(Fixity::Missing),
            Err(fault @ VaultFault::Folder(..)) => Err(fault),
        }
    }
}

impl Incoming {
    /// Adds to the file.
    pub fn write(&mut self, bytes: &[u8]) -> Result<(), VaultFault> {
        self.file
            .write_all(bytes)
            .map_err(|why| VaultFault::Folder("writing a file", why))?;
        self.hash.update(bytes);
        self.bytes = self
            .bytes
            .saturating_add(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
        Ok(())
    }

    /// Keeps the file under its SHA-256. When this returns, it is on the disk.
    pub fn finish(self) -> Result<Stored, VaultFault> {
        let keeping = |why| VaultFault::Folder("keeping a file", why);
        let sha256: [u8; 32] = self.hash.clone().finalize().into();
        self.file.sync_all().map_err(keeping)?;
        let kept = path(&self.folder, sha256);
        if !kept.exists() {
            let within = kept.parent().unwrap_or(&self.folder);
            fs::create_dir_all(within).map_err(keeping)?;
            fs::rename(&self.temporary, &kept).map_err(keeping)?;
            for folder in [within, self.folder.as_path()] {
                File::open(folder)
                    .and_then(|folder| folder.sync_all())
                    .map_err(keeping)?;
            }
        }
        Ok(Stored {
            sha256,
            bytes: self.bytes,
        })
    }
}

impl Drop for Incoming {
    fn drop(&mut self) {
        // It is gone already when it was kept.
        drop(fs::remove_file(&self.temporary));
    }
}

fn path(folder: &Path, sha256: [u8; 32]) -> PathBuf {
    let name: String = sha256.iter().map(|byte| format!("{byte:02x}")).collect();
    let (first, rest) = name.split_at(2);
    folder.join(first).join(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keep(vault: &Vault, content: &[u8]) -> Stored {
        let mut incoming = vault.incoming().unwrap();
        for piece in content.chunks(3) {
            incoming.write(piece).unwrap();
        }
        incoming.finish().unwrap()
    }

    fn files(folder: &Path) -> usize {
        fs::read_dir(folder).unwrap().count()
    }

    #[test]
    fn a_file_is_kept_once_under_its_sha256() {
        let folder = tempfile::tempdir().unwrap();
        let vault = Vault::open(folder.path()).unwrap();
        let first = keep(&vault, b"abc");
        assert_eq!(first, keep(&vault, b"abc"));
        let known = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        let name: String = first
            .sha256
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        assert_eq!((name.as_str(), first.bytes), (known, 3));
        assert_eq!(vault.read(first.sha256).unwrap(), b"abc");
        assert_eq!(files(&folder.path().join("incoming")), 0);
    }

    #[test]
    fn an_altered_or_missing_file_is_found() {
        let folder = tempfile::tempdir().unwrap();
        let vault = Vault::open(folder.path()).unwrap();
        let stored = keep(&vault, b"abc");
        assert_eq!(vault.check(stored.sha256).unwrap(), Fixity::Sound);
        fs::write(path(folder.path(), stored.sha256), b"abd").unwrap();
        assert_eq!(vault.check(stored.sha256).unwrap(), Fixity::Altered);
        fs::remove_file(path(folder.path(), stored.sha256)).unwrap();
        assert_eq!(vault.check(stored.sha256).unwrap(), Fixity::Missing);
    }

    #[test]
    fn a_file_that_is_not_finished_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let vault = Vault::open(folder.path()).unwrap();
        let mut incoming = vault.incoming().unwrap();
        incoming.write(b"half").unwrap();
        drop(incoming);
        assert_eq!(files(&folder.path().join("incoming")), 0);
        assert_eq!(files(folder.path()), 1);
    }
}
