//! The first page after signing in, which says what needs the person (P4a), and the stylesheet and
//! fonts.

pub(crate) mod assets;
pub(crate) mod first;
mod needs;
mod store;
mod ways;

#[cfg(test)]
mod tests;
