//! Tables made from seeds, and a reader who works out what can be worked out.

use super::contracts::divided;
use super::figures::key;
use super::printed::{YEAR, linked};
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

/// The small cells that a reader can work out: fewer than two small values are left, or fewer than two
/// of any size where nothing is said.
fn found_out(tables: &[Table], shown: &BTreeMap<String, Shown>) -> Vec<String> {
    let known = worked_out(tables, shown);
    let values = tables.iter().flat_map(|table| &table.cells);
    let small = values.filter(|(key, value)| {
        (1..THRESHOLD).contains(*value) && !matches!(shown[*key], Shown::Exact(_))
    });
    let threshold = i128::from(THRESHOLD);
    let is_out = |key: &String| {
        let (low, high) = known[key];
        let most = match shown[key] {
            Shown::Withheld => high,
            Shown::Exact(_) | Shown::Few | Shown::Hidden => high.min(threshold - 1),
        };
        most - low < 1
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
    let before = Shown::Exact(20);
    table.printed.insert("spring".to_owned(), before);
    add(
        &mut table,
        "so far".to_owned(),
        vec!["spring".to_owned(), "summer".to_owned()],
    );
    let protected = protect(&[table.clone()], THRESHOLD);
    assert_eq!(protected.shown["spring"], Shown::Exact(20));
    assert_eq!(protected.shown["summer"], Shown::Few);
    assert_eq!(protected.shown["so far"], Shown::Hidden);
    let before = Shown::Exact(22);
    table.printed.insert("so far".to_owned(), before);
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
    assert!(!counts_people("hours × attendees") && !counts_people("learner hours"));
    assert!(counts_people("no. of people (FTE)") && counts_people("Jobs started"));
}

/// The figures of a measure that counts people: areas and partners, some of it additional, some without
/// evidence, in grades.
fn measure(seeded: &mut Seeded) -> Figures {
    let mut cells = BTreeMap::new();
    let of = |number: u64| i64::try_from(number * 1_000).unwrap();
    let mut areas: Vec<u64> = (0..3).map(|_| seeded.number()).collect();
    let evidenced: u64 = areas.iter().sum();
    for (place, number) in areas.drain(..).enumerate() {
        cells.insert(Cell::Area(place.to_string()), of(number));
    }
    let with = seeded.below(evidenced + 1);
    cells.insert(Cell::Partner(String::new()), of(evidenced - with));
    cells.insert(Cell::Partner("one".to_owned()), of(with));
    let strong = seeded.below(evidenced + 1);
    let lacks = seeded.number();
    cells.insert(Cell::Grade(0), of(lacks));
    cells.insert(Cell::Grade(2), of(evidenced - strong));
    cells.insert(Cell::Grade(3), of(strong));
    cells.insert(Cell::Evidenced, of(evidenced));
    let additional = seeded.below(evidenced + 1);
    cells.insert(Cell::Additional, of(additional));
    cells.insert(Cell::Unevidenced, of(lacks));
    let late = seeded.below(evidenced + lacks + 1);
    cells.insert(Cell::Adjusted(0), of(late));
    Figures { cells }
}

/// How every cell of the tables stands for a reader of what was printed.
fn read(tables: &[Table], in_print: &[(&str, &Figures, &Printed)]) -> BTreeMap<String, Shown> {
    let mut shown: BTreeMap<String, Shown> = tables
        .iter()
        .flat_map(|table| table.cells.keys())
        .map(|key| (key.clone(), Shown::Withheld))
        .collect();
    for (period, figures, printed) in in_print {
        for (cell, thousandths) in &figures.cells {
            shown.insert(key(period, cell), printed.shown(cell, *thousandths));
        }
    }
    shown
}

#[test]
fn no_small_number_of_a_measure_can_be_worked_out_of_its_quarter() {
    let (mut kept, mut open) = (0, 0);
    for seed in 0..1_500 {
        let figures = measure(&mut Seeded(seed));
        let printed = quarter("learners", &figures);
        let tables = [figures.table("").unwrap()];
        let shown = read(&tables, &[("", &figures, &printed)]);
        let found = found_out(&tables, &shown);
        assert!(found.is_empty(), "seed {seed}: {found:?}");
        kept += usize::from(printed.keeps_back());
        let alone = read(&tables, &[("", &figures, &Printed::default())]);
        open += usize::from(!found_out(&tables, &alone).is_empty());
    }
    assert!(kept > 1_000, "{kept}");
    assert!(open > 300, "{open}");
}

#[test]
fn a_year_gives_none_of_its_quarters_small_numbers_away() {
    for seed in 0..150 {
        let mut seeded = Seeded(seed);
        let quarters: Vec<(Figures, Printed)> = (0..4)
            .map(|_| {
                let mut figures = measure(&mut seeded);
                figures.cells.remove(&Cell::Adjusted(0));
                let printed = quarter("learners", &figures);
                (figures, printed)
            })
            .collect();
        let mut whole = Figures::default();
        for (of, _) in &quarters {
            for (cell, number) in &of.cells {
                *whole.cells.entry(cell.clone()).or_default() += number;
            }
        }
        let printed = year("learners", &whole, &quarters);
        let tables = linked(&whole, &quarters).unwrap();
        let names = ["0", "1", "2", "3"];
        let mut in_print: Vec<(&str, &Figures, &Printed)> = names
            .into_iter()
            .zip(&quarters)
            .map(|(name, (figures, printed))| (name, figures, printed))
            .collect();
        in_print.push((YEAR, &whole, &printed));
        let found = found_out(&tables, &read(&tables, &in_print));
        assert!(found.is_empty(), "seed {seed}: {found:?}");
    }
}

#[test]
fn a_total_that_would_give_a_quarter_away_says_what_the_quarters_say() {
    let total = |number: i64| Figures {
        cells: [(Cell::Evidenced, number * 1_000), (Cell::Additional, 0)].into(),
    };
    let of = |numbers: &[i64]| {
        let quarters: Vec<(Figures, Printed)> = numbers
            .iter()
            .map(|number| (total(*number), quarter("learners", &total(*number))))
            .collect();
        let sum: i64 = numbers.iter().sum();
        let printed = year("learners", &total(sum), &quarters);
        let first = quarters.first().unwrap();
        (
            first.1.words(&Cell::Evidenced, numbers[0] * 1_000),
            printed.words(&Cell::Evidenced, sum * 1_000),
        )
    };
    let words = |one: &str, other: &str| (one.to_owned(), other.to_owned());
    assert_eq!(of(&[3, 10, 10, 10]), words("fewer than 5", "31 to 34"));
    assert_eq!(of(&[3, 4, 10, 10]), words("fewer than 5", "27"));
    assert_eq!(of(&[1, 0, 0, 0]), words("fewer than 5", "fewer than 5"));
    assert_eq!(of(&[7, 10, 10, 10]), words("7", "37"));
}

#[test]
fn hours_are_never_hidden_and_halves_of_people_stand_apart() {
    let figures = |numbers: [i64; 3]| Figures {
        cells: [
            Cell::Evidenced,
            Cell::Area("a".into()),
            Cell::Area("b".into()),
        ]
        .into_iter()
        .zip(numbers)
        .collect(),
    };
    let halves = figures([10_500, 10_000, 500]);
    assert_eq!(quarter("hours", &halves), Printed::default());
    let printed = quarter("people", &halves);
    assert_eq!(printed.words(&Cell::Evidenced, 10_500), "not shown");
    assert_eq!(printed.words(&Cell::Area("b".into()), 500), "fewer than 5");
    let mut shared = figures([32_000, 30_000, 2_000]);
    shared.cells.insert(Cell::Additional, 10_500);
    let printed = quarter("people", &shared);
    assert_eq!(printed.words(&Cell::Evidenced, 32_000), "32");
    assert_eq!(printed.words(&Cell::Additional, 10_500), "10.5");
    assert_eq!(printed.words(&Cell::Area("a".into()), 30_000), "not shown");
    shared.cells.insert(Cell::Additional, 500);
    let printed = quarter("people", &shared);
    assert_eq!(printed.words(&Cell::Additional, 500), "not shown");
    let large = figures([20_500, 10_000, 10_500]);
    assert_eq!(quarter("people", &large), Printed::default());
    let back = figures([8_000, 10_000, -2_000]);
    assert!(quarter("people", &back).keeps_back());
}

#[test]
fn many_partners_are_weighed_in_bounded_work() {
    let mut seeded = Seeded(7);
    let mut figures = Figures::default();
    let mut all = 0;
    for partner in 0..400 {
        let number = i64::try_from(seeded.number() * 1_000).unwrap();
        figures
            .cells
            .insert(Cell::Partner(format!("{partner:03}")), number);
        all += number;
    }
    figures.cells.insert(Cell::Evidenced, all);
    figures.cells.insert(Cell::Additional, all);
    assert!(quarter("learners", &figures).keeps_back());
}

/// The year's figures under two contracts: less than the year in every area, and no more additional than
/// there is.
fn under_contracts(seeded: &mut Seeded, year: &Figures) -> Vec<Figures> {
    let whole = |cell: &Cell| u64::try_from(year.of(cell) / 1_000).unwrap();
    let of = |number: u64| i64::try_from(number * 1_000).unwrap();
    let mut left: BTreeMap<Cell, u64> = year
        .cells
        .keys()
        .filter(|cell| matches!(cell, Cell::Area(_)))
        .map(|cell| (cell.clone(), whole(cell)))
        .collect();
    let (mut evidenced_left, mut additional_left) =
        (whole(&Cell::Evidenced), whole(&Cell::Additional));
    let mut found = Vec::new();
    for _ in 0..2 {
        let mut figures = Figures::default();
        let mut evidenced = 0;
        for (cell, number) in &mut left {
            let under = if seeded.below(3) == 0 {
                number.saturating_sub(seeded.below(4))
            } else {
                seeded.below(*number + 1)
            };
            *number -= under;
            evidenced += under;
            figures.cells.insert(cell.clone(), of(under));
        }
        evidenced_left -= evidenced;
        let least = additional_left.saturating_sub(evidenced_left);
        let most = additional_left.min(evidenced);
        let additional = least + seeded.below(most - least + 1);
        additional_left -= additional;
        figures.cells.insert(Cell::Evidenced, of(evidenced));
        figures.cells.insert(Cell::Additional, of(additional));
        figures.cells.insert(Cell::Unevidenced, 0);
        found.push(figures);
    }
    found
}

#[test]
fn contracts_give_neither_their_own_small_numbers_away_nor_what_is_under_none() {
    let (mut kept, mut open) = (0, 0);
    for seed in 0..150 {
        let mut seeded = Seeded(seed);
        let quarters: Vec<(Figures, Printed)> = (0..2)
            .map(|_| {
                let mut figures = measure(&mut seeded);
                figures.cells.remove(&Cell::Adjusted(0));
                let printed = quarter("learners", &figures);
                (figures, printed)
            })
            .collect();
        let mut whole = Figures::default();
        for (of, _) in &quarters {
            for (cell, number) in &of.cells {
                *whole.cells.entry(cell.clone()).or_default() += number;
            }
        }
        let printed = year("learners", &whole, &quarters);
        let of = under_contracts(&mut seeded, &whole);
        let tables = divided((&whole, &printed), &quarters, &of).unwrap();
        let decided = contracts("learners", (&whole, &printed), &quarters, &of);
        let mut in_print = vec![
            ("0", &quarters[0].0, &quarters[0].1),
            ("1", &quarters[1].0, &quarters[1].1),
            (YEAR, &whole, &printed),
            ("contract 0", &of[0], &decided[0]),
            ("contract 1", &of[1], &decided[1]),
        ];
        let found = found_out(&tables, &read(&tables, &in_print));
        assert!(found.is_empty(), "seed {seed}: {found:?}");
        kept += usize::from(decided.iter().any(Printed::keeps_back));
        let alone = Printed::default();
        in_print.truncate(3);
        in_print.push(("contract 0", &of[0], &alone));
        in_print.push(("contract 1", &of[1], &alone));
        let control = found_out(&tables, &read(&tables, &in_print));
        open += usize::from(!control.is_empty());
    }
    assert!(kept > 100, "{kept}");
    assert!(open > 50, "{open}");
}

#[test]
fn what_is_under_no_contract_is_not_worked_out_from_the_only_contract() {
    let figures = |numbers: [i64; 2]| Figures {
        cells: [Cell::Evidenced, Cell::Additional]
            .into_iter()
            .zip(numbers)
            .collect(),
    };
    let whole = figures([47_000, 0]);
    let in_print = year("learners", &whole, &[]);
    assert_eq!(in_print.words(&Cell::Evidenced, 47_000), "47");
    let under = |evidenced: i64| {
        let of = [figures([evidenced, 0])];
        let printed = contracts("learners", (&whole, &in_print), &[], &of);
        printed[0].words(&Cell::Evidenced, evidenced)
    };
    assert_eq!(under(45_000), "not shown");
    assert_eq!(under(40_000), "40");
    assert_eq!(under(47_000), "47");
    assert_eq!(under(3_000), "fewer than 5");
    let hours = contracts("hours", (&whole, &in_print), &[], &[figures([45_000, 0])]);
    assert_eq!(hours, [Printed::default()]);
}
