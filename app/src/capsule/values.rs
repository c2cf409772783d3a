//! Values as cells of a CSV file (RFC 4180) and back, exactly: nothing is an empty cell without quotation
//! marks, text always stands between them, a number is its digits, bytes are hexadecimal digits.

use database::{Kind, Value};
use std::fmt::Write as _;
use std::io::{BufRead, Read as _};
use thiserror::Error;

/// The longest line that is read, in bytes: a document as bytes has two digits for each.
const LONGEST: u64 = 512 * 1_024 * 1_024;

/// A file that is not written as ours are.
#[derive(Debug, Error)]
pub(super) enum CellFault {
    #[error("it could not be read")]
    File(#[from] std::io::Error),
    #[error("line {0} is not written as a line of a capsule")]
    Line(u64),
}

/// The word for a kind of column.
pub(super) fn kind_key(kind: Kind) -> &'static str {
    match kind {
        Kind::Integer => "integer",
        Kind::Text => "text",
        Kind::Bytes => "bytes",
    }
}

/// A line of values.
pub(super) fn line(values: &[Value]) -> String {
    let mut out = String::new();
    for (number, value) in values.iter().enumerate() {
        if number > 0 {
            out.push(',');
        }
        match value {
            Value::Null => {}
            // Writing into a text cannot fail.
            Value::Integer(number) => drop(write!(out, "{number}")),
            Value::Text(text) => {
                out.push('"');
                out.push_str(&text.replace('"', "\"\""));
                out.push('"');
            }
            Value::Bytes(bytes) if bytes.is_empty() => out.push_str("\"\""),
            Value::Bytes(bytes) => out.push_str(&crate::visit::hex(bytes)),
        }
    }
    out.push_str("\r\n");
    out
}

/// A cell as it was written: with quotation marks or without.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Cell {
    Quoted(String),
    Plain(String),
}

/// The cells of the next line; none at the end of the file.
pub(super) fn cells(file: &mut impl BufRead, number: u64) -> Result<Option<Vec<Cell>>, CellFault> {
    let mut bytes = Vec::new();
    let mut file = file.take(LONGEST);
    if file.read_until(b'\n', &mut bytes)? == 0 {
        return Ok(None);
    }
    // A line goes on as long as a quotation mark is open.
    let turned = |open: bool, bytes: &[u8]| {
        let marks = bytes.iter().filter(|byte| **byte == b'"');
        marks.fold(open, |open, _| !open)
    };
    let mut open = turned(false, &bytes);
    while open {
        let before = bytes.len();
        if file.read_until(b'\n', &mut bytes)? == 0 {
            return Err(CellFault::Line(number));
        }
        let more = bytes.get(before..).unwrap_or_default();
        open = turned(open, more);
    }
    let text = String::from_utf8(bytes).map_err(|_| CellFault::Line(number))?;
    let mut rest = text.strip_suffix("\r\n").ok_or(CellFault::Line(number))?;
    let mut found = Vec::new();
    loop {
        let (cell, after) = cell(rest).ok_or(CellFault::Line(number))?;
        found.push(cell);
        match after.strip_prefix(',') {
            Some(next) => rest = next,
            None if after.is_empty() => return Ok(Some(found)),
            None => return Err(CellFault::Line(number)),
        }
    }
}

/// The first cell of a line, and what follows it.
fn cell(text: &str) -> Option<(Cell, &str)> {
    let Some(mut rest) = text.strip_prefix('"') else {
        let end = text.find(',').unwrap_or(text.len());
        let (plain, after) = text.split_at_checked(end)?;
        let is_plain = !plain.contains(['"', '\r', '\n']);
        return is_plain.then(|| (Cell::Plain(plain.to_owned()), after));
    };
    let mut quoted = String::new();
    loop {
        let (part, after) = rest.split_once('"')?;
        quoted.push_str(part);
        match after.strip_prefix('"') {
            Some(next) => {
                quoted.push('"');
                rest = next;
            }
            None => return Some((Cell::Quoted(quoted), after)),
        }
    }
}

/// The value of a cell, when it is one of this kind.
pub(super) fn value(cell: Cell, kind: Kind) -> Option<Value> {
    match (cell, kind) {
        (Cell::Plain(text), _) if text.is_empty() => Some(Value::Null),
        (Cell::Plain(text), Kind::Integer) => {
            let number: i64 = text.parse().ok()?;
            (number.to_string() == text).then_some(Value::Integer(number))
        }
        (Cell::Quoted(text), Kind::Text) => Some(Value::Text(text)),
        (Cell::Quoted(text), Kind::Bytes) if text.is_empty() => Some(Value::Bytes(Vec::new())),
        (Cell::Plain(text), Kind::Bytes) => unhex(&text).map(Value::Bytes),
        (Cell::Plain(_) | Cell::Quoted(_), _) => None,
    }
}

/// The bytes of lower-case hexadecimal digits.
pub(super) fn unhex(text: &str) -> Option<Vec<u8>> {
    let digit = |byte: u8| match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        _ => None,
    };
    let pair = |pair: &[u8]| match pair {
        [high, low] => Some(digit(*high)? * 16 + digit(*low)?),
        _ => None,
    };
    text.as_bytes().chunks(2).map(pair).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn p5e_every_value_comes_back_as_it_was_and_nothing_is_not_an_empty_text() {
        let text = |text: &str| Value::Text(text.to_owned());
        let rows = [
            vec![
                Value::Null,
                text(""),
                Value::Bytes(Vec::new()),
                Value::Integer(i64::MIN),
            ],
            vec![
                text("a,\"b\"\r\nc\n\"\""),
                text("=1"),
                Value::Bytes(vec![0, 255]),
                Value::Null,
            ],
            vec![
                text("\""),
                text("💷\u{0}\r"),
                Value::Null,
                Value::Integer(0),
            ],
        ];
        let kinds = [Kind::Text, Kind::Text, Kind::Bytes, Kind::Integer];
        let file: String = rows.iter().map(|row| line(row)).collect();
        let mut bytes = file.as_bytes();
        for row in &rows {
            let cells = cells(&mut bytes, 1).unwrap().unwrap();
            let read: Vec<Value> = cells
                .into_iter()
                .zip(kinds)
                .map(|(cell, kind)| value(cell, kind).unwrap())
                .collect();
            assert_eq!(&read, row);
        }
        assert_eq!(cells(&mut bytes, 4).unwrap(), None);
    }

    #[test]
    fn p5e_what_is_not_written_as_ours_is_refused() {
        for wrong in [
            "a\n",
            "\"a\r\n",
            "\"a\"b\r\n",
            "a\"b\r\n",
            "a",
            "\u{fffd}\"\r\n",
        ] {
            assert!(cells(&mut wrong.as_bytes(), 1).is_err(), "{wrong:?}");
        }
        let plain = |text: &str| Cell::Plain(text.to_owned());
        assert_eq!(value(plain("007"), Kind::Integer), None);
        assert_eq!(value(plain("abc"), Kind::Bytes), None);
        assert_eq!(value(plain("AB"), Kind::Bytes), None);
        assert_eq!(value(plain("x"), Kind::Text), None);
        assert_eq!(value(Cell::Quoted("1".to_owned()), Kind::Integer), None);
    }
}
