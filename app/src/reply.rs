//! The answer to a request, as a page gives it.

use crate::failure::Failure;
use crate::reach::Shown;
use askama::Template;
use documents::{Document, Fonts, Format};
use jiff::civil::Date;
use pages::Form;
use std::fs::File;

/// What a page gives back.
pub(crate) type Answer = Result<Reply, Failure>;

/// The answer to a request.
#[derive(Debug)]
pub(crate) enum Reply {
    /// A page.
    Page { status: u16, html: String },
    /// Go and see another page; the sentence is shown there once.
    See {
        path: String,
        notice: Option<String>,
    },
    /// The same, and from now on this session (or none).
    Session { path: String, token: Option<String> },
    /// A file to keep: never shown inside a page of ours.
    File {
        media_type: &'static str,
        file_name: String,
        bytes: Vec<u8>,
    },
    /// A file to keep that was written on the disk, because it may be long: it is sent piece by piece.
    LongFile {
        media_type: &'static str,
        file_name: String,
        file: File,
    },
    /// A document of our own making, to read in the browser.
    Document {
        media_type: &'static str,
        file_name: String,
        bytes: Vec<u8>,
    },
    /// What everybody may read.
    Public(Shown),
    /// Stylesheet or font, kept by the browser for good.
    Asset {
        media_type: &'static str,
        bytes: &'static [u8],
    },
}

impl Reply {
    /// A page as asked for.
    pub(crate) fn page(template: &impl Template) -> Answer {
        Ok(Self::Page {
            status: 200,
            html: template.render()?,
        })
    }

    /// The same page again, because what was typed cannot be accepted.
    pub(crate) fn refused(template: &impl Template) -> Answer {
        Ok(Self::Page {
            status: 422,
            html: template.render()?,
        })
    }

    /// `page`, or `refused` when the form holds a problem.
    pub(crate) fn form(template: &impl Template, form: &Form) -> Answer {
        if form.is_refused() {
            Self::refused(template)
        } else {
            Self::page(template)
        }
    }

    /// Go and see another page, with a sentence about what was done.
    #[expect(clippy::unnecessary_wraps, reason = "every page ends with an answer")]
    pub(crate) fn see(path: impl Into<String>, notice: impl Into<String>) -> Answer {
        Ok(Self::See {
            path: path.into(),
            notice: Some(notice.into()),
        })
    }

    /// A document as a file of this kind, which carries this date: the same document gives the same bytes.
    pub(crate) fn document(
        document: &Document,
        (format, dated): (Format, Date),
        name: &str,
    ) -> Answer {
        let bytes = format
            .make(document, &Fonts(pages::pdf_fonts()), dated)
            .map_err(anyhow::Error::from)?;
        let (media_type, file_name) = (format.media_type(), format!("{name}.{}", format.ending()));
        Ok(if format.is_shown() {
            Self::Document {
                media_type,
                file_name,
                bytes,
            }
        } else {
            Self::File {
                media_type,
                file_name,
                bytes,
            }
        })
    }
}
