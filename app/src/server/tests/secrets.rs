//! A journey with every secret there is: none of them stands in the log, in a line of the program or on a page
//! of failure; and each is found where it is planted.

use super::Kept;
use crate::checkpoints;
use crate::people::{self, Purpose};
use crate::testing::secrets::Secrets;
use crate::testing::{Page, TestApp};
use crate::told;
use database::{LogEntry, log_content, log_entries, log_leaf};
use domain::people::Role;
use mail::{Account, Password, Secured, Server, SetUp};

const PASSWORD: &str = "seven-quiet-otters-wandering";
const WRONG: &str = "eight-loud-herons-standing";
const OF_MAIL: &str = "post-office-open-sesame";

/// The secret of a key file: its second word, in hexadecimal digits.
fn seed(file: &std::path::Path) -> Vec<u8> {
    let text = std::fs::read_to_string(file).unwrap();
    let digits = text.split(' ').nth(1).unwrap().as_bytes();
    let byte = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap();
    digits.chunks(2).map(byte).collect()
}

/// The secret at the end of the address of a link.
fn token(address: &str) -> String {
    address.rsplit('/').next().unwrap().to_owned()
}

/// The secrets of a journey, and the pages of failure that somebody saw on it.
struct Journey<'a> {
    test: &'a TestApp,
    secrets: Secrets,
    failed: Vec<Page>,
}

impl Journey<'_> {
    fn knows(&mut self, kind: &'static str, value: &str) {
        self.secrets.value(kind, value);
    }

    fn fails(&mut self, page: Page, status: u16) {
        assert_eq!(page.status, status, "{}", page.text());
        self.failed.push(page);
    }

    /// Passwords right and wrong, an invitation, a session.
    fn comes_in(&mut self) {
        let test = self.test;
        test.give_password(Role::Lead, PASSWORD);
        let email = test.person(Role::Lead).email.clone();
        for (typed, status) in [(WRONG, 422), (PASSWORD, 303)] {
            let visitor = test.stranger();
            let page = visitor.post("/sign-in", &[("email", &email), ("password", typed)]);
            if status == 422 {
                self.fails(page, status);
            } else {
                assert_eq!(page.status, status);
                self.knows("a session", &visitor.session().unwrap());
            }
        }
        let typed = [
            ("name", "Nora Newcomer"),
            ("email", "nora@newcomers.example"),
            ("roles", "staff"),
        ];
        let made = test
            .visitor(Role::Administrator)
            .post("/people/invite", &typed);
        assert_eq!(made.status, 200, "{}", made.text());
        let link = made.html.split("/link/").nth(1).unwrap();
        let link: String = link
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .collect();
        self.knows("a one-time link", &link);
        let used = test
            .stranger()
            .post(&format!("/link/{link}"), &[("password", PASSWORD)]);
        assert_eq!(used.status, 303, "{}", used.text());
    }

    /// Keys, the secret under which people are known again, a mail server with an account that is not there.
    fn signs(&mut self) {
        let test = self.test;
        let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let place = closed.local_addr().unwrap().to_string();
        drop(closed);
        let server = Server::new(SetUp {
            place,
            secured: Secured::Nothing,
            account: Some(Account {
                name: "log".to_owned(),
                password: Password::new(OF_MAIL),
            }),
            from: "log@sender.example".parse().unwrap(),
            authority: None,
        });
        test.app.checkpoints.mail.set(server.unwrap()).unwrap();
        let administrator = test.visitor(Role::Administrator);
        let keeper = [("email", "auditor@outside.example")];
        let named = administrator.post("/log/checkpoints/keepers", &keeper);
        assert_eq!(named.status, 303);
        let signed = test.visitor(Role::Auditor).post("/log/checkpoints", &[]);
        assert_eq!(signed.status, 303);
        let number = test.read(checkpoints::keys).pop().unwrap().number;
        let key = test.app.log_key(test.organisation_id, number);
        self.secrets.bytes("the seed of the log’s key", &seed(&key));
        test.app.signing_key().unwrap();
        let evidence = key.parent().unwrap().join("signing.key");
        self.secrets
            .bytes("the seed of the signing key", &seed(&evidence));
        let person = test.app.person_secret(test.organisation_id).unwrap();
        self.secrets.bytes("the person secret", &person);
    }

    /// Every page with a secret in its address, while what keeps those secrets is broken.
    fn breaks(&mut self) {
        let test = self.test;
        let of = Some((test.organisation_id, test.person(Role::Staff).id));
        let link = |purpose| people::one_time_link(&test.app, purpose, of, test.now()).unwrap();
        let (sign_in, set_up) = (link(Purpose::SignIn), link(Purpose::SetUp));
        let paths: Vec<String> = ["link", "set-up", "feedback", "still-in-work", "questions"]
            .into_iter()
            .zip(
                [token(&sign_in), token(&set_up)]
                    .into_iter()
                    .chain(std::iter::repeat_with(|| people::new_token().unwrap())),
            )
            .map(|(way, token)| format!("/{way}/{token}"))
            .collect();
        for path in &paths {
            self.knows("a one-time link", &token(path));
        }
        let lead = test.visitor(Role::Lead);
        self.knows("a session", &lead.session().unwrap());
        let tables = [
            "directory_session",
            "directory_link",
            "directory_feedback_link",
            "directory_follow_up_link",
            "directory_questionnaire_link",
        ];
        // First nothing can be read of sessions, so that no visit begins; then of the links themselves.
        rename(test, "directory_session", "away");
        for path in paths.iter().map(String::as_str).chain(["/", "/entries"]) {
            self.fails(lead.get(path), 500);
            self.failed.push(lead.get(&format!("{path}/more")));
        }
        rename(test, "away", "directory_session");
        for table in tables.into_iter().skip(1) {
            rename(test, table, &format!("{table}_away"));
        }
        for path in &paths {
            let stranger = test.stranger();
            let pages = [
                stranger.get(path),
                stranger.post(path, &[("password", PASSWORD)]),
            ];
            // The page of the set-up asks first whether there is anything to set up, and so does not fail.
            let is_fine = path.starts_with("/set-up/");
            assert!(
                is_fine || pages.iter().all(|page| page.status >= 400),
                "{path}"
            );
            self.failed.extend(pages);
        }
        for table in tables.into_iter().skip(1) {
            rename(test, &format!("{table}_away"), table);
        }
        self.failed.push(lead.get("/entries/x"));
        self.failed.push(test.visitor(Role::Staff).get("/people"));
    }
}

