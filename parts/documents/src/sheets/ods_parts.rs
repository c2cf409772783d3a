//! The parts of an OpenDocument spreadsheet that stand around its rows.

use super::{About, Ink};
use crate::number::{Around, Look, Thousands};
use crate::opc::HEAD;
use crate::xml;
use std::fmt::Write as _;

pub(super) const MIMETYPE: &str = "application/vnd.oasis.opendocument.spreadsheet";

pub(super) const MANIFEST: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\" manifest:version=\"1.3\"><manifest:file-entry manifest:full-path=\"/\" manifest:version=\"1.3\" manifest:media-type=\"application/vnd.oasis.opendocument.spreadsheet\"/><manifest:file-entry manifest:full-path=\"content.xml\" manifest:media-type=\"text/xml\"/><manifest:file-entry manifest:full-path=\"styles.xml\" manifest:media-type=\"text/xml\"/><manifest:file-entry manifest:full-path=\"meta.xml\" manifest:media-type=\"text/xml\"/><manifest:file-entry manifest:full-path=\"settings.xml\" manifest:media-type=\"text/xml\"/></manifest:manifest>";

pub(super) const CONTENT_START: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" xmlns:number=\"urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0\" xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\" office:version=\"1.3\"><office:automatic-styles>";

/// The widest column, in letters.
const WIDEST: usize = 100;

/// The style of a column: every even number of letters has one.
pub(super) fn width(letters: usize) -> String {
    format!(
        "w{}",
        letters.div_ceil(2).saturating_mul(2).clamp(4, WIDEST)
    )
}

pub(super) fn ink_style(ink: Ink) -> &'static str {
    match ink {
        Ink::Text => "text",
        Ink::TextRight => "right",
        Ink::OneLine => "line",
        Ink::Title => "title",
        Ink::Heading => "heading",
        Ink::Label => "label",
        Ink::ColumnLeft => "column",
        Ink::ColumnRight => "column-right",
    }
}

pub(super) fn look_style(look: Look) -> String {
    format!("n{}", look.place())
}

/// Looks of cells: name, wrapping, place, and how the letters look.
const INKS: [(&str, &str, &str, &str); 8] = [
    ("text", "wrap", "", ""),
    ("right", "wrap", "end", ""),
    ("line", "no-wrap", "", ""),
    (
        "title",
        "no-wrap",
        "",
        " fo:font-size=\"18pt\" fo:font-weight=\"bold\" fo:color=\"#0b5351\"",
    ),
    (
        "heading",
        "no-wrap",
        "",
        " fo:font-size=\"13pt\" fo:font-weight=\"bold\" fo:color=\"#0b5351\"",
    ),
    ("label", "wrap", "", " fo:font-weight=\"bold\""),
    ("column", "wrap", "", " fo:font-weight=\"bold\""),
    ("column-right", "wrap", "end", " fo:font-weight=\"bold\""),
];

/// Every style that a cell, a row or a column may have.
pub(super) fn styles() -> String {
    let mut out = "<style:style style:name=\"sheet\" style:family=\"table\" style:master-page-name=\"Tables\"><style:table-properties table:display=\"true\"/></style:style><style:style style:name=\"words\" style:family=\"table\" style:master-page-name=\"Words\"><style:table-properties table:display=\"true\"/></style:style><style:style style:name=\"row\" style:family=\"table-row\"><style:table-row-properties style:use-optimal-row-height=\"true\"/></style:style>".to_owned();
    for letters in (4..=WIDEST).step_by(2) {
        // A letter takes about two millimetres.
        let _ = write!(
            out,
            "<style:style style:name=\"w{letters}\" style:family=\"table-column\"><style:table-column-properties style:column-width=\"{}mm\"/></style:style>",
            letters * 2 + 5
        );
    }
    for (name, wrap, place, letters) in INKS {
        let fill = if name.starts_with("column") {
            " fo:background-color=\"#eaf2f1\""
        } else {
            ""
        };
        let place = if place.is_empty() {
            String::new()
        } else {
            format!("<style:paragraph-properties fo:text-align=\"{place}\"/>")
        };
        let fix = if place.is_empty() {
            ""
        } else {
            " style:text-align-source=\"fix\" fo:padding-right=\"2mm\""
        };
        let _ = write!(
            out,
            "<style:style style:name=\"{name}\" style:family=\"table-cell\" style:parent-style-name=\"Default\"><style:table-cell-properties fo:wrap-option=\"{wrap}\" style:vertical-align=\"top\"{fix}{fill}/>{place}<style:text-properties{letters}/></style:style>"
        );
    }
    out.push_str("<number:date-style style:name=\"day-format\" number:language=\"en\" number:country=\"GB\"><number:day/><number:text> </number:text><number:month number:style=\"long\" number:textual=\"true\"/><number:text> </number:text><number:year number:style=\"long\"/></number:date-style><style:style style:name=\"day\" style:family=\"table-cell\" style:parent-style-name=\"Default\" style:data-style-name=\"day-format\"><style:table-cell-properties style:vertical-align=\"top\" style:text-align-source=\"fix\"/><style:paragraph-properties fo:text-align=\"start\"/></style:style>");
    Look::all().for_each(|look| add_look(&mut out, look));
    out.push_str("</office:automatic-styles><office:body><office:spreadsheet>");
    out
}

