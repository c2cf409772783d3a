//! Tables made from seeds, and a reader who works out what can be worked out.

use super::*;

/// Invented numbers: the same seed gives the same ones.
struct Seeded(u64);

impl Seeded {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }

    fn number(&mut self) -> u64 {
        match self.below(10) {
            0..=2 => 0,
            3..=5 => 1 + self.below(4),
            _ => 5 + self.below(20),
        }
    }
}

/// Adds a total over parts whose numbers are known.
fn add(table: &mut Table, total: String, parts: Vec<String>) {
    let number = parts.iter().map(|key| table.cells[key]).sum();
    table.cells.insert(total.clone(), number);
    table.sums.push(Sum { total, parts });
}

/// Rows and columns with their margins.
fn grid(seeded: &mut Seeded, (rows, columns): (u64, u64), name: &str) -> Table {
    let mut table = Table::default();
    let key = |row: u64, column: u64| format!("{name} {row} {column}");
    for row in 0..rows {
        for column in 0..columns {
            let number = seeded.number();
            table.cells.insert(key(row, column), number);
        }
        let parts = (0..columns).map(|column| key(row, column)).collect();
        add(&mut table, format!("{name} row {row}"), parts);
    }
    for column in 0..columns {
        let parts = (0..rows).map(|row| key(row, column)).collect();
        add(&mut table, format!("{name} column {column}"), parts);
    }
    let parts = (0..rows).map(|row| format!("{name} row {row}")).collect();
    add(&mut table, format!("{name} all"), parts);
    let parts = (0..columns).map(|column| format!("{name} column {column}"));
    let parts = parts.collect();
    add(&mut table, format!("{name} all"), parts);
    table
}

/// An equation: how often each unknown cell counts, and what that comes to.
type Equation = (BTreeMap<String, i128>, i128);

fn equations(tables: &[Table], shown: &BTreeMap<String, Shown>) -> Vec<Equation> {
    let sums = tables.iter().flat_map(|table| &table.sums);
    let equation = |sum: &Sum| {
        let mut unknown: BTreeMap<String, i128> = BTreeMap::new();
        let mut rest = 0;
        let parts = sum.parts.iter().map(|key| (key, 1));
        for (key, times) in parts.chain([(&sum.total, -1)]) {
            match shown[key] {
                Shown::Exact(number) => rest -= times * i128::from(number),
                Shown::Few | Shown::Hidden | Shown::Withheld => {
                    *unknown.entry(key.clone()).or_default() += times;
                }
            }
        }
        unknown.retain(|_, times| *times != 0);
        (unknown, rest)
    };
    sums.map(equation).collect()
}

fn reduced((mut unknown, rest): Equation) -> Equation {
    unknown.retain(|_, times| *times != 0);
    let mut common = rest.unsigned_abs();
    for times in unknown.values() {
        let (mut one, mut other) = (common, times.unsigned_abs());
        while other != 0 {
            (one, other) = (other, one % other);
        }
        common = one;
    }
    let common = i128::try_from(common.max(1)).unwrap();
    for times in unknown.values_mut() {
        *times /= common;
    }
    (unknown, rest / common)
}

/// Takes each unknown out of all equations but one (Gauss and Jordan, in whole numbers).
fn eliminated(mut equations: Vec<Equation>) -> Vec<Equation> {
    let mut done = 0;
    let keys: BTreeSet<String> = equations
        .iter()
        .flat_map(|(unknown, _)| unknown.keys().cloned())
        .collect();
    for key in keys {
        let Some(at) = (done..equations.len()).find(|at| equations[*at].0.contains_key(&key))
        else {
            continue;
        };
        equations.swap(done, at);
        let (pivot, rest) = equations[done].clone();
        for (at, other) in equations.iter_mut().enumerate() {
            let Some(times) = other.0.get(&key).copied().filter(|_| at != done) else {
                continue;
            };
            let by = pivot[&key];
            for one in other.0.values_mut() {
                *one *= by;
            }
            for (name, one) in &pivot {
                *other.0.entry(name.clone()).or_default() -= one * times;
            }
            other.1 = other.1 * by - rest * times;
            *other = reduced(std::mem::take(other));
        }
        done += 1;
    }
    equations
}

const FAR: i128 = 1_000_000;

