//! The file a key is kept in: made once, readable by its owner alone, and never written again. What
//! is torn, altered or open to others is refused rather than replaced: a new key would be unknown to
//! everybody who knows the old one.

use crate::{Key, text};
use sha2::{Digest, Sha256};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use thiserror::Error;

/// Why there is no key.
#[derive(Debug, Error)]
pub enum KeyFault {
    /// The file could not be read or written.
    #[error("the key file could not be used")]
    File(#[from] io::Error),
    /// Its content is not what was written.
    #[error("the key file is damaged: put it back from your own copy")]
    Damaged,
    /// Others than its owner can read it.
    #[error("the key file can be read by others: allow its owner alone (mode 600)")]
    OpenToOthers,
    /// There was no randomness to make a key from.
    #[error("there is no randomness to make a key from")]
    NoRandomness,
}

/// A place where a key is kept; opened, or made, when it is first asked for.
#[derive(Debug)]
pub struct KeyFile {
    path: PathBuf,
    key: OnceLock<Key>,
}

impl KeyFile {
    /// The place. Nothing is read or written yet.
    pub fn at(path: PathBuf) -> Self {
        Self {
            path,
            key: OnceLock::new(),
        }
    }

    /// Whether there is a key in its file.
    pub fn is_there(&self) -> bool {
        self.path.exists()
    }

    /// The key; made from the randomness that is handed in when there is none yet.
    pub fn key(&self, randomness: impl FnOnce() -> Option<[u8; 32]>) -> Result<&Key, KeyFault> {
        if let Some(key) = self.key.get() {
            return Ok(key);
        }
        let key = match read(&self.path)? {
            Some(key) => key,
            None => make(&self.path, randomness().ok_or(KeyFault::NoRandomness)?)?,
        };
        Ok(self.key.get_or_init(|| key))
    }
}

/// What the file holds: the secret, and the beginning of its SHA-256 so that a torn file shows.
fn content(secret: [u8; 32]) -> String {
    let hash = Sha256::digest(secret);
    let sum = text::hex(hash.get(..8).unwrap_or_default());
    format!("ed25519 {} {sum}\n", text::hex(&secret))
}

fn read(path: &Path) -> Result<Option<Key>, KeyFault> {
    let kept = match fs::read_to_string(path) {
        Ok(kept) => kept,
        Err(why) if why.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(why) if why.kind() == io::ErrorKind::InvalidData => return Err(KeyFault::Damaged),
        Err(why) => return Err(why.into()),
    };
    if is_open_to_others(path)? {
        return Err(KeyFault::OpenToOthers);
    }
    let secret = kept.split(' ').nth(1).and_then(text::from_hex);
    let secret = secret.filter(|secret| content(*secret) == kept);
    secret
        .map(|secret| Some(Key::from_randomness(secret)))
        .ok_or(KeyFault::Damaged)
}

/// Writes the file whole beside its place, then gives it its name unless somebody was quicker.
fn make(path: &Path, secret: [u8; 32]) -> Result<Key, KeyFault> {
    let hash = Sha256::digest(Sha256::digest(secret));
    let beside = path.with_extension(text::hex(hash.get(..8).unwrap_or_default()));
    let mut file = private(&beside)?;
    file.write_all(content(secret).as_bytes())?;
    file.sync_all()?;
    let named = fs::hard_link(&beside, path);
    fs::remove_file(&beside)?;
    match named {
        Ok(()) => {}
        Err(why) if why.kind() == io::ErrorKind::AlreadyExists => {}
        Err(why) => return Err(why.into()),
    }
    if let Some(folder) = path.parent() {
        File::open(folder)?.sync_all()?;
    }
    read(path)?.ok_or(KeyFault::Damaged)
}

fn private(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

#[cfg(unix)]
fn is_open_to_others(path: &Path) -> io::Result<bool> {
    use std::os::unix::fs::PermissionsExt as _;
    Ok(fs::metadata(path)?.permissions().mode() & 0o077 != 0)
}

#[cfg(not(unix))]
fn is_open_to_others(_path: &Path) -> io::Result<bool> {
    Ok(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place() -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("signing.key");
        (folder, path)
    }

    fn public(path: &Path, randomness: u8) -> String {
        let file = KeyFile::at(path.to_owned());
        let key = file.key(|| Some([randomness; 32])).unwrap();
        key.public().to_string()
    }

    #[test]
    fn a_key_is_made_once_and_opened_again() {
        let (folder, path) = place();
        assert!(!path.exists());
        let first = public(&path, 1);
        assert_eq!(public(&path, 2), first);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        let nothing = KeyFile::at(folder.path().join("other.key"));
        assert!(matches!(
            nothing.key(|| None).unwrap_err(),
            KeyFault::NoRandomness
        ));
    }

    #[cfg(unix)]
    #[test]
    fn only_its_owner_can_read_it() {
        use std::os::unix::fs::PermissionsExt as _;
        let (_folder, path) = place();
        public(&path, 1);
        let mode = fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
        let file = KeyFile::at(path);
        let fault = file.key(|| Some([1; 32])).unwrap_err();
        assert!(matches!(fault, KeyFault::OpenToOthers));
    }

    #[test]
    fn a_torn_file_is_refused_and_left_as_it_is() {
        let (_folder, path) = place();
        public(&path, 1);
        let whole = fs::read(&path).unwrap();
        for length in 0..whole.len() {
            fs::write(&path, &whole[..length]).unwrap();
            let file = KeyFile::at(path.clone());
            let fault = file.key(|| Some([2; 32])).unwrap_err();
            assert!(matches!(fault, KeyFault::Damaged), "{length}");
            assert_eq!(fs::read(&path).unwrap(), &whole[..length]);
        }
    }
}
