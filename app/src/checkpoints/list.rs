//! The checkpoints as a page: the newest one as a text to hand on, the keys that sign, what was signed
//! and where it went, and what all this proves and what it cannot.

use super::handover::{Handover, handovers};
use super::nodes::count;
use super::store::{self, KeptCheckpoint, LogKey, Sending};
use super::{hand_on, keys as log_keys, letters::section, sign};
use crate::app::date_of;
use crate::failure::Failure;
use crate::visit::{Answer, Reply, Visit};
use askama::Template;
use commonweal_verify::fingerprint_of;
use database::{Id, log_size};
use domain::calendar::in_words;
use pages::{Form, Frame};
use transparency::{hex, to_base64};

/// Checkpoints, and attempts to hand one on, that the page shows.
const SHOWN: i64 = 50;

#[derive(Template)]
#[template(path = "checkpoints/list.html")]
struct Page<'a> {
    frame: Frame,
    form: &'a Form,
    origin: String,
    newest: Option<Newest>,
    /// Entries since the newest checkpoint.
    since: i64,
    keys: Vec<(String, String)>,
    lines: Vec<Line>,
    sendings: Vec<[String; 4]>,
    /// Where checkpoints go by themselves; empty when nowhere.
    places: Vec<String>,
    mailed: section::Section,
}

struct Newest {
    size: i64,
    root: String,
    on: String,
    note: String,
    /// Opens a letter with the checkpoint in the reader's own mail program.
    mail: String,
}

struct Line {
    size: i64,
    on: String,
    with: String,
    root: String,
}

/// The address of a letter with a text in it (RFC 6068): a space is `%20` there, never a plus sign.
fn mail(subject: &str, body: &str) -> String {
    let coded = |text: &str| -> String {
        let coded: String = form_urlencoded::byte_serialize(text.as_bytes()).collect();
        coded.replace('+', "%20")
    };
    let body = coded(&body.replace('\n', "\r\n"));
    format!("mailto:?subject={}&body={body}", coded(subject))
}

/// What a checkpoint was signed with, in words.
pub(super) fn with(kept: &KeptCheckpoint) -> String {
    match kept.record_kind.as_str() {
        "log-key" => "a new key of the log".to_owned(),
        "checkpoint" => "nothing: somebody asked for it".to_owned(),
        "return" => format!("the return {}", kept.record_id),
        "annual-report" => format!("the annual report {}", kept.record_id),
        kind => format!("a {kind}"),
    }
}

fn key_line(
    organisation_id: Id,
    kept: &LogKey,
    handovers: &[Handover],
) -> Result<(String, String), Failure> {
    let said = match kept.retired {
        None => format!("signs since {}", in_words(date_of(kept.announced_at))),
        Some((at, size)) => {
            let on = in_words(date_of(at));
            format!("retired on {on}: it signed up to size {size}")
        }
    };
    let came = handovers.iter().find(|one| one.number == kept.number);
    let came = came.map(how_it_came).unwrap_or_default();
    let key = log_keys::note_key(organisation_id, kept.public)?;
    let fingerprint = fingerprint_of(&key);
    let said = format!(
        "{} {said}.{came} Fingerprint: {fingerprint}",
        hex(&key.id())
    );
    Ok((key.to_string(), said))
}

/// Whether the key before it vouched for a key.
fn how_it_came(handover: &Handover) -> String {
    let after = handover.after;
    match handover.signed_for {
        Some(()) => format!(" It signs beyond size {after}; the key before it signed for it."),
        None => format!(
            " It signs beyond size {after}; the key before it did not sign for it, being lost or left elsewhere. Whoever was told that one has to be told this one anew."
        ),
    }
}

/// The page; again with what was typed when that is refused.
pub(crate) fn page(visit: &mut Visit<'_>) -> Answer {
    let organisation_id = visit.who()?.organisation_id;
    let (size, kept, (keys, handovers), sendings) = visit.read(|read| {
        Ok((
            log_size(read)?,
            store::newest(read, SHOWN)?,
            (store::keys(read)?, handovers(read)?),
            store::sendings(read, SHOWN)?,
        ))
    })?;
    let day = |at| in_words(date_of(at));
    let places = &visit.app.checkpoints;
    let folder = places.folder.as_ref();
    let folder = folder.map(|folder| format!("the folder {}", folder.display()));
    let witness = places.witness.as_ref();
    let witness = witness.map(|address| format!("the witness at {address}"));
    let sent = |it: Sending| [day(it.sent_at), it.size.to_string(), it.sent_to, it.answer];
    let page = Page {
        frame: visit.frame(),
        form: &visit.form,
        origin: log_keys::origin(organisation_id),
        since: size.saturating_sub(kept.first().map_or(0, |kept| kept.size)),
        newest: kept.first().map(|kept| Newest {
            size: kept.size,
            root: to_base64(&kept.root),
            on: day(kept.signed_at),
            note: kept.note.clone(),
            mail: mail(
                &format!(
                    "Checkpoint of our log at {} entries: please keep it",
                    kept.size
                ),
                &kept.note,
            ),
        }),
        keys: keys
            .iter()
            .rev()
            .map(|kept| key_line(organisation_id, kept, &handovers))
            .collect::<Result<_, _>>()?,
        lines: kept
            .iter()
            .map(|kept| Line {
                size: kept.size,
                on: day(kept.signed_at),
                with: with(kept),
                root: to_base64(&kept.root),
            })
            .collect(),
        sendings: sendings.into_iter().map(sent).collect(),
        places: folder.into_iter().chain(witness).collect(),
        mailed: section::section(visit)?,
    };
    Reply::form(&page, &visit.form)
}

/// Signs a checkpoint now.
pub(crate) fn submit(visit: &mut Visit<'_>) -> Answer {
    let entry = visit.entry(
        "signed checkpoint",
        "checkpoint",
        "now",
        serde_json::json!({}),
    );
    let size = visit.write(|write| {
        write.commit_then(entry.clone(), |write| {
            sign(write, visit.app, ("checkpoint", "now"), visit.now)
        })
    });
    let size = match size {
        Err(Failure::Rule(words)) => return Reply::see("/log/checkpoints", words),
        size => size?,
    };
    hand_on(visit.app, visit.who()?.organisation_id);
    Reply::see(
        "/log/checkpoints",
        format!("A checkpoint over {} entries is signed.", count(size)),
    )
}

/// A checkpoint as a file to hand on.
pub(crate) fn file(visit: &mut Visit<'_>) -> Answer {
    let size: i64 = visit
        .parameter("size")?
        .parse()
        .map_err(|_| Failure::NotFound)?;
    let kept = visit.read(|read| store::of_size(read, size))?;
    Ok(Reply::File {
        media_type: "text/plain; charset=utf-8",
        file_name: format!("checkpoint-{size}.txt"),
        bytes: kept.ok_or(Failure::NotFound)?.note.into_bytes(),
    })
}

#[test]
fn a_letter_holds_the_text_line_by_line() {
    let letter = mail("Keep it, please", "a/b+c=\n7\n");
    assert_eq!(
        letter,
        "mailto:?subject=Keep%20it%2C%20please&body=a%2Fb%2Bc%3D%0D%0A7%0D%0A"
    );
}
