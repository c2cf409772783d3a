//! The text of a word-processing document (ECMA-376): paragraphs, headings, bullets and tables.

use crate::reference::letter;
use crate::{IntakeFault, archive};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

const KIND: &str = "DOCX";

/// The text of the document's body.
pub(crate) fn text(bytes: &[u8]) -> Result<String, IntakeFault> {
    let mut archive = archive::open(bytes, KIND)?;
    let body = archive::entry(&mut archive, "word/document.xml", KIND)?;
    let body = String::from_utf8(body).map_err(|_| IntakeFault::NotSound(KIND))?;
    let mut reader = Reader::from_str(&body);
    let mut taken = Taken::default();
    loop {
        match reader
            .read_event()
            .map_err(|_| IntakeFault::NotSound(KIND))?
        {
            Event::DocType(_) => return Err(IntakeFault::DocumentType),
            // A text box stands twice: as it is, and as older programs draw it.
            Event::Start(element) if element.local_name().as_ref() == "Fallback" => {
                reader
                    .read_to_end(element.name())
                    .map_err(|_| IntakeFault::NotSound(KIND))?;
            }
            Event::Start(element) => taken.start(&element),
            Event::Empty(element) => taken.empty(&element),
            Event::End(element) => taken.end(element.local_name().as_ref()),
            Event::Text(words) => {
                if taken.is_in_text {
                    taken.line.push_str(&words);
                }
            }
            Event::CData(words) if taken.is_in_text => taken.line.push_str(&words),
            Event::GeneralRef(name) if taken.is_in_text => {
                taken.line.extend(letter(&name));
            }
            Event::Eof => break,
            Event::GeneralRef(_)
            | Event::CData(_)
            | Event::Comment(_)
            | Event::Decl(_)
            | Event::PI(_) => {}
        }
    }
    if taken.text.trim().is_empty() {
        Err(IntakeFault::Empty)
    } else {
        Ok(taken.text)
    }
}

/// What has been read so far.
#[derive(Default)]
struct Taken {
    text: String,
    line: String,
    heading: Option<usize>,
    bullet: Option<()>,
    is_in_text: bool,
    cells: usize,
    in_cell: usize,
}

impl Taken {
    fn start(&mut self, element: &BytesStart<'_>) {
        match element.local_name().as_ref() {
            "t" => self.is_in_text = true,
            "numPr" => self.bullet = Some(()),
            "tc" => {
                self.in_cell += 1;
                if self.cells > 0 {
                    self.text.push('\t');
                }
                self.cells += 1;
            }
            "tr" => self.cells = 0,
            _ => self.empty(element),
        }
    }

    fn empty(&mut self, element: &BytesStart<'_>) {
        match element.local_name().as_ref() {
            "tab" if self.in_cell == 0 => self.line.push('\t'),
            "br" | "cr" if self.in_cell == 0 => self.line.push('\n'),
            "tab" | "br" | "cr" => self.line.push(' '),
            "noBreakHyphen" => self.line.push('-'),
            "sym" => self.line.extend(symbol(element)),
            // Number 0 takes a paragraph out of the list its style puts it in.
            "numId" if value(element).as_deref() == Some("0") => self.bullet = None,
            "numPr" => self.bullet = Some(()),
            "pStyle" => {
                let style = value(element).unwrap_or_default();
                let level = style
                    .to_lowercase()
                    .strip_prefix("heading")
                    .and_then(|level| level.trim().parse::<usize>().ok());
                self.heading = level
                    .filter(|level| (1..=6).contains(level))
                    .or(self.heading);
                if style.to_lowercase().starts_with("list") {
                    self.bullet = Some(());
                }
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "t" => self.is_in_text = false,
            "p" => self.paragraph(),
            "tc" => self.in_cell = self.in_cell.saturating_sub(1),
            "tr" => self.text.push('\n'),
            _ => {}
        }
    }

    fn paragraph(&mut self) {
        let line = std::mem::take(&mut self.line);
        let (heading, bullet) = (self.heading.take(), self.bullet.take());
        if self.in_cell > 0 {
            // The paragraphs of a cell are one text, and their words do not run together.
            let begins = self.text.is_empty() || self.text.ends_with(['\t', '\n']);
            if !line.trim().is_empty() && !begins {
                self.text.push(' ');
            }
            self.text.push_str(line.trim());
            return;
        }
        match (heading, bullet) {
            (Some(level), _) if !line.trim().is_empty() => {
                self.text.push_str(&"#".repeat(level));
                self.text.push(' ');
            }
            (None, Some(())) if !line.trim().is_empty() => self.text.push_str("- "),
            (_, _) => {}
        }
        self.text.push_str(&line);
        self.text.push_str("\n\n");
    }
}

fn value(element: &BytesStart<'_>) -> Option<String> {
    attribute(element, "val")
}

/// A character of a symbol font, such as a box to tick.
fn symbol(element: &BytesStart<'_>) -> Option<char> {
    let number = attribute(element, "char")?;
    u32::from_str_radix(&number, 16)
        .ok()
        .and_then(char::from_u32)
}

fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    element
        .attributes()
        .flatten()
        .find(|attribute| attribute.key.local_name().as_ref() == name)
        .map(|attribute| attribute.value.into_owned())
}
