//! Bars lying on their side, each with its figure written out and, if there is one, a mark where its
//! target is. What lies below nought grows to the left of nought.

use crate::ink::{Anchor, Scale, WIDTH, cut, letters, picture, room_of, text};
use crate::palette::Palette;
use crate::{Chart, Written, alternative, table};

/// One bar.
#[derive(Debug, Clone)]
pub struct Bar {
    /// What it stands for.
    pub label: String,
    /// How long it is, in thousandths.
    pub value: i64,
    /// What was aimed at, in thousandths.
    pub target: Option<i64>,
}

const ROW: i64 = 58;

/// Draws the bars in the order they are given, in the default colours. `unit` is said in the words
/// and the table.
pub fn bars(title: &str, unit: &str, bars: &[Bar], written: Written) -> Chart {
    Palette::default().bars(title, unit, bars, written)
}

/// Draws one bar on its way to its target, with the share it has reached in whole percent.
pub fn progress(title: &str, unit: &str, bar: &Bar, written: Written) -> Chart {
    Palette::default().progress(title, unit, bar, written)
}

impl Palette {
    /// Draws the bars in the order they are given.
    pub fn bars(&self, title: &str, unit: &str, bars: &[Bar], written: Written) -> Chart {
        let figures = bars.iter().map(|bar| written(bar.value)).collect();
        self.drawn((title, unit), bars, figures, written)
    }

    /// Draws one bar on its way to its target, with the share it has reached in whole percent.
    pub fn progress(&self, title: &str, unit: &str, bar: &Bar, written: Written) -> Chart {
        let figure = match (say(bar, written), share(bar)) {
            (_, None) => written(bar.value),
            (said, Some(share)) => format!("{said} ({share} %)"),
        };
        self.drawn(
            (title, unit),
            std::slice::from_ref(bar),
            vec![figure],
            written,
        )
    }

    fn drawn(
        &self,
        (title, unit): (&str, &str),
        bars: &[Bar],
        figures: Vec<String>,
        written: Written,
    ) -> Chart {
        let values = bars
            .iter()
            .flat_map(|bar| [bar.value, bar.target.unwrap_or(0)]);
        let scale = Scale::of(values);
        let mut marks = String::new();
        let mut y = 4;
        for (bar, figure) in bars.iter().zip(figures) {
            marks.push_str(&self.row(bar, &figure, y, scale));
            y += ROW;
        }
        if bars.iter().any(|bar| bar.target.is_some()) {
            marks.push_str(&self.mark(4, y));
            marks.push_str(&text((18, y + 18), Anchor::Start, self.ink, "Target"));
            y += 30;
        }
        let said = bars
            .iter()
            .map(|bar| format!("{} {}", bar.label, say(bar, written)));
        let alternative = alternative(title, unit, &said.collect::<Vec<_>>());
        let rows = bars.iter().map(|bar| (&bar.label, bar.value, bar.target));
        let (headings, rows) = table("What", unit, &rows.collect::<Vec<_>>(), written);
        Chart {
            svg: picture(y.max(40), title, &alternative, &marks),
            caption: format!("{title}, in {unit}"),
            note: String::new(),
            alternative,
            headings,
            rows,
        }
    }

    /// A line of words, the label and its figure, and the bar under them.
    fn row(&self, bar: &Bar, figure: &str, y: i64, scale: Scale) -> String {
        let figure = cut(figure, 30);
        let room = letters(WIDTH - room_of(&figure) - 12);
        let mut marks = text((0, y + 18), Anchor::Start, self.ink, &cut(&bar.label, room));
        marks.push_str(&text((WIDTH, y + 18), Anchor::End, self.ink, &figure));
        let top = y + 27;
        marks.push_str(&self.track(top));
        let (nought, end) = (scale.place(0, WIDTH), scale.place(bar.value, WIDTH));
        marks.push_str(&self.length((nought, end), top, bar.value));
        marks.push_str(&self.nought(nought, top, scale));
        if let Some(target) = bar.target {
            // Its own width stays inside the picture at either end.
            let at = scale.place(target, WIDTH).clamp(4, WIDTH - 4);
            marks.push_str(&self.mark(at, top - 3));
        }
        marks
    }

    /// The ground under a bar, as long as any bar can be.
    pub(crate) fn track(&self, top: i64) -> String {
        format!(
            "<rect x=\"0\" y=\"{top}\" width=\"{WIDTH}\" height=\"18\" fill=\"{}\"/>",
            self.ground
        )
    }

    /// The bar itself, from nought to its end.
    pub(crate) fn length(&self, (nought, end): (i64, i64), top: i64, value: i64) -> String {
        let (x, long) = (nought.min(end), (end - nought).abs());
        let fill = if value < 0 {
            format!("fill=\"{}\" stroke=\"{}\"", self.below, self.ink)
        } else {
            format!("fill=\"{}\"", self.reached)
        };
        format!("<rect x=\"{x}\" y=\"{top}\" width=\"{long}\" height=\"18\" {fill}/>")
    }

    /// Where nought is, if anything lies below it.
    pub(crate) fn nought(&self, at: i64, top: i64, scale: Scale) -> String {
        if scale.least >= 0 {
            return String::new();
        }
        let (ink, from, to) = (self.ink, top - 2, top + 20);
        format!(
            "<line x1=\"{at}\" y1=\"{from}\" x2=\"{at}\" y2=\"{to}\" stroke=\"{ink}\" stroke-width=\"2\"/>"
        )
    }

