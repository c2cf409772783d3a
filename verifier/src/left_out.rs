//! Why a pack is left out when many are added up, in words for whoever asks for another one.

use bag::BagFault;
use thiserror::Error;

/// Why nothing of a pack is taken.
#[derive(Debug, Error)]
pub enum LeftOut {
    /// It cannot be opened.
    #[error(transparent)]
    Unread(#[from] BagFault),
    /// It is another ZIP.
    #[error("this is no pack, or what it says of itself was changed: pack.json cannot be read")]
    NoPack,
    /// Nobody told the key of its log.
    #[error(
        "no key was given for the log {log}, which it says is that of {organisation}. The key that lies in it has the fingerprint {fingerprint}: have the organisation read theirs to you, and give the key"
    )]
    NoKey {
        /// Who the pack says it is of.
        organisation: String,
        /// The name of its log.
        log: String,
        /// The fingerprint of the key in it.
        fingerprint: String,
    },
    /// Something in it is not as it was signed.
    #[error("{0}")]
    Wrong(String),
    /// A retired key signed it.
    #[error(
        "the key that signed it was retired, and nobody can know that the pack was made before: ask the organisation for the pack anew"
    )]
    Retired,
    /// It is of something else.
    #[error(
        "it is the pack of something else ({0}) and holds no figures to add up: ask for the pack of a return or of a year"
    )]
    Kind(String),
    /// The list of its figures is missing or cannot be read.
    #[error("the list of its figures is missing or of another edition of this program")]
    NoFigures,
    /// The list of its tokens cannot be read.
    #[error("the list of its tokens is of another edition of this program")]
    Tokens,
    /// More, or longer, than anybody's returns.
    #[error("it holds more figures, or longer words beside them, than any return has")]
    TooMany,
    /// It has figures of a return that is not signed in it.
    #[error("it has figures of the return {0}, which is not among what is signed in it")]
    NotSigned(String),
    /// Two packs bring different keys of one log, and none was told.
    #[error(
        "another pack brings another key of the same log {0}, and none was given: neither is believed. Give the key that the organisation told you"
    )]
    SeveralKeys(String),
}
