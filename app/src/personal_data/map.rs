//! The data map: what every column of every table is. It is one file, `map.toml`; the build's tests fail on
//! a column that it does not name (P1), and exports, erasure and the texts of this slice follow from it.

use domain::retention::RecordKind;
use std::collections::BTreeMap;
use std::sync::LazyLock;

const FILE: &str = include_str!("map.toml");

/// What a column is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Holds {
    Plain,
    Person,
    Reference,
    Name,
    Email,
    Telephone,
    Detail,
    Words,
    Hash,
    Secret,
    Sealed,
}

impl Holds {
    const ALL: [(&'static str, Self); 11] = [
        ("plain", Self::Plain),
        ("person", Self::Person),
        ("reference", Self::Reference),
        ("name", Self::Name),
        ("email", Self::Email),
        ("telephone", Self::Telephone),
        ("detail", Self::Detail),
        ("words", Self::Words),
        ("hash", Self::Hash),
        ("secret", Self::Secret),
        ("sealed", Self::Sealed),
    ];

    /// What it is, on a page.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Plain => "Nothing about a person",
            Self::Person => "Who did it",
            Self::Reference => "A reference that stands for one person",
            Self::Name => "Name",
            Self::Email => "E-mail address or how to reach them",
            Self::Telephone => "Telephone number",
            Self::Detail => "Something about the person",
            Self::Words => "Words that may name people",
            Self::Hash => "Stands for a person and cannot be read",
            Self::Secret => "Opens something; handed to nobody",
            Self::Sealed => "Signed and never written again",
        }
    }
}

/// How the second look covers the rows of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rows {
    /// Never changed once written.
    Fixed,
    /// Changes with a line of the log that names it.
    Named,
    /// Changes with a line of the log.
    Loose,
    /// Worked out again, or proved by the log itself.
    Derived,
    /// Finds an organisation; changes by itself.
    Directory,
}

/// One table.
#[derive(Debug, Clone)]
pub(crate) struct Table {
    pub(crate) name: String,
    /// The kind of record it belongs to, whose class of retention it has.
    pub(crate) class: RecordKind,
    pub(crate) rows: Rows,
    /// In the order of the map.
    pub(crate) columns: Vec<(String, Holds)>,
    /// The columns that are emptied when the person of a row is erased.
    pub(super) emptied: Vec<String>,
    /// The column by which a row belongs to one of another table.
    pub(crate) of: Option<(String, String)>,
}

impl Table {
    /// Its columns of a kind.
    pub(crate) fn holding(&self, holds: Holds) -> impl Iterator<Item = &str> {
        self.columns
            .iter()
            .filter(move |(_, what)| *what == holds)
            .map(|(name, _)| name.as_str())
    }

    /// Its columns about people.
    pub(super) fn personal(&self) -> impl Iterator<Item = (&str, Holds)> {
        self.columns
            .iter()
            .filter(|(_, what)| *what != Holds::Plain)
            .map(|(name, what)| (name.as_str(), *what))
    }
}

/// Why data of a kind of record is kept at all.
pub(crate) fn purpose(kind: RecordKind) -> &'static str {
    match kind {
        RecordKind::LearnerReturn => "To show, for the funder, which outcomes learners reached",
        RecordKind::FollowUp => "To show whether a reported job began and lasted",
        RecordKind::SessionRegister => "To count who came to a session, without names",
        RecordKind::QuestionnaireRound => "To measure what changed for people between two askings",
        RecordKind::FeedbackAnswer => "To hear what people say, and to act on it",
        RecordKind::EvidenceFile => "To show that a figure is true",
        RecordKind::Entry => "To count what was done, and for whom by numbers alone",
        RecordKind::Signed => "To prove what was reported, and who signed it",
        RecordKind::Partner => "To know with whom we work, and that they were checked",
        RecordKind::Policy => "To run the practice by its rules, and to answer for it",
        RecordKind::Account => "To know who may do what, and who did it",
        RecordKind::Log => "To prove that nothing was changed unnoticed",
    }
}

/// Whose data of a kind of record is, in words.
pub(crate) fn whose(kind: RecordKind) -> &'static str {
    match kind {
        RecordKind::LearnerReturn
        | RecordKind::FollowUp
        | RecordKind::SessionRegister
        | RecordKind::QuestionnaireRound => "Learners, by reference; staff who recorded it",
        RecordKind::FeedbackAnswer => "Stakeholders and whoever answered; staff who recorded it",
        RecordKind::EvidenceFile => "Whoever a file shows or names; staff who added it",
        RecordKind::Partner => "Contacts of partners; staff who checked them",
        RecordKind::Log => {
            "Staff and others with an account; whoever gets checkpoints of the log by mail"
        }
        RecordKind::Entry | RecordKind::Signed | RecordKind::Policy | RecordKind::Account => {
            "Staff and others with an account"
        }
    }
}

