//! What a whole is made of by kind, from the strongest to the weakest, as one bar of shares for each
//! row; the first kind stands apart from the others, crossed out. A row is drawn only when all of it is
//! told: the rest of a bar would tell what is missing.

use crate::amount::{Amount, share_words};
use crate::hatch::Texture;
use crate::ink::{Anchor, WIDTH, cut, letters, nothing, picture, room_of, text};
use crate::palette::Palette;
use crate::{Chart, Written, alternative};

/// Rows made of the same kinds.
#[derive(Debug, Clone, Default)]
pub struct Stacks {
    /// The kinds: what stands apart, then from the weakest to the strongest; five at most.
    pub kinds: Vec<String>,
    /// The rows.
    pub rows: Vec<Stack>,
}

/// One row.
#[derive(Debug, Clone)]
pub struct Stack {
    /// What it stands for, with its unit.
    pub label: String,
    /// How much of each kind, in the order of the kinds.
    pub amounts: Vec<Amount>,
}

const ROW: i64 = 66;
const BAR: i64 = 28;
const KEY: i64 = 28;
/// Between neighbours, and before what stands apart.
const GAPS: (i64, i64) = (3, 12);
/// What is there is seen, however little it is.
const LEAST: i64 = 6;
const TEXTURES: [Texture; 5] = [
    Texture::Crossed,
    Texture::Blank,
    Texture::Sparse,
    Texture::Dense,
    Texture::Full,
];

/// Draws the rows in the default colours.
pub fn stacks(title: &str, of: &Stacks, written: Written) -> Chart {
    Palette::default().stacks(title, of, written)
}

impl Palette {
    /// Draws the rows.
    pub fn stacks(&self, title: &str, of: &Stacks, written: Written) -> Chart {
        let (mut marks, mut y) = (String::new(), 4);
        for row in &of.rows {
            marks.push_str(&self.stack(row, y));
            y += ROW;
        }
        let kinds = of.kinds.iter().zip(TEXTURES).enumerate();
        for (place, (kind, texture)) in kinds.rev() {
            let is_there = |row: &Stack| row.amounts.get(place) != Some(&Amount::Exact(0));
            if of.rows.iter().any(is_there) {
                marks.push_str(&self.surface((0, y + 4, 32, 18), texture));
                let words = cut(kind, letters(WIDTH - 42));
                marks.push_str(&text((42, y + 19), Anchor::Start, self.ink, &words));
                y += KEY;
            }
        }
        let said: Vec<String> = of.rows.iter().map(|row| of.said(row, written)).collect();
        if of.rows.is_empty() {
            marks.push_str(&nothing(self.ink));
        }
        // Each row has its own unit, so none is said of all of them.
        let alternative = if said.is_empty() {
            alternative(title, "", &said)
        } else {
            format!("{title}: {}", said.join("; "))
        };
        Chart {
            svg: picture(y.max(40), title, &alternative, &marks),
            caption: title.to_owned(),
            note: String::new(),
            alternative,
            headings: ["What".to_owned()]
                .into_iter()
                .chain(of.kinds.iter().cloned())
                .collect(),
            rows: of.table(written),
        }
    }

    fn stack(&self, row: &Stack, y: i64) -> String {
        let drawn = row.drawn();
        // What stands apart is not added to the others, so no sum is said.
        let instead = drawn.as_ref().err().copied().unwrap_or_default();
        let label = cut(&row.label, letters(WIDTH - room_of(instead) - 12));
        let mut marks = text((0, y + 18), Anchor::Start, self.ink, &label);
        marks.push_str(&text((WIDTH, y + 18), Anchor::End, self.ink, instead));
        let top = y + 27;
        let Ok(values) = drawn else {
            return marks + &self.untold((0, top, WIDTH, BAR));
        };
        let whole = values.iter().sum();
        let widths = widths(&values);
        let mut x = 0;
        // From the strongest to the weakest; what stands apart comes last, to the right.
        let parts = widths.iter().zip(&values).zip(TEXTURES).enumerate();
        for (place, ((wide, value), texture)) in parts.collect::<Vec<_>>().into_iter().rev() {
            if *value == 0 {
                continue;
            }
            if place == 0 {
                x = WIDTH - wide;
            }
            marks.push_str(&self.surface((x, top, *wide, BAR), texture));
            let share = share_words(*value, whole);
            marks.push_str(&self.plate((x, top, *wide, BAR), &share.unwrap_or_default()));
            x += wide + GAPS.0;
        }
        marks
    }

