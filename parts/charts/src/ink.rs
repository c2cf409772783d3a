//! Colours and the few marks that charts are drawn with.

pub(crate) const TEAL: &str = "#0b5351";
pub(crate) const CORAL: &str = "#b3442d";
pub(crate) const INK: &str = "#16262e";
pub(crate) const MIST: &str = "#dbe8e7";
pub(crate) const GREY: &str = "#47585f";
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

/// Where a text is anchored.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Anchor {
    Start,
    Middle,
    End,
}

/// A line of text.
pub(crate) fn text((x, y): (i64, i64), anchor: Anchor, colour: &str, words: &str) -> String {
    let anchor = match anchor {
        Anchor::Start => "start",
        Anchor::Middle => "middle",
        Anchor::End => "end",
    };
    format!(
        "<text x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\" fill=\"{colour}\" font-family=\"{FACE}\" font-size=\"15\">{}</text>",
        escape(words)
    )
}

/// The picture around its marks, with its name and its words.
pub(crate) fn picture(
    (width, height): (i64, i64),
    title: &str,
    words: &str,
    marks: &str,
) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\"{}. {}\">{marks}</svg>",
        escape(title),
        escape(words)
    )
}

/// `value` of `most` as a length of at most `room`; nought when there is nothing to compare with.
pub(crate) fn length(value: i64, most: i64, room: i64) -> i64 {
    if most <= 0 {
        return 0;
    }
    let exact = i128::from(value.max(0)) * i128::from(room) / i128::from(most);
    i64::try_from(exact).unwrap_or(room).min(room)
}
