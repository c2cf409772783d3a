//! Reading a learner return beside quick-xml alone over the same bytes.

use benches::{Fault, compare, learner_return};
use ilr::{Door, LearnerReturn, Tally};
use quick_xml::events::Event;
use std::hint::black_box;

const LEARNERS: usize = 20_000;

fn main() -> Result<(), Fault> {
    let xml = learner_return(LEARNERS);
    compare(
        "A learner return",
        (xml.len(), LEARNERS),
        &mut [
            ("quick-xml alone", &mut || events(xml.as_bytes())),
            ("the return", &mut || learners(xml.as_bytes())),
        ],
    )
}

fn events(xml: &[u8]) -> Result<usize, Fault> {
    let mut reader = quick_xml::Reader::from_reader(xml);
    let (mut buffer, mut events) = (Vec::new(), 0);
    loop {
        buffer.clear();
        if let Event::Eof = reader.read_event_into(&mut buffer)? {
            return Ok(events);
        }
        events += 1;
    }
}

fn learners(xml: &[u8]) -> Result<usize, Fault> {
    let door = Door {
        ukprn: "90000001",
        file_name: "ILR-90000001-2526-20260901-094401-01.xml",
        key: b"sixteen bytes or more",
        tally: Tally::NotAsked,
        locate: &mut |_| None,
    };
    let mut read = 0;
    let mut opened = LearnerReturn::open(xml, door)?;
    while let Some(record) = opened.next_record()? {
        black_box(record);
        read += 1;
    }
    Ok(read)
}
