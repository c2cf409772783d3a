//! Who or what makes up a whole: bars from the longest to the shortest, each with its figure and its
//! share in whole percent. Shares are cut down and never rounded up, and their printed sum is said. A
//! part that is not told is named without a bar.

use crate::amount::{Amount, percent, share_words};
use crate::ink::{Anchor, Scale, WIDTH, cut, letters, nothing, picture, room_of, text};
use crate::palette::Palette;
use crate::{Chart, Written, alternative};
use std::cmp::Reverse;

/// One part of a whole.
#[derive(Debug, Clone)]
pub struct Part {
    /// What it stands for.
    pub label: String,
    /// How much of the whole it is.
    pub amount: Amount,
}

/// So many bars are drawn; what is shorter stands together as the last of them.
const MOST: usize = 10;
const ROW: i64 = 54;

/// Draws the parts of `whole` in the default colours. `unit` is said in the words and the table.
pub fn shares(
    title: &str,
    unit: &str,
    (whole, parts): (&Amount, &[Part]),
    written: Written,
) -> Chart {
    Palette::default().shares(title, unit, (whole, parts), written)
}

/// The parts in the order they are drawn and listed, and the whole if shares of it can be said: it is
/// told, and none of its parts lies below nought.
struct Sorted<'a> {
    parts: Vec<&'a Part>,
    whole: Option<i64>,
}

impl<'a> Sorted<'a> {
    fn of(whole: &Amount, parts: &'a [Part]) -> Self {
        let is_below = |part: &Part| part.amount.exact().is_some_and(|value| value < 0);
        let mut sorted: Vec<&Part> = parts.iter().collect();
        // What is not told stands last, by its name: its place says nothing.
        sorted.sort_by_key(|part| (Reverse(part.amount.exact()), part.label.clone()));
        Self {
            whole: whole.exact().filter(|_| !parts.iter().any(is_below)),
            parts: sorted,
        }
    }

    fn share(&self, amount: &Amount) -> Option<i64> {
        percent(amount.exact()?, self.whole?)
    }

    fn share_words(&self, amount: &Amount) -> String {
        let parts = amount.exact().zip(self.whole);
        let words = parts.and_then(|(part, whole)| share_words(part, whole));
        words.unwrap_or_else(|| "–".to_owned())
    }

    fn figure(&self, amount: &Amount, written: Written) -> String {
        match self.share(amount) {
            Some(_) => format!("{} ({})", amount.words(written), self.share_words(amount)),
            None => amount.words(written),
        }
    }

    /// What is drawn: the longest, and the shorter ones together. What is not told is never summed up.
    fn drawn(&self) -> Vec<Part> {
        let told = self
            .parts
            .iter()
            .filter(|part| part.amount.exact().is_none());
        let exact: Vec<&Part> = self
            .parts
            .iter()
            .copied()
            .filter(|part| part.amount.exact().is_some())
            .collect();
        let alone = if exact.len() > MOST { MOST - 1 } else { MOST };
        let mut drawn: Vec<Part> = exact
            .iter()
            .take(alone)
            .map(|part| (*part).clone())
            .collect();
        let others: Vec<i64> = exact
            .iter()
            .skip(alone)
            .filter_map(|part| part.amount.exact())
            .collect();
        if !others.is_empty() {
            let sum = others
                .iter()
                .fold(0_i64, |sum, value| sum.saturating_add(*value));
            drawn.push(Part {
                label: format!("{} others", others.len()),
                amount: Amount::Exact(sum),
            });
        }
        let told: Vec<&&Part> = told.collect();
        let named = if told.len() > MOST { MOST - 1 } else { MOST };
        drawn.extend(told.iter().take(named).map(|part| (**part).clone()));
        if told.len() > named {
            drawn.push(Part {
                label: format!("{} more", told.len() - named),
                amount: Amount::Told("not shown".to_owned()),
            });
        }
        drawn
    }

    /// The sum of the shares as they are printed.
    fn printed(&self) -> Option<i64> {
        self.whole.filter(|whole| *whole > 0)?;
        Some(
            self.parts
                .iter()
                .filter_map(|part| self.share(&part.amount))
                .sum(),
        )
    }
}

