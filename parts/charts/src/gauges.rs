//! Bars that stand against bands: under each bar lies a strip that shows where every band begins, from
//! blank to full. A bar whose figure is not told is an empty outline with its words.

use crate::amount::Amount;
use crate::hatch::Texture;
use crate::ink::{Anchor, Scale, WIDTH, cut, letters, nothing, picture, room_of, text};
use crate::palette::Palette;
use crate::{Chart, Written, alternative};

/// Bars with what they stand against.
#[derive(Debug, Clone, Default)]
pub struct Gauges {
    /// The bars, in their order.
    pub bars: Vec<Gauge>,
    /// The bands in words, from the lowest up; four at most are drawn.
    pub bands: Vec<String>,
}

/// One bar.
#[derive(Debug, Clone)]
pub struct Gauge {
    /// What it stands for.
    pub label: String,
    /// How long it is.
    pub amount: Amount,
    /// What was aimed at, in thousandths.
    pub target: Option<i64>,
    /// Where the second band and those above it begin, in thousandths; none where it stands against
    /// nothing.
    pub begins: Vec<i64>,
}

const ROW: i64 = 72;
const KEY: i64 = 28;
const BAR: i64 = 18;
const STRIP: i64 = 10;
const TEXTURES: [Texture; 4] = [
    Texture::Blank,
    Texture::Sparse,
    Texture::Dense,
    Texture::Full,
];

/// Draws the bars in the default colours. `unit` is said in the words and the table.
pub fn gauges(title: &str, unit: &str, of: &Gauges, written: Written) -> Chart {
    Palette::default().gauges(title, unit, of, written)
}

impl Palette {
    /// Draws the bars.
    pub fn gauges(&self, title: &str, unit: &str, of: &Gauges, written: Written) -> Chart {
        let values = of.bars.iter().flat_map(|bar| {
            let begins = bar.begins.iter().copied().map(Some);
            begins.chain([bar.amount.exact(), bar.target])
        });
        let scale = Scale::of(values.flatten());
        let (mut marks, mut y) = (String::new(), 4);
        for bar in &of.bars {
            marks.push_str(&self.gauge(bar, y, scale, written));
            y += if bar.begins.is_empty() {
                ROW - STRIP
            } else {
                ROW
            };
        }
        let (key, y) = self.gauges_key(of, y);
        marks.push_str(&key);
        let said: Vec<String> = of.bars.iter().map(|bar| bar.said(written)).collect();
        if of.bars.is_empty() {
            marks.push_str(&nothing(self.ink));
        }
        let alternative = alternative(title, unit, &said);
        Chart {
            svg: picture(y.max(40), title, &alternative, &marks),
            caption: format!("{title}, in {unit}"),
            note: String::new(),
            alternative,
            headings: of.headings(unit),
            rows: of.rows(written),
        }
    }

    /// The label with its figure, the bar, and the strip under it.
    fn gauge(&self, bar: &Gauge, y: i64, scale: Scale, written: Written) -> String {
        let figure = cut(&bar.figure(written), 30);
        let label = cut(&bar.label, letters(WIDTH - room_of(&figure) - 12));
        let mut marks = text((0, y + 18), Anchor::Start, self.ink, &label);
        marks.push_str(&text((WIDTH, y + 18), Anchor::End, self.ink, &figure));
        let top = y + 27;
        let Some(value) = bar.amount.exact() else {
            return marks + &self.untold((0, top, WIDTH, BAR));
        };
        let (nought, end) = (scale.place(0, WIDTH), scale.place(value, WIDTH));
        marks.push_str(&self.track(top));
        marks.push_str(&self.length((nought, end), top, value));
        marks.push_str(&self.nought(nought, top, scale));
        marks.push_str(&self.strip(bar, top + BAR + 2, scale));
        if let Some(target) = bar.target {
            let at = scale.place(target, WIDTH).clamp(4, WIDTH - 4);
            marks.push_str(&self.mark(at, top - 3));
        }
        marks
    }

    /// Each band from where it begins to where the next one does.
    fn strip(&self, bar: &Gauge, top: i64, scale: Scale) -> String {
        if bar.begins.is_empty() {
            return String::new();
        }
        let at = |value: i64| scale.place(value, WIDTH);
        let begins: Vec<i64> = [0]
            .into_iter()
            .chain(bar.begins.iter().map(|value| at(*value)))
            .collect();
        let ends = begins.iter().skip(1).copied().chain([WIDTH]);
        let bands = begins.iter().zip(ends).zip(TEXTURES);
        bands
            .filter(|((from, to), _)| to > *from)
            .map(|((from, to), texture)| self.surface((*from, top, to - from, STRIP), texture))
            .collect()
    }

    fn gauges_key(&self, of: &Gauges, y: i64) -> (String, i64) {
        let (mut marks, mut y) = (String::new(), y);
        if of.bars.iter().any(|bar| bar.target.is_some()) {
            marks.push_str(&self.mark(16, y));
            marks.push_str(&text((42, y + 18), Anchor::Start, self.ink, "Target"));
            y += KEY;
        }
        if of.bars.iter().all(|bar| bar.begins.is_empty()) {
            return (marks, y);
        }
        for (words, texture) in of.bands.iter().zip(TEXTURES) {
            marks.push_str(&self.surface((0, y + 5, 32, 14), texture));
            let words = cut(words, letters(WIDTH - 42));
            marks.push_str(&text((42, y + 18), Anchor::Start, self.ink, &words));
            y += KEY;
        }
        (marks, y)
    }
}

