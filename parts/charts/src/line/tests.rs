use super::draw::DATES;
use super::field::{BOTTOM, TOP};
use super::*;
use crate::ink::WIDTH;

fn written(value: i64) -> String {
    (value / 1000).to_string()
}

fn series(label: &str, values: &[i64]) -> Series {
    Series {
        label: label.to_owned(),
        amounts: values
            .iter()
            .map(|value| Some(Amount::Exact(*value)))
            .collect(),
    }
}

fn of(steps: &[&str], series: Vec<Series>) -> Line {
    Line {
        steps: steps.iter().map(|step| (*step).to_owned()).collect(),
        series,
        ..Line::default()
    }
}

fn year() -> Line {
    let steps: Vec<String> = (0..12).map(|month| format!("M{month}")).collect();
    let names: Vec<&str> = steps.iter().map(String::as_str).collect();
    let values: Vec<i64> = (0..12).map(|month| month * 1000).collect();
    of(
        &names,
        vec![series("Reached", &values), series("Target", &[11_000; 12])],
    )
}

fn banded() -> Line {
    let edge = |label: &str, value| Edge {
        label: label.to_owned(),
        values: vec![None, Some(value), Some(2 * value)],
    };
    Line {
        edges: vec![
            edge("Fine", 100_000),
            edge("Nearly", 80_000),
            edge("Poor", 50_000),
        ],
        beneath: "Bad".to_owned(),
        ..of(&["a", "b", "c"], vec![series("Reached", &[10_000, 90_000])])
    }
}

#[test]
fn a_line_has_a_mark_for_each_step_and_its_table() {
    let chart = line("Jobs", "people", &year(), written);
    // One of them stands in the key.
    assert_eq!(chart.svg.matches("<circle").count(), 13);
    assert_eq!(chart.rows.len(), 12);
    assert_eq!(
        chart.headings,
        ["When", "Reached (people)", "Target (people)"]
    );
    assert_eq!(chart.rows[3], ["M3", "3", "11"]);
    assert!(chart.alternative.ends_with("M11 11"));
    assert!(chart.svg.contains("<title>Jobs</title><desc>Jobs, in"));
}

#[test]
fn several_lines_differ_in_dash_and_mark_and_their_key_names_them() {
    let four: Vec<Series> = (1..=5)
        .map(|of| series(&format!("Line {of}"), &[1_000 * of, 0]))
        .collect();
    let svg = line("A", "x", &of(&["a", "b"], four), written).svg;
    let dashes = svg
        .split("<polyline")
        .filter(|line| line.contains("stroke-width=\"4\""));
    let mut dashes: Vec<&str> = dashes
        .map(|line| line.split("stroke-dasharray=").nth(1).unwrap_or("none"))
        .map(|dash| dash.split('/').next().unwrap())
        .collect();
    dashes.sort_unstable();
    dashes.dedup();
    assert_eq!(dashes.len(), 4, "{dashes:?}");
    for mark in ["r=\"6\"", "width=\"11\"", "Z\"", "r=\"5\""] {
        assert_eq!(
            svg.matches(mark).count(),
            3,
            "{mark}: two steps and the key"
        );
    }
    assert!(svg.contains(">Line 4</text>") && !svg.contains(">Line 5</text>"));
    let alone = line("A", "x", &of(&["a"], vec![series("Line 1", &[1])]), written);
    assert!(
        !alone.svg.contains(">Line 1</text>"),
        "one line needs no key"
    );
}

#[test]
fn the_bands_are_hatched_each_in_its_own_way_and_named_under_the_line() {
    let chart = line("Jobs", "people", &banded(), written);
    for words in [
        "Fine from this edge up",
        "Nearly from this edge up",
        "Bad below",
    ] {
        assert!(chart.svg.contains(&format!(">{words}</text>")), "{words}");
    }
    assert_eq!(
        chart.svg.matches("<path d=\"M").count(),
        4,
        "two bands and their samples"
    );
    assert_eq!(
        chart.headings[2..],
        ["Fine from", "Nearly from", "Poor from"]
    );
    assert_eq!(chart.rows[0], ["a", "10", "–", "–", "–"]);
    assert_eq!(chart.rows[2], ["c", "–", "200", "160", "100"]);
    // The topmost edge at the last step is the most there is.
    assert!(chart.svg.contains(&format!(",{TOP}\" fill=\"none\"")));
    let plain = line("Jobs", "people", &year(), written);
    assert!(!plain.svg.contains("from this edge up"));
}

