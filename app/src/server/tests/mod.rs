//! What the program tells whoever runs it: whole lines, and no secrets (A10).

mod lines;
mod secrets;

use std::io::{self, Write};
use std::sync::{Arc, Mutex};

/// Where the lines of the program go in a test.
#[derive(Debug, Clone, Default)]
struct Kept(Arc<Mutex<Vec<u8>>>);

impl Write for Kept {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Kept {
    /// A writer to the same place.
    fn writer(&self) -> impl Fn() -> Self + Send + Sync + 'static {
        let kept = self.clone();
        move || kept.clone()
    }

    /// What was written until now, which is taken.
    fn take(&self) -> String {
        String::from_utf8(std::mem::take(&mut *self.0.lock().unwrap())).unwrap()
    }
}
