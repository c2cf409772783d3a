//! What stands with several organisations, by the tokens their packs carry.

use super::made::{Harbour, QUARTER, added, three};
use crate::testing::{TestApp, on_both};
use bag::{Source, Zipped};
use commonweal_verify::TokenFile;
use domain::people::Role;
use std::io::{Cursor, Read};

const PHRASE: &str = "seven herons over the quiet estuary";

fn file(pack: &[u8], path: &str) -> Option<Vec<u8>> {
    let mut zip = Zipped::open(Cursor::new(pack.to_vec())).unwrap();
    if !zip.paths().unwrap().iter().any(|there| there == path) {
        return None;
    }
    let mut bytes = Vec::new();
    zip.open(path).unwrap().read_to_end(&mut bytes).unwrap();
    Some(bytes)
}

#[test]
fn p5e_a_learner_with_two_organisations_is_found_under_one_phrase_and_not_under_another() {
    on_both(|test| {
        let others = [TestApp::elsewhere(), TestApp::elsewhere()];
        let [harbour, lantern, willow] = three(test, &others);
        let keys = [harbour.key(), lantern.key(), willow.key()].join("\n");
        let (one, other) = (harbour.pack_under(PHRASE), lantern.pack_under(PHRASE));
        let files = [("h.zip", &*one), ("l.zip", &*other)];
        let page = added(test, &keys, &files);
        assert_eq!(page.status, 200, "{}", page.text());
        // Twelve and nine, of whom five are with both: four would be left to one alone.
        page.says("Learners Harbour, Lantern not shown Harbour, Lantern");
        page.says("Evidence files Harbour, Lantern 1 Harbour, Lantern");
        page.does_not_say("learner-");
        let typed = "  Seven HERONS over the quiet-estuary ";
        let again = lantern.pack_under(typed);
        assert_eq!(other, again, "the same phrase however it is typed");
        let apart = lantern.pack_under("eight herons over the quiet estuary");
        let files = [("h.zip", &*one), ("l.zip", &*apart)];
        let page = added(test, &keys, &files);
        page.says("made their tokens under different phrases: Harbour | Lantern");
        page.does_not_say("Evidence files");
        let without = willow.pack("public");
        let files = [("h.zip", &*one), ("w.zip", &*without)];
        let page = added(test, &keys, &files);
        page.says("Whether anything of Willow stands with another organisation too");
    });
}

#[test]
fn p5e_tokens_say_nothing_and_are_never_in_a_pack_for_everybody() {
    let test = TestApp::elsewhere();
    let learners = ["SECRET-1", "SECRET-2", "SECRET-3"];
    let harbour = Harbour::signed(&test, "Harbour", &learners);
    for personal in ["public", "pseudonymous", "full"] {
        let pack = harbour.pack(personal);
        assert_eq!(file(&pack, "data/tokens.json"), None, "{personal}");
    }
    let pack = harbour.pack_under(PHRASE);
    let bytes = file(&pack, "data/tokens.json").unwrap();
    let said = String::from_utf8(bytes.clone()).unwrap();
    for secret in ["SECRET", "90000001", "heron"] {
        assert!(!said.contains(secret), "{secret}");
    }
    let tokens: TokenFile = serde_json::from_slice(&bytes).unwrap();
    assert_eq!(tokens.lists.len(), 3);
    for list in &tokens.lists {
        assert_eq!(list.tokens.len(), 64, "{} {}", list.code, list.kind);
        assert!(list.tokens.is_sorted());
    }
    assert_eq!(pack, harbour.pack_under(PHRASE), "the same each time");
    let log = test.visitor(Role::Auditor).get("/log");
    log.does_not_say("heron");
}

#[test]
fn p5e_a_phrase_that_could_be_guessed_is_refused_and_nothing_typed_is_lost() {
    let test = TestApp::elsewhere();
    Harbour::signed(&test, "Harbour", &[]);
    let path = format!("/packs/return/{QUARTER}");
    let lead = test.visitor(Role::Lead);
    for (phrase, words) in [("", "Enter phrase"), ("seven herons", "six words or more")] {
        let page = lead.post(&path, &[("phrase", phrase)]);
        assert_eq!(page.status, 422);
        page.says(words);
        assert!(page.html.contains(&format!("value=\"{phrase}\"")));
    }
    assert_eq!(
        lead.post("/packs/annual-report/2025-26", &[("phrase", PHRASE)])
            .status,
        404
    );
    for role in [Role::Staff, Role::Governance, Role::Commissioner] {
        let page = test.visitor(role).post(&path, &[("phrase", PHRASE)]);
        assert_eq!(page.status, 403, "{role:?}");
        test.visitor(role).get(&path).does_not_say("with tokens");
    }
}
