//! The figures of a measure under contracts. They are another division of the year's sums: all contracts
//! together with what is under none come to the year, area by area. The year and its quarters stand as
//! they were printed; what a contract's figures would give away, of the year or of what is under no
//! contract, is kept back in the contracts.

use super::figures::{is_small, key};
use super::printed::{Printed, YEAR, linked};
use super::{Cell, Figures, Shown, Sum, THRESHOLD, Table, counts_people, protect};

/// The name of a contract's figures among the tables.
fn period(number: usize) -> String {
    format!("contract {number}")
}

/// How the figures of each contract are printed.
pub fn contracts(
    unit: &str,
    year: (&Figures, &Printed),
    quarters: &[(Figures, Printed)],
    of: &[Figures],
) -> Vec<Printed> {
    if !counts_people(unit) {
        return of.iter().map(|_| Printed::default()).collect();
    }
    let Some(tables) = divided(year, quarters, of) else {
        let is_open = !of.iter().any(Figures::has_small)
            && !rest_is_small(year.0, of)
            && !year.1.keeps_back()
            && !quarters.iter().any(|(_, printed)| printed.keeps_back());
        let printed = |figures: &Figures| {
            if is_open {
                Printed::default()
            } else {
                Printed::apart(figures)
            }
        };
        return of.iter().map(printed).collect();
    };
    let shown = protect(&tables, THRESHOLD).shown;
    let has_share = year.0.has_share() || of.iter().any(Figures::has_share);
    let keeps_shares = has_share && rest_is_small(year.0, of);
    of.iter()
        .enumerate()
        .map(|(number, figures)| {
            let mut printed = Printed::of(figures, &period(number), &shown);
            if keeps_shares {
                printed.withhold(Cell::Additional);
            }
            printed
        })
        .collect()
}

/// What is left of a figure of the year when all contracts are taken from it.
fn rest(year: &Figures, of: &[Figures], cell: &Cell) -> i64 {
    let under: i64 = of.iter().map(|figures| figures.of(cell)).sum();
    year.of(cell) - under
}

/// Whether what is under no contract has a small number in it.
fn rest_is_small(year: &Figures, of: &[Figures]) -> bool {
    let additional = rest(year, of, &Cell::Additional);
    let core = rest(year, of, &Cell::Evidenced) - additional;
    let mut cells = year.cells.keys().filter(|cell| is_divided(cell));
    is_small(core) || cells.any(|cell| is_small(rest(year, of, cell)))
}

/// Whether a figure of the year is divided by contracts in print.
fn is_divided(cell: &Cell) -> bool {
    match cell {
        Cell::Evidenced | Cell::Additional | Cell::Area(_) => true,
        Cell::Unevidenced | Cell::Grade(_) | Cell::Partner(_) | Cell::Adjusted(_) => false,
    }
}

/// The tables of the year, its quarters and its contracts, and how they hang together. None when
/// something is no whole number of people, or more is under contracts than there is.
pub(super) fn divided(
    (year, printed): (&Figures, &Printed),
    quarters: &[(Figures, Printed)],
    of: &[Figures],
) -> Option<Vec<Table>> {
    let mut tables = linked(year, quarters)?;
    let mut links = Table::default();
    for (cell, thousandths) in &year.cells {
        let shown = printed.shown(cell, *thousandths);
        links.printed.insert(key(YEAR, cell), shown);
    }
    for (number, figures) in of.iter().enumerate() {
        tables.push(figures.table(&period(number))?);
        let is_of_year = |cell: &Cell| year.cells.contains_key(cell) || figures.of(cell) == 0;
        if !figures.cells.keys().all(is_of_year) {
            return None;
        }
    }
    let has_share = year.has_share() || of.iter().any(Figures::has_share);
    for cell in year.cells.keys().filter(|cell| is_divided(cell)) {
        if has_share && *cell == Cell::Additional {
            continue;
        }
        let name = key("rest", cell);
        let thousandths = rest(year, of, cell);
        let with = of.iter().enumerate();
        let with = with.filter(|(_, figures)| figures.cells.contains_key(cell));
        let parts = with.map(|(number, _)| key(&period(number), cell));
        link(&mut links, (key(YEAR, cell), name, thousandths), parts)?;
    }
    if !has_share {
        let core = |cell| rest(year, of, cell);
        let thousandths = core(&Cell::Evidenced) - core(&Cell::Additional);
        let total = (format!("{YEAR} core"), "rest core".to_owned(), thousandths);
        let parts = (0..of.len()).map(|number| format!("{} core", period(number)));
        link(&mut links, total, parts)?;
    }
    tables.push(links);
    Some(tables)
}

/// Adds a sum of the year: the contracts, and what is under none, of which nothing is said.
fn link(
    links: &mut Table,
    (total, rest, thousandths): (String, String, i64),
    parts: impl Iterator<Item = String>,
) -> Option<()> {
    let number = u64::try_from(thousandths / 1_000).ok()?;
    if thousandths % 1_000 != 0 {
        return None;
    }
    links.cells.insert(rest.clone(), number);
    links.printed.insert(rest.clone(), Shown::Withheld);
    let parts = parts.chain([rest]).collect();
    links.sums.push(Sum { total, parts });
    Some(())
}
