//! Small numbers through everything that leaves the building (P2): the signed returns of a year, its report, the
//! public page, the public packs and the sums over packs are read by somebody outside, who adds up and takes away
//! whatever fits. Numbers are made from seeds.

use super::{JOBS, YEAR, adopt_house, hidden, key, propose, publish, set};
use crate::app::new_id;
use crate::checkpoints;
use crate::evidence::{self, Evidence, Proof};
use crate::ledger::{self, Context, NewEntry};
use crate::publication::store;
use crate::testing::chance::Chance;
use crate::testing::{TestApp, Visitor, bags};
use database::Id;
use domain::calendar::{Calendar, Quarter};
use domain::ledger::{Grade, Quantity};
use domain::people::Role;
use jiff::ToSpan;
use scraper::{Html, Selector};
use std::collections::BTreeMap;

const PASSWORD: &str = "three unrelated words";
const AREAS: [(&str, &str); 3] = [
    ("E08000012", "Liverpool"),
    ("E08000011", "Knowsley"),
    ("E08000014", "Sefton"),
];
/// More people than any number here; where nothing is said, a reader reckons with as many.
const MOST: i64 = 120;
/// From here on a number is printed.
const LIMIT: i64 = 5;

/// A quarter, or the year; an area, or all of them.
type Place = (String, String);

fn place(period: &str, area: &str) -> Place {
    (period.to_owned(), area.to_owned())
}

fn quarters() -> Vec<Quarter> {
    let year = Calendar::ACADEMIC.year_named(YEAR).unwrap();
    year.quarters().into_iter().collect()
}

/// Numbers of people by quarter and area, with every sum.
fn invented(seed: u64) -> BTreeMap<Place, i64> {
    let mut chance = Chance::of_seed(seed);
    let mut numbers = BTreeMap::new();
    for quarter in quarters() {
        for (_, area) in AREAS {
            let number = match chance.below(10) {
                0 | 1 => 0,
                2..=5 => 1 + chance.below(4),
                _ => 5 + chance.below(15),
            };
            let number = i64::try_from(number).unwrap();
            numbers.insert(place(&quarter.to_string(), area), number);
        }
    }
    let mut all = numbers.clone();
    for ((quarter, area), number) in numbers {
        for of in [
            place(&quarter, "all"),
            place(YEAR, &area),
            place(YEAR, "all"),
        ] {
            *all.entry(of).or_insert(0) += number;
        }
    }
    all
}

fn post(test: &TestApp, (measure_id, area_code): (Id, &str), (quarter, people): (Quarter, i64)) {
    let day = Calendar::ACADEMIC.first_day(quarter);
    let on = day.saturating_add(9.days());
    let context = Context {
        calendar: Calendar::ACADEMIC,
        first_day: jiff::civil::date(2025, 8, 1),
        today: crate::app::date_of(test.now()),
        now: test.now(),
        secret: [7; 32],
    };
    let new = NewEntry {
        id: new_id(),
        measure_id,
        happened_on: on,
        area_code: area_code.to_owned(),
        area_method: None,
        partner_id: None,
        activity_id: None,
        session_id: None,
        contract_id: None,
        quantity: Quantity(people * 1_000),
        additional_percent: 100,
        reason: "Counted".to_owned(),
        subjects: Vec::new(),
    };
    let added = Evidence {
        consent: None,
        id: new_id(),
        title: "Register".to_owned(),
        grade: Grade::ThirdPartyRecord,
        effective_on: on,
        days: domain::evidence::Days::default(),
        proof: Proof::Attestation {
            seen_what: "The register".to_owned(),
            kept_where: "The office".to_owned(),
        },
    };
    test.write(|write| {
        ledger::post(write, &new, &context)?.unwrap();
        evidence::add(write, &added, test.now())?;
        ledger::attach(write, new.id, (added.id, added.grade), &context)?.unwrap();
        Ok(())
    });
}

fn sign(test: &TestApp, path: &str, field: &str) {
    let governance = test.visitor(Role::Governance);
    let path = format!("{path}/sign-off");
    let read = hidden(&governance.get(&path), field);
    let typed = [(field, read.as_str()), ("password", PASSWORD)];
    let signed = governance.post(&path, &typed);
    assert_eq!(signed.status, 303, "{}", signed.text());
}

