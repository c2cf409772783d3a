//! The file of a capsule that is being made or waits to be taken away. It holds everything, so it lies beside
//! the evidence and its keys and is its owner's alone; and what a process that was killed left behind is
//! removed when the server starts again.

use crate::app::App;
use crate::failure::Failure;
use std::fs::{File, TryLockError};
use std::path::Path;
use tempfile::{Builder, NamedTempFile};

/// How the names of these files begin and end.
const NAME: [&str; 2] = ["capsule-", ".waiting"];

/// A new file. It is locked as long as it is open here, and gone when it is dropped.
pub(super) fn begun(app: &App) -> Result<NamedTempFile, Failure> {
    let [begins, ends] = NAME;
    let file = Builder::new()
        .prefix(begins)
        .suffix(ends)
        .tempfile_in(app.private_folder())
        .map_err(anyhow::Error::from)?;
    file.as_file().lock().map_err(anyhow::Error::from)?;
    Ok(file)
}

/// Removes what no process holds any more, and says how many files that were. Only files with a name of
/// ours are looked at.
pub(crate) fn clear_left(app: &App) -> Result<usize, Failure> {
    let mut removed = 0;
    let entries = std::fs::read_dir(app.private_folder()).map_err(anyhow::Error::from)?;
    for entry in entries {
        let entry = entry.map_err(anyhow::Error::from)?;
        let name = entry.file_name();
        let [begins, ends] = NAME;
        let is_ours = name
            .to_str()
            .is_some_and(|name| name.starts_with(begins) && name.ends_with(ends));
        if is_ours && is_left(&entry.path())?.is_some() {
            std::fs::remove_file(entry.path()).map_err(anyhow::Error::from)?;
            removed += 1;
        }
    }
    Ok(removed)
}

/// Whether nobody holds a file. What cannot be locked at all is left where it is.
fn is_left(path: &Path) -> Result<Option<()>, Failure> {
    let file = File::open(path).map_err(anyhow::Error::from)?;
    match file.try_lock() {
        Ok(()) => Ok(Some(())),
        Err(TryLockError::WouldBlock | TryLockError::Error(_)) => Ok(None),
    }
}
