//! A file is accepted whole or not at all, whenever the process is killed.

use crate::server::Server;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// How many moments between the beginning and the end of an accept the process is killed at.
const MOMENTS: u32 = 8;

/// Lines of a file of entries, and learners of a return.
const ENTRIES: usize = 3_000;
const LEARNERS: usize = 300;

/// The provider of the demonstration, and the name of a file of theirs.
const DEMO_UKPRN: &str = "90000017";
const RETURN: &str = "ILR-90000017-2526-20260901-094401-01.xml";

/// A database of the server the tests are given, removed at the end; none without one.
struct OnServer {
    server: String,
    name: String,
}

impl OnServer {
    fn new() -> Option<Self> {
        let server = std::env::var("COMMONWEAL_TEST_POSTGRES").ok()?;
        let name = format!("killed_{}", std::process::id());
        let new = Self { server, name };
        new.say("CREATE DATABASE");
        Some(new)
    }

    fn say(&self, what: &str) {
        let sql = format!("{what} {}", self.name);
        let done = Command::new("psql")
            .args([&self.server, "-q", "-c", &sql])
            .status();
        assert!(done.unwrap().success(), "{sql}");
    }

    fn address(&self) -> String {
        let (server, _) = self.server.rsplit_once('/').unwrap();
        format!("{server}/{}", self.name)
    }
}

impl Drop for OnServer {
    fn drop(&mut self) {
        self.say("DROP DATABASE IF EXISTS");
    }
}

#[test]
fn p5a_an_accept_that_is_killed_leaves_all_or_nothing() {
    whole_or_nothing(&Server::start("demo"));
}

#[test]
fn p5a_an_accept_that_is_killed_leaves_all_or_nothing_on_postgresql() {
    if let Some(database) = OnServer::new() {
        whole_or_nothing(&Server::start_on("demo", Some(&database.address())));
    }
}

fn whole_or_nothing(server: &Server) {
    let last = server.last_year();
    let (year, _) = last.split_once('-').unwrap();
    let month = format!("10/{year}");
    let entries =
        |moment: u32| benches::entries(ENTRIES, &month).replace(",R-", &format!(",{moment}-"));
    let of_entries = Said {
        whole: format!("0 new, 0 changed, {ENTRIES} there already, 0 refused"),
        nothing: format!("{ENTRIES} new, 0 changed, 0 there already, 0 refused"),
    };
    killed(server, ("entries", "entries.csv"), &entries, &of_entries);
    // Other learners each time, so that each return differs from the one before.
    let returns = |moment: u32| {
        let text = benches::learner_return(LEARNERS).replace("90000001", DEMO_UKPRN);
        text.replace("<LearnRefNumber>R", &format!("<LearnRefNumber>{moment}R"))
    };
    let of_returns = Said {
        whole: "0 new, 0 changed, 0 gone".to_owned(),
        nothing: format!("{} new, 0 changed", 2 * LEARNERS),
    };
    killed(server, ("learner-return", RETURN), &returns, &of_returns);
    let said = server.run(&["verify"]);
    assert!(said.contains("all as they should be"), "{said}");
}

/// What a check says of a file that was accepted, and of one that was not.
struct Said {
    whole: String,
    nothing: String,
}

/// Accepts a file to its end, and then others that are killed on the way.
fn killed(
    server: &Server,
    (kind, name): (&str, &str),
    content: &dyn Fn(u32) -> String,
    said: &Said,
) {
    let mut spent = Duration::ZERO;
    let (mut whole, mut nothing) = (0, 0);
    for moment in 0..=MOMENTS {
        let file = server.file(name, content(moment).as_bytes());
        let import = ["import", kind, file.to_str().unwrap()];
        let accept = [&import[..], &["--accept"]].concat();
        let mut child = server
            .command(&accept)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        // The accept begins when the check has said what it found.
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut lines = lines.map(Result::unwrap);
        assert!(lines.any(|line| line.contains(" new, ")), "the check ends");
        let begun = Instant::now();
        if moment == 0 {
            assert!(child.wait().unwrap().success());
            spent = begun.elapsed();
        } else {
            std::thread::sleep(spent * (moment - 1) / (MOMENTS - 1));
            drop(child.kill());
            drop(child.wait());
        }
        let now = server.run(&import);
        if now.contains(&said.whole) {
            whole += 1;
        } else {
            assert!(now.contains(&said.nothing), "moment {moment}: {now}");
            nothing += 1;
        }
    }
    assert!(whole > 0 && nothing > 0, "{whole} whole, {nothing} nothing");
}
