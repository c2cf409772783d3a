//! A letter as bytes: to one address, in plain text, with a file if there is one. The same letter gives the
//! same bytes, so that one that is sent twice is known as one.

use crate::Address;
use lettre::message::header::{ContentTransferEncoding, ContentType};
use lettre::message::{Attachment as Enclosed, Body, MultiPart, SinglePart};
use std::time::SystemTime;

/// The longest text on one line, in characters.
const LONGEST_LINE: usize = 150;

/// A file that goes with a letter, byte for byte.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enclosure {
    /// Its name, in plain letters.
    pub name: String,
    /// Its content; the reader sees it as text.
    pub bytes: Vec<u8>,
}

/// A letter to one address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// Who gets it.
    pub to: Address,
    /// What it is about. Whatever would begin another line becomes a space.
    pub subject: String,
    /// By what it is known when it comes twice (RFC 5322, 3.6.4): `a.b@example.org`, without brackets.
    pub message_id: String,
    /// When it was written.
    pub written_at: SystemTime,
    /// What it says.
    pub text: String,
    /// The file that goes with it.
    pub enclosure: Enclosure,
}

/// A text on one line of at most 150 characters: control characters and line breaks of any script become
/// spaces.
#[must_use]
pub fn on_one_line(text: &str) -> String {
    let breaks = |one: char| one.is_control() || ['\u{2028}', '\u{2029}'].contains(&one);
    let plain: String = text
        .chars()
        .map(|one| if breaks(one) { ' ' } else { one })
        .collect();
    let words: Vec<&str> = plain.split_whitespace().collect();
    words.join(" ").chars().take(LONGEST_LINE).collect()
}

/// What may stand in a message's id, or in the name of a file: everything else goes.
fn plain(text: &str) -> String {
    let stays = |one: &char| one.is_ascii_alphanumeric() || "-_.@".contains(*one);
    text.chars().filter(stays).collect()
}

impl Letter {
    /// The letter as it is sent from an address.
    pub(crate) fn message(&self, from: &Address) -> Result<lettre::Message, lettre::error::Error> {
        let id = plain(&self.message_id);
        // In Base64, so that no line end of it is changed on the way.
        let bytes = self.enclosure.bytes.clone();
        let body = Body::new_with_encoding(bytes, ContentTransferEncoding::Base64);
        let body = body.unwrap_or_else(Body::new);
        let name = plain(&self.enclosure.name);
        let enclosure = Enclosed::new(name).body(body, ContentType::TEXT_PLAIN);
        let parts = MultiPart::mixed()
            .boundary(format!("part-{}", id.replace('@', "-")))
            .singlepart(SinglePart::plain(self.text.clone()))
            .singlepart(enclosure);
        lettre::Message::builder()
            .from(from.mailbox())
            .to(self.to.mailbox())
            .subject(on_one_line(&self.subject))
            .message_id(Some(format!("<{id}>")))
            .date(self.written_at)
            .multipart(parts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter() -> Letter {
        Letter {
            to: "keeper@example.org".parse().unwrap(),
            subject: "A letter".to_owned(),
            message_id: "7.abc@example.org".to_owned(),
            written_at: SystemTime::UNIX_EPOCH,
            text: "One line.\nAnother — with a dash.\n".to_owned(),
            enclosure: Enclosure {
                name: "note.txt".to_owned(),
                bytes: b"a\nb\n".to_vec(),
            },
        }
    }

    fn bytes(letter: &Letter) -> String {
        let from = "sender@example.org".parse().unwrap();
        String::from_utf8(letter.message(&from).unwrap().formatted()).unwrap()
    }

    /// The names of the lines before the first blank one.
    fn headers(text: &str) -> Vec<&str> {
        let (head, _) = text.split_once("\r\n\r\n").unwrap();
        let begins = |line: &&str| !line.starts_with([' ', '\t']);
        let lines = head.split("\r\n").filter(begins);
        lines.map(|line| line.split(':').next().unwrap()).collect()
    }

    const HEADERS: [&str; 7] = [
        "From",
        "To",
        "Subject",
        "Message-ID",
        "Date",
        "MIME-Version",
        "Content-Type",
    ];

    #[test]
    fn a_letter_is_the_same_bytes_each_time() {
        let text = bytes(&letter());
        assert_eq!(text, bytes(&letter()));
        assert_eq!(headers(&text), HEADERS);
        assert!(text.is_ascii());
        assert!(
            text.contains("\r\nMessage-ID: <7.abc@example.org>\r\n"),
            "{text}"
        );
        assert!(text.contains("\r\nTo: keeper@example.org\r\n"), "{text}");
        // The file goes byte for byte: YQpiCg== is a, b and their line ends.
        assert!(text.contains("YQpiCg=="), "{text}");
    }

    #[test]
    fn no_subject_id_or_file_name_makes_another_header() {
        let hostile = "x\r\nBcc: other@example.org\r\n\r\nBody\u{2028}\u{0}";
        for (subject, id, name) in [
            (hostile, "1@example.org", "n.txt"),
            ("s", hostile, "n.txt"),
            ("s", "1@example.org", hostile),
            (&*"long ".repeat(100), "1@example.org", "n.txt"),
            ("Lernwerk Mülheim — 学び", "1@example.org", "n.txt"),
        ] {
            let mut letter = letter();
            subject.clone_into(&mut letter.subject);
            id.clone_into(&mut letter.message_id);
            name.clone_into(&mut letter.enclosure.name);
            let text = bytes(&letter);
            assert_eq!(headers(&text), HEADERS, "{text}");
            assert!(text.is_ascii(), "{text}");
            assert!(!text.contains("\nBcc:"), "{text}");
        }
    }
}