fn add_look(out: &mut String, look: Look) {
    let place = look.place();
    let parted = match look.thousands {
        Thousands::Parted => " number:grouping=\"true\"",
        Thousands::Together => "",
    };
    let decimals = look.decimals;
    let digits = format!(
        "<number:number number:decimal-places=\"{decimals}\" number:min-decimal-places=\"{decimals}\" number:min-integer-digits=\"1\"{parted}/>"
    );
    let (kind, before, after) = match look.around {
        Around::Nothing => ("number", "", ""),
        Around::Percent => ("percentage", "", "<number:text>%</number:text>"),
        Around::SpacedPercent => ("percentage", "", "<number:text> %</number:text>"),
        Around::Pounds => (
            "currency",
            "<number:currency-symbol number:language=\"en\" number:country=\"GB\">£</number:currency-symbol>",
            "",
        ),
    };
    let _ = write!(
        out,
        "<number:{kind}-style style:name=\"f{place}\">{before}{digits}{after}</number:{kind}-style>"
    );
    let _ = write!(
        out,
        "<style:style style:name=\"n{place}\" style:family=\"table-cell\" style:parent-style-name=\"Default\" style:data-style-name=\"f{place}\"><style:table-cell-properties style:vertical-align=\"top\" style:text-align-source=\"fix\" fo:padding-right=\"2mm\"/><style:paragraph-properties fo:text-align=\"end\"/></style:style>"
    );
}

/// Title, author, language and the one date.
pub(super) fn meta(about: &About) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<office:document-meta xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:meta=\"urn:oasis:names:tc:opendocument:xmlns:meta:1.0\" office:version=\"1.3\"><office:meta><dc:title>{}</dc:title><dc:subject>{}</dc:subject><dc:creator>{}</dc:creator><dc:language>en-GB</dc:language><meta:creation-date>{dated}T00:00:00</meta:creation-date><dc:date>{dated}T00:00:00</dc:date></office:meta></office:document-meta>",
        xml::escaped(&about.title),
        xml::escaped(&about.version),
        xml::escaped(&about.organisation),
        dated = about.dated,
    )
}

/// The look of every cell, and of printed pages with their head.
pub(super) fn style_sheet(about: &About) -> String {
    let title = xml::escaped(&about.title);
    let version = xml::escaped(&about.version);
    let head = format!(
        "<style:header><text:p>DOCUMENT {title}</text:p><text:p>VERSION {version}, PAGE <text:page-number>1</text:page-number> OF <text:page-count>1</text:page-count></text:p></style:header>"
    );
    let layout = |name: &str, size: &str| {
        format!(
            "<style:page-layout style:name=\"{name}\"><style:page-layout-properties {size} fo:margin=\"15mm\" style:scale-to-X=\"1\" style:scale-to-Y=\"0\"/><style:header-style><style:header-footer-properties fo:min-height=\"12mm\" fo:margin-bottom=\"4mm\"/></style:header-style></style:page-layout>"
        )
    };
    format!(
        "{HEAD}<office:document-styles xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\" office:version=\"1.3\">\
         <office:styles><style:style style:name=\"Default\" style:family=\"table-cell\"><style:text-properties fo:font-family=\"Calibri, Carlito, Arial\" fo:font-size=\"11pt\" fo:language=\"en\" fo:country=\"GB\"/></style:style></office:styles>\
         <office:automatic-styles>{}{}</office:automatic-styles>\
         <office:master-styles><style:master-page style:name=\"Tables\" style:page-layout-name=\"across\">{head}</style:master-page><style:master-page style:name=\"Words\" style:page-layout-name=\"upright\">{head}</style:master-page></office:master-styles></office:document-styles>",
        layout(
            "across",
            "fo:page-width=\"297mm\" fo:page-height=\"210mm\" style:print-orientation=\"landscape\""
        ),
        layout(
            "upright",
            "fo:page-width=\"210mm\" fo:page-height=\"297mm\" style:print-orientation=\"portrait\""
        ),
    )
}

/// The headings of each table stay in view.
pub(super) fn settings(sheets: &[(String, u32)]) -> String {
    let mut out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<office:document-settings xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:config=\"urn:oasis:names:tc:opendocument:xmlns:config:1.0\" xmlns:ooo=\"http://openoffice.org/2004/office\" office:version=\"1.3\"><office:settings><config:config-item-set config:name=\"ooo:view-settings\"><config:config-item-map-indexed config:name=\"Views\"><config:config-item-map-entry><config:config-item-map-named config:name=\"Tables\">".to_owned();
    for (name, head) in sheets.iter().filter(|(_, head)| *head > 0) {
        let name = xml::escaped(name);
        let item = |name: &str, kind: &str, value: u32| {
            format!(
                "<config:config-item config:name=\"{name}\" config:type=\"{kind}\">{value}</config:config-item>"
            )
        };
        let _ = write!(
            out,
            "<config:config-item-map-entry config:name=\"{name}\">{}{}{}</config:config-item-map-entry>",
            item("VerticalSplitMode", "short", 2),
            item("VerticalSplitPosition", "int", *head),
            item("PositionBottom", "int", *head),
        );
    }
    out.push_str("</config:config-item-map-named></config:config-item-map-entry></config:config-item-map-indexed></config:config-item-set></office:settings></office:document-settings>");
    out
}
