//! A commissioner adds up what two organisations handed over, and sees what does not hold.

use crate::browser::{Browser, Driver};
use crate::server::Server;
use std::path::{Path, PathBuf};

/// The pack of an organisation's first quarter, and the key of its log as its own page shows it.
fn handed_over(server: &Server, folder: &Path, name: &str) -> (PathBuf, String) {
    let pack = folder.join(format!("{name}.zip"));
    let quarter = server.quarter_of_last_year(1);
    let to = pack.to_str().unwrap();
    server.run(&["pack", "return", &quarter, "--to", to]);
    let exported = folder.join(format!("{name}-log"));
    server.run(&["log", "export", exported.to_str().unwrap()]);
    let of_it = std::fs::read_dir(exported).unwrap().next().unwrap();
    let keys = std::fs::read_to_string(of_it.unwrap().path().join("keys.txt"));
    (pack, keys.unwrap())
}

/// Sends packs with the keys of their logs.
fn adds_up(commissioner: &Browser<'_>, keys: &str, packs: &[&PathBuf]) {
    commissioner.open("/together").fill("The keys", keys);
    for pack in packs {
        commissioner.attach("The packs", pack);
    }
    commissioner.press("Check the packs and add them up");
}

#[test]
fn p1_2c_two_packs_are_added_up_and_what_does_not_hold_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let (server, other) = (Server::start("demo"), Server::start("demo"));
    let (harbour, key) = handed_over(&server, folder.path(), "harbour");
    let (lantern, other_key) = handed_over(&other, folder.path(), "lantern");
    drop(other);
    let driver = Driver::start();
    let commissioner = driver.browser("commissioner", &server.address);
    commissioner.open(&server.links[4]).press("Sign in");
    let keys = [key.as_str(), &other_key].concat();
    adds_up(&commissioner, &keys, &[&harbour, &lantern]);
    commissioner
        .sees("2 of 2 packs hold. The figures are those of 2 organisations.")
        .sees("By measure and year")
        .sees("By area and organisation")
        .sees("The key that was given")
        .sees("fewer than 5")
        .sees("at least");
    // One changed byte: it is named with its reason, and the other is still counted.
    let mut bytes = std::fs::read(&lantern).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    let changed = folder.path().join("changed.zip");
    std::fs::write(&changed, bytes).unwrap();
    adds_up(&commissioner, &keys, &[&harbour, &changed]);
    commissioner
        .sees("There is a problem")
        .sees("changed.zip: ")
        .sees("1 of 2 packs hold. The figures are those of 1 organisation.");
    // Without its key nothing of it is believed.
    adds_up(&commissioner, &key, &[&harbour, &lantern]);
    commissioner
        .sees("lantern.zip: no key was given for the log commonweal/log/")
        .sees("1 of 2 packs hold.");
    // More than a form takes: the page says so in words and stands there again, with the keys still in it.
    let large = folder.path().join("large.zip");
    std::fs::write(&large, vec![b'x'; 60_000_000]).unwrap();
    adds_up(&commissioner, &keys, &[&harbour, &large]);
    commissioner
        .sees("large.zip is larger than 50 MB, which is the most")
        .sees("Check the packs and add them up");
    let typed = commissioner.script("return document.querySelector('textarea').value");
    assert!(typed.as_str().unwrap().contains(key.trim()), "{typed}");
    commissioner.close();
}
