//! What opens a review of the policy, and what came of it.

use super::import;
use crate::app::new_id;
use crate::partners::{self, NewPartner};
use crate::testing::{TestApp, on_both};
use domain::partners::PartnerKind;
use domain::people::Role;
use jiff::civil::date;

const POLICY: &[u8] =
    b"REFERENCE\tSV\nVERSION\t1\nREVIEW DATE\t01.09.27\n1. PURPOSE\n\nWe do good.\n";

fn approve(test: &TestApp, name: &str) {
    let partner = NewPartner {
        id: new_id(),
        name: name.to_owned(),
        kind: PartnerKind::Employer,
        purpose: String::new(),
    };
    let signer = test.person(Role::Governance).id;
    test.write(|write| {
        partners::add(write, &partner, test.now())?;
        partners::lay_approved(write, partner.id, signer, (date(2026, 11, 11), test.now()))
    });
}

#[test]
fn p6a_approving_a_partner_opens_a_review_that_a_review_answers() {
    on_both(|test| {
        approve(test, "Known before");
        let file = ("file", "policy.txt", POLICY);
        test.set_today(date(2026, 11, 11));
        let lead = test.visitor(Role::Lead);
        assert_eq!(lead.upload("/policy/import", &[], file).status, 303);
        lead.get("/policy/review")
            .says("Nothing asks for a review now");
        test.set_today(date(2026, 11, 12));
        approve(test, "Tate Street Hub");
        let lead = test.visitor(Role::Lead);
        let said = "A partnership with Tate Street Hub was approved on 11 November 2026";
        lead.get("/policy").says(said);
        lead.get("/").says("Policy Review due");
        test.visitor(Role::Governance)
            .get("/policy/review")
            .says(said)
            .says("The Social Value Lead reviews it")
            .does_not_say("Known before");
        let empty = lead.post("/policy/review", &[]);
        assert_eq!(empty.status, 422);
        empty.says("Enter what was looked at");
        let typed = [("outcome", "confirmed"), ("note", "Section 3 names it")];
        assert_eq!(lead.post("/policy/review", &typed).status, 303);
        lead.get("/policy").does_not_say(said);
        lead.get("/policy/review")
            .says("Section 3 names it")
            .says("The next yearly one: 12 November 2027");
        lead.get("/").does_not_say("Policy Review due");
    });
}

#[test]
fn p6a_a_review_may_ask_for_a_new_version() {
    on_both(|test| {
        let lead = test.visitor(Role::Lead);
        assert_eq!(lead.get("/policy/review").status, 404, "no policy yet");
        import(test, super::POLICY);
        let typed = [("outcome", "new-version"), ("note", "Targets changed")];
        let page = lead.post("/policy/review", &typed);
        assert_eq!(page.location, "/policy/import");
        assert_eq!(
            test.visitor(Role::Staff)
                .post("/policy/review", &typed)
                .status,
            403
        );
    });
}
