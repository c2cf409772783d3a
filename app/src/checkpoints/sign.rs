//! Signing a checkpoint: over the log as it stands in this transaction, and only when every entry that
//! was signed before still stands in it.

use super::nodes::{Kept, broken, count};
use super::store::{self, KeptCheckpoint};
use super::{keys, letters};
use crate::app::App;
use crate::failure::Failure;
use database::{Write, log_size};
use jiff::Timestamp;
use transparency::{Checkpoint, Tree};

/// What is said when the log is not the one that was signed before.
pub(super) const ALTERED: &str = "The log is no longer what was signed before: something in it was changed or cut off. Nothing is signed until it is known what. Find out with: commonweal log verify";

/// Signs the log's size and root with a record (its kind and its id), writes a letter to each keeper, and gives
/// the size. It is written in the transaction of the sign-off, after the sign-off's own log entry has its place.
pub(crate) fn sign(
    write: &mut Write<'_>,
    app: &App,
    (record_kind, record_id): (&str, &str),
    at: Timestamp,
) -> Result<i64, Failure> {
    let active = keys::active(write, app, at)?;
    let mut read = write.read();
    let size = log_size(&mut read)?;
    let newest = store::newest(&mut read, 1)?.pop();
    let mut tree = Tree::of(Kept(&mut read), count(size));
    if let Some(before) = newest {
        let root = tree.root(count(before.size)).map_err(broken)?;
        if root != before.root {
            return Err(Failure::Rule(ALTERED.to_owned()));
        }
    }
    let checkpoint = Checkpoint {
        origin: active.key.name().to_owned(),
        size: count(size),
        root: tree.root(count(size)).map_err(broken)?,
    };
    let secret = active.secret()?;
    let kept = KeptCheckpoint {
        size,
        root: checkpoint.root,
        note: checkpoint.sign(&active.key, |bytes| secret.sign(bytes).bytes()),
        signed_at: at,
        record_kind: record_kind.to_owned(),
        record_id: record_id.to_owned(),
    };
    store::checkpoint_add(write, &kept, active.number)?;
    letters::write_all(write, app, &kept)?;
    Ok(size)
}
