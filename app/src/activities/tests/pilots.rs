//! Pilots, through the pages.

use super::activity;
use crate::testing::on_both;
use domain::people::Role;

#[test]
fn p2_2c_a_pilot_is_measured_before_and_after_and_decided_once() {
    on_both(|test| {
        let activity = activity(test);
        let lead = test.visitor(Role::Lead);
        let path = format!("/activities/{activity}/pilot");
        assert_eq!(lead.post(&format!("{path}/decide"), &[]).status, 409);
        let typed = [
            ("hypothesis", "More stay with a mentor"),
            ("measured", "Learners who stay, in percent"),
            ("before", "48.5"),
        ];
        assert_eq!(lead.post(&path, &typed).status, 303);
        assert_eq!(lead.post(&path, &typed).status, 409);
        let decide = format!("{path}/decide");
        let typed = [("decision", "adopt"), ("reason", "It helped")];
        let page = lead.post(&decide, &typed);
        assert_eq!(page.status, 422);
        page.says("without that, a pilot can only be stopped");
        let after = format!("{path}/after");
        assert_eq!(lead.post(&after, &[("after", "many")]).status, 422);
        assert_eq!(lead.post(&after, &[("after", "61")]).status, 303);
        assert_eq!(lead.post(&decide, &typed).status, 303);
        assert_eq!(lead.post(&decide, &typed).status, 409);
        assert_eq!(lead.post(&after, &[("after", "62")]).status, 409);
        let staff = test.visitor(Role::Staff);
        staff
            .get(&format!("/activities/{activity}"))
            .says("More stay with a mentor")
            .says("Learners who stay, in percent: 48.5 on 10 November 2026")
            .says("61 on 10 November 2026")
            .says("Adopt it, on 10 November 2026")
            .says("It helped");
        for register in ["pilots-started", "pilots-decided"] {
            let list = format!("/activities/registers/{register}?quarter=2026-27-q2");
            staff.get(&list).says(": 1").says("Mock interviews");
        }
    });
}

#[test]
fn p2_2c_a_pilot_says_what_it_lacks() {
    on_both(|test| {
        let activity = activity(test);
        let path = format!("/activities/{activity}/pilot");
        let lead = test.visitor(Role::Lead);
        let page = lead.post(&path, &[("hypothesis", "It helps")]);
        assert_eq!(page.status, 422);
        page.says("Enter what you measure")
            .says("Enter how it is before");
        assert_eq!(test.visitor(Role::Staff).get(&path).status, 403);
    });
}
