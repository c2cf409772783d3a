//! References that grow old: names that were given up, and periods that have ended. A policy and a report
//! are read by the same list.

use jiff::civil::Date;

/// A name that was given up for another.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Renamed {
    /// The old name in full.
    pub(crate) old: &'static str,
    /// How it is shortened.
    pub(crate) short: &'static str,
    /// The name in its place.
    pub(crate) new: &'static str,
    /// The year and month of the change; it is the first day of the month.
    pub(crate) since: (i16, i8),
    /// What is said of it.
    pub(crate) sentence: &'static str,
}

/// Names that were given up, from what their publishers say: the adult skills fund funding rules 2024 to
/// 2025; the Procurement Act 2023 and its procurement policy notes, in force since 24 February 2025; the
/// closure of the Education and Skills Funding Agency on 31 March 2025; the Data Protection Act 2018.
pub(crate) const RENAMED: [Renamed; 5] = [
    Renamed {
        old: "Adult Education Budget",
        short: "AEB",
        new: "Adult Skills Fund",
        since: (2024, 8),
        sentence: "The Adult Education Budget (AEB) has been the Adult Skills Fund since August 2024.",
    },
    Renamed {
        old: "PPN 06/20",
        short: "PPN0620",
        new: "PPN 002",
        since: (2025, 2),
        sentence: "PPN 06/20 on social value gave way to PPN 002 in February 2025.",
    },
    Renamed {
        old: "Public Contracts Regulations 2015",
        short: "PCR2015",
        new: "Procurement Act 2023",
        since: (2025, 2),
        sentence: "The Public Contracts Regulations 2015 gave way to the Procurement Act 2023 in February 2025.",
    },
    Renamed {
        old: "Education and Skills Funding Agency",
        short: "ESFA",
        new: "Department for Education",
        since: (2025, 4),
        sentence: "The Education and Skills Funding Agency (ESFA) has been part of the Department for Education since April 2025.",
    },
    Renamed {
        old: "Data Protection Act 1998",
        short: "DPA1998",
        new: "Data Protection Act 2018",
        since: (2018, 5),
        sentence: "The Data Protection Act 1998 gave way to the Data Protection Act 2018 in May 2018.",
    },
];

/// A name that an organisation watches itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Watched {
    /// The name as the policy says it.
    pub name: String,
    /// The last day on which it holds.
    pub valid_to: Date,
    /// What comes after it; empty when nothing does.
    pub successor: String,
}

/// A reference that holds no more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lapsed {
    /// What is cited.
    pub name: String,
    /// The first day on which it did not hold.
    pub since: Date,
    /// What came after it; empty when nothing is known.
    pub successor: String,
    /// The clauses that cite it.
    pub clause_ids: Vec<String>,
}

/// Everything cited that holds no more on a day. Each clause is its number and its words.
pub fn lapsed(clauses: &[(String, String)], watched: &[Watched], today: Date) -> Vec<Lapsed> {
    let citing = |cites: &dyn Fn(&str) -> bool| -> Vec<String> {
        let found = clauses.iter().filter(|(_, words)| cites(words));
        found.map(|(id, _)| id.clone()).collect()
    };
    let mut found = Vec::new();
    for name in RENAMED.iter().filter(|name| name.held_on(today)) {
        let (year, month) = name.since;
        found.push(Lapsed {
            name: name.old.to_owned(),
            since: Date::new(year, month, 1).unwrap_or(today),
            successor: name.new.to_owned(),
            clause_ids: citing(&|words| name.is_used_in(words)),
        });
    }
    let own = watched.iter().filter(|one| one.valid_to < today);
    found.extend(own.map(|one| Lapsed {
        name: one.name.clone(),
        since: one.valid_to.tomorrow().unwrap_or(one.valid_to),
        successor: one.successor.clone(),
        clause_ids: citing(&|words| words.contains(&one.name)),
    }));
    let mut ended: Vec<(i16, i16)> = clauses
        .iter()
        .flat_map(|(_, words)| periods(words))
        .collect();
    ended.retain(|(_, to)| *to < today.year());
    ended.sort_unstable();
    ended.dedup();
    found.extend(ended.into_iter().map(|(from, to)| Lapsed {
        name: format!("something for {from} to {to}"),
        since: Date::new(to.saturating_add(1), 1, 1).unwrap_or(today),
        successor: String::new(),
        clause_ids: citing(&|words| periods(words).contains(&(from, to))),
    }));
    found.retain(|one| !one.clause_ids.is_empty());
    found
}

/// What to do about a name that was given up.
pub(crate) const RENAMED_SUGGESTION: &str =
    "Use the new name, with the old one beside it where contracts still carry it.";

impl Renamed {
    /// Whether the new name held on a day.
    pub(crate) fn held_on(&self, day: Date) -> bool {
        (day.year(), day.month()) >= self.since
    }

    /// Whether a text uses the old name, in full or short.
    pub(crate) fn is_used_in(&self, text: &str) -> bool {
        let mut words = text.split(|letter: char| !letter.is_alphanumeric());
        text.contains(self.old) || words.any(|word| word == self.short)
    }
}

/// Periods such as `2018-23` in a text, by their first and last year.
pub(crate) fn periods(text: &str) -> Vec<(i16, i16)> {
    let joined = text.replace(['–', '—', '/'], "-");
    joined
        .split(|letter: char| !letter.is_ascii_digit() && letter != '-')
        .filter_map(|word| {
            let (from, to) = word.split_once('-')?;
            let first = from
                .parse::<i16>()
                .ok()
                .filter(|year| from.len() == 4 && *year > 1900)?;
            let last = match to.len() {
                2 => first - first.rem_euclid(100) + to.parse::<i16>().ok()?,
                4 => to.parse::<i16>().ok()?,
                _ => return None,
            };
            (last > first && last - first < 60).then_some((first, last))
        })
        .collect()
}
