//! Notes, keys and checkpoints: what is pinned is all that is believed (A7), and each flipped bit of a
//! signed checkpoint is found (A3).

use super::{ORIGIN, key_named, signed};
use crate::{
    Checkpoint, KeyRefused, Note, NoteKey, NoteRefused, Pinned, PinnedKey, Refused, bundle,
    bundle_path, tile_path, to_base64, unbundled,
};

fn checkpoint(size: u64) -> Checkpoint {
    Checkpoint {
        origin: ORIGIN.to_owned(),
        size,
        root: [9; 32],
    }
}

#[test]
fn a_key_is_written_and_read_as_notes_do() {
    // The example of the Go checksum database, whose key and id are published.
    let text = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8";
    let key = NoteKey::from_text(text).unwrap();
    assert_eq!(
        (key.name(), key.to_string().as_str()),
        ("sum.golang.org", text)
    );
    assert_eq!(crate::hex(&key.id()), "033de0ae");
}

#[test]
fn a7_a_key_of_another_kind_or_with_a_wrong_letter_is_refused() {
    let text = key_named(ORIGIN, 7).to_string();
    assert_eq!(NoteKey::from_text(&text), Ok(key_named(ORIGIN, 7)));
    let (start, key) = text.rsplit_once('+').unwrap();
    let mut bytes = crate::from_base64(key).unwrap();
    for kind in [0, 2, 4, 6, 255] {
        bytes[0] = kind;
        let other = format!("{start}+{}", to_base64(&bytes));
        assert_eq!(
            NoteKey::from_text(&other),
            Err(KeyRefused::UnknownAlgorithm)
        );
    }
    let renamed = text.replace("harbour", "lantern");
    assert_eq!(NoteKey::from_text(&renamed), Err(KeyRefused::WrongId));
    for text in [
        "",
        "a+b",
        "a+b+c",
        "a b+00000000+AQ==",
        &format!("{start}+AQ=="),
    ] {
        assert_eq!(
            NoteKey::from_text(text),
            Err(KeyRefused::Malformed),
            "{text}"
        );
    }
    assert_eq!(
        NoteKey::new("a+b", key_named("a", 7).public()),
        Err(KeyRefused::Malformed)
    );
    let mut of_order_one = [0; 32];
    of_order_one[0] = 1;
    assert_eq!(NoteKey::new("a", of_order_one), Err(KeyRefused::Malformed));
}

#[test]
fn a_checkpoint_is_three_lines_and_a_signature() {
    let note = signed(&checkpoint(7), 1);
    let lines: Vec<&str> = note.split('\n').collect();
    assert_eq!(lines[..4], [ORIGIN, "7", &to_base64(&[9; 32]), ""]);
    assert!(lines[4].starts_with(&format!("\u{2014} {ORIGIN} ")));
    assert_eq!(lines[5..], [""]);
    let pinned = Pinned::one(key_named(ORIGIN, 1));
    assert_eq!(pinned.open(&note), Ok(checkpoint(7)));
}

#[test]
fn a7_only_what_is_pinned_is_believed() {
    let pinned = Pinned::one(key_named(ORIGIN, 1));
    let other = Checkpoint {
        origin: "commonweal/log/lantern".to_owned(),
        ..checkpoint(7)
    };
    let found = pinned.open(&signed(&other, 1));
    assert_eq!(found, Err(Refused::OtherOrigin(other.origin)));
    let not_signed = Err(Refused::Note(NoteRefused::NotSigned));
    assert_eq!(pinned.open(&signed(&checkpoint(7), 2)), not_signed);
    // Another kind of signature under the same name has another id, and says nothing.
    let mut bytes = vec![1, 2, 3, 4];
    bytes.extend([7; 64]);
    let unknown = format!(
        "{}\n\u{2014} {ORIGIN} {}\n",
        checkpoint(7).text(),
        to_base64(&bytes)
    );
    assert_eq!(pinned.open(&unknown), not_signed);
    // Beside a good one it does no harm.
    let (_, line) = unknown.rsplit_once('\u{2014}').unwrap();
    let both = format!("{}\u{2014}{line}", signed(&checkpoint(7), 1));
    assert_eq!(pinned.open(&both), Ok(checkpoint(7)));
    // The right id over a signature of the wrong length.
    let id = key_named(ORIGIN, 1).id();
    let short = format!(
        "{}\n\u{2014} {ORIGIN} {}\n",
        checkpoint(7).text(),
        to_base64(&[&id[..], &[7; 32]].concat())
    );
    assert_eq!(pinned.open(&short), Err(Refused::Note(NoteRefused::Forged)));
}

