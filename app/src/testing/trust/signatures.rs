//! What a signature shows, and that it holds for what was signed alone (G1, G2, G4).

use crate::testing::bags::unpacked;
use crate::testing::{TestApp, Visitor, on_both};
use crate::{checkpoints, fixity, people, records, routes};
use axum::body::Body;
use axum::http::Request;
use commonweal_verify::{Pins, verify};
use documents::Format;
use domain::monitoring::sha256_of;
use domain::people::Role;
use sha2::{Digest, Sha256};
use std::fs;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};

const RETURN: &str = "/returns/2025-26-q1";
const REPORT: &str = "/reports/2025-26";

/// Words without what lies between them, so that no line break or mark-up parts them.
fn joined(text: &str) -> String {
    let text = text.replace("&#39;", "'").replace("&apos;", "'");
    let text = text.replace("&amp;", "&").replace("&#38;", "&");
    text.split_whitespace().collect()
}

/// The words of mark-up.
fn without_tags(text: &str) -> String {
    let mut words = String::new();
    for part in text.split('<') {
        words.push_str(part.split_once('>').map_or(part, |(_, rest)| rest));
    }
    words
}

/// All words that a file shows, whatever kind it is of.
fn told(bytes: &[u8], format: Format) -> String {
    match format {
        Format::Pdf => joined(&intake::text_of("a.pdf", bytes).unwrap()),
        Format::Html => joined(&without_tags(&String::from_utf8_lossy(bytes))),
        Format::Docx | Format::Xlsx | Format::Ods | Format::Csv => {
            let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
            let mut all = String::new();
            for number in 0..zip.len() {
                let mut text = Vec::new();
                zip.by_index(number)
                    .unwrap()
                    .read_to_end(&mut text)
                    .unwrap();
                all.push_str(&without_tags(&String::from_utf8_lossy(&text)));
            }
            joined(&all)
        }
    }
}

/// What of these facts does not stand in the words.
fn missing(facts: &[String], words: &str) -> Vec<String> {
    let is_missing = |fact: &&String| !words.contains(&joined(fact));
    facts.iter().filter(is_missing).cloned().collect()
}

/// What, who, in which role, when and with which meaning, by the sealed bytes.
fn facts(auditor: &Visitor<'_>, path: &str) -> Vec<String> {
    let seal = auditor.get(&format!("{path}/seal.json"));
    let sealed: serde_json::Value = serde_json::from_slice(&seal.bytes).unwrap();
    let signed = &sealed["signed_off"];
    let text = |key: &str| signed[key].as_str().unwrap().to_owned();
    let at: jiff::Timestamp = text("at").parse().unwrap();
    vec![
        text("by"),
        text("role"),
        text("meaning"),
        at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
        crate::visit::hex(&sha256_of(&seal.bytes)),
    ]
}

#[test]
fn g1_who_signed_what_when_in_which_role_and_with_what_meaning_stands_on_the_page_and_in_every_file()
 {
    let test = TestApp::example();
    let auditor = test.visitor(Role::Auditor);
    for (path, what) in [(RETURN, "Quarter 1 of 2025-26"), (REPORT, "2025-26")] {
        let mut facts = facts(&auditor, path);
        facts.push(what.to_owned());
        let page = joined(&auditor.get(path).text());
        assert_eq!(missing(&facts, &page), Vec::<String>::new(), "{path}");
        for format in Format::ALL {
            let file = auditor.get(&format!("{path}/document.{}", format.ending()));
            assert_eq!(file.status, 200);
            let words = told(&file.bytes, format);
            let found = missing(&facts, &words);
            assert_eq!(found, Vec::<String>::new(), "{path}.{}", format.ending());
            // The control: a signature that is not there is missed.
            let other = ["Nobody Atall".to_owned()];
            assert_eq!(missing(&other, &words), other);
        }
    }
}

