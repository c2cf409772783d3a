//! Names that every office program takes: of sheets, of tables, and of columns.

use std::collections::BTreeSet;

/// The sheet that holds what no cell can.
pub(super) const LONG_TEXTS: &str = "Long texts";

/// The longest name of a sheet, in units of UTF-16.
const SHEET: usize = 31;
/// The longest name of a table.
const TABLE: usize = 80;
/// The longest heading.
const HEADING: usize = 255;

/// The names that a file has given.
#[derive(Debug, Default)]
pub(super) struct Names {
    sheets: BTreeSet<String>,
    tables: BTreeSet<String>,
}

impl Names {
    /// A name for a sheet, as near to the wanted one as the file takes.
    pub(super) fn sheet(&mut self, wanted: &str) -> String {
        let clean: String = wanted
            .chars()
            .map(|letter| {
                let is_taken = "[]:*?/\\".contains(letter) || letter.is_control();
                if is_taken { ' ' } else { letter }
            })
            .collect();
        let words: Vec<&str> = clean.split_whitespace().collect();
        let words = words.join(" ");
        let words = match words.trim_matches(['\'', ' ']) {
            "" => "Sheet",
            words => words,
        };
        // One name is kept by Excel for itself.
        let is_kept = words.eq_ignore_ascii_case("history");
        unlike(&mut self.sheets, (words, SHEET, " "), usize::from(is_kept))
    }

    /// A name for the table of a sheet.
    pub(super) fn table(&mut self, sheet: &str) -> String {
        let letters = sheet.split(|letter: char| !letter.is_ascii_alphanumeric());
        let words: Vec<&str> = letters.filter(|word| !word.is_empty()).collect();
        // With these words before it, no name looks like a cell.
        let wanted = format!("Table_{}", words.join("_"));
        unlike(&mut self.tables, (&wanted, TABLE, "_"), 0)
    }
}

/// The wanted name, cut to a length and numbered when it is taken, whatever the case of its letters.
fn unlike(
    taken: &mut BTreeSet<String>,
    (wanted, most, before): (&str, usize, &str),
    from: usize,
) -> String {
    let numbered = |number: usize| {
        let tail = match number {
            0 => String::new(),
            number => format!("{before}{}", number + 1),
        };
        let room = most.saturating_sub(tail.len());
        format!("{}{tail}", cut(wanted, room).trim_end_matches(['\'', ' ']))
    };
    let found = (from..=usize::MAX)
        .map(numbered)
        .find(|name| taken.insert(name.to_lowercase()));
    found.unwrap_or_default()
}

/// As much of a text as has room, in units of UTF-16.
fn cut(text: &str, most: usize) -> String {
    let mut used = 0;
    let fits = |letter: &char| {
        used += letter.len_utf16();
        used <= most
    };
    text.chars().take_while(fits).collect()
}

/// Headings as a table takes them: in one line, none empty, none twice.
pub(super) fn headings(wanted: impl Iterator<Item: AsRef<str>>) -> Vec<String> {
    let mut taken = BTreeSet::new();
    (1..)
        .zip(wanted)
        .map(|(number, wanted)| {
            let words: Vec<&str> = wanted
                .as_ref()
                .split(|letter: char| letter.is_whitespace() || letter.is_control())
                .filter(|word| !word.is_empty())
                .collect();
            let words = match words.join(" ") {
                none if none.is_empty() => format!("Column {}", i32::to_string(&number)),
                words if cut(&words, HEADING) != words => format!("{}…", cut(&words, HEADING - 1)),
                words => words,
            };
            unlike(&mut taken, (&words, HEADING, " "), 0)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Names, headings};

    #[test]
    fn no_two_sheets_and_no_two_tables_have_one_name() {
        let mut names = Names::default();
        for (wanted, given) in [
            ("By area", "By area"),
            ("by AREA", "by AREA 2"),
            ("", "Sheet"),
            ("a/b [c]: 'd'?", "a b c 'd"),
            ("History", "History 2"),
            ("x".repeat(40).as_str(), "x".repeat(31).as_str()),
            (
                "x".repeat(50).as_str(),
                format!("{} 2", "x".repeat(29)).as_str(),
            ),
            ("🙂".repeat(20).as_str(), "🙂".repeat(15).as_str()),
        ] {
            assert_eq!(names.sheet(wanted), given);
        }
        assert_eq!(names.table("1 By area"), "Table_1_By_area");
        assert_eq!(names.table("1-By: area"), "Table_1_By_area_2");
        assert_eq!(names.table("ähnlich"), "Table_hnlich");
        assert_eq!(names.table("…"), "Table_");
    }

    #[test]
    fn headings_are_one_line_and_unlike_each_other() {
        let wanted = ["A", "a", "", "x\ny\tz", "A"];
        assert_eq!(
            headings(wanted.into_iter()),
            ["A", "a 2", "Column 3", "x y z", "A 3"]
        );
        let long = "é".repeat(300);
        let found = headings([long.as_str()].into_iter());
        assert_eq!(found[0].chars().count(), 255);
        assert!(found[0].ends_with('…'));
    }
}
