//! Letters with checkpoints, against a mail server on this machine (D11, O2): once to each address, kept when
//! they are refused, sent again under the same Message-ID, and never to where nobody asked.

use super::sending::{self, Which};
use super::{KeptLetter, MOST, State, store};
use crate::checkpoints::hand_on;
use crate::jobs::Jobs;
use crate::testing::post_office::PostOffice;
use crate::testing::{TestApp, on_both};
use domain::people::Role;
use jiff::ToSpan as _;
use mail::{Account, NotTaken, Password, Secured, Server, SetUp};
use std::net::TcpListener;

/// A server at a place, spoken to in the clear unless something else is asked.
fn server(place: &str, secured: Secured, account: Option<Account>) -> Server {
    Server::new(SetUp {
        place: place.to_owned(),
        secured,
        account,
        from: "log@sender.example".parse().unwrap(),
        authority: None,
    })
    .unwrap()
}

/// Sets the mail server of a test, as the start does.
fn set_up(test: &TestApp, place: &str) {
    let mail = &test.app.checkpoints.mail;
    mail.set(server(place, Secured::Nothing, None)).unwrap();
}

/// Names an address on the page.
fn name(test: &TestApp, email: &str) {
    let page = test.visitor(Role::Administrator);
    let page = page.post("/log/checkpoints/keepers", &[("email", email)]);
    assert_eq!(page.status, 303, "{}", page.html);
}

/// Signs a checkpoint on the page, and waits for the letters that begin to go with it.
fn sign(test: &TestApp) {
    let page = test.visitor(Role::Auditor).post("/log/checkpoints", &[]);
    assert_eq!(page.status, 303);
    wait(test);
}

fn wait(test: &TestApp) {
    Jobs::wait(&test.app, (test.organisation_id, sending::JOB));
}

fn letters(test: &TestApp) -> Vec<KeptLetter> {
    test.read(|read| store::letters(read, 100))
}

/// Looks at the letters of this organisation as the server does when it starts, or every minute.
fn look(test: &TestApp, which: Which) {
    sending::begin(&test.app, test.organisation_id, which).unwrap();
    wait(test);
}

fn newest_note(test: &TestApp) -> String {
    let kept = test.read(crate::checkpoints::all).pop().unwrap();
    kept.note
}

#[test]
fn p5e_a_letter_goes_to_each_address_once_with_each_signature() {
    on_both(|test| {
        let office = PostOffice::open();
        set_up(test, &office.place());
        sign(test);
        assert!(office.said().is_empty(), "nobody was named");
        name(test, "auditor@outside.example");
        name(test, "funder@outside.example");
        sign(test);
        let mut got = office.got();
        got.sort_by(|one, other| one.to.cmp(&other.to));
        let to: Vec<&[String]> = got.iter().map(|one| one.to.as_slice()).collect();
        assert_eq!(
            to,
            [["auditor@outside.example"], ["funder@outside.example"]]
        );
        assert_ne!(got[0].header("Message-ID"), got[1].header("Message-ID"));
        let note = newest_note(test);
        for one in &got {
            assert_eq!(one.from, "log@sender.example");
            assert_eq!(one.header("To"), one.to[0]);
            assert!(one.header("Subject").contains("Mersey Learning Works"));
            let (text, file) = one.parts();
            assert_eq!(file, note.as_bytes());
            assert!(text.replace("\r\n", "\n").contains(&note), "{text}");
            for words in [
                &*format!("commonweal/log/{}", test.organisation_id),
                "commonweal-verify checkpoint-",
                "Please keep this letter outside the systems of Mersey Learning Works.",
            ] {
                assert!(text.contains(words), "{text}");
            }
        }
        look(test, Which::Due);
        look(test, Which::Unsent);
        assert_eq!(office.got().len(), 2, "what was taken is not sent again");
        let page = test.visitor(Role::Auditor).get("/log/checkpoints");
        page.says("The mail server took it on 10 November 2026. It said: 250 2.0.0 taken");
        page.does_not_say("Send again now");
        sign(test);
        assert_eq!(office.got().len(), 4);
    });
}