fn split(table: &toml::Table, key: &str) -> Vec<String> {
    let text = table.get(key).and_then(toml::Value::as_str);
    let words = text.unwrap_or_default().split_whitespace();
    words.map(str::to_owned).collect()
}

fn table(name: &str, said: &toml::Table) -> Option<Table> {
    let text = |key: &str| said.get(key).and_then(toml::Value::as_str);
    let mut columns = Vec::new();
    for (key, holds) in Holds::ALL {
        columns.extend(split(said, key).into_iter().map(|column| (column, holds)));
    }
    let rows = match text("rows")? {
        "fixed" => Rows::Fixed,
        "named" => Rows::Named,
        "loose" => Rows::Loose,
        "derived" => Rows::Derived,
        "none" => Rows::Directory,
        _ => return None,
    };
    let of = split(said, "of");
    let of = match of.as_slice() {
        [column, parent] => Some((column.clone(), parent.clone())),
        _ => None,
    };
    Some(Table {
        name: name.to_owned(),
        class: RecordKind::from_key(text("class")?)?,
        rows,
        columns,
        emptied: split(said, "emptied"),
        of,
    })
}

fn read(file: &str) -> BTreeMap<String, Table> {
    let whole: toml::Table = toml::from_str(file).unwrap_or_default();
    let tables = whole.iter().filter_map(|(name, said)| {
        let table = table(name, said.as_table()?)?;
        Some((name.clone(), table))
    });
    tables.collect()
}

static MAP: LazyLock<BTreeMap<String, Table>> = LazyLock::new(|| read(FILE));

/// Every table by its name.
pub(crate) fn map() -> &'static BTreeMap<String, Table> {
    &MAP
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// Columns that the map does not name, or names twice, and those it names that are not there.
    fn wrong(map: &BTreeMap<String, Table>, schema: &BTreeMap<String, Vec<String>>) -> Vec<String> {
        let mut found = Vec::new();
        for (name, columns) in schema {
            let Some(table) = map.get(name) else {
                found.push(format!("{name} is not in the data map"));
                continue;
            };
            for column in columns {
                match table
                    .columns
                    .iter()
                    .filter(|(one, _)| one == column)
                    .count()
                {
                    0 => found.push(format!("{name}.{column} is not in the data map")),
                    1 => {}
                    _ => found.push(format!("{name}.{column} is in the data map twice")),
                }
            }
            let gone = table
                .columns
                .iter()
                .filter(|(one, _)| !columns.contains(one));
            found.extend(gone.map(|(one, _)| format!("{name}.{one} does not exist")));
        }
        let gone = map.keys().filter(|name| !schema.contains_key(*name));
        found.extend(gone.map(|name| format!("{name} does not exist")));
        found
    }

    #[test]
    fn p1_every_stored_column_is_named_in_the_data_map_as_personal_or_not() {
        let schema = crate::testing::schema::columns();
        assert!(schema.len() > 100);
        assert_eq!(wrong(map(), &schema), Vec::<String>::new());
    }

    #[test]
    fn p1_a_column_or_a_table_that_nobody_named_is_found() {
        let mut schema = crate::testing::schema::columns();
        schema
            .get_mut("person")
            .unwrap()
            .push("shoe_size".to_owned());
        schema.insert("diary".to_owned(), vec!["secret".to_owned()]);
        assert_eq!(
            wrong(map(), &schema),
            [
                "diary is not in the data map",
                "person.shoe_size is not in the data map"
            ]
        );
        let before = read("[person]\nclass = \"account\"\nrows = \"loose\"\nplain = \"id id\"\n");
        let schema = BTreeMap::from([("person".to_owned(), vec!["id".to_owned()])]);
        assert_eq!(
            wrong(&before, &schema),
            ["person.id is in the data map twice"]
        );
    }

    /// Columns whose names say what they hold may not be called plain.
    #[test]
    fn p1_no_column_that_speaks_of_a_person_is_called_plain() {
        let speaking = |column: &str| {
            ["email", "telephone", "learner", "password"]
                .iter()
                .any(|word| column.contains(word))
                || column.ends_with("_by")
        };
        let numbers = ["learners", "learners_each", "by_kind"];
        for table in map().values() {
            for column in table.holding(Holds::Plain) {
                let is_fine = !speaking(column) || numbers.contains(&column);
                assert!(is_fine, "{}.{column} is called plain", table.name);
            }
        }
    }
}
