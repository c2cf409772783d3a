//! A mail server of our own on this machine, which takes letters and shows what it got. It serves one
//! connection at a time, a bounded number of them, and ends with the test.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// The most connections of one test.
const MOST: usize = 200;
/// The longest a line of the other side is waited for.
const PATIENCE: Duration = Duration::from_secs(20);

/// A letter as it came.
#[derive(Debug, Clone)]
pub(crate) struct Got {
    pub(crate) from: String,
    /// Everybody it was for, as the envelope says.
    pub(crate) to: Vec<String>,
    /// Header and body, without the doubled dots.
    pub(crate) content: String,
}

impl Got {
    /// The header's lines: name and value, as one line each.
    pub(crate) fn headers(&self) -> Vec<(String, String)> {
        let (head, _) = self.content.split_once("\r\n\r\n").unwrap();
        let unfolded = head.replace("\r\n ", " ").replace("\r\n\t", " ");
        let pair = |line: &str| {
            let (name, value) = line.split_once(": ").unwrap();
            (name.to_owned(), value.to_owned())
        };
        unfolded.split("\r\n").map(pair).collect()
    }

    pub(crate) fn header(&self, name: &str) -> String {
        let headers = self.headers();
        let found: Vec<_> = headers.iter().filter(|(known, _)| known == name).collect();
        assert_eq!(found.len(), 1, "{name} in {headers:?}");
        found[0].1.clone()
    }

    /// The text of the letter and the file that came with it, both as they were before they were sent.
    pub(crate) fn parts(&self) -> (String, Vec<u8>) {
        let content_type = self.header("Content-Type");
        let (_, boundary) = content_type.split_once("boundary=\"").unwrap();
        let boundary = format!("--{}", boundary.split('"').next().unwrap());
        let parts: Vec<&str> = self.content.split(&boundary).collect();
        assert_eq!(parts.len(), 4, "{}", self.content);
        let body = |part: &str| {
            let (head, body) = part.split_once("\r\n\r\n").unwrap();
            let body = body.strip_suffix("\r\n").unwrap_or(body);
            if head.contains("quoted-printable") {
                return unquoted(body);
            }
            if head.contains("base64") {
                return unbased(body);
            }
            assert!(head.contains("7bit"), "{head}");
            body.as_bytes().to_vec()
        };
        (String::from_utf8(body(parts[1])).unwrap(), body(parts[2]))
    }
}

/// Quoted-printable (RFC 2045, 6.7) as bytes.
fn unquoted(text: &str) -> Vec<u8> {
    let joined = text.replace("=\r\n", "");
    let mut pieces = joined.split('=');
    let mut bytes = pieces.next().unwrap().as_bytes().to_vec();
    for piece in pieces {
        let (code, rest) = piece.split_at(2);
        bytes.push(u8::from_str_radix(code, 16).unwrap());
        bytes.extend(rest.bytes());
    }
    bytes
}

/// Base64 (RFC 4648) as bytes.
fn unbased(text: &str) -> Vec<u8> {
    const SIGNS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let (mut bytes, mut bits, mut held) = (Vec::new(), 0_u32, 0_u32);
    for one in text.chars().filter(|one| SIGNS.contains(*one)) {
        held = (held << 6) | u32::try_from(SIGNS.find(one).unwrap()).unwrap();
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from((held >> bits) & 0xff).unwrap());
        }
    }
    bytes
}

#[derive(Debug, Default)]
struct Kept {
    got: Mutex<Vec<Got>>,
    /// Every line that was said to it.
    said: Mutex<Vec<String>>,
    /// What is answered to a letter for an address, in place of taking it.
    answers: Mutex<BTreeMap<String, String>>,
    /// Whether a letter that came is left without an answer.
    is_silent: AtomicBool,
    is_closed: AtomicBool,
}

/// The server.
#[derive(Debug)]
pub(crate) struct PostOffice {
    address: SocketAddr,
    kept: Arc<Kept>,
    serving: Option<std::thread::JoinHandle<()>>,
}

