//! The mail server that takes letters: where it is, how it is spoken to, and what it answered.

use crate::{Address, Letter};
use lettre::Transport as _;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use lettre::{SmtpTransport, transport::smtp};
use std::error::Error as _;
use std::fmt;
use std::net::IpAddr;
use std::time::Duration;
use thiserror::Error;

/// How long each answer of the server may take.
const PATIENCE: Duration = Duration::from_secs(20);
/// The longest answer that is kept, in characters.
const LONGEST_ANSWER: usize = 300;

/// How the way to the server is kept from others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Secured {
    /// TLS before the first word (RFC 8314), mostly at port 465.
    FromTheStart,
    /// TLS after the server offered it (RFC 3207), mostly at port 587; without it nothing is said.
    StartTls,
    /// Not at all: to a server on this machine alone.
    Nothing,
}

/// What the server knows the sender by. It is never shown.
#[derive(Clone, PartialEq, Eq)]
pub struct Password(String);

impl Password {
    /// The password as it stands in a file or a variable, without the end of its line.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self(text.trim_end_matches(['\r', '\n']).to_owned())
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Password(not shown)")
    }
}

/// An account at the server.
#[derive(Debug, Clone)]
pub struct Account {
    /// The name it is known by.
    pub name: String,
    /// Its password.
    pub password: Password,
}

/// Everything that has to be said about a server.
#[derive(Debug, Clone)]
pub struct SetUp {
    /// `mail.example.org:465`, `127.0.0.1:25` or `[::1]:25`.
    pub place: String,
    /// How the way to it is kept from others.
    pub secured: Secured,
    /// The account, where the server asks for one.
    pub account: Option<Account>,
    /// The address that letters come from.
    pub from: Address,
    /// The certificate (PEM) of an authority that is believed besides those that the machine believes: an
    /// organisation's own.
    pub authority: Option<Vec<u8>>,
}

/// Why a server cannot be used.
#[derive(Debug, Error)]
pub enum SetUpRefused {
    /// The place is not a host and a port.
    #[error("the mail server is a host and a port, like mail.example.org:465")]
    NoPlace,
    /// Letters would go to another machine in the clear.
    #[error("only a mail server on this machine is spoken to without TLS: use tls or starttls")]
    InTheClear,
    /// The authority's certificate is none.
    #[error("the authority's certificate is not a certificate in PEM")]
    Authority,
    /// Nothing can be known about certificates here.
    #[error("TLS cannot be used")]
    Tls(#[source] smtp::Error),
}

/// Why a letter was not taken, in words for whoever looks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotTaken {
    /// The server refused this letter, and would again (RFC 5321: 5yz).
    Refused(String),
    /// Nobody answered, or the server asked to try later.
    NotNow(String),
}

/// A mail server, ready to be spoken to. No connection is made before a letter is sent.
#[derive(Clone)]
pub struct Server {
    transport: SmtpTransport,
    place: String,
    from: Address,
}

impl fmt::Debug for Server {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Server({} from {})", self.place, self.from)
    }
}

/// Host and port of a place.
fn host_and_port(place: &str) -> Option<(&str, u16)> {
    let (host, port) = place.rsplit_once(':')?;
    let bare = host
        .strip_prefix('[')
        .and_then(|host| host.strip_suffix(']'));
    let host = bare.unwrap_or(host);
    let is_host = |one: char| one.is_ascii_alphanumeric() || ".-:".contains(one);
    let is_fine = !host.is_empty() && host.chars().all(is_host);
    let is_fine = is_fine && (bare.is_some() || !host.contains(':'));
    let port = port.parse().ok().filter(|port| *port != 0)?;
    is_fine.then_some((host, port))
}

fn is_this_machine(host: &str) -> bool {
    host == "localhost" || host.parse().is_ok_and(|ip: IpAddr| ip.is_loopback())
}

/// What a certificate in PEM begins with.
const CERTIFICATE: &[u8] = b"-----BEGIN CERTIFICATE-----";

/// Whom to believe about this host.
fn tls(host: &str, authority: Option<&[u8]>) -> Result<TlsParameters, SetUpRefused> {
    let parameters = TlsParameters::builder(host.to_owned());
    let Some(pem) = authority else {
        return parameters.build().map_err(SetUpRefused::Tls);
    };
    if !pem
        .windows(CERTIFICATE.len())
        .any(|part| part == CERTIFICATE)
    {
        return Err(SetUpRefused::Authority);
    }
    let certificate = Certificate::from_pem(pem).map_err(|_| SetUpRefused::Authority)?;
    let parameters = parameters.add_root_certificate(certificate);
    parameters.build().map_err(|_| SetUpRefused::Authority)
}

