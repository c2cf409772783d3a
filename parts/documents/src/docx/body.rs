//! The text of a Word document, block by block.

use super::{parts, table};
use crate::picture::Painter;
use crate::{Block, Document, DocumentFault, xml};
use std::fmt::Write as _;

/// Width of a picture: 12 cm in English Metric Units.
const PICTURE: u32 = 4_320_000;
/// Chapters from which a list of contents helps.
const CHAPTERS: usize = 4;

/// The text as it grows.
pub(super) struct Body {
    out: String,
    painter: Painter,
    pictures: Vec<Vec<u8>>,
    /// Whether the next paragraph begins a page.
    turns: Option<()>,
    headings: u32,
}

impl Body {
    pub(super) fn new(painter: Painter) -> Self {
        Self {
            out: parts::DOCUMENT_START.to_owned(),
            painter,
            pictures: Vec::new(),
            turns: None,
            headings: 0,
        }
    }

    /// The whole text, complete.
    pub(super) fn text(&self) -> String {
        format!("{}{}", self.out, parts::DOCUMENT_END)
    }

    pub(super) fn pictures(&self) -> &[Vec<u8>] {
        &self.pictures
    }

    pub(super) fn document(&mut self, document: &Document) -> Result<(), DocumentFault> {
        self.paragraph("Organisation", &document.organisation);
        self.paragraph("Title", &document.title);
        self.facts(&document.facts);
        self.turns = Some(());
        self.contents(&document.blocks);
        for block in &document.blocks {
            self.block(block)?;
        }
        Ok(())
    }

    /// The chapters with their parts, each a link to its heading.
    fn contents(&mut self, blocks: &[Block]) {
        let headings = blocks.iter().filter_map(|block| match block {
            Block::Heading { level, text } => Some((*level, text)),
            Block::Paragraph { .. }
            | Block::List { .. }
            | Block::Facts { .. }
            | Block::Table { .. }
            | Block::Figure { .. }
            | Block::Quote { .. }
            | Block::Seal { .. }
            | Block::PageBreak => None,
        });
        let headings: Vec<(u8, &String)> = headings.collect();
        if headings.iter().filter(|(level, _)| *level == 1).count() < CHAPTERS {
            return;
        }
        self.paragraph("ContentsHeading", "Contents");
        for (number, (level, text)) in (1..).zip(headings) {
            let number: u32 = number;
            if level > 2 {
                continue;
            }
            self.begin(&format!("TOC{level}"));
            let _ = write!(
                self.out,
                "<w:hyperlink w:anchor=\"heading{number}\" w:history=\"1\">"
            );
            self.run("", text);
            self.out.push_str("</w:hyperlink></w:p>");
        }
        self.turns = Some(());
    }

    fn block(&mut self, block: &Block) -> Result<(), DocumentFault> {
        match block {
            Block::Heading { level, text } => self.heading(*level, text),
            Block::Paragraph { text } => self.paragraph("", text),
            Block::List { items } => items
                .iter()
                .for_each(|item| self.paragraph("ListBullet", item)),
            Block::Facts { facts } => self.facts(facts),
            Block::Table {
                caption,
                headings,
                rows,
                numbers,
            } => {
                self.paragraph("Caption", caption);
                table::add(&mut self.out, (caption, headings), rows, numbers);
                self.paragraph("AfterTable", "");
            }
            Block::Figure {
                svg,
                alternative,
                caption,
            } => {
                self.picture(svg, alternative)?;
                self.paragraph("PictureCaption", caption);
            }
            Block::Quote { text, by } => {
                self.paragraph("Quote", text);
                if !by.is_empty() {
                    self.paragraph("QuoteBy", &format!("— {by}"));
                }
            }
            Block::Seal { label, sha256 } => {
                self.begin("Seal");
                self.run("<w:b/>", label);
                self.out.push_str("<w:r><w:br/></w:r>");
                self.run("", sha256);
                self.out.push_str("</w:p>");
            }
            Block::PageBreak => self.turns = Some(()),
        }
        Ok(())
    }

    fn heading(&mut self, level: u8, text: &str) {
        self.headings += 1;
        let number = self.headings;
        self.begin(&format!("Heading{level}"));
        let _ = write!(
            self.out,
            "<w:bookmarkStart w:id=\"{number}\" w:name=\"heading{number}\"/>"
        );
        self.run("", text);
        let _ = write!(self.out, "<w:bookmarkEnd w:id=\"{number}\"/></w:p>");
    }

    fn facts(&mut self, facts: &[(String, String)]) {
        for (name, value) in facts {
            self.begin("Fact");
            self.run("<w:b/>", name);
            self.out.push_str("<w:r><w:tab/></w:r>");
            self.run("", value);
            self.out.push_str("</w:p>");
        }
    }

    fn picture(&mut self, svg: &str, alternative: &str) -> Result<(), DocumentFault> {
        let picture = self.painter.paint(svg)?;
        let height =
            u64::from(PICTURE) * u64::from(picture.height) / u64::from(picture.width.max(1));
        self.pictures.push(picture.png);
        let number = self.pictures.len();
        self.begin("Picture");
        let described = xml::escaped(alternative);
        let _ = write!(
            self.out,
            "<w:r><w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\"><wp:extent cx=\"{PICTURE}\" cy=\"{height}\"/><wp:docPr id=\"{number}\" name=\"Picture {number}\" descr=\"{described}\"/><wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect=\"1\"/></wp:cNvGraphicFramePr><a:graphic><a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><pic:pic><pic:nvPicPr><pic:cNvPr id=\"{number}\" name=\"picture{number}.png\" descr=\"{described}\"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed=\"picture{number}\"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"{PICTURE}\" cy=\"{height}\"/></a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
        );
        Ok(())
    }

    fn paragraph(&mut self, style: &str, text: &str) {
        self.begin(style);
        self.run("", text);
        self.out.push_str("</w:p>");
    }

    fn begin(&mut self, style: &str) {
        self.out.push_str("<w:p><w:pPr>");
        if !style.is_empty() {
            let _ = write!(self.out, "<w:pStyle w:val=\"{style}\"/>");
        }
        if self.turns.take().is_some() {
            self.out.push_str("<w:pageBreakBefore/>");
        }
        self.out.push_str("</w:pPr>");
    }

    fn run(&mut self, look: &str, text: &str) {
        run(&mut self.out, look, text);
    }
}

/// Adds text with its lines and tabs.
pub(super) fn run(out: &mut String, look: &str, text: &str) {
    if text.is_empty() {
        return;
    }
    out.push_str("<w:r>");
    if !look.is_empty() {
        let _ = write!(out, "<w:rPr>{look}</w:rPr>");
    }
    for (at, line) in xml::lines(text).enumerate() {
        if at > 0 {
            out.push_str("<w:br/>");
        }
        for (at, piece) in line.split('\t').enumerate() {
            if at > 0 {
                out.push_str("<w:tab/>");
            }
            if !piece.is_empty() {
                out.push_str("<w:t xml:space=\"preserve\">");
                xml::text(out, piece);
                out.push_str("</w:t>");
            }
        }
    }
    out.push_str("</w:r>");
}
