//! Alarms: each is told once, within one look, and answered by somebody else.

use super::store;
use super::watch::{Machine, look};
use crate::testing::{TestApp, on_both};
use domain::alarms::{Alarm, BACKUP_HOURS, MANY_PAGES};
use domain::people::Role;
use jiff::ToSpan;

fn looked(test: &TestApp) -> Vec<Alarm> {
    look_at(test, Machine::default())
}

fn look_at(test: &TestApp, machine: Machine) -> Vec<Alarm> {
    let scope = database::Scope::system(test.organisation_id);
    look(&test.app, scope, machine).unwrap();
    let open = test.read(store::open);
    open.into_iter().map(|raised| raised.kind).collect()
}

fn first(test: &TestApp) -> String {
    test.read(store::open)[0].id.to_string()
}

#[test]
fn a9_a_quiet_day_raises_nothing() {
    on_both(|test| {
        test.visitor(Role::Lead).get("/entries");
        assert_eq!(looked(test), []);
        let page = test.visitor(Role::Governance).get("/alarms");
        page.says("Nothing waits for an answer");
    });
}

#[test]
fn a9_twenty_wrong_passwords_are_told_once_to_those_who_answer() {
    on_both(|test| {
        test.give_password(Role::Lead, "three-unrelated-garden-gnomes");
        let email = test.person(Role::Lead).email.clone();
        let wrong = |times: usize| {
            for _ in 0..times {
                let typed = [("email", email.as_str()), ("password", "wrong")];
                test.stranger().post("/sign-in", &typed);
            }
        };
        wrong(9);
        assert_eq!(looked(test), []);
        wrong(11);
        assert_eq!(looked(test), [Alarm::Guessing]);
        assert_eq!(looked(test), [Alarm::Guessing], "it is told once");
        let governance = test.visitor(Role::Governance);
        governance.get("/").says("Somebody guesses a password");
        let page = governance.get("/alarms");
        page.says("10 wrong passwords in a row were typed for Social Value Lead Person");
        assert_eq!(test.visitor(Role::Staff).get("/alarms").status, 403);
        let staff = test.visitor(Role::Staff).get("/");
        staff.does_not_say("Somebody guesses a password");
    });
}

#[test]
fn a9_access_that_was_given_is_answered_by_somebody_else() {
    on_both(|test| {
        let staff = test.person(Role::Staff).id;
        let administrator = test.visitor(Role::Administrator);
        let change = format!("/people/{staff}");
        administrator.post(&change, &[("roles", "staff"), ("roles", "governance")]);
        assert_eq!(looked(test), [Alarm::Roles]);
        assert_eq!(looked(test), [Alarm::Roles], "it is told once");
        let address = format!("/alarms/{}", first(test));
        let words = [("words", "It was meant")];
        let own = administrator.post(&address, &words);
        assert_eq!(own.status, 422);
        own.says("You caused this alarm").says("It was meant");
        let governance = test.visitor(Role::Governance);
        let blank = governance.post(&address, &[("words", " ")]);
        assert_eq!(blank.status, 422);
        let auditor = test.visitor(Role::Auditor);
        assert_eq!(auditor.get(&address).status, 403);
        auditor
            .get("/alarms")
            .says("Administrator Person changed what Staff Person may do");
        assert_eq!(governance.post(&address, &words).status, 303);
        assert_eq!(looked(test), [], "what was answered is not told again");
        governance.get("/alarms").says("It was meant");
        assert_eq!(governance.post(&address, &words).status, 409);
        // A later change by the same person is an alarm of its own, and so is a link to come in as somebody.
        administrator.post(&change, &[("roles", "staff")]);
        assert_eq!(looked(test), [Alarm::Roles]);
        administrator.post(&format!("{change}/link"), &[]);
        assert_eq!(looked(test), [Alarm::Roles, Alarm::Roles]);
        let made = "Administrator Person made a link by which somebody comes in as Staff Person";
        governance.get("/alarms").says(made);
    });
}

#[test]
fn a9_the_schema_refuses_an_answer_to_ones_own_alarm() {
    on_both(|test| {
        let staff = test.person(Role::Staff).id;
        let administrator = test.person(Role::Administrator).id;
        let visitor = test.visitor(Role::Administrator);
        visitor.post(
            &format!("/people/{staff}"),
            &[("roles", "staff"), ("roles", "lead")],
        );
        looked(test);
        let raised = &test.read(store::open)[0];
        let answer = |by| {
            test.app.database.write(test.scope(), |mut write| {
                let of = (raised.id, Some(administrator));
                store::answer(&mut write, of, (by, "Meant"), test.now())?;
                let entry = database::LogEntry {
                    at: test.now(),
                    action: "answered alarm".to_owned(),
                    record_kind: "alarm".to_owned(),
                    record_id: raised.id.to_string(),
                    content: serde_json::json!({}),
                };
                Ok::<_, crate::failure::Failure>(write.commit(entry, ())?)
            })
        };
        answer(administrator).unwrap_err();
        answer(test.person(Role::Governance).id).unwrap();
    });
}

