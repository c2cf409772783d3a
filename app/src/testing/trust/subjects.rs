//! A person's data, in each table and on each page (P4, P5).

use super::reading::{everything, names, words};
use crate::app::{date_of, new_id};
use crate::people::NewPerson;
use crate::personal_data::map::{Holds, Rows, Table, map};
use crate::testing::TestApp;
use crate::testing::following::followed_up;
use database::{Connection, DatabaseFault, Value};
use domain::people::Role;
use jiff::civil::date;

const LEARNER: &str = "QX-7788-MARKER";
const WORDS: &str = "Xanthippe Quillfeather told Bartholomew Underwood";

/// What is asked about somebody, handled by the lead.
fn asked(test: &TestApp, asks: &str, (kind, subject): (&str, &str)) -> String {
    let on = date_of(test.now());
    let (day, month, year) = (
        on.day().to_string(),
        on.month().to_string(),
        on.year().to_string(),
    );
    let typed = [
        ("asks", asks),
        ("kind", kind),
        ("subject", subject),
        ("note", ""),
        ("received_on_day", &day),
        ("received_on_month", &month),
        ("received_on_year", &year),
    ];
    let lead = test.visitor(Role::Lead);
    let key = lead.post("/personal-data/requests/new", &typed).new_key();
    format!("/personal-data/requests/{key}")
}

/// What is decided of a learner, by two people.
fn decided(test: &TestApp, asks: &str, decision: &str, learner: &str) {
    let path = asked(test, asks, ("learner", learner));
    let ground = if decision == "refuse" { "duty" } else { "" };
    let typed = [
        ("decision", decision),
        ("ground", ground),
        ("why_decided", "As asked"),
    ];
    let lead = test.visitor(Role::Lead);
    let proposed = lead.post(&format!("{path}/propose"), &typed);
    assert_eq!(proposed.status, 303, "{}", proposed.text());
    let governance = test.visitor(Role::Governance);
    let shown = governance.get(&path).hidden("shown");
    let agreed = governance.post(&format!("{path}/agree"), &[("shown", &shown)]);
    assert_eq!(agreed.status, 303, "{}", agreed.text());
}

/// Tables of an organisation in which somebody can stand. The log is searched by its own test.
fn tables() -> impl Iterator<Item = &'static Table> {
    map().values().filter(|table| {
        let is_searched = table.rows != Rows::Directory && !table.name.starts_with("log_");
        let of = |name: &str| table.columns.iter().any(|(column, _)| column == name);
        is_searched && of("organisation_id")
    })
}

/// What stands in a column of a row about the subject.
fn value(holds: Holds, column: (&str, &str), (test, subject): (&TestApp, &NewPerson)) -> Value {
    match (holds, column) {
        (_, ("organisation_id", _)) => test.organisation_id.into(),
        (Holds::Person, _) => subject.id.into(),
        (Holds::Reference, _) => LEARNER.into(),
        (Holds::Name, _) => subject.name.as_str().into(),
        (Holds::Email, _) => subject.email.as_str().into(),
        (Holds::Words, _) => WORDS.into(),
        (_, (name, _)) if name.ends_with("sha256") => [7_u8; 32].into(),
        (_, (_, "INTEGER" | "BIGINT")) => 1_i64.into(),
        (_, (_, "BLOB" | "BYTEA")) => new_id().into(),
        (_, (_, _)) => "2026-01-01".into(),
    }
}