    /// Words on a plate of paper in the middle of a surface, if it is wide enough for them.
    fn plate(&self, (x, top, wide, high): (i64, i64, i64, i64), words: &str) -> String {
        let room = room_of(words) + 6;
        if wide < room + 10 {
            return String::new();
        }
        let middle = x + wide / 2;
        let plate = format!(
            "<rect x=\"{}\" y=\"{}\" width=\"{room}\" height=\"{}\" fill=\"#ffffff\"/>",
            middle - room / 2,
            top + 4,
            high - 8
        );
        plate + &text((middle, top + 20), Anchor::Middle, self.ink, words)
    }
}

/// How wide each kind is drawn. All of them with the gaps between them are as wide as the picture.
fn widths(values: &[i64]) -> Vec<i64> {
    let there = values.iter().filter(|value| **value != 0).count();
    let has_apart = values.first().is_some_and(|apart| *apart != 0);
    let gaps = i64::try_from(there).unwrap_or(0).saturating_sub(1) * GAPS.0;
    let apart = if has_apart && there > 1 {
        GAPS.1 - GAPS.0
    } else {
        0
    };
    let room = i128::from(WIDTH - gaps - apart);
    let whole: i128 = values.iter().copied().map(i128::from).sum();
    let mut found: Vec<i64> = values
        .iter()
        .map(|value| match *value {
            0 => 0,
            value => {
                let wide = i128::from(value) * room / whole.max(1);
                i64::try_from(wide).unwrap_or(WIDTH).max(LEAST)
            }
        })
        .collect();
    let over = found.iter().sum::<i64>() - i64::try_from(room).unwrap_or(WIDTH);
    if let Some(widest) = found.iter_mut().max() {
        *widest -= over;
    }
    found
}

impl Stack {
    /// The values, if all of them are told, none lies below nought and there is something; else what is
    /// said instead.
    fn drawn(&self) -> Result<Vec<i64>, &'static str> {
        let values: Option<Vec<i64>> = self.amounts.iter().map(Amount::exact).collect();
        let values = values.ok_or("not shown")?;
        if values.iter().any(|value| *value < 0) {
            return Err("a part lies below nought");
        }
        let sum = values
            .iter()
            .try_fold(0_i64, |sum, value| sum.checked_add(*value));
        match sum {
            Some(0) => Err("nothing yet"),
            None => Err("too much to draw"),
            Some(_) => Ok(values),
        }
    }
}

impl Stacks {
    fn said(&self, row: &Stack, written: Written) -> String {
        let Ok(values) = row.drawn() else {
            let words = row.drawn().err().unwrap_or_default();
            return format!("{} {words}", row.label);
        };
        let whole = values.iter().sum();
        let parts = self.kinds.iter().zip(&values).rev();
        let parts: Vec<String> = parts
            .filter(|(_, value)| **value != 0)
            .map(|(kind, value)| {
                let share = share_words(*value, whole).unwrap_or_default();
                format!("{kind} {} ({share})", written(*value))
            })
            .collect();
        format!("{}: {}", row.label, parts.join(", "))
    }

