//! Every bit of everything that is kept of a log (A3): its rows are read from a database, altered in memory
//! and looked at by the look that is shipped.

use super::rows::Rows;
use super::verify::{LogSeen, Page, look, nodes};
use crate::{Database, DatabaseFault, Id, LogEntry, Migration, Row, Scope, Value};

const TABLES: &[Migration] = &[
    Migration {
        number: 1,
        name: "people",
        text: include_str!("../../../../migrations/0001_people.sql"),
    },
    Migration {
        number: 2,
        name: "transparency",
        text: include_str!("../../../../migrations/0023_transparency.sql"),
    },
    Migration {
        number: 3,
        name: "erased-content",
        text: include_str!("../../../../migrations/0030_erased_content.sql"),
    },
];

/// Entries of the log.
const MANY: i64 = 300;
/// The entries whose content was erased.
const ERASED: [i64; 2] = [40, 41];

/// A log's rows in memory.
#[derive(Debug, Clone)]
struct Taken {
    entries: Vec<Row>,
    contents: Vec<Row>,
    erased: Vec<Row>,
    nodes: Vec<[u8; 32]>,
    size: i64,
}

/// What a statement gives that asks for the numbers after one, in their order.
fn after(rows: &[Row], after: i64, to: i64) -> Vec<Row> {
    let number = |row: &Row| row.integer(0).unwrap();
    let is_asked = |row: &&Row| number(row) > after && number(row) <= to;
    let mut found: Vec<Row> = rows.iter().filter(is_asked).cloned().collect();
    found.sort_by_key(number);
    found
}

impl Rows for Taken {
    fn entries(&mut self, from: i64, most: i64) -> Result<Vec<Row>, DatabaseFault> {
        let mut found = after(&self.entries, from, i64::MAX);
        found.truncate(usize::try_from(most).unwrap());
        Ok(found)
    }

    fn contents(&mut self, from: i64, to: i64) -> Result<Vec<Row>, DatabaseFault> {
        Ok(after(&self.contents, from, to))
    }

    fn erased(&mut self, from: i64, to: i64) -> Result<Vec<Row>, DatabaseFault> {
        Ok(after(&self.erased, from, to))
    }

    fn hashes(
        &mut self,
        level: i64,
        (first, count): (i64, i64),
    ) -> Result<Vec<[u8; 32]>, DatabaseFault> {
        let (first, count) = (
            usize::try_from(first).unwrap(),
            usize::try_from(count).unwrap(),
        );
        if level > 0 {
            return Ok(self.nodes.iter().skip(first).take(count).copied().collect());
        }
        let rows = self.entries.iter().skip(first).take(count);
        rows.map(|row| row.sha256(7)).collect()
    }

    fn size(&mut self) -> Result<i64, DatabaseFault> {
        Ok(self.size)
    }
}

/// A log of 300 entries, some by a person and some by the system itself, two of them erased.
fn taken() -> Taken {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.db");
    let at = jiff::Timestamp::from_millisecond(1_790_000_000_123).unwrap();
    let database = Database::open(file.to_str().unwrap(), TABLES, at).unwrap();
    let scope = |number: i64| Scope {
        person_id: (number % 3 == 0).then(|| Id::from_u128(7)),
        ..Scope::system(Id::from_u128(1))
    };
    for number in 1..=MANY {
        let entry = LogEntry {
            at,
            action: ["kept", "signed off", "prüfte"][usize::try_from(number % 3).unwrap()]
                .to_owned(),
            record_kind: "entry".to_owned(),
            record_id: format!("{number}"),
            content: serde_json::json!({ "of": number }),
        };
        let write = |mut write: crate::Write<'_>| {
            for erased in ERASED.into_iter().filter(|_| number == MANY) {
                write.erase(erased, ("request", Id::from_u128(9)), at)?;
            }
            write.commit(entry.clone(), ())
        };
        database.write(scope(number), write).unwrap();
    }
    let read = |read: &mut crate::Read<'_>| {
        Ok::<_, DatabaseFault>(Taken {
            entries: read.entries(0, MANY)?,
            contents: read.contents(0, MANY)?,
            erased: read.erased(0, MANY)?,
            nodes: super::hashes(read, 1, (0, 9))?,
            size: super::size(read)?,
        })
    };
    let taken = database.read(scope(1), read).unwrap();
    assert_eq!((taken.entries.len(), taken.nodes.len()), (300, 1));
    assert_eq!((taken.contents.len(), taken.erased.len()), (298, 2));
    taken
}

