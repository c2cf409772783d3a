//! What a letter says: whose log, its size and root, the checkpoint itself, and what to do with it. Nothing
//! in it is about a person.

use super::super::list::with;
use super::super::store::KeptCheckpoint;
use super::KeptLetter;
use crate::app::date_of;
use crate::failure::Failure;
use askama::Template;
use domain::calendar::in_words;
use mail::{Address, Enclosure, Letter};
use transparency::to_base64;

#[derive(Template)]
#[template(path = "checkpoints/letters/letter.txt")]
struct Text<'a> {
    organisation: &'a str,
    origin: &'a str,
    size: i64,
    root: String,
    on: String,
    with: String,
    file: &'a str,
    note: &'a str,
}

/// The letter to an address, with a checkpoint of the log of that name.
pub(super) fn letter(
    kept: &KeptLetter,
    to: Address,
    checkpoint: &KeptCheckpoint,
    (organisation, origin): (&str, &str),
) -> Result<Letter, Failure> {
    let organisation = &mail::on_one_line(organisation);
    let file = format!("checkpoint-{}.txt", checkpoint.size);
    let text = Text {
        organisation,
        origin,
        size: checkpoint.size,
        root: to_base64(&checkpoint.root),
        on: in_words(date_of(checkpoint.signed_at)),
        with: with(checkpoint),
        file: &file,
        note: &checkpoint.note,
    };
    Ok(Letter {
        to,
        subject: format!(
            "Checkpoint of the log of {organisation} at {} entries: please keep it",
            checkpoint.size
        ),
        message_id: kept.message_id.clone(),
        written_at: kept.written_at.into(),
        text: text.render()?,
        enclosure: Enclosure {
            name: file,
            bytes: checkpoint.note.clone().into_bytes(),
        },
    })
}
