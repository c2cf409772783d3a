//! A letter with a checkpoint goes at least once, and at most twice under one Message-ID, whenever the process
//! is killed. Without a browser: what is asked of the pages is typed into the connection.

use crate::post_office::{Got, PostOffice};
use crate::server::Server;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::{Duration, Instant};

/// How long something is waited for.
const PATIENCE: Duration = Duration::from_secs(15);

/// Somebody who asks for pages with the cookie of a session.
#[derive(Default)]
struct Asking {
    cookie: String,
}

impl Asking {
    /// Sends a request and gives the whole answer; a session that comes with it is kept.
    fn ask(&mut self, server: &Server, first: &str, body: &str) -> String {
        let place = server.address.strip_prefix("http://").unwrap();
        let mut stream = TcpStream::connect(place).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        let length = body.len();
        write!(
            stream,
            "{first} HTTP/1.1\r\nhost: {place}\r\nconnection: close\r\nsec-fetch-site: same-origin\r\n\
             content-type: application/x-www-form-urlencoded\r\ncookie: {}\r\n\
             content-length: {length}\r\n\r\n{body}",
            self.cookie
        )
        .unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let session = answer.split("set-cookie: __Host-session=").nth(1);
        if let Some(session) = session {
            let token = session.split(';').next().unwrap();
            self.cookie = format!("__Host-session={token}");
        }
        answer
    }

    /// Sends a form of the page of checkpoints.
    fn send(&mut self, server: &Server, path: &str, typed: &str) {
        let page = self.ask(server, "GET /log/checkpoints", "");
        let csrf = page.split("name=\"csrf\" value=\"").nth(1).expect(&page);
        let csrf = csrf.split('"').next().unwrap();
        let body = format!("csrf={csrf}&{typed}");
        let answer = self.ask(server, &format!("POST {path}"), &body);
        assert!(answer.starts_with("HTTP/1.1 303"), "{answer}");
    }
}

/// Waits until so many letters came.
fn came(office: &PostOffice, letters: usize) -> Vec<Got> {
    let begun = Instant::now();
    while office.got().len() < letters {
        assert!(begun.elapsed() < PATIENCE, "{:?}", office.said());
        std::thread::sleep(Duration::from_millis(20));
    }
    office.got()
}

#[test]
fn p5e_a_letter_goes_at_least_once_whenever_the_process_is_killed() {
    let mut server = Server::start("demo");
    let mut asking = Asking::default();
    let link = server.links.last().unwrap();
    let path = link.strip_prefix(&server.address).unwrap().to_owned();
    asking.ask(&server, &format!("POST {path}"), "");
    let keepers = "/log/checkpoints/keepers";
    asking.send(&server, keepers, "email=keeper%40outside.example");
    // No mail server is set, and the process is killed after the signature: nothing went.
    asking.send(&server, "/log/checkpoints", "");
    let office = PostOffice::open();
    office.stay_silent(Some(()));
    let place = office.place();
    let set_up = [
        ("COMMONWEAL_MAIL_SERVER", place.as_str()),
        ("COMMONWEAL_MAIL_SECURITY", "none"),
        ("COMMONWEAL_MAIL_FROM", "log@sender.example"),
        ("COMMONWEAL_MAIL_ACCOUNT", "log"),
        ("COMMONWEAL_MAIL_PASSWORD", "open-sesame"),
    ];
    server.kill_and_serve(&set_up);
    // The letter is with the mail server, which has not said so when the process is killed.
    came(&office, 1);
    office.stay_silent(None);
    server.kill_and_serve(&set_up);
    let got = came(&office, 2);
    assert_eq!(got[0].header("Message-ID"), got[1].header("Message-ID"));
    assert_eq!(got[0].content, got[1].content);
    assert_eq!(got[1].to, ["keeper@outside.example"]);
    let begun = Instant::now();
    loop {
        let page = asking.ask(&server, "GET /log/checkpoints", "");
        if page.contains("The mail server took it on") {
            break;
        }
        assert!(begun.elapsed() < PATIENCE, "{page}");
    }
    // It is kept that it was taken: no start sends it a third time. The control is a new letter.
    server.kill_and_serve(&set_up);
    asking.send(&server, "/log/checkpoints", "");
    let got = came(&office, 3);
    assert_ne!(got[1].header("Message-ID"), got[2].header("Message-ID"));
    assert_eq!(office.got().len(), 3);
}
