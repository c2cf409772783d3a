//! Which files are taken, told by their first bytes and the end of their name together.

/// The endings that are taken: ending, media type, and what the file begins with.
const TAKEN: &[(&str, &str, &[&[u8]])] = &[
    ("jpg", "image/jpeg", &[b"\xff\xd8\xff"]),
    ("jpeg", "image/jpeg", &[b"\xff\xd8\xff"]),
    ("png", "image/png", &[b"\x89PNG\r\n\x1a\n"]),
    ("gif", "image/gif", &[b"GIF87a", b"GIF89a"]),
    ("webp", "image/webp", &[b"RIFF"]),
    (
        "heic",
        "image/heic",
        &[
            b"\0\0\0\x18ftyp",
            b"\0\0\0\x1cftyp",
            b"\0\0\0\x20ftyp",
            b"\0\0\0\x24ftyp",
            b"\0\0\0\x28ftyp",
        ],
    ),
    ("pdf", "application/pdf", &[b"%PDF-"]),
    (
        "docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        &[b"PK\x03\x04"],
    ),
    (
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        &[b"PK\x03\x04"],
    ),
    (
        "pptx",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        &[b"PK\x03\x04"],
    ),
    (
        "odt",
        "application/vnd.oasis.opendocument.text",
        &[b"PK\x03\x04"],
    ),
    (
        "ods",
        "application/vnd.oasis.opendocument.spreadsheet",
        &[b"PK\x03\x04"],
    ),
    ("csv", "text/csv", &[]),
    ("txt", "text/plain", &[]),
    ("md", "text/markdown", &[]),
];

/// The media type of a file by its name's ending, when its first bytes agree; `None` for a file that
/// is not taken.
pub fn media_type(file_name: &str, first_bytes: &[u8]) -> Option<&'static str> {
    let ending = file_name
        .rsplit_once('.')
        .map(|(_, ending)| ending.to_ascii_lowercase())?;
    let (_, media_type, beginnings) = TAKEN.iter().find(|(known, ..)| *known == ending)?;
    let agrees = if beginnings.is_empty() {
        !first_bytes.contains(&0)
    } else {
        beginnings
            .iter()
            .any(|beginning| first_bytes.starts_with(beginning))
    };
    agrees.then_some(*media_type)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_what_both_its_name_and_its_content_say() {
        assert_eq!(media_type("a.PDF", b"%PDF-1.7"), Some("application/pdf"));
        assert_eq!(media_type("a.csv", b"a,b\n"), Some("text/csv"));
        assert_eq!(media_type("a.pdf", b"<html>"), None);
        assert_eq!(media_type("a.csv", b"a\0b"), None);
        assert_eq!(media_type("a.html", b"<html>"), None);
        assert_eq!(media_type("a.pdf.exe", b"%PDF-1.7"), None);
        assert_eq!(media_type("pdf", b"%PDF-1.7"), None);
    }
}