/// Four signed returns, a signed report and a public page; gives the name in its address.
fn published(test: &TestApp, numbers: &BTreeMap<Place, i64>) -> String {
    adopt_house(test);
    test.give_password(Role::Governance, PASSWORD);
    let jobs = key(test, JOBS);
    let lead = test.visitor(Role::Lead);
    for quarter in quarters() {
        for (code, area) in AREAS {
            let people = numbers[&place(&quarter.to_string(), area)];
            if people > 0 {
                post(test, (jobs, code), (quarter, people));
            }
        }
        let path = format!("/returns/{quarter}");
        let prepared = lead.post(&format!("{path}/prepare"), &[("action", "prepare")]);
        assert_eq!(prepared.status, 303, "{}", prepared.text());
        let agree = [("action", "agree")];
        let agreed = test
            .visitor(Role::Governance)
            .post(&format!("{path}/review"), &agree);
        assert_eq!(agreed.status, 303, "{}", agreed.text());
        sign(test, &path, "figures");
    }
    let path = format!("/reports/{YEAR}");
    let words = [
        ("summary", "A year."),
        ("lessons", "Start earlier."),
        ("recommendations", "Ask in June."),
        ("action", "keep"),
    ];
    assert_eq!(lead.post(&format!("{path}/edit"), &words).status, 303);
    assert_eq!(lead.post(&format!("{path}/prepare"), &[]).status, 303);
    sign(test, &path, "content");
    let slug = set(test, &[]);
    assert_eq!(propose(test, Role::Lead).status, 303);
    assert_eq!(publish(test).status, 303);
    slug
}

/// What a reader knows of each place: the least and the most it can be.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Known(BTreeMap<Place, (i64, i64)>);

impl Known {
    fn nothing() -> Self {
        let periods: Vec<String> = quarters()
            .iter()
            .map(Quarter::to_string)
            .chain([YEAR.to_owned()])
            .collect();
        let areas = AREAS.map(|(_, area)| area).into_iter().chain(["all"]);
        let places = areas.flat_map(|area| periods.iter().map(move |period| place(period, area)));
        Self(places.map(|place| (place, (0, MOST))).collect())
    }

    /// Takes in what is printed of a place.
    fn read(&mut self, place: &Place, words: &str) {
        let number = |words: &str| words.trim().replace(',', "").parse::<i64>().ok();
        let words = words.trim();
        let said = match (words, words.strip_prefix("at least ")) {
            ("fewer than 5", _) => Some((1, LIMIT - 1)),
            (_, Some(least)) => number(least).map(|least| (least, MOST)),
            (_, None) => number(words).map(|number| (number, number)),
        };
        if let (Some((low, high)), Some(known)) = (said, self.0.get_mut(place)) {
            *known = (known.0.max(low), known.1.min(high));
        }
    }

    /// Every sum over areas and over quarters: the whole and its parts.
    fn sums() -> Vec<(Place, Vec<Place>)> {
        let periods: Vec<String> = quarters().iter().map(Quarter::to_string).collect();
        let mut sums = Vec::new();
        for period in periods.iter().chain([&YEAR.to_owned()]) {
            let parts = AREAS.map(|(_, area)| place(period, area)).to_vec();
            sums.push((place(period, "all"), parts));
        }
        for area in AREAS.map(|(_, area)| area).into_iter().chain(["all"]) {
            let parts = periods.iter().map(|period| place(period, area)).collect();
            sums.push((place(YEAR, area), parts));
        }
        sums
    }

    /// Draws every conclusion from sums; nothing when they contradict each other.
    fn concluded(mut self) -> Option<Self> {
        let sums = Self::sums();
        loop {
            let before = self.clone();
            for (whole, parts) in &sums {
                let (low, high) = parts.iter().fold((0, 0), |(low, high), part| {
                    let (least, most) = self.0[part];
                    (low + least, high + most)
                });
                let of = self.0.get_mut(whole)?;
                *of = (of.0.max(low), of.1.min(high));
                let (least, most) = *of;
                for part in parts {
                    let of = self.0.get_mut(part)?;
                    let (rest_low, rest_high) = (low - of.0, high - of.1);
                    *of = (of.0.max(least - rest_high), of.1.min(most - rest_low));
                    if of.0 > of.1 {
                        return None;
                    }
                }
                // Parts were narrowed one after the other, each against the sums before: begin anew.
            }
            if self.0.values().any(|(low, high)| low > high) {
                return None;
            }
            if self == before {
                return Some(self);
            }
        }
    }