/// What a reader knows of each unknown cell: the least and the most it can be.
fn worked_out(tables: &[Table], shown: &BTreeMap<String, Shown>) -> BTreeMap<String, (i128, i128)> {
    let threshold = i128::from(THRESHOLD);
    let mut bounds: BTreeMap<String, (i128, i128)> = shown
        .iter()
        .filter_map(|(key, shown)| match shown {
            Shown::Exact(_) => None,
            Shown::Few => Some((key.clone(), (1, threshold - 1))),
            Shown::Hidden => Some((key.clone(), (threshold, FAR))),
            Shown::Withheld => Some((key.clone(), (0, FAR))),
        })
        .collect();
    let mut all = equations(tables, shown);
    all.extend(eliminated(all.clone()));
    loop {
        let before = bounds.clone();
        for (unknown, rest) in &all {
            for (key, times) in unknown {
                let others = unknown.iter().filter(|(other, _)| *other != key);
                let (mut least, mut most) = (0, 0);
                for (other, times) in others {
                    let (low, high) = bounds[other];
                    least += (times * low).min(times * high);
                    most += (times * low).max(times * high);
                }
                // times · cell lies from rest − most to rest − least.
                let (low, high) = (rest - most, rest - least);
                let (low, high) = if *times > 0 {
                    (-((-low).div_euclid(*times)), high.div_euclid(*times))
                } else {
                    let times = -times;
                    (-(high.div_euclid(times)), (-low).div_euclid(times))
                };
                let known = bounds.get_mut(key).unwrap();
                *known = (known.0.max(low), known.1.min(high));
            }
        }
        if bounds == before {
            return bounds;
        }
    }
}

/// The small cells that a reader can work out: fewer than two small values are left.
fn found_out(tables: &[Table], shown: &BTreeMap<String, Shown>) -> Vec<String> {
    let known = worked_out(tables, shown);
    let values = tables.iter().flat_map(|table| &table.cells);
    let small = values.filter(|(key, value)| {
        (1..THRESHOLD).contains(*value) && !matches!(shown[*key], Shown::Exact(_))
    });
    let threshold = i128::from(THRESHOLD);
    let is_out = |key: &String| {
        let (low, high) = known[key];
        high.min(threshold - 1) - low < 1
    };
    small
        .filter(|(key, _)| is_out(key))
        .map(|(key, _)| key.clone())
        .collect()
}

fn without_further(tables: &[Table]) -> BTreeMap<String, Shown> {
    let cells = tables.iter().flat_map(|table| &table.cells);
    cells
        .map(|(key, value)| (key.clone(), Shown::alone(*value, THRESHOLD)))
        .collect()
}

#[test]
fn no_small_number_can_be_worked_out_of_thousands_of_tables() {
    let (mut out, mut hidden, mut with_small) = (0, 0, 0);
    let mut withheld = 0;
    for seed in 0..3_000 {
        let mut seeded = Seeded(seed);
        let size = (2 + seeded.below(3), 2 + seeded.below(3));
        let tables = [grid(&mut seeded, size, "a")];
        let protected = protect(&tables, THRESHOLD);
        assert_eq!(protected.given_away, BTreeSet::new(), "seed {seed}");
        let found = found_out(&tables, &protected.shown);
        assert!(found.is_empty(), "seed {seed}: {found:?}");
        let plain = without_further(&tables);
        out += usize::from(!found_out(&tables, &plain).is_empty());
        with_small += usize::from(plain.values().any(|one| *one == Shown::Few));
        let shown = protected.shown.values();
        withheld += usize::from(shown.clone().any(|one| *one == Shown::Withheld));
        hidden += shown.filter(|one| **one == Shown::Hidden).count();
    }
    // The control: without further cells the same reader succeeds in most tables.
    assert!(out * 2 > with_small, "{out} of {with_small}");
    assert!(hidden > 0);
    // The last resort stays rare.
    assert!(withheld < 150, "{withheld}");
}

#[test]
fn linked_tables_and_successive_quarters_give_nothing_away() {
    let mut out = 0;
    for seed in 0..60 {
        let mut seeded = Seeded(seed);
        let first = grid(&mut seeded, (2, 3), "first");
        let quarter = grid(&mut seeded, (2, 3), "quarter");
        // What has been so far is the first quarter's and this one's.
        let mut linked = Table::default();
        for key in first.cells.keys() {
            let of_quarter = key.replace("first", "quarter");
            linked.cells.insert(
                format!("so far {key}"),
                first.cells[key] + quarter.cells[&of_quarter],
            );
            linked.sums.push(Sum {
                total: format!("so far {key}"),
                parts: vec![key.clone(), of_quarter],
            });
        }
        let tables = [first, quarter, linked];
        let protected = protect(&tables, THRESHOLD);
        assert_eq!(protected.given_away, BTreeSet::new(), "seed {seed}");
        let found = found_out(&tables, &protected.shown);
        assert!(found.is_empty(), "seed {seed}: {found:?}");
        out += usize::from(!found_out(&tables, &without_further(&tables)).is_empty());
    }
    assert!(out > 30, "{out}");
}

