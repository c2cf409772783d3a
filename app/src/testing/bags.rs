//! Bags in ZIPs, as tests look into them: file by file, unpacked, and by another program.

use bag::{Source, Zipped};
use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read};
use std::path::Path;

/// The files of a bag in a ZIP.
pub(crate) fn files(zip: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut zip = Zipped::open(Cursor::new(zip.to_vec())).unwrap();
    let mut found = BTreeMap::new();
    for path in zip.paths().unwrap() {
        let mut bytes = Vec::new();
        zip.open(&path).unwrap().read_to_end(&mut bytes).unwrap();
        found.insert(path, bytes);
    }
    found
}

/// Unpacks a bag in a ZIP into a folder.
pub(crate) fn unpacked(zip: &[u8], folder: &Path) {
    for (path, bytes) in files(zip) {
        let to = folder.join(path);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::write(to, bytes).unwrap();
    }
}

/// Whether another program that knows bags finds it good; none when it is not here.
pub(crate) fn is_good_elsewhere(folder: &Path) -> Option<bool> {
    let python = |code: &str| {
        let mut command = std::process::Command::new("python3");
        command.arg("-c").arg(code).arg(folder).output().ok()
    };
    if !python("import bagit")?.status.success() {
        return None;
    }
    let code = "import bagit, sys; bagit.Bag(sys.argv[1]).validate()";
    Some(python(code)?.status.success())
}
