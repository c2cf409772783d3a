//! A witness refuses what the text of C2SP `tlog-witness` says, with its numbers (A6).

use super::{ORIGIN, Shelf, key_named, leaf, signed};
use crate::{Addition, Checkpoint, Hash, Pinned, Tree, Verdict, Witness, leaf_hash};

fn addition(shelf: &Shelf, old: u64, size: u64) -> Addition {
    let mut tree = Tree::of(shelf, size);
    let checkpoint = Checkpoint {
        origin: ORIGIN.to_owned(),
        size,
        root: tree.root(size).unwrap(),
    };
    Addition {
        old,
        proof: tree.consistency(old, size).unwrap(),
        checkpoint: signed(&checkpoint, 1),
    }
}

fn witness() -> Witness {
    let mut witness = Witness::default();
    witness.trust(Pinned::one(key_named(ORIGIN, 1)));
    witness
}

#[test]
fn a6_a_log_that_only_grows_is_seen_at_each_size() {
    let (shelf, mut witness) = (Shelf::of(600), witness());
    for (old, size) in [(0, 3), (3, 300), (300, 300), (300, 600)] {
        let sent = addition(&shelf, old, size);
        assert_eq!(Addition::read(&sent.text()), Some(sent.clone()));
        assert_eq!(witness.add(&sent.text()), Verdict::Seen, "{old} to {size}");
    }
}

#[test]
fn a6_a_wrong_old_size_is_answered_with_the_size_that_is_known() {
    let (shelf, mut witness) = (Shelf::of(600), witness());
    assert_eq!(witness.add(&addition(&shelf, 0, 300).text()), Verdict::Seen);
    let found = witness.add(&addition(&shelf, 200, 600).text());
    assert_eq!((found, found.status()), (Verdict::OtherSize(300), 409));
    // A tail that was cut, or an old backup.
    let found = witness.add(&addition(&shelf, 200, 250).text());
    assert_eq!(found, Verdict::OtherSize(300));
    assert_eq!(Verdict::read(409, "300\n"), Some(found));
    assert_eq!(Verdict::read(409, "three"), None);
    assert!(found.words().contains("300"));
}

#[test]
fn a6_two_checkpoints_of_one_size_are_refused() {
    let (mut shelf, mut witness) = (Shelf::of(300), witness());
    assert_eq!(witness.add(&addition(&shelf, 0, 300).text()), Verdict::Seen);
    shelf.0[0][299] = leaf_hash(b"another");
    let other = addition(&shelf, 300, 300);
    assert_eq!(witness.add(&other.text()).status(), 409);
}

#[test]
fn a6_a_rewritten_log_and_a_proof_with_any_wrong_node_are_refused() {
    let (shelf, mut witness) = (Shelf::of(600), witness());
    assert_eq!(witness.add(&addition(&shelf, 0, 300).text()), Verdict::Seen);
    let mut rewritten: Vec<Hash> = (0..600).map(leaf).collect();
    rewritten[7] = leaf_hash(b"another");
    let first = super::folded(&rewritten[..256]);
    let second = super::folded(&rewritten[256..512]);
    let found = addition(&Shelf(vec![rewritten, vec![first, second]]), 300, 600);
    let verdict = witness.add(&found.text());
    assert_eq!((verdict, verdict.status()), (Verdict::NotProved, 422));
    let good = addition(&shelf, 300, 600);
    for at in 0..good.proof.len() {
        let mut wrong = good.clone();
        wrong.proof.remove(at);
        assert_eq!(
            witness.add(&wrong.text()),
            Verdict::NotProved,
            "{at} left out"
        );
        for bit in (0..256).step_by(7) {
            let mut wrong = good.clone();
            wrong.proof[at][bit / 8] ^= 1 << (bit % 8);
            assert_eq!(witness.add(&wrong.text()), Verdict::NotProved, "{at} {bit}");
        }
    }
    let mut more = good.clone();
    more.proof.push([7; 32]);
    assert_eq!(witness.add(&more.text()), Verdict::NotProved);
    assert_eq!(witness.add(&good.text()), Verdict::Seen);
}

#[test]
fn a6_unknown_keys_and_logs_and_what_makes_no_sense_are_refused() {
    let (shelf, mut witness) = (Shelf::of(600), witness());
    let good = addition(&shelf, 0, 300);
    let mut other = good.clone();
    other.checkpoint = other.checkpoint.replace("harbour", "lantern");
    assert_eq!(witness.add(&other.text()).status(), 404);
    let note = crate::Note::read(&good.checkpoint).unwrap();
    let checkpoint = Checkpoint::read(note.text()).unwrap();
    other.checkpoint = signed(&checkpoint, 2);
    assert_eq!(witness.add(&other.text()).status(), 403);
    other.checkpoint = good.checkpoint.replace("300", "301");
    assert_eq!(witness.add(&other.text()).status(), 403);
    let mut long = good.clone();
    long.proof = vec![[0; 32]; 64];
    assert_eq!(witness.add(&long.text()).status(), 400);
    assert_eq!(witness.add("new 7\n\nx").status(), 400);
    let mut beyond = good.clone();
    beyond.old = 301;
    assert_eq!(witness.add(&beyond.text()).status(), 400);
    assert_eq!(witness.add(&good.text()), Verdict::Seen);
    for verdict in [
        Verdict::Seen,
        Verdict::Malformed,
        Verdict::Unsigned,
        Verdict::UnknownLog,
        Verdict::NotProved,
    ] {
        assert_eq!(Verdict::read(verdict.status(), ""), Some(verdict));
        assert!(verdict.words().ends_with('.'));
    }
    assert_eq!(Verdict::read(500, ""), None);
}
