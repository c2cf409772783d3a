//! Who has read which version.

use super::{POLICY, import};
use crate::testing::on_both;
use domain::people::Role;

#[test]
fn p1_2c_everybody_says_once_that_they_have_read_a_version() {
    on_both(|test| {
        assert_eq!(import(test, POLICY).status, 303);
        let (lead, staff) = (test.visitor(Role::Lead), test.visitor(Role::Staff));
        let page = staff.get("/policy");
        page.says("I have read this version")
            .does_not_say("Not yet: ");
        lead.get("/policy")
            .says("Who has read this version: 0 of 4");
        assert_eq!(staff.post("/policy/acknowledge", &[]).status, 303);
        let again = staff.get("/policy");
        again.says("You said on 10 November 2026 that you have read this version.");
        again.does_not_say("Everybody here reads the policy");
        let page = lead.get("/policy");
        page.says("Who has read this version: 1 of 4");
        page.says("Have read it: Staff Person, 10 November 2026");
        page.says(
            "Not yet: Auditor Person Governance & Leadership Person Social Value Lead Person",
        );
        // Saying it again changes nothing.
        assert_eq!(staff.post("/policy/acknowledge", &[]).status, 303);
        lead.get("/policy")
            .says("Who has read this version: 1 of 4");
        let commissioner = test.visitor(Role::Commissioner);
        assert_eq!(commissioner.post("/policy/acknowledge", &[]).status, 403);
    });
}

#[test]
fn p1_2c_a_new_version_is_read_anew() {
    on_both(|test| {
        import(test, POLICY);
        let staff = test.visitor(Role::Staff);
        let first = staff.post("/policy/acknowledge", &[]).location;
        let newer = POLICY.replace("V7", "V8").replace("01.09.26", "01.10.26");
        assert_eq!(import(test, &newer).status, 303);
        staff.get("/policy").says("I have read this version");
        let old = staff.get(&first);
        old.says("You said on 10 November 2026")
            .says("This is an older version");
        test.visitor(Role::Auditor)
            .get(&first)
            .does_not_say("I have read this version");
        let unknown = staff.post("/policy/acknowledge?version=x", &[]);
        assert_eq!(unknown.status, 404);
    });
}