/// Puts one row that says everything a row of this table can say of somebody, whatever the table's own rules
/// and references ask.
fn put(test: &TestApp, table: &Table, subject: &NewPerson) -> Result<i64, DatabaseFault> {
    let insert = |connection: &mut Connection| {
        let sql = format!("SELECT name, type FROM pragma_table_info('{}')", table.name);
        let (mut names, mut values) = (Vec::new(), Vec::new());
        for row in connection.query(&sql, &[])? {
            let (name, kind) = (row.text(0)?, row.text(1)?);
            let holds = table.columns.iter().find(|(column, _)| *column == name);
            let holds = holds.map_or(Holds::Plain, |(_, holds)| *holds);
            values.push(value(holds, (&name, &kind), (test, subject)));
            names.push(name);
        }
        let places: Vec<String> = (1..=names.len()).map(|one| format!("?{one}")).collect();
        let sql = format!(
            "INSERT INTO {} ({}) VALUES ({})",
            table.name,
            names.join(", "),
            places.join(", ")
        );
        connection.execute(&sql, &values)?;
        connection.query("SELECT last_insert_rowid()", &[])?[0].integer(0)
    };
    test.behind_the_log(|connection| {
        connection.batch("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON;")?;
        let done = insert(connection);
        connection.batch("PRAGMA ignore_check_constraints = OFF; PRAGMA foreign_keys = ON;")?;
        Ok(done)
    })
}

/// Takes that row away again.
fn take_away(test: &TestApp, table: &Table, row: i64) {
    test.behind_the_log(|connection| {
        connection.batch("PRAGMA foreign_keys = OFF;")?;
        let sql = format!("DELETE FROM {} WHERE rowid = ?1", table.name);
        let gone = connection.execute(&sql, &[row.into()]);
        connection.batch("PRAGMA foreign_keys = ON;")?;
        gone
    });
}

/// How many rows of a table have one of these bytes in them: a search that knows nothing of the data map.
fn raw(test: &TestApp, table: &str, needles: &[Vec<u8>]) -> usize {
    let sql = format!("SELECT * FROM {table} WHERE organisation_id = ?1");
    let rows = test.read(|read| Ok(read.query(&sql, &[read.organisation_id().into()])?));
    let says = |row: &&database::Row| {
        let bytes = row.canonical();
        let has = |needle: &Vec<u8>| bytes.windows(needle.len()).any(|part| part == needle);
        needles.iter().any(has)
    };
    rows.iter().filter(says).count()
}

/// What an export says of a table, against the raw search; in words where they differ.
fn differs(test: &TestApp, path: &str, table: &str, needles: &[Vec<u8>]) -> Option<String> {
    let json = test.visitor(Role::Lead).get(&format!("{path}/data.json"));
    if json.status != 200 {
        return Some(format!("{table}: {}", json.status));
    }
    let told = String::from_utf8(json.bytes.clone()).unwrap();
    if told.contains("Bartholomew") || told.contains("Underwood") {
        return Some(format!("{table}: hands another person out"));
    }
    let data: serde_json::Value = serde_json::from_slice(&json.bytes).unwrap();
    let found = data["data"][table]["rows"].as_array().map_or(0, Vec::len);
    // The request and the reading of its export are made by the test itself.
    let of_itself = ["sight", "request"].contains(&table);
    let expected = raw(test, table, needles);
    let is_good = found == expected || (of_itself && found > 0);
    (!is_good).then(|| format!("{table}: {found} of {expected}"))
}

