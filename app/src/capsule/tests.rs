//! Capsules of the worked example: opened on both databases and across with equal content, refused after any
//! change, holding nothing that opens anything, and read without anything.

use super::described::Described;
use super::make::make_with;
use super::open;
use crate::app::{App, Clock};
use crate::failure::Failure;
use crate::testing::TestApp;
use crate::testing::bags::{files, is_good_elsewhere, unpacked};
use crate::testing::chance::Chance;
use crate::visit::Who;
use crate::{checkpoints, fixity, organisation, records};
use bag::{Folder, Packing};
use commonweal_verify::{Pins, verify_export, verify_pack};
use database::{Id, Scope};
use domain::calendar::Calendar;
use domain::people::Role;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;
use std::path::Path;
use std::sync::Arc;

/// Tables that have more rows once a capsule was made or opened: each is a line of the log.
const GROWS: [&str; 6] = [
    "log_checkpoint",
    "log_content",
    "log_entry",
    "log_head",
    "log_key",
    "log_node",
];

fn scope(organisation_id: Id) -> Scope {
    Scope::system(organisation_id)
}

fn who(app: &App, organisation_id: Id) -> Who {
    let found = app
        .database
        .read(scope(organisation_id), organisation::find);
    let found = found.unwrap();
    Who {
        person_id: organisation_id,
        name: "A test".to_owned(),
        email: String::new(),
        roles: vec![Role::Administrator],
        organisation_id,
        organisation: found.name,
        calendar: Calendar::ACADEMIC,
        first_day: found.first_year_starts_on,
        token: String::new(),
    }
}

fn made(app: &Arc<App>, organisation_id: Id) -> Vec<u8> {
    let who = who(app, organisation_id);
    let of = (scope(organisation_id), &who);
    // Setting type for paper is slow without optimisation; the page's own story has it all.
    let wish: (super::make::Goes<'_>, &[_]) = (&|_, _| true, &[documents::Format::Html]);
    let out = make_with(app, of, Cursor::new(Vec::new()), wish);
    out.unwrap().into_inner()
}

/// A new instance with nothing in it.
struct Instance {
    app: Arc<App>,
    folder: tempfile::TempDir,
    /// The address of PostgreSQL and the schema that is this one's own there.
    schema: Option<(String, String)>,
}

impl Drop for Instance {
    fn drop(&mut self) {
        if let Some((address, schema)) = &self.schema {
            shared(address, &format!("DROP SCHEMA IF EXISTS {schema} CASCADE"));
        }
    }
}

/// Does something in the database that tests share.
fn shared(address: &str, sql: &str) {
    let at = crate::testing::midday(jiff::civil::date(2027, 1, 4));
    let shared = database::Database::open(address, crate::migrations::MIGRATIONS, at).unwrap();
    shared.directory(|directory| directory.batch(sql)).unwrap();
}

impl Instance {
    fn at(database: &str, folder: tempfile::TempDir) -> Self {
        let clock = Clock::standing(crate::testing::midday(jiff::civil::date(2027, 1, 4)));
        let app = App::open(database, &folder.path().join("evidence"), clock).unwrap();
        Self {
            app: Arc::new(app),
            folder,
            schema: None,
        }
    }

    fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("commonweal.db");
        Self::at(file.to_str().unwrap(), folder)
    }

    /// One in a schema of its own on PostgreSQL; none when there is no PostgreSQL.
    fn postgres(name: &str) -> Option<Self> {
        let address = std::env::var("COMMONWEAL_TEST_POSTGRES").ok()?;
        let schema = format!("capsule_{name}_{}", std::process::id());
        shared(&address, &format!("CREATE SCHEMA {schema}"));
        let own = format!("{address}?options=-csearch_path%3D{schema}");
        let mut instance = Self::at(&own, tempfile::tempdir().unwrap());
        instance.schema = Some((address, schema));
        Some(instance)
    }

    fn open(&self, zip: &[u8]) -> Result<super::opening::Opened, Failure> {
        let file = self.folder.path().join("capsule.zip");
        std::fs::write(&file, zip).unwrap();
        open(&self.app, &file)
    }

    #[track_caller]
    fn is_untouched(&self) {
        let organisations = self.app.database.directory(records::organisations);
        assert!(organisations.unwrap().is_empty());
        let people = self.app.database.directory(|directory| {
            let rows = directory.query("SELECT COUNT(*) FROM person", &[])?;
            rows[0].integer(0)
        });
        assert_eq!(people.unwrap(), 0);
        assert!(self.app.vault.is_empty().unwrap());
    }
}

