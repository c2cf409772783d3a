//! Which files are taken, told by their first bytes and the end of their name together. What is not
//! on the list is refused, above all what a browser would run (HTML, SVG) and archives.

use thiserror::Error;

/// Why a file is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum FileRefused {
    /// Its name ends in nothing that is on the list.
    #[error(
        "files of this kind are not taken: choose a photo (JPEG, PNG, WebP, HEIC, GIF), a PDF, a Word, Excel, PowerPoint or OpenDocument file, an MP4 film, or a CSV or text file"
    )]
    NotTaken,
    /// Its content is not what its name says.
    #[error("the content is not what the end of its name says: save it again as a .{0} file")]
    NotWhatItSays(&'static str),
}

/// How the beginning of a kind of file looks.
enum Beginning {
    /// One of these, at the very start.
    Any(&'static [&'static [u8]]),
    /// A RIFF container of this form.
    Riff(&'static [u8]),
    /// An ISO media file of one of these brands.
    Media(&'static [&'static [u8]]),
    /// A ZIP archive whose first file is one that an Office document begins with, or in this folder.
    Office(&'static [u8]),
    /// A ZIP archive that says at its start which open document it is.
    OpenDocument(&'static [u8]),
    /// Text: anything without a NUL.
    Text,
}

use Beginning::{Any, Media, Office, OpenDocument, Riff, Text};

/// What is taken: ending, media type, beginning.
const TAKEN: &[(&str, &str, Beginning)] = &[
    ("jpg", "image/jpeg", Any(&[b"\xff\xd8\xff"])),
    ("jpeg", "image/jpeg", Any(&[b"\xff\xd8\xff"])),
    ("png", "image/png", Any(&[b"\x89PNG\r\n\x1a\n"])),
    ("gif", "image/gif", Any(&[b"GIF87a", b"GIF89a"])),
    ("webp", "image/webp", Riff(b"WEBP")),
    (
        "heic",
        "image/heic",
        Media(&[
            b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1",
        ]),
    ),
    (
        "mp4",
        "video/mp4",
        Media(&[
            b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ",
        ]),
    ),
    ("pdf", "application/pdf", Any(&[b"%PDF-"])),
    (
        "docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        Office(b"word/"),
    ),
    (
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        Office(b"xl/"),
    ),
    (
        "pptx",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        Office(b"ppt/"),
    ),
    (
        "odt",
        "application/vnd.oasis.opendocument.text",
        OpenDocument(b"application/vnd.oasis.opendocument.text"),
    ),
    (
        "ods",
        "application/vnd.oasis.opendocument.spreadsheet",
        OpenDocument(b"application/vnd.oasis.opendocument.spreadsheet"),
    ),
    ("csv", "text/csv", Text),
    ("txt", "text/plain", Text),
    ("md", "text/markdown", Text),
];

impl Beginning {
    fn agrees(&self, first_bytes: &[u8]) -> bool {
        let at = |start: usize| first_bytes.get(start..).unwrap_or_default();
        match self {
            Any(beginnings) => beginnings.iter().any(|one| first_bytes.starts_with(one)),
            Riff(form) => first_bytes.starts_with(b"RIFF") && at(8).starts_with(form),
            Media(brands) => {
                at(4).starts_with(b"ftyp") && brands.iter().any(|brand| at(8).starts_with(brand))
            }
            // A ZIP file's first name stands at byte 30 of its first header.
            Office(folder) => {
                let first: [&[u8]; 4] = [b"[Content_Types].xml", b"_rels/", b"docProps/", folder];
                first_bytes.starts_with(b"PK\x03\x04")
                    && first.iter().any(|name| at(30).starts_with(name))
            }
            OpenDocument(said) => {
                first_bytes.starts_with(b"PK\x03\x04")
                    && at(30)
                        .strip_prefix(b"mimetype")
                        .and_then(|rest| rest.strip_prefix(*said))
                        // Templates and charts say the same and go on.
                        .is_some_and(|rest| !rest.starts_with(b"-"))
            }
            Text => !first_bytes.contains(&0),
        }
    }
}

/// The media type of a file by its name's ending, when its first bytes agree; `None` for a file that
/// is not taken.
pub fn media_type(file_name: &str, first_bytes: &[u8]) -> Option<&'static str> {
    look_at(file_name, first_bytes).ok()
}

