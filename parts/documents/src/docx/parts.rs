//! The parts of a Word document that stand around its text.

use crate::opc::HEAD;
use crate::sheets::About;
use std::fmt::Write as _;

const WORD: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";

pub(super) const CONTENT_TYPES: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Default Extension=\"png\" ContentType=\"image/png\"/><Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/><Override PartName=\"/word/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml\"/><Override PartName=\"/word/numbering.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml\"/><Override PartName=\"/word/settings.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml\"/><Override PartName=\"/word/header1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml\"/><Override PartName=\"/word/footer1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml\"/><Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/></Types>";

pub(super) const DOCUMENT_START: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><w:body>";

/// A4 upright with margins of two centimetres, its head and its foot.
pub(super) const DOCUMENT_END: &str = "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"header\"/><w:footerReference w:type=\"default\" r:id=\"footer\"/><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1701\" w:right=\"1134\" w:bottom=\"1134\" w:left=\"1134\" w:header=\"567\" w:footer=\"567\" w:gutter=\"0\"/></w:sectPr></w:body></w:document>";

/// Styles: key, name, how a paragraph stands, how its letters look.
const STYLES: [(&str, &str, &str, &str); 20] = [
    (
        "Title",
        "Title",
        "<w:keepNext/><w:spacing w:before=\"120\" w:after=\"480\" w:line=\"240\" w:lineRule=\"auto\"/>",
        "<w:b/><w:color w:val=\"0B5351\"/><w:sz w:val=\"56\"/>",
    ),
    (
        "Organisation",
        "Organisation",
        "<w:spacing w:before=\"2400\" w:after=\"0\"/>",
        "<w:b/><w:color w:val=\"0B5351\"/><w:sz w:val=\"26\"/>",
    ),
    (
        "Heading1",
        "heading 1",
        "<w:keepNext/><w:keepLines/><w:spacing w:before=\"480\" w:after=\"200\"/><w:outlineLvl w:val=\"0\"/>",
        "<w:b/><w:color w:val=\"0B5351\"/><w:sz w:val=\"36\"/>",
    ),
    (
        "Heading2",
        "heading 2",
        "<w:keepNext/><w:keepLines/><w:spacing w:before=\"360\" w:after=\"140\"/><w:outlineLvl w:val=\"1\"/>",
        "<w:b/><w:color w:val=\"0B5351\"/><w:sz w:val=\"28\"/>",
    ),
    (
        "Heading3",
        "heading 3",
        "<w:keepNext/><w:keepLines/><w:spacing w:before=\"280\" w:after=\"120\"/><w:outlineLvl w:val=\"2\"/>",
        "<w:b/><w:color w:val=\"0B5351\"/><w:sz w:val=\"24\"/>",
    ),
    (
        "ContentsHeading",
        "Contents Heading",
        "<w:keepNext/><w:spacing w:before=\"0\" w:after=\"200\"/>",
        "<w:b/><w:color w:val=\"0B5351\"/><w:sz w:val=\"36\"/>",
    ),
    (
        "TOC1",
        "toc 1",
        "<w:spacing w:before=\"160\" w:after=\"40\"/>",
        "<w:b/>",
    ),
    (
        "TOC2",
        "toc 2",
        "<w:spacing w:after=\"20\"/><w:ind w:left=\"340\"/>",
        "",
    ),
    (
        "Fact",
        "Fact",
        "<w:tabs><w:tab w:val=\"left\" w:pos=\"3402\"/></w:tabs><w:spacing w:after=\"80\"/><w:ind w:left=\"3402\" w:hanging=\"3402\"/>",
        "",
    ),
    (
        "ListBullet",
        "List Bullet",
        "<w:numPr><w:numId w:val=\"1\"/></w:numPr><w:spacing w:after=\"60\"/>",
        "",
    ),
    (
        "Caption",
        "caption",
        "<w:keepNext/><w:spacing w:before=\"240\" w:after=\"80\"/>",
        "<w:b/><w:sz w:val=\"19\"/>",
    ),
    (
        "Picture",
        "Picture",
        "<w:keepNext/><w:spacing w:before=\"200\" w:after=\"60\"/>",
        "",
    ),
    (
        "PictureCaption",
        "Picture Caption",
        "<w:spacing w:after=\"240\"/>",
        "<w:b/><w:sz w:val=\"19\"/>",
    ),
    (
        "Quote",
        "Quote",
        "<w:pBdr><w:left w:val=\"single\" w:sz=\"24\" w:space=\"10\" w:color=\"E0A458\"/></w:pBdr><w:spacing w:before=\"120\" w:after=\"0\"/><w:ind w:left=\"284\"/>",
        "",
    ),
    (
        "QuoteBy",
        "Quote By",
        "<w:pBdr><w:left w:val=\"single\" w:sz=\"24\" w:space=\"10\" w:color=\"E0A458\"/></w:pBdr><w:spacing w:after=\"200\"/><w:ind w:left=\"284\"/>",
        "<w:color w:val=\"3B4C53\"/><w:sz w:val=\"18\"/>",
    ),
    (
        "Seal",
        "Seal",
        "<w:keepLines/><w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"EAF2F1\"/><w:spacing w:before=\"120\" w:after=\"160\"/>",
        "<w:sz w:val=\"18\"/>",
    ),
    (
        "Cell",
        "Cell",
        "<w:spacing w:before=\"50\" w:after=\"50\" w:line=\"240\" w:lineRule=\"auto\"/>",
        "",
    ),
    (
        "AfterTable",
        "After Table",
        "<w:spacing w:after=\"60\" w:line=\"120\" w:lineRule=\"exact\"/>",
        "<w:sz w:val=\"8\"/>",
    ),
    (
        "Header",
        "header",
        "<w:tabs><w:tab w:val=\"left\" w:pos=\"1304\"/><w:tab w:val=\"right\" w:pos=\"9638\"/></w:tabs><w:spacing w:after=\"20\" w:line=\"240\" w:lineRule=\"auto\"/><w:ind w:left=\"1304\" w:hanging=\"1304\"/>",
        "<w:color w:val=\"3B4C53\"/><w:sz w:val=\"17\"/>",
    ),
    (
        "Footer",
        "footer",
        "<w:spacing w:after=\"0\"/>",
        "<w:color w:val=\"3B4C53\"/><w:sz w:val=\"17\"/>",
    ),
];