#[test]
fn g1_who_approved_a_partner_when_and_in_which_role_stands_on_the_page_and_in_every_file() {
    let test = TestApp::example();
    let auditor = test.visitor(Role::Auditor);
    let approved = test.read(|read| {
        let sql = "SELECT a.partner_id, p.name, a.signed_at FROM partner_approval a
                   JOIN person p ON p.organisation_id = a.organisation_id AND p.id = a.signed_by
                   WHERE a.organisation_id = ?1 AND a.approved_on IS NOT NULL ORDER BY a.partner_id";
        let row = read.first(sql, &[read.organisation_id().into()])?.unwrap();
        Ok((row.id(0)?, row.text(1)?, row.instant(2)?))
    });
    let (partner, name, at) = approved;
    let day = domain::calendar::in_words(crate::app::date_of(at));
    let facts = [name, day];
    let page = joined(&auditor.get(&format!("/partners/{partner}")).text());
    assert_eq!(missing(&facts, &page), Vec::<String>::new());
    for format in Format::ALL {
        let path = format!("/partners/{partner}/checklist.{}", format.ending());
        let file = auditor.get(&path);
        assert_eq!(file.status, 200, "{path}");
        let words = told(&file.bytes, format);
        assert_eq!(missing(&facts, &words), Vec::<String>::new(), "{path}");
    }
}

/// What is found wrong by looking at everything again.
fn wrong(test: &TestApp) -> Vec<String> {
    let looked = records::verify(&test.app, test.organisation_id).unwrap();
    let found = looked.into_iter().flat_map(|one| one.differences);
    found.collect()
}

/// What everybody who opens the signed record gets while it is not what was signed.
#[track_caller]
fn is_not_valid(test: &TestApp, path: &str) {
    let auditor = test.visitor(Role::Auditor);
    for more in [
        "",
        "/seal.json",
        "/document.html",
        "/document.pdf",
        "/document.csv.zip",
    ] {
        let page = auditor.get(&format!("{path}{more}"));
        assert_eq!(page.status, 409, "{path}{more}");
        page.says("not what was signed");
    }
    assert_ne!(wrong(test), Vec::<String>::new());
}

#[track_caller]
fn is_valid(test: &TestApp, path: &str) {
    assert_eq!(test.visitor(Role::Auditor).get(path).status, 200);
    assert_eq!(wrong(test), Vec::<String>::new());
}

/// Gives a signed record other bytes, with the hash that fits them.
fn replaced(test: &TestApp, record: &str, content: &str) {
    let sql = "UPDATE seal SET content = ?3, content_sha256 = ?4
               WHERE organisation_id = ?1 AND record_id = ?2";
    let values = [
        test.organisation_id.into(),
        record.into(),
        content.into(),
        sha256_of(content.as_bytes()).into(),
    ];
    let rows = test.behind_the_log(|connection| connection.execute(sql, &values));
    assert_eq!(rows, 1);
}

fn content(test: &TestApp, record: &str) -> String {
    test.read(|read| {
        let sql = "SELECT content FROM seal WHERE organisation_id = ?1 AND record_id = ?2";
        let values = [read.organisation_id().into(), record.into()];
        Ok(read.first(sql, &values)?.unwrap().text(0)?)
    })
}

/// The same words with another digit in one of their figures.
fn with_another_digit(content: &str) -> String {
    let (before, figure) = content.split_once("\"evidenced_thousandths\":").unwrap();
    let mut rest = figure.chars();
    let digit = rest.next().unwrap().to_digit(10).unwrap();
    let other = if digit == 9 { 8 } else { digit + 1 };
    let rest = rest.as_str();
    format!("{before}\"evidenced_thousandths\":{other}{rest}")
}

#[test]
fn g2_a_digit_that_was_changed_with_its_hash_is_shown_as_not_what_was_signed() {
    let test = TestApp::example();
    for (record, path) in [("2025-26-q1", RETURN), ("2025-26", REPORT)] {
        let whole = content(&test, record);
        is_valid(&test, path);
        replaced(&test, record, &with_another_digit(&whole));
        is_not_valid(&test, path);
        replaced(&test, record, &whole);
        is_valid(&test, path);
    }
}