impl Palette {
    /// Draws the parts of a whole.
    pub fn shares(
        &self,
        title: &str,
        unit: &str,
        (whole, parts): (&Amount, &[Part]),
        written: Written,
    ) -> Chart {
        let sorted = Sorted::of(whole, parts);
        let drawn = sorted.drawn();
        let scale = Scale::of(drawn.iter().filter_map(|part| part.amount.exact()));
        let (mut marks, mut y) = (String::new(), 4);
        for part in &drawn {
            let figure = sorted.figure(&part.amount, written);
            marks.push_str(&self.part(part, &figure, y, scale));
            y += ROW;
        }
        let figures = drawn.iter();
        let said: Vec<String> = figures
            .map(|part| format!("{} {}", part.label, sorted.figure(&part.amount, written)))
            .collect();
        if drawn.is_empty() {
            marks.push_str(&nothing(self.ink));
        }
        let alternative = alternative(title, unit, &said);
        let headings = ["What", &format!("Quantity ({unit})"), "Share"];
        Chart {
            svg: picture(y.max(40), title, &alternative, &marks),
            caption: format!("{title}, in {unit}"),
            note: sorted.note(),
            alternative,
            headings: headings.map(str::to_owned).to_vec(),
            rows: sorted.rows(whole, written),
        }
    }

    fn part(&self, part: &Part, figure: &str, y: i64, scale: Scale) -> String {
        let figure = cut(figure, 36);
        let label = cut(&part.label, letters(WIDTH - room_of(&figure) - 12));
        let mut marks = text((0, y + 18), Anchor::Start, self.ink, &label);
        marks.push_str(&text((WIDTH, y + 18), Anchor::End, self.ink, &figure));
        let top = y + 26;
        match part.amount.exact() {
            None => marks.push_str(&self.untold((0, top, WIDTH, 18))),
            Some(value) => {
                let ends = (scale.place(0, WIDTH), scale.place(value, WIDTH));
                marks.push_str(&self.track(top));
                marks.push_str(&self.length(ends, top, value));
                marks.push_str(&self.nought(ends.0, top, scale));
            }
        }
        marks
    }
}

