//! Handing checkpoints on, to a folder and to a witness that stands on this machine (A6).

use super::{grow, harm, key, newest, signed, size_of};
use crate::app::CheckpointsTo;
use crate::checkpoints::hand_on::everywhere;
use crate::testing::{TestApp, on_both};
use domain::people::Role;
use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};
use transparency::{Pinned, Verdict, Witness};

/// A witness on this machine, that answers as many requests as it is told to.
fn witness(
    witness: &Arc<Mutex<Witness>>,
    requests: usize,
) -> (String, std::thread::JoinHandle<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let witness = Arc::clone(witness);
    let answering = std::thread::spawn(move || {
        for _ in 0..requests {
            let (mut stream, _) = listener.accept().unwrap();
            let (mut bytes, mut piece) = (Vec::new(), [0; 4_096]);
            let body = loop {
                let length = stream.read(&mut piece).unwrap();
                bytes.extend_from_slice(&piece[..length]);
                let text = String::from_utf8_lossy(&bytes).into_owned();
                let Some((head, body)) = text.split_once("\r\n\r\n") else {
                    continue;
                };
                assert!(head.starts_with("POST /add-checkpoint HTTP/1.1"), "{head}");
                let length = head
                    .lines()
                    .find_map(|line| line.strip_prefix("content-length: "));
                if body.len() >= length.unwrap().parse().unwrap() {
                    break body.to_owned();
                }
            };
            let verdict = witness.lock().unwrap().add(&body);
            let said = if let Verdict::OtherSize(size) = verdict {
                format!("{size}\n")
            } else {
                String::new()
            };
            let (status, length) = (verdict.status(), said.len());
            write!(
                stream,
                "HTTP/1.1 {status} x\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{said}"
            )
            .unwrap();
        }
    });
    (address, answering)
}

fn sent(test: &TestApp, address: &str) -> String {
    let places = CheckpointsTo {
        witness: Some(address.to_owned()),
        ..CheckpointsTo::default()
    };
    everywhere(&test.app, test.organisation_id, &places).unwrap();
    let sendings = test.read(|read| crate::checkpoints::store::sendings(read, 1));
    sendings[0].answer.clone()
}

fn trusting(test: &TestApp) -> Arc<Mutex<Witness>> {
    let mut witness = Witness::default();
    witness.trust(Pinned::one(key(test)));
    Arc::new(Mutex::new(witness))
}

#[test]
fn a6_a_witness_sees_each_checkpoint_and_says_what_it_knows() {
    on_both(|test| {
        signed(test).unwrap();
        let known = trusting(test);
        let (address, answering) = witness(&known, 1);
        assert_eq!(sent(test, &address), Verdict::Seen.words());
        answering.join().unwrap();
        grow(test, 300);
        signed(test).unwrap();
        // At another address of the same witness the first try is answered with the size it knows.
        let (address, answering) = witness(&known, 2);
        assert_eq!(sent(test, &address), Verdict::Seen.words());
        answering.join().unwrap();
        let page = test.visitor(Role::Auditor).get("/log/checkpoints");
        page.says("The witness has seen this checkpoint and keeps it.");
        page.says(&address);
    });
}

#[test]
fn a6_a_witness_refuses_an_old_copy_an_unknown_log_and_an_unknown_key() {
    on_both(|test| {
        grow(test, 30);
        signed(test).unwrap();
        let (known, stranger) = (trusting(test), Arc::new(Mutex::new(Witness::default())));
        let (address, answering) = witness(&stranger, 1);
        assert_eq!(sent(test, &address), Verdict::UnknownLog.words());
        answering.join().unwrap();
        grow(test, 5);
        signed(test).unwrap();
        let size = size_of(&newest(test));
        let (address, answering) = witness(&known, 1);
        assert_eq!(sent(test, &address), Verdict::Seen.words());
        answering.join().unwrap();
        // A backup from before is put back: the witness has seen more.
        harm(
            test,
            "DELETE FROM log_checkpoint_sending WHERE organisation_id = ?1",
            &[],
        );
        let newest = "DELETE FROM log_checkpoint WHERE organisation_id = ?1 AND size = ?2";
        harm(test, newest, &[i64::try_from(size).unwrap().into()]);
        let (address, answering) = witness(&known, 1);
        assert_eq!(sent(test, &address), Verdict::OtherSize(size).words());
        answering.join().unwrap();
        let mut other = Witness::default();
        let mut pinned = Pinned::one(key(test));
        pinned.keys.clear();
        other.trust(pinned);
        let (address, answering) = witness(&Arc::new(Mutex::new(other)), 1);
        assert_eq!(sent(test, &address), Verdict::Unsigned.words());
        answering.join().unwrap();
    });
}

#[test]
fn p5e_a_witness_that_is_not_there_hinders_nothing() {
    on_both(|test| {
        signed(test).unwrap();
        let closed = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", closed.local_addr().unwrap());
        drop(closed);
        assert!(sent(test, &address).starts_with("The witness could not be asked"));
        assert!(sent(test, "https://127.0.0.1").contains("only http:// is spoken here"));
    });
}

#[test]
fn p5e_a_folder_takes_each_checkpoint_under_its_size() {
    on_both(|test| {
        let folder = tempfile::tempdir().unwrap();
        let places = CheckpointsTo {
            folder: Some(folder.path().join("outside")),
            ..CheckpointsTo::default()
        };
        everywhere(&test.app, test.organisation_id, &places).unwrap();
        assert!(!folder.path().join("outside").exists());
        for _ in 0..2 {
            signed(test).unwrap();
            everywhere(&test.app, test.organisation_id, &places).unwrap();
        }
        let mut names: Vec<_> = std::fs::read_dir(folder.path().join("outside"))
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect();
        names.sort();
        assert_eq!(names.len(), 2);
        assert_eq!(std::fs::read_to_string(&names[1]).unwrap(), newest(test));
    });
}
