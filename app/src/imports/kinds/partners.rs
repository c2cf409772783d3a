//! Partners: a line is an organisation to work with. Each is listed, not yet checked (P3a); names that
//! are listed already are passed over.

use super::words;
use super::{Bringing, Cells, Deed, Field, Need, Taker, Verdict, Wrong};
use crate::app::new_id;
use crate::failure::Failure;
use crate::imports::store;
use crate::partners::{self, NewPartner};
use database::{Id, Read, Write};
use domain::ledger::Grade;
use domain::partners::PartnerKind;
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};

const NAME: usize = 0;
const PURPOSE: usize = 1;
const KIND: usize = 2;

pub(super) static FIELDS: [Field; 3] = [
    Field {
        key: "name",
        label: "Name",
        hint: "",
        need: Need::Must,
        known_as: &[
            "name",
            "partner",
            "organisation",
            "partner name",
            "organisation name",
            "company",
        ],
        example: "Mersey Community Kitchen",
    },
    Field {
        key: "purpose",
        label: "What we do together",
        hint: "",
        need: Need::Must,
        known_as: &[
            "what we do together",
            "purpose",
            "description",
            "what",
            "activities",
            "notes",
        ],
        example: "Cooking sessions for families",
    },
    Field {
        key: "kind",
        label: "Kind",
        hint: "Another organisation when it is empty",
        need: Need::May,
        known_as: &["kind", "type", "what it is", "sector"],
        example: "",
    },
];

/// Lines of a file on their way to be partners.
pub(super) struct Partners {
    import_id: Id,
    now: Timestamp,
    listed: BTreeSet<String>,
    /// Names of this file, with the line each stands on.
    seen: BTreeMap<String, u64>,
    next: Option<NewPartner>,
}

/// The kind of a word: its key or its name; the last of the list for an empty cell.
fn kind(word: &str, wrong: &mut Vec<Wrong>) -> Option<PartnerKind> {
    if word.is_empty() {
        return Some(PartnerKind::Other);
    }
    let word = words::plain(word);
    let mut kinds = PartnerKind::ALL.into_iter();
    let found = kinds.find(|kind| kind.key() == word || words::plain(kind.name()) == word);
    if found.is_none() {
        let names: Vec<&str> = PartnerKind::ALL
            .into_iter()
            .map(PartnerKind::name)
            .collect();
        let what = format!("It is not one of these kinds: {}", names.join("; "));
        wrong.push(Wrong::new(&FIELDS[KIND], what));
    }
    found
}

impl Partners {
    pub(super) fn begin(read: &mut Read<'_>, by: &Bringing) -> Result<Self, Failure> {
        let listed = partners::all(read)?.into_iter();
        Ok(Self {
            import_id: by.import_id,
            now: by.context.now,
            listed: listed.map(|partner| words::plain(&partner.name)).collect(),
            seen: BTreeMap::new(),
            next: None,
        })
    }
}

impl Taker for Partners {
    fn support(&mut self, _: (Id, Grade)) {}

    fn judge(&mut self, _: &mut Read<'_>, cells: &Cells<'_>) -> Result<Verdict, Failure> {
        self.next = None;
        let mut wrong = Vec::new();
        let name = words::must_text(cells.of(NAME), &FIELDS[NAME], 150, &mut wrong);
        let purpose = words::must_text(cells.of(PURPOSE), &FIELDS[PURPOSE], 1_000, &mut wrong);
        let kind = kind(cells.of(KIND), &mut wrong);
        if let Some(name) = &name {
            let line = cells.record.line();
            if let Some(first) = self.seen.insert(words::plain(name), line) {
                let what = format!("The name stands in line {first} already");
                wrong.push(Wrong::new(&FIELDS[NAME], what));
            }
        }
        let (Some(name), Some(purpose), Some(kind), true) = (name, purpose, kind, wrong.is_empty())
        else {
            return Ok(Verdict::Refused(wrong));
        };
        if self.listed.contains(&words::plain(&name)) {
            return Ok(Verdict::Skips);
        }
        self.next = Some(NewPartner {
            id: new_id(),
            name,
            kind,
            purpose,
        });
        Ok(Verdict::Creates)
    }

    fn take(&mut self) -> Option<Deed> {
        let partner = self.next.take()?;
        let (import_id, now) = (self.import_id, self.now);
        Some(Box::new(move |write| {
            partners::add(write, &partner, now)?;
            store::record_add(write, import_id, (&partner.id.to_string(), None))
        }))
    }

    fn finish(self: Box<Self>, _: &mut Write<'_>) -> Result<Option<(Id, Id)>, Failure> {
        Ok(None)
    }
}
