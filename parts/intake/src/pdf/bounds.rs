//! What a PDF may ask of the machine. Streams are unpacked into nothing to see how far they swell, and
//! drawings that draw other drawings are followed just as the reader will follow them: one that draws
//! itself would otherwise overflow the stack, which no caller can catch.

use super::NOT_SOUND;
use crate::IntakeFault;
use flate2::read::{DeflateDecoder, ZlibDecoder};
use pdf_extract::content::Content;
use pdf_extract::{Dictionary, Document, Object, ObjectId, Stream};
use std::io::Read;

/// The most bytes that are unpacked, read or drawn in one file.
const WORK: usize = 100_000_000;
/// What drawing anything costs at least, so that very many empty drawings are too many as well.
const DRAWING: usize = 10_000;
/// How deep drawings, and the folders of pages, may nest.
const DEEPEST: usize = 20;
/// How many times its size a stream may grow to whose packing is not measured (LZW at its best).
const GROWTH: usize = 1_400;

/// What is left of the work a file may ask for.
struct Budget(usize);

impl Budget {
    fn spend(&mut self, work: usize) -> Result<(), IntakeFault> {
        self.0 = self.0.checked_sub(work).ok_or(IntakeFault::Swells)?;
        Ok(())
    }

    /// Unpacks what is packed at the beginning of these bytes, as far as it goes. The reader tries
    /// the bare form when the usual one gives nothing, so both are measured.
    fn unpack(&mut self, packed: &[u8]) -> Result<(), IntakeFault> {
        let mut usual = ZlibDecoder::new(packed);
        self.drain(&mut usual)?;
        let (taken, given) = (usual.total_in(), usual.total_out());
        self.spend(usize::try_from(taken).unwrap_or(usize::MAX))?;
        if given > 0 {
            return Ok(());
        }
        let mut bare = DeflateDecoder::new(packed.get(2..).unwrap_or_default());
        self.drain(&mut bare)?;
        self.spend(usize::try_from(bare.total_in()).unwrap_or(usize::MAX))
    }

    fn drain(&mut self, from: &mut impl Read) -> Result<(), IntakeFault> {
        let mut buffer = [0; 16_384];
        // A stream that breaks off is read up to there, by us as by the reader.
        while let Ok(count) = from.read(&mut buffer) {
            if count == 0 {
                break;
            }
            self.spend(count)?;
        }
        Ok(())
    }
}

/// Measures every packed stream in the bytes: some are unpacked while the file is opened.
pub(super) fn before_loading(bytes: &[u8]) -> Result<(), IntakeFault> {
    const MARK: &[u8] = b"stream";
    let mut budget = Budget(WORK);
    let mut rest = bytes;
    while let Some(start) = rest.windows(MARK.len()).position(|window| window == MARK) {
        let (before, from) = rest.split_at_checked(start).ok_or(NOT_SOUND)?;
        rest = from.get(MARK.len()..).unwrap_or_default();
        if !before.ends_with(b"end") {
            budget.unpack(rest.trim_ascii_start())?;
        }
    }
    Ok(())
}

/// Measures the opened file: its streams, the folders of its pages and its drawings.
pub(super) fn before_reading(document: &Document) -> Result<(), IntakeFault> {
    let mut budget = Budget(WORK);
    for object in document.objects.values() {
        if let Object::Stream(stream) = object {
            measure(stream, &mut budget)?;
        }
    }
    let mut drawn = Drawn {
        document,
        budget: Budget(WORK),
    };
    for page in document.page_iter() {
        drawn.page(page)?;
    }
    Ok(())
}

fn measure(stream: &Stream, budget: &mut Budget) -> Result<(), IntakeFault> {
    let filters = stream.filters().unwrap_or_default();
    let packings = filters
        .iter()
        .filter(|filter| matches!(**filter, b"FlateDecode" | b"LZWDecode"))
        .count();
    match filters.as_slice() {
        // What is packed twice is made to swell.
        _ if packings > 1 => Err(IntakeFault::Swells),
        [b"FlateDecode", ..] => budget.unpack(&stream.content),
        _ if packings == 1 => budget.spend(stream.content.len().saturating_mul(GROWTH)),
        _ => Ok(()),
    }
}

/// What is drawn, followed as the reader follows it.
struct Drawn<'a> {
    document: &'a Document,
    budget: Budget,
}

impl Drawn<'_> {
    fn page(&mut self, id: ObjectId) -> Result<(), IntakeFault> {
        let document = self.document;
        let mut folder = document.get_dictionary(id).map_err(|_| NOT_SOUND)?;
        let mut resources = None;
        for _ in 0..DEEPEST {
            resources = resources.or_else(|| dictionary(document, folder, b"Resources"));
            let Some(parent) = dictionary(document, folder, b"Parent") else {
                let content = document.get_page_content(id).map_err(|_| NOT_SOUND)?;
                let none = Dictionary::new();
                return self.content(&content, resources.unwrap_or(&none), 0);
            };
            folder = parent;
        }
        Err(IntakeFault::Swells)
    }

    fn content(
        &mut self,
        content: &[u8],
        resources: &Dictionary,
        depth: usize,
    ) -> Result<(), IntakeFault> {
        let document = self.document;
        if depth > DEEPEST {
            return Err(IntakeFault::Swells);
        }
        self.budget.spend(content.len().saturating_add(DRAWING))?;
        let Ok(content) = Content::decode(content) else {
            return Ok(());
        };
        for operation in content.operations.iter().filter(|one| one.operator == "Do") {
            let name = operation
                .operands
                .first()
                .and_then(|name| name.as_name().ok());
            let Some(stream) = name.and_then(|name| drawing(document, resources, name)) else {
                continue;
            };
            let own = dictionary(document, &stream.dict, b"Resources").unwrap_or(resources);
            let plain = stream.get_plain_content();
            let plain = plain.unwrap_or_else(|_| stream.content.clone());
            self.content(&plain, own, depth + 1)?;
        }
        Ok(())
    }
}

fn dictionary<'a>(
    document: &'a Document,
    within: &'a Dictionary,
    key: &[u8],
) -> Option<&'a Dictionary> {
    within.get_deref(key, document).ok()?.as_dict().ok()
}

fn drawing<'a>(
    document: &'a Document,
    resources: &'a Dictionary,
    name: &[u8],
) -> Option<&'a Stream> {
    let drawings = dictionary(document, resources, b"XObject")?;
    drawings.get_deref(name, document).ok()?.as_stream().ok()
}
