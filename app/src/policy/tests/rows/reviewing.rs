use super::*;
use crate::testing::on_both;
use domain::obligations::State::{AtRisk, Broken, Met, NotYetKnown};

fn day(fields: &mut Vec<(String, String)>, name: &str, on: Date) {
    fields.push((format!("{name}_day"), on.day().to_string()));
    fields.push((format!("{name}_month"), on.month().to_string()));
    fields.push((format!("{name}_year"), on.year().to_string()));
}

/// Lists a document as the lead, and approves it as Governance, through the pages.
pub(super) fn listed_and_approved(test: &TestApp, title: &str, review_on: Date) {
    let owner = test.person(Role::Staff).id.to_string();
    let mut fields: Vec<(String, String)> = [
        ("title", title),
        ("reference", &format!("REF {title}")),
        ("owner", &owner),
        ("kept_where", "Intranet"),
        ("version", "1"),
    ]
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .into();
    day(&mut fields, "issued_on", date(2026, 1, 1));
    day(&mut fields, "review_on", review_on);
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let lead = test.visitor(Role::Lead);
    let page = lead.post("/policy/documents/new", &fields);
    assert_eq!(page.status, 303, "{}", page.text());
    assert!(!lead.get(&page.location).html.contains("/approve"));
    let board = test.visitor(Role::Governance);
    let html = board.get(&page.location).html;
    let (before, _) = html.split_once("/approve\"").unwrap();
    let (_, path) = before.rsplit_once("action=\"").unwrap();
    assert_eq!(board.post(&format!("{path}/approve"), &[]).status, 303);
}

#[test]
fn p6a_what_opens_a_review_is_a_risk_until_it_is_made_and_breaks_the_clause_when_it_is_not() {
    on_both(|test| {
        laid(test);
        stands(test, "P6a", AtRisk, "A review is open: The policy cites");
        let lead = test.visitor(Role::Lead);
        let typed = [("outcome", "confirmed"), ("note", "Read line by line")];
        assert_eq!(lead.post("/policy/review", &typed).status, 303);
        stands(test, "P6a", Met, "due on 10 November 2027");
        test.set_today(date(2026, 11, 12));
        let lead = test.visitor(Role::Lead);
        let mut law = vec![
            ("law".to_owned(), "Procurement Act".to_owned()),
            ("what".to_owned(), "New duties".to_owned()),
        ];
        day(&mut law, "changed_on", date(2026, 12, 1));
        let law: Vec<(&str, &str)> = law
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        assert_eq!(lead.post("/policy/review/law", &law).status, 303);
        stands(test, "P6a", AtRisk, "Procurement Act changed");
        test.set_today(date(2027, 1, 20));
        stands(test, "P6a", Broken, "nobody has reviewed the policy since");
    });
}

#[test]
fn p6b_every_document_that_the_policy_refers_to_is_in_the_register_and_in_date() {
    on_both(|test| {
        laid(test);
        stands(test, "P6b", NotYetKnown, "in the register yet");
        let named = test.read(|read| {
            let versions = store::versions(read)?;
            let policy = shown(&versions, None).unwrap();
            Ok(crate::policy::references::named(&store::clauses(
                read, policy.id,
            )?))
        });
        assert!(named.len() >= 3, "{named:?}");
        let (first, others) = named.split_first().unwrap();
        listed_and_approved(test, first, date(2027, 2, 1));
        stands(test, "P6b", AtRisk, "not in the register");
        for title in others {
            listed_and_approved(test, title, date(2027, 8, 1));
        }
        stands(test, "P6b", Met, "in the register and in date");
        test.set_today(date(2027, 2, 2));
        stands(test, "P6b", Broken, "should have been reviewed");
    });
}
