//! Accessible pages for any organisation: the style sheet, the fonts, the templates every page is made
//! of, and the form that gives back what a person typed together with what is wrong about it.
//!
//! This part knows nothing of what the pages say. It reads no clock and no network, and nothing it
//! renders needs a script or loads anything from elsewhere. How a page is written: see `README.md`.

mod assets;
mod form;
mod frame;
mod stack;
mod written;

pub use assets::{AXE_SCRIPT, Asset, asset, pdf_fonts, stylesheet_path};
pub use form::{Choice, Form, Problem};
pub use frame::{Frame, NavigationItem, Notice};
pub use stack::StackPart;
pub use written::{Span, Written, written};
