//! Two versions side by side, clause by clause (P0).

use super::assigning::pairs;
use super::{Policy, store};
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use database::Id;
use domain::obligations::{Difference, Piece, differences};
use pages::Frame;

/// Words that both versions have, or only this one.
struct Words {
    words: String,
    is_own: Option<()>,
}

fn kept(words: String) -> Words {
    Words {
        words,
        is_own: None,
    }
}

fn own(words: String) -> Words {
    Words {
        words,
        is_own: Some(()),
    }
}

/// A clause in both versions.
struct Row {
    number: String,
    what: &'static str,
    colour: &'static str,
    before: Vec<Words>,
    after: Vec<Words>,
}

#[derive(Template)]
#[template(path = "policy/compare.html")]
struct Page {
    frame: Frame,
    from: Policy,
    to: Policy,
    rows: Vec<Row>,
    /// How many clauses stand as they were.
    same: usize,
}

fn version(visit: &Visit<'_>, versions: &[Policy], name: &str) -> Result<Policy, Failure> {
    let id = Id::parse_str(visit.query.value(name)).map_err(|_| Failure::NotFound)?;
    let found = versions.iter().find(|policy| policy.id == id);
    found.cloned().ok_or(Failure::NotFound)
}

fn numbers(old: &str, new: &str) -> String {
    if old == new {
        new.to_owned()
    } else {
        format!("{old}, now {new}")
    }
}

/// A difference as a row; none for a clause that stands as it was.
fn row(difference: Difference) -> Option<Row> {
    let made = |number: String, (what, colour), (before, after)| Row {
        number,
        what,
        colour,
        before,
        after,
    };
    Some(match difference {
        Difference::Same { old, new, words } if old != new => made(
            numbers(&old, &new),
            ("Moved", "grey"),
            (vec![kept(words.clone())], vec![kept(words)]),
        ),
        Difference::Same { .. } => return None,
        Difference::Added { new, words } => {
            made(new, ("New", "green"), (Vec::new(), vec![own(words)]))
        }
        Difference::Removed { old, words } => {
            made(old, ("Gone", "red"), (vec![own(words)], Vec::new()))
        }
        Difference::Changed { old, new, pieces } => {
            let (mut before, mut after) = (Vec::new(), Vec::new());
            for piece in pieces {
                match piece {
                    Piece::Kept(words) => {
                        before.push(kept(words.clone()));
                        after.push(kept(words));
                    }
                    Piece::Added(words) => after.push(own(words)),
                    Piece::Removed(words) => before.push(own(words)),
                }
            }
            made(numbers(&old, &new), ("Changed", "yellow"), (before, after))
        }
    })
}

/// The page.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let versions = visit.read(store::versions)?;
    let (from, to) = (
        version(visit, &versions, "from")?,
        version(visit, &versions, "to")?,
    );
    let (old, new) =
        visit.read(|read| Ok((store::clauses(read, from.id)?, store::clauses(read, to.id)?)))?;
    let all = differences(&pairs(&old), &pairs(&new));
    let count = all.len();
    let rows: Vec<Row> = all.into_iter().filter_map(row).collect();
    Reply::page(&Page {
        frame: visit.frame(),
        from,
        to,
        same: count - rows.len(),
        rows,
    })
}
