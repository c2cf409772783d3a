//! Overwriting what is kept on one person, by the data map. Figures stay: they name nobody. What was signed
//! stays as it was signed.

use super::super::Known;
use super::super::map::{Holds, Rows, map};
use super::finding::is_of_organisation;
use crate::failure::Failure;
use database::{Id, Read, Row, Value, Write};
use domain::questionnaires::PersonCode;
use domain::retention::RecordKind;

/// What stands in the place of a word that named somebody.
pub(crate) const ERASED: &str = "[erased]";

/// Empties the details, and puts a mark in the place of the reference, of a learner.
fn learner(write: &mut Write<'_>, reference: &str, mark: &str) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    for table in map().values().filter(|table| is_of_organisation(table)) {
        for column in table.holding(Holds::Reference) {
            let name = &table.name;
            for emptied in &table.emptied {
                let sql = format!(
                    "UPDATE {name} SET {emptied} = NULL WHERE organisation_id = ?1 AND {column} = ?2"
                );
                write.execute(&sql, &[organisation_id.into(), reference.into()])?;
            }
            if name == "questionnaire_sheet" || name == "questionnaire_answer" {
                continue;
            }
            let sql = format!(
                "UPDATE {name} SET {column} = ?3 WHERE organisation_id = ?1 AND {column} = ?2"
            );
            write.execute(
                &sql,
                &[organisation_id.into(), reference.into(), mark.into()],
            )?;
        }
    }
    sheets(write, reference, mark)
}

/// A reference in the one way questionnaires keep it; as it is where it could be no code.
pub(super) fn code_of(reference: &str) -> String {
    PersonCode::new(reference)
        .map_or_else(|_| reference.to_owned(), |code| code.as_str().to_owned())
}

/// A sheet is the key of its answers, so the two are moved together.
fn sheets(write: &mut Write<'_>, reference: &str, mark: &str) -> Result<(), Failure> {
    let values: [Value; 3] = [
        write.organisation_id().into(),
        code_of(reference).into(),
        mark.into(),
    ];
    for sql in [
        "INSERT INTO questionnaire_sheet (organisation_id, round_id, half, code, way, given_at,
           recorded_by)
         SELECT organisation_id, round_id, half, ?3, way, given_at, recorded_by
         FROM questionnaire_sheet WHERE organisation_id = ?1 AND code = ?2",
        "UPDATE questionnaire_answer SET code = ?3 WHERE organisation_id = ?1 AND code = ?2",
    ] {
        write.execute(sql, &values)?;
    }
    write.execute(
        "DELETE FROM questionnaire_sheet WHERE organisation_id = ?1 AND code = ?2",
        &values[..2],
    )?;
    Ok(())
}

/// Takes name and way in of somebody with an account. The account stays, without them.
fn account(write: &mut Write<'_>, id: Id, mark: &str) -> Result<(), Failure> {
    let address = format!("{mark}@erased.invalid");
    let organisation_id = write.organisation_id();
    write.execute(
        "UPDATE directory_person SET email_folded = ?3 WHERE organisation_id = ?1 AND person_id = ?2",
        &[organisation_id.into(), id.into(), (&address).into()],
    )?;
    write.execute(
        "UPDATE person SET name = 'Somebody whose name was erased', email = ?3, password_hash = NULL
         WHERE organisation_id = ?1 AND id = ?2",
        &[organisation_id.into(), id.into(), (&address).into()],
    )?;
    Ok(())
}

/// Takes a contact of partners, or a stakeholder.
fn contact(write: &mut Write<'_>, name: &str, mark: &str) -> Result<(), Failure> {
    let values: [Value; 3] = [write.organisation_id().into(), name.into(), mark.into()];
    write.execute(
        "UPDATE partner_contact SET name = ?3, task = '', email = '', telephone = ''
         WHERE organisation_id = ?1 AND lower(name) = lower(?2)",
        &values,
    )?;
    write.execute(
        "UPDATE stakeholder SET name = ?3, contact = ''
         WHERE organisation_id = ?1 AND lower(name) = lower(?2)",
        &values,
    )?;
    Ok(())
}

