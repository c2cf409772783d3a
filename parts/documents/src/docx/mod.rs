//! A Word document (ISO/IEC 29500): headings as styles, tables whose headings are marked and repeated,
//! pictures with their words, and the head of every page. Text is text and never a field or a link.

mod body;
mod parts;
mod table;

use crate::package::Package;
use crate::picture::Painter;
use crate::sheets::About;
use crate::{Document, DocumentFault, Fonts, fault, opc};
use body::Body;
use jiff::civil::Date;
use std::io::Cursor;

/// The document as a file of Word.
pub(crate) fn docx(
    document: &Document,
    fonts: &Fonts,
    dated: Date,
) -> Result<Vec<u8>, DocumentFault> {
    fault::check(document)?;
    let about = About {
        title: document.title.clone(),
        version: document.version.clone(),
        organisation: document.organisation.clone(),
        dated,
    };
    let mut body = Body::new(Painter::new(fonts));
    body.document(document)?;
    let mut package = Package::new(Cursor::new(Vec::new()));
    package.file("[Content_Types].xml", parts::CONTENT_TYPES)?;
    package.file("_rels/.rels", &opc::relations("word/document.xml"))?;
    package.file("docProps/core.xml", &opc::properties(&about))?;
    package.file("word/document.xml", &body.text())?;
    package.file("word/styles.xml", &parts::styles())?;
    package.file("word/numbering.xml", &parts::numbering())?;
    package.file("word/settings.xml", &parts::settings())?;
    package.file("word/header1.xml", &parts::header(&about))?;
    package.file("word/footer1.xml", &parts::footer(&about))?;
    package.file(
        "word/_rels/document.xml.rels",
        &parts::relations(body.pictures().len()),
    )?;
    for (number, png) in (1..).zip(body.pictures()) {
        let number: u32 = number;
        package.stored(&format!("word/media/picture{number}.png"), png)?;
    }
    Ok(package.finish()?.into_inner())
}
