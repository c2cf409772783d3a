//! One model of a document, and what is made of it: a tagged PDF and a page that stands alone. The
//! same document gives the same bytes. It knows nothing of what a document says.

mod html;
mod letters;
mod model;
mod pdf;

pub use html::html;
pub use model::{Block, Document};
pub use pdf::{DocumentFault, Fonts, pdf};
