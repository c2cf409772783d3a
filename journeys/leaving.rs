//! An administrator takes the whole organisation away, and it is opened anew elsewhere.

use crate::browser::Driver;
use crate::server::Server;
use crate::whole_year::PASSWORD;
use std::path::Path;
use std::process::Command;

/// Types a command on an instance of its own in a folder, and gives what it said.
fn elsewhere(folder: &Path, words: &[&str]) -> String {
    let done = Command::new(env!("CARGO_BIN_EXE_commonweal"))
        .arg("--database")
        .arg(folder.join("new.db"))
        .arg("--evidence")
        .arg(folder.join("new-evidence"))
        .args(words)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&done.stdout).into_owned();
    let fault = String::from_utf8_lossy(&done.stderr).into_owned();
    assert!(done.status.success(), "{words:?}: {said}{fault}");
    said
}

#[test]
fn p5e_the_capsule_is_made_taken_away_once_and_opened_elsewhere() {
    let (folder, kept) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let server = Server::start("demo");
    let driver = Driver::start();
    let administrator = driver.browser("leaving", &server.address);
    administrator
        .open(&server.links[5])
        .fill("Choose a password", PASSWORD)
        .press("Sign in")
        .open("/capsule")
        .press("Make the capsule")
        .sees("Enter your password")
        .fill("Your password", "not my password")
        .press("Make the capsule")
        .sees("That is not your password")
        .fill("Your password", PASSWORD)
        .press("Make the capsule");
    // Each look is a page of its own: the page says how far it is and does not change by itself.
    for _ in 0..2_000 {
        if !administrator.text().contains("It is being made") {
            break;
        }
        administrator.pass("/capsule");
    }
    administrator
        .open("/capsule")
        .sees("It is ready")
        .sees("handed out once and then removed here");
    let capsule = administrator.downloads("Take the capsule away", kept.path());
    let page = administrator.open("/capsule");
    assert!(!page.text().contains("It is ready"), "{}", page.text());
    administrator.open("/log").sees("took exit capsule away");
    administrator.close();
    drop(server);
    let said = elsewhere(
        folder.path(),
        &["capsule", "open", capsule.to_str().unwrap()],
    );
    assert!(said.contains("Mersey Learning Works"), "{said}");
    assert!(!said.contains("not as it should be"), "{said}");
    let said = elsewhere(folder.path(), &["verify"]);
    assert!(said.contains("all as they should be"), "{said}");
    let said = elsewhere(folder.path(), &["log", "verify"]);
    assert!(
        said.contains("the one before it did not sign for"),
        "{said}"
    );
    assert!(said.contains("Everything is as it was."), "{said}");
}
