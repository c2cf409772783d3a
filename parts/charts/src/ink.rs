//! The few marks that charts are drawn with. A picture is 480 units wide, so that its text stays
//! readable when a phone shrinks it to 340 pixels.

use crate::palette::Colour;

/// How wide every picture is.
pub(crate) const WIDTH: i64 = 480;
/// How high letters are, and how wide at most one of them is on average, in the wider face too.
pub(crate) const LETTER: (i64, i64) = (17, 10);
const FACE: &str = "Atkinson Hyperlegible Next, Verdana, sans-serif";

/// Text as SVG may hold it.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // Neither of them may stand in XML.
            '\u{fffe}' | '\u{ffff}' => out.push(' '),
            letter if letter.is_control() => out.push(' '),
            letter => out.push(letter),
        }
    }
    out
}

/// A label cut to a number of letters; the table has it whole.
pub(crate) fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let mut short: String = text.chars().take(most.saturating_sub(1)).collect();
    short.push('…');
    short
}

/// How many letters fit a length.
pub(crate) fn letters(room: i64) -> usize {
    usize::try_from(room / LETTER.1).unwrap_or(0)
}

/// How long a text is drawn at most.
pub(crate) fn room_of(text: &str) -> i64 {
    i64::try_from(text.chars().count())
        .unwrap_or(i64::MAX)
        .saturating_mul(LETTER.1)
}

/// A label on a few lines, parted between words; what does not fit is cut, and the table has it whole.
pub(crate) fn wrap(text: &str, most: usize, lines: usize) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let letters = |text: &str| text.chars().count();
        let fits = |line: &String| letters(line) + 1 + letters(word) <= most;
        let goes_on = found.len() >= lines || found.last().is_some_and(fits);
        match found.last_mut() {
            Some(line) if goes_on => {
                line.push(' ');
                line.push_str(word);
            }
            Some(_) | None => found.push(word.to_owned()),
        }
    }
    found.iter().map(|line| cut(line, most)).collect()
}

/// Where a text is anchored.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Anchor {
    Start,
    Middle,
    End,
}

/// A line of text, with a rim of paper that keeps it apart from what it crosses.
pub(crate) fn text((x, y): (i64, i64), anchor: Anchor, colour: Colour, words: &str) -> String {
    let anchor = match anchor {
        Anchor::Start => "start",
        Anchor::Middle => "middle",
        Anchor::End => "end",
    };
    format!(
        "<text x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\" fill=\"{colour}\" stroke=\"#ffffff\" stroke-width=\"4\" stroke-linejoin=\"round\" paint-order=\"stroke\">{}</text>",
        escape(words)
    )
}

/// The picture around its marks, with its name and its words.
pub(crate) fn picture(height: i64, title: &str, words: &str, marks: &str) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart\" viewBox=\"0 0 {WIDTH} {height}\" font-family=\"{FACE}\" font-size=\"{}\" role=\"img\"><title>{}</title><desc>{}</desc>{marks}</svg>",
        LETTER.0,
        escape(title),
        escape(words)
    )
}

/// A picture of nothing says so.
pub(crate) fn nothing(colour: Colour) -> String {
    text((0, 24), Anchor::Start, colour, "Nothing to show yet")
}

/// From the least to the most that a chart shows, always with nought.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scale {
    pub(crate) least: i64,
    pub(crate) most: i64,
}

impl Scale {
    /// The scale that all of `values` fit.
    pub(crate) fn of(values: impl Iterator<Item = i64>) -> Self {
        let nought = Self { least: 0, most: 0 };
        values.fold(nought, |scale, value| Self {
            least: scale.least.min(value),
            most: scale.most.max(value),
        })
    }

    /// How far along a length of `room` a value lies.
    pub(crate) fn place(self, value: i64, room: i64) -> i64 {
        let least = i128::from(self.least);
        let span = i128::from(self.most) - least;
        if span == 0 {
            return 0;
        }
        let along = (i128::from(value) - least) * i128::from(room) / span;
        i64::try_from(along).unwrap_or(room).clamp(0, room)
    }

    /// The value at `quarter` quarters of the scale, in whole units when that is fine enough.
    pub(crate) fn at(self, quarter: i64) -> i64 {
        let least = i128::from(self.least);
        let span = i128::from(self.most) - least;
        let exact = least + span * i128::from(quarter) / 4;
        let shown = if span >= 4_000 {
            exact / 1000 * 1000
        } else {
            exact
        };
        i64::try_from(shown).unwrap_or(self.most)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scale_reaches_from_the_least_to_the_most() {
        let scale = Scale::of([i64::MIN, i64::MAX].into_iter());
        assert_eq!(scale.place(i64::MIN, 480), 0);
        assert_eq!(scale.place(i64::MAX, 480), 480);
        assert_eq!(scale.place(0, 480), 240);
        assert_eq!(Scale::of([].into_iter()).place(5, 480), 0);
    }

    #[test]
    fn what_xml_cannot_hold_becomes_a_space() {
        assert_eq!(escape("a\u{0}b\u{ffff}c'\""), "a b c&#39;&quot;");
    }

    #[test]
    fn a_label_is_wrapped_between_words_and_what_is_left_is_cut() {
        assert_eq!(wrap("St Helens", 12, 2), ["St Helens"]);
        let hull = wrap("Kingston upon Hull, City of", 13, 2);
        assert_eq!(hull, ["Kingston upon", "Hull, City of"]);
        assert_eq!(wrap("one two three four", 7, 2), ["one two", "three …"]);
        assert_eq!(wrap("Llanfairpwllgwyngyll", 6, 2), ["Llanf…"]);
        assert_eq!(wrap("", 6, 2), Vec::<String>::new());
        for line in wrap(&"very long words ".repeat(9), 11, 2) {
            assert!(line.chars().count() <= 11, "{line}");
        }
    }

    #[test]
    fn a_long_label_is_cut_by_letters_and_not_by_bytes() {
        assert_eq!(cut("éééé", 3), "éé…");
        assert_eq!(cut("ééé", 3), "ééé");
    }
}