#[test]
fn what_was_published_before_hides_what_is_new_and_is_never_taken_back() {
    let mut table = Table::default();
    table.cells.insert("spring".to_owned(), 20);
    table.cells.insert("summer".to_owned(), 2);
    table.published.insert("spring".to_owned());
    add(
        &mut table,
        "so far".to_owned(),
        vec!["spring".to_owned(), "summer".to_owned()],
    );
    let protected = protect(&[table.clone()], THRESHOLD);
    assert_eq!(protected.shown["spring"], Shown::Exact(20));
    assert_eq!(protected.shown["summer"], Shown::Few);
    assert_eq!(protected.shown["so far"], Shown::Hidden);
    table.published.insert("so far".to_owned());
    let protected = protect(&[table], THRESHOLD);
    assert_eq!(protected.given_away, ["summer".to_owned()].into());
}

#[test]
fn noughts_stay_and_the_same_tables_give_the_same_answer() {
    for seed in 0..200 {
        let tables = [grid(&mut Seeded(seed), (3, 3), "a")];
        let protected = protect(&tables, THRESHOLD);
        assert_eq!(protected, protect(&tables, THRESHOLD));
    }
    assert_eq!(Shown::alone(0, THRESHOLD).words(THRESHOLD), "0");
    assert_eq!(Shown::alone(4, THRESHOLD).words(THRESHOLD), "fewer than 5");
    assert_eq!(Shown::alone(5, THRESHOLD).words(THRESHOLD), "5");
    let stricter = Shown::alone(9, STRICTER_THRESHOLD);
    assert_eq!(stricter.words(STRICTER_THRESHOLD), "fewer than 10");
}

#[test]
fn breakdowns_are_rounded_and_percentages_need_a_base() {
    let shown: Vec<Shown> = [0, 3, 7, 8, 12, 13]
        .map(|one| rounded(one, THRESHOLD))
        .into();
    let numbers = [5, 10, 10, 15].map(Shown::Exact);
    assert_eq!(shown[..2], [Shown::Exact(0), Shown::Few]);
    assert_eq!(shown[2..], numbers);
    let exact = |part| (part, Shown::Exact(part));
    assert_eq!(percent(exact(1), 4, THRESHOLD), None);
    assert_eq!(percent(exact(0), 0, THRESHOLD), None);
    assert_eq!(percent((2, Shown::Few), 50, THRESHOLD), None);
    assert_eq!(percent(exact(25), 50, THRESHOLD), Some(50));
}

#[test]
fn a_total_in_print_and_all_other_parts_do_not_give_a_small_part_away() {
    let parts = [vec![20, 3, 9], vec![30, 2]];
    let shown = breakdowns(32, &parts, THRESHOLD);
    assert_eq!(shown[0], [Shown::Exact(20), Shown::Few, Shown::Hidden]);
    assert_eq!(shown[1], [Shown::Hidden, Shown::Few]);
    let open = breakdowns(29, &[vec![20, 0, 9]], THRESHOLD);
    assert_eq!(open[0], [20, 0, 9].map(Shown::Exact));
    assert!(counts_people("Learners") && counts_people("people"));
    assert!(!counts_people("hours × attendees"));
}

#[test]
fn a_measures_breakdown_hides_people_and_nothing_else() {
    let quantity = |thousandths: i64| (thousandths / 1_000).to_string();
    let parts = [vec![20_000, 3_000, 9_000]];
    let people = printed("learners", 32_000, &parts, quantity);
    assert_eq!(people, [["20", "fewer than 5", "not shown"]]);
    let hours = printed("hours", 32_000, &parts, quantity);
    assert_eq!(hours, [["20", "3", "9"]]);
    let halves = printed("people", 10_500, &[vec![10_000, 500, 0]], quantity);
    assert_eq!(halves, [["not shown", "not shown", "0"]]);
}
