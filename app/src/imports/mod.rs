//! One way in for every file: it is brought, its columns are named, it is checked without writing
//! anything, and accepted all or nothing (P2, P4e, P5a). What came of it can be taken back as a whole
//! until its quarter is signed. The file itself is forgotten unless it is kept as evidence.

mod accept;
mod ahead;
mod bring;
mod check;
pub(crate) mod columns;
pub(crate) mod decide;
mod file;
mod kinds;
pub(crate) mod list;
pub(crate) mod new;
pub(crate) mod show;
mod store;
pub(crate) mod template;
#[cfg(test)]
mod tests;
mod typed;
pub(crate) mod undo;

pub(crate) use file::drop_all_old;
pub(crate) use typed::{Acceptance, Typed, kinds, typed};

use crate::app::date_of;
use database::Id;
use domain::calendar::in_words;
use jiff::Timestamp;
use kinds::Kind;
use std::collections::BTreeMap;

/// Where a file stands on its way in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Brought, and neither accepted nor dropped.
    Waiting,
    Accepted,
    Dropped,
    /// Accepted, and taken back as a whole.
    Undone,
}

impl State {
    const ALL: [Self; 4] = [Self::Waiting, Self::Accepted, Self::Dropped, Self::Undone];

    fn key(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Accepted => "accepted",
            Self::Dropped => "dropped",
            Self::Undone => "undone",
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Waiting => "Waits to be accepted",
            Self::Accepted => "Accepted",
            Self::Dropped => "Dropped",
            Self::Undone => "Taken back",
        }
    }

    fn colour(self) -> &'static str {
        match self {
            Self::Waiting => "yellow",
            Self::Accepted => "green",
            Self::Dropped | Self::Undone => "grey",
        }
    }
}

/// What becomes of the file in the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum After {
    Forget,
    Keep,
}

impl After {
    fn key(self) -> &'static str {
        match self {
            Self::Forget => "forget",
            Self::Keep => "keep",
        }
    }
}

/// What came of the lines of a file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Counts {
    created: i64,
    changed: i64,
    skipped: i64,
    refused: i64,
}

/// Which column of the file holds a field, by the field's key.
type Columns = BTreeMap<String, usize>;

/// A file that was brought.
#[derive(Debug, Clone)]
struct Import {
    id: Id,
    kind: Kind,
    state: State,
    file_name: String,
    sha256: [u8; 32],
    bytes: i64,
    after: After,
    /// Empty until it is known.
    columns: Columns,
    /// The sheet of a workbook that is read; none of another file.
    sheet: Option<String>,
    counts: Counts,
    brought_at: Timestamp,
    brought_by: Option<Id>,
    ended_at: Option<Timestamp>,
}

impl Import {
    fn brought_on(&self) -> String {
        in_words(date_of(self.brought_at))
    }

    fn ended_on(&self) -> String {
        self.ended_at
            .map(|at| in_words(date_of(at)))
            .unwrap_or_default()
    }

    /// Where the file itself is.
    fn whereabouts(&self) -> &'static str {
        match (self.state, self.after) {
            (State::Waiting, _) => "It waits here for a day, and is then forgotten",
            (_, After::Keep) => "It is kept as evidence",
            (_, After::Forget) => "It is forgotten",
        }
    }

    /// Whether the file itself can be kept as evidence: an old workbook may hold macros, and the evidence
    /// folder takes none.
    fn can_be_kept(&self) -> bool {
        let ending = self.file_name.rsplit('.').next().unwrap_or_default();
        !matches!(ending.to_lowercase().as_str(), "xls" | "tsv")
    }

    /// The fields whose columns must be named and are not.
    fn missing(&self) -> impl Iterator<Item = &'static str> {
        let must = self.kind.fields().iter();
        let must = must.filter(|field| field.need == kinds::Need::Must);
        must.filter(|field| !self.columns.contains_key(field.key))
            .map(|field| field.label)
    }

    /// Whether every column that must be named is.
    fn is_mapped(&self) -> bool {
        self.missing().next().is_none()
    }
}
