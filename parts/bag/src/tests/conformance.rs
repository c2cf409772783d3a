//! The checker against bags as other programs and other people make them (P11): what is whole is taken, what
//! the standard calls incomplete or invalid is refused, and so is what would be whole on one system alone.
//! Each bag is made here from one that is whole, by one change, so that the change is what is found.

use crate::{BagFault, Folder, INFO, MANIFEST, Packing, Source, TAG_MANIFEST, Zipped, check, hex};
use sha2::{Digest, Sha256};
use std::fs;
use std::io::{Cursor, Read, Write};

/// A bag in memory, whatever its files are called and however often.
#[derive(Clone)]
struct Held(Vec<(String, Vec<u8>)>);

impl Source for Held {
    fn paths(&mut self) -> Result<Vec<String>, BagFault> {
        Ok(self.0.iter().map(|(path, _)| path.clone()).collect())
    }

    fn open(&mut self, path: &str) -> Result<Box<dyn Read + '_>, BagFault> {
        let found = self.0.iter().find(|(name, _)| name == path);
        let (_, bytes) = found.ok_or_else(|| BagFault::Name(path.to_owned()))?;
        Ok(Box::new(bytes.as_slice()))
    }
}

impl Held {
    /// A whole bag with these payload files, as this part writes it.
    fn whole(payload: &[(&str, &str)]) -> Self {
        let mut bag = Packing::new(Cursor::new(Vec::new()), "a-bag").unwrap();
        for (path, text) in payload {
            bag.add(path, &mut text.as_bytes()).unwrap();
        }
        let info = [("Bagging-Date", "2026-11-10")];
        let zip = bag.finish(&info, |_| Vec::new()).unwrap().into_inner();
        let mut zip = Zipped::open(Cursor::new(zip)).unwrap();
        let paths = zip.paths().unwrap();
        let read = |path: String| {
            let mut bytes = Vec::new();
            zip.open(&path).unwrap().read_to_end(&mut bytes).unwrap();
            (path, bytes)
        };
        Self(paths.into_iter().map(read).collect())
    }

    /// The one that every other is made from.
    fn usual() -> Self {
        Self::whole(&[("one.txt", "one\n"), ("two/three.txt", "three\n")])
    }

    fn text(&self, path: &str) -> String {
        let found = self.0.iter().find(|(name, _)| name == path);
        String::from_utf8(found.unwrap().1.clone()).unwrap()
    }

    /// With another content of a file, or with one more.
    fn with(mut self, path: &str, content: &[u8]) -> Self {
        self.0.retain(|(name, _)| name != path);
        self.0.push((path.to_owned(), content.to_vec()));
        self
    }

    fn without(mut self, path: &str) -> Self {
        self.0.retain(|(name, _)| name != path);
        self
    }

    /// With a tag file changed, and the list of tag files made right again: only the change is wrong.
    fn retagged(self, path: &str, content: &str) -> Self {
        let mut bag = self.with(path, content.as_bytes());
        let mut tags: Vec<&(String, Vec<u8>)> = bag.0.iter().collect();
        tags.retain(|(name, _)| !name.starts_with("data/") && name != TAG_MANIFEST);
        tags.sort();
        let line = |(name, bytes): &&(String, Vec<u8>)| {
            format!("{}  {name}\n", hex(&Sha256::digest(bytes)))
        };
        let list: String = tags.iter().map(line).collect();
        bag = bag.with(TAG_MANIFEST, list.as_bytes());
        bag
    }

    /// With one more payload file that is rightly listed and counted, whatever it is called.
    fn named(self, path: &str) -> Self {
        self.listed_as(path, path)
    }

