//! What a pack is made of, before it is one.

use crate::checkpoints;
use crate::failure::Failure;
use crate::visit::hex;
use commonweal_verify::{Evidence, Signed, Total};
use database::{Read, log_content};
use documents::{Document, Fonts, Format};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// The kinds of file a document of a pack is packed as.
pub(super) const FORMATS: &[Format] = &[Format::Html, Format::Pdf, Format::Xlsx];

/// A figure with its code.
#[derive(Debug, Clone)]
pub(super) struct Figure {
    pub(super) code: String,
    pub(super) measure: String,
    pub(super) words: String,
    pub(super) value: String,
}

/// A piece of evidence, with the file to pack when it is packed.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    pub(super) said: Evidence,
    pub(super) file: Option<[u8; 32]>,
}

/// What a pack holds.
#[derive(Debug, Clone, Default)]
pub(super) struct Content {
    /// The kinds of file that documents are made as.
    formats: &'static [Format],
    pub(super) title: String,
    /// The day of the newest signature in it.
    pub(super) dated: Option<Date>,
    pub(super) files: BTreeMap<String, Vec<u8>>,
    /// The documents among the files: what it is called, and where it lies.
    pub(super) documents: Vec<(String, String)>,
    pub(super) signed: Vec<Signed>,
    pub(super) figures: Vec<Figure>,
    /// Figures that can be added to those of others; small numbers of people are always kept back.
    pub(super) totals: Vec<Total>,
    pub(super) evidence: Vec<Piece>,
    /// How many pieces of evidence there are of each grade.
    pub(super) grades: BTreeMap<String, usize>,
    /// What people are called in it.
    names: BTreeMap<String, String>,
}

impl Content {
    /// Nothing yet; its documents will be files of these kinds.
    pub(super) fn with(formats: &'static [Format]) -> Self {
        Self {
            formats,
            ..Self::default()
        }
    }

    /// What a person is called here: the same one each time.
    pub(super) fn pseudonym(&mut self, name: &str) -> String {
        let next = self.names.len().saturating_add(1);
        let known = self.names.entry(name.to_owned());
        known.or_insert_with(|| format!("Person {next}")).clone()
    }

    pub(super) fn date(&mut self, day: Date) {
        self.dated = self.dated.max(Some(day));
    }

    /// Adds a document in each kind of file.
    pub(super) fn document(
        &mut self,
        document: &Document,
        name: &str,
        dated: Date,
    ) -> Result<(), Failure> {
        for format in self.formats {
            let bytes = format
                .make(document, &Fonts(pages::pdf_fonts()), dated)
                .map_err(anyhow::Error::from)?;
            let path = format!("documents/{name}.{}", format.ending());
            let said = format!("{} ({})", document.title, format.name());
            self.documents.push((said, path.clone()));
            self.files.insert(path, bytes);
        }
        Ok(())
    }

    /// Adds a signed thing with the proof of its log entry, where a checkpoint covers it.
    pub(super) fn signed(&mut self, read: &mut Read<'_>, signed: Signed) -> Result<(), Failure> {
        let mut signed = signed;
        let record = (&*signed.kind, &*signed.name);
        if let Some(checkpoint) = checkpoints::of_record(read, record)?
            && let Some(proved) = checkpoints::proved(read, checkpoint.size)?
            && let Some((salt, content)) = log_content(read, checkpoint.size)?
        {
            let of = format!("{}-{}", signed.kind, signed.name);
            let opening = serde_json::json!({ "content": content, "salt": hex(&salt) });
            let (proof, opened) = (
                format!("log/{of}.tlog-proof"),
                format!("log/{of}.opening.json"),
            );
            self.files.insert(proof.clone(), proved.text.into_bytes());
            self.files
                .insert(opened.clone(), opening.to_string().into_bytes());
            (signed.proof, signed.opening) = (Some(proof), Some(opened));
        }
        self.signed.push(signed);
        Ok(())
    }
}
