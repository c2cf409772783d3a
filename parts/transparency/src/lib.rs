//! A log that can be checked by somebody who does not trust its keeper: a Merkle tree over hashes of
//! leaves (RFC 6962), proofs that a leaf is in it and that it only grew, its signed size and root
//! (C2SP `tlog-checkpoint`, `signed-note`), the way to a witness (C2SP `tlog-witness`) and the static
//! files it is handed on as (C2SP `tlog-tiles`). It keeps nothing and knows nothing of what a leaf says.

mod checkpoint;
mod growing;
mod hash;
mod note;
mod proof;
mod tiles;
mod tree;
mod witness;

#[cfg(test)]
mod tests;

pub use checkpoint::{Checkpoint, Pinned, PinnedKey, Refused};
pub use growing::Growing;
pub use hash::{Hash, empty_root, from_base64, hex, leaf_hash, node_hash, to_base64};
pub use note::{KeyRefused, Note, NoteKey, NoteRefused};
pub use proof::{Kept, inclusion_from_text, inclusion_text, verify_consistency, verify_inclusion};
pub use tiles::{TILE, bundle, bundle_path, tile_path, unbundled};
pub use tree::{Hashes, Tree, TreeFault};
pub use witness::{Addition, Verdict, Witness};
