//! What the library would take memory for before a cell is read: the texts that cells share and the looks
//! they have. Each look holds a font and a format of its own, however often that one stands in the file.

use super::look::events;
use super::{KIND, NOT_SOUND};
use crate::IntakeFault;
use crate::archive::{self, Archive};
use crate::rows::{CELLS, TOO_MANY_CELLS};
use quick_xml::events::{BytesStart, Event};
use std::borrow::Cow;

/// The most looks: some more than Excel itself can keep.
const LOOKS: usize = 66_000;
/// The most bytes of the name of a font or of a format, some times what Excel itself can keep.
const NAME: usize = 1_000;
/// The most elements of the table of looks.
const ELEMENTS: usize = 1_000_000;

/// Refuses a workbook that would take much memory for little.
pub(super) fn are_kept_small(archive: &mut Archive<'_>) -> Result<(), IntakeFault> {
    let names: Result<Vec<String>, IntakeFault> = archive
        .file_names()
        .map(|name| name.map(Cow::into_owned).map_err(|_| NOT_SOUND))
        .collect();
    for name in names? {
        let lower = name.to_lowercase();
        if lower.ends_with("sharedstrings.xml") {
            texts(&archive::entry(archive, &name, KIND)?)?;
        } else if lower.ends_with("styles.xml") {
            looks(&archive::entry(archive, &name, KIND)?)?;
        }
    }
    Ok(())
}

/// The library reserves as many texts as a table announces, and a process that gets no memory ends.
fn texts(content: &[u8]) -> Result<(), IntakeFault> {
    if announced(content)? > CELLS {
        Err(TOO_MANY_CELLS)
    } else {
        Ok(())
    }
}

/// The largest number of shared texts that the table announces before they begin.
fn announced(content: &[u8]) -> Result<usize, IntakeFault> {
    let mut reader = quick_xml::Reader::from_reader(content);
    let mut buffer = Vec::new();
    let mut largest = 0;
    loop {
        match reader.read_event_into(&mut buffer).map_err(|_| NOT_SOUND)? {
            Event::DocType(_) => return Err(IntakeFault::DocumentType),
            Event::Start(element) if element.local_name().as_ref() == "sst" => {
                return Ok(largest.max(count(&element)));
            }
            Event::Empty(element) => largest = largest.max(count(&element)),
            Event::Eof => return Ok(largest),
            Event::Start(_)
            | Event::End(_)
            | Event::Text(_)
            | Event::CData(_)
            | Event::Comment(_)
            | Event::Decl(_)
            | Event::PI(_)
            | Event::GeneralRef(_) => {}
        }
        buffer.clear();
    }
}

/// What an element announces; beyond all bounds when it is no number.
fn count(element: &BytesStart<'_>) -> usize {
    element
        .attributes()
        .with_checks(false)
        .flatten()
        .filter(|attribute| attribute.key.local_name().as_ref() == "uniqueCount")
        .map(|attribute| attribute.value.parse().unwrap_or(usize::MAX))
        .max()
        .unwrap_or_default()
}

fn looks(content: &[u8]) -> Result<(), IntakeFault> {
    let (mut elements, mut looks, mut longest) = (0, 0, 0);
    events(content, |event| {
        if let Event::Start(element) = event {
            elements += 1;
            looks += usize::from(element.local_name().as_ref() == "xf");
            let mut all = element.attributes();
            let values = all.with_checks(false).flatten();
            let here = values.map(|attribute| attribute.value.len()).max();
            longest = longest.max(here.unwrap_or_default());
        }
    })?;
    if looks > LOOKS || elements > ELEMENTS || longest > NAME {
        Err(IntakeFault::Swells)
    } else {
        Ok(())
    }
}
