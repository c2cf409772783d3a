//! The files every page needs, carried inside the program: a page never asks another server for
//! anything, and one file to install is all there is. Each knows its own hash, so a browser may keep it
//! until it changes.

use std::sync::LazyLock;

use sha2::{Digest, Sha256};

/// Where the accessibility checker of the browser tests lies once the packages are installed. It is
/// for tests only and never served.
pub const AXE_SCRIPT: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/node_modules/axe-core/axe.min.js"
);

/// One file to serve.
#[derive(Debug, Clone)]
pub struct Asset {
    /// The whole file.
    pub bytes: &'static [u8],
    /// What to say in `Content-Type`.
    pub media_type: &'static str,
    /// The SHA-256 of the bytes in lower-case hexadecimal.
    pub sha256_hex: String,
}

impl Asset {
    /// The value for an `ETag` header, in its quotation marks.
    pub fn etag(&self) -> String {
        format!("\"{}\"", self.sha256_hex)
    }
}

macro_rules! built {
    ($name:literal) => {
        include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/built/", $name))
    };
}

const STYLESHEET: &str = "css/site.css";
const REGULAR: &[u8] = built!("fonts/AtkinsonHyperlegibleNext-Regular.ttf");
const BOLD: &[u8] = built!("fonts/AtkinsonHyperlegibleNext-Bold.ttf");
const ITALIC: &[u8] = built!("fonts/AtkinsonHyperlegibleNext-Italic.ttf");
const BOLD_ITALIC: &[u8] = built!("fonts/AtkinsonHyperlegibleNext-BoldItalic.ttf");

static ASSETS: LazyLock<Vec<(&'static str, Asset)>> = LazyLock::new(|| {
    vec![
        (
            STYLESHEET,
            file(built!("css/site.css"), "text/css; charset=utf-8"),
        ),
        (
            "favicon.svg",
            file(include_bytes!("../assets/favicon.svg"), "image/svg+xml"),
        ),
        (
            "fonts/AtkinsonHyperlegibleNext-Regular.ttf",
            file(REGULAR, "font/ttf"),
        ),
        (
            "fonts/AtkinsonHyperlegibleNext-Bold.ttf",
            file(BOLD, "font/ttf"),
        ),
        (
            "fonts/AtkinsonHyperlegibleNext-Italic.ttf",
            file(ITALIC, "font/ttf"),
        ),
        (
            "fonts/AtkinsonHyperlegibleNext-BoldItalic.ttf",
            file(BOLD_ITALIC, "font/ttf"),
        ),
    ]
});

fn file(bytes: &'static [u8], media_type: &'static str) -> Asset {
    let mut sha256_hex = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        sha256_hex.extend(
            [byte >> 4, byte & 15].map(|half| char::from_digit(half.into(), 16).unwrap_or('0')),
        );
    }
    Asset {
        bytes,
        media_type,
        sha256_hex,
    }
}

/// The file behind `/assets/<path>`, or none. The path is looked up in a fixed list, so no spelling of
/// it reaches the disk.
pub fn asset(path: &str) -> Option<Asset> {
    ASSETS
        .iter()
        .find(|(name, _)| *name == path)
        .map(|(_, asset)| asset.clone())
}

/// The address of the style sheet, with its hash: it changes when the style sheet does, so browsers
/// may keep it for a year.
pub fn stylesheet_path() -> String {
    let hash = asset(STYLESHEET)
        .map(|css| css.sha256_hex)
        .unwrap_or_default();
    let short: String = hash.chars().take(12).collect();
    format!("/assets/{STYLESHEET}?v={short}")
}

/// The four faces for printed documents: regular, bold, italic, bold italic, as TrueType.
pub fn pdf_fonts() -> Vec<Vec<u8>> {
    [REGULAR, BOLD, ITALIC, BOLD_ITALIC]
        .into_iter()
        .map(<[u8]>::to_vec)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stylesheet_is_found_by_the_path_the_pages_name() {
        let path = stylesheet_path();
        let (address, hash) = path.split_once("?v=").unwrap();
        let css = asset(address.strip_prefix("/assets/").unwrap()).unwrap();
        assert!(
            css.sha256_hex.starts_with(hash) && hash.len() == 12,
            "{path}"
        );
        assert_eq!(css.media_type, "text/css; charset=utf-8");
    }

    #[test]
    fn every_file_the_stylesheet_asks_for_is_served_by_us() {
        let css = std::str::from_utf8(asset(STYLESHEET).unwrap().bytes).unwrap();
        let mut asked = 0;
        for part in css.split("url(").skip(1) {
            let target = part.split(')').next().unwrap().trim_matches(['"', '\'']);
            let name = target.trim_start_matches("../").split('?').next().unwrap();
            assert!(asset(name).is_some(), "nothing is served as {target}");
            asked += 1;
        }
        assert_eq!(asked, 4, "one per face");
        assert!(!css.contains("@import"));
        assert!(
            !css.contains("GDS Transport"),
            "the government's own font is not ours to use"
        );
    }

    #[test]
    fn the_printed_fonts_are_four_different_truetype_files() {
        let fonts = pdf_fonts();
        assert_eq!(fonts.len(), 4);
        assert!(fonts.iter().all(|font| font.starts_with(&[0, 1, 0, 0])));
        assert!((1..4).all(|place| fonts[place] != fonts[0]));
    }

    #[test]
    fn the_hash_is_the_one_of_the_bytes() {
        let abc = file(b"abc", "text/plain");
        assert_eq!(
            abc.sha256_hex,
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
        assert_eq!(abc.etag().len(), 66);
    }

    #[test]
    fn nothing_else_is_served() {
        for path in [
            "",
            "css",
            "../Cargo.toml",
            "css/site.css/",
            "fonts/../css/site.css",
        ] {
            assert!(asset(path).is_none(), "{path}");
        }
    }
}
