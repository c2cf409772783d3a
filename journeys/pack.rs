//! Somebody outside checks a pack in a browser, from their own disk and without any network.

use crate::browser::{Browser, Driver};
use crate::server::Server;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

/// A pack with its page unpacked, and the key of the log that signed it.
fn given(server: &Server, folder: &Path) -> (PathBuf, PathBuf, String) {
    let zip = folder.join("pack.zip");
    let to = zip.to_str().unwrap();
    let quarter = server.quarter_of_last_year(1);
    server.run(&[
        "pack",
        "return",
        &quarter,
        "--personal-data",
        "full",
        "--to",
        to,
    ]);
    let exported = folder.join("log");
    server.run(&["log", "export", exported.to_str().unwrap()]);
    let of_it = fs::read_dir(exported).unwrap().next().unwrap().unwrap();
    let keys = fs::read_to_string(of_it.path().join("keys.txt")).unwrap();
    let mut archive = zip::ZipArchive::new(fs::File::open(&zip).unwrap()).unwrap();
    let name = format!("return-{quarter}-full/data/verify.html");
    let mut page = String::new();
    let mut file = archive.by_name(&name).unwrap();
    file.read_to_string(&mut page).unwrap();
    let html = folder.join("verify.html");
    fs::write(&html, page).unwrap();
    (zip, html, keys)
}

fn verdict(browser: &Browser<'_>, zip: &Path, (page, key): (&str, &str)) -> String {
    browser.open(page).attach("The pack, as the ZIP", zip);
    browser
        .fill("The key of the organisation", key)
        .press("Check it");
    browser.waits_for("What holds", "What does not hold");
    let said = browser.script("return document.getElementById('verdict').textContent");
    said.as_str().unwrap().to_owned()
}

#[test]
fn p5e_a_pack_is_checked_from_the_file_system_with_the_network_off() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start("demo");
    let (zip, html, key) = given(&server, folder.path());
    drop(server);
    let driver = Driver::start();
    let browser = driver.browser("outside", "");
    browser.goes_offline();
    let page = format!("file://{}", html.display());
    assert_eq!(verdict(&browser, &zip, (&page, &key)), "Verified");
    browser.sees("The pack as a whole is signed by commonweal/log/");
    let said = verdict(&browser, &zip, (&page, ""));
    assert_eq!(said, "It fits together, but nobody says whose it is");
    let whole = fs::read(&zip).unwrap();
    let changed = folder.path().join("changed.zip");
    for part in 1..8 {
        let mut bytes = whole.clone();
        let place = bytes.len() / 9 * part;
        bytes[place] ^= 1;
        fs::write(&changed, bytes).unwrap();
        let said = verdict(&browser, &changed, (&page, &key));
        assert_eq!(said, "Not verified", "at {place}");
    }
    browser.close();
}

#[test]
fn p5e_a_pack_under_a_key_that_nothing_vouches_for_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start("demo");
    server.loses_the_key();
    let refused = server.refused(&["log", "rotate-key"]);
    assert!(
        refused.contains("commonweal log rotate-key --lost"),
        "{refused}"
    );
    let said = server.run(&["log", "rotate-key", "--lost"]);
    assert!(
        said.contains("The old key did not sign for the new one."),
        "{said}"
    );
    let (zip, html, keys) = given(&server, folder.path());
    drop(server);
    let (retired, new) = keys.trim().split_once('\n').unwrap();
    let (old, size) = retired.rsplit_once('@').unwrap();
    let driver = Driver::start();
    let browser = driver.browser("outside-lost", "");
    browser.goes_offline();
    let page = format!("file://{}", html.display());
    let doubt =
        format!("Whether the key {new} is the log’s: the key before it did not sign for it");
    assert_eq!(verdict(&browser, &zip, (&page, old)), "Not verified");
    browser.sees(&doubt).sees(&format!(
        "The key you gave signed up to size {size}, and {new} signs now."
    ));
    assert_eq!(verdict(&browser, &zip, (&page, &keys)), "Verified");
    browser.sees(&doubt);
    browser.close();
}
