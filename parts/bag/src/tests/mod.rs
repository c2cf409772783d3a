//! A bag is written the same way each time, and nothing in it can be changed, added or taken away unseen.

mod conformance;

use crate::{BagFault, Folder, Packing, Source, Zipped, check};
use std::fs;
use std::io::Cursor;
use std::path::Path;

fn packed() -> Vec<u8> {
    let mut bag = Packing::new(Cursor::new(Vec::new()), "harbour-2026").unwrap();
    bag.add("index.html", &mut "a page".as_bytes()).unwrap();
    bag.add("files/empty.txt", &mut "".as_bytes()).unwrap();
    let long = vec![7; 200_000];
    bag.add("files/long.bin", &mut long.as_slice()).unwrap();
    let info = [
        ("Source-Organization", "Harbour\nSchool"),
        ("Bagging-Date", "2026-11-10"),
    ];
    let beside = |list: &[u8]| vec![("note.txt".to_owned(), vec![list[0]])];
    bag.finish(&info, beside).unwrap().into_inner()
}

/// Unpacks a ZIP, to change its files one by one.
fn unpacked(folder: &Path) {
    let mut zip = Zipped::open(Cursor::new(packed())).unwrap();
    for path in zip.paths().unwrap() {
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut *zip.open(&path).unwrap(), &mut bytes).unwrap();
        let to = folder.join(path);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::write(to, bytes).unwrap();
    }
}

#[test]
fn the_same_content_gives_the_same_bytes_and_is_whole() {
    let zip = packed();
    assert_eq!(zip, packed());
    let checked = check(&mut Zipped::open(Cursor::new(zip)).unwrap()).unwrap();
    assert_eq!(checked.wrong, Vec::<String>::new());
    assert_eq!((checked.files, checked.octets), (3, 200_006));
    let said = (
        "Source-Organization".to_owned(),
        "Harbour School".to_owned(),
    );
    assert!(checked.info.contains(&said));
    assert!(checked.beside.contains("note.txt"));
    let folder = tempfile::tempdir().unwrap();
    unpacked(folder.path());
    assert_eq!(check(&mut Folder::at(folder.path())).unwrap(), checked);
}

#[test]
fn one_changed_bit_in_any_listed_file_is_found() {
    let folder = tempfile::tempdir().unwrap();
    unpacked(folder.path());
    let mut bag = Folder::at(folder.path());
    for path in bag.paths().unwrap() {
        if path == "note.txt" {
            continue;
        }
        let file = folder.path().join(&path);
        let whole = fs::read(&file).unwrap();
        let step = (whole.len() / 60).max(1);
        for place in (0..whole.len()).step_by(step) {
            let mut changed = whole.clone();
            changed[place] ^= 1 << (place % 8);
            fs::write(&file, &changed).unwrap();
            let found = check(&mut bag).unwrap();
            assert!(!found.wrong.is_empty(), "{path} at {place}");
        }
        fs::write(&file, [&whole[..], b"\n"].concat()).unwrap();
        assert!(!check(&mut bag).unwrap().wrong.is_empty(), "{path} longer");
        fs::remove_file(&file).unwrap();
        assert!(!check(&mut bag).unwrap().wrong.is_empty(), "{path} gone");
        fs::write(&file, whole).unwrap();
        assert!(check(&mut bag).unwrap().wrong.is_empty(), "{path}");
    }
    fs::write(folder.path().join("data/more.txt"), "more").unwrap();
    let found = check(&mut bag).unwrap();
    assert_eq!(found.wrong, ["data/more.txt is in the pack and in no list"]);
}

#[test]
fn names_that_lead_elsewhere_are_refused() {
    for name in ["", "a/b", "../a", ".a", "a b", "é"] {
        let bag = Packing::new(Cursor::new(Vec::new()), name);
        assert!(matches!(bag, Err(BagFault::Name(_))), "{name}");
    }
    let mut bag = Packing::new(Cursor::new(Vec::new()), "a").unwrap();
    for path in ["", "/a", "a/../b", "a//b", "a\nb", "a\\b", ".hidden"] {
        let added = bag.add(path, &mut "".as_bytes());
        assert!(matches!(added, Err(BagFault::Name(_))), "{path}");
    }
    bag.add("a", &mut "".as_bytes()).unwrap();
    assert!(bag.add("a", &mut "".as_bytes()).is_err());
    assert!(Zipped::open(Cursor::new(b"no zip".to_vec())).is_err());
}