    /// Whether some numbers fit everything that is known; it gives up after so many trials.
    fn can_be(self, trials: &mut usize) -> bool {
        let Some(known) = self.concluded() else {
            return false;
        };
        let open = known.0.iter().filter(|(_, (low, high))| low < high);
        let Some((place, (low, high))) = open.min_by_key(|(_, (low, high))| high - low) else {
            return true;
        };
        (*low..=*high).any(|value| {
            if *trials == 0 {
                return false;
            }
            *trials -= 1;
            let mut tried = known.clone();
            tried.0.insert(place.clone(), (value, value));
            tried.can_be(trials)
        })
    }
}

/// The small numbers that a reader knows for certain.
fn found_out(known: &Known, numbers: &BTreeMap<Place, i64>) -> Vec<Place> {
    let known = known.clone().concluded().expect("what is printed is true");
    let small = numbers
        .iter()
        .filter(|(_, number)| (1..LIMIT).contains(*number));
    let is_certain = |place: &Place, number: i64| {
        let (low, high) = known.0[place];
        let others = (low..=high).filter(|other| *other != number);
        let mut others = others.take(12);
        !others.any(|other| {
            let mut tried = known.clone();
            tried.0.insert(place.clone(), (other, other));
            tried.can_be(&mut 20_000)
        })
    };
    let certain = small.filter(|(place, number)| is_certain(place, **number));
    certain.map(|(place, _)| place.clone()).collect()
}

/// A table as it is read: its headings and rows.
struct Table(Vec<String>, Vec<Vec<String>>);

fn tables_of_page(html: &str) -> Vec<Table> {
    let page = Html::parse_document(html);
    let select = |words: &str| Selector::parse(words).unwrap();
    let text = |cell: scraper::ElementRef<'_>| {
        let words: Vec<&str> = cell.text().flat_map(str::split_whitespace).collect();
        words.join(" ")
    };
    let table = |table: scraper::ElementRef<'_>| {
        let headings = table.select(&select("thead th")).map(text).collect();
        let row = |row: scraper::ElementRef<'_>| row.select(&select("th, td")).map(text).collect();
        Table(
            headings,
            table.select(&select("tbody tr")).map(row).collect(),
        )
    };
    page.select(&select("table")).map(table).collect()
}

/// The tables of a ZIP with CSV files.
fn tables_of_csv(zip: &[u8]) -> Vec<Table> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(zip)).unwrap();
    let mut found = Vec::new();
    for number in 0..archive.len() {
        let file = archive.by_index(number).unwrap();
        let mut lines = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .from_reader(file);
        let lines: Vec<Vec<String>> = lines
            .records()
            .filter_map(Result::ok)
            .map(|line| line.iter().map(str::to_owned).collect())
            .collect();
        if let Some((headings, rows)) = lines.split_first() {
            let headings = headings.iter();
            let headings = headings.map(|one| one.trim_start_matches('\u{feff}').to_owned());
            found.push(Table(headings.collect(), rows.to_vec()));
        }
    }
    found
}

/// Whether a cell names the measure, and not one whose code begins alike.
fn is_of_jobs(cell: &str) -> bool {
    cell.split_whitespace().next() == Some(JOBS)
}

/// Whether a figure of a pack is what is evidenced of its own period, as a whole or of an area.
fn is_of_evidenced(words: &str, period: &str) -> bool {
    let first = words.split(',').next().unwrap_or_default();
    let is_area = AREAS.iter().any(|(_, area)| first.contains(area));
    let is_of_quarter = words.to_lowercase().contains("quarter ");
    (first == "Evidenced" || is_area) && is_of_quarter == (period != YEAR)
}

