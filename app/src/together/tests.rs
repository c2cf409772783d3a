//! Packs of three organisations added up through the page: what holds, what does not, what overlaps.

use crate::checkpoints;
use crate::testing::{TestApp, Visitor};
use domain::people::Role;

fn key(test: &TestApp) -> String {
    let kept = test.read(checkpoints::keys).pop().unwrap();
    checkpoints::note_key(test.organisation_id, kept.public)
        .unwrap()
        .to_string()
}

fn taken(visitor: &Visitor<'_>, path: &str) -> Vec<u8> {
    let page = visitor.get(path);
    assert_eq!(page.status, 200, "{path}: {}", page.html);
    page.bytes
}

#[test]
fn p1_2c_a_pack_is_checked_and_its_figures_are_added_up() {
    let test = TestApp::example();
    let zip = taken(&test.visitor(Role::Lead), "/packs/year/2025-26/public.zip");
    let commissioner = test.visitor(Role::Commissioner);
    let page = commissioner.upload(
        "/together",
        &[("keys", &key(&test)), ("as", "here")],
        ("packs", "harbour.zip", &zip),
    );
    assert_eq!(page.status, 200, "{}", page.text());
    page.says("1 of 1 packs hold");
    println!("{}", page.text());
    assert!(!test.evidence_file(&zip).exists());
}
