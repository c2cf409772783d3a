//! A map of tiles: one of the same size for each place, where the caller says. How much there is is read
//! from its number, and at a glance from how densely its tile is hatched. What has no tile is named
//! under the map.

use crate::amount::Amount;
use crate::hatch::Texture;
use crate::ink::{Anchor, WIDTH, cut, letters, nothing, picture, room_of, text, wrap};
use crate::palette::Palette;
use crate::{Chart, Written, alternative};

/// A map.
#[derive(Debug, Clone, Default)]
pub struct Tiles {
    /// The tiles.
    pub tiles: Vec<Tile>,
    /// What has a figure and no tile.
    pub beside: Vec<Tile>,
}

/// One tile.
#[derive(Debug, Clone, Default)]
pub struct Tile {
    /// Its column, from 0 at the left, and its row, from 0 at the top.
    pub at: (u16, u16),
    /// What it is known by elsewhere.
    pub code: String,
    /// Its name.
    pub label: String,
    /// How much there is; none where nothing is recorded.
    pub amount: Option<Amount>,
}

/// At least so many columns share the width.
const LEAST_COLUMNS: i64 = 4;
const HIGH: i64 = 112;
const GAP: i64 = 8;
const LINE: i64 = 20;
const KEY: i64 = 28;
/// So many lines name what has no tile.
const BESIDE: usize = 6;
const TEXTURES: [Texture; 4] = [
    Texture::Sparse,
    Texture::Medium,
    Texture::Dense,
    Texture::Full,
];

/// Draws the map in the default colours. `unit` is said in the words and the table.
pub fn tiles(title: &str, unit: &str, of: &Tiles, written: Written) -> Chart {
    Palette::default().tiles(title, unit, of, written)
}

/// The upper bounds of four classes of one size, from nought to the most there is; whole units where
/// that is fine enough.
struct Classes([i64; 4]);

impl Classes {
    fn of(tiles: &[Tile]) -> Option<Self> {
        let exact = tiles.iter().filter_map(Tile::exact);
        let most = exact.max().filter(|most| *most > 0)?;
        let bound = |quarter: i64| {
            let exact = i128::from(most) * i128::from(quarter) / 4;
            let whole = if most >= 4_000 {
                (exact + 999) / 1_000 * 1_000
            } else {
                exact
            };
            i64::try_from(whole).unwrap_or(most).min(most)
        };
        Some(Self([bound(1), bound(2), bound(3), most]))
    }

    fn texture(&self, value: i64) -> Texture {
        let class = self
            .0
            .iter()
            .zip(TEXTURES)
            .find(|(bound, _)| value <= **bound);
        class.map_or(Texture::Full, |(_, texture)| texture)
    }

    fn words(&self, written: Written) -> Vec<String> {
        let from = [None].into_iter().chain(self.0.iter().map(Some));
        from.zip(&self.0)
            .map(|(from, to)| match from {
                None => format!("up to {}", written(*to)),
                Some(from) => format!("over {} to {}", written(*from), written(*to)),
            })
            .collect()
    }
}

impl Tile {
    fn exact(&self) -> Option<i64> {
        self.amount.as_ref().and_then(Amount::exact)
    }

    fn words(&self, written: Written) -> String {
        let amount = self.amount.as_ref();
        amount.map_or_else(|| "none".to_owned(), |amount| amount.words(written))
    }

    fn said(&self, written: Written) -> String {
        format!("{} {}", self.label, self.words(written))
    }
}

impl Palette {
    /// Draws the map.
    pub fn tiles(&self, title: &str, unit: &str, of: &Tiles, written: Written) -> Chart {
        let columns = of.tiles.iter().map(|tile| i64::from(tile.at.0) + 1).max();
        let columns = columns.unwrap_or(0).max(LEAST_COLUMNS);
        let wide = ((WIDTH + GAP) / columns - GAP).max(1);
        let classes = Classes::of(&of.tiles);
        let (mut marks, mut y) = (String::new(), 0);
        for tile in &of.tiles {
            let left = i64::from(tile.at.0) * (wide + GAP);
            let top = i64::from(tile.at.1) * (HIGH + GAP);
            marks.push_str(&self.tile(tile, (left, top, wide), classes.as_ref(), written));
            y = y.max(top + HIGH + GAP);
        }
        let (key, y) = self.tiles_key(classes.as_ref(), y, written);
        marks.push_str(&key);
        let (beside, y) = self.beside(of, y, written);
        marks.push_str(&beside);
        let all = of.tiles.iter().chain(&of.beside);
        let said: Vec<String> = all.map(|tile| tile.said(written)).collect();
        if of.tiles.is_empty() && of.beside.is_empty() {
            marks.push_str(&nothing(self.ink));
        }
        let alternative = alternative(title, unit, &said);
        Chart {
            svg: picture(y.max(40), title, &alternative, &marks),
            caption: format!("{title}, in {unit}"),
            note: String::new(),
            alternative,
            headings: [
                "Name".to_owned(),
                "Code".to_owned(),
                format!("Quantity ({unit})"),
            ]
            .to_vec(),
            rows: of.rows(written),
        }
    }

