//! Letters under TLS, to a server on this machine whose certificate an authority of the test vouches for: it
//! is believed by name, and whoever cannot show it hears nothing.
#![expect(clippy::unwrap_used, reason = "a test may stop at what should not be")]

use mail::{Account, Enclosure, Letter, NotTaken, Password, Secured, Server, SetUp};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::{Duration, SystemTime};

/// What a server is like.
#[derive(Clone)]
struct Office {
    /// The certificate of the authority, as PEM.
    authority: String,
    config: Arc<ServerConfig>,
}

impl Office {
    /// A server whose certificate is for this name.
    fn named(name: &str) -> Self {
        let mut of_authority = CertificateParams::default();
        of_authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().unwrap();
        let authority = CertifiedIssuer::self_signed(of_authority, key).unwrap();
        let key = KeyPair::generate().unwrap();
        let params = CertificateParams::new([name.to_owned()]).unwrap();
        let certificate = params.signed_by(&key, &authority).unwrap();
        let private = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![certificate.der().clone()], private)
            .unwrap();
        Self {
            authority: authority.pem(),
            config: Arc::new(config),
        }
    }

    /// Takes one connection, and gives everything that was said to it: first in the clear, then under TLS.
    fn open(&self, secured: Secured, offers: &'static str) -> (u16, JoinHandle<[String; 2]>) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let config = Arc::clone(&self.config);
        let serving = std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            stream
                .set_read_timeout(Some(Duration::from_secs(20)))
                .unwrap();
            let mut clear = String::new();
            if secured == Secured::StartTls {
                clear = converse(&mut stream, offers);
                if !clear.ends_with("STARTTLS\n") {
                    return [clear, String::new()];
                }
            }
            let connection = ServerConnection::new(config).unwrap();
            let mut hidden = StreamOwned::new(connection, stream);
            // The other side may end it before a word is said.
            let said = match secured {
                Secured::StartTls => answer(&mut hidden, "AUTH PLAIN"),
                Secured::FromTheStart | Secured::Nothing => converse(&mut hidden, "AUTH PLAIN"),
            };
            [clear, said]
        });
        (port, serving)
    }
}

/// Greets, and answers to the end.
fn converse(stream: &mut (impl Read + Write), offers: &str) -> String {
    match stream.write_all(b"220 here\r\n") {
        Ok(()) => answer(stream, offers),
        Err(_) => String::new(),
    }
}

/// Answers each line as a server does that takes everything, until the other side goes or asks for TLS.
fn answer(stream: &mut (impl Read + Write), offers: &str) -> String {
    let mut said = String::new();
    let mut stream = BufReader::new(stream);
    let mut is_letter = false;
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).unwrap_or(0) == 0 {
            return said;
        }
        let line = line.trim_end();
        said.push_str(line);
        said.push('\n');
        let reply = match line.split(' ').next().unwrap_or_default() {
            "." => {
                is_letter = false;
                "250 kept".to_owned()
            }
            _ if is_letter => continue,
            "EHLO" => format!("250-here\r\n250 {offers}"),
            "STARTTLS" => "220 go on".to_owned(),
            "AUTH" => "235 welcome".to_owned(),
            "DATA" => {
                is_letter = true;
                "354 go on".to_owned()
            }
            "QUIT" => "221 bye".to_owned(),
            _ => "250 fine".to_owned(),
        };
        let written = stream
            .get_mut()
            .write_all(format!("{reply}\r\n").as_bytes());
        if written.is_err() || line == "STARTTLS" || line == "QUIT" {
            return said;
        }
    }
}

/// Sends a letter to a server, and gives what came of it and what was said.
fn sent(
    office: &Office,
    secured: Secured,
    (offers, authority): (&'static str, Option<&str>),
) -> (Result<String, NotTaken>, [String; 2]) {
    let (port, serving) = office.open(secured, offers);
    let server = Server::new(SetUp {
        place: format!("localhost:{port}"),
        secured,
        account: Some(Account {
            name: "sender".to_owned(),
            password: Password::new("open sesame"),
        }),
        from: "log@sender.example".parse().unwrap(),
        authority: authority.map(|pem| pem.as_bytes().to_vec()),
    })
    .unwrap();
    let letter = Letter {
        to: "keeper@example.org".parse().unwrap(),
        subject: "A checkpoint".to_owned(),
        message_id: "1.a@example.org".to_owned(),
        written_at: SystemTime::UNIX_EPOCH,
        text: "Keep this.\n".to_owned(),
        enclosure: Enclosure {
            name: "checkpoint".to_owned(),
            bytes: b"a/log\n1\n".to_vec(),
        },
    };
    let answer = server.send(&letter);
    drop(server);
    (answer, serving.join().unwrap())
}

#[test]
fn a_letter_is_taken_under_tls_by_a_server_whose_authority_is_believed() {
    let office = Office::named("localhost");
    for secured in [Secured::FromTheStart, Secured::StartTls] {
        let (answer, [clear, hidden]) =
            sent(&office, secured, ("STARTTLS", Some(&office.authority)));
        assert_eq!(answer, Ok("250 kept".to_owned()), "{clear}{hidden}");
        for told in ["AUTH PLAIN", "RCPT TO:<keeper@example.org>", "Keep this."] {
            assert!(hidden.contains(told), "{told} in {hidden}");
            assert!(!clear.contains(told), "{told} in {clear}");
        }
    }
}

#[test]
fn whoever_cannot_show_that_they_are_the_server_hears_nothing() {
    let (here, elsewhere) = (
        Office::named("localhost"),
        Office::named("mail.example.org"),
    );
    // Vouched for by nobody who is believed, by another authority, and for another name.
    let cases = [
        (&here, None),
        (&here, Some(&*elsewhere.authority)),
        (&elsewhere, Some(&*elsewhere.authority)),
    ];
    for (office, authority) in cases {
        for secured in [Secured::FromTheStart, Secured::StartTls] {
            let (answer, [clear, hidden]) = sent(office, secured, ("STARTTLS", authority));
            assert!(matches!(answer, Err(NotTaken::NotNow(_))), "{answer:?}");
            assert_eq!(hidden, "", "nothing was said to whom nobody knows");
            assert!(clear.is_empty() || clear.ends_with("STARTTLS\n"), "{clear}");
        }
    }
}

#[test]
fn a_server_that_takes_its_offer_of_tls_back_hears_no_password_and_no_letter() {
    let office = Office::named("localhost");
    let offers = ("AUTH PLAIN", Some(&*office.authority));
    let (answer, [clear, hidden]) = sent(&office, Secured::StartTls, offers);
    assert!(answer.is_err(), "{answer:?}");
    assert_eq!(hidden, "");
    assert!(
        !clear.contains("AUTH") && !clear.contains("MAIL"),
        "{clear}"
    );
}
