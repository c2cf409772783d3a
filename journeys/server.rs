//! A server with an empty database in a folder of its own, ended with the journey.

use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};

/// A running server.
pub(crate) struct Server {
    child: Child,
    folder: tempfile::TempDir,
    database: String,
    /// `http://127.0.0.1:…`
    pub(crate) address: String,
    /// The links it printed before it served.
    pub(crate) links: Vec<String>,
}

/// A port that is free now.
pub(crate) fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port()
}

impl Server {
    /// Starts `commonweal serve` or `commonweal demo` and waits until it serves.
    pub(crate) fn start(command: &str) -> Self {
        Self::start_on(command, None)
    }

    /// The same on a database of one's own, `postgres://…`.
    pub(crate) fn start_on(command: &str, database: Option<&str>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("commonweal.db");
        let database = database.map_or_else(|| file.to_string_lossy().into_owned(), str::to_owned);
        let address = format!("127.0.0.1:{}", free_port());
        let mut child = Command::new(env!("CARGO_BIN_EXE_commonweal"))
            .args(["--database", &database])
            .arg("--evidence")
            .arg(folder.path().join("evidence"))
            .args([command, "--listen", &address])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut sign_in = Vec::new();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let served = lines.by_ref().map(Result::unwrap).any(|line| {
            sign_in.extend(
                line.split_whitespace()
                    .find(|word| word.starts_with("http"))
                    .map(str::to_owned),
            );
            line.starts_with("Serving on")
        });
        assert!(served, "the server ended before it served");
        sign_in.pop();
        Self {
            child,
            folder,
            database,
            address: format!("http://{address}"),
            links: sign_in,
        }
    }

    /// Kills the process as a loss of power would, and serves the same database again with these variables.
    pub(crate) fn kill_and_serve(&mut self, variables: &[(&str, &str)]) {
        drop(self.child.kill());
        drop(self.child.wait());
        let address = format!("127.0.0.1:{}", free_port());
        let mut command = self.command(&["serve", "--listen", &address]);
        let command = command.envs(variables.iter().copied());
        self.child = command.stdout(Stdio::piped()).spawn().unwrap();
        let lines = BufReader::new(self.child.stdout.take().unwrap()).lines();
        let mut lines = lines.map(Result::unwrap);
        assert!(lines.any(|line| line.starts_with("Serving on")));
        self.address = format!("http://{address}");
    }

    /// Runs another command on the same database, and gives what it printed.
    pub(crate) fn run(&self, words: &[&str]) -> String {
        let done = self.typed(words);
        let said = String::from_utf8_lossy(&done.stdout).into_owned();
        assert!(
            done.status.success(),
            "{words:?}: {said}{}",
            String::from_utf8_lossy(&done.stderr)
        );
        said
    }

    /// Runs a command that must be refused, and gives why.
    pub(crate) fn refused(&self, words: &[&str]) -> String {
        let done = self.typed(words);
        assert!(!done.status.success(), "{words:?} is not refused");
        String::from_utf8_lossy(&done.stderr).into_owned()
    }

    fn typed(&self, words: &[&str]) -> Output {
        self.command(words).output().unwrap()
    }

    /// Another command on the same database, to be run.
    pub(crate) fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_commonweal"));
        command
            .args(["--database", &self.database])
            .arg("--evidence")
            .arg(self.folder.path().join("evidence"))
            .args(words);
        command
    }

    /// The academic year before the one that goes on, whose four quarters have ended: `2025-26`.
    #[expect(clippy::unused_self, reason = "it is the server's year")]
    pub(crate) fn last_year(&self) -> String {
        let now = Command::new("date").arg("+%Y %m").output().unwrap();
        let text = String::from_utf8_lossy(&now.stdout).into_owned();
        let mut parts = text
            .split_whitespace()
            .map(|part| part.parse::<u32>().unwrap());
        let (year, month) = (parts.next().unwrap(), parts.next().unwrap());
        let starts = if month >= 8 { year - 1 } else { year - 2 };
        format!("{starts}-{:02}", (starts + 1) % 100)
    }

    /// The day so many days after today: day, month and year.
    #[expect(clippy::unused_self, reason = "it is the server's day")]
    pub(crate) fn day(&self, after: i64) -> [String; 3] {
        let day = format!("{after} days");
        let said = Command::new("date")
            .args(["-d", &day, "+%d %m %Y"])
            .output();
        let text = String::from_utf8_lossy(&said.unwrap().stdout).into_owned();
        let mut parts = text.split_whitespace().map(str::to_owned);
        [(); 3].map(|()| parts.next().unwrap())
    }

    /// A quarter of that year: `2025-26-q1`.
    pub(crate) fn quarter_of_last_year(&self, number: u32) -> String {
        format!("{}-q{number}", self.last_year())
    }

    /// Loses the key that signs for the log.
    pub(crate) fn loses_the_key(&self) {
        let files = std::fs::read_dir(self.folder.path().join("evidence")).unwrap();
        let files = files.map(|file| file.unwrap().path());
        let is_key = |file: &PathBuf| {
            let name = file.file_name().unwrap().to_string_lossy().into_owned();
            name.starts_with("log-") && file.extension().is_some_and(|ending| ending == "key")
        };
        let keys: Vec<PathBuf> = files.filter(is_key).collect();
        assert_eq!(keys.len(), 1, "{keys:?}");
        std::fs::remove_file(&keys[0]).unwrap();
    }

    /// A file in the journey's own folder.
    pub(crate) fn file(&self, name: &str, content: &[u8]) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, content).unwrap();
        path
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