#[test]
fn a9_one_person_who_sees_very_much_is_an_alarm() {
    on_both(|test| {
        let entry = |number: i64| database::LogEntry {
            at: test.now(),
            action: "saw data about people".to_owned(),
            record_kind: "sight".to_owned(),
            record_id: number.to_string(),
            content: serde_json::json!({}),
        };
        let sees = |pages: std::ops::Range<i64>| {
            let entries: Vec<_> = pages.map(entry).collect();
            let scope = database::Scope {
                person_id: Some(test.person(Role::Lead).id),
                ..test.scope()
            };
            let kept = test.app.database.write(scope, |mut write| {
                let at = test.now();
                let id = crate::app::new_id();
                let values = [
                    scope.organisation_id.into(),
                    id.into(),
                    at.into(),
                    scope.person_id.into(),
                ];
                let sql =
                    "INSERT INTO sight (organisation_id, id, seen_at, person_id, page, subject)
                    VALUES (?1, ?2, ?3, ?4, '/follow-ups', '')";
                write.execute(sql, &values)?;
                Ok::<_, crate::failure::Failure>(write.commit_all(&entries, ())?)
            });
            kept.unwrap();
        };
        sees(0..MANY_PAGES - 1);
        assert_eq!(looked(test), []);
        sees(0..1);
        assert_eq!(looked(test), [Alarm::Taking]);
        sees(0..50);
        assert_eq!(looked(test), [Alarm::Taking], "it is told once");
    });
}

#[test]
fn a9_a_set_clock_and_a_full_disk_are_told() {
    on_both(|test| {
        let machine = Machine {
            clock: Some(-86_400),
            disk: Some(93),
            ..Machine::default()
        };
        assert_eq!(look_at(test, machine), [Alarm::Clock, Alarm::Disk]);
        let page = test.visitor(Role::Administrator).get("/alarms");
        page.says("The clock went 24 hours back")
            .says("93 % of the disk is in use");
        let full = Machine {
            disk: Some(94),
            ..Machine::default()
        };
        assert_eq!(
            look_at(test, full),
            [Alarm::Clock, Alarm::Disk],
            "told once"
        );
        assert!(
            test.app
                .vault
                .disk()
                .is_some_and(|(used, free)| used + free > 0)
        );
    });
}

#[test]
fn a9_a_late_backup_is_told_once_until_there_is_one() {
    on_both(|test| {
        let waiting = Machine {
            backup_hours: Some(BACKUP_HOURS),
            ..Machine::default()
        };
        let later = |hours: i64| test.app.clock.set(test.now() + hours.hours());
        let told = || crate::backups::made(&test.app, test.scope(), "the other site").unwrap();
        // Nobody ever told of one: it counts from the first line of the log.
        later(BACKUP_HOURS - 1);
        assert_eq!(look_at(test, waiting), []);
        told();
        later(BACKUP_HOURS - 1);
        assert_eq!(look_at(test, waiting), []);
        later(1);
        assert_eq!(
            look_at(test, Machine::default()),
            [],
            "nobody waits for one"
        );
        assert_eq!(look_at(test, waiting), [Alarm::Backup]);
        assert_eq!(look_at(test, waiting), [Alarm::Backup], "it is told once");
        let page = test.visitor(Role::Governance).get("/alarms");
        page.says("Nothing was heard of a backup for 26 hours")
            .says("It lies at: the other site");
        let address = format!("/alarms/{}", first(test));
        let words = [("words", "The other site was full")];
        test.visitor(Role::Governance).post(&address, &words);
        told();
        later(BACKUP_HOURS - 1);
        assert_eq!(look_at(test, waiting), []);
        later(1);
        assert_eq!(
            look_at(test, waiting),
            [Alarm::Backup],
            "and again the next time"
        );
    });
}

#[test]
fn a9_two_processes_that_look_at_once_tell_it_once() {
    on_both(|test| {
        let full = Machine {
            disk: Some(95),
            ..Machine::default()
        };
        std::thread::scope(|threads| {
            for _ in 0..4 {
                threads.spawn(|| look(&test.app, test.scope(), full).unwrap());
            }
        });
        let all = test.read(|read| {
            let sql = "SELECT id FROM alarm WHERE organisation_id = ?1";
            Ok(read.query(sql, &[test.organisation_id.into()])?.len())
        });
        assert_eq!(all, 1);
    });
}

#[test]
fn a9_damage_is_told_and_a_full_disk_again_after_a_day() {
    let test = TestApp::example();
    let full = Machine {
        disk: Some(95),
        ..Machine::default()
    };
    assert!(look_at(&test, full).contains(&Alarm::Disk));
    let governance = test.visitor(Role::Governance);
    let open = test.read(store::open);
    let disk = open.iter().find(|raised| raised.kind == Alarm::Disk);
    let address = format!("/alarms/{}", disk.unwrap().id);
    let said = governance.post(&address, &[("words", "A larger one is on its way")]);
    assert_eq!(said.status, 303);
    assert!(!look_at(&test, full).contains(&Alarm::Disk));
    let later = crate::app::date_of(test.now()).saturating_add(2.days());
    test.set_today(later);
    assert!(look_at(&test, full).contains(&Alarm::Disk));
    test.visitor(Role::Administrator).post("/fixity/run", &[]);
    let on = (test.organisation_id, test.organisation_id);
    crate::jobs::Jobs::wait(&test.app, on);
    assert!(!looked(&test).contains(&Alarm::Damage));
    let changed = test.behind_the_log(|directory| {
        let sql = "UPDATE entry SET reason = 'Other' WHERE organisation_id = ?1";
        directory.execute(sql, &[test.organisation_id.into()])
    });
    assert!(changed > 0);
    test.visitor(Role::Administrator).post("/fixity/run", &[]);
    let on = (test.organisation_id, test.organisation_id);
    crate::jobs::Jobs::wait(&test.app, on);
    assert!(looked(&test).contains(&Alarm::Damage));
}