    /// The same, where the list calls it something else.
    fn listed_as(self, path: &str, listed: &str) -> Self {
        let line = |name: &str, text: &str| format!("{}  {name}\n", hex(&Sha256::digest(text)));
        let lines = format!("{}{}", self.text(MANIFEST), line(listed, "more\n"));
        let mut lines: Vec<&str> = lines.split_inclusive('\n').collect();
        lines.sort_by_key(|line| line.get(66..));
        let (lines, more) = (lines.concat(), [(path.to_owned(), b"more\n".to_vec())]);
        let mut bag = self.retagged(MANIFEST, &lines);
        bag.0.extend(more);
        let payload = bag.0.iter().filter(|(name, _)| name.starts_with("data/"));
        let (octets, files) = payload.fold((0, 0), |(octets, files), (_, bytes)| {
            (octets + bytes.len(), files + 1)
        });
        bag.retagged(INFO, &format!("Payload-Oxum: {octets}.{files}\n"))
    }

    /// What is wrong with it; nothing when it is whole.
    fn wrong(&self) -> Vec<String> {
        match check(&mut self.clone()) {
            Ok(checked) => checked.wrong,
            Err(fault) => vec![fault.to_string()],
        }
    }
}

#[test]
fn p11_whole_bags_are_taken() {
    let long = "x".repeat(200_000);
    let deep = format!("{}end.txt", "a/".repeat(60));
    let many: Vec<(String, String)> = (0..500)
        .map(|one| (format!("{one}.txt"), one.to_string()))
        .collect();
    let many: Vec<(&str, &str)> = many.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    let bags = [
        ("the usual one", Held::usual()),
        ("no payload at all", Held::whole(&[])),
        ("an empty file", Held::whole(&[("empty", "")])),
        ("a long file", Held::whole(&[("long.bin", &long)])),
        ("deep folders", Held::whole(&[(&deep, "x")])),
        ("many files", Held::whole(&many)),
        ("one content twice", Held::whole(&[("a", "x"), ("b", "x")])),
        ("signs that are plain", Held::whole(&[("a-b_c.d@e", "x")])),
        (
            "one more, rightly listed",
            Held::usual().named("data/zzz.txt"),
        ),
        (
            "more words about it",
            Held::usual().retagged(INFO, "Contact-Name: A\nPayload-Oxum: 10.2\n"),
        ),
    ];
    for (what, bag) in bags {
        assert_eq!(bag.wrong(), Vec::<String>::new(), "{what}");
    }
}

