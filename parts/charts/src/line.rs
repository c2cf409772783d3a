//! A line over time with a point at each step, and a dashed line for what was aimed at.

use crate::ink::{Anchor, Scale, WIDTH, cut, picture, room_of, text};
use crate::palette::{Colour, Palette};
use crate::{Chart, Written, alternative, table};

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

const RIGHT: i64 = WIDTH - 38;
const TOP: i64 = 32;
const BOTTOM: i64 = 262;
/// So many dates fit under the line.
const DATES: usize = 5;

/// Draws the line in the default colours. `unit` is said in the words and the table.
pub fn line(title: &str, unit: &str, points: &[Point], written: Written) -> Chart {
    Palette::default().line(title, unit, points, written)
}

impl Palette {
    /// Draws the line.
    pub fn line(&self, title: &str, unit: &str, points: &[Point], written: Written) -> Chart {
        let values = points
            .iter()
            .flat_map(|point| [point.value, point.target.unwrap_or(0)]);
        let field = Field::of(Scale::of(values), points.len(), written);
        let mut marks = self.grid(&field, written);
        let targets = field.places(points.iter().map(|point| point.target));
        let reached = field.places(points.iter().map(|point| Some(point.value)));
        if !targets.is_empty() {
            marks.push_str(&path(&targets, self.target, " stroke-dasharray=\"8 6\""));
        }
        marks.push_str(&path(&reached, self.reached, ""));
        for (x, y) in &reached {
            marks.push_str(&format!(
                "<circle cx=\"{x}\" cy=\"{y}\" r=\"6\" fill=\"{}\"/>",
                self.reached
            ));
        }
        marks.push_str(&self.labels(points, &reached, written));
        let mut height = BOTTOM + 34;
        if !targets.is_empty() {
            let (left, y) = (field.left, BOTTOM + 52);
            let key = [(left, y), (left + 40, y)];
            marks.push_str(&path(&key, self.target, " stroke-dasharray=\"8 6\""));
            marks.push_str(&text((left + 50, y + 6), Anchor::Start, self.ink, "Target"));
            height += 36;
        }
        let said = points
            .iter()
            .map(|point| format!("{} {}", point.label, written(point.value)));
        let alternative = alternative(title, unit, &said.collect::<Vec<_>>());
        let rows = points.iter().map(|at| (&at.label, at.value, at.target));
        let (headings, rows) = table("When", unit, &rows.collect::<Vec<_>>(), written);
        Chart {
            svg: picture(height, title, &alternative, &marks),
            caption: format!("{title}, in {unit}"),
            alternative,
            headings,
            rows,
        }
    }

    fn grid(&self, field: &Field, written: Written) -> String {
        let mut marks = String::new();
        for quarter in 0..=4_i64 {
            // Only whole units are written at the edge, and each line lies where its figure says; the
            // table has every figure exactly.
            let value = field.scale.at(quarter);
            let y = BOTTOM - field.scale.place(value, BOTTOM - TOP);
            marks.push_str(&rule(field.left, y, self.ground));
            let edge = cut(&written(value), 14);
            marks.push_str(&text(
                (field.left - 10, y + 6),
                Anchor::End,
                self.ink,
                &edge,
            ));
        }
        if field.scale.least < 0 {
            let y = BOTTOM - field.scale.place(0, BOTTOM - TOP);
            marks.push_str(&rule(field.left, y, self.ink));
        }
        marks
    }

    /// Dates under the points, as many as fit and always the last; the figure above the last point.
    fn labels(&self, points: &[Point], places: &[(i64, i64)], written: Written) -> String {
        let step = points.len().div_ceil(DATES).max(1);
        let mut marks: String = points
            .iter()
            .zip(places)
            .rev()
            .step_by(step)
            .map(|(point, (x, _))| {
                let label = cut(&point.label, 8);
                text((*x, BOTTOM + 26), Anchor::Middle, self.ink, &label)
            })
            .collect();
        if let (Some(point), Some((x, y))) = (points.last(), places.last()) {
            let figure = cut(&written(point.value), 30);
            let (x, anchor) = if room_of(&figure) <= 2 * (WIDTH - x) {
                (*x, Anchor::Middle)
            } else {
                (WIDTH, Anchor::End)
            };
            marks.push_str(&text((x, y - 13), anchor, self.ink, &figure));
        }
        marks
    }
}

/// The field between the axes.
struct Field {
    scale: Scale,
    left: i64,
    steps: i64,
}