    /// A target: taller than the bar, with a rim of paper that sets it apart from the bar.
    pub(crate) fn mark(&self, x: i64, y: i64) -> String {
        let target = self.target;
        format!(
            "<rect x=\"{}\" y=\"{y}\" width=\"8\" height=\"24\" fill=\"#ffffff\"/><rect x=\"{}\" y=\"{y}\" width=\"4\" height=\"24\" fill=\"{target}\"/>",
            x - 4,
            x - 2
        )
    }
}

fn say(bar: &Bar, written: Written) -> String {
    let reached = written(bar.value);
    match bar.target {
        Some(target) => format!("{reached} of {}", written(target)),
        None => reached,
    }
}

/// The share of a target in whole percent, rounded down: 100 is said only when all of it is reached.
fn share(bar: &Bar) -> Option<i128> {
    let target = bar.target.filter(|target| *target > 0)?;
    Some((i128::from(bar.value) * 100).div_euclid(i128::from(target)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::palette::Colour;

    fn written(value: i64) -> String {
        (value / 1000).to_string()
    }

    fn bar(label: &str, value: i64, target: Option<i64>) -> Bar {
        Bar {
            label: label.to_owned(),
            value,
            target,
        }
    }

    #[test]
    fn a_chart_says_what_it_shows_and_has_its_table() {
        let chart = bars(
            "Jobs",
            "people",
            &[bar("Quarter 1", 5_000, Some(10_000))],
            written,
        );
        let said = "Jobs, in people: Quarter 1 5 of 10";
        assert_eq!(chart.alternative, said);
        assert_eq!(chart.caption, "Jobs, in people");
        assert_eq!(chart.headings, ["What", "Reached (people)", "Target"]);
        assert_eq!(chart.rows, [["Quarter 1", "5", "10"]]);
        assert!(chart.svg.contains("role=\"img\"><title>Jobs</title>"));
        assert!(chart.svg.contains(&format!("<desc>{said}</desc>")));
        assert!(chart.svg.contains("width=\"240\""), "half of the room");
    }

    #[test]
    fn nothing_in_a_label_becomes_markup_or_style() {
        let hostile = bar("<script>", 1, None);
        let chart = bars("<b>\"", "x&y", std::slice::from_ref(&hostile), written);
        assert!(!chart.svg.contains("<script>") && !chart.svg.contains("<b>"));
        assert!(!chart.svg.contains("style"));
        assert!(chart.svg.contains("&lt;b&gt;&quot;, in x&amp;y"));
    }

    #[test]
    fn what_lies_below_nought_grows_to_its_left_and_is_outlined() {
        let both = [bar("lost", -5_000, None), bar("won", 5_000, None)];
        let chart = bars("A", "x", &both, written);
        let ink = Palette::default().ink;
        let lost = format!("stroke=\"{ink}\"");
        assert!(chart.svg.contains("<rect x=\"0\" y=\"31\" width=\"240\""));
        assert!(chart.svg.contains("<rect x=\"240\" y=\"89\" width=\"240\""));
        assert!(chart.svg.contains(&lost));
        assert_eq!(chart.rows[0], ["lost", "-5"]);
        let won = bars("A", "x", &[bar("won", 5_000, None)], written);
        assert!(!won.svg.contains(&lost));
    }

    #[test]
    fn nothing_huge_leaves_the_picture() {
        let widest = [bar("b", i64::MAX, Some(i64::MIN)), bar("c", i64::MIN, None)];
        let chart = bars("A", "x", &widest, |value| value.to_string());
        assert!(!chart.svg.contains("=\"-"));
        for part in chart.svg.split("width=\"").skip(1) {
            let width: i64 = part.split('"').next().unwrap().parse().unwrap();
            assert!(width <= WIDTH, "{width}");
        }
        assert_eq!(chart.rows[0][1], i64::MAX.to_string());
    }

    #[test]
    fn no_bars_and_only_noughts_are_still_a_picture() {
        let empty = bars("A", "x", &[], written);
        assert_eq!(empty.alternative, "A: nothing to show yet");
        assert!(empty.svg.contains("viewBox=\"0 0 480 40\""));
        let nought = bars("A", "x", &[bar("b", 0, Some(0))], written);
        assert!(nought.svg.contains("width=\"0\""));
    }

    #[test]
    fn a_long_label_is_cut_in_the_picture_and_whole_in_the_table() {
        let long = "Mock interviews with employers ".repeat(9);
        let chart = bars("A", "x", &[bar(&long, 1_000, None)], written);
        let shown = chart.svg.split("<text").nth(1).unwrap();
        assert!(shown.contains('…') && !shown.contains(&long));
        assert_eq!(chart.rows[0][0], long);
    }

    #[test]
    fn progress_says_its_share_and_rounds_it_down() {
        let chart = progress("A", "x", &bar("b", 9_999_000, Some(10_000_000)), written);
        assert!(chart.svg.contains("9999 of 10000 (99 %)"), "{}", chart.svg);
        let aimless = progress("A", "x", &bar("b", 5_000, None), written);
        assert!(!aimless.svg.contains('%'));
        let beyond = progress("A", "x", &bar("b", 12_000, Some(10_000)), written);
        assert!(beyond.svg.contains("12 of 10 (120 %)"));
    }

    #[test]
    fn colours_are_handed_in() {
        let palette = Palette {
            reached: Colour(1, 2, 3),
            ..Palette::default()
        };
        let chart = palette.bars("A", "x", &[bar("b", 1, None)], written);
        assert!(chart.svg.contains("fill=\"#010203\""));
    }
}