/// A bag with what is wrong with it.
type Case = (&'static str, Held);

/// Payload that is not what its list says.
fn of_payload() -> Vec<Case> {
    let bag = Held::usual;
    let counted = "Payload-Oxum: 10.2\n";
    let one = |content: &[u8]| bag().with("data/one.txt", content);
    let info = |text: &str| bag().retagged(INFO, text);
    let manifest = bag().text(MANIFEST);
    let fetched = format!("{manifest}{}  data/zzz.txt\n", "0".repeat(64));
    let fetched = bag().retagged(MANIFEST, &fetched);
    vec![
        ("a file is missing", bag().without("data/one.txt")),
        ("a file is changed", one(b"onE\n")),
        ("a file is longer", one(b"one\n\n")),
        ("a file is one too many", bag().with("data/more.txt", b"")),
        ("its list is missing", bag().without(MANIFEST)),
        (
            "its list is missing and not named",
            bag().without(MANIFEST).retagged(INFO, counted),
        ),
        ("a tag file changed", bag().with(INFO, counted.as_bytes())),
        ("a listed tag file is missing", bag().without(INFO)),
        ("too many octets counted", info("Payload-Oxum: 11.2\n")),
        ("too few files counted", info("Payload-Oxum: 10.1\n")),
        ("a count that is none", info("Payload-Oxum: ten\n")),
        (
            "a file to be fetched that nobody fetched",
            fetched.with("fetch.txt", b"http://a.example/ 5 data/zzz.txt\n"),
        ),
    ]
}

/// Lists that cannot be right.
fn of_lists() -> Vec<Case> {
    let bag = Held::usual;
    let (manifest, tags) = (bag().text(MANIFEST), bag().text(TAG_MANIFEST));
    let first = manifest.lines().next().unwrap();
    let (sha256, rest) = first.split_at(64);
    let (digit, cut) = first.split_at(1);
    let other = format!("{}{rest}", "0".repeat(64));
    let listed = |text: &str| bag().retagged(MANIFEST, text);
    let tagged = |text: &str| bag().with(TAG_MANIFEST, text.as_bytes());
    let no_digit = tags.replacen(|one: char| one.is_ascii_digit(), "x", 1);
    vec![
        ("a wrong checksum", listed(&manifest.replace(first, &other))),
        ("a cut checksum", listed(&manifest.replace(first, cut))),
        ("no digits", listed(&manifest.replacen(digit, "g", 1))),
        ("no path", listed(&format!("{manifest}{sha256}\n"))),
        (
            "a path twice, alike",
            listed(&format!("{first}\n{manifest}")),
        ),
        (
            "a path twice, differing",
            listed(&format!("{other}\n{manifest}")),
        ),
        ("a tag file in the payload’s list", listed(&tags)),
        (
            "payload in the tags’ list",
            tagged(&format!("{tags}{first}\n")),
        ),
        ("a wrong checksum of a tag file", tagged(&no_digit)),
        (
            "a list that is no text",
            bag().with(MANIFEST, &[0xff, 0xfe, b'\n']),
        ),
    ]
}

/// Declarations that are none, and names that lead elsewhere.
fn of_declarations_and_names() -> Vec<Case> {
    let bag = Held::usual;
    let encoding = "Tag-File-Character-Encoding: UTF-8\n";
    let declared = |text: &str| bag().retagged("bagit.txt", text);
    let version = |version: &str| declared(&format!("{version}\n{encoding}"));
    let named = |path: &str| bag().named(path);
    vec![
        ("no declaration", bag().without("bagit.txt")),
        ("a version that is none", version("BagIt-Version: one")),
        ("a version of the future", version("BagIt-Version: 2.0")),
        ("a space before the colon", version("BagIt-Version : 1.0")),
        (
            "a mark of byte order",
            version("\u{feff}BagIt-Version: 1.0"),
        ),
        ("no version", declared(encoding)),
        ("no encoding", declared("BagIt-Version: 1.0\n")),
        (
            "an encoding that is none",
            declared("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-99\n"),
        ),
        ("a path out of the bag", named("data/../../secret.txt")),
        ("a path out of the payload", named("../secret.txt")),
        ("a path from the top of the disk", named("/etc/passwd")),
        ("somebody’s home", named("~/secret.txt")),
        ("another’s home", named("~root/secret.txt")),
        ("a drive", named("C:\\secret.txt")),
        ("a dot between", named("data/./one.txt")),
        (
            "a payload file listed beside the payload",
            bag().listed_as("data/zzz.txt", "zzz.txt"),
        ),
    ]
}

#[test]
fn p11_what_is_incomplete_or_invalid_is_refused() {
    let bags = [of_payload(), of_lists(), of_declarations_and_names()].concat();
    for (what, bag) in &bags {
        assert!(!bag.wrong().is_empty(), "{what} is taken");
    }
    assert!(bags.len() > 35);
    assert_eq!(Held::usual().wrong(), Vec::<String>::new(), "the control");
}

#[test]
fn p11_what_is_whole_on_one_system_alone_is_refused() {
    let names = [
        "data/a\\b.txt",
        "data/a:b.txt",
        "data/a*b.txt",
        "data/a?b.txt",
        "data/a|b.txt",
        "data/a<b>.txt",
        "data/a\"b.txt",
        "data/a\u{1}b.txt",
        "data/a\nb.txt",
        "data/a\rb.txt",
        "data/ends with a space ",
        "data/ends-with-a-dot.",
        "data/.hidden",
        "data/CON",
        "data/nul.txt",
        "data/com1.tar",
        "data/LPT9/a.txt",
        "data/aux",
        "data/ONE.TXT",
        "data/TWO/four.txt",
    ];
    for name in names {
        let bag = Held::usual().named(name);
        assert!(!bag.wrong().is_empty(), "{name:?} is taken");
    }
    for plain in [
        "data/console.txt",
        "data/nullify",
        "data/com10",
        "data/auxiliary",
    ] {
        let bag = Held::usual().named(plain);
        assert_eq!(bag.wrong(), Vec::<String>::new(), "{plain} is no such name");
    }
}

#[test]
fn p11_what_the_standard_allows_and_this_system_never_writes_is_refused_too() {
    let bag = Held::usual;
    let manifest = bag().text(MANIFEST);
    let declared = |version: &str, encoding: &str| {
        let text = format!("BagIt-Version: {version}\nTag-File-Character-Encoding: {encoding}\n");
        bag().retagged("bagit.txt", &text)
    };
    let renamed = |name: &str| bag().without(MANIFEST).retagged(name, &manifest);
    let bags = [
        ("an older version", declared("0.97", "UTF-8")),
        ("another encoding", declared("1.0", "ISO-8859-1")),
        ("MD5 alone", renamed("manifest-md5.txt")),
        ("SHA-1 alone", renamed("manifest-sha1.txt")),
        ("SHA-512 alone", renamed("manifest-sha512.txt")),
        ("no list of tag files", bag().without(TAG_MANIFEST)),
        (
            "lines that end in two signs",
            bag().retagged(MANIFEST, &manifest.replace('\n', "\r\n")),
        ),
        (
            "capital digits",
            bag().retagged(
                MANIFEST,
                &manifest
                    .to_uppercase()
                    .replace("DATA/ONE.TXT", "data/one.txt"),
            ),
        ),
        (
            "a line feed that is escaped",
            bag().listed_as("data/a\nb", "data/a%0Ab"),
        ),
        (
            "a carriage return that is escaped",
            bag().listed_as("data/a\rb", "data/a%0Db"),
        ),
        (
            "a percent sign that is escaped",
            bag().listed_as("data/a%b", "data/a%25b"),
        ),
        ("a percent sign as it is", bag().named("data/a%b")),
        ("a space in a name", bag().named("data/a b.txt")),
        ("a letter with an accent", bag().named("data/caf\u{e9}.txt")),
        (
            "the same letter in two signs",
            bag().named("data/cafe\u{301}.txt"),
        ),
    ];
    for (what, bag) in bags {
        assert!(!bag.wrong().is_empty(), "{what} is taken");
    }
}

#[test]
fn p11_a_further_list_of_hashes_is_refused_since_nobody_reads_it() {
    // It is wrong, and rightly listed as a tag file: whoever reads it finds another bag than we do.
    let more = "0".repeat(32) + "  data/one.txt\n";
    let bag = Held::usual().retagged("manifest-md5.txt", &more);
    assert_eq!(
        bag.wrong(),
        ["manifest-md5.txt is a list that is not read here"]
    );
}

/// A ZIP with these names, whatever they are.
fn zipped(names: &[&str]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for name in names {
        zip.start_file(*name, zip::write::SimpleFileOptions::default())
            .unwrap();
        zip.write_all(b"x").unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn p11_a_zip_with_names_that_lead_elsewhere_is_refused() {
    for name in [
        "../x",
        "a-bag/../x",
        "/x",
        "a-bag/a\\..\\x",
        "b-bag/x",
        "~/x",
    ] {
        let zip = zipped(&["a-bag/bagit.txt", name]);
        let looked = Zipped::open(Cursor::new(zip)).map(|mut zip| check(&mut zip));
        let is_refused = match looked {
            Ok(Ok(checked)) => !checked.wrong.is_empty(),
            Ok(Err(_)) | Err(_) => true,
        };
        assert!(is_refused, "{name}");
    }
}

#[cfg(unix)]
#[test]
fn p11_a_link_in_a_folder_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    for (path, bytes) in Held::usual().0 {
        let to = folder.path().join(path);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::write(to, bytes).unwrap();
    }
    let look = || check(&mut Folder::at(folder.path()));
    assert_eq!(look().unwrap().wrong, Vec::<String>::new(), "the control");
    let one = folder.path().join("data/one.txt");
    let aside = folder.path().join("data/two/aside");
    fs::rename(&one, &aside).unwrap();
    std::os::unix::fs::symlink(&aside, &one).unwrap();
    assert!(look().is_err());
}
