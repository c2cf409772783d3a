//! The other charts, each as it usually is and at its worst: nothing, one, many with long names, huge, below
//! nought, not told.

use crate::{LONG, written};
use charts::{
    Amount, Bar, Chart, Gauge, Gauges, Part, Stack, Stacks, Tile, Tiles, bars, gauges, progress,
    shares, stacks, tiles,
};

fn told() -> Amount {
    Amount::Told("fewer than 5".to_owned())
}

pub(crate) fn all_gauges() -> Vec<Chart> {
    let gauge = |label: &str, amount: Amount| Gauge {
        label: label.to_owned(),
        amount,
        target: Some(100_000),
        begins: vec![50_000, 80_000, 100_000],
    };
    let of = |bars: Vec<Gauge>| Gauges {
        bars,
        bands: [
            "Inadequate",
            "Requires improvement from 50 %",
            "Approaching target from 80 %",
            "Good from 100 %",
        ]
        .map(str::to_owned)
        .to_vec(),
    };
    let usual = of(vec![
        gauge("S1 Mock interviews", Amount::Exact(134_000)),
        gauge("S2 People into work", Amount::Exact(85_000)),
        gauge(LONG, Amount::Exact(12_000)),
        gauge("S4 Not shown", told()),
        gauge("S5 Nothing yet", Amount::Exact(0)),
        gauge("S6 Taken back", Amount::Exact(-20_000)),
    ]);
    let many = of((0..40)
        .map(|at| gauge(&format!("{at} {LONG}"), Amount::Exact(at * 4_000)))
        .collect());
    [usual, of(Vec::new()), many]
        .iter()
        .map(|of| gauges("Reached of the target", "percent", of, written))
        .collect()
}

pub(crate) fn all_shares() -> Vec<Chart> {
    let part = |label: &str, amount: Amount| Part {
        label: label.to_owned(),
        amount,
    };
    let exact = |label: &str, value: i64| part(label, Amount::Exact(value * 1000));
    let usual = [
        exact("Harbour & Sons", 50),
        exact(LONG, 120),
        exact("No partner", 12),
        exact("A corner shop", 1),
    ];
    let kept = [
        exact("Harbour & Sons", 50),
        part("A corner shop", told()),
        part("Another", told()),
    ];
    let below = [exact("Harbour & Sons", 50), exact("Taken back", -20)];
    let many: Vec<Part> = (1..=40)
        .map(|at| exact(&format!("{at} {LONG}"), at))
        .collect();
    let huge = [exact("Everything", 9_000_000_000_000_000), exact("One", 1)];
    let one = [exact("Harbour & Sons", 50)];
    let sum =
        |parts: &[Part]| Amount::Exact(parts.iter().filter_map(|part| part.amount.exact()).sum());
    [&usual[..], &kept, &below, &many, &huge, &one, &[]]
        .into_iter()
        .map(|parts| {
            shares(
                "Contribution by partner",
                "hours",
                (&sum(parts), parts),
                written,
            )
        })
        .collect()
}

pub(crate) fn all_stacks() -> Vec<Chart> {
    let stack = |label: &str, values: [i64; 5]| Stack {
        label: label.to_owned(),
        amounts: values.map(|value| Amount::Exact(value * 1000)).to_vec(),
    };
    let kept = Stack {
        amounts: vec![
            Amount::Exact(0),
            told(),
            told(),
            Amount::Exact(0),
            Amount::Exact(20_000),
        ],
        ..stack("S4 Not shown (people)", [0; 5])
    };
    let of = |rows: Vec<Stack>| Stacks {
        kinds: [
            "No evidence yet",
            "Self-declared",
            "Partner-confirmed",
            "Third-party record",
            "Independently checked",
        ]
        .map(str::to_owned)
        .to_vec(),
        rows,
    };
    let usual = of(vec![
        stack("S1 Mock interviews (hours)", [20, 10, 40, 60, 80]),
        stack(&format!("{LONG} (people)"), [1, 1, 1, 1, 1000]),
        stack("S3 All of one kind (trees)", [0, 0, 30, 0, 0]),
        kept,
        stack("S5 Nothing evidenced (sessions)", [12, 0, 0, 0, 0]),
        stack("S6 Nothing yet (sessions)", [0; 5]),
        stack("S7 Taken back (sessions)", [0, -3, 0, 0, 5]),
    ]);
    [usual, of(Vec::new())]
        .iter()
        .map(|of| stacks("Evidence by grade", of, written))
        .collect()
}

pub(crate) fn all_tiles() -> Vec<Chart> {
    let tile = |at: (u16, u16), label: &str, amount: Option<Amount>| Tile {
        at,
        code: format!("E{}{}", at.0, at.1),
        label: label.to_owned(),
        amount,
    };
    let exact = |value: i64| Some(Amount::Exact(value * 1000));
    let usual = Tiles {
        tiles: vec![
            tile((1, 0), "Sefton", exact(12)),
            tile((0, 1), "Wirral", exact(0)),
            tile((1, 1), "Liverpool", exact(120)),
            tile((2, 1), "Knowsley", exact(47)),
            tile((3, 1), "St. Helens", Some(told())),
            tile((3, 2), "Halton", None),
        ],
        beside: vec![tile((0, 0), "Warrington", exact(3))],
    };
    let many = Tiles {
        tiles: (0..40_u16)
            .map(|at| {
                tile(
                    (at % 4, at / 4),
                    &format!("{at} {LONG}"),
                    exact(i64::from(at) - 3),
                )
            })
            .collect(),
        beside: (0..9_u16)
            .map(|at| tile((0, 0), &format!("{at} {LONG}"), exact(1)))
            .collect(),
    };
    let huge = Tiles {
        tiles: vec![
            tile((0, 0), "Everywhere", exact(9_000_000_000_000_000)),
            tile((1, 0), "One", exact(1)),
        ],
        beside: Vec::new(),
    };
    [usual, many, huge, Tiles::default()]
        .iter()
        .map(|of| tiles("Where it was done", "hours", of, written))
        .collect()
}

pub(crate) fn all_bars() -> Vec<Chart> {
    let bar = |label: &str, value: i64, target| Bar {
        label: label.to_owned(),
        value,
        target,
    };
    let usual = [
        bar("Quarter 1", 40_000, Some(50_000)),
        bar(LONG, 60_000, Some(50_000)),
        bar("Lost", -9_000, None),
    ];
    vec![
        bars("By quarter", "hours", &usual, written),
        progress(
            "On the way",
            "hours",
            &bar("So far", 33_000, Some(99_000)),
            written,
        ),
    ]
}