#[test]
fn g2_a_signature_that_was_moved_to_another_record_is_shown_as_not_what_was_signed() {
    let test = TestApp::example();
    let (first, second) = (content(&test, "2025-26-q1"), content(&test, "2025-26-q2"));
    is_valid(&test, RETURN);
    replaced(&test, "2025-26-q1", &second);
    is_not_valid(&test, RETURN);
    // The second quarter's signature under the first one's name.
    replaced(
        &test,
        "2025-26-q1",
        &second.replace("2025-26-q2", "2025-26-q1"),
    );
    is_not_valid(&test, RETURN);
    replaced(&test, "2025-26-q1", &first);
    is_valid(&test, RETURN);
}

#[test]
fn g2_another_signer_in_the_row_of_a_record_is_never_shown_and_is_found() {
    let test = TestApp::example();
    let auditor = test.visitor(Role::Auditor);
    let before = auditor.get(RETURN).text();
    let other = test.join("Somebody Else Entirely", &[Role::Governance]);
    fixity::run(&test.app, test.scope()).unwrap();
    let sql = "UPDATE quarterly_return SET signed_off_by = ?2
               WHERE organisation_id = ?1 AND quarter = '2025-26-q1'";
    let values = [test.organisation_id.into(), other.id.into()];
    test.behind_the_log(|connection| connection.execute(sql, &values));
    let looked = fixity::look(&test.app, test.organisation_id).unwrap();
    let rows = looked.iter().find(|one| one.what == "rows").unwrap();
    let is_named = rows
        .differences
        .iter()
        .any(|one| one.contains("quarterly_return"));
    assert!(is_named, "{:?}", rows.differences);
    for path in [RETURN, "/returns/2025-26-q1/document.html", "/returns"] {
        auditor.get(path).does_not_say("Somebody Else Entirely");
    }
    assert_eq!(auditor.get(RETURN).text(), before);
}

/// Writes the lists of an unpacked bag anew, so that they fit whatever lies there.
fn listed_anew(folder: &Path) {
    for list in ["manifest-sha256.txt", "tagmanifest-sha256.txt"] {
        let path = folder.join(list);
        let lines = fs::read_to_string(&path).unwrap();
        let line = |line: &str| {
            let (_, name) = line.split_once("  ").unwrap();
            let sha256 = Sha256::digest(fs::read(folder.join(name)).unwrap());
            format!("{}  {name}\n", crate::visit::hex(&sha256))
        };
        let lines: String = lines.lines().map(line).collect();
        fs::write(path, lines).unwrap();
    }
}

#[test]
fn g2_a_digit_changed_or_a_signature_moved_in_a_pack_with_all_its_lists_is_refused_by_the_verifier()
{
    let test = TestApp::example();
    let kept = test.read(checkpoints::keys).pop().unwrap();
    let key = checkpoints::note_key(test.organisation_id, kept.public).unwrap();
    let pins = Pins::of([key.to_string().as_str()]).unwrap();
    let zip = test
        .visitor(Role::Lead)
        .get("/packs/year/2025-26/full.zip")
        .bytes;
    let folder = tempfile::tempdir().unwrap();
    unpacked(&zip, folder.path());
    let ending = || {
        listed_anew(folder.path());
        verify(folder.path(), &pins).map_or(1, |found| found.ending())
    };
    assert_eq!(ending(), 0, "the control: lists written anew are the same");
    let found = fs::read_dir(folder.path().join("data/sealed")).unwrap();
    let mut sealed: Vec<PathBuf> = found.map(|one| one.unwrap().path()).collect();
    sealed.retain(|path| path.to_str().unwrap().contains("/return-"));
    sealed.sort();
    let [one, other, ..] = sealed.as_slice() else {
        panic!("two sealed returns are in the pack of a year: {sealed:?}");
    };
    let (first, second) = (fs::read(one).unwrap(), fs::read(other).unwrap());
    let words = String::from_utf8(first.clone()).unwrap();
    fs::write(one, with_another_digit(&words)).unwrap();
    assert_eq!(ending(), 1, "another digit");
    fs::write(one, &second).unwrap();
    assert_eq!(ending(), 1, "another return's signature");
    fs::write(other, &first).unwrap();
    assert_eq!(ending(), 1, "both changed places");
    fs::write(one, &first).unwrap();
    fs::write(other, &second).unwrap();
    assert_eq!(ending(), 0);
}

