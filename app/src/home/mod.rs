//! The first page after signing in, and the stylesheet and fonts.

pub(crate) mod assets;
pub(crate) mod first;
