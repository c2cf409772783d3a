//! What DOCX and XLSX share: the properties of the file and the way to its main part.

use crate::sheets::About;
use crate::xml;

pub(crate) const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// Title, author, language and the one date.
pub(crate) fn properties(about: &About) -> String {
    let dated = format!("{}T00:00:00Z", about.dated);
    format!(
        "{HEAD}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\
         <dcterms:created xsi:type=\"dcterms:W3CDTF\">{dated}</dcterms:created><dc:creator>{}</dc:creator><dc:language>en-GB</dc:language>\
         <dcterms:modified xsi:type=\"dcterms:W3CDTF\">{dated}</dcterms:modified><dc:title>{}</dc:title><cp:version>{}</cp:version></cp:coreProperties>",
        xml::escaped(&about.organisation),
        xml::escaped(&about.title),
        xml::escaped(&about.version),
    )
}

/// The relations of the package: its main part and its properties.
pub(crate) fn relations(main: &str) -> String {
    format!(
        "{HEAD}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
         <Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"{main}\"/>\
         <Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/></Relationships>"
    )
}
