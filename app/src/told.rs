//! What the program tells whoever runs it: one event is one line of JSON on the standard error, and one
//! sentence is one line of the terminal, whatever words of others stand in it. Nobody writes a line that the
//! program did not write, turns its direction or hides a part of it.

use commonweal_verify::{leaves_its_line, one_line};
use std::io::{self, Write};
use tracing::Subscriber;
use tracing_subscriber::fmt::MakeWriter;

/// What takes events of the program and writes each as one line: when, how bad, what, and its facts by name.
pub(crate) fn subscriber<W>(writer: W) -> impl Subscriber + Send + Sync + 'static
where
    W: for<'a> MakeWriter<'a> + Send + Sync + 'static,
{
    tracing_subscriber::fmt()
        .json()
        .with_target(false)
        .with_current_span(false)
        .with_span_list(false)
        .with_writer(Lines(writer))
        .finish()
}

/// One line for the person at a terminal, who may have stopped listening.
pub(crate) fn line(out: &mut impl Write, words: &str) {
    drop(writeln!(out, "{}", one_line(words)));
}

/// Why a command failed, with what it follows from, each on a line of its own.
pub(crate) fn fault(out: &mut impl Write, fault: &anyhow::Error) {
    let mut chain = fault.chain();
    if let Some(what) = chain.next() {
        line(out, &format!("Error: {what}"));
    }
    for cause in chain {
        line(out, &format!("  because: {cause}"));
    }
}

/// Makes writers that write each line as it has to be.
struct Lines<W>(W);

/// A writer of one line.
struct Line<W>(W);

impl<'a, W: MakeWriter<'a>> MakeWriter<'a> for Lines<W> {
    type Writer = Line<W::Writer>;

    fn make_writer(&'a self) -> Self::Writer {
        Line(self.0.make_writer())
    }

    fn make_writer_for(&'a self, about: &tracing::Metadata<'_>) -> Self::Writer {
        Line(self.0.make_writer_for(about))
    }
}

impl<W: Write> Write for Line<W> {
    /// Writes one event whole, which is how they come.
    fn write(&mut self, event: &[u8]) -> io::Result<usize> {
        let text = String::from_utf8_lossy(event);
        self.0.write_all(escaped(&text).as_bytes())?;
        Ok(event.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// JSON whose texts hold nothing that leaves its line: as JSON itself writes letters by their number, so that
/// it reads back the same. The end of the line stays.
fn escaped(json: &str) -> String {
    let mut line = String::with_capacity(json.len());
    for one in json.chars() {
        if leaves_its_line(one) && one != '\n' {
            for unit in one.encode_utf16(&mut [0; 2]) {
                line.push_str(&format!("\\u{unit:04x}"));
            }
        } else {
            line.push(one);
        }
    }
    line
}
