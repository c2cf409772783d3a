use super::{NAME, SMALL};
use crate::{Door, LearnerReturn, Record, Tally};
use std::io::{self, Read};

/// Writes a large return as it is read.
struct Generated {
    ready: Vec<u8>,
    at: usize,
    left: u32,
    learner: String,
}

impl Generated {
    fn new(learners: u32) -> Self {
        let (head, rest) = SMALL.split_once("<Learner>").unwrap();
        let (learner, _) = rest.split_once("</Learner>").unwrap();
        Self {
            ready: head.as_bytes().to_vec(),
            at: 0,
            left: learners,
            learner: format!("<Learner>{learner}</Learner>"),
        }
    }
}

impl Read for Generated {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.at == self.ready.len() && self.left > 0 {
            let mut next = self.learner.replace("AB 12", &format!("R{}", self.left));
            self.left -= 1;
            if self.left == 0 {
                next.push_str("</Message>");
            }
            self.ready = next.into_bytes();
            self.at = 0;
        }
        let taken = (&self.ready[self.at..]).read(into)?;
        self.at += taken;
        Ok(taken)
    }
}

/// Over fifty megabytes go through; one learner is alive at a time, as the caller owns each that is
/// handed on and the reader keeps none, and its own buffers stay below a megabyte.
#[test]
fn memory_does_not_grow_with_the_file() {
    let learners = 36_000;
    let source = Generated::new(learners);
    assert!(
        source.learner.len() * 36_000 > 50_000_000,
        "{}",
        source.learner.len()
    );
    let mut looked_up = 0_u32;
    let mut locate = |_: &str| {
        looked_up += 1;
        None
    };
    let door = Door {
        ukprn: "90000001",
        file_name: NAME,
        key: b"key",
        tally: Tally::Asked,
        locate: &mut locate,
    };
    let mut opened = LearnerReturn::open(source, door).unwrap();
    let (mut read, mut most_held) = (0, 0);
    while let Some(record) = opened.next_record().unwrap() {
        assert!(matches!(record, Record::Learner(_)));
        read += 1;
        most_held = most_held.max(opened.held_bytes());
    }
    assert_eq!(read, learners);
    assert!(most_held < 1_000_000, "{most_held}");
    assert_eq!(opened.tallies().in_custody, 36_000);
    drop(opened);
    assert_eq!(looked_up, 2 * learners, "each postcode of a learner once");
}
