//! Every statement about who saw what.

use crate::failure::Failure;
use database::{DatabaseFault, Id, Read, Row, Value, Write};
use jiff::Timestamp;

/// One page that somebody saw.
#[derive(Debug, Clone)]
pub(crate) struct Sight {
    pub(crate) id: Id,
    pub(crate) at: Timestamp,
    pub(crate) person: String,
    pub(crate) page: String,
    /// Blank for a list.
    pub(crate) subject: String,
}

/// What is asked for: between two instants, perhaps of one person who looked, perhaps of one who was seen.
#[derive(Debug, Clone, Default)]
pub(crate) struct Asked {
    pub(crate) from: i64,
    pub(crate) to: i64,
    pub(crate) person_id: Option<Id>,
    /// A learner's reference or the key of a record.
    pub(crate) subject: Option<String>,
    /// The last one of the page before.
    pub(crate) before: Option<(i64, Id)>,
}

/// Keeps that somebody saw a page.
pub(crate) fn add(
    write: &mut Write<'_>,
    (id, person_id): (Id, Id),
    (page, subject): (&str, &str),
    at: Timestamp,
) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    write.execute(
        "INSERT INTO sight (organisation_id, id, seen_at, person_id, page, subject)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        &[
            organisation_id.into(),
            id.into(),
            at.into(),
            person_id.into(),
            page.into(),
            subject.into(),
        ],
    )?;
    Ok(())
}

/// The names under which somebody's data is seen: what was asked for, and the follow-ups of a learner of
/// that reference.
fn names(read: &mut Read<'_>, subject: &str) -> Result<Vec<String>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT id FROM follow_up WHERE organisation_id = ?1 AND learner = ?2 LIMIT 100",
        &[organisation_id.into(), subject.into()],
    )?;
    let mut names = vec![subject.to_owned(), String::new()];
    for row in &rows {
        names.push(row.id(0)?.to_string());
    }
    Ok(names)
}

/// Who saw what, the newest first, at most so many. Each name is looked for by itself, so that an index leads
/// to its newest sights however many there are of others.
pub(crate) fn seen(read: &mut Read<'_>, asked: &Asked, most: i64) -> Result<Vec<Sight>, Failure> {
    let Some(subject) = &asked.subject else {
        return of_one(read, asked, (None, most));
    };
    let mut found = Vec::new();
    for name in names(read, subject)? {
        found.extend(of_one(read, asked, (Some(name), most))?);
    }
    found.sort_by_key(|sight| std::cmp::Reverse((sight.at, sight.id)));
    found.truncate(usize::try_from(most).unwrap_or(usize::MAX));
    Ok(found)
}

fn of_one(
    read: &mut Read<'_>,
    asked: &Asked,
    (name, most): (Option<String>, i64),
) -> Result<Vec<Sight>, Failure> {
    let (last_at, last_id) = asked.before.unwrap_or((i64::MAX, Id::max()));
    let to = asked.to.min(last_at.saturating_add(1));
    // With a name the time is a sum, which no index is over: else SQLite takes the index over time and looks
    // through everybody's sights.
    let seen_at = if name.is_some() {
        "s.seen_at + 0"
    } else {
        "s.seen_at"
    };
    let mut values: Vec<Value> = vec![
        read.organisation_id().into(),
        asked.from.into(),
        to.into(),
        last_at.into(),
        last_id.into(),
        most.into(),
    ];
    let mut sql = format!(
        "SELECT s.id, s.seen_at, p.name, s.page, s.subject FROM sight s
         JOIN person p ON p.organisation_id = s.organisation_id AND p.id = s.person_id
         WHERE s.organisation_id = ?1 AND {seen_at} >= ?2 AND {seen_at} < ?3
           AND ({seen_at} < ?4 OR s.id < ?5)"
    );
    if let Some(person_id) = asked.person_id {
        values.push(person_id.into());
        sql.push_str(&format!(" AND s.person_id = ?{}", values.len()));
    }
    if let Some(name) = name {
        values.push(name.into());
        sql.push_str(&format!(" AND s.subject = ?{}", values.len()));
    }
    sql.push_str(" ORDER BY s.seen_at DESC, s.id DESC LIMIT ?6");
    let sight = |row: &Row| -> Result<Sight, DatabaseFault> {
        Ok(Sight {
            id: row.id(0)?,
            at: row.instant(1)?,
            person: row.text(2)?,
            page: row.text(3)?,
            subject: row.text(4)?,
        })
    };
    let rows = read.query(&sql, &values)?;
    Ok(rows.iter().map(sight).collect::<Result<_, _>>()?)
}