/// How everything looks. The language is said once, for all of it.
pub(super) fn styles() -> String {
    let mut out = format!(
        "{HEAD}<w:styles {WORD}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"Arial\" w:hAnsi=\"Arial\" w:eastAsia=\"Arial\" w:cs=\"Arial\"/><w:color w:val=\"16262E\"/><w:sz w:val=\"21\"/><w:szCs w:val=\"21\"/><w:lang w:val=\"en-GB\" w:eastAsia=\"en-GB\" w:bidi=\"ar-SA\"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after=\"140\" w:line=\"276\" w:lineRule=\"auto\"/></w:pPr></w:pPrDefault></w:docDefaults><w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/><w:qFormat/></w:style><w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\"><w:name w:val=\"Normal Table\"/><w:uiPriority w:val=\"99\"/><w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w=\"0\" w:type=\"dxa\"/><w:tblCellMar><w:top w:w=\"0\" w:type=\"dxa\"/><w:left w:w=\"85\" w:type=\"dxa\"/><w:bottom w:w=\"0\" w:type=\"dxa\"/><w:right w:w=\"85\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style>"
    );
    for (key, name, stands, looks) in STYLES {
        let next = if key.starts_with("Heading") {
            "<w:next w:val=\"Normal\"/>"
        } else {
            ""
        };
        let _ = write!(
            out,
            "<w:style w:type=\"paragraph\" w:styleId=\"{key}\"><w:name w:val=\"{name}\"/><w:basedOn w:val=\"Normal\"/>{next}<w:qFormat/><w:pPr>{stands}</w:pPr><w:rPr>{looks}</w:rPr></w:style>"
        );
    }
    out.push_str("<w:style w:type=\"table\" w:styleId=\"Figures\"><w:name w:val=\"Figures\"/><w:basedOn w:val=\"TableNormal\"/><w:tblPr><w:tblBorders><w:bottom w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"B9C9C8\"/><w:insideH w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"B9C9C8\"/></w:tblBorders></w:tblPr><w:tblStylePr w:type=\"firstRow\"><w:tcPr><w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"EAF2F1\"/></w:tcPr></w:tblStylePr></w:style></w:styles>");
    out
}