#[test]
fn a7_a_retired_key_signs_nothing_beyond_its_size() {
    let key = |number, until| PinnedKey {
        key: key_named(ORIGIN, number),
        until,
    };
    let pinned = Pinned {
        origin: ORIGIN.to_owned(),
        keys: vec![key(1, Some(10)), key(2, None)],
    };
    assert_eq!(pinned.open(&signed(&checkpoint(10), 1)), Ok(checkpoint(10)));
    assert_eq!(
        pinned.open(&signed(&checkpoint(11), 1)),
        Err(Refused::Retired(10))
    );
    assert_eq!(pinned.open(&signed(&checkpoint(11), 2)), Ok(checkpoint(11)));
}

#[test]
fn a3_every_flipped_bit_of_a_signed_checkpoint_is_found() {
    let note = signed(&checkpoint(1_000), 1);
    let pinned = Pinned::one(key_named(ORIGIN, 1));
    assert!(pinned.open(&note).is_ok());
    let mut bytes = note.into_bytes();
    for place in 0..bytes.len() * 8 {
        bytes[place / 8] ^= 1 << (place % 8);
        if let Ok(text) = std::str::from_utf8(&bytes) {
            assert!(pinned.open(text).is_err(), "{text}");
        }
        bytes[place / 8] ^= 1 << (place % 8);
    }
}

#[test]
fn what_is_no_note_or_no_checkpoint_is_refused() {
    let good = signed(&checkpoint(7), 1);
    for text in [
        "",
        "\n",
        "\n\n",
        "a\n\n",
        "a\n\nb\n",
        "a\n\n\u{2014} b\n",
        &good.replace('\n', "\r\n"),
        good.trim_end(),
    ] {
        assert_eq!(Note::read(text), Err(NoteRefused::Malformed), "{text:?}");
    }
    let root = to_base64(&[9; 32]);
    for text in [
        "a\n".to_owned(),
        format!("a\n07\n{root}\n"),
        format!("a\n+7\n{root}\n"),
        format!("a\n-7\n{root}\n"),
        format!("\n7\n{root}\n"),
        format!("a\n7\n{root}"),
        "a\n7\nAAAA\n".to_owned(),
        format!("a\n18446744073709551616\n{root}\n"),
    ] {
        assert_eq!(Checkpoint::read(&text), Err(Refused::Malformed), "{text:?}");
    }
    let more = format!("a\n7\n{root}\nmore\n");
    assert_eq!(Checkpoint::read(&more).unwrap().size, 7);
}

#[test]
fn tiles_and_bundles_lie_where_the_published_layout_puts_them() {
    assert_eq!(tile_path(0, 0, 256), "tile/0/000");
    assert_eq!(tile_path(1, 1_234_067, 256), "tile/1/x001/x234/067");
    assert_eq!(tile_path(0, 1_000, 5), "tile/0/x001/000.p/5");
    assert_eq!(bundle_path(67, 255), "tile/entries/067.p/255");
    let leaves: [&[u8]; 3] = [b"one", b"", b"three"];
    let bytes = bundle(leaves).unwrap();
    assert_eq!(bytes, b"\0\x03one\0\0\0\x05three");
    assert_eq!(unbundled(&bytes).unwrap(), leaves);
    assert!(unbundled(&bytes[..bytes.len() - 1]).is_none());
    assert!(unbundled(&bytes[..1]).is_none());
    assert!(bundle([vec![0; 65_536].as_slice()]).is_none());
}
