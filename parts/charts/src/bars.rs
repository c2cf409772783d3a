//! Bars lying on their side, each with its figure written out and, if there is one, a mark where its
//! target is.

use crate::ink::{Anchor, CORAL, GREY, INK, MIST, TEAL, cut, length, picture, text};
use crate::{Chart, Written};

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

const WIDTH: i64 = 640;
const ROOM: i64 = 500;
const ROW: i64 = 56;

/// Draws the bars in the order they are given. `unit` is said in the words and the table.
pub fn bars(title: &str, unit: &str, bars: &[Bar], written: Written) -> Chart {
    let most = bars
        .iter()
        .flat_map(|bar| [bar.value, bar.target.unwrap_or(0)])
        .max()
        .unwrap_or(0);
    let mut marks = String::new();
    let mut y = 8;
    for bar in bars {
        marks.push_str(&row(bar, y, most, written));
        y += ROW;
    }
    let has_target = bars.iter().any(|bar| bar.target.is_some());
    if has_target {
        marks.push_str(&format!(
            "<line x1=\"6\" y1=\"{}\" x2=\"6\" y2=\"{}\" stroke=\"{CORAL}\" stroke-width=\"4\"/>",
            y + 2,
            y + 20
        ));
        marks.push_str(&text((18, y + 17), Anchor::Start, GREY, "Target"));
        y += 28;
    }
    let said: Vec<String> = bars.iter().map(|bar| say(bar, written)).collect();
    let alternative = if said.is_empty() {
        format!("{title}: nothing to show yet")
    } else {
        format!("{title}, in {unit}: {}", said.join("; "))
    };
    Chart {
        svg: picture((WIDTH, y.max(40)), title, &alternative, &marks),
        alternative,
        headings: vec![
            String::new(),
            format!("Reached ({unit})"),
            "Target".to_owned(),
        ]
        .into_iter()
        .take(if has_target { 3 } else { 2 })
        .collect(),
        rows: bars
            .iter()
            .map(|bar| {
                let target = bar.target.map(written).unwrap_or_default();
                let cells = [bar.label.clone(), written(bar.value), target];
                cells
                    .into_iter()
                    .take(if has_target { 3 } else { 2 })
                    .collect()
            })
            .collect(),
    }
}

fn say(bar: &Bar, written: Written) -> String {
    let reached = written(bar.value);
    match bar.target {
        Some(target) => format!("{} {reached} of {}", bar.label, written(target)),
        None => format!("{} {reached}", bar.label),
    }
}

fn row(bar: &Bar, y: i64, most: i64, written: Written) -> String {
    let long = length(bar.value, most, ROOM);
    let mut marks = text((0, y + 15), Anchor::Start, INK, &cut(&bar.label, 64));
    marks.push_str(&format!(
        "<rect x=\"0\" y=\"{}\" width=\"{ROOM}\" height=\"18\" fill=\"{MIST}\"/>",
        y + 23
    ));
    marks.push_str(&format!(
        "<rect x=\"0\" y=\"{}\" width=\"{long}\" height=\"18\" fill=\"{TEAL}\"/>",
        y + 23
    ));
    if let Some(target) = bar.target {
        let at = length(target, most, ROOM);
        marks.push_str(&format!(
            "<line x1=\"{at}\" y1=\"{}\" x2=\"{at}\" y2=\"{}\" stroke=\"{CORAL}\" stroke-width=\"4\"/>",
            y + 19,
            y + 45
        ));
    }
    marks.push_str(&text(
        (WIDTH, y + 38),
        Anchor::End,
        INK,
        &written(bar.value),
    ));
    marks
}

#[cfg(test)]
mod tests {
    use super::*;

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
        assert_eq!(chart.alternative, "Jobs, in people: Quarter 1 5 of 10");
        assert_eq!(chart.rows, [["Quarter 1", "5", "10"]]);
        assert!(chart.svg.contains("width=\"250\""), "half of the room");
    }

    #[test]
    fn nothing_in_a_label_becomes_markup_or_style() {
        let chart = bars("<b>\"", "x&y", &[bar("<script>", 1, None)], written);
        assert!(!chart.svg.contains("<script>") && !chart.svg.contains("<b>"));
        assert!(!chart.svg.contains("style="));
    }

    #[test]
    fn nothing_negative_or_huge_leaves_the_picture() {
        let chart = bars(
            "A",
            "x",
            &[bar("b", i64::MAX, Some(-5)), bar("c", -7, None)],
            written,
        );
        assert!(chart.svg.contains(&format!("width=\"{ROOM}\"")));
        assert!(!chart.svg.contains("width=\"-"));
        let empty = bars("A", "x", &[], written);
        assert_eq!(empty.alternative, "A: nothing to show yet");
    }
}
