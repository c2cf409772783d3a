//! The tree beside a second one written from the text of RFC 6962 alone, and everything that has to be
//! refused.

mod notes;
mod second;
mod trees;
mod witnesses;

use crate::{Checkpoint, Hash, Hashes, NoteKey, leaf_hash, node_hash};
use ed25519_dalek::{Signer, SigningKey};

/// Numbers that look random and are the same each time (`splitmix64`).
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut it = self.0;
        it = (it ^ (it >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        it = (it ^ (it >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (it ^ (it >> 31)) % limit
    }
}

/// Hashes kept by levels of tiles, as a database keeps them.
#[derive(Debug, Clone, Default)]
struct Shelf(Vec<Vec<Hash>>);

impl Shelf {
    fn of(leaves: u64) -> Self {
        let mut levels = vec![(0..leaves).map(leaf).collect::<Vec<Hash>>()];
        while levels.last().is_some_and(|row| row.len() >= 256) {
            let below = levels.last().unwrap();
            levels.push(below.chunks_exact(256).map(folded).collect());
        }
        Self(levels)
    }
}

impl Hashes for &Shelf {
    type Fault = ();

    fn hashes(&mut self, level: u32, first: u64, count: u64) -> Result<Vec<Hash>, ()> {
        let row = self.0.get(usize::try_from(level).unwrap());
        let (first, count) = (first.try_into().unwrap(), count.try_into().unwrap());
        Ok(row.map_or(Vec::new(), |row| {
            row.iter().skip(first).take(count).copied().collect()
        }))
    }
}

fn leaf(number: u64) -> Hash {
    leaf_hash(format!("leaf {number}").as_bytes())
}

fn folded(hashes: &[Hash]) -> Hash {
    match hashes {
        [one] => *one,
        more => {
            let (left, right) = more.split_at(more.len() / 2);
            node_hash(&folded(left), &folded(right))
        }
    }
}

const ORIGIN: &str = "commonweal/log/harbour";

fn signing(number: u8) -> SigningKey {
    SigningKey::from_bytes(&[number; 32])
}

fn key_named(name: &str, number: u8) -> NoteKey {
    NoteKey::new(name, signing(number).verifying_key().to_bytes()).unwrap()
}

fn signed(checkpoint: &Checkpoint, number: u8) -> String {
    checkpoint.sign(&key_named(&checkpoint.origin, number), |bytes| {
        signing(number).sign(bytes).to_bytes()
    })
}