#[test]
fn p5e_what_the_server_refuses_is_kept_shown_and_sent_when_somebody_asks() {
    on_both(|test| {
        let office = PostOffice::open();
        set_up(test, &office.place());
        name(test, "gone@outside.example");
        office.answer("gone@outside.example", "550 5.1.1 No such box here");
        sign(test);
        assert!(office.got().is_empty());
        let auditor = test.visitor(Role::Auditor);
        let page = auditor.get("/log/checkpoints");
        page.says("It is not sent: 550 5.1.1 No such box here.");
        page.says("Send again now to gone@outside.example");
        test.app.clock.set(test.now() + 240.hours());
        look(test, Which::Due);
        // Days went by, so whoever looks signs in again.
        let auditor = test.visitor(Role::Auditor);
        assert_eq!(office.said().len(), 4, "it rests: {:?}", office.said());
        let [letter] = &letters(test)[..] else {
            panic!("one letter");
        };
        let again = format!("/log/checkpoints/letters/{}/send", letter.id);
        auditor
            .get(&auditor.post(&again, &[]).location)
            .says("No such box here");
        office.take_all();
        let page = auditor.post(&again, &[]);
        wait(test);
        assert_eq!(page.status, 303);
        let got = office.got();
        assert_eq!(got.len(), 1);
        assert_eq!(
            got[0].header("Message-ID"),
            format!("<{}>", letter.message_id)
        );
        auditor
            .get(&auditor.post(&again, &[]).location)
            .says("took this letter already");
        assert_eq!(office.got().len(), 1);
        let other = again.replace(&letter.id.to_string(), &test.organisation_id.to_string());
        assert_eq!(auditor.post(&other, &[]).status, 404);
    });
}

#[test]
fn p5e_a_server_that_is_away_is_tried_again_after_growing_pauses_and_at_the_start() {
    on_both(|test| {
        let office = PostOffice::open();
        set_up(test, &office.place());
        name(test, "keeper@outside.example");
        office.answer("keeper@outside.example", "451 4.3.0 Come later");
        sign(test);
        let tries = || {
            let of = office.said();
            of.iter().filter(|line| line.starts_with("RCPT")).count()
        };
        assert_eq!(tries(), 1);
        let page = test.visitor(Role::Auditor).get("/log/checkpoints");
        page.says("It is not sent yet: 451 4.3.0 Come later. It is tried again on 10 November 2026, 12:01:00");
        let mut at = test.now();
        for (minutes, expected) in [(0, 1), (1, 2), (4, 2), (1, 3), (14, 3), (1, 4)] {
            at += minutes.minutes();
            test.app.clock.set(at);
            look(test, Which::Due);
            assert_eq!(tries(), expected, "{minutes} minutes on");
        }
        // The start tries at once, whatever the pause.
        office.take_all();
        look(test, Which::Due);
        assert!(office.got().is_empty());
        look(test, Which::Unsent);
        assert_eq!(office.got().len(), 1);
        assert!(matches!(letters(test)[0].state, State::Taken { .. }));
    });
}

#[test]
fn p5e_killed_before_it_was_sent_or_before_that_was_kept_a_letter_goes_under_the_same_id() {
    on_both(|test| {
        // Signed where no mail server is set: as if the process ended right after the commit.
        name(test, "keeper@outside.example");
        sign(test);
        let [letter] = &letters(test)[..] else {
            panic!("one letter, written with the signature");
        };
        assert_eq!(letter.state, State::Written);
        let office = PostOffice::open();
        set_up(test, &office.place());
        // Sent, and ended before that was kept.
        let place = server(&office.place(), Secured::Nothing, None);
        let taken = sending::post(&test.app, test.organisation_id, (&place, letter)).unwrap();
        assert_eq!(taken, Ok("250 2.0.0 taken".to_owned()));
        assert_eq!(letters(test)[0].state, State::Written);
        look(test, Which::Unsent);
        let got = office.got();
        assert_eq!(got.len(), 2);
        assert_eq!(got[0].header("Message-ID"), got[1].header("Message-ID"));
        assert_eq!(got[0].content, got[1].content);
        look(test, Which::Unsent);
        assert_eq!(office.got().len(), 2);
    });
}

#[test]
fn p5e_a_letter_stands_or_falls_with_its_signature() {
    on_both(|test| {
        name(test, "keeper@outside.example");
        let refused = test.app.database.write(test.scope(), |write| {
            let entry = database::LogEntry {
                at: test.now(),
                action: "signed a story".to_owned(),
                record_kind: "test".to_owned(),
                record_id: "1".to_owned(),
                content: serde_json::json!({}),
            };
            write.commit_then(entry, |write| {
                crate::checkpoints::sign(write, &test.app, ("test", "1"), test.now())?;
                assert_eq!(store::letters(&mut write.read(), 9)?.len(), 1);
                Err::<(), _>(crate::failure::Failure::NotFound)
            })
        });
        refused.unwrap_err();
        assert!(letters(test).is_empty());
    });
}

