//! The file behind an import: opened as a table, its columns guessed or remembered, and removed when
//! nothing waits for it any more.

use super::kinds::{Field, Kind};
use super::{After, Columns, Import, State, store};
use crate::app::App;
use crate::failure::Failure;
use crate::organisation;
use database::Scope;
use intake::{IntakeFault, Table};
use jiff::{Timestamp, ToSpan};
use sha2::{Digest, Sha256};
use vault::Fixity;

/// How long a file waits to be accepted.
const WAITS: i64 = 24;

/// The table of a file, of a workbook the sheet that is to be read, or why it cannot be read.
pub(super) fn table(app: &App, import: &Import) -> Result<Result<Table, IntakeFault>, Failure> {
    let file = match app.vault.open_file(import.sha256) {
        Ok(file) => file,
        Err(vault::VaultFault::Missing) => {
            return Err(Failure::Changed(
                "The file waited too long and was removed. Bring it again.",
            ));
        }
        Err(fault) => return Err(Failure::Broken(fault.into())),
    };
    let sheet = import.sheet.as_deref();
    Ok(Table::open_sheet(&import.file_name, file, sheet))
}

/// Refuses when the file is not what was checked any more: what is altered is never taken for good.
pub(super) fn must_be_sound(app: &App, import: &Import) -> Result<(), Failure> {
    match app.vault.check(import.sha256) {
        // Opening says when it is missing.
        Ok(Fixity::Sound | Fixity::Missing) => Ok(()),
        Ok(Fixity::Altered) => Err(Failure::Changed(
            "The file was changed on the disk while it waited. Drop it and bring it again.",
        )),
        Err(fault) => Err(Failure::Broken(fault.into())),
    }
}

/// A heading as it is compared: lower case, without signs and double spaces.
fn plain(heading: &str) -> String {
    let lower = heading.to_lowercase();
    let words = lower.split(|sign: char| !sign.is_alphanumeric() && sign != '%');
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

/// Which column holds which field, by common headings. A heading that says just what a field is called
/// comes before one that only begins so; no column holds two fields.
pub(super) fn guess(fields: &[Field], headings: &[String]) -> Columns {
    let headings: Vec<String> = headings.iter().map(|heading| plain(heading)).collect();
    let mut found = Columns::new();
    let exact = |field: &Field, heading: &str| field.known_as.contains(&heading);
    let near = |field: &Field, heading: &str| {
        let words = field.known_as.iter();
        words.filter(|word| word.len() > 3).any(|word| {
            heading.starts_with(&format!("{word} ")) || heading.ends_with(&format!(" {word}"))
        })
    };
    for is_exact in [true, false] {
        let is_it = |field: &Field, heading: &str| {
            if is_exact {
                exact(field, heading)
            } else {
                near(field, heading)
            }
        };
        for field in fields {
            if found.contains_key(field.key) {
                continue;
            }
            let free = headings.iter().enumerate().find(|(column, heading)| {
                !heading.is_empty()
                    && is_it(field, heading)
                    && !found.values().any(|at| at == column)
            });
            if let Some((column, _)) = free {
                found.insert(field.key.to_owned(), column);
            }
        }
    }
    found
}

/// What names headings in their order.
pub(super) fn headings_sha256(headings: &[String]) -> [u8; 32] {
    let mut hash = Sha256::new();
    for heading in headings {
        hash.update(plain(heading).as_bytes());
        hash.update([0]);
    }
    hash.finalize().into()
}

/// The columns of a file as they were named last, or as they can be guessed.
pub(super) fn columns(
    app: &App,
    scope: Scope,
    (kind, headings): (Kind, &[String]),
) -> Result<Columns, Failure> {
    let sha256 = headings_sha256(headings);
    let kept = app
        .database
        .read(scope, |read| store::columns(read, kind, sha256))?;
    Ok(match kept {
        Some(kept) if kept.values().all(|column| *column < headings.len()) => kept,
        Some(_) | None => guess(kind.fields(), headings),
    })
}

/// Removes the file of an import that ended, unless it is kept or any other record names the same bytes.
pub(super) fn forget(app: &App, scope: Scope, import: &Import) -> Result<(), Failure> {
    if import.after == After::Keep {
        return Ok(());
    }
    let needed = app
        .database
        .read(scope, |read| store::is_needed(read, import.id))?;
    if needed.is_some() {
        return Ok(());
    }
    let removed = app.vault.remove(import.sha256);
    removed.map_err(|fault| Failure::Broken(fault.into()))
}

/// Drops what has waited for more than a day in any organisation. It is done by the clock.
pub(crate) fn drop_all_old(app: &App) -> Result<(), Failure> {
    for organisation_id in app
        .database
        .directory_look(organisation::every_organisation)?
    {
        let scope = Scope::system(organisation_id);
        drop_old(app, scope, app.clock.now())?;
    }
    Ok(())
}

/// Drops what has waited for more than a day, with its file.
pub(super) fn drop_old(app: &App, scope: Scope, now: Timestamp) -> Result<(), Failure> {
    let before = now - WAITS.hours();
    let old = app
        .database
        .read(scope, |read| store::waiting_since(read, before))?;
    for import in old {
        let entry = database::LogEntry {
            at: now,
            action: "dropped file that waited".to_owned(),
            record_kind: "import".to_owned(),
            record_id: import.id.to_string(),
            content: serde_json::json!({}),
        };
        app.database.write(scope, |mut write| {
            store::end(&mut write, import.id, (State::Dropped, now))?;
            Ok::<_, Failure>(write.commit(entry.clone(), ())?)
        })?;
        forget(app, scope, &import)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guessed(kind: Kind, headings: &[&str]) -> Columns {
        let headings: Vec<String> = headings.iter().map(|text| (*text).to_owned()).collect();
        guess(kind.fields(), &headings)
    }

    #[test]
    fn columns_are_guessed_from_common_headings_and_none_twice() {
        let found = guessed(
            Kind::Entries,
            &[
                "Date delivered",
                "TOMs Code",
                "Qty",
                "Borough",
                "Notes",
                "Ref.",
            ],
        );
        let at = |key: &str| found.get(key).copied();
        assert_eq!(at("date"), Some(0));
        assert_eq!(at("measure"), Some(1), "near: it ends with a known word");
        assert_eq!(at("quantity"), Some(2));
        assert_eq!(at("area"), Some(3));
        assert_eq!(at("reason"), Some(4));
        assert_eq!(at("reference"), Some(5));
        let twice = guessed(Kind::Entries, &["Date", "Date"]);
        assert_eq!(twice.len(), 1);
        assert_eq!(guessed(Kind::Entries, &["", "?"]), Columns::new());
    }

    #[test]
    fn every_template_is_recognised_by_its_own_headings() {
        for kind in Kind::ALL {
            let headings: Vec<&str> = kind.fields().iter().map(|field| field.label).collect();
            let found = guessed(kind, &headings);
            for (column, field) in kind.fields().iter().enumerate() {
                assert_eq!(
                    found.get(field.key),
                    Some(&column),
                    "{kind:?} {}",
                    field.label
                );
            }
        }
    }
}