/// The media type of a file, or in words why it is not taken.
pub fn look_at(file_name: &str, first_bytes: &[u8]) -> Result<&'static str, FileRefused> {
    let ending = file_name
        .rsplit_once('.')
        .map(|(_, ending)| ending.to_ascii_lowercase())
        .ok_or(FileRefused::NotTaken)?;
    let (ending, media_type, beginning) = TAKEN
        .iter()
        .find(|(known, ..)| *known == ending)
        .ok_or(FileRefused::NotTaken)?;
    if beginning.agrees(first_bytes) {
        Ok(media_type)
    } else {
        Err(FileRefused::NotWhatItSays(ending))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zip(first_file: &[u8]) -> Vec<u8> {
        let mut bytes = b"PK\x03\x04".to_vec();
        bytes.resize(30, 7);
        bytes.extend_from_slice(first_file);
        bytes
    }

    #[test]
    fn a_file_is_what_both_its_name_and_its_content_say() {
        assert_eq!(media_type("a.PDF", b"%PDF-1.7"), Some("application/pdf"));
        assert_eq!(media_type("a.csv", b"a,b\n"), Some("text/csv"));
        assert_eq!(
            media_type("a.webp", b"RIFF....WEBPVP8 "),
            Some("image/webp")
        );
        assert_eq!(
            media_type("a.heic", b"\0\0\0\x18ftypheic"),
            Some("image/heic")
        );
        assert_eq!(
            media_type("a.mp4", b"\0\0\0\x18ftypisom"),
            Some("video/mp4")
        );
    }

    #[test]
    fn office_files_are_told_apart_from_any_other_archive() {
        assert!(media_type("a.docx", &zip(b"[Content_Types].xml")).is_some());
        assert!(media_type("a.xlsx", &zip(b"xl/workbook.xml")).is_some());
        let text = zip(b"mimetypeapplication/vnd.oasis.opendocument.textPK");
        assert!(media_type("a.odt", &text).is_some());
        assert_eq!(media_type("a.ods", &text), None);
        assert_eq!(media_type("a.docx", &zip(b"xl/workbook.xml")), None);
        assert_eq!(media_type("a.xlsx", &zip(b"META-INF/MANIFEST.MF")), None);
        assert_eq!(media_type("a.docx", b"PK\x03\x04"), None);
    }

    #[test]
    fn a_wrong_beginning_is_refused_with_what_to_do() {
        let refused = look_at("photo.jpeg", b"<script>").unwrap_err();
        assert_eq!(
            refused.to_string(),
            "the content is not what the end of its name says: save it again as a .jpeg file"
        );
        for (name, bytes) in [
            ("a.pdf", b"<html>".as_slice()),
            ("a.csv", b"a\0b"),
            ("a.webp", b"RIFF....WAVE"),
            ("a.heic", b"\0\0\0\x18ftypisom"),
            ("a.png", b""),
        ] {
            assert!(matches!(
                look_at(name, bytes),
                Err(FileRefused::NotWhatItSays(_))
            ));
        }
    }

    #[test]
    fn what_is_not_listed_is_refused_whatever_it_holds() {
        for name in [
            "a.html",
            "a.svg",
            "a.zip",
            "a.pdf.exe",
            "pdf",
            "",
            ".",
            "a.pdf/..",
        ] {
            assert_eq!(
                look_at(name, b"%PDF-1.7"),
                Err(FileRefused::NotTaken),
                "{name}"
            );
        }
    }
}
