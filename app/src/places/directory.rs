//! Reads a public file of places line by line, whatever its size: the ONS Postcode Directory or the
//! National Statistics Postcode Lookup, with their old and new headings, or an index of deprivation by
//! small area. Only what lies in the organisation's areas comes out.

use csv::{ByteRecord, Reader, ReaderBuilder};
use domain::places::{RANKED_2019, RANKED_2025, decile, packed};
use std::collections::BTreeSet;
use std::io::Read;

/// The most lines that are named when they are refused.
const MOST_NAMED: usize = 50;

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    Postcodes,
    Deciles,
}

impl Kind {
    /// The word in the database.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Postcodes => "postcodes",
            Self::Deciles => "deciles",
        }
    }

    /// The kind of a key.
    pub(super) fn from_key(key: &str) -> Self {
        if key == "deciles" {
            Self::Deciles
        } else {
            Self::Postcodes
        }
    }

    /// The name on a page.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Postcodes => "Postcodes",
            Self::Deciles => "Deprivation by small area",
        }
    }
}

/// A postcode with its place; or, without a postcode's shape, a small area with its decile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    /// The postcode without its space, or the code of the small area.
    pub(super) key: String,
    pub(super) area_code: String,
    pub(super) ward: Option<String>,
    pub(super) lsoa: Option<String>,
    pub(super) decile: Option<u8>,
}

/// Which column says what.
struct Columns {
    kind: Kind,
    key: usize,
    authority: Option<usize>,
    ward: Option<usize>,
    lsoa: Option<usize>,
    deprivation: Option<usize>,
    /// How many areas the index ranks, and what it is called.
    index: (u32, &'static str),
    width: usize,
}

/// A heading without its year: `lad25cd` is `ladcd`.
fn without_year(heading: &str) -> String {
    let letters = heading.chars().filter(|letter| !letter.is_ascii_digit());
    letters.collect()
}

impl Columns {
    fn guess(headings: &[String]) -> Result<Self, String> {
        let is_index = |heading: &&String| {
            heading.contains("index of multiple deprivation") && heading.contains("decile")
        };
        if headings.iter().any(|heading| is_index(&heading)) {
            return Self::of_deciles(headings, is_index);
        }
        let by = |words: &[&str]| {
            let is_it = |heading: &String| words.contains(&without_year(heading).as_str());
            headings.iter().position(is_it)
        };
        let key = by(&["pcds"]).or_else(|| by(&["pcd"]));
        let authority = by(&["oslaua", "laua", "lad", "ladcd", "lauacd"]);
        let lsoa = |year: &str| {
            let is_it = |heading: &String| {
                heading.starts_with(&format!("lsoa{year}")) && !heading.ends_with("nm")
            };
            headings.iter().position(is_it)
        };
        let lsoa = lsoa("21").or_else(|| lsoa("11"));
        let deprivation = by(&["imd", "imdind", "imdrank"]);
        let missing: Vec<&str> = [
            ("the postcode (pcds)", key),
            ("the local authority (oslaua or lad25cd)", authority),
        ]
        .into_iter()
        .filter_map(|(name, column)| column.is_none().then_some(name))
        .collect();
        let (Some(key), true) = (key, missing.is_empty()) else {
            return Err(format!(
                "The first line must name the columns. Missing: {}",
                missing.join(", ")
            ));
        };
        let heading = deprivation.and_then(|column| headings.get(column));
        Ok(Self {
            kind: Kind::Postcodes,
            key,
            authority,
            ward: by(&["osward", "ward", "wd", "wdcd"]),
            lsoa,
            deprivation,
            index: heading.map_or((RANKED_2019, ""), |heading| index(heading)),
            width: headings.len(),
        })
    }

