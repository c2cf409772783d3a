//! A tagged PDF (PDF/UA-1, ISO 14289-1, and PDF/A-2a, ISO 19005-2) by typesetting the fixed template
//! beside this file. The template can read one file, the document as JSON, and nothing else.

use crate::letters::Letters;
use crate::{Document, DocumentFault, fault};
use jiff::civil::Date;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

const TEMPLATE: &str = include_str!("template.typ");

/// The faces a document is set in, as the bytes of TrueType files.
#[derive(Debug, Clone)]
pub struct Fonts(pub Vec<Vec<u8>>);

/// Forgets what the typesetter remembers, also when it fails.
struct Forget;

impl Drop for Forget {
    fn drop(&mut self) {
        comemo::evict(0);
    }
}

/// Makes the PDF. `dated` is the only date the file carries.
pub fn pdf(document: &Document, fonts: &Fonts, dated: Date) -> Result<Vec<u8>, DocumentFault> {
    fault::check(document)?;
    let _forget = Forget;
    let world = Desk::new(document, fonts)?;
    let said = |faults: &dyn std::fmt::Debug| DocumentFault::NotSet(format!("{faults:?}"));
    let set: PagedDocument = typst::compile(&world).output.map_err(|faults| {
        let words: Vec<String> = faults
            .iter()
            .map(|fault| fault.message.to_string())
            .collect();
        DocumentFault::NotSet(words.join("; "))
    })?;
    let standards =
        PdfStandards::new(&[PdfStandard::Ua_1, PdfStandard::A_2a]).map_err(|why| said(&why))?;
    let (month, day) = (dated.month().unsigned_abs(), dated.day().unsigned_abs());
    let timestamp =
        Datetime::from_ymd_hms(dated.year().into(), month, day, 0, 0, 0).map(Timestamp::new_utc);
    let options = PdfOptions {
        standards,
        timestamp,
        ident: Smart::Custom(format!("{} {}", document.title, document.version)),
        ..PdfOptions::default()
    };
    typst_pdf::pdf(&set, &options).map_err(|faults| {
        let words: Vec<String> = faults
            .iter()
            .map(|fault| fault.message.to_string())
            .collect();
        DocumentFault::NotSet(words.join("; "))
    })
}

/// What the typesetter may see.
struct Desk {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    main: Source,
    data_id: FileId,
    data: Bytes,
}

fn file_id(name: &str) -> Result<FileId, DocumentFault> {
    let path = VirtualPath::new(name).map_err(|_| DocumentFault::NotSet(name.to_owned()))?;
    Ok(FileId::new(RootedPath::new(VirtualRoot::Project, path)))
}

impl Desk {
    fn new(document: &Document, fonts: &Fonts) -> Result<Self, DocumentFault> {
        let fonts: Vec<Font> = fonts
            .0
            .iter()
            .filter_map(|bytes| Font::new(Bytes::new(bytes.clone()), 0))
            .collect();
        if fonts.is_empty() {
            return Err(DocumentFault::NoFont);
        }
        let said = |why: serde_json::Error| DocumentFault::NotSet(why.to_string());
        let mut data = serde_json::to_value(document).map_err(said)?;
        Letters(&fonts).fit(&mut data);
        let data = serde_json::to_vec(&data).map_err(said)?;
        Ok(Self {
            library: LazyHash::new(Library::default()),
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
            main: Source::new(file_id("main.typ")?, TEMPLATE.to_owned()),
            data_id: file_id("data.json")?,
            data: Bytes::new(data),
        })
    }
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main.id() {
            Ok(self.main.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.data_id {
            Ok(self.data.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