impl PostOffice {
    /// Opens at a free port.
    pub(crate) fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let kept = Arc::new(Kept::default());
        let its_own = Arc::clone(&kept);
        let serving = std::thread::spawn(move || {
            for stream in listener.incoming().take(MOST) {
                if its_own.is_closed.load(Ordering::SeqCst) {
                    break;
                }
                // A visitor that goes away in the middle is no fault of the server.
                drop(serve(&stream.unwrap(), &its_own));
            }
        });
        Self {
            address,
            kept,
            serving: Some(serving),
        }
    }

    /// `127.0.0.1:…`
    pub(crate) fn place(&self) -> String {
        self.address.to_string()
    }

    /// What it took.
    pub(crate) fn got(&self) -> Vec<Got> {
        self.kept.got.lock().unwrap().clone()
    }

    /// Every line that was said to it, in all connections.
    pub(crate) fn said(&self) -> Vec<String> {
        self.kept.said.lock().unwrap().clone()
    }

    /// Answers this to letters for an address, until it is told to take them again.
    pub(crate) fn answer(&self, to: &str, answer: &str) {
        let mut answers = self.kept.answers.lock().unwrap();
        answers.insert(to.to_owned(), answer.to_owned());
    }

    /// Says nothing any more to whoever sent a letter to its end, or answers again.
    pub(crate) fn stay_silent(&self, silent: Option<()>) {
        let is_silent = silent.is_some();
        self.kept.is_silent.store(is_silent, Ordering::SeqCst);
    }

    /// Takes letters for every address again.
    pub(crate) fn take_all(&self) {
        self.kept.answers.lock().unwrap().clear();
    }
}

impl Drop for PostOffice {
    fn drop(&mut self) {
        self.kept.is_closed.store(true, Ordering::SeqCst);
        // Whether it still listens or not, it ends.
        drop(TcpStream::connect(self.address));
        if let Some(serving) = self.serving.take() {
            drop(serving.join());
        }
    }
}

fn between(line: &str) -> String {
    let (_, rest) = line.split_once('<').unwrap();
    rest.split('>').next().unwrap().to_owned()
}

fn serve(stream: &TcpStream, kept: &Kept) -> std::io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    let mut out = stream;
    let mut lines = BufReader::new(stream);
    let (mut from, mut to) = (String::new(), Vec::new());
    out.write_all(b"220 post.example here\r\n")?;
    loop {
        let mut line = String::new();
        if lines.read_line(&mut line)? == 0 {
            return Ok(());
        }
        let line = line.trim_end().to_owned();
        kept.said.lock().unwrap().push(line.clone());
        let command: String = line.chars().take(4).collect();
        match command.to_uppercase().as_str() {
            "EHLO" => out.write_all(b"250-post.example\r\n250-AUTH PLAIN\r\n250 8BITMIME\r\n")?,
            "AUTH" => out.write_all(b"235 2.7.0 known\r\n")?,
            "MAIL" => {
                from = between(&line);
                out.write_all(b"250 2.1.0 go on\r\n")?;
            }
            "RCPT" => {
                let address = between(&line);
                let answer = kept.answers.lock().unwrap().get(&address).cloned();
                let answer = answer.unwrap_or_else(|| "250 2.1.5 go on".to_owned());
                to.push(address);
                out.write_all(format!("{answer}\r\n").as_bytes())?;
            }
            "DATA" => {
                out.write_all(b"354 go on\r\n")?;
                let content = content(&mut lines)?;
                let (from, to) = (from.clone(), std::mem::take(&mut to));
                kept.got.lock().unwrap().push(Got { from, to, content });
                if kept.is_silent.load(Ordering::SeqCst) {
                    // Whoever sent it is gone before this ends.
                    lines.read_line(&mut String::new())?;
                    return Ok(());
                }
                out.write_all(b"250 2.0.0 taken\r\n")?;
            }
            "QUIT" => return out.write_all(b"221 2.0.0 bye\r\n"),
            _ => out.write_all(b"502 5.5.1 not known here\r\n")?,
        }
    }
}

/// A letter up to the line with nothing but a dot.
fn content(lines: &mut impl BufRead) -> std::io::Result<String> {
    let mut content = String::new();
    loop {
        let mut line = String::new();
        if lines.read_line(&mut line)? == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        if line == ".\r\n" {
            return Ok(content);
        }
        content.push_str(line.strip_prefix('.').unwrap_or(&line));
    }
}
