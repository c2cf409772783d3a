//! Partners, through the pages.

use crate::testing::on_both;
use domain::people::Role;

#[test]
fn p3a_a_partner_is_listed_once_with_what_is_done_together() {
    on_both(|test| {
        let lead = test.visitor(Role::Lead);
        lead.get("/partners").says("No partner yet");
        let form = [("name", "Ropewalk Homes"), ("purpose", "Repair cafés")];
        let id = lead.post("/partners/new", &form).new_key();
        lead.get(&format!("/partners/{id}"))
            .says("Repair cafés")
            .says("not yet checked");
        let again = lead.post(
            "/partners/new",
            &[("name", "ropewalk homes"), ("purpose", "x")],
        );
        assert_eq!(again.status, 422);
        again.says("A partner of this name is listed already");
        assert_eq!(lead.post("/partners/new", &[("name", "")]).status, 422);
        test.visitor(Role::Auditor)
            .get("/partners")
            .says("Ropewalk Homes");
    });
}
