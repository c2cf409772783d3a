//! Each event is one line that reads back as it was, and each sentence at a terminal is one line.

use super::Kept;
use crate::failure::Failure;
use crate::testing::hostile;
use crate::told;
use anyhow::Context as _;
use commonweal_verify::leaves_its_line;
use serde_json::Value;

/// The events of some work, as the program writes them, each read back.
fn events(work: impl FnOnce()) -> Vec<Value> {
    let kept = Kept::default();
    tracing::subscriber::with_default(told::subscriber(kept.writer()), work);
    let text = kept.take();
    assert!(text.ends_with('\n'));
    assert!(!text.replace('\n', "").contains(leaves_its_line), "{text}");
    let lines = text.lines();
    lines
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

#[test]
#[expect(
    clippy::cognitive_complexity,
    reason = "an event unfolds into branches nobody reads"
)]
fn a10_each_event_is_one_line_and_reads_back_as_it_was() {
    let mut left = 0;
    for words in hostile::words() {
        // In each of the ways in which the program writes events.
        let cause = Err::<(), _>(anyhow::anyhow!("{words}")).context(words.clone());
        let cause = cause.unwrap_err();
        let failure = Failure::Rule(words.clone());
        let fault = words.clone();
        let (reference, asked) = (words.clone(), words.as_str());
        let found = events(|| {
            tracing::error!(reference, asked, "broken: {cause:#}");
            tracing::warn!(?fault, "a checkpoint was not handed on");
            tracing::warn!(alarm = asked, "an alarm was raised");
            tracing::error!("letters were not looked at: {failure:?}");
        });
        let field = |at: usize, name: &str| found[at]["fields"][name].as_str().unwrap().to_owned();
        assert_eq!(found.len(), 4, "{words:?}");
        assert_eq!(found[0]["level"], "ERROR");
        assert_eq!(field(0, "message"), format!("broken: {words}: {words}"));
        assert_eq!(
            (field(0, "reference"), field(0, "asked")),
            (words.clone(), words.clone())
        );
        assert_eq!(
            (field(1, "fault"), field(2, "alarm")),
            (format!("{words:?}"), words.clone())
        );
        assert_eq!(
            field(3, "message"),
            format!("letters were not looked at: {failure:?}")
        );
        // The control: JSON alone would let some of them leave their line, or turn it.
        let plain = serde_json::to_string(&words).unwrap();
        left += usize::from(plain.contains(leaves_its_line));
    }
    assert!(left > 5, "{left}");
}

#[test]
fn a10_each_sentence_at_the_terminal_is_one_line() {
    for words in hostile::words() {
        let mut out = Vec::new();
        told::line(&mut out, &format!("{words}: 7 entries looked at"));
        let failed = Err::<(), _>(anyhow::anyhow!("{words}")).context(words.clone());
        told::fault(&mut out, &failed.unwrap_err());
        let text = String::from_utf8(out).unwrap();
        let lines: Vec<&str> = text.split_terminator('\n').collect();
        assert_eq!(lines.len(), 3, "{words:?}: {text}");
        assert!(lines[1].starts_with("Error: ") && lines[2].starts_with("  because: "));
        assert!(!lines.concat().contains(leaves_its_line), "{text}");
    }
}

#[test]
fn a10_only_one_place_writes_to_the_terminal() {
    let mut folders = vec![std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.to_string_lossy().replace('\\', "/");
            if path.is_dir() && !name.contains("/testing") && !name.ends_with("/tests") {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs")
                && !name.ends_with("/tests.rs")
            {
                let text = std::fs::read_to_string(&path).unwrap();
                let shipped = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
                let writes = shipped.contains("io::stdout") || shipped.contains("io::stderr");
                found.extend(writes.then(|| name.rsplit("/src/").next().unwrap().to_owned()));
            }
        }
    }
    found.sort();
    // Each of these hands it to `told` and writes nothing itself.
    assert_eq!(found, ["commands/serve.rs", "main.rs"]);
}