impl Gauge {
    fn figure(&self, written: Written) -> String {
        let amount = self.amount.words(written);
        match self.target {
            Some(target) => format!("{amount} of {}", written(target)),
            None => amount,
        }
    }

    fn said(&self, written: Written) -> String {
        format!("{} {}", self.label, self.figure(written))
    }
}

impl Gauges {
    fn has_target(&self) -> bool {
        self.bars.iter().any(|bar| bar.target.is_some())
    }

    fn headings(&self, unit: &str) -> Vec<String> {
        let target = self.has_target().then(|| "Target".to_owned());
        let bands = self.banded().map(|band| format!("{band} from"));
        ["What".to_owned(), format!("Reached ({unit})")]
            .into_iter()
            .chain(target)
            .chain(bands)
            .collect()
    }

    /// The bands that begin somewhere: the lowest one does not.
    fn banded(&self) -> impl Iterator<Item = &String> {
        let most = self.bars.iter().map(|bar| bar.begins.len()).max();
        self.bands.iter().skip(1).take(most.unwrap_or(0))
    }

    fn rows(&self, written: Written) -> Vec<Vec<String>> {
        let open = || "–".to_owned();
        let bars = self.bars.iter();
        bars.map(|bar| {
            let target = self
                .has_target()
                .then(|| bar.target.map_or_else(open, written));
            let bands = self.banded().enumerate();
            let bands = bands.map(|(at, _)| bar.begins.get(at).copied().map_or_else(open, written));
            [bar.label.clone(), bar.amount.words(written)]
                .into_iter()
                .chain(target)
                .chain(bands)
                .collect()
        })
        .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(value: i64) -> String {
        (value / 1000).to_string()
    }

    fn gauge(label: &str, amount: Amount) -> Gauge {
        Gauge {
            label: label.to_owned(),
            amount,
            target: Some(100_000),
            begins: vec![50_000, 80_000, 100_000],
        }
    }

    fn of(bars: Vec<Gauge>) -> Gauges {
        let bands = ["Bad", "Poor", "Nearly", "Fine"];
        Gauges {
            bars,
            bands: bands.map(str::to_owned).to_vec(),
        }
    }

    #[test]
    fn each_band_has_its_part_of_the_strip_and_its_words() {
        let chart = gauges(
            "Jobs",
            "percent",
            &of(vec![gauge("a", Amount::Exact(90_000))]),
            written,
        );
        for band in ["Bad", "Poor", "Nearly", "Fine", "Target"] {
            assert!(chart.svg.contains(&format!(">{band}</text>")), "{band}");
        }
        // The second band begins at half of the room and is 30 of a hundred wide.
        let poor = "<rect x=\"240\" y=\"51\" width=\"144\" height=\"10\"";
        assert!(chart.svg.contains(poor), "{}", chart.svg);
        assert!(
            chart.svg.contains("width=\"432\" height=\"18\""),
            "the bar itself"
        );
        let headings = [
            "What",
            "Reached (percent)",
            "Target",
            "Poor from",
            "Nearly from",
            "Fine from",
        ];
        assert_eq!(chart.headings, headings);
        assert_eq!(chart.rows, [["a", "90", "100", "50", "80", "100"]]);
        assert_eq!(chart.alternative, "Jobs, in percent: a 90 of 100");
    }

    #[test]
    fn what_is_not_told_is_an_empty_outline_and_gives_no_scale() {
        let told = gauge("a", Amount::Told("not shown".to_owned()));
        let chart = gauges("Jobs", "percent", &of(vec![told]), written);
        assert!(chart.svg.contains("stroke-dasharray=\"3 5\""));
        assert!(chart.svg.contains(">not shown of 100</text>"));
        let bar = format!("height=\"18\" fill=\"{}\"", Palette::default().reached);
        assert!(!chart.svg.contains(&bar), "{}", chart.svg);
        assert_eq!(chart.rows[0][1], "not shown");
    }

    #[test]
    fn a_bar_against_nothing_has_no_strip_and_no_key() {
        let bare = Gauge {
            target: None,
            begins: Vec::new(),
            ..gauge("a", Amount::Exact(5_000))
        };
        let chart = gauges("Jobs", "x", &of(vec![bare]), written);
        assert!(!chart.svg.contains(">Fine<") && !chart.svg.contains(">Target<"));
        assert_eq!(chart.headings, ["What", "Reached (x)"]);
    }

    #[test]
    fn nothing_huge_negative_or_long_leaves_the_picture() {
        let long = "Very long name ".repeat(12);
        let bars = vec![
            gauge(&long, Amount::Exact(i64::MAX)),
            gauge("b", Amount::Exact(i64::MIN)),
            gauge("c", Amount::Exact(0)),
        ];
        let chart = gauges("A", "x", &of(bars), |value| value.to_string());
        assert!(!chart.svg.contains("=\"-"));
        let drawn = chart.svg.split("</desc>").nth(1).unwrap();
        assert!(!drawn.contains(&long));
        assert_eq!(chart.rows[0][0], long);
        assert!(
            gauges("A", "x", &Gauges::default(), written)
                .svg
                .starts_with("<svg")
        );
    }
}
