//! Every statement about what is public.

use super::{File, Issue, Setting};
use crate::failure::Failure;
use database::{Connection, DatabaseFault, Id, Read, Row, Write};
use domain::monitoring::{Act, sha256_of};
use domain::open_data::OcidPrefix;
use domain::publication::{Publication, Slug};
use jiff::Timestamp;

const ISSUE: &str = "id, year, issue, report_sha256, proposed_at, proposed_by, published_at,
    published_by, taken_down_at, taken_down_by";

fn act_of(row: &Row, at: usize) -> Result<Option<Act>, DatabaseFault> {
    let by = row.optional(at + 1, Row::id)?;
    let at = row.optional(at, Row::instant)?;
    Ok(at.zip(by).map(|(at, by)| Act { by, at }))
}

fn issue_of(row: &Row) -> Result<Issue, DatabaseFault> {
    let proposed = act_of(row, 4)?.ok_or(DatabaseFault::Missing)?;
    Ok(Issue {
        id: row.id(0)?,
        year: row.text(1)?,
        number: row.integer(2)?,
        report_sha256: row.sha256(3)?,
        state: Publication::from_facts(proposed, act_of(row, 6)?, act_of(row, 8)?),
    })
}

/// All that was ever proposed, the newest year and issue first.
pub(super) fn issues(read: &mut Read<'_>) -> Result<Vec<Issue>, Failure> {
    let organisation_id = read.organisation_id();
    let sql = format!(
        "SELECT {ISSUE} FROM publication WHERE organisation_id = ?1
         ORDER BY year DESC, issue DESC"
    );
    let rows = read.query(&sql, &[organisation_id.into()])?;
    Ok(rows.iter().map(issue_of).collect::<Result<_, _>>()?)
}

/// Proposes an issue with its files.
pub(super) fn propose(write: &mut Write<'_>, issue: &Issue, act: Act) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    write.execute(
        "INSERT INTO publication (organisation_id, id, year, issue, report_sha256, proposed_at,
           proposed_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        &[
            organisation_id.into(),
            issue.id.into(),
            (&issue.year).into(),
            issue.number.into(),
            issue.report_sha256.into(),
            act.at.into(),
            act.by.into(),
        ],
    )?;
    Ok(())
}

/// Keeps a file of an issue.
pub(super) fn file_add(write: &mut Write<'_>, id: Id, file: &File) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    write.execute(
        "INSERT INTO publication_file (organisation_id, publication_id, name, media_type, content,
           content_sha256)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        &[
            organisation_id.into(),
            id.into(),
            (&file.name).into(),
            (&file.media_type).into(),
            file.bytes.clone().into(),
            sha256_of(&file.bytes).into(),
        ],
    )?;
    Ok(())
}

/// A file of an issue.
pub(super) fn file(read: &mut Read<'_>, id: Id, name: &str) -> Result<Option<File>, Failure> {
    let organisation_id = read.organisation_id();
    let row = read.first(
        "SELECT name, media_type, content FROM publication_file
         WHERE organisation_id = ?1 AND publication_id = ?2 AND name = ?3",
        &[organisation_id.into(), id.into(), name.into()],
    )?;
    let file = |row: &Row| {
        Ok::<_, DatabaseFault>(File {
            name: row.text(0)?,
            media_type: row.text(1)?,
            bytes: row.bytes(2)?,
        })
    };
    Ok(row.as_ref().map(file).transpose()?)
}

/// A kept file: its year, issue and name, its bytes, and the SHA-256 it was kept under.
pub(super) type KeptFile = (String, Vec<u8>, [u8; 32]);

/// Every kept file.
pub(super) fn files(read: &mut Read<'_>) -> Result<Vec<KeptFile>, Failure> {
    let organisation_id = read.organisation_id();
    let rows = read.query(
        "SELECT p.year, p.issue, f.name, f.content, f.content_sha256
         FROM publication_file f JOIN publication p
           ON p.organisation_id = f.organisation_id AND p.id = f.publication_id
         WHERE f.organisation_id = ?1 ORDER BY p.year, p.issue, f.name",
        &[organisation_id.into()],
    )?;
    rows.iter()
        .map(|row| {
            let (year, issue, name) = (row.text(0)?, row.integer(1)?, row.text(2)?);
            Ok((
                format!("{year}, issue {issue}, {name}"),
                row.bytes(3)?,
                row.sha256(4)?,
            ))
        })
        .collect()
}

/// What is said when a row is no longer as the page had it.
const CHANGED: Failure = Failure::Changed("somebody published, withdrew or took it down meanwhile");

fn touched(rows: u64) -> Result<(), Failure> {
    if rows > 0 { Ok(()) } else { Err(CHANGED) }
}