fn described(zip: &[u8]) -> Described {
    serde_json::from_slice(&files(zip)["data/capsule.json"]).unwrap()
}

/// Both capsules have the same tables byte by byte, but for lines that were added to the log.
#[track_caller]
fn are_equal(one: &[u8], other: &[u8]) {
    let (before, after) = (files(one), files(other));
    let mut seen = 0;
    for (path, bytes) in &before {
        let Some(table) = path.strip_prefix("data/tables/") else {
            continue;
        };
        let Some(table) = table.strip_suffix(".csv") else {
            continue;
        };
        seen += 1;
        if !GROWS.contains(&table) {
            assert!(bytes == &after[path], "{table} differs");
        } else if ["log_entry", "log_content", "log_node"].contains(&table) {
            // Levels of the tree stand one after the other: lines are compared, not their order.
            let lines = |bytes: &[u8]| -> BTreeSet<String> {
                let text = String::from_utf8(bytes.to_vec()).unwrap();
                text.lines().map(str::to_owned).collect()
            };
            assert!(lines(bytes).is_subset(&lines(&after[path])), "{table}");
        }
    }
    assert!(seen > 100, "{seen}");
    let evidence = |files: &BTreeMap<String, Vec<u8>>| {
        let of_it = files
            .iter()
            .filter(|(path, _)| path.starts_with("data/evidence/"));
        let of_it = of_it.map(|(path, bytes)| (path.clone(), bytes.clone()));
        of_it.collect::<BTreeMap<_, _>>()
    };
    assert!(!evidence(&before).is_empty());
    assert!(evidence(&before) == evidence(&after));
}

#[track_caller]
fn is_sound(app: &App, organisation_id: Id) {
    for checked in fixity::look(app, organisation_id).unwrap() {
        assert_eq!(
            checked.differences,
            Vec::<String>::new(),
            "{}",
            checked.what
        );
    }
    let looked = app
        .database
        .read(scope(organisation_id), |read| {
            records::look(read, &records::Handed::default())
        })
        .unwrap();
    assert_eq!(looked.differences, Vec::<String>::new());
}

#[test]
fn p5e_a_capsule_is_opened_in_a_new_instance_with_equal_content() {
    let test = TestApp::example();
    let first = made(&test.app, test.organisation_id);
    let new = Instance::sqlite();
    let opened = new.open(&first).unwrap();
    assert_eq!(opened.scope.organisation_id, test.organisation_id);
    assert!(opened.new_key.is_some(), "the secret key was not in it");
    is_sound(&new.app, test.organisation_id);
    let second = made(&new.app, test.organisation_id);
    are_equal(&first, &second);
    let newest = new.app.database.read(opened.scope, |read| {
        Ok::<_, Failure>(database::log_newest(read, i64::MAX, 2)?)
    });
    assert_eq!(newest.unwrap()[1].action, "opened exit capsule");
    // Whoever is in it asks for nothing but a new way in.
    let lead = test.person(Role::Lead);
    let token =
        crate::people::start_session(&new.app, test.organisation_id, lead.id, new.app.clock.now());
    assert!(token.is_ok());
}

#[test]
fn p5e_a_capsule_goes_from_each_database_to_each() {
    let test = TestApp::example();
    let first = made(&test.app, test.organisation_id);
    let (Some(one), Some(two)) = (Instance::postgres("one"), Instance::postgres("two")) else {
        println!("not run on PostgreSQL: COMMONWEAL_TEST_POSTGRES is not set");
        return;
    };
    let mut last = first.clone();
    for instance in [one, two, Instance::sqlite()] {
        instance.open(&last).unwrap();
        is_sound(&instance.app, test.organisation_id);
        last = made(&instance.app, test.organisation_id);
        are_equal(&first, &last);
    }
}

#[test]
fn p5e_with_its_keys_the_log_goes_on_under_the_old_one() {
    let test = TestApp::example();
    let zip = made(&test.app, test.organisation_id);
    let new = Instance::sqlite();
    let number = test.read(checkpoints::keys).pop().unwrap().number;
    std::fs::copy(
        test.app.log_key(test.organisation_id, number),
        new.app.log_key(test.organisation_id, number),
    )
    .unwrap();
    let opened = new.open(&zip).unwrap();
    assert_eq!(opened.new_key, None);
    is_sound(&new.app, test.organisation_id);
    are_equal(&zip, &made(&new.app, test.organisation_id));
}

