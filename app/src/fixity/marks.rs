//! The mark of a row: its key, and the first eight bytes of the SHA-256 over its columns in the order of
//! their names. Sixty-four bits find any accident; over all marks of a run stands a whole SHA-256, which the
//! log commits to, so that a row and its mark cannot be changed together unnoticed.

use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// Rows in a block of marks.
pub(super) const BLOCK: usize = 256;

/// The marks of a table by their keys.
pub(super) type Marks = BTreeMap<Vec<u8>, [u8; 8]>;

/// The mark of a row's bytes.
pub(super) fn of(row: &[u8]) -> [u8; 8] {
    let hash: [u8; 32] = Sha256::digest(row).into();
    hash.first_chunk().copied().unwrap_or_default()
}

/// Marks as the bytes of blocks.
pub(super) fn blocks(marks: &Marks) -> Vec<Vec<u8>> {
    let mut blocks = Vec::new();
    let mut block = Vec::new();
    for (number, (key, mark)) in (1_usize..).zip(marks) {
        let length = u16::try_from(key.len()).unwrap_or(u16::MAX);
        block.extend(length.to_be_bytes());
        block.extend(key.iter().take(usize::from(length)));
        block.extend(mark);
        if number.is_multiple_of(BLOCK) {
            blocks.push(std::mem::take(&mut block));
        }
    }
    if !block.is_empty() {
        blocks.push(block);
    }
    blocks
}

/// The marks of a block; nothing when the block is damaged.
pub(super) fn read(block: &[u8]) -> Option<Vec<(Vec<u8>, [u8; 8])>> {
    let mut rest = block;
    let mut found = Vec::new();
    while !rest.is_empty() {
        let (length, after) = rest.split_first_chunk::<2>()?;
        let length = usize::from(u16::from_be_bytes(*length));
        let key = after.get(..length)?;
        let (mark, after) = after.get(length..)?.split_first_chunk::<8>()?;
        found.push((key.to_vec(), *mark));
        rest = after;
    }
    Some(found)
}

/// A key of a row in words: identities, texts and numbers as they are.
pub(super) fn key_in_words(key: &[u8]) -> String {
    let mut rest = key;
    let mut words = Vec::new();
    while let Some((kind, after)) = rest.split_first() {
        let Some((length, after)) = after.split_first_chunk::<8>() else {
            break;
        };
        let length = usize::try_from(u64::from_be_bytes(*length)).unwrap_or(usize::MAX);
        let Some(content) = after.get(..length) else {
            break;
        };
        words.push(match (kind, <[u8; 8]>::try_from(content)) {
            (1, Ok(number)) => i64::from_be_bytes(number).to_string(),
            (2, _) => String::from_utf8_lossy(content).into_owned(),
            _ => database::Id::from_slice(content)
                .map_or_else(|_| crate::visit::hex(content), |id| id.to_string()),
        });
        rest = after.get(length..).unwrap_or_default();
    }
    words.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_read_back_from_their_blocks_and_a_cut_block_is_not() {
        let marks: Marks = (0..600_u32)
            .map(|number| (number.to_be_bytes().to_vec(), of(&number.to_be_bytes())))
            .collect();
        let blocks = blocks(&marks);
        assert_eq!(blocks.len(), 3);
        let again: Marks = blocks
            .iter()
            .flat_map(|block| read(block).unwrap())
            .collect();
        assert_eq!(again, marks);
        assert_eq!(read(&blocks[0][..20]), None);
    }
}