    fn of_deciles(
        headings: &[String],
        is_index: impl Fn(&&String) -> bool,
    ) -> Result<Self, String> {
        let starts = |words: &str| headings.iter().position(|one| one.starts_with(words));
        let key = starts("lsoa code");
        let key = key.ok_or("The first line must name the columns. Missing: LSOA code")?;
        let is_new = headings.get(key).is_some_and(|one| one.contains("2021"));
        Ok(Self {
            kind: Kind::Deciles,
            key,
            authority: starts("local authority district code"),
            ward: None,
            lsoa: None,
            deprivation: headings.iter().position(|one| is_index(&one)),
            index: if is_new {
                (RANKED_2025, "Index of Multiple Deprivation 2025")
            } else {
                (RANKED_2019, "Index of Multiple Deprivation 2019")
            },
            width: headings.len(),
        })
    }
}

/// Which index a heading of ranks is of: England's, by the year in it.
fn index(heading: &str) -> (u32, &'static str) {
    let year: String = heading.chars().filter(char::is_ascii_digit).collect();
    match year.parse::<u32>() {
        Ok(25..) => (RANKED_2025, "Index of Multiple Deprivation 2025"),
        Ok(_) => (RANKED_2019, "Index of Multiple Deprivation 2019"),
        Err(_) => (
            RANKED_2019,
            "Index of Multiple Deprivation 2019 or before, as the directory has it",
        ),
    }
}

/// A file while it is read.
pub(super) struct Directory<R> {
    lines: Reader<R>,
    columns: Columns,
    record: ByteRecord,
    /// Lines read after the headings.
    pub(super) read: i64,
    /// Lines of our areas that could not be read.
    pub(super) refused: i64,
    /// The first of them, by their number in the file.
    pub(super) named: Vec<u64>,
}

/// The words for a file that is no text with commas.
fn broken(fault: &csv::Error) -> String {
    format!("The file cannot be read as lines with commas: {fault}")
}

impl<R: Read> Directory<R> {
    /// Reads the headings.
    pub(super) fn open(source: R) -> Result<Self, String> {
        let mut lines = ReaderBuilder::new().flexible(true).from_reader(source);
        let headings = lines.byte_headers().map_err(|fault| broken(&fault))?;
        let headings: Vec<String> = headings
            .iter()
            .map(|heading| {
                let heading = String::from_utf8_lossy(heading);
                heading.trim_start_matches('\u{feff}').trim().to_lowercase()
            })
            .collect();
        Ok(Self {
            columns: Columns::guess(&headings)?,
            lines,
            record: ByteRecord::new(),
            read: 0,
            refused: 0,
            named: Vec::new(),
        })
    }

    /// What the file holds.
    pub(super) fn kind(&self) -> Kind {
        self.columns.kind
    }

    /// Which index its deciles are of.
    pub(super) fn deprivation(&self) -> Option<&'static str> {
        self.columns.deprivation.map(|_| self.columns.index.1)
    }

    /// The next line of one of the areas.
    pub(super) fn next_of(&mut self, areas: &BTreeSet<String>) -> Result<Option<Place>, String> {
        loop {
            let is_more = self.lines.read_byte_record(&mut self.record);
            if !is_more.map_err(|fault| broken(&fault))? {
                return Ok(None);
            }
            self.read += 1;
            let authority = self.columns.authority;
            let authority = authority.map(|column| cell(&self.record, column));
            let is_whole = self.record.len() == self.columns.width;
            if is_whole && authority.as_ref().is_some_and(|code| !areas.contains(code)) {
                continue;
            }
            let place = is_whole.then(|| self.place(authority.unwrap_or_default()));
            if let Some(Some(place)) = place {
                return Ok(Some(place));
            }
            self.refused += 1;
            if self.named.len() < MOST_NAMED {
                let at = self.record.position();
                self.named.extend(at.map(csv::Position::line));
            }
        }
    }

    fn place(&self, area_code: String) -> Option<Place> {
        let (columns, record) = (&self.columns, &self.record);
        let code = |column: Option<usize>| match column.map(|column| cell(record, column)) {
            Some(text) if !text.is_empty() => is_code(&text).then_some(Some(text)),
            _ => Some(None),
        };
        let number = columns.deprivation.map(|column| cell(record, column));
        let number = match number.as_deref() {
            None | Some("" | "0") => None,
            Some(text) => Some(text.parse::<u32>().ok()?),
        };
        let key = cell(record, columns.key);
        match columns.kind {
            Kind::Postcodes => Some(Place {
                key: packed(&key)?,
                area_code,
                ward: code(columns.ward)?,
                lsoa: code(columns.lsoa)?,
                decile: match number {
                    Some(rank) => Some(decile(rank, columns.index.0)?),
                    None => None,
                },
            }),
            Kind::Deciles => Some(Place {
                key: is_code(&key).then_some(key)?,
                area_code,
                ward: None,
                lsoa: None,
                decile: Some(number.and_then(|one| u8::try_from(one).ok())?)
                    .filter(|one| (1..=10).contains(one))
                    .map(Some)?,
            }),
        }
    }
}

fn cell(record: &ByteRecord, column: usize) -> String {
    let bytes = record.get(column).unwrap_or_default();
    String::from_utf8_lossy(bytes).trim().to_owned()
}

/// A GSS code: a letter and eight digits (ONS, Register of Geographic Codes).
fn is_code(text: &str) -> bool {
    let mut letters = text.chars();
    letters.next().is_some_and(|one| one.is_ascii_uppercase())
        && text.len() == 9
        && letters.all(|one| one.is_ascii_digit())
}
