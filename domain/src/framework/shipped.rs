//! The packs that come with the program, in our own words and without pounds: the house pack, which
//! covers what a policy asks for that names five codes of the National TOMs, and the Social Value Models
//! of the UK government, which are published under a licence that lets them be passed on.

use super::{Pack, PackProblem, pack_from_toml};

const HOUSE: &str = include_str!("../../../frameworks/house.toml");
const OTHERS: [&str; 2] = [
    include_str!("../../../frameworks/ppn-002.toml"),
    include_str!("../../../frameworks/ppn-026.toml"),
];

/// The house pack.
pub fn house_pack() -> Result<Pack, Vec<PackProblem>> {
    pack_from_toml(HOUSE)
}

/// Every pack that comes with the program, the house pack first.
pub fn shipped_packs() -> Result<Vec<Pack>, Vec<PackProblem>> {
    let texts = std::iter::once(HOUSE).chain(OTHERS);
    texts.map(pack_from_toml).collect()
}