    /// A hatched tile with its name and figure on paper. What is not told and what has nothing is an
    /// empty outline.
    fn tile(
        &self,
        tile: &Tile,
        (left, top, wide): (i64, i64, i64),
        classes: Option<&Classes>,
        written: Written,
    ) -> String {
        let place = (left, top, wide, HIGH);
        let mut marks = match (tile.exact(), classes) {
            (Some(value), _) if value < 0 => self.surface(place, Texture::Crossed),
            (Some(value), Some(classes)) if value > 0 => {
                self.surface(place, classes.texture(value))
            }
            (Some(_), _) => self.surface(place, Texture::Blank),
            (None, _) => self.untold(place),
        };
        let room = letters(wide - 10);
        let figure = match &tile.amount {
            // A figure is never cut.
            Some(Amount::Exact(value)) if room_of(&written(*value)) <= wide - 4 => {
                vec![written(*value)]
            }
            Some(Amount::Exact(_)) => wrap("see the table", room, 2),
            Some(Amount::Told(_)) | None => wrap(&tile.words(written), room, 2),
        };
        let lines: Vec<String> = wrap(&tile.label, room, 2)
            .into_iter()
            .chain(figure)
            .collect();
        let count = i64::try_from(lines.len()).unwrap_or(0);
        marks.push_str(&format!(
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"#ffffff\"/>",
            left + 5,
            top + 5,
            (wide - 10).max(0),
            count * LINE + 6
        ));
        for (line, y) in lines.iter().zip((0..).map(|line| top + 22 + line * LINE)) {
            marks.push_str(&text((left + wide / 2, y), Anchor::Middle, self.ink, line));
        }
        marks
    }

    /// What each hatch means, two to a line.
    fn tiles_key(&self, classes: Option<&Classes>, y: i64, written: Written) -> (String, i64) {
        let Some(classes) = classes else {
            return (String::new(), y);
        };
        let words = classes.words(written);
        let half = WIDTH / 2;
        let is_long = |words: &String| room_of(words) > half - 40;
        // No figure is cut: long ones have a line of their own.
        let columns = if words.iter().any(is_long) { 1 } else { 2 };
        let mut marks = String::new();
        for (place, (words, texture)) in (0_i64..).zip(words.iter().zip(TEXTURES)) {
            let (x, y) = (place % columns * half, y + place / columns * KEY);
            marks.push_str(&self.surface((x, y + 4, 32, 18), texture));
            marks.push_str(&text((x + 40, y + 19), Anchor::Start, self.ink, words));
        }
        (marks, y + 4 / columns * KEY)
    }

    fn beside(&self, of: &Tiles, y: i64, written: Written) -> (String, i64) {
        if of.beside.is_empty() {
            return (String::new(), y);
        }
        let said = of.beside.iter().take(BESIDE).map(|tile| tile.said(written));
        let mut lines: Vec<String> = ["Beside the map:".to_owned()]
            .into_iter()
            .chain(said)
            .collect();
        if of.beside.len() > BESIDE {
            lines.push(format!("{} more in the table", of.beside.len() - BESIDE));
        }
        let (mut marks, mut y) = (String::new(), y + 6);
        for line in lines {
            let line = cut(&line, letters(WIDTH));
            marks.push_str(&text((0, y + 16), Anchor::Start, self.ink, &line));
            y += LINE + 2;
        }
        (marks, y + 4)
    }
}