/// How many places are read off tables of a period.
fn read_tables(known: &mut Known, period: &str, tables: &[Table]) -> usize {
    let mut seen = 0;
    for Table(headings, rows) in tables {
        let at = |names: &[&str]| {
            headings
                .iter()
                .position(|one| names.contains(&one.as_str()))
        };
        let rows = rows
            .iter()
            .filter(|row| row.iter().any(|cell| is_of_jobs(cell)));
        for row in rows {
            let mut take = |place: &Place, column: Option<usize>| {
                if let Some(words) = column.and_then(|column| row.get(column)) {
                    seen += 1;
                    known.read(place, words);
                }
            };
            if let Some(area) = at(&["Area"]).and_then(|column| row.get(column)) {
                let area = AREAS.iter().find(|(_, name)| area.contains(name));
                if let Some((_, area)) = area {
                    take(&place(period, area), at(&["Quantity", "Evidenced"]));
                }
            } else if at(&["Evidence"]).is_some() {
                // All of it has evidence of one grade: that row is the whole.
                if row.iter().any(|cell| cell.starts_with("Third-party")) {
                    take(&place(period, "all"), at(&["Quantity"]));
                }
            } else if at(&["Partner"]).is_none() {
                for names in [["Evidenced"], ["Additional"], ["Of that, additional"]] {
                    take(&place(period, "all"), at(&names));
                }
                for quarter in quarters() {
                    let name = format!("Quarter {}", quarter.number());
                    take(&place(&quarter.to_string(), "all"), at(&[&name]));
                }
                take(&place(YEAR, "all"), at(&["Year"]));
            }
        }
    }
    seen
}

fn get(visitor: &Visitor<'_>, path: &str) -> Vec<u8> {
    let page = visitor.get(path);
    assert_eq!(page.status, 200, "{path}: {}", page.text());
    page.bytes
}

/// Reads the signed record as a commissioner does: its page, its document and its tables.
fn read_signed(known: &mut Known, outside: &Visitor<'_>, (path, period): (&str, &str)) -> usize {
    let mut seen = 0;
    for more in ["", "/document.html", "/areas-and-partners"] {
        if path.starts_with("/reports") && more == "/areas-and-partners" {
            continue;
        }
        let html = String::from_utf8(get(outside, &format!("{path}{more}"))).unwrap();
        seen += read_tables(known, period, &tables_of_page(&html));
    }
    let zip = get(outside, &format!("{path}/document.csv.zip"));
    seen + read_tables(known, period, &tables_of_csv(&zip))
}

/// Reads a public pack: the figures it lists, and the document within.
fn read_pack(known: &mut Known, period: &str, zip: &[u8]) -> usize {
    let mut seen = 0;
    for (path, bytes) in bags::files(zip) {
        let text = String::from_utf8_lossy(&bytes);
        if path == "data/figures.csv" {
            for line in csv::Reader::from_reader(bytes.as_slice()).records() {
                let line = line.unwrap();
                let area = AREAS.iter().find(|(_, area)| line[2].contains(area));
                let area = area.map_or("all", |(_, area)| area);
                if is_of_jobs(&line[1]) && is_of_evidenced(&line[2], period) {
                    seen += 1;
                    known.read(&place(period, area), &line[3]);
                }
            }
        } else if path.rsplit('.').next() == Some("html") {
            seen += read_tables(known, period, &tables_of_page(&text));
        }
    }
    seen
}

/// Adds the packs of the four returns up and reads the sums.
fn read_sums(known: &mut Known, test: &TestApp, packs: &[Vec<u8>]) -> usize {
    let kept = test.read(checkpoints::keys).pop().unwrap();
    let key = checkpoints::note_key(test.organisation_id, kept.public).unwrap();
    let names: Vec<String> = (1..=packs.len()).map(|one| format!("{one}.zip")).collect();
    let files: Vec<(&str, &str, &[u8])> = names
        .iter()
        .zip(packs)
        .map(|(name, bytes)| ("packs", name.as_str(), bytes.as_slice()))
        .collect();
    let outside = test.visitor(Role::Commissioner);
    let typed = [("keys", key.to_string()), ("as", "json".to_owned())];
    let typed: Vec<(&str, &str)> = typed.iter().map(|(a, b)| (*a, b.as_str())).collect();
    let page = outside.upload_all("/together", &typed, &files);
    assert_eq!(page.status, 200, "{}", page.text());
    let json: serde_json::Value = serde_json::from_slice(&page.bytes).unwrap();
    let mut seen = 0;
    for figure in json["figures"].as_array().unwrap() {
        if figure["code"] != JOBS {
            continue;
        }
        let area = figure["area"].as_str().unwrap();
        let area = AREAS
            .iter()
            .find(|(code, name)| area.contains(code) || area.contains(name));
        let area = area.map_or("all", |(_, area)| area);
        seen += 1;
        known.read(&place(YEAR, area), figure["printed"].as_str().unwrap());
    }
    seen
}

