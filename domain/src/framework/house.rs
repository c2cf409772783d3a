//! The house pack: what a policy needs that names five codes of the National TOMs and asks for more
//! than they cover, in our own words and without pounds.

use super::{Pack, PackProblem, pack_from_toml};

/// The house pack that comes with the program.
pub fn house_pack() -> Result<Pack, Vec<PackProblem>> {
    pack_from_toml(include_str!("../../../frameworks/house.toml"))
}
