//! The policy through its pages: read in, shown, linked, and every kind of file that is no policy.

mod broken;
mod linking;
mod living;
mod reading;
mod register;
mod review;
mod rows;

use crate::app::new_id;
use crate::partners::{self, NewPartner};
use crate::policy::{self, LinkKind, store};
use crate::testing::framework::adopt_with;
use crate::testing::{Page, TestApp, on_both};
use database::Id;
use domain::people::Role;

/// A policy of the size of a note, in our own words.
pub(super) const POLICY: &str = "\
DOCUMENT\tSocial Value Policy
VERSION\tV7
PAGE\t1 OF 1

REFERENCE\tSV-7
ISSUE DATE\t01.09.26
REVIEW DATE\t01.09.27

1.0. PURPOSE

We do good where we work, and <b>say</b> how much.

2.0. JOBS

Outcome measures:

- More people in lasting work, shown by NT1
- More training, shown by NT7, NT9

3. PARTNERSHIPS

Current partners include:

North Dock Kitchen - Meals and work experience

Quayside Gardens - Meals and work experience
";

/// Puts a policy in through the page, as the lead.
pub(super) fn import(test: &TestApp, policy: &str) -> Page {
    let lead = test.visitor(Role::Lead);
    lead.upload(
        "/policy/import",
        &[],
        ("file", "policy.txt", policy.as_bytes()),
    )
}

/// The id of the clause whose text begins with these words.
pub(super) fn clause_of(test: &TestApp, words: &str) -> String {
    test.read(|read| {
        let versions = policy::versions(read)?;
        let policy = policy::shown(&versions, None).unwrap();
        let clauses = store::clauses(read, policy.id)?;
        let clause = clauses.iter().find(|clause| clause.text.starts_with(words));
        Ok(clause.unwrap().id.clone())
    })
}

/// The same as the address of its page.
pub(super) fn clause_page(test: &TestApp, words: &str) -> String {
    format!("/policy/clauses/{}", clause_of(test, words))
}

/// Adopts an edition with measures of these codes; a code after a stroke is another code of it.
pub(super) fn adopt(test: &TestApp, codes: &[&str]) -> Vec<Id> {
    let titles: Vec<String> = codes
        .iter()
        .map(|code| format!("Title of {}", code.split('/').next().unwrap()))
        .collect();
    let asked = codes.iter().zip(&titles);
    let asked: Vec<_> = asked
        .map(|(code, title)| (*code, title.as_str(), "people"))
        .collect();
    adopt_with(test, &asked, |measure| {
        if let Some((code, alias)) = measure.code.clone().split_once('/') {
            measure.code = code.to_owned();
            measure.aliases = alias.to_owned();
        }
    })
}

#[test]
fn p0_1_reference_version_and_dates_are_read_from_the_document() {
    on_both(|test| {
        test.visitor(Role::Lead)
            .get("/policy")
            .says("No policy yet")
            .says("Import the policy");
        test.visitor(Role::Staff)
            .get("/policy")
            .does_not_say("Import the policy");
        let page = import(test, POLICY);
        assert_eq!(page.status, 303, "{}", page.text());
        let page = test.visitor(Role::Staff).get(&page.location);
        page.says("SV-7, version V7 Social Value Policy");
        page.says("Reference SV-7 Version V7 Status Draft");
        page.says("Issue date 1 September 2026 Review date 1 September 2027");
        page.says("Imported 10 November 2026 by Social Value Lead Person, from policy.txt");
        page.does_not_say("was to be reviewed");
        page.says("P1.0 PURPOSE P1.0a We do good where we work, and <b>say</b> how much.");
        page.says("P2.0a Outcome measures: P2.0a.1 More people in lasting work");
        page.says("North Dock Kitchen and Quayside Gardens have the same description");
        page.says("Say what each of them does. See");
        for name in ["North Dock", "Quayside"] {
            let address = clause_page(test, name);
            assert!(page.html.contains(&format!("href=\"{address}?version=")));
        }
        test.set_today(jiff::civil::date(2027, 9, 1));
        test.visitor(Role::Staff)
            .get("/policy")
            .says("The policy was to be reviewed on 1 September 2027");
    });
}