/// One kind of list, with bullets.
pub(super) fn numbering() -> String {
    format!(
        "{HEAD}<w:numbering {WORD}><w:abstractNum w:abstractNumId=\"0\"><w:multiLevelType w:val=\"hybridMultilevel\"/><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"bullet\"/><w:lvlText w:val=\"•\"/><w:lvlJc w:val=\"left\"/><w:pPr><w:ind w:left=\"397\" w:hanging=\"284\"/></w:pPr><w:rPr><w:color w:val=\"0B5351\"/></w:rPr></w:lvl></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>"
    )
}

pub(super) fn settings() -> String {
    format!(
        "{HEAD}<w:settings {WORD}><w:defaultTabStop w:val=\"720\"/><w:compat><w:compatSetting w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat><w:themeFontLang w:val=\"en-GB\"/></w:settings>"
    )
}

/// A number that Word works out: of this page, of all pages.
fn field(code: &str) -> String {
    format!("<w:fldSimple w:instr=\" {code} \"><w:r><w:t>1</w:t></w:r></w:fldSimple>")
}

fn words(look: &str, text: &str) -> String {
    let mut out = String::new();
    super::body::run(&mut out, look, text);
    out
}

/// The head of every page: which document, which version, which page of how many.
pub(super) fn header(about: &About) -> String {
    let tab = "<w:r><w:tab/></w:r>";
    let space = |text| format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>");
    format!(
        "{HEAD}<w:hdr {WORD}><w:p><w:pPr><w:pStyle w:val=\"Header\"/></w:pPr>{}{tab}{}</w:p><w:p><w:pPr><w:pStyle w:val=\"Header\"/><w:pBdr><w:bottom w:val=\"single\" w:sz=\"5\" w:space=\"4\" w:color=\"0B5351\"/></w:pBdr></w:pPr>{}{tab}{}{tab}{}{}{}{}</w:p></w:hdr>",
        words("<w:b/>", "DOCUMENT"),
        words("", &about.title),
        words("<w:b/>", "VERSION"),
        words("", &about.version),
        words("<w:b/>", "PAGE "),
        field("PAGE"),
        space(" OF "),
        field("NUMPAGES"),
    )
}

/// The foot of every page: whose document it is.
pub(super) fn footer(about: &About) -> String {
    let words = words("", &about.organisation);
    format!(
        "{HEAD}<w:ftr {WORD}><w:p><w:pPr><w:pStyle w:val=\"Footer\"/></w:pPr>{words}</w:p></w:ftr>"
    )
}

/// Where the parts and the pictures are.
pub(super) fn relations(pictures: usize) -> String {
    let base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let mut out = format!(
        "{HEAD}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
    );
    for (id, kind, file) in [
        ("styles", "styles", "styles.xml"),
        ("numbering", "numbering", "numbering.xml"),
        ("settings", "settings", "settings.xml"),
        ("header", "header", "header1.xml"),
        ("footer", "footer", "footer1.xml"),
    ] {
        let _ = write!(
            out,
            "<Relationship Id=\"{id}\" Type=\"{base}/{kind}\" Target=\"{file}\"/>"
        );
    }
    for number in 1..=pictures {
        let _ = write!(
            out,
            "<Relationship Id=\"picture{number}\" Type=\"{base}/image\" Target=\"media/picture{number}.png\"/>"
        );
    }
    out.push_str("</Relationships>");
    out
}
