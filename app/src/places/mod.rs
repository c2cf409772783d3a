//! Where a postcode lies: its area, ward, small area and decile of deprivation, each with the method
//! it was found by (P1.1b). Postcodes come from a public directory that the organisation loads; without
//! one, the outward code says the area. Nobody's own postcode is ever kept here.

mod directory;
mod keep;
pub(crate) mod load;
mod store;
#[cfg(test)]
mod tests;

pub(crate) use keep::{Loaded, Source, keep};

use crate::failure::Failure;
use crate::organisation;
use database::Read;
use domain::places::{BY_OUTWARD_CODE, likely, packed};
use std::collections::BTreeSet;

/// Where a postcode lies.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Located {
    /// One of the organisation's areas.
    pub(crate) area_code: String,
    pub(crate) ward: Option<String>,
    pub(crate) lsoa: Option<String>,
    /// Of deprivation: 1 the most deprived tenth.
    pub(crate) decile: Option<u8>,
    /// How the area was found, in words.
    pub(crate) method: String,
    /// Which index the decile is of, in words.
    pub(crate) decile_method: Option<String>,
}

/// What the organisation knows of places: opened once, then asked for each postcode.
#[derive(Debug)]
pub(crate) struct Gazetteer {
    areas: BTreeSet<String>,
    loads: Vec<Loaded>,
}

impl Gazetteer {
    /// The organisation's areas and what it loaded.
    pub(crate) fn open(read: &mut Read<'_>) -> Result<Self, Failure> {
        let areas = organisation::areas(read)?.into_iter();
        Ok(Self {
            areas: areas.map(|area| area.code).collect(),
            loads: store::loads(read)?,
        })
    }

    fn load(&self, kind: directory::Kind) -> Option<&Loaded> {
        self.loads.iter().find(|load| load.kind == kind)
    }

    /// Where a postcode lies; none when it is in no area of the organisation or nothing says so. Once a
    /// directory is loaded, a postcode it does not hold is not guessed by its outward code.
    pub(crate) fn locate(
        &self,
        read: &mut Read<'_>,
        postcode: &str,
    ) -> Result<Option<Located>, Failure> {
        let Some(packed) = packed(postcode) else {
            return Ok(None);
        };
        let Some(directory) = self.load(directory::Kind::Postcodes) else {
            return Ok(self.by_outward_code(&packed));
        };
        let Some(found) = store::place(read, &packed)? else {
            return Ok(None);
        };
        let own = self.load(directory::Kind::Deciles);
        let (decile, of) = match (found.decile_of_its_own, own) {
            (Some(decile), Some(own)) => (Some(decile), own.deprivation.clone()),
            _ => (found.place.decile, directory.deprivation.clone()),
        };
        Ok(Some(Located {
            area_code: found.place.area_code,
            ward: found.place.ward,
            lsoa: found.place.lsoa,
            decile,
            method: format!("by postcode, {}", directory.title),
            decile_method: decile.and(of),
        }))
    }

    fn by_outward_code(&self, packed: &str) -> Option<Located> {
        let outward = packed.get(..packed.len().checked_sub(3)?)?;
        let (area_code, _) = likely(outward)?;
        self.areas.contains(area_code).then(|| Located {
            area_code: area_code.to_owned(),
            method: BY_OUTWARD_CODE.to_owned(),
            ..Located::default()
        })
    }
}