/// Makes a proposal public.
pub(super) fn publish(write: &mut Write<'_>, id: Id, act: Act) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    touched(write.execute(
        "UPDATE publication SET published_at = ?3, published_by = ?4
         WHERE organisation_id = ?1 AND id = ?2 AND published_at IS NULL
           AND taken_down_at IS NULL",
        &[
            organisation_id.into(),
            id.into(),
            act.at.into(),
            act.by.into(),
        ],
    )?)
}

/// Withdraws what waits of a year.
pub(super) fn withdraw(write: &mut Write<'_>, year: &str, act: Act) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    touched(write.execute(
        "UPDATE publication SET taken_down_at = ?3, taken_down_by = ?4
         WHERE organisation_id = ?1 AND year = ?2 AND published_at IS NULL
           AND taken_down_at IS NULL",
        &[
            organisation_id.into(),
            year.into(),
            act.at.into(),
            act.by.into(),
        ],
    )?)
}

/// Takes down all that is public of a year.
pub(super) fn take_down(write: &mut Write<'_>, year: &str, act: Act) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    touched(write.execute(
        "UPDATE publication SET taken_down_at = ?3, taken_down_by = ?4
         WHERE organisation_id = ?1 AND year = ?2 AND published_at IS NOT NULL
           AND taken_down_at IS NULL",
        &[
            organisation_id.into(),
            year.into(),
            act.at.into(),
            act.by.into(),
        ],
    )?)
}

/// The settings, once there are any.
pub(super) fn setting(read: &mut Read<'_>) -> Result<Option<Setting>, Failure> {
    let organisation_id = read.organisation_id();
    let row = read.first(
        "SELECT slug, listed_since, ocid_prefix FROM publication_setting
         WHERE organisation_id = ?1",
        &[organisation_id.into()],
    )?;
    let Some(row) = row else { return Ok(None) };
    let broken = |what: &str| Failure::Broken(anyhow::anyhow!("the {what} that is kept is none"));
    Ok(Some(Setting {
        slug: Slug::read(&row.text(0)?).map_err(|_| broken("slug"))?,
        listed: row.optional(1, Row::instant)?.map(|_| ()),
        prefix: OcidPrefix::read(&row.text(2)?).map_err(|_| broken("prefix"))?,
    }))
}

/// Keeps the settings.
pub(super) fn setting_keep(
    write: &mut Write<'_>,
    setting: &Setting,
    at: Timestamp,
) -> Result<(), Failure> {
    let scope = write.scope();
    let prefix = match &setting.prefix {
        OcidPrefix::Registered(prefix) => prefix.as_str(),
        OcidPrefix::Unregistered => "",
    };
    write.execute(
        "INSERT INTO publication_setting (organisation_id, slug, listed_since, ocid_prefix, set_at,
           set_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (organisation_id) DO UPDATE
         SET slug = excluded.slug, listed_since = excluded.listed_since,
             ocid_prefix = excluded.ocid_prefix, set_at = excluded.set_at,
             set_by = excluded.set_by",
        &[
            scope.organisation_id.into(),
            setting.slug.as_str().into(),
            setting.listed.map(|()| at).into(),
            prefix.into(),
            at.into(),
            scope.person_id.into(),
        ],
    )?;
    Ok(())
}

/// Lets an address lead to an organisation, unless it is another's. Its own earlier one is given up.
pub(super) fn claim(
    directory: &mut Connection,
    slug: &Slug,
    organisation_id: Id,
) -> Result<Option<()>, Failure> {
    directory.execute(
        "INSERT INTO directory_public_page (slug, organisation_id) VALUES (?1, ?2)
         ON CONFLICT (slug) DO NOTHING",
        &[slug.as_str().into(), organisation_id.into()],
    )?;
    if of_slug(directory, slug.as_str())? != Some(organisation_id) {
        return Ok(None);
    }
    directory.execute(
        "DELETE FROM directory_public_page WHERE organisation_id = ?2 AND slug <> ?1",
        &[slug.as_str().into(), organisation_id.into()],
    )?;
    Ok(Some(()))
}

/// Whose an address is.
pub(super) fn of_slug(directory: &mut Connection, slug: &str) -> Result<Option<Id>, Failure> {
    let rows = directory.query(
        "SELECT organisation_id FROM directory_public_page WHERE slug = ?1",
        &[slug.into()],
    )?;
    Ok(rows.first().map(|row| row.id(0)).transpose()?)
}

/// What nobody can do through a page: puts another figure onto a public page, to see that it is found.
#[cfg(test)]
pub(super) fn file_break(write: &mut Write<'_>, name: &str) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    write.execute(
        "UPDATE publication_file SET content = ?3 WHERE organisation_id = ?1 AND name = ?2",
        &[organisation_id.into(), name.into(), b"more".to_vec().into()],
    )?;
    Ok(())
}