/// The bytes of a value as the file holds them.
fn bytes(value: &Value) -> Vec<u8> {
    match value {
        Value::Null => Vec::new(),
        Value::Integer(number) => number.to_be_bytes().to_vec(),
        Value::Text(text) => text.clone().into_bytes(),
        Value::Bytes(bytes) => bytes.clone(),
    }
}

/// The value whose bit is another; a fault when no engine would read it any more.
fn flipped(column: usize, value: &Value, bit: usize) -> Result<Value, DatabaseFault> {
    let mut bytes = bytes(value);
    bytes[bit / 8] ^= 1 << (bit % 8);
    match value {
        Value::Null => unreachable!("nothing has no bits"),
        Value::Integer(_) => Ok(Value::Integer(i64::from_be_bytes(
            bytes.try_into().unwrap(),
        ))),
        Value::Text(_) => crate::connection::text(column, &bytes),
        Value::Bytes(_) => Ok(Value::Bytes(bytes)),
    }
}

/// Every row that is one bit from this one; nothing for one that cannot be read any more.
fn neighbours(row: &Row) -> impl Iterator<Item = (usize, Option<Row>)> + '_ {
    let columns = row.values().iter().enumerate();
    columns.flat_map(move |(column, value)| {
        (0..bytes(value).len() * 8).map(move |bit| {
            let other = flipped(column, value, bit).ok().map(|other| {
                let mut values = row.values().to_vec();
                values[column] = other;
                Row::of(values)
            });
            (column, other)
        })
    })
}

/// The entry with this number and what is held of it, alone.
fn alone(taken: &Taken, number: i64) -> Page {
    let content = after(&taken.contents, number - 1, number).pop();
    Page {
        entries: after(&taken.entries, number - 1, number),
        contents: content.map(|row| (number, row)).into_iter().collect(),
        erased: ERASED.into_iter().filter(|one| *one == number).collect(),
    }
}

/// Which entry a look at one page names; nothing when it is sound.
fn named(page: &Page, number: i64) -> Option<i64> {
    let mut seen = LogSeen {
        entries: number - 1,
        erased: 0,
    };
    let fault = page.look(&mut seen, &mut drop).err()?;
    Some(which(&fault).unwrap())
}

/// The entry that a fault names, if it names one.
fn which(fault: &DatabaseFault) -> Option<i64> {
    if let DatabaseFault::LogAltered(number) | DatabaseFault::LogContentMissing(number) = fault {
        Some(*number)
    } else {
        None
    }
}

/// How many bits were flipped, and of those how many cannot even be read.
fn every_bit_of(taken: &Taken, numbers: impl Iterator<Item = i64>) -> (usize, usize) {
    let (mut all, mut unread) = (0, 0);
    for number in numbers {
        let mut page = alone(taken, number);
        assert_eq!(named(&page, number), None, "{number} untouched");
        let row = page.entries[0].clone();
        for (column, other) in neighbours(&row) {
            all += 1;
            let Some(other) = other else {
                unread += 1;
                continue;
            };
            page.entries[0] = other;
            assert_eq!(named(&page, number), Some(number), "column {column}");
        }
        page.entries[0] = row;
        let Some(content) = page.contents.remove(&number) else {
            continue;
        };
        for (column, other) in neighbours(&content) {
            all += 1;
            let Some(other) = other else {
                unread += 1;
                continue;
            };
            page.contents = [(other.integer(0).unwrap(), other)].into();
            assert_eq!(named(&page, number), Some(number), "column {column}");
        }
    }
    (all, unread)
}