impl Field {
    fn of(scale: Scale, points: usize, written: Written) -> Self {
        let scale = if scale.least == scale.most {
            Scale { least: 0, most: 1 }
        } else {
            scale
        };
        let edges = (0..=4).map(|quarter| room_of(&cut(&written(scale.at(quarter)), 14)));
        Self {
            scale,
            left: edges.max().unwrap_or(0) + 12,
            steps: i64::try_from(points).unwrap_or(i64::MAX).max(2) - 1,
        }
    }

    /// Where the values are; a step without a value has no place.
    fn places(&self, values: impl Iterator<Item = Option<i64>>) -> Vec<(i64, i64)> {
        let first = self.left + 30;
        (0_i64..)
            .zip(values)
            .filter_map(|(index, value)| {
                let x = first + (RIGHT - first) * index / self.steps;
                Some((x, BOTTOM - self.scale.place(value?, BOTTOM - TOP)))
            })
            .collect()
    }
}

fn rule(left: i64, y: i64, colour: Colour) -> String {
    format!(
        "<line x1=\"{left}\" y1=\"{y}\" x2=\"{WIDTH}\" y2=\"{y}\" stroke=\"{colour}\" stroke-width=\"2\"/>"
    )
}

fn path(places: &[(i64, i64)], colour: Colour, more: &str) -> String {
    let pairs: Vec<String> = places.iter().map(|(x, y)| format!("{x},{y}")).collect();
    format!(
        "<polyline points=\"{}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"4\"{more}/>",
        pairs.join(" ")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(value: i64) -> String {
        (value / 1000).to_string()
    }

    fn point(label: &str, value: i64, target: Option<i64>) -> Point {
        Point {
            label: label.to_owned(),
            value,
            target,
        }
    }

    fn year() -> Vec<Point> {
        (0..12)
            .map(|month| point(&format!("M{month}"), month * 1000, Some(11_000)))
            .collect()
    }

    #[test]
    fn a_line_has_a_point_for_each_step_and_its_table() {
        let chart = line("Jobs", "people", &year(), written);
        assert_eq!(chart.svg.matches("<circle").count(), 12);
        assert_eq!(chart.rows.len(), 12);
        assert_eq!(chart.headings, ["When", "Reached (people)", "Target"]);
        assert!(chart.svg.contains("stroke-dasharray"));
        assert!(chart.alternative.ends_with("M11 11"));
        assert!(chart.svg.contains("<title>Jobs</title><desc>Jobs, in"));
    }

    #[test]
    fn the_last_date_is_always_written_and_few_others() {
        let chart = line("Jobs", "people", &year(), written);
        assert!(chart.svg.contains(">M11</text>"));
        assert!(chart.svg.matches(">M").count() <= DATES);
    }

    #[test]
    fn each_line_of_the_grid_lies_where_its_figure_says() {
        let points = [point("a", -3_000, None), point("b", 8_000, None)];
        let svg = line("A", "x", &points, written).svg;
        // 2.5 is written as 2, so its line lies at 2 of the eleven from -3 to 8.
        let y = BOTTOM - (BOTTOM - TOP) * 5 / 11;
        assert!(svg.contains(&format!("y2=\"{y}\"")), "{svg}");
        assert!(svg.contains(">2</text>"));
    }

    #[test]
    fn one_point_or_none_is_still_a_picture() {
        assert!(line("A", "x", &[], written).svg.starts_with("<svg"));
        let chart = line("A", "x", &[point("now", 0, None)], written);
        assert_eq!(chart.headings.len(), 2);
        assert!(chart.svg.contains(&format!("cy=\"{BOTTOM}\"")));
    }

    #[test]
    fn what_falls_below_nought_lies_below_its_line() {
        let points = [point("a", 5_000, None), point("b", -5_000, None)];
        let chart = line("A", "x", &points, written);
        let ink = Palette::default().ink;
        assert!(chart.svg.contains(&format!("cy=\"{TOP}\"")));
        assert!(chart.svg.contains(&format!("cy=\"{BOTTOM}\"")));
        let nought = i64::midpoint(TOP, BOTTOM);
        assert!(
            chart
                .svg
                .contains(&format!("y2=\"{nought}\" stroke=\"{ink}\""))
        );
    }

    #[test]
    fn nothing_huge_or_hostile_leaves_the_picture() {
        let points = [
            point("<script>", i64::MIN, Some(i64::MAX)),
            point("'\"&", i64::MAX, None),
        ];
        let chart = line("</title>", "x", &points, |value| value.to_string());
        assert!(!chart.svg.contains("<script>") && !chart.svg.contains("</title></title>"));
        assert!(!chart.svg.contains("=\"-"));
        assert!(!chart.svg.contains("style"));
    }
}
