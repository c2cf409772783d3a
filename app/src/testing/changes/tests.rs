//! What is written past the log is found, by its table; and what is written with it is not.

use super::differences;
use crate::failure::Failure;
use crate::testing::{TestApp, on_both};
use database::{Id, LogEntry, Via};
use domain::people::Role;

fn line(test: &TestApp, action: &str) -> LogEntry {
    LogEntry {
        at: test.now(),
        action: action.to_owned(),
        record_kind: "organisation".to_owned(),
        record_id: "1".to_owned(),
        content: serde_json::json!({}),
    }
}

const RENAME: &str = "UPDATE organisation SET name = name || '!' WHERE organisation_id = ?1";

/// Renames the organisation in a statement that stands alone.
fn past_the_log(test: &TestApp) {
    let values = [test.organisation_id.into()];
    let alone = |connection: &mut database::Connection| connection.execute(RENAME, &values);
    assert_eq!(test.app.database.directory(alone).unwrap(), 1);
}

fn found(test: &TestApp) -> Vec<String> {
    differences(&test.app.database, test.organisation_id)
}

/// Renames the organisation of this key in a write of the test's own organisation.
fn with_the_log(test: &TestApp, id: Id) {
    let renamed = test.app.database.write(test.scope(), |mut write| {
        write.execute(RENAME, &[id.into()])?;
        Ok::<_, Failure>(write.commit(line(test, "changed settings"), ())?)
    });
    renamed.unwrap();
}

#[test]
fn a1_a_change_past_the_log_is_found_by_its_table() {
    on_both(|test| {
        test.hold();
        assert_eq!(found(test), Vec::<String>::new());
        let past = vec!["organisation: update without a line in the log".to_owned()];
        past_the_log(test);
        assert_eq!(found(test), past);
        assert_eq!(found(test), Vec::<String>::new(), "it is said once");
        // Neither a line before nor one after covers it.
        with_the_log(test, test.organisation_id);
        past_the_log(test);
        with_the_log(test, test.organisation_id);
        assert_eq!(found(test), past);
        // Nor does a write that goes on after its line.
        let signed = test.app.database.write(test.scope(), |write| {
            write.commit_then(line(test, "changed settings"), |write| {
                write.execute(RENAME, &[test.organisation_id.into()])?;
                Ok::<_, Failure>(())
            })
        });
        signed.unwrap();
        assert_eq!(found(test), Vec::<String>::new());
        past_the_log(test);
        assert_eq!(found(test), past);
    });
}

#[test]
fn a1_a_line_in_the_log_without_a_change_is_found() {
    on_both(|test| {
        test.hold();
        let idle = test.app.database.write(test.scope(), |write| {
            Ok::<_, Failure>(write.commit(line(test, "changed settings"), ())?)
        });
        idle.unwrap();
        let said = "‘organisation: changed settings’ in the log without a change";
        assert_eq!(found(test), [said]);
    });
}

#[test]
fn a1_a_change_to_another_organisation_is_not_covered_by_ones_own_line() {
    on_both(|test| {
        test.hold();
        let other = crate::app::new_id();
        test.behind_the_log(|connection| {
            connection.execute(
                "INSERT INTO organisation (organisation_id, name, year_starts_month,
                   first_year_starts_on, good_from_percent, approaching_from_percent,
                   improvement_from_percent, set_up_at)
                 SELECT ?2, name, year_starts_month, first_year_starts_on, good_from_percent,
                   approaching_from_percent, improvement_from_percent, set_up_at
                 FROM organisation WHERE organisation_id = ?1",
                &[test.organisation_id.into(), other.into()],
            )
        });
        assert_eq!(found(test), Vec::<String>::new(), "it looked away");
        with_the_log(test, other);
        let mut both = found(test);
        both.sort();
        let past = "organisation: update without a line in the log";
        let idle = "‘organisation: changed settings’ in the log without a change";
        assert_eq!(both, [past, idle]);
        test.behind_the_log(|connection| {
            let sql = "DELETE FROM organisation WHERE organisation_id = ?1";
            connection.execute(sql, &[other.into()])
        });
    });
}

#[test]
fn a1_a_write_that_came_to_nothing_leaves_no_note() {
    on_both(|test| {
        test.hold();
        let refused = test.app.database.write(test.scope(), |mut write| {
            write.execute(RENAME, &[test.organisation_id.into()])?;
            Err::<database::Committed<()>, _>(Failure::NotFound)
        });
        assert!(matches!(refused, Err(Failure::NotFound)));
        past_the_log(test);
        assert_eq!(found(test).len(), 1);
    });
}

/// Renames the organisation by this way, with this line.
fn by(test: &TestApp, scope: database::Scope, line: &LogEntry) {
    let kept = test.app.database.write(scope, |mut write| {
        write.execute(RENAME, &[test.organisation_id.into()])?;
        Ok::<_, Failure>(write.commit(line.clone(), ())?)
    });
    kept.unwrap();
}

#[test]
fn a2_a_line_without_its_record_its_way_or_its_person_is_found() {
    on_both(|test| {
        test.hold();
        let line = line(test, "changed settings");
        let nameless = LogEntry {
            record_id: String::new(),
            ..line.clone()
        };
        by(test, test.scope(), &nameless);
        let lacks = "‘organisation: changed settings’ does not say what was done to which record";
        assert_eq!(found(test), [lacks]);
        let page = |path| database::Scope {
            via: Via::Page("POST", path),
            ..test.scope()
        };
        by(test, page("/organisation"), &line);
        let lacks = "‘organisation: changed settings’ does not say who did it";
        assert_eq!(found(test), [lacks]);
        by(test, page("/nowhere"), &line);
        assert!(found(test)[0].contains("does not say by which way it came"));
        let somebody = database::Scope {
            person_id: Some(test.person(Role::Administrator).id),
            ..page("/organisation")
        };
        by(test, somebody, &line);
        by(test, test.scope(), &line);
        assert_eq!(
            found(test),
            Vec::<String>::new(),
            "the control: nothing lacks"
        );
    });
}

#[test]
fn a2_a_line_that_does_not_say_why_although_it_was_asked_is_found() {
    on_both(|test| {
        test.hold();
        let holds = |why: &str| {
            let content = serde_json::json!({ "reason": why });
            let line = LogEntry {
                content,
                ..line(test, "placed hold")
            };
            let kept = test.app.database.write(test.scope(), |mut write| {
                write.execute(
                    "INSERT INTO hold (organisation_id, id, name, covers, covers_name, reason, placed_at,
                       placed_by)
                     VALUES (?1, ?2, 'A hold', 'everything', '', 'A claim is under way', ?3, ?4)",
                    &[
                        test.organisation_id.into(),
                        crate::app::new_id().into(),
                        test.now().into(),
                        test.person(Role::Lead).id.into(),
                    ],
                )?;
                Ok::<_, Failure>(write.commit(line.clone(), ())?)
            });
            kept.unwrap();
        };
        holds("Nothing in particular");
        let lacks = "‘organisation: placed hold’ does not say why: hold.reason";
        assert_eq!(found(test), [lacks]);
        holds("For this: A claim is under way.");
        assert_eq!(found(test), Vec::<String>::new());
    });
}
