//! What the engine itself can say of its file, and whether lines of the log that were acknowledged are gone.
//! A damaged write-ahead log makes SQLite forget the newest commits without a word; so how far each log came
//! is written into a small file beside the database after every commit, and compared.

use crate::{Connection, Database, DatabaseFault, Engine, Id};
use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// How far the log of each organisation came, as the small file beside the database says it.
#[derive(Debug, Default)]
pub(crate) struct Remembered {
    file: Option<PathBuf>,
    sizes: Mutex<BTreeMap<Id, i64>>,
}

fn read(file: &Path) -> BTreeMap<Id, i64> {
    let text = std::fs::read_to_string(file).unwrap_or_default();
    let line = |line: &str| {
        let (id, size) = line.split_once(' ')?;
        Some((Id::parse_str(id).ok()?, size.parse().ok()?))
    };
    text.lines().filter_map(line).collect()
}

impl Remembered {
    /// What is remembered beside a database file.
    pub(crate) fn beside(database: &Path) -> Self {
        let mut name = database.as_os_str().to_owned();
        name.push("-newest");
        let file = PathBuf::from(name);
        Self {
            sizes: Mutex::new(read(&file)),
            file: Some(file),
        }
    }

    /// Remembers how far a log came. It is a help against accidents: where it cannot be written, work goes
    /// on.
    pub(crate) fn note(&self, organisation_id: Id, size: i64) {
        let Some(file) = &self.file else { return };
        let mut sizes = self.sizes.lock().unwrap_or_else(PoisonError::into_inner);
        let known = sizes.entry(organisation_id).or_insert(0);
        if size <= *known {
            return;
        }
        *known = size;
        let lines: String = sizes
            .iter()
            .map(|(id, size)| format!("{id} {size}\n"))
            .collect();
        let mut name = file.as_os_str().to_owned();
        name.push(".tmp");
        let temporary = PathBuf::from(name);
        let written = std::fs::File::create(&temporary)
            .and_then(|mut new| new.write_all(lines.as_bytes()))
            .and_then(|()| std::fs::rename(&temporary, file));
        drop(written);
    }

    fn size(&self, organisation_id: Id) -> i64 {
        let sizes = self.sizes.lock().unwrap_or_else(PoisonError::into_inner);
        sizes.get(&organisation_id).copied().unwrap_or(0)
    }
}

/// How far the log of the transaction came, before it is kept.
pub(crate) fn size(connection: &mut Connection, organisation_id: Id) -> Result<i64, DatabaseFault> {
    let rows = connection.query(
        "SELECT size FROM log_head WHERE organisation_id = ?1",
        &[organisation_id.into()],
    )?;
    rows.first().map_or(Ok(0), |row| row.integer(0))
}

impl Database {
    /// What the engine finds wrong with its own file, in its words: nothing when all is well. PostgreSQL
    /// checks its pages as it reads them, if it was set up with data checksums.
    pub fn own_check(&self) -> Result<Vec<String>, DatabaseFault> {
        match self.engine() {
            Engine::Postgres => Ok(Vec::new()),
            Engine::Sqlite => self.directory(|connection| {
                let mut found = Vec::new();
                for sql in ["PRAGMA integrity_check(20)", "PRAGMA foreign_key_check"] {
                    for row in connection.query(sql, &[])? {
                        let words = row.text(0)?;
                        if words != "ok" {
                            found.push(format!("the database file: {words}"));
                        }
                    }
                }
                Ok(found)
            }),
        }
    }

    /// Lines of an organisation's log that were acknowledged and are not there any more, in words.
    pub fn lines_lost(&self, organisation_id: Id) -> Result<Option<String>, DatabaseFault> {
        let remembered = self.remembered().size(organisation_id);
        let size = self.directory(|connection| size(connection, organisation_id))?;
        Ok((size < remembered).then(|| {
            format!(
                "the log has {size} lines, and {remembered} had been acknowledged: the database is older than it was, or its write-ahead log was damaged"
            )
        }))
    }
}