impl Server {
    /// The server that was set up.
    pub fn new(set_up: SetUp) -> Result<Self, SetUpRefused> {
        let (host, port) = host_and_port(&set_up.place).ok_or(SetUpRefused::NoPlace)?;
        let tls = || tls(host, set_up.authority.as_deref());
        let tls = match set_up.secured {
            Secured::FromTheStart => Tls::Wrapper(tls()?),
            Secured::StartTls => Tls::Required(tls()?),
            Secured::Nothing if is_this_machine(host) => Tls::None,
            Secured::Nothing => return Err(SetUpRefused::InTheClear),
        };
        let mut transport = SmtpTransport::builder_dangerous(host)
            .port(port)
            .tls(tls)
            .hello_name(ClientId::Domain(set_up.from.host().to_owned()))
            .timeout(Some(PATIENCE));
        if let Some(account) = set_up.account {
            transport = transport.credentials(Credentials::new(account.name, account.password.0));
        }
        Ok(Self {
            transport: transport.build(),
            place: set_up.place,
            from: set_up.from,
        })
    }

    /// Where it is: `mail.example.org:465`.
    #[must_use]
    pub fn place(&self) -> &str {
        &self.place
    }

    /// The address that letters come from.
    #[must_use]
    pub fn from(&self) -> &Address {
        &self.from
    }

    /// Sends a letter and gives the server's words once it took it. Whoever calls waits for the server.
    pub fn send(&self, letter: &Letter) -> Result<String, NotTaken> {
        let message = letter
            .message(&self.from)
            .map_err(|fault| NotTaken::Refused(said(&fault.to_string())))?;
        match self.transport.send(&message) {
            Ok(answer) => {
                let words: Vec<&str> = answer.message().collect();
                Ok(said(&format!("{} {}", answer.code(), words.join(" "))))
            }
            Err(fault) => Err(not_taken(&fault)),
        }
    }
}

fn not_taken(fault: &smtp::Error) -> NotTaken {
    let because = fault.source().map(ToString::to_string);
    match (fault.status(), because) {
        (Some(code), words) => {
            let words = said(&format!("{code} {}", words.unwrap_or_default()));
            if fault.is_permanent() {
                NotTaken::Refused(words)
            } else {
                NotTaken::NotNow(words)
            }
        }
        (None, _) => NotTaken::NotNow(said(&fault.to_string())),
    }
}

/// Somebody else's words on one line, and not too many of them.
fn said(words: &str) -> String {
    let plain: String = words
        .chars()
        .map(|one| if one.is_control() { ' ' } else { one })
        .take(LONGEST_ANSWER)
        .collect();
    plain.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set_up(place: &str, secured: Secured) -> SetUp {
        SetUp {
            place: place.to_owned(),
            secured,
            account: Some(Account {
                name: "sender".to_owned(),
                password: Password::new("open sesame\r\n"),
            }),
            from: "sender@example.org".parse().unwrap(),
            authority: None,
        }
    }

    #[test]
    fn a_place_is_a_host_and_a_port() {
        assert_eq!(
            host_and_port("mail.example.org:465"),
            Some(("mail.example.org", 465))
        );
        assert_eq!(host_and_port("[::1]:25"), Some(("::1", 25)));
        for bad in [
            "",
            "mail.example.org",
            ":25",
            "a b:25",
            "::1:25",
            "a:0",
            "a:x",
            "a\n:25",
        ] {
            assert_eq!(host_and_port(bad), None, "{bad:?}");
        }
    }

    #[test]
    fn only_this_machine_is_spoken_to_in_the_clear() {
        for here in ["127.0.0.1:25", "localhost:25", "[::1]:25"] {
            assert!(
                Server::new(set_up(here, Secured::Nothing)).is_ok(),
                "{here}"
            );
        }
        for there in [
            "192.0.2.7:25",
            "mail.example.org:25",
            "localhost.example.org:25",
        ] {
            let refused = Server::new(set_up(there, Secured::Nothing)).unwrap_err();
            assert!(matches!(refused, SetUpRefused::InTheClear), "{there}");
        }
    }

    #[test]
    fn an_authority_is_a_certificate_or_refused() {
        for text in [
            "",
            "no certificate",
            "-----BEGIN CERTIFICATE-----\nAAAA\n-----END",
        ] {
            let mut own = set_up("mail.example.org:465", Secured::FromTheStart);
            own.authority = Some(text.as_bytes().to_vec());
            let refused = Server::new(own).unwrap_err();
            assert!(matches!(refused, SetUpRefused::Authority), "{text}");
        }
    }

    #[test]
    fn the_password_is_shown_nowhere() {
        let set_up = set_up("127.0.0.1:25", Secured::Nothing);
        let account = set_up.account.as_ref().unwrap();
        assert_eq!(account.password.0, "open sesame");
        assert!(!format!("{set_up:?}").contains("sesame"));
        let server = Server::new(set_up).unwrap();
        assert!(!format!("{server:?} {:?}", server.transport).contains("sesame"));
    }

    #[test]
    fn what_a_server_says_stays_on_one_line_and_short() {
        assert_eq!(said("550 no\r\nsuch\u{7} box "), "550 no  such  box");
        assert_eq!(
            said(&"long ".repeat(1_000)).chars().count(),
            LONGEST_ANSWER - 1
        );
    }
}
