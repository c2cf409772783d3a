//! A learner return, as XML or in a ZIP: every record, what was odd and the sums.
#![no_main]

use ilr::{Door, LearnerReturn, Packed, ReturnFault, Tally};
use libfuzzer_sys::fuzz_target;
use std::io::{Cursor, Read};

/// The provider of the samples and of the tests, whichever the bytes name.
const PROVIDERS: [&str; 4] = ["90000001", "99999999", "10033670", "90000064"];

fn whole(source: impl Read, ukprn: &str) -> Result<(), ReturnFault> {
    let mut locate = |_: &str| None;
    let door = Door {
        ukprn,
        file_name: "ILR-90000001-2526-20260108-094401-01.xml",
        key: b"a key of the fuzzing",
        tally: Tally::Asked,
        locate: &mut locate,
    };
    let mut opened = LearnerReturn::open(source, door)?;
    while opened.next_record()?.is_some() {}
    for problem in opened.problems().kept() {
        assert!(!problem.sentence().is_empty());
    }
    assert!(opened.held_bytes() < 2_000_000);
    let _ = opened.tallies();
    Ok(())
}

fuzz_target!(|bytes: &[u8]| {
    let named = |ukprn: &&&str| bytes.windows(8).any(|window| window == ukprn.as_bytes());
    let ukprn = PROVIDERS.iter().find(named).unwrap_or(&PROVIDERS[0]);
    if bytes.starts_with(b"PK") {
        for ukprn in PROVIDERS {
            if let Ok(mut packed) = Packed::open(Cursor::new(bytes)) {
                drop(packed.xml().and_then(|xml| whole(xml, ukprn)));
            }
        }
    } else {
        drop(whole(bytes, ukprn));
    }
});
