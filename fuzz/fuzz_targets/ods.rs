//! A sheet as ODS, packed or as its `content.xml` alone: every row and what is said of it.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(
    init: fuzz::let_caught_panics_pass(),
    |bytes: &[u8]| fuzz::read_packed("a.ods", bytes, &["content.xml", "META-INF/manifest.xml"], &[])
);