impl Tiles {
    fn rows(&self, written: Written) -> Vec<Vec<String>> {
        let all = self.tiles.iter().chain(&self.beside);
        all.map(|tile| vec![tile.label.clone(), tile.code.clone(), tile.words(written)])
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(value: i64) -> String {
        (value / 1000).to_string()
    }

    fn tile(at: (u16, u16), label: &str, amount: Option<Amount>) -> Tile {
        Tile {
            at,
            code: format!("X{}", at.0),
            label: label.to_owned(),
            amount,
        }
    }

    fn exact(at: (u16, u16), value: i64) -> Tile {
        tile(at, "a", Some(Amount::Exact(value)))
    }

    fn of(tiles: Vec<Tile>) -> Tiles {
        Tiles {
            tiles,
            beside: Vec::new(),
        }
    }

    #[test]
    fn each_tile_says_its_name_and_figure_and_is_hatched_by_its_class() {
        let map = of(vec![
            exact((0, 0), 25_000),
            exact((1, 0), 26_000),
            exact((2, 1), 100_000),
        ]);
        let chart = tiles("Jobs by area", "people", &map, written);
        let palette = Palette::default();
        for (place, texture) in [
            ((0, 0, 114, HIGH), Texture::Sparse),
            ((122, 0, 114, HIGH), Texture::Medium),
            ((244, 120, 114, HIGH), Texture::Full),
        ] {
            let surface = palette.surface(place, texture);
            assert!(chart.svg.contains(&surface), "{texture:?}: {}", chart.svg);
        }
        for words in ["up to 25", "over 25 to 50", "over 75 to 100", "26"] {
            assert!(chart.svg.contains(&format!(">{words}</text>")), "{words}");
        }
        assert_eq!(chart.headings, ["Name", "Code", "Quantity (people)"]);
        assert_eq!(chart.rows[2], ["a", "X2", "100"]);
        assert_eq!(
            chart.alternative,
            "Jobs by area, in people: a 25; a 26; a 100"
        );
    }

    #[test]
    fn the_bounds_of_the_classes_are_those_that_are_printed() {
        let classes = Classes::of(&[exact((0, 0), 5_000)]).unwrap();
        assert_eq!(classes.0, [2_000, 3_000, 4_000, 5_000]);
        assert_eq!(classes.texture(2_000), Texture::Sparse);
        assert_eq!(classes.texture(2_001), Texture::Medium);
        assert_eq!(classes.texture(5_000), Texture::Full);
        assert_eq!(
            Classes::of(&[exact((0, 0), 100)]).unwrap().0,
            [25, 50, 75, 100]
        );
        assert!(Classes::of(&[exact((0, 0), -4_000)]).is_none());
        assert_eq!(
            Classes::of(&[exact((0, 0), i64::MAX)]).unwrap().0[3],
            i64::MAX
        );
    }

    #[test]
    fn no_figure_of_the_key_or_of_a_tile_is_cut() {
        let map = of(vec![exact((0, 0), 1_111_116_000)]);
        let chart = tiles("Jobs", "hours", &map, |value| {
            format!("{}.50", value / 1000)
        });
        assert!(
            chart.svg.contains(">over 833337.50 to 1111116.50</text>"),
            "{}",
            chart.svg
        );
        assert!(chart.svg.contains(">1111116.50</text>"));
        assert!(!chart.svg.contains('…'));
        // Each has its own line.
        assert_eq!(chart.svg.matches("<text x=\"40\"").count(), 4);
    }

    #[test]
    fn a_tile_without_anything_says_so_and_one_that_is_not_told_has_no_class() {
        let map = of(vec![
            tile((0, 0), "Sefton", None),
            tile(
                (1, 0),
                "Wirral",
                Some(Amount::Told("fewer than 5".to_owned())),
            ),
            tile((2, 0), "Halton", Some(Amount::Exact(0))),
        ]);
        let chart = tiles("Jobs", "people", &map, written);
        assert_eq!(chart.svg.matches("stroke-dasharray=\"3 5\"").count(), 2);
        assert!(chart.svg.contains(">none</text>") && chart.svg.contains(">fewer than</text>"));
        assert!(!chart.svg.contains("up to"), "nothing has a class");
        assert_eq!(chart.rows[1], ["Wirral", "X1", "fewer than 5"]);
    }

    #[test]
    fn what_has_no_tile_is_named_under_the_map_and_stands_in_the_table() {
        let mut map = of(vec![exact((0, 0), 1_000)]);
        map.beside = (0..9)
            .map(|at| tile((0, 0), &format!("Elsewhere {at}"), None))
            .collect();
        let chart = tiles("Jobs", "people", &map, written);
        assert!(chart.svg.contains(">Beside the map:</text>"));
        assert!(chart.svg.contains(">Elsewhere 5 none</text>"));
        assert!(chart.svg.contains(">3 more in the table</text>"));
        assert_eq!(chart.rows.len(), 10);
    }

    #[test]
    fn nothing_long_huge_or_hostile_leaves_its_tile() {
        let long = "Kingston <b>upon</b> Hull, City of and all around it";
        let map = of(vec![
            tile((0, 0), long, Some(Amount::Exact(i64::MAX))),
            tile(
                (3, 0),
                "Llanfairpwllgwyngyllgogerychwyrndrobwll",
                Some(Amount::Exact(-7_000)),
            ),
        ]);
        let chart = tiles("Jobs", "people", &map, |value| value.to_string());
        assert!(!chart.svg.contains("<b>") && !chart.svg.contains("=\"-"));
        assert!(chart.svg.contains(">see the</text>"));
        let crossed = Palette::default().surface((366, 0, 114, HIGH), Texture::Crossed);
        assert!(chart.svg.contains(&crossed));
        assert_eq!(chart.rows[0][0], long);
        for line in chart.svg.split("text-anchor=\"middle\"").skip(1) {
            let line = line.split('>').nth(1).unwrap().split('<').next().unwrap();
            let line = line.replace("&lt;", "<").replace("&gt;", ">");
            assert!(room_of(&line) <= 114, "{line}");
        }
        let empty = tiles("Jobs", "people", &Tiles::default(), written);
        assert_eq!(empty.alternative, "Jobs: nothing to show yet");
    }
}
