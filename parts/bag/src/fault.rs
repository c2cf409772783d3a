//! Why a bag cannot be written or read at all. That it is not what it should be is no fault but an
//! answer, see [`crate::Checked`].

use std::io;
use thiserror::Error;

/// A bag that cannot be written or read.
#[derive(Debug, Error)]
pub enum BagFault {
    /// The file or folder could not be read or written.
    #[error("the pack could not be read or written")]
    File(#[from] io::Error),
    /// It is no ZIP that can be opened.
    #[error("this is no ZIP that can be opened, or it is damaged")]
    Zip(#[from] zip::result::ZipError),
    /// A name that no bag of ours has.
    #[error("‘{0}’ is no name for a file of a pack")]
    Name(String),
    /// It holds more than is read.
    #[error("the pack holds more than can be looked at: {0}")]
    TooMuch(&'static str),
}