#[test]
fn edges_at_a_single_step_are_still_seen() {
    let mut once = banded();
    for edge in &mut once.edges {
        edge.values.truncate(2);
    }
    let svg = line("Jobs", "people", &once, written).svg;
    let edge = svg.split("<polyline points=\"").nth(1).unwrap();
    let (from, to) = edge.split_once('"').unwrap().0.split_once(' ').unwrap();
    let x = |at: &str| at.split(',').next().unwrap().parse::<i64>().unwrap();
    assert_eq!(x(to) - x(from), 60);
}

#[test]
fn what_is_not_told_has_no_place_on_the_line() {
    let mut jobs = series("Reached", &[1_000, 2_000]);
    jobs.amounts
        .push(Some(Amount::Told("not shown".to_owned())));
    jobs.amounts.push(None);
    let chart = line(
        "Jobs",
        "people",
        &of(&["a", "b", "c", "d"], vec![jobs]),
        written,
    );
    assert_eq!(chart.svg.matches("<circle").count(), 2);
    assert_eq!(chart.rows[2], ["c", "not shown"]);
    assert_eq!(chart.rows[3], ["d", "–"]);
    assert!(chart.alternative.ends_with("b 2; c not shown"));
}

#[test]
fn the_last_date_is_always_written_and_few_others() {
    let chart = line("Jobs", "people", &year(), written);
    assert!(chart.svg.contains(">M11</text>"));
    assert!(chart.svg.matches(">M").count() <= DATES);
}

#[test]
fn each_line_of_the_grid_lies_where_its_figure_says() {
    let svg = line(
        "A",
        "x",
        &of(&["a", "b"], vec![series("R", &[-3_000, 8_000])]),
        written,
    )
    .svg;
    // 2.5 is written as 2, so its line lies at 2 of the eleven from -3 to 8.
    let y = BOTTOM - (BOTTOM - TOP) * 5 / 11;
    assert!(svg.contains(&format!("y2=\"{y}\"")), "{svg}");
    assert!(svg.contains(">2</text>"));
}

#[test]
fn one_step_or_none_is_still_a_picture() {
    let empty = line("A", "x", &Line::default(), written);
    assert!(empty.svg.starts_with("<svg"));
    assert_eq!(empty.alternative, "A: nothing to show yet");
    let chart = line("A", "x", &of(&["now"], vec![series("R", &[0])]), written);
    assert_eq!(chart.headings.len(), 2);
    assert!(chart.svg.contains(&format!("cy=\"{BOTTOM}\"")));
}

#[test]
fn what_falls_below_nought_lies_below_its_line() {
    let chart = line(
        "A",
        "x",
        &of(&["a", "b"], vec![series("R", &[5_000, -5_000])]),
        written,
    );
    let ink = Palette::default().ink;
    assert!(chart.svg.contains(&format!("cy=\"{TOP}\"")));
    assert!(chart.svg.contains(&format!("cy=\"{BOTTOM}\"")));
    let nought = i64::midpoint(TOP, BOTTOM);
    let rule = format!("y2=\"{nought}\" stroke=\"{ink}\"");
    assert!(chart.svg.contains(&rule));
}

#[test]
fn nothing_huge_or_hostile_leaves_the_picture() {
    let long = "<script>'\"&".repeat(20);
    let mut hostile = of(
        &["<script>", "'\"&"],
        vec![series(&long, &[i64::MIN, i64::MAX]), series(&long, &[0, 0])],
    );
    hostile.edges = vec![
        Edge {
            label: long.clone(),
            values: vec![Some(i64::MAX), Some(i64::MAX)],
        },
        Edge {
            label: long.clone(),
            values: vec![Some(i64::MIN), Some(0)],
        },
    ];
    let chart = line("</title>", "x", &hostile, |value| value.to_string());
    assert!(!chart.svg.contains("<script>") && !chart.svg.contains("</title></title>"));
    assert!(!chart.svg.contains("=\"-") && !chart.svg.contains("style"));
    for place in chart.svg.split("points=\"").skip(1) {
        for pair in place.split('"').next().unwrap().split(' ') {
            let (x, y) = pair.split_once(',').unwrap();
            assert!((0..=WIDTH).contains(&x.parse::<i64>().unwrap()), "{pair}");
            assert!(y.parse::<i64>().unwrap() >= 0, "{pair}");
        }
    }
}