/// Takes an address that got checkpoints of the log by mail, with the letters to it that were not sent. That
/// the others were sent stays.
fn keeper(write: &mut Write<'_>, known: &Known, mark: &str) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    for (number, word) in known.words.iter().enumerate() {
        let address = format!("{mark}-{number}@erased.invalid");
        for sql in [
            "DELETE FROM checkpoint_keeper WHERE organisation_id = ?1 AND lower(email) = lower(?2)",
            "DELETE FROM checkpoint_letter
             WHERE organisation_id = ?1 AND lower(email) = lower(?2) AND taken_at IS NULL",
        ] {
            write.execute(sql, &[organisation_id.into(), word.into()])?;
        }
        write.execute(
            "UPDATE checkpoint_letter SET email = ?3, answer = ''
             WHERE organisation_id = ?1 AND lower(email) = lower(?2)",
            &[organisation_id.into(), word.into(), (&address).into()],
        )?;
    }
    Ok(())
}

/// Takes the words by which somebody is known out of everything that was typed.
fn words(write: &mut Write<'_>, known: &Known) -> Result<(), Failure> {
    let organisation_id = write.organisation_id();
    let tables = map().values().filter(|table| {
        is_of_organisation(table) && table.class != RecordKind::Log && table.rows != Rows::Directory
    });
    for table in tables {
        for column in table.holding(Holds::Words) {
            let name = &table.name;
            let sql = format!(
                "UPDATE {name} SET {column} = replace({column}, ?2, ?3)
                 WHERE organisation_id = ?1 AND replace({column}, ?2, '') <> {column}"
            );
            for word in known.long_words() {
                write.execute(&sql, &[organisation_id.into(), word.into(), ERASED.into()])?;
            }
        }
    }
    Ok(())
}

/// Overwrites everything on somebody. `subject` is as it was typed.
pub(crate) fn erase(
    write: &mut Write<'_>,
    known: &Known,
    (subject, mark): (&str, &str),
) -> Result<(), Failure> {
    match (&known.reference, known.account) {
        (Some(reference), _) => learner(write, reference, mark)?,
        (None, Some(id)) => account(write, id, mark)?,
        (None, None) => contact(write, subject, mark)?,
    }
    keeper(write, known, mark)?;
    let organisation_id = write.organisation_id();
    write.execute(
        "UPDATE request SET subject = '' WHERE organisation_id = ?1 AND (subject = ?2 OR subject = ?3)",
        &[organisation_id.into(), subject.into(), mark.into()],
    )?;
    words(write, known)
}

/// The records that hold a learner's reference: each has to be free to go before it is erased.
pub(crate) fn records_of(
    read: &mut Read<'_>,
    reference: &str,
) -> Result<Vec<(RecordKind, Id)>, Failure> {
    let organisation_id = read.organisation_id();
    let mut found = Vec::new();
    for (kind, sql) in [
        (
            RecordKind::LearnerReturn,
            "SELECT DISTINCT return_id FROM learner WHERE organisation_id = ?1 AND learner = ?2",
        ),
        (
            RecordKind::FollowUp,
            "SELECT id FROM follow_up WHERE organisation_id = ?1 AND learner = ?2",
        ),
        (
            RecordKind::SessionRegister,
            "SELECT session_id FROM attendance WHERE organisation_id = ?1 AND learner_reference = ?2",
        ),
        (
            RecordKind::QuestionnaireRound,
            "SELECT DISTINCT round_id FROM questionnaire_sheet WHERE organisation_id = ?1 AND code = ?2",
        ),
    ] {
        let named = if kind == RecordKind::QuestionnaireRound {
            code_of(reference)
        } else {
            reference.to_owned()
        };
        let rows = read.query(sql, &[organisation_id.into(), named.into()])?;
        let id = |row: &Row| row.id(0);
        for id in rows.iter().map(id) {
            found.push((kind, id?));
        }
    }
    Ok(found)
}

/// The tables in which something of a person was overwritten.
pub(crate) fn tables() -> Vec<&'static str> {
    let personal = map()
        .values()
        .filter(|table| table.personal().next().is_some());
    personal.map(|table| table.name.as_str()).collect()
}
