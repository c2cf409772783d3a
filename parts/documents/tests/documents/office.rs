//! DOCX, XLSX and ODS opened by an office program that is not ours, and what it reads compared with the
//! document. Where LibreOffice is not here, the test says so and passes.

use crate::sample::{DATED, FORMULA, ROWS, document, fonts};
use documents::{Block, Document, Format};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Seconds that the program may take for one way of converting.
const BOUND: &str = "120";

/// All sheets as CSV: figures as they are shown, text in quotes, formulas as such.
const AS_CSV: &str = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,true,true,false,false,-1";

/// A folder of its own that goes when the test ends.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("commonweal-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn keep(&self, document: &Document, name: &str, format: Format) {
        let bytes = format.make(document, &fonts(), DATED).unwrap();
        std::fs::write(self.0.join(format!("{name}.{}", format.ending())), bytes).unwrap();
    }

    fn text(&self, name: &str) -> String {
        let path = self.0.join(name);
        let bytes = std::fs::read(&path).unwrap_or_else(|_| panic!("{} is there", path.display()));
        String::from_utf8(bytes).unwrap().replace('\u{feff}', "")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Has the program write files in another format; false where it is not here.
fn convert(folder: &Path, to: &str, files: &[&str]) -> bool {
    let is_here = Command::new("soffice").arg("--version").output().is_ok();
    if !is_here {
        println!("not run: LibreOffice (soffice) is not here");
        return false;
    }
    let profile = format!(
        "-env:UserInstallation=file://{}",
        folder.join("profile").display()
    );
    let done = Command::new("timeout")
        .args([
            BOUND,
            "soffice",
            &profile,
            "--headless",
            "--norestore",
            "--convert-to",
            to,
            "--outdir",
        ])
        .arg(folder)
        .args(files.iter().map(|file| folder.join(file)))
        .output()
        .unwrap();
    assert!(
        done.status.success(),
        "{}",
        String::from_utf8_lossy(&done.stderr)
    );
    true
}

#[test]
fn an_office_program_reads_every_cell_of_the_sheets_as_it_was_printed() {
    let folder = Folder::new("sheets");
    folder.keep(&document(), "a", Format::Xlsx);
    folder.keep(&document(), "b", Format::Ods);
    if !convert(&folder.0, AS_CSV, &["a.xlsx", "b.ods"]) {
        return;
    }
    for name in ["a", "b"] {
        let table = folder.text(&format!("{name}-1 Targets and ratings.csv"));
        let mut wanted =
            "\"Targets: and ratings?\",,,\n\"Measure\",\"Reached\",\"Share\",\"Pounds\"\n"
                .to_owned();
        for row in ROWS {
            let cells = row.iter().enumerate().map(|(column, text)| {
                let is_number = column > 0 && documents::Number::read(text).is_some();
                match (is_number, text.is_empty()) {
                    (_, true) => String::new(),
                    // Only a comma makes a number need quotes.
                    (true, _) if !text.contains(',') => (*text).to_owned(),
                    _ => format!("\"{}\"", text.replace('"', "\"\"")),
                }
            });
            wanted.push_str(&format!("{}\n", cells.collect::<Vec<_>>().join(",")));
        }
        assert_eq!(table, wanted, "{name}");
        let words = folder.text(&format!("{name}-Document.csv"));
        for said in [
            "\"Annual report & more\",",
            "\"Organisation\",\"Mersey <Learning> Works\"",
            "\"\",\"A first line.\nA second one, with _x0041_ in it.\"",
            "\"•\",\"first item\"",
            "\"Quoted\",\"It changed my week.\"",
            "\"SHA-256 of this report\",\"0123456789abcdef",
        ] {
            let said = said.replace("\"\",\"A first", ",\"A first");
            assert!(words.contains(&said), "{name}: {said}\n{words}");
        }
        assert!(words.contains(&format!("\"•\",\"{FORMULA}\"")), "{words}");
    }
}

#[test]
fn an_office_program_reads_every_word_of_the_word_document_in_its_order() {
    let folder = Folder::new("words");
    folder.keep(&document(), "c", Format::Docx);
    if !convert(&folder.0, "txt:Text (encoded):UTF8", &["c.docx"]) {
        return;
    }
    let text = folder.text("c.txt");
    let mut rest = text.as_str();
    for words in in_order(&document()) {
        for line in words.lines().filter(|line| !line.is_empty()) {
            let at = rest
                .find(line)
                .unwrap_or_else(|| panic!("‘{line}’ is missing, or not in its place:\n{text}"));
            rest = rest.split_at(at + line.len()).1;
        }
    }
}

/// All that a document says, in its order. The words of a picture are no text of the page.
fn in_order(document: &Document) -> Vec<String> {
    let mut words = vec![document.organisation.clone(), document.title.clone()];
    let pairs = |facts: &[(String, String)]| -> Vec<String> {
        facts
            .iter()
            .flat_map(|(name, value)| [name.clone(), value.clone()])
            .collect()
    };
    words.extend(pairs(&document.facts));
    for block in &document.blocks {
        match block {
            Block::Heading { text, .. } | Block::Paragraph { text } => words.push(text.clone()),
            Block::List { items } => words.extend(items.clone()),
            Block::Facts { facts } => words.extend(pairs(facts)),
            Block::Table {
                caption,
                headings,
                rows,
                ..
            } => {
                words.push(caption.clone());
                words.extend(headings.clone());
                words.extend(rows.concat());
            }
            Block::Figure { caption, .. } => words.push(caption.clone()),
            Block::Quote { text, by } => words.extend([text.clone(), by.clone()]),
            Block::Seal { label, sha256 } => words.extend([label.clone(), sha256.clone()]),
            Block::PageBreak => {}
        }
    }
    words
}
