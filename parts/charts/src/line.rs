//! A line over time with a point at each step, and a dashed line for what was aimed at.

use crate::ink::{Anchor, CORAL, GREY, INK, MIST, TEAL, cut, length, picture, text};
use crate::{Chart, Written};

/// One step in time.
#[derive(Debug, Clone)]
pub struct Point {
    /// When: `Aug 2026`.
    pub label: String,
    /// How much by then, in thousandths.
    pub value: i64,
    /// What was aimed at by then, in thousandths.
    pub target: Option<i64>,
}

const WIDTH: i64 = 640;
const LEFT: i64 = 78;
const RIGHT: i64 = 620;
const TOP: i64 = 20;
const BOTTOM: i64 = 250;

/// Draws the line. `unit` is said in the words and the table.
pub fn line(title: &str, unit: &str, points: &[Point], written: Written) -> Chart {
    let most = points
        .iter()
        .flat_map(|point| [point.value, point.target.unwrap_or(0)])
        .max()
        .unwrap_or(0)
        .max(1);
    let mut marks = grid(most, written);
    let places: Vec<(i64, i64)> = places(points, most, |point| Some(point.value));
    let targets: Vec<(i64, i64)> = places_of_targets(points, most);
    if !targets.is_empty() {
        marks.push_str(&path(&targets, CORAL, " stroke-dasharray=\"8 6\""));
    }
    marks.push_str(&path(&places, TEAL, ""));
    for (x, y) in &places {
        marks.push_str(&format!(
            "<circle cx=\"{x}\" cy=\"{y}\" r=\"6\" fill=\"{TEAL}\"/>"
        ));
    }
    marks.push_str(&labels(points, &places));
    let mut height = BOTTOM + 40;
    if !targets.is_empty() {
        let y = BOTTOM + 58;
        marks.push_str(&format!("<line x1=\"{LEFT}\" y1=\"{y}\" x2=\"{}\" y2=\"{y}\" stroke=\"{CORAL}\" stroke-width=\"3\" stroke-dasharray=\"8 6\"/>", LEFT + 40));
        marks.push_str(&text((LEFT + 50, y + 5), Anchor::Start, GREY, "Target"));
        height += 34;
    }
    finish(title, unit, (points, written), (height, &marks))
}

fn finish(
    title: &str,
    unit: &str,
    (points, written): (&[Point], Written),
    (height, marks): (i64, &str),
) -> Chart {
    let has_target = points.iter().any(|point| point.target.is_some());
    let said: Vec<String> = points
        .iter()
        .map(|point| format!("{} {}", point.label, written(point.value)))
        .collect();
    let alternative = if said.is_empty() {
        format!("{title}: nothing to show yet")
    } else {
        format!("{title}, in {unit}: {}", said.join("; "))
    };
    let columns = if has_target { 3 } else { 2 };
    Chart {
        svg: picture((WIDTH, height), title, &alternative, marks),
        alternative,
        headings: [
            "When".to_owned(),
            format!("Reached ({unit})"),
            "Target".to_owned(),
        ]
        .into_iter()
        .take(columns)
        .collect(),
        rows: points
            .iter()
            .map(|point| {
                let target = point.target.map(written).unwrap_or_default();
                [point.label.clone(), written(point.value), target]
                    .into_iter()
                    .take(columns)
                    .collect()
            })
            .collect(),
    }
}

fn grid(most: i64, written: Written) -> String {
    let mut marks = String::new();
    for quarter in 0..=4_i64 {
        let y = BOTTOM - (BOTTOM - TOP) * quarter / 4;
        marks.push_str(&format!("<line x1=\"{LEFT}\" y1=\"{y}\" x2=\"{RIGHT}\" y2=\"{y}\" stroke=\"{MIST}\" stroke-width=\"2\"/>"));
        let value = i64::try_from(i128::from(most) * i128::from(quarter) / 4).unwrap_or(most);
        // Only whole units are written at the edge; the table has every figure exactly.
        let whole = if most >= 4_000 {
            value / 1000 * 1000
        } else {
            value
        };
        marks.push_str(&text(
            (LEFT - 10, y + 5),
            Anchor::End,
            GREY,
            &written(whole),
        ));
    }
    marks
}

fn places(points: &[Point], most: i64, of: impl Fn(&Point) -> Option<i64>) -> Vec<(i64, i64)> {
    let steps = i64::try_from(points.len())
        .unwrap_or(i64::MAX)
        .saturating_sub(1)
        .max(1);
    (0_i64..)
        .zip(points)
        .filter_map(|(index, point)| {
            let x = LEFT + 10 + (RIGHT - LEFT - 20) * index / steps;
            Some((x, BOTTOM - length(of(point)?, most, BOTTOM - TOP)))
        })
        .collect()
}

fn places_of_targets(points: &[Point], most: i64) -> Vec<(i64, i64)> {
    places(points, most, |point| point.target)
}

fn path(places: &[(i64, i64)], colour: &str, more: &str) -> String {
    let pairs: Vec<String> = places.iter().map(|(x, y)| format!("{x},{y}")).collect();
    format!(
        "<polyline points=\"{}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"4\"{more}/>",
        pairs.join(" ")
    )
}

/// Labels under the points: all of them when there is room, else every other, or fewer.
fn labels(points: &[Point], places: &[(i64, i64)]) -> String {
    let step = points.len().div_ceil(7).max(1);
    points
        .iter()
        .zip(places)
        .step_by(step)
        .map(|(point, (x, _))| {
            text(
                (*x, BOTTOM + 26),
                Anchor::Middle,
                INK,
                &cut(&point.label, 10),
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(value: i64) -> String {
        (value / 1000).to_string()
    }

    #[test]
    fn a_line_has_a_point_for_each_step_and_its_table() {
        let points: Vec<Point> = (0..12)
            .map(|month| Point {
                label: format!("M{month}"),
                value: month * 1000,
                target: Some(11_000),
            })
            .collect();
        let chart = line("Jobs", "people", &points, written);
        assert_eq!(chart.svg.matches("<circle").count(), 12);
        assert_eq!(chart.rows.len(), 12);
        assert!(chart.svg.contains("stroke-dasharray"));
        assert!(chart.alternative.ends_with("M11 11"));
    }

    #[test]
    fn one_point_or_none_is_still_a_picture() {
        assert!(line("A", "x", &[], written).svg.starts_with("<svg"));
        let one = [Point {
            label: "now".to_owned(),
            value: -5,
            target: None,
        }];
        let chart = line("A", "x", &one, written);
        assert_eq!(chart.headings.len(), 2);
        assert!(chart.svg.contains(&format!("cy=\"{BOTTOM}\"")));
    }
}
