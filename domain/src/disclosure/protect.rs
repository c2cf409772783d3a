//! Which further cells are not shown. A small cell counts as protected only when another whole set of
//! numbers is at hand that agrees with everything in print and gives the cell another small value: what
//! can be exhibited cannot be excluded by any reader, however clever.

use super::{Protected, Shown, Sum, Table};
use std::collections::{BTreeMap, BTreeSet};

/// How many steps the search for another set of numbers takes before it counts as not found.
const MOST_STEPS: u32 = 4_000;

/// What is in print while it is decided.
struct Print {
    values: BTreeMap<String, u64>,
    sums: Vec<Sum>,
    printed: BTreeMap<String, Shown>,
    shown: BTreeMap<String, Shown>,
    threshold: u64,
}

/// Decides how each cell is printed. The same tables give the same answer.
pub fn protect(tables: &[Table], threshold: u64) -> Protected {
    let mut print = Print::of(tables, threshold);
    let mut given_away = BTreeSet::new();
    while let Some(cell) = print.unprotected(&given_away) {
        let linked = print.linked(&cell);
        let keys = match print.next(&linked) {
            Some(next) => {
                print.shown.insert(next, Shown::Hidden);
                continue;
            }
            None => print.last_resort(&linked),
        };
        if keys.is_empty() {
            given_away.insert(cell);
        }
        let withheld = keys.into_iter().map(|key| (key, Shown::Withheld));
        print.shown.extend(withheld);
    }
    Protected {
        shown: print.shown,
        given_away,
    }
}

impl Print {
    fn of(tables: &[Table], threshold: u64) -> Self {
        let mut print = Self {
            values: BTreeMap::new(),
            sums: Vec::new(),
            printed: BTreeMap::new(),
            shown: BTreeMap::new(),
            threshold,
        };
        for table in tables {
            let cells = table.cells.iter();
            print
                .values
                .extend(cells.map(|(key, value)| (key.clone(), *value)));
            print.sums.extend(table.sums.iter().cloned());
            let printed = table.printed.iter();
            print
                .printed
                .extend(printed.map(|(key, shown)| (key.clone(), *shown)));
        }
        for (key, value) in &print.values {
            let before = print.printed.get(key).copied();
            let shown = before.unwrap_or_else(|| Shown::alone(*value, threshold));
            print.shown.insert(key.clone(), shown);
        }
        print
    }

    fn value(&self, key: &str) -> u64 {
        self.values.get(key).copied().unwrap_or_default()
    }

    fn is_unknown(&self, key: &str) -> bool {
        !matches!(self.shown.get(key), Some(Shown::Exact(_)) | None)
    }

    /// The first small cell in no print for which no second value can be exhibited.
    fn unprotected(&self, given_away: &BTreeSet<String>) -> Option<String> {
        let small = self
            .values
            .iter()
            .filter(|(key, value)| (1..self.threshold).contains(*value) && self.is_unknown(key));
        let mut open = small.filter(|(key, _)| !given_away.contains(*key));
        open.find(|(key, _)| !self.has_second_value(key))
            .map(|(key, _)| key.clone())
    }

    /// Whether the cell may be one more or one less, all in print unchanged: and still be small, unless
    /// nothing at all is said of it.
    fn has_second_value(&self, key: &str) -> bool {
        [1, -1].into_iter().any(|by| {
            let mut changed: BTreeMap<String, i64> = [(key.to_owned(), by)].into();
            let mut steps = 0;
            self.is_small_after(key, by)
                && self.allows(key, by)
                && self.balance(&mut changed, &mut steps)
        })
    }

    fn is_small_after(&self, key: &str, by: i64) -> bool {
        let after = self.value(key).checked_add_signed(by);
        after.is_some_and(|after| {
            after < self.threshold || self.shown.get(key) == Some(&Shown::Withheld)
        })
    }