#[test]
fn a3_every_bit_of_300_entries_is_found_and_its_entry_named() {
    let taken = taken();
    let found = std::thread::scope(|threads| {
        let halves = [1, 2].map(|first| {
            let taken = &taken;
            threads.spawn(move || every_bit_of(taken, (first..=MANY).step_by(2)))
        });
        halves.map(|half| half.join().unwrap())
    });
    let all: usize = found.iter().map(|(all, _)| all).sum();
    let unread: usize = found.iter().map(|(_, unread)| unread).sum();
    println!("{all} bits, of which {unread} leave no text that could be read");
    assert!(all > 300 * 1_000 && unread < all / 10, "{all} {unread}");
}

#[test]
fn a3_the_first_of_300_altered_entries_is_named_and_an_untouched_log_has_none() {
    let whole = taken();
    let mut leaves = 0;
    let seen = look(&mut whole.clone(), |_| leaves += 1).unwrap();
    assert_eq!((seen.entries, seen.erased, leaves), (300, 2, 300));
    let mut altered = whole.clone();
    // From the last to the first: whatever is altered behind it, the first is named.
    for number in (1..=MANY).rev() {
        let at = usize::try_from(number).unwrap() - 1;
        let bits: Vec<Row> = neighbours(&whole.entries[at])
            .filter_map(|(_, row)| row)
            .collect();
        altered.entries[at] = bits[(at * 37) % bits.len()].clone();
        let mut sound = 0;
        let found = look(&mut altered, |_| sound += 1).unwrap_err();
        assert_eq!(which(&found), Some(number));
        assert_eq!(sound, number - 1, "what stands before it is sound");
    }
}

#[test]
fn a3_an_entry_or_a_content_that_is_gone_is_named() {
    let whole = taken();
    for number in (1..=MANY).step_by(13) {
        let is_other = |row: &Row| row.integer(0).unwrap() != number;
        let mut without = whole.clone();
        without.entries.retain(is_other);
        assert_eq!(which(&look(&mut without, drop).unwrap_err()), Some(number));
        let mut without = whole.clone();
        without.contents.retain(is_other);
        let found = look(&mut without, drop);
        if ERASED.contains(&number) {
            assert!(found.is_ok());
        } else {
            assert_eq!(which(&found.unwrap_err()), Some(number));
        }
    }
    // A content that was erased does not come back, and what is held is not called erased.
    let mut again = whole.clone();
    let mut values = whole.contents[0].values().to_vec();
    values[0] = ERASED[0].into();
    again.contents.push(Row::of(values));
    assert_eq!(which(&look(&mut again, drop).unwrap_err()), Some(ERASED[0]));
    let mut more = whole.clone();
    more.erased.push(Row::of(vec![7.into()]));
    assert_eq!(which(&look(&mut more, drop).unwrap_err()), Some(7));
}

#[test]
fn a3_every_bit_of_the_tree_and_of_the_counter_is_found() {
    let mut taken = taken();
    assert!(nodes(&mut taken, MANY).is_ok());
    for bit in 0..256 {
        taken.nodes[0][bit / 8] ^= 1 << (bit % 8);
        let found = nodes(&mut taken, MANY);
        assert!(
            matches!(found, Err(DatabaseFault::LogTree(1, 256))),
            "{bit}"
        );
        taken.nodes[0][bit / 8] ^= 1 << (bit % 8);
    }
    let node = taken.nodes.pop();
    let found = look(&mut taken, drop);
    assert!(matches!(found, Err(DatabaseFault::LogTree(1, 256))));
    taken.nodes.extend(node);
    for bit in 0..63 {
        taken.size = MANY ^ (1 << bit);
        let found = look(&mut taken, drop).unwrap_err();
        assert_eq!(which(&found), Some(301), "bit {bit} of the counter");
    }
    taken.size = MANY;
    assert!(look(&mut taken, drop).is_ok());
}