/// Everything that a reader outside can know, and how often each kind of paper said something.
fn read_everything(test: &TestApp, slug: &str) -> (Known, BTreeMap<&'static str, usize>) {
    let outside = test.visitor(Role::Commissioner);
    let (mut known, mut seen) = (Known::nothing(), BTreeMap::new());
    let mut packs = Vec::new();
    for quarter in quarters() {
        let period = quarter.to_string();
        let path = format!("/returns/{period}");
        *seen.entry("returns").or_insert(0) += read_signed(&mut known, &outside, (&path, &period));
        let pack = get(&outside, &format!("/packs/return/{period}/public.zip"));
        *seen.entry("packs").or_insert(0) += read_pack(&mut known, &period, &pack);
        packs.push(pack);
    }
    let path = format!("/reports/{YEAR}");
    seen.insert("report", read_signed(&mut known, &outside, (&path, YEAR)));
    let pack = get(&outside, &format!("/packs/annual-report/{YEAR}/public.zip"));
    *seen.entry("packs").or_insert(0) += read_pack(&mut known, YEAR, &pack);
    seen.insert("sums", read_sums(&mut known, test, &packs));
    let stranger = test.stranger();
    let page = String::from_utf8(get(&stranger, &format!("/public/{slug}/{YEAR}"))).unwrap();
    let mut of_public = read_tables(&mut known, YEAR, &tables_of_page(&page));
    let issue = test.read(store::issues).remove(0);
    let file = |name: &str| {
        let kept = test.read(|read| store::file(read, issue.id, name)).unwrap();
        String::from_utf8(kept.bytes).unwrap()
    };
    of_public += read_tables(&mut known, YEAR, &tables_of_page(&file("report.html")));
    let csv = file("figures.csv");
    let mut lines = csv::Reader::from_reader(csv.as_bytes());
    let headings = lines.headers().unwrap().iter().map(str::to_owned).collect();
    let rows = lines.records().map(Result::unwrap);
    let rows = rows.map(|row| row.iter().map(str::to_owned).collect());
    of_public += read_tables(&mut known, YEAR, &[Table(headings, rows.collect())]);
    seen.insert("public", of_public);
    (known, seen)
}

/// What would be known if each small number were kept back and nothing else.
fn without_further(numbers: &BTreeMap<Place, i64>) -> Known {
    let mut known = Known::nothing();
    for (place, number) in numbers {
        let words = match number {
            1..LIMIT => "fewer than 5".to_owned(),
            number => number.to_string(),
        };
        known.read(place, &words);
    }
    known
}

#[test]
fn p2_no_small_number_follows_from_returns_report_public_page_packs_and_sums_together() {
    let (mut small, mut naive) = (0, 0);
    for seed in [3, 11, 29] {
        let test = TestApp::elsewhere();
        let numbers = invented(seed);
        let slug = published(&test, &numbers);
        let (known, seen) = read_everything(&test, &slug);
        for kind in ["returns", "packs", "report", "sums", "public"] {
            assert!(seen[kind] > 0, "nothing was read of {kind}: {seen:?}");
        }
        // Everything printed is true, and some of it is exact: the reader reads well.
        let is_true = |(place, (low, high)): (&Place, &(i64, i64))| {
            let number = &numbers[place];
            assert!(
                (low..=high).contains(&number),
                "{place:?}: {low} to {high} and not {number}"
            );
            usize::from(low == high)
        };
        let exact: usize = known.0.iter().map(is_true).sum();
        let found = found_out(&known, &numbers);
        assert_eq!(
            found,
            Vec::<Place>::new(),
            "seed {seed}: {known:?} of {numbers:?}"
        );
        small += numbers
            .values()
            .filter(|one| (1..LIMIT).contains(*one))
            .count();
        naive += found_out(&without_further(&numbers), &numbers).len();
        println!("seed {seed}: {exact} of 20 are exact; read: {seen:?}");
    }
    // The control: the same reader works many out when nothing else is kept back.
    assert!(small > 10 && naive > 5, "{naive} of {small}");
}
