//! Lines over time: with bands, several, below nought, a single step, huge, none.

use crate::{LONG, written};
use charts::{Amount, Chart, Edge, Line, Series, line};

fn series(label: &str, values: &[i64]) -> Series {
    let amounts = values.iter();
    Series {
        label: label.to_owned(),
        amounts: amounts
            .map(|value| Some(Amount::Exact(value * 1000)))
            .collect(),
    }
}

/// An edge at the end of each quarter.
fn edge(label: &str, by: i64) -> Edge {
    let at = |month: i64| (month % 3 == 2).then(|| (month + 1) / 3 * by * 1000);
    Edge {
        label: label.to_owned(),
        values: (0..12_i64).map(at).collect(),
    }
}

fn months(count: usize) -> Vec<String> {
    let months = [
        "Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul",
    ];
    let named = months.iter().map(|month| format!("{month} 26"));
    named.take(count).collect()
}

fn banded() -> Line {
    let targets = edge("", 30).values.into_iter();
    Line {
        steps: months(12),
        series: vec![
            series("Evidenced", &[4, 9, 20, 31, 40, 47, 66]),
            Series {
                label: "Target".to_owned(),
                amounts: targets.map(|value| value.map(Amount::Exact)).collect(),
            },
        ],
        edges: vec![
            edge("Good", 30),
            edge("Approaching target", 24),
            edge("Requires improvement", 15),
        ],
        beneath: "Inadequate".to_owned(),
    }
}

/// Bands at a single step.
fn once() -> Line {
    let mut once = banded();
    once.steps = months(1);
    once.series = vec![series("Evidenced", &[28])];
    for edge in &mut once.edges {
        edge.values = edge.values.iter().skip(2).take(1).copied().collect();
    }
    once
}

fn plain(count: usize, series: Vec<Series>) -> Line {
    Line {
        steps: months(count),
        series,
        ..Line::default()
    }
}

pub(crate) fn all_lines() -> Vec<Chart> {
    let four = vec![
        series("This year", &[4, 9, 20, 31, 40]),
        series("Last year", &[2, 8, 12, 20, 25, 30, 31, 35, 50, 52, 60, 70]),
        series("Year before", &[1, 2, 3, 8, 9, 9, 10, 15, 20, 25, 26, 27]),
        series(LONG, &[10, 20, 30, 40, 50, 55, 60, 62, 63, 64, 65, 66]),
    ];
    [
        banded(),
        plain(12, four),
        plain(4, vec![series("Taken back", &[5, 3, -4, -20])]),
        once(),
        plain(
            2,
            vec![series("All of it", &[1_000_000_000, 9_000_000_000_000])],
        ),
        Line::default(),
    ]
    .iter()
    .map(|of| line("Hours added up", "hours", of, written))
    .collect()
}
