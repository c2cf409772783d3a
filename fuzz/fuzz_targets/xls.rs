//! A sheet as XLS: every row and what is said of it.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(
    init: fuzz::let_caught_panics_pass(),
    |bytes: &[u8]| fuzz::read("a.xls", bytes)
);
