//! A Word document as its markup says it: marked headings, described pictures, language and title.

use crate::sample::{DATED, document, fonts};
use documents::{DocumentFault, Format};
use std::io::{Cursor, Read as _};

fn inside(bytes: &[u8], name: &str) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    let mut file = zip
        .by_name(name)
        .unwrap_or_else(|_| panic!("{name} is there"));
    file.read_to_string(&mut text).unwrap();
    text
}

#[test]
fn a_word_document_says_what_a_screen_reader_asks() {
    let bytes = Format::Docx.make(&document(), &fonts(), DATED).unwrap();
    let text = inside(&bytes, "word/document.xml");
    assert_eq!(
        text.matches("<w:tblHeader/>").count(),
        2,
        "each table marks its headings"
    );
    assert!(text.contains("<w:tblCaption w:val=\"Targets: and ratings?\"/>"));
    assert!(text.contains("descr=\"Eighty of a hundred\""));
    for style in [
        "Title",
        "Heading1",
        "Heading2",
        "ListBullet",
        "Caption",
        "Quote",
        "Seal",
    ] {
        assert!(
            text.contains(&format!("<w:pStyle w:val=\"{style}\"/>")),
            "{style}"
        );
    }
    // Five chapters and more have a list of contents, whose links lead to the headings.
    assert!(text.contains("w:anchor=\"heading1\"") && text.contains("w:name=\"heading1\""));
    let styles = inside(&bytes, "word/styles.xml");
    assert!(styles.contains("<w:lang w:val=\"en-GB\""));
    let about = inside(&bytes, "docProps/core.xml");
    assert!(about.contains("<dc:title>Annual report &amp; more</dc:title>"));
    assert!(about.contains("<dc:language>en-GB</dc:language>"));
    let head = inside(&bytes, "word/header1.xml");
    for words in [
        "DOCUMENT",
        "Annual report &amp; more",
        "VERSION",
        "Signed off 10 November 2026",
        " PAGE ",
        " NUMPAGES ",
    ] {
        assert!(head.contains(words), "{words}");
    }
    assert!(inside(&bytes, "word/footer1.xml").contains("Mersey &lt;Learning&gt; Works"));
}

#[test]
fn every_part_is_whole_markup_and_every_picture_is_there() {
    for format in [Format::Docx, Format::Xlsx, Format::Ods] {
        let bytes = format.make(&document(), &fonts(), DATED).unwrap();
        let mut zip = zip::ZipArchive::new(Cursor::new(bytes.as_slice())).unwrap();
        for number in 0..zip.len() {
            let mut file = zip.by_index(number).unwrap();
            let name = file.name().unwrap().into_owned();
            if name.rsplit('.').next() == Some("png") {
                let mut png = Vec::new();
                file.read_to_end(&mut png).unwrap();
                assert!(
                    png.starts_with(b"\x89PNG") && png.len() > 500,
                    "{name}: {}",
                    png.len()
                );
            } else if name != "mimetype" {
                let mut text = String::new();
                file.read_to_string(&mut text).unwrap();
                if let Err(fault) = roxmltree::Document::parse(&text) {
                    panic!("{name}: {fault}");
                }
            }
        }
    }
}

#[test]
fn a_picture_that_cannot_be_drawn_or_says_nothing_is_refused() {
    let mut with = document();
    let figure = |svg: &str, alternative: &str| documents::Block::Figure {
        svg: svg.to_owned(),
        alternative: alternative.to_owned(),
        caption: "x".to_owned(),
    };
    with.blocks = vec![figure("<svg", "words")];
    let torn = Format::Docx.make(&with, &fonts(), DATED);
    assert!(matches!(torn, Err(DocumentFault::NotSet(_))));
    with.blocks = vec![figure("<svg xmlns=\"http://www.w3.org/2000/svg\"/>", " ")];
    for format in [
        Format::Docx,
        Format::Xlsx,
        Format::Ods,
        Format::Csv,
        Format::Pdf,
    ] {
        let silent = format.make(&with, &fonts(), DATED);
        assert!(
            matches!(silent, Err(DocumentFault::NoAlternative)),
            "{format:?}"
        );
    }
}
