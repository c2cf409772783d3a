//! A log as static files (C2SP `tlog-tiles`): tiles of 256 hashes and bundles of 256 leaves, under
//! names that keep folders small.

/// How many hashes a whole tile has, and how many leaves a whole bundle.
pub const TILE: u64 = 256;

/// The number of a tile as folders of three digits, all but the last with an `x`: `x001/x234/067`.
fn numbered(number: u64) -> String {
    let mut path = format!("{:03}", number % 1_000);
    let mut rest = number / 1_000;
    while rest > 0 {
        path = format!("x{:03}/{path}", rest % 1_000);
        rest /= 1_000;
    }
    path
}

/// The end of the name of a tile that is not whole.
fn partial(width: u64) -> String {
    if width < TILE {
        format!(".p/{width}")
    } else {
        String::new()
    }
}

/// Where a tile of hashes lies: `tile/0/x001/067`, or `tile/1/000.p/5` for five of 256.
pub fn tile_path(level: u32, number: u64, width: u64) -> String {
    format!("tile/{level}/{}{}", numbered(number), partial(width))
}

/// Where a bundle of leaves lies: `tile/entries/x001/067`.
pub fn bundle_path(number: u64, width: u64) -> String {
    format!("tile/entries/{}{}", numbered(number), partial(width))
}

/// Leaves one after the other, each with its length before it as two bytes, the higher first; nothing
/// when one is longer than that can say.
pub fn bundle(leaves: impl IntoIterator<Item = impl AsRef<[u8]>>) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    for leaf in leaves {
        let leaf = leaf.as_ref();
        bytes.extend(u16::try_from(leaf.len()).ok()?.to_be_bytes());
        bytes.extend_from_slice(leaf);
    }
    Some(bytes)
}

/// The leaves of a bundle; nothing when it ends within one.
pub fn unbundled(mut bytes: &[u8]) -> Option<Vec<&[u8]>> {
    let mut leaves = Vec::new();
    while !bytes.is_empty() {
        let (length, rest) = bytes.split_first_chunk::<2>()?;
        let (leaf, rest) = rest.split_at_checked(usize::from(u16::from_be_bytes(*length)))?;
        leaves.push(leaf);
        bytes = rest;
    }
    Some(leaves)
}