impl Sorted<'_> {
    fn note(&self) -> String {
        if self.parts.is_empty() {
            return String::new();
        }
        match self.printed() {
            Some(printed) => format!(
                "Shares are cut down to whole percent and never rounded up; as printed they come to {printed} %."
            ),
            None => "No shares are printed: the whole is nought or not shown, or a part lies below nought.".to_owned(),
        }
    }

    /// Every part with its name whole, and the whole at the end.
    fn rows(&self, whole: &Amount, written: Written) -> Vec<Vec<String>> {
        if self.parts.is_empty() {
            return Vec::new();
        }
        let parts = self.parts.iter().map(|part| {
            let share = self.share_words(&part.amount);
            vec![part.label.clone(), part.amount.words(written), share]
        });
        let printed = self.printed();
        let last = vec![
            "All of it".to_owned(),
            whole.words(written),
            printed.map_or_else(|| "–".to_owned(), |printed| format!("{printed} %")),
        ];
        parts.chain([last]).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(value: i64) -> String {
        (value / 1000).to_string()
    }

    fn part(label: &str, value: i64) -> Part {
        Part {
            label: label.to_owned(),
            amount: Amount::Exact(value),
        }
    }

    fn of(parts: &[Part]) -> Chart {
        let sum = parts.iter().filter_map(|part| part.amount.exact());
        let whole = Amount::Exact(sum.fold(0, i64::saturating_add));
        shares("Jobs", "people", (&whole, parts), written)
    }

    #[test]
    fn the_largest_part_comes_first_and_printed_shares_come_to_what_is_said() {
        let chart = of(&[part("a", 1_000), part("b", 4_000), part("c", 1_000)]);
        let said = "Jobs, in people: b 4 (66 %); a 1 (16 %); c 1 (16 %)";
        assert_eq!(chart.alternative, said);
        assert_eq!(chart.headings, ["What", "Quantity (people)", "Share"]);
        assert_eq!(chart.rows[0], ["b", "4", "66 %"]);
        assert_eq!(chart.rows[3], ["All of it", "6", "98 %"]);
        assert!(chart.note.ends_with("as printed they come to 98 %."));
        assert!(
            chart
                .svg
                .contains("width=\"480\" height=\"18\" fill=\"#0b5351\"")
        );
        assert!(
            chart
                .svg
                .contains("width=\"120\" height=\"18\" fill=\"#0b5351\"")
        );
    }

    #[test]
    fn a_share_that_is_not_nought_is_never_printed_as_nought() {
        let chart = of(&[part("a", 999_000), part("b", 1_000), part("c", 0)]);
        let shares: Vec<&str> = chart.rows.iter().map(|row| row[2].as_str()).collect();
        assert_eq!(shares, ["99 %", "under 1 %", "0 %", "99 %"]);
    }

    #[test]
    fn beyond_the_bound_the_shorter_ones_stand_together_and_the_table_has_all() {
        let long = "A partner with a name as long as its history ".repeat(4);
        let parts: Vec<Part> = (1..=40)
            .map(|at| part(&format!("{at} {long}"), at * 1_000))
            .collect();
        let chart = of(&parts);
        assert_eq!(
            chart.svg.matches("height=\"18\" fill=\"#0b5351\"").count(),
            MOST
        );
        assert!(chart.svg.contains(">31 others</text>"));
        assert!(chart.svg.contains(">496 (60 %)</text>"), "{}", chart.svg);
        assert_eq!(chart.rows.len(), 41);
        assert!(chart.rows.iter().any(|row| row[0] == format!("1 {long}")));
        let drawn = chart.svg.split("</desc>").nth(1).unwrap();
        assert!(!drawn.contains(&long));
    }

    #[test]
    fn with_a_part_below_nought_there_are_bars_and_no_shares() {
        let chart = of(&[part("won", 6_000), part("taken back", -2_000)]);
        assert!(chart.svg.contains("fill=\"#e0a458\" stroke="));
        assert!(!chart.svg.contains('%'));
        assert_eq!(chart.rows[1], ["taken back", "-2", "–"]);
        assert!(chart.note.contains("No shares"));
    }

    #[test]
    fn what_is_not_told_is_named_without_a_bar_and_never_summed_up() {
        let told = |label: &str| Part {
            label: label.to_owned(),
            amount: Amount::Told("fewer than 5".to_owned()),
        };
        let mut parts = vec![part("a", 30_000), told("z"), told("b")];
        let chart = shares("Jobs", "people", (&Amount::Exact(33_000), &parts), written);
        assert_eq!(
            chart.alternative,
            "Jobs, in people: a 30 (90 %); b fewer than 5; z fewer than 5"
        );
        assert_eq!(chart.svg.matches("stroke-dasharray=\"3 5\"").count(), 2);
        assert_eq!(chart.svg.matches("fill=\"#0b5351\"").count(), 1);
        assert_eq!(chart.rows[1], ["b", "fewer than 5", "–"]);
        let hidden = Amount::Told("not shown".to_owned());
        let chart = shares("Jobs", "people", (&hidden, &parts), written);
        assert!(!chart.svg.contains('%'), "a share would tell the whole");
        parts.extend((0..20).map(|at| told(&format!("{at:02}"))));
        let chart = shares("Jobs", "people", (&Amount::Exact(99_000), &parts), written);
        assert!(chart.svg.contains(">13 more</text>") && !chart.svg.contains("others"));
    }

    #[test]
    fn nothing_one_part_and_huge_figures_are_still_a_picture() {
        let empty = of(&[]);
        assert_eq!(
            (empty.alternative.as_str(), empty.rows.len()),
            ("Jobs: nothing to show yet", 0)
        );
        assert_eq!(of(&[part("a", 1_000)]).rows[0], ["a", "1", "100 %"]);
        let nought = of(&[part("a", 0)]);
        assert_eq!(nought.rows[0], ["a", "0", "–"]);
        let huge = of(&[
            part("<b>", i64::MAX),
            part("b", i64::MAX),
            part("c", i64::MIN),
        ]);
        assert!(!huge.svg.contains("=\"-") && !huge.svg.contains("<b>"));
    }
}