    fn table(&self, written: Written) -> Vec<Vec<String>> {
        let rows = self.rows.iter();
        rows.map(|row| {
            let amounts = (0..self.kinds.len()).map(|place| {
                let amount = row.amounts.get(place);
                amount.map_or_else(|| "–".to_owned(), |amount| amount.words(written))
            });
            [row.label.clone()].into_iter().chain(amounts).collect()
        })
        .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KINDS: [&str; 5] = ["None", "Said", "Confirmed", "Recorded", "Checked"];

    fn written(value: i64) -> String {
        (value / 1000).to_string()
    }

    fn of(rows: &[(&str, [i64; 5])]) -> Stacks {
        let rows = rows.iter().map(|(label, values)| Stack {
            label: (*label).to_owned(),
            amounts: values.map(Amount::Exact).to_vec(),
        });
        Stacks {
            kinds: KINDS.map(str::to_owned).to_vec(),
            rows: rows.collect(),
        }
    }

    #[test]
    fn the_strongest_stands_first_and_what_is_apart_at_the_other_end() {
        let chart = stacks(
            "Proof",
            &of(&[("a", [10_000, 0, 0, 30_000, 60_000])]),
            written,
        );
        let said = "Proof: a: Checked 60 (60 %), Recorded 30 (30 %), None 10 (10 %)";
        assert_eq!(chart.alternative, said);
        assert_eq!(chart.headings[1..], KINDS);
        assert_eq!(chart.rows, [["a", "10", "0", "0", "30", "60"]]);
        assert!(
            !chart.svg.contains(">100</text>"),
            "what stands apart is added to nothing"
        );
        let full = Palette::default().surface((0, 31, 280, 28), Texture::Full);
        assert!(chart.svg.contains(&full), "{}", chart.svg);
        let apart = Palette::default().surface((434, 31, 46, 28), Texture::Crossed);
        assert!(chart.svg.contains(&apart), "{}", chart.svg);
        assert!(chart.svg.contains(">Checked</text>") && !chart.svg.contains(">Said</text>"));
    }

    #[test]
    fn all_kinds_together_fill_the_room_and_none_that_is_there_is_lost() {
        for values in [
            [1, 1, 1, 1, 1_000_000],
            [1_000_000, 1, 0, 0, 0],
            [5, 5, 5, 5, 5],
            [0, 0, 7, 0, 0],
            [i64::MAX / 2, 1, 0, 0, i64::MAX / 2],
        ] {
            let widths = widths(&values);
            let there = widths.iter().filter(|wide| **wide > 0).count();
            let gaps = (i64::try_from(there).unwrap() - 1) * GAPS.0;
            let apart = if values[0] > 0 { GAPS.1 - GAPS.0 } else { 0 };
            assert_eq!(
                widths.iter().sum::<i64>() + gaps + apart,
                WIDTH,
                "{values:?}"
            );
            for (wide, value) in widths.iter().zip(values) {
                assert_eq!(*wide >= LEAST, value > 0, "{values:?}");
            }
        }
    }

    #[test]
    fn a_row_that_is_not_all_told_is_not_drawn() {
        let mut some = of(&[("a", [0, 0, 0, 30_000, 60_000])]);
        some.rows[0].amounts[3] = Amount::Told("fewer than 5".to_owned());
        let chart = stacks("Proof", &some, written);
        assert!(chart.svg.contains("stroke-dasharray=\"3 5\""));
        assert!(chart.svg.contains(">not shown</text>") && !chart.svg.contains('%'));
        assert_eq!(chart.rows[0][4], "fewer than 5");
        assert!(chart.alternative.ends_with("a not shown"));
    }

    #[test]
    fn nothing_below_nought_and_too_much_are_said_in_words() {
        let rows = [
            ("a", [0; 5]),
            ("b", [0, 0, -1_000, 0, 4_000]),
            ("c", [i64::MAX, i64::MAX, 0, 0, 0]),
        ];
        let chart = stacks("Proof", &of(&rows), written);
        for words in [
            "nothing yet",
            "a part lies below nought",
            "too much to draw",
        ] {
            assert!(chart.svg.contains(&format!(">{words}</text>")), "{words}");
        }
        assert!(!chart.svg.contains("=\"-"));
        let empty = stacks("Proof", &Stacks::default(), written);
        assert_eq!(empty.alternative, "Proof: nothing to show yet");
    }

    #[test]
    fn long_names_are_cut_in_the_picture_and_whole_in_the_table() {
        let long = "A measure with <a> very long name ".repeat(6);
        let chart = stacks("Proof", &of(&[(&long, [1, 1, 1, 1, 1])]), written);
        assert!(!chart.svg.contains("<a>") && chart.svg.contains('…'));
        assert_eq!(chart.rows[0][0], long);
    }
}