#[test]
fn p5e_only_an_empty_instance_takes_a_capsule() {
    let test = TestApp::example();
    let zip = made(&test.app, test.organisation_id);
    let says = |instance: &Instance, words: &str| {
        let refused = instance.open(&zip).unwrap_err().to_string();
        assert!(refused.contains(words), "{refused}");
    };
    let new = Instance::sqlite();
    let mut incoming = new.app.vault.incoming().unwrap();
    incoming.write(b"something").unwrap();
    let kept = incoming.finish().unwrap();
    says(&new, "empty evidence folder");
    new.app.vault.remove(kept.sha256).unwrap();
    new.is_untouched();
    new.open(&zip).unwrap();
    says(&new, "empty database");
    is_sound(&new.app, test.organisation_id);
}

#[test]
fn p5e_a_capsule_that_was_changed_by_one_bit_is_not_opened() {
    let test = TestApp::example();
    let zip = made(&test.app, test.organisation_id);
    let mut archive = zip::ZipArchive::new(Cursor::new(&zip)).unwrap();
    let mut places = Vec::new();
    for number in 0..archive.len() {
        let file = archive.by_index(number).unwrap();
        let is_signature = file.name().unwrap().ends_with("/signature.txt");
        if file.size() > 0 && !is_signature {
            places.push((file.data_start().unwrap(), file.size()));
        }
    }
    let new = Instance::sqlite();
    let mut chance = Chance::of_seed(2040);
    for _ in 0..12 {
        let (start, size) = places[chance.below(places.len())];
        let at = usize::try_from(start).unwrap() + chance.below(usize::try_from(size).unwrap());
        let mut changed = zip.clone();
        changed[at] ^= 1 << chance.below(8);
        let refused = new.open(&changed).unwrap_err().to_string();
        assert!(refused.contains("damaged"), "{refused}");
        new.is_untouched();
    }
    let refused = new.open(&zip[..zip.len() / 2]).unwrap_err().to_string();
    assert!(refused.contains("no capsule"), "{refused}");
    new.is_untouched();
}

/// The capsule as a whole bag again, after a change by somebody who knows bags.
fn changed(zip: &[u8], change: impl Fn(&mut BTreeMap<String, Vec<u8>>)) -> Vec<u8> {
    let mut payload: BTreeMap<String, Vec<u8>> = files(zip)
        .into_iter()
        .filter_map(|(path, bytes)| Some((path.strip_prefix("data/")?.to_owned(), bytes)))
        .collect();
    change(&mut payload);
    let mut bag = Packing::new(Cursor::new(Vec::new()), "capsule").unwrap();
    for (path, bytes) in &payload {
        bag.add(path, &mut bytes.as_slice()).unwrap();
    }
    bag.finish(&[], |_| Vec::new()).unwrap().into_inner()
}

fn edited(payload: &mut BTreeMap<String, Vec<u8>>, path: &str, edit: impl Fn(&str) -> String) {
    let text = String::from_utf8(payload[path].clone()).unwrap();
    let new = edit(&text);
    assert_ne!(text, new, "{path}");
    payload.insert(path.to_owned(), new.into_bytes());
}

type Change = fn(&mut BTreeMap<String, Vec<u8>>);