#[test]
fn partners_of_the_policy_are_listed_once_and_linked() {
    on_both(|test| {
        let known = NewPartner {
            id: new_id(),
            name: "north dock  Kitchen".to_owned(),
            kind: domain::partners::PartnerKind::Employer,
            purpose: "Known before".to_owned(),
        };
        test.write(|write| partners::add(write, &known, test.now()));
        let lead = test.visitor(Role::Lead);
        let path = import(test, POLICY).location;
        let listed = test.read(partners::all);
        let named: Vec<(&str, &str)> = listed
            .iter()
            .map(|partner| (partner.name.as_str(), partner.purpose.as_str()))
            .collect();
        assert_eq!(named.len(), 2);
        assert!(named.contains(&("north dock  Kitchen", "Known before")));
        assert!(named.contains(&("Quayside Gardens", "Meals and work experience")));
        lead.get(&path)
            .says("North Dock Kitchen - Meals and work experience 1 linked");
        let page = lead.get(&clause_page(test, "North Dock"));
        page.says("Partner north dock Kitchen");
        assert!(page.html.contains(&format!("/partners/{}\"", known.id)));
        test.visitor(Role::Auditor)
            .get("/log")
            .says("listed partner from the policy partner")
            .says("imported policy policy");
    });
}

#[test]
fn the_same_version_again_is_refused_and_a_newer_one_takes_its_place() {
    on_both(|test| {
        let old = import(test, POLICY).location;
        let again = import(test, POLICY);
        assert_eq!(again.status, 422);
        again.says("Version V7 of SV-7 was imported on 10 November 2026 already");
        let newer = POLICY
            .replace("V7", "V8")
            .replace("01.09.26", "01.10.26")
            .replace("We do good", "We do better");
        let older = POLICY.replace("V7", "V6").replace("01.09.26", "01.09.25");
        for text in [&newer, &older] {
            assert_eq!(import(test, text).status, 303);
        }
        let staff = test.visitor(Role::Staff);
        let page = staff.get("/policy");
        page.says("Version V8").says("We do better");
        page.says("version V7, issued 1 September 2026");
        page.says("version V6, issued 1 September 2025");
        staff
            .get(&old)
            .says("This is an older version. The one in force is version V8.")
            .says("We do good where");
        let versions = test.read(policy::versions);
        assert_eq!(versions.len(), 3);
        assert_eq!(test.read(partners::all).len(), 2);
        let clauses = test.read(|read| store::clauses(read, versions[1].id));
        assert!(clauses.iter().any(|clause| clause.text.contains("better")));
    });
}

#[test]
fn a_document_without_reference_and_version_goes_by_its_title_and_date() {
    on_both(|test| {
        let bare = "1. PURPOSE\n\nWe do good where we work.\n";
        let page = import(test, bare);
        assert_eq!(page.status, 303, "{}", page.text());
        test.visitor(Role::Lead)
            .get("/policy")
            .says("Issue date None in the document")
            .says("Version 2026-11-10");
        import(test, bare).says("was imported on 10 November 2026 already");
    });
}

/// What any printing of the policy holds: the facts of the cover, its partners, its citations.
fn reads(test: &TestApp, printed: &str, (reference, version): (&str, &str)) {
    adopt(test, &["NT1", "NT7", "NT9", "NT11", "NT20"]);
    let lead = test.visitor(Role::Lead);
    let file = ("file", "policy.txt", printed.as_bytes());
    let page = lead.upload("/policy/import", &[], file);
    assert_eq!(page.status, 303, "{}", page.text());
    let page = lead.get(&page.location);
    page.says("7 partners (7 listed now), 5 measure codes cited");
    page.says(&format!("Reference {reference} Version {version}"));
    page.says("Issue date 30 April 2026 Review date 30 April 2027");
    page.says("Measures linked NT1, NT11, NT20, NT7, NT9");
    page.does_not_say("Link what is cited");
    assert_eq!(test.read(partners::all).len(), 7);
    test.read(|read| {
        let versions = policy::versions(read)?;
        let links = store::links(read, versions[0].id)?;
        let count = |kind| links.iter().filter(|link| link.kind == kind).count();
        assert_eq!(count(LinkKind::Partner), 7);
        assert_eq!(count(LinkKind::Measure), 6, "NT1 is cited twice");
        Ok(())
    });
}

#[test]
fn p0_1_the_sample_policy_is_read_with_its_partners_and_citations() {
    let text = include_str!("../../../../domain/samples/policy.txt");
    on_both(|test| reads(test, text, ("PPSV-MLW-2026", "V2026MLW 1")));
}

#[test]
fn p0_1_the_organisations_own_policy_is_read_when_it_is_named() {
    let Ok(file) = std::env::var("COMMONWEAL_POLICY_FILE") else {
        println!("not run: COMMONWEAL_POLICY_FILE names no policy");
        return;
    };
    let text = std::fs::read_to_string(file).unwrap();
    on_both(|test| reads(test, &text, ("PPSVV2026AB 26", "V2026AB 26")));
}
