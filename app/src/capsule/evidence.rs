//! The evidence files of a capsule: every file that a row names by its SHA-256 and that is still what it was.

use super::make::Making;
use super::shape::Shape;
use super::store;
use crate::app::App;
use crate::failure::Failure;
use crate::visit::hex;
use crate::{packs, records};
use database::{Read, Value};
use std::collections::BTreeMap;
use std::io::{Seek, Write};
use vault::{Fixity, VaultFault};

/// Where the files lie.
pub(super) const FOLDER: &str = "evidence/";

fn broken(fault: VaultFault) -> Failure {
    Failure::Broken(fault.into())
}

/// The places of the columns that name a file.
fn naming(shape: &Shape) -> Vec<usize> {
    let names = |name: &str| name.ends_with("file_sha256") || name == "bag_sha256";
    let columns = (0..).zip(&shape.columns);
    columns
        .filter(|(_, column)| names(&column.name))
        .map(|(place, _)| place)
        .collect()
}

/// Every file that a row names and that is sound, with its place in the capsule.
pub(super) fn files(
    app: &App,
    read: &mut Read<'_>,
    shapes: &BTreeMap<String, Shape>,
) -> Result<BTreeMap<[u8; 32], String>, Failure> {
    let mut files: BTreeMap<[u8; 32], String> = BTreeMap::new();
    for shape in shapes.values() {
        let naming = naming(shape);
        if naming.is_empty() {
            continue;
        }
        let named = shape.place("file_name");
        store::each_row(read, shape, |_, row| {
            let name = match named.and_then(|place| row.values().get(place)) {
                Some(Value::Text(name)) => name.as_str(),
                Some(Value::Null | Value::Integer(_) | Value::Bytes(_)) | None => "",
            };
            for place in &naming {
                let Some(Value::Bytes(bytes)) = row.values().get(*place) else {
                    continue;
                };
                let Ok(sha256) = <[u8; 32]>::try_from(bytes.as_slice()) else {
                    continue;
                };
                if !files.contains_key(&sha256)
                    && app.vault.check(sha256).map_err(broken)? == Fixity::Sound
                {
                    let ending = packs::ending(name);
                    files.insert(sha256, format!("{FOLDER}{}{ending}", hex(&sha256)));
                }
            }
            Ok(())
        })?;
    }
    Ok(files)
}

/// The files that have to be there and are not, or are not what they were.
pub(super) fn missing(
    read: &mut Read<'_>,
    files: &BTreeMap<[u8; 32], String>,
) -> Result<Vec<String>, Failure> {
    let (mut missing, mut after) = (Vec::new(), Vec::new());
    loop {
        let page = records::files(read, &after)?;
        let Some(last) = page.last() else {
            return Ok(missing);
        };
        after = last.to_vec();
        let gone = page.iter().filter(|sha256| !files.contains_key(*sha256));
        missing.extend(gone.map(|sha256| hex(sha256)));
    }
}

/// Adds them.
pub(super) fn add<W: Write + Seek>(making: &mut Making<'_, W>) -> Result<(), Failure> {
    for (sha256, path) in &making.files {
        let mut file = making.app.vault.open_file(*sha256).map_err(broken)?;
        making.bag.add(path, &mut file)?;
    }
    Ok(())
}