/// What `capsule.json` may say wrongly, with what is said of it.
fn descriptions() -> [(&'static str, Change); 5] {
    [
        ("has no capsule.json", |payload| {
            payload.remove("capsule.json");
        }),
        ("lacks the table sight", |payload| {
            edited(payload, "capsule.json", |text| {
                let mut said: Described = serde_json::from_str(text).unwrap();
                said.tables.retain(|table| table.name != "sight");
                serde_json::to_string(&said).unwrap()
            });
        }),
        ("a table that is not known here: sights", |payload| {
            edited(payload, "capsule.json", |text| {
                text.replace("\"sight\"", "\"sights\"")
            });
        }),
        ("not known here: person.password_hash", |payload| {
            edited(payload, "capsule.json", |text| {
                text.replace("\"invited_at\"", "\"password_hash\"")
            });
        }),
        ("with schema 26", |payload| {
            edited(payload, "capsule.json", |text| {
                let newest = crate::migrations::MIGRATIONS.last().unwrap().number;
                text.replace(&format!("\"newest\": {newest}"), "\"newest\": 26")
            });
        }),
    ]
}

/// What files may hold wrongly, with what is said of it.
fn contents() -> [(&'static str, Change); 5] {
    [
        ("is not the file that its name says", |payload| {
            let path = payload.keys().find(|path| path.starts_with("evidence/"));
            let path = path.unwrap().clone();
            payload.insert(path, b"another".to_vec());
        }),
        ("rows, and it has", |payload| {
            edited(payload, "tables/area.csv", |text| {
                let (first, _) = text.trim_end().rsplit_once("\r\n").unwrap();
                format!("{first}\r\n")
            });
        }),
        ("line 1 is not one of a capsule", |payload| {
            edited(payload, "tables/area.csv", |text| {
                text.replacen("code", "kode", 1)
            });
        }),
        ("is not whole", |payload| {
            edited(payload, "tables/log_entry.csv", |text| {
                text.replacen("\"signed off return\"", "\"signed off a return\"", 1)
            });
        }),
        ("of another organisation", |payload| {
            edited(payload, "tables/organisation.csv", |text| {
                let (head, row) = text.split_once("\r\n").unwrap();
                format!("{head}\r\n00{}", row.split_at(2).1)
            });
        }),
    ]
}

#[test]
fn p5e_a_whole_bag_that_is_no_capsule_of_ours_leaves_nothing_behind() {
    let test = TestApp::example();
    let zip = made(&test.app, test.organisation_id);
    let new = Instance::sqlite();
    for (words, change) in descriptions().into_iter().chain(contents()) {
        let refused = new.open(&changed(&zip, change)).unwrap_err();
        let is_rule = matches!(refused, Failure::Rule(_));
        assert!(is_rule, "{words}: {refused:?}");
        let refused = refused.to_string();
        assert!(refused.contains(words), "{words}: {refused}");
        new.is_untouched();
    }
    new.open(&changed(&zip, |_| ())).unwrap();
}

#[test]
fn p5e_a_capsule_opens_nothing_and_proves_itself_without_this_system() {
    let test = TestApp::example();
    test.give_password(Role::Administrator, "green lamp harbour");
    let zip = made(&test.app, test.organisation_id);
    let folder = tempfile::tempdir().unwrap();
    unpacked(&zip, folder.path());
    match is_good_elsewhere(folder.path()) {
        Some(good) => assert!(good),
        None => println!("not run: the Python package bagit is not here"),
    }
    let key = test.read(checkpoints::keys).pop().unwrap();
    let secret = std::fs::read_to_string(test.app.log_key(test.organisation_id, key.number));
    let secret = secret.unwrap().split(' ').nth(1).unwrap().to_owned();
    for (path, bytes) in files(&zip) {
        let has = |words: &str| {
            bytes
                .windows(words.len())
                .any(|one| one == words.as_bytes())
        };
        assert!(!has("argon2") && !has(&secret), "{path}");
    }
    let said = described(&zip);
    let person = said.tables.iter().find(|table| table.name == "person");
    assert_eq!(person.unwrap().columns_left_out, ["password_hash"]);
    assert!(
        said.tables_left_out
            .contains(&"directory_session".to_owned())
    );
    assert!(said.files_missing.is_empty());
    let key = checkpoints::note_key(test.organisation_id, key.public).unwrap();
    let pins = Pins::of([key.to_string().as_str()]).unwrap();
    let found = verify_pack(&mut Folder::at(folder.path()), &pins).unwrap();
    assert_eq!(found.ending(), 0, "{found:?}");
    assert!(found.holds.iter().any(|said| said.contains("is entry")));
    let found = verify_export(&folder.path().join("data/log"), &pins).unwrap();
    assert_eq!(found.ending(), 0, "{found:?}");
}

/// Where a link of a page leads, from the top of the payload.
fn target(page: &str, href: &str) -> String {
    let mut folders: Vec<&str> = page.split('/').collect();
    folders.pop();
    for part in href.split('#').next().unwrap().split('/') {
        match part {
            ".." => drop(folders.pop()),
            part => folders.push(part),
        }
    }
    folders.join("/")
}

#[test]
fn p5e_the_pages_of_a_capsule_need_nothing_from_elsewhere() {
    let test = TestApp::example();
    let files = files(&made(&test.app, test.organisation_id));
    let mut looked = 0;
    for (path, bytes) in &files {
        let Some(page) = path
            .strip_prefix("data/")
            .filter(|path| path.rsplit('.').next() == Some("html"))
        else {
            continue;
        };
        let html = String::from_utf8(bytes.clone()).unwrap();
        assert!(!html.contains("<script"), "{page}");
        for (number, part) in html
            .split(" href=\"")
            .skip(1)
            .chain(html.split(" src=\"").skip(1))
            .enumerate()
        {
            let to = part.split('"').next().unwrap();
            // A printed document names the address at which its figures were looked up.
            let is_printed = page.starts_with("signed/") && !to.contains("..");
            let is_here = to.starts_with('#')
                || files.contains_key(&format!("data/{}", target(page, to)))
                || is_printed;
            assert!(is_here, "{page}, link {number}: {to}");
        }
        looked += 1;
    }
    assert!(looked > 80, "{looked}");
    let index = String::from_utf8(files["data/index.html"].clone()).unwrap();
    assert!(index.contains("Keep it safe") && index.contains("sha256sum -c"));
    let lists = |path: &str| index.contains(&format!("href=\"{path}\""));
    assert!(lists("signed/documents/return-2025-26-q1.html"));
    assert!(lists("reading/entries-2025-26-q1-1.html"));
    assert!(lists("reading/policy-1.html"));
    let entries = String::from_utf8(files["data/reading/entries-2025-26-q1-1.html"].clone());
    assert!(entries.unwrap().contains("href=\"../evidence/"));
}

#[test]
fn p5e_an_administrator_takes_the_capsule_away_once_and_the_log_says_so() {
    let test = TestApp::example();
    for role in Role::ALL {
        let status = test.visitor(role).get("/capsule").status;
        let expected = if role == Role::Administrator {
            200
        } else {
            403
        };
        assert_eq!(status, expected, "{role:?}");
        if role != Role::Administrator {
            assert_eq!(test.visitor(role).post("/capsule", &[]).status, 403);
            assert_eq!(test.visitor(role).post("/capsule/file", &[]).status, 403);
        }
    }
    let password = "green lamp harbour";
    test.give_password(Role::Administrator, password);
    let administrator = test.visitor(Role::Administrator);
    assert_eq!(administrator.post("/capsule/file", &[]).status, 404);
    let page = administrator.post("/capsule", &[("password", "another one")]);
    assert_eq!(page.status, 422);
    page.says("That is not your password");
    let page = administrator.post("/capsule", &[("password", password)]);
    assert_eq!(page.status, 303, "{}", page.html);
    crate::jobs::Jobs::wait(&test.app, (test.organisation_id, super::page::JOB));
    administrator.get("/capsule").says("It is ready");
    let taken = administrator.post("/capsule/file", &[]);
    assert_eq!((taken.status, &*taken.media_type), (200, "application/zip"));
    Instance::sqlite().open(&taken.bytes).unwrap();
    assert_eq!(administrator.post("/capsule/file", &[]).status, 409);
    administrator.get("/capsule").does_not_say("It is ready");
    let log = test.visitor(Role::Auditor).get("/log");
    log.says("made exit capsule");
    log.says("took exit capsule away");
}

#[test]
fn p5e_every_table_is_in_the_capsule_or_opens_something() {
    let test = TestApp::elsewhere();
    let shapes = test.read(super::shape::shapes);
    let order = super::shape::order(&shapes);
    assert_eq!(order.len(), shapes.len(), "no table waits for itself");
    let mut all: Vec<String> = shapes.keys().cloned().collect();
    all.extend(super::shape::left_out());
    all.sort();
    let stored: Vec<String> = crate::testing::schema::columns().into_keys().collect();
    assert_eq!(all, stored);
    for shape in shapes.values() {
        assert!(shape.place("organisation_id").is_some(), "{}", shape.name());
        for column in &shape.left_out {
            let columns = test.read(|read| Ok(read.tables()?));
            let of_it = columns[shape.name()].columns.iter();
            let of_it = of_it.filter(|one| one.name == *column);
            let can_be_left_out = of_it.map(|one| one.optional).all(|one| one.is_some());
            assert!(can_be_left_out, "{}.{column}", shape.name());
        }
    }
    let folder = Path::new("tables/entry.csv");
    assert_eq!(Path::new(&super::tables::path("entry")), folder);
}

#[test]
fn a_capsule_that_a_killed_process_left_is_removed_and_nothing_else() {
    let test = TestApp::elsewhere();
    let app = &test.app;
    let left = super::waiting::begun(app).unwrap();
    std::fs::write(left.path(), b"everything").unwrap();
    // What a kill does: the file is closed, and stays.
    let (file, place) = left.into_parts();
    let left = place.keep().unwrap();
    drop(file);
    let waits = super::waiting::begun(app).unwrap();
    let folder = app.private_folder();
    let others = [
        "capsule-2026.zip",
        "register.waiting",
        "signing.waiting.key",
    ];
    for other in others {
        std::fs::write(folder.join(other), b"not ours").unwrap();
    }
    assert_eq!(super::clear_left(app).unwrap(), 1);
    assert!(!left.exists());
    assert!(waits.path().exists(), "it is still held");
    for other in others {
        assert!(folder.join(other).exists(), "{other}");
    }
    assert_eq!(super::clear_left(app).unwrap(), 0);
}