#[test]
fn g3_a_closed_account_gives_neither_its_name_nor_its_address_to_anybody_else() {
    on_both(|test| {
        let administrator = test.visitor(Role::Administrator);
        let closed = test.person(Role::Governance);
        let page = administrator.post(&format!("/people/{}", closed.id), &[("action", "end")]);
        assert_eq!(page.status, 303);
        let invite = |name: &str, email: &str| {
            let typed = [("name", name), ("email", email), ("roles", "governance")];
            administrator.post("/people/invite", &typed)
        };
        let (host, fresh) = (
            test.organisation_id,
            format!("new@{}.example", test.organisation_id),
        );
        let upper = format!("  {} ", closed.email.to_uppercase());
        let plus = format!("governance+two@{host}.example");
        for email in [closed.email.as_str(), &upper, &plus] {
            let refused = invite("Somebody Else", email);
            assert_eq!(refused.status, 422, "{email}");
        }
        let spaced = format!(" {}", closed.name.to_uppercase().replace(' ', "  "));
        for name in [closed.name.as_str(), &spaced] {
            let refused = invite(name, &fresh);
            assert_eq!(refused.status, 422, "{name}");
            refused.says("Somebody here has or had this name");
        }
        // The same holds while the account is open: nobody has two.
        let second = format!("lead+second@{host}.example");
        invite("A Second Lead", &second).says("leads to the mailbox of Social Value Lead Person");
        // The control: somebody else is invited.
        let page = invite("Somebody Else", &fresh);
        page.says("One-time link for Somebody Else");
    });
}

#[test]
fn g4_no_address_takes_a_token_in_place_of_a_session() {
    on_both(|test| {
        let person = test.person(Role::Governance).id;
        let begun = people::start_session(&test.app, test.organisation_id, person, test.now());
        let token = begun.unwrap();
        let size = || test.read(|read| Ok(database::log_size(read)?));
        let before = size();
        let stranger = test.stranger();
        for route in routes::ROUTES {
            if route.access == routes::Access::Anyone {
                continue;
            }
            let key = "0198c0de-0000-7000-8000-000000000000";
            let parts = route.path.split('/').map(|part| match part {
                part if part.starts_with('{') => key,
                part => part,
            });
            let path: Vec<&str> = parts.collect();
            let path = path.join("/").replace(routes::ENDING, ".html");
            for (name, value) in [
                ("authorization", format!("Bearer {token}")),
                ("authorization", format!("Basic {token}")),
                ("x-api-key", token.clone()),
                ("x-session", token.clone()),
            ] {
                let builder = Request::builder()
                    .method(route.method)
                    .uri(format!("{path}?token={token}&session={token}"))
                    .header("sec-fetch-site", "same-origin")
                    .header("content-type", "application/x-www-form-urlencoded")
                    .header(name, value);
                let page = stranger.send(builder, Body::from(format!("session={token}")));
                let said = (page.status, page.location.as_str());
                assert_eq!(said, (303, "/sign-in"), "{} {path}", route.method);
            }
        }
        assert_eq!(size(), before);
        // The control: the same secret in the cookie of a browser opens the page.
        let visitor = Visitor::new(test, Some(token));
        assert_eq!(visitor.get("/returns").status, 200);
    });
}
