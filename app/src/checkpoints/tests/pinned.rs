//! What is pinned is all that the look at the log believes: no other log, no other key, no retired key beyond
//! its size, and no signature of a kind that is not known (A7).

use super::{grow, key, looked_with, newest, signed, size_of};
use crate::checkpoints::rotate;
use crate::records::{Handed, look};
use crate::testing::{TestApp, on_both};
use signing::KeyFile;
use transparency::{Checkpoint, KeyRefused, Note, NoteKey, from_base64, to_base64};

/// The checkpoint of a note.
fn said(note: &str) -> Checkpoint {
    Checkpoint::read(Note::read(note).unwrap().text()).unwrap()
}

/// Why the look does not believe a checkpoint under a key, or under those of the database.
fn refused(test: &TestApp, note: &str, key: Option<&NoteKey>) -> Option<String> {
    let handed = Handed {
        note: Some(note.to_owned()),
        key: key.cloned(),
    };
    let found = test.read(|read| look(read, &handed));
    found.differences.first().cloned()
}

/// The note with the name of its signature's kind changed, as if it were of another kind of key.
fn of_another_kind(note: &str) -> String {
    let (text, line) = note.trim_end().rsplit_once(' ').unwrap();
    let mut bytes = from_base64(line).unwrap();
    bytes[0] ^= 1;
    format!("{text} {}\n", to_base64(&bytes))
}

#[test]
fn a7_the_look_at_the_log_believes_no_other_log_key_retired_key_or_kind_of_key() {
    on_both(|test| {
        grow(test, 20);
        signed(test).unwrap();
        let (good, own) = (newest(test), key(test));
        let secret = KeyFile::at(test.app.log_key(test.organisation_id, 1));
        let secret = secret.key(|| None).unwrap();
        let by_own = |bytes: &[u8]| secret.sign(bytes).bytes();
        // The control: the same note under the same key is believed.
        assert_eq!(refused(test, &good, Some(&own)), None);
        assert_eq!(refused(test, &good, None), None);

        let mut other = said(&good);
        "commonweal/log/lantern".clone_into(&mut other.origin);
        let other_key = NoteKey::new(&other.origin, own.public()).unwrap();
        let note = other.sign(&other_key, by_own);
        for told in [None, Some(&own), Some(&other_key)] {
            let why = refused(test, &note, told).unwrap();
            assert!(
                why.contains("it is of another log, ‘commonweal/log/lantern’"),
                "{why}"
            );
        }

        let stranger = signing::Key::from_randomness([9; 32]);
        let strange = NoteKey::new(own.name(), stranger.public().bytes()).unwrap();
        let note = said(&good).sign(&strange, |bytes| stranger.sign(bytes).bytes());
        for told in [None, Some(&own)] {
            let why = refused(test, &note, told).unwrap();
            assert!(why.contains("not signed by the key you gave"), "{why}");
        }

        let why = refused(test, &of_another_kind(&good), Some(&own)).unwrap();
        assert!(why.contains("not signed by the key you gave"), "{why}");
        let text = own.to_string();
        let parts: Vec<&str> = text.splitn(3, '+').collect();
        let mut bytes = from_base64(parts[2]).unwrap();
        bytes[0] = 2;
        let typed = format!("{}+{}+{}", parts[0], parts[1], to_base64(&bytes));
        let typed = NoteKey::from_text(&typed);
        assert_eq!(typed, Err(KeyRefused::UnknownAlgorithm));

        rotate(&test.app, test.organisation_id).unwrap();
        grow(test, 5);
        signed(test).unwrap();
        // Whoever kept the secret of the retired key signs what the log really is, and is not believed.
        let late = said(&newest(test));
        let note = late.sign(&own, by_own);
        for told in [None, Some(&own)] {
            let why = refused(test, &note, told).unwrap();
            assert!(why.contains("was retired at size"), "{why}");
        }
        assert_eq!(
            refused(test, &good, Some(&own)),
            None,
            "up to its size it counts"
        );
        assert!(size_of(&good) < late.size);
        let found = looked_with(test, &newest(test), Some(key(test)));
        assert_eq!(found.differences, Vec::<String>::new());
    });
}