#[test]
fn p5e_without_a_mail_server_no_connection_is_made_and_the_page_says_so() {
    on_both(|test| {
        let office = PostOffice::open();
        let auditor = test.visitor(Role::Auditor);
        let page = auditor.get("/log/checkpoints");
        page.says("This system sends no mail: nobody set a mail server when it was started.");
        page.says("No address is named");
        page.does_not_say("wait until somebody does");
        name(test, "keeper@outside.example");
        sign(test);
        hand_on(&test.app, test.organisation_id);
        look(test, Which::Unsent);
        wait(test);
        let page = auditor.get("/log/checkpoints");
        page.says("wait until somebody does")
            .says("It waits to be sent.");
        page.does_not_say("Send again now");
        let id = letters(test)[0].id;
        let page = auditor.post(&format!("/log/checkpoints/letters/{id}/send"), &[]);
        auditor.get(&page.location).says("Nobody set a mail server");
        assert!(office.said().is_empty());
        // The control: the same letter goes as soon as one is set.
        set_up(test, &office.place());
        look(test, Which::Unsent);
        assert_eq!(office.got().len(), 1);
    });
}

#[test]
fn p5e_a_mail_server_that_is_not_there_hinders_no_signature() {
    on_both(|test| {
        let closed = TcpListener::bind("127.0.0.1:0").unwrap();
        let place = closed.local_addr().unwrap().to_string();
        drop(closed);
        set_up(test, &place);
        name(test, "keeper@outside.example");
        sign(test);
        let page = test.visitor(Role::Auditor).get("/log/checkpoints");
        page.says("It is not sent yet: ")
            .says("It is tried again on");
    });
}

#[test]
fn p5e_hostile_names_and_addresses_make_no_header() {
    on_both(|test| {
        let office = PostOffice::open();
        set_up(test, &office.place());
        name(test, "keeper@outside.example");
        for hostile in [
            "Lernwerk\r\nBcc: thief@outside.example\r\n\r\nHello",
            "Lernwerk\nX-Other: 1",
            "Lernwerk Mülheim — 学び \u{2028}Bcc: thief@outside.example",
            "=?utf-8?q?=0ABcc:_thief=40outside.example?=",
        ] {
            let set = "UPDATE organisation SET name = ?2 WHERE organisation_id = ?1";
            crate::checkpoints::tests::harm(test, set, &[hostile.into()]);
            sign(test);
            let got = office.got().pop().unwrap();
            let headers = got.headers();
            let names: Vec<&str> = headers.iter().map(|(name, _)| name.as_str()).collect();
            let expected = [
                "From",
                "To",
                "Subject",
                "Message-ID",
                "Date",
                "MIME-Version",
                "Content-Type",
            ];
            assert_eq!(names, expected, "{}", got.content);
            assert_eq!(got.to, ["keeper@outside.example"]);
            let (text, _) = got.parts();
            assert!(
                !text.contains("\nBcc:") && !text.contains("\nX-Other"),
                "{text}"
            );
        }
        assert_eq!(office.got().len(), 4);
        // An address that was written past the page is not sent to, nor anywhere else.
        let set = "UPDATE checkpoint_keeper SET email = ?2 WHERE organisation_id = ?1";
        let hostile = "a@outside.example>\r\nRCPT TO:<thief@outside.example";
        crate::checkpoints::tests::harm(test, set, &[hostile.into()]);
        sign(test);
        assert_eq!(office.got().len(), 4);
        assert!(!office.said().iter().any(|line| line.contains("thief")));
        test.visitor(Role::Auditor)
            .get("/log/checkpoints")
            .says("It is not sent: Enter an e-mail address");
    });
}

