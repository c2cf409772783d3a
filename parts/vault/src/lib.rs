//! Keeps files by their SHA-256 in a folder. A file is streamed to a temporary place while it is
//! hashed, synced, and only then given its name; the same content is kept once. No path ever comes
//! from what a person sent.

mod incoming;
mod media_type;

pub use incoming::Incoming;
pub use media_type::{FileRefused, look_at, media_type};

use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{self, Read};
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
    /// More was written than the limit that was handed in.
    #[error("the file is larger than {0} bytes")]
    TooLarge(u64),
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
    /// Whether the same content was kept before.
    pub was_kept: bool,
}

/// A folder of files by their SHA-256.
#[derive(Debug)]
pub struct Vault {
    folder: PathBuf,
    next: AtomicU64,
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

    /// Whether no file is kept in it. Other things may lie in the folder.
    pub fn is_empty(&self) -> Result<bool, VaultFault> {
        let reading = |why| VaultFault::Folder("reading it", why);
        for entry in fs::read_dir(&self.folder).map_err(reading)? {
            let entry = entry.map_err(reading)?;
            let name = entry.file_name();
            let is_ours = name.len() == 2 && entry.path().is_dir();
            if is_ours
                && fs::read_dir(entry.path())
                    .map_err(reading)?
                    .next()
                    .is_some()
            {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// How much of the disk under the folder is in use and how much is free, in blocks; none where the
    /// system does not say.
    pub fn disk(&self) -> Option<(u64, u64)> {
        let found = rustix::fs::statvfs(&self.folder).ok()?;
        Some((found.f_blocks.saturating_sub(found.f_bfree), found.f_bavail))
    }

    /// Begins a new file of any size.
    pub fn incoming(&self) -> Result<Incoming, VaultFault> {
        self.incoming_up_to(u64::MAX)
    }

    /// Begins a new file that may not grow beyond a number of bytes.
    pub fn incoming_up_to(&self, most_bytes: u64) -> Result<Incoming, VaultFault> {
        let beginning = |why| VaultFault::Folder("beginning a file", why);
        loop {
            let number = self.next.fetch_add(1, Ordering::Relaxed);
            let name = format!("{}-{number}", std::process::id());
            let temporary = self.folder.join("incoming").join(name);
            // Another process may share the folder, even one with our number: never write into
            // what is there already.
            match File::create_new(&temporary) {
                Ok(file) => return Ok(Incoming::into_file(self, temporary, file, most_bytes)),
                Err(why) if why.kind() == io::ErrorKind::AlreadyExists => {}
                Err(why) => return Err(beginning(why)),
            }
        }
    }

    /// The whole content of a file.
    pub fn read(&self, sha256: [u8; 32]) -> Result<Vec<u8>, VaultFault> {
        let mut bytes = Vec::new();
        self.open_file(sha256)?
            .read_to_end(&mut bytes)
            .map_err(|why| VaultFault::Folder("reading a file", why))?;
        Ok(bytes)
    }

    /// Removes a file, whether or not it is there. Whoever asks knows that no record names it.
    pub fn remove(&self, sha256: [u8; 32]) -> Result<(), VaultFault> {
        match fs::remove_file(path(&self.folder, sha256)) {
            Ok(()) => Ok(()),
            Err(why) if why.kind() == io::ErrorKind::NotFound => Ok(()),
            Err(why) => Err(VaultFault::Folder("removing a file", why)),
        }
    }

    /// Opens a file to read it piece by piece.
    pub fn open_file(&self, sha256: [u8; 32]) -> Result<File, VaultFault> {
        match File::open(path(&self.folder, sha256)) {
            Ok(file) => Ok(file),
            Err(why) if why.kind() == io::ErrorKind::NotFound => Err(VaultFault::Missing),
            Err(why) => Err(VaultFault::Folder("reading a file", why)),
        }
    }

    /// The first bytes of a file, to tell what it is.
    pub fn head(&self, sha256: [u8; 32]) -> Result<Vec<u8>, VaultFault> {
        const HEAD: u64 = 4_096;
        let mut bytes = Vec::new();
        self.open_file(sha256)?
            .take(HEAD)
            .read_to_end(&mut bytes)
            .map_err(|why| VaultFault::Folder("reading a file", why))?;
        Ok(bytes)
    }

    /// Looks at a file again, piece by piece: a large file takes no more memory than a small one.
    pub fn check(&self, sha256: [u8; 32]) -> Result<Fixity, VaultFault> {
        let mut file = match self.open_file(sha256) {
            Ok(file) => file,
            Err(VaultFault::Missing) => return Ok(Fixity::Missing),
            Err(fault @ (VaultFault::Folder(..) | VaultFault::TooLarge(_))) => return Err(fault),
        };
        let mut hash = Sha256::new();
        let mut piece = vec![0; 65_536];
        loop {
            let length = file
                .read(&mut piece)
                .map_err(|why| VaultFault::Folder("reading a file", why))?;
            if length == 0 {
                break;
            }
            hash.update(piece.get(..length).unwrap_or_default());
        }
        if <[u8; 32]>::from(hash.finalize()) == sha256 {
            Ok(Fixity::Sound)
        } else {
            Ok(Fixity::Altered)
        }
    }
}

/// The only way to a name: the caller has 32 bytes, never a text.
fn path(folder: &Path, sha256: [u8; 32]) -> PathBuf {
    let [first, rest @ ..] = sha256;
    folder.join(hex(&[first])).join(hex(&rest))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing into a text cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
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
        let again = keep(&vault, b"abc");
        assert_eq!((first.sha256, first.bytes), (again.sha256, again.bytes));
        assert_eq!((first.was_kept, again.was_kept), (false, true));
        let known = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        let name = hex(&first.sha256);
        assert_eq!((name.as_str(), first.bytes), (known, 3));
        assert_eq!(vault.read(first.sha256).unwrap(), b"abc");
        assert_eq!(files(&folder.path().join("incoming")), 0);
    }

    #[test]
    fn a_file_that_no_record_names_is_removed_and_may_be_gone_already() {
        let folder = tempfile::tempdir().unwrap();
        let vault = Vault::open(folder.path()).unwrap();
        let (kept, other) = (keep(&vault, b"abc"), keep(&vault, b"abcd"));
        vault.remove(kept.sha256).unwrap();
        vault.remove(kept.sha256).unwrap();
        assert!(matches!(vault.check(kept.sha256), Ok(Fixity::Missing)));
        assert!(matches!(vault.check(other.sha256), Ok(Fixity::Sound)));
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

    #[test]
    fn a_file_larger_than_the_limit_is_refused_and_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let vault = Vault::open(folder.path()).unwrap();
        let mut incoming = vault.incoming_up_to(4).unwrap();
        incoming.write(b"1234").unwrap();
        let refused = incoming.write(b"5").unwrap_err();
        assert_eq!(refused.to_string(), "the file is larger than 4 bytes");
        drop(incoming);
        assert_eq!(files(&folder.path().join("incoming")), 0);
    }

    #[test]
    fn a_refused_file_cannot_be_finished_all_the_same() {
        let folder = tempfile::tempdir().unwrap();
        let vault = Vault::open(folder.path()).unwrap();
        let mut incoming = vault.incoming_up_to(4).unwrap();
        incoming.write(b"12345").unwrap_err();
        incoming.finish().unwrap_err();
        assert_eq!(files(folder.path()), 1);
    }

    #[test]
    fn the_same_content_again_mends_what_was_altered() {
        let folder = tempfile::tempdir().unwrap();
        let vault = Vault::open(folder.path()).unwrap();
        let stored = keep(&vault, b"abc");
        fs::write(path(folder.path(), stored.sha256), b"abd").unwrap();
        keep(&vault, b"abc");
        assert_eq!(vault.check(stored.sha256).unwrap(), Fixity::Sound);
    }

    #[test]
    fn a_file_of_another_process_is_not_written_into() {
        let folder = tempfile::tempdir().unwrap();
        let vault = Vault::open(folder.path()).unwrap();
        let theirs = format!("{}-0", std::process::id());
        let theirs = folder.path().join("incoming").join(theirs);
        fs::write(&theirs, b"theirs").unwrap();
        keep(&vault, b"ours");
        assert_eq!(fs::read(&theirs).unwrap(), b"theirs");
    }

    #[test]
    fn every_file_lies_two_folders_deep_within_the_vault() {
        let folder = Path::new("vault");
        for sha256 in [[0; 32], [0x2e; 32], [0x2f; 32], [0xff; 32]] {
            let path = path(folder, sha256);
            let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
            assert_eq!((parts.len(), parts[0].as_ref()), (3, "vault"));
            assert!(parts[1..].concat().chars().all(|c| c.is_ascii_hexdigit()));
        }
    }
}
