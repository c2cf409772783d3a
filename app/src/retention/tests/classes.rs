use super::*;
use crate::retention::looking::Rules;
use domain::retention::RecordKind;

fn class<'a>(event: &'a str, minimum: &'a str, maximum: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("name", "Grants"),
        ("counts_from", event),
        ("minimum", minimum),
        ("maximum", maximum),
        ("authority", "Grant letter 7"),
    ]
}

#[test]
fn p5e_every_kind_of_record_says_how_long_from_when_and_by_whose_word_it_is_kept() {
    on_both(|test| {
        let page = test.visitor(Role::Auditor).get("/retention");
        page.says("Learners of a return 6 to 7 years from the end of the academic year")
            .says("Evidence file 6 to 10 years from the end of the financial year")
            .says("Audit log")
            .says("Nothing is kept for less than six years")
            .does_not_say("Add a class");
        for kind in RecordKind::ALL {
            test.visitor(Role::Auditor)
                .get(&format!("/retention/kinds/{}", kind.key()))
                .says("Who says so");
        }
        assert_eq!(test.visitor(Role::Staff).get("/retention").status, 403);
    });
}

#[test]
fn p5e_a_class_without_event_minimum_or_maximum_or_below_six_years_is_refused() {
    on_both(|test| {
        let lead = test.visitor(Role::Lead);
        for (typed, words) in [
            (
                class("", "6", "7"),
                "Choose the event from which the years count",
            ),
            (class("that-day", "", "7"), "Enter at least how many years"),
            (class("that-day", "6", ""), "Enter at most how many years"),
            (class("that-day", "5", "7"), "the minimum is 6 or more"),
            (
                class("that-day", "8", "7"),
                "The maximum must be the same as or more",
            ),
        ] {
            let refused = lead.post("/retention/classes/new", &typed);
            assert_eq!(refused.status, 422);
            refused.says(words);
            assert!(refused.html.contains("value=\"Grant letter 7\""));
        }
        let kept = lead.post("/retention/classes/new", &class("that-day", "8", "9"));
        assert_eq!(kept.status, 303, "{}", kept.text());
        lead.get("/retention")
            .says("8 to 9 years from the day it happened. Grant letter 7.");
    });
}

#[test]
fn p5e_the_schema_itself_refuses_a_class_below_six_years() {
    on_both(|test| {
        let tried = test.app.database.write(test.scope(), |mut write| {
            let organisation_id = write.organisation_id();
            write.execute(
                "INSERT INTO retention_class (organisation_id, class_key, name, counts_from,
                   minimum_years, maximum_years, authority, set_at)
                 VALUES (?1, 'k', 'Short', 'that-day', 5, 9, 'Nobody', 0)",
                &[organisation_id.into()],
            )?;
            let entry = database::LogEntry {
                at: test.now(),
                action: "lowered".to_owned(),
                record_kind: "test".to_owned(),
                record_id: "1".to_owned(),
                content: serde_json::json!({}),
            };
            Ok::<_, crate::failure::Failure>(write.commit(entry, ())?)
        });
        assert!(tried.unwrap_err().is_constraint());
    });
}

#[test]
fn p5e_a_kind_of_record_is_given_another_class_and_a_contract_its_days() {
    on_both(|test| {
        let lead = test.visitor(Role::Lead);
        let given = lead.post("/retention/kinds/follow-up/class", &[("class", "proof")]);
        assert_eq!(given.status, 303, "{}", given.text());
        let class = test.read(|read| Ok(Rules::read(read)?.class(RecordKind::FollowUp)));
        assert_eq!(class.key, "proof");
        let mut typed = vec![
            ("funder", "City Region"),
            ("number", "ASF-1"),
            ("stream", "Adult Skills Fund"),
            ("retention_class", "Six years after the last payment"),
        ];
        for (name, value) in [
            ("starts_on_day", "1"),
            ("starts_on_month", "8"),
            ("starts_on_year", "2025"),
            ("ends_on_day", "31"),
            ("ends_on_month", "7"),
            ("ends_on_year", "2026"),
        ] {
            typed.push((name, value));
        }
        let id = lead.post("/contracts/new", &typed).new_key();
        let page = format!("/retention/contracts/{id}");
        lead.get(&format!("/contracts/{id}"))
            .says("when its records may go");
        lead.get(&page)
            .says("Nobody has said when its last payment was made");
        let kept = lead.post(
            &page,
            &[
                ("class", "funded"),
                ("last_payment_on_day", "20"),
                ("last_payment_on_month", "9"),
                ("last_payment_on_year", "2026"),
                ("not_before_day", ""),
                ("not_before_month", ""),
                ("not_before_year", ""),
            ],
        );
        assert_eq!(kept.status, 303, "{}", kept.text());
        lead.get(&page)
            .says("Its years count from 31 March 2027")
            .says("may go from 1 April 2033");
    });
}