    /// Whether what is in print of a cell would be the same with this change.
    fn allows(&self, key: &str, by: i64) -> bool {
        let after = self.value(key).checked_add_signed(by);
        match (self.shown.get(key), after) {
            (Some(Shown::Few), Some(after)) => (1..self.threshold).contains(&after),
            (Some(Shown::Hidden), Some(after)) => after >= self.threshold,
            (Some(Shown::Withheld), Some(_)) => true,
            (Some(Shown::Exact(_)) | None, _) | (_, None) => false,
        }
    }

    /// How far a sum is off after the changes: its parts less its total.
    fn off(sum: &Sum, changed: &BTreeMap<String, i64>) -> i64 {
        let by = |key: &String| changed.get(key).copied().unwrap_or_default();
        sum.parts.iter().map(by).sum::<i64>() - by(&sum.total)
    }

    /// Changes further cells, each by one and once, until every sum holds again.
    fn balance(&self, changed: &mut BTreeMap<String, i64>, steps: &mut u32) -> bool {
        *steps += 1;
        if *steps > MOST_STEPS {
            return false;
        }
        let Some((sum, off)) = self.sums.iter().find_map(|sum| {
            let off = Self::off(sum, changed);
            (off != 0).then_some((sum, off))
        }) else {
            return true;
        };
        let parts = sum.parts.iter().map(|key| (key, -off.signum()));
        for (key, by) in parts.chain([(&sum.total, off.signum())]) {
            if changed.contains_key(key) || !self.allows(key, by) {
                continue;
            }
            changed.insert(key.clone(), by);
            if self.balance(changed, steps) {
                return true;
            }
            changed.remove(key);
        }
        false
    }

    /// The sums that a cell hangs together with through cells that are not shown, the nearest first.
    fn linked(&self, cell: &str) -> Vec<&Sum> {
        let mut keys: BTreeSet<&str> = [cell].into();
        let (mut found, mut taken) = (Vec::new(), BTreeSet::new());
        loop {
            let mut more = BTreeSet::new();
            for (at, sum) in self.sums.iter().enumerate() {
                let mut of = members(sum);
                if !taken.contains(&at) && of.any(|key| keys.contains(key)) {
                    taken.insert(at);
                    found.push(sum);
                    more.extend(members(sum).filter(|key| self.is_unknown(key)));
                }
            }
            if more.is_empty() {
                return found;
            }
            keys.extend(more);
        }
    }

    /// The next cell to hide: in the nearest sum where a single cell is hidden, else in the nearest that
    /// has one to hide; parts before totals, the smallest first, never a nought.
    fn next(&self, linked: &[&Sum]) -> Option<String> {
        let of = |sum: &&Sum| {
            let free = members(sum).filter(|key| {
                matches!(self.shown.get(*key), Some(Shown::Exact(value)) if *value > 0)
                    && !self.printed.contains_key(*key)
            });
            free.min_by_key(|key| (*key == sum.total, self.value(key), key.to_owned()))
                .map(str::to_owned)
        };
        let hidden = |sum: &Sum| members(sum).filter(|key| self.is_unknown(key)).count();
        let alone = linked.iter().filter(|sum| hidden(sum) == 1);
        alone
            .clone()
            .find_map(of)
            .or_else(|| linked.iter().find_map(of))
    }

    /// The last resort: every cell that hangs together with an unprotected one and of which something is
    /// still said.
    fn last_resort(&self, linked: &[&Sum]) -> BTreeSet<String> {
        let all = linked.iter().flat_map(|sum| members(sum));
        let said = all.filter(|key| {
            !self.printed.contains_key(*key) && self.shown.get(*key) != Some(&Shown::Withheld)
        });
        said.map(str::to_owned).collect()
    }
}

fn members(sum: &Sum) -> impl Iterator<Item = &str> {
    let parts = sum.parts.iter().map(String::as_str);
    parts.chain([sum.total.as_str()])
}
