//! Where areas stand on a map of tiles (P1.1b): the six authorities of the Liverpool City Region as they
//! lie to each other, any others in rows. A tile says nothing of an area's size or its border.

use std::collections::BTreeSet;

/// The six Liverpool City Region authorities with their GSS codes (ONS Code History Database).
pub const LIVERPOOL_CITY_REGION: [(&str, &str); 6] = [
    ("E08000011", "Knowsley"),
    ("E08000012", "Liverpool"),
    ("E08000013", "St. Helens"),
    ("E08000014", "Sefton"),
    ("E08000015", "Wirral"),
    ("E06000006", "Halton"),
];

/// So many tiles are still looked over at once; what is beyond stands in the table alone.
const MOST: usize = 40;
/// So many tiles stand in a row.
const IN_A_ROW: u16 = 4;
/// The row under the map, with one left free between.
const UNDER_THE_MAP: u16 = 4;

/// Column and row of an authority of the region, from the north-west: Sefton up the coast, Wirral across
/// the river from Liverpool, St. Helens to the east, Halton to the south-east.
fn place(code: &str) -> Option<(u16, u16)> {
    match code {
        "E08000014" => Some((1, 0)),
        "E08000015" => Some((0, 1)),
        "E08000012" => Some((1, 1)),
        "E08000011" => Some((2, 1)),
        "E08000013" => Some((3, 1)),
        "E06000006" => Some((3, 2)),
        _ => None,
    }
}

/// An area with the column and row of its tile, both from 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// Its column and row.
    pub at: (u16, u16),
    /// Its GSS code, or its postcode district.
    pub code: String,
    /// Its name.
    pub name: String,
}

/// The tiles of a map.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Map {
    /// Each area once.
    pub tiles: Vec<Placed>,
}

/// The map of an organisation's own list of areas, by code and name.
pub fn of_list(areas: &[(String, String)]) -> Map {
    let mut seen = BTreeSet::new();
    let areas: Vec<&(String, String)> = areas
        .iter()
        .filter(|(code, _)| seen.insert(code.as_str()))
        .collect();
    let is_on_it = |(code, _): &&&(String, String)| place(code).is_some();
    let first = if areas.iter().any(|area| is_on_it(&area)) {
        UNDER_THE_MAP
    } else {
        0
    };
    let mut rows = (first..).flat_map(|row| (0..IN_A_ROW).map(move |column| (column, row)));
    let placed = areas.iter().filter_map(|(code, name)| {
        let at = match place(code) {
            Some(at) => at,
            None => rows.next()?,
        };
        Some(Placed {
            at,
            code: code.clone(),
            name: name.clone(),
        })
    });
    Map {
        tiles: placed.take(MOST).collect(),
    }
}

/// The map of areas that are named somewhere, where no list is at hand: all six of the region when most
/// of the named ones belong to it, else the named ones in rows.
pub fn of_named(named: &[(String, String)]) -> Map {
    let distinct: BTreeSet<&str> = named.iter().map(|(code, _)| code.as_str()).collect();
    let within = distinct.iter().filter(|code| place(code).is_some()).count();
    if within == 0 || 2 * within < distinct.len() {
        return of_list(named);
    }
    let region = LIVERPOOL_CITY_REGION.map(|(code, name)| (code.to_owned(), name.to_owned()));
    of_list(&region)
}

impl Map {
    /// What has to be said of where its tiles are.
    pub fn words(&self) -> &'static str {
        let on_it = self.tiles.iter().filter(|tile| place(&tile.code).is_some());
        match on_it.count() {
            0 => "The tiles stand in rows; their places do not say where the areas are.",
            count if count == self.tiles.len() => {
                "Each tile stands for one area, about where it lies to the others. Its size and shape say nothing."
            }
            _ => {
                "The upper tiles stand about where the areas lie to each other; those below stand in rows. Their size and shape say nothing."
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn area(code: &str, name: &str) -> (String, String) {
        (code.to_owned(), name.to_owned())
    }

    fn at(map: &Map, name: &str) -> (u16, u16) {
        let mut tiles = map.tiles.iter();
        tiles.find(|tile| tile.name == name).unwrap().at
    }

    #[test]
    fn p1_1b_the_six_authorities_lie_as_they_do_on_a_map() {
        let map = of_named(&[area("E08000012", "Liverpool")]);
        assert_eq!(map.tiles.len(), 6);
        let places: BTreeSet<_> = map.tiles.iter().map(|tile| tile.at).collect();
        assert_eq!(places.len(), 6, "no two on one place");
        let [sefton, wirral, liverpool] =
            ["Sefton", "Wirral", "Liverpool"].map(|name| at(&map, name));
        let [knowsley, st_helens, halton] =
            ["Knowsley", "St. Helens", "Halton"].map(|name| at(&map, name));
        assert!(sefton.1 < liverpool.1 && sefton.0 <= liverpool.0, "north");
        assert!(wirral.0 < liverpool.0, "west across the river");
        assert!(
            liverpool.0 < knowsley.0 && knowsley.0 < st_helens.0,
            "to the east"
        );
        assert!(
            halton.1 > st_helens.1 && halton.0 >= knowsley.0,
            "south-east"
        );
        assert!(map.words().starts_with("Each tile stands for one area"));
    }

    #[test]
    fn p1_1b_any_other_list_stands_in_rows_in_its_order() {
        let list: Vec<_> = (0..6)
            .map(|at| area(&format!("M{at}"), &format!("Area {at}")))
            .collect();
        for map in [of_list(&list), of_named(&list)] {
            assert_eq!((at(&map, "Area 3"), at(&map, "Area 4")), ((3, 0), (0, 1)));
            assert!(map.words().starts_with("The tiles stand in rows"));
        }
    }

    #[test]
    fn p1_1b_a_list_of_both_keeps_the_map_and_puts_the_others_under_it() {
        let list = [area("E08000015", "Wirral"), area("E06000007", "Warrington")];
        let map = of_list(&list);
        assert_eq!(
            (at(&map, "Wirral"), at(&map, "Warrington")),
            ((0, 1), (0, 4))
        );
        assert!(map.words().contains("those below stand in rows"));
        assert_eq!(
            of_named(&list).tiles.len(),
            6,
            "half of the named ones are enough"
        );
    }

    #[test]
    fn an_area_has_one_tile_and_a_long_list_ends_somewhere() {
        let twice = [area("L1", "L1"), area("L1", "L1 again")];
        assert_eq!(of_list(&twice).tiles.len(), 1);
        let long: Vec<_> = (0..400).map(|at| area(&format!("L{at}"), "x")).collect();
        assert_eq!(of_list(&long).tiles.len(), MOST);
        assert_eq!(of_named(&[]).tiles, Vec::new());
    }
}