fn rename(test: &TestApp, from: &str, to: &str) {
    test.behind_the_log(|connection| {
        connection.batch(&format!("ALTER TABLE {from} RENAME TO {to}"))
    });
}

/// Everything that the log holds: each line, and what it recorded.
fn logged(test: &TestApp) -> Vec<String> {
    let entries = test.read(|read| Ok(log_entries(read, 0, 1_000_000)?));
    let texts = entries.iter().map(|entry| {
        let content = test.read(|read| Ok(log_content(read, entry.number)?));
        let (_, content) = content.unwrap();
        format!("{} {content}", log_leaf(entry))
    });
    texts.collect()
}

fn has_an_address(text: &str) -> bool {
    let at = text.split('@').collect::<Vec<_>>();
    at.windows(2).any(|pair| {
        let letter = |one: Option<char>| one.is_some_and(char::is_alphanumeric);
        letter(pair[0].chars().last()) && letter(pair[1].chars().next())
    })
}

#[test]
fn a10_no_secret_stands_in_the_log_in_a_line_of_the_program_or_on_a_page_of_failure() {
    let kept = Kept::default();
    tracing::subscriber::set_global_default(told::subscriber(kept.writer())).unwrap();
    let test = TestApp::example();
    let mut journey = Journey {
        test: &test,
        secrets: Secrets::by_shape(),
        failed: Vec::new(),
    };
    for (kind, value) in [
        ("a password", PASSWORD),
        ("a wrong password", WRONG),
        ("the password of the mail server", OF_MAIL),
    ] {
        journey.knows(kind, value);
    }
    journey.comes_in();
    journey.signs();
    journey.breaks();
    let Journey {
        secrets, failed, ..
    } = journey;
    let lines = kept.take();
    assert!(lines.lines().count() >= 12, "{lines}");
    assert!(
        lines.contains("/feedback/{token}"),
        "the address is shown without its secret"
    );
    for line in lines.lines() {
        assert_eq!(secrets.found_in(line), Vec::<&str>::new(), "{line}");
        assert!(!has_an_address(line), "{line}");
    }
    let all = logged(&test);
    assert!(all.len() > 100);
    for text in &all {
        assert_eq!(secrets.found_in(text), Vec::<&str>::new(), "{text}");
    }
    assert!(failed.len() > 20);
    for page in &failed {
        assert_eq!(
            secrets.found_in(&page.html),
            Vec::<&str>::new(),
            "{}",
            page.html
        );
    }
    planted(&test, &kept, &secrets);
}

/// The control: each kind that is planted in the log or in a line of the program is found there.
fn planted(test: &TestApp, kept: &Kept, secrets: &Secrets) {
    let kinds = secrets.planted();
    assert!(kinds.len() >= 12, "{}", kinds.len());
    for (kind, example) in kinds {
        tracing::error!("broken: {example}");
        assert!(secrets.found_in(&kept.take()).contains(&kind), "{kind}");
        let entry = LogEntry {
            at: test.now(),
            action: "planted a secret".to_owned(),
            record_kind: "test".to_owned(),
            record_id: "1".to_owned(),
            content: serde_json::json!({ "planted": example }),
        };
        let write = |write: database::Write<'_>| write.commit(entry.clone(), ());
        test.app.database.write(test.scope(), write).unwrap();
        let newest = test.read(|read| Ok(database::log_newest(read, i64::MAX, 1)?));
        let content = test.read(|read| Ok(log_content(read, newest[0].number)?));
        let (_, content) = content.unwrap();
        assert!(
            secrets.found_in(&content).contains(&kind),
            "{kind}: {content}"
        );
    }
    assert!(has_an_address("told nora@newcomers.example"));
}
