//! Taking a pack in: from the program itself or from an organisation's own copy, whole or not at all.

use super::{adopt, store};
use crate::app::App;
use crate::failure::Failure;
use database::{Id, LogEntry, Scope};
use domain::framework::{Pack, PackAbout, PackProblem, PackRow, pack_from_rows, pack_from_toml};
use jiff::Timestamp;
use thiserror::Error;

/// The same framework and edition is here already.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{title}, edition {edition}, is adopted already: another edition needs another name")]
pub(crate) struct AdoptedAlready {
    title: String,
    edition: String,
}

/// Adopts a pack with its line in the log, unless the same edition was adopted before.
pub(crate) fn keep(
    app: &App,
    scope: Scope,
    pack: &Pack,
    at: Timestamp,
) -> Result<Result<Id, AdoptedAlready>, Failure> {
    let is_here = || -> Result<bool, Failure> {
        let editions = app.database.read(scope, store::editions)?;
        Ok(editions.iter().any(|edition| edition.is_of(pack)))
    };
    let already = AdoptedAlready {
        title: pack.title.clone(),
        edition: pack.edition.clone(),
    };
    if is_here()? {
        return Ok(Err(already));
    }
    let kept = app.database.write(scope, |mut write| {
        let id = adopt(&mut write, pack, at)?;
        let entry = LogEntry {
            at,
            action: "adopted framework".to_owned(),
            record_kind: "framework edition".to_owned(),
            record_id: id.to_string(),
            content: serde_json::json!({ "framework": pack.id, "edition": pack.edition,
                "licence": pack.licence.id, "measures": pack.measures().count() }),
        };
        Ok::<_, Failure>(write.commit(entry, id)?)
    });
    match kept {
        Ok(id) => Ok(Ok(id)),
        Err(failure) if failure.is_constraint() && is_here()? => Ok(Err(already)),
        Err(failure) => Err(failure),
    }
}

/// Whether a file is a pack that says everything about itself, rather than a sheet.
pub(crate) fn is_pack(file_name: &str) -> bool {
    file_name.to_lowercase().ends_with(".toml")
}

/// Reads an organisation's own copy: a pack, or a sheet with what is said about it. Every problem is a
/// sentence that begins with its place.
pub(crate) fn read_copy(
    file_name: &str,
    bytes: &[u8],
    about: Option<&PackAbout>,
) -> Result<Pack, Vec<String>> {
    let Some(about) = about else {
        let text =
            std::str::from_utf8(bytes).map_err(|_| vec!["The file is not text".to_owned()])?;
        return pack_from_toml(text).map_err(sentences);
    };
    let sheet = intake::rows_of(file_name, bytes).map_err(|refused| vec![refused.to_string()])?;
    let rows: Vec<PackRow> = sheet
        .rows
        .into_iter()
        .map(|row| PackRow {
            line: row.line,
            cells: row.cells,
        })
        .collect();
    pack_from_rows(&sheet.headings, &rows, about).map_err(sentences)
}

/// A framework's short name, made of its title: `National TOMs` becomes `national-toms`.
pub(crate) fn short_name(title: &str) -> String {
    let spaced: String = title
        .chars()
        .map(|sign| {
            if sign.is_ascii_alphanumeric() {
                sign
            } else {
                ' '
            }
        })
        .collect();
    let words: Vec<String> = spaced.split_whitespace().map(str::to_lowercase).collect();
    let name = words.join("-");
    let named = if name.starts_with(|first: char| first.is_ascii_lowercase()) {
        name
    } else {
        format!("framework-{name}")
    };
    let cut: String = named.chars().take(60).collect();
    cut.trim_end_matches('-').to_owned()
}

fn sentences(problems: Vec<PackProblem>) -> Vec<String> {
    problems
        .into_iter()
        .map(|problem| {
            let mut signs = problem.path.chars();
            let first = signs.next().map(|sign| sign.to_ascii_uppercase());
            let path: String = first.into_iter().chain(signs).collect();
            format!("{path}: {}", problem.message)
        })
        .collect()
}