#[test]
fn p5e_addresses_are_named_by_an_administrator_and_nothing_else_is_taken_for_one() {
    on_both(|test| {
        let path = "/log/checkpoints/keepers";
        for role in [
            Role::Staff,
            Role::Lead,
            Role::Governance,
            Role::Auditor,
            Role::Commissioner,
        ] {
            let page = test
                .visitor(role)
                .post(path, &[("email", "a@outside.example")]);
            assert_eq!(page.status, 403, "{role:?}");
        }
        let auditor = test.visitor(Role::Auditor).get("/log/checkpoints");
        auditor.says("An administrator names addresses here");
        let visitor = test.visitor(Role::Administrator);
        for (typed, said) in [
            ("", "Enter an e-mail address"),
            ("nobody", "like name@example.org"),
            ("a@b.example\r\nBcc: c@d.example", "like name@example.org"),
            ("näme@outside.example", "in plain letters"),
            ("a@b.example, c@d.example", "without spaces"),
        ] {
            let page = visitor.post(path, &[("email", typed)]);
            assert_eq!(page.status, 422, "{typed}");
            page.says(said);
            let kept = typed.is_empty() || page.html.contains("value=\"");
            assert!(kept, "{}", page.html);
        }
        let page = visitor.post(path, &[("email", "näme@outside.example")]);
        assert!(
            page.html.contains("value=\"näme@outside.example\""),
            "{}",
            page.html
        );
    });
}

#[test]
fn p5e_addresses_are_named_up_to_a_number_and_taken_away_each_in_the_log() {
    on_both(|test| {
        let office = PostOffice::open();
        set_up(test, &office.place());
        let path = "/log/checkpoints/keepers";
        let visitor = test.visitor(Role::Administrator);
        for number in 0..MOST {
            name(test, &format!("keeper-{number}@outside.example"));
        }
        let page = visitor.post(path, &[("email", "one-more@outside.example")]);
        page.says("20 addresses are named, which is the most: take one away first");
        let page = visitor.post(path, &[("email", "Keeper-3@outside.example")]);
        assert_eq!(page.status, 422);
        page.says("This address gets checkpoints already");
        let keepers = test.read(store::keepers);
        for keeper in &keepers[2..] {
            let away = format!("{path}/{}/take-away", keeper.id);
            assert_eq!(test.visitor(Role::Lead).post(&away, &[]).status, 403);
            assert_eq!(visitor.post(&away, &[]).status, 303);
            assert_eq!(visitor.post(&away, &[]).status, 404);
        }
        sign(test);
        assert_eq!(office.got().len(), 2, "those taken away get nothing");
        let entries = test.read(|read| Ok(database::log_entries(read, 0, 1_000)?));
        let of = |action: &str| {
            entries
                .iter()
                .filter(|entry| entry.action == action)
                .count()
        };
        let counts = (
            of("named keeper of checkpoints"),
            of("took keeper of checkpoints away"),
            of("mailed checkpoint"),
        );
        assert_eq!(counts, (MOST, MOST - 2, 2));
        let outside = |entry: &database::LoggedEntry| entry.record_id.contains("outside.example");
        assert!(
            !entries.iter().any(outside),
            "addresses are in contents, which can be erased"
        );
    });
}

#[test]
fn p5e_an_address_that_is_taken_away_takes_its_unsent_letters_with_it() {
    on_both(|test| {
        let office = PostOffice::open();
        set_up(test, &office.place());
        name(test, "leaver@outside.example");
        office.answer("leaver@outside.example", "451 4.3.0 Come later");
        sign(test);
        let id = test.read(store::keepers)[0].id;
        let away = format!("/log/checkpoints/keepers/{id}/take-away");
        let page = test.visitor(Role::Administrator).post(&away, &[]);
        assert_eq!(page.status, 303);
        office.take_all();
        look(test, Which::Unsent);
        assert!(office.got().is_empty());
        assert!(letters(test).is_empty());
    });
}

#[test]
fn p5e_a_password_is_said_to_a_server_on_this_machine_or_under_tls_alone() {
    on_both(|test| {
        let office = PostOffice::open();
        name(test, "keeper@outside.example");
        sign(test);
        let letter = letters(test).remove(0);
        let account = || {
            Some(Account {
                name: "log".to_owned(),
                password: Password::new("open sesame"),
            })
        };
        let said = |secured: Secured| {
            let place = server(&office.place(), secured, account());
            sending::post(&test.app, test.organisation_id, (&place, &letter)).unwrap()
        };
        // This server speaks no TLS: it is told nothing.
        for secured in [Secured::StartTls, Secured::FromTheStart] {
            let refused = said(secured).unwrap_err();
            assert!(matches!(&refused, NotTaken::NotNow(words) if !words.is_empty()));
        }
        let heard = office.said();
        let is_secret = |line: &String| line.starts_with("AUTH") || line.starts_with("MAIL");
        assert!(!heard.iter().any(is_secret), "{heard:?}");
        assert!(office.got().is_empty());
        // The control: on this machine it is, once nothing is asked of the way.
        said(Secured::Nothing).unwrap();
        assert!(office.said().iter().any(is_secret));
    });
}
