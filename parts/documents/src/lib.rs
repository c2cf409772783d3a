//! One model of a document, and what is made of it: a tagged PDF, a Word document, sheets for Excel and
//! OpenDocument, a page that stands alone, and CSV. The same document gives the same bytes. Tables of any
//! length are written row by row. It knows nothing of what a document says.

mod docx;
mod fault;
mod format;
mod html;
mod letters;
mod model;
mod number;
mod opc;
mod package;
mod pdf;
mod picture;
mod sheets;
mod xml;

pub use fault::DocumentFault;
pub use format::Format;
pub use html::html;
pub use model::{Block, Document};
pub use number::Number;
pub use pdf::{Fonts, pdf};
pub use sheets::{About, Book, Cell, Column, Lines, Sheet, SheetKind, Side, csv_line};