#[test]
fn p4_somebody_with_a_row_in_each_table_is_found_in_each_as_by_a_raw_search() {
    let test = TestApp::elsewhere();
    let subject = test.join("Xanthippe Quillfeather", &[Role::Staff]);
    test.join("Bartholomew Underwood", &[Role::Staff]);
    let account = asked(&test, "access", ("account", &subject.email));
    let learner = asked(&test, "access", ("learner", LEARNER));
    let needles = [
        subject.name.as_bytes().to_vec(),
        subject.id.as_bytes().to_vec(),
        subject.email.as_bytes().to_vec(),
    ];
    let reference = [LEARNER.as_bytes().to_vec()];
    let (mut wrong, mut refused, mut tried) = (Vec::new(), Vec::new(), [0, 0]);
    for table in tables() {
        let has = |kinds: &[Holds]| {
            let mut kinds = kinds.iter();
            kinds.any(|kind| table.holding(*kind).next().is_some())
        };
        let row = match put(&test, table, &subject) {
            Ok(row) => row,
            Err(fault) => {
                refused.push(format!("{}: {fault}", table.name));
                continue;
            }
        };
        if has(&[Holds::Person, Holds::Name, Holds::Email, Holds::Words]) {
            assert!(raw(&test, &table.name, &needles) > 0, "{}", table.name);
            wrong.extend(differs(&test, &account, &table.name, &needles));
            tried[0] += 1;
        }
        if has(&[Holds::Reference]) {
            assert!(raw(&test, &table.name, &reference) > 0, "{}", table.name);
            wrong.extend(differs(&test, &learner, &table.name, &reference));
            tried[1] += 1;
        }
        take_away(&test, table, row);
    }
    println!("{tried:?} tables were tried; no row could be put: {refused:?}");
    assert_eq!(wrong, Vec::<String>::new());
    assert!(tried[0] > 70 && tried[1] > 5, "{tried:?}");
    // These have the one row of the organisation and of each account already.
    let known = ["directory_person", "organisation", "person"];
    let is_known = |one: &String| {
        known
            .iter()
            .any(|name| one.starts_with(&format!("{name}: ")))
    };
    assert!(refused.iter().all(is_known), "{refused:?}");
}

/// Where a learner is named, as those who may see learners, requests and the log.
fn named_at(test: &TestApp, learner: &str) -> Vec<String> {
    let mut found = Vec::new();
    for role in [Role::Staff, Role::Lead, Role::Auditor] {
        for (address, words) in everything(test, role) {
            if names(&words, learner) {
                found.push(format!("{address} as {}", role.key()));
            }
        }
    }
    found
}

/// What handles requests says of whom it is.
fn but_for_requests(found: &[String]) -> Vec<&String> {
    let is_of = |address: &&String| !address.starts_with("/personal-data/");
    found.iter().filter(is_of).collect()
}

#[test]
fn p5_a_restricted_learner_is_in_no_page_list_search_or_file_until_it_is_lifted() {
    let test = TestApp::example();
    let learner = test.read(|read| {
        let sql = "SELECT f.learner FROM follow_up f JOIN learner l
                     ON l.organisation_id = f.organisation_id AND l.learner = f.learner
                   WHERE f.organisation_id = ?1 ORDER BY f.learner";
        let values = [read.organisation_id().into()];
        Ok(read.first(sql, &values)?.unwrap().text(0)?)
    });
    let before = named_at(&test, &learner);
    println!("{learner} is named at {before:?}");
    assert!(but_for_requests(&before).len() > 2, "{before:?}");
    decided(&test, "restrict", "refuse", &learner);
    let staff = test.visitor(Role::Staff);
    let (first, _) = before[0].split_once(" as ").unwrap();
    let told = words(&staff.get(first));
    assert!(names(&told, &learner), "what is refused changes nothing");
    decided(&test, "restrict", "restrict", &learner);
    let during = named_at(&test, &learner);
    assert_eq!(but_for_requests(&during), Vec::<&String>::new());
    decided(&test, "restrict", "lift-restriction", &learner);
    let after = named_at(&test, &learner);
    assert!(but_for_requests(&after).len() >= but_for_requests(&before).len());
}

#[test]
fn p5_an_erased_learner_is_in_no_page_list_search_or_file_nor_in_what_handled_the_request() {
    let test = TestApp::example();
    let days = [date(2015, 9, 3), date(2015, 9, 4), date(2015, 9, 5)];
    followed_up(&test, LEARNER, days);
    let staff = test.visitor(Role::Staff);
    staff.get("/follow-ups?state=ended").says(LEARNER);
    assert!(!named_at(&test, LEARNER).is_empty(), "the control");
    decided(&test, "erase", "erase", LEARNER);
    assert_eq!(named_at(&test, LEARNER), Vec::<String>::new());
    staff.get("/follow-ups?state=ended").does_not_say(LEARNER);
}
