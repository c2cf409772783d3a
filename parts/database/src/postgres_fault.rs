//! What PostgreSQL said, without the rows it quotes: of a row that a rule refused it tells every value
//! (`Failing row contains (…)`), and those are people's data, which no line of the program's own may hold.

use postgres::error::SqlState;
use std::error::Error;
use std::fmt;

/// A failure of PostgreSQL.
pub struct PostgresFault(Box<postgres::Error>);

impl PostgresFault {
    /// The code of what failed (`SQLSTATE`), when the server said one.
    pub fn code(&self) -> Option<&SqlState> {
        self.0.code()
    }
}

impl From<postgres::Error> for PostgresFault {
    fn from(error: postgres::Error) -> Self {
        Self(Box::new(error))
    }
}

impl fmt::Display for PostgresFault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.as_db_error() {
            Some(said) => write!(
                out,
                "{}: {} ({})",
                said.severity(),
                said.message(),
                said.code().code()
            ),
            None => write!(out, "{}", self.0),
        }
    }
}

impl fmt::Debug for PostgresFault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, out)
    }
}

/// It has no source: that would say everything after all.
impl Error for PostgresFault {}

#[cfg(test)]
mod tests {
    use crate::DatabaseFault;

    #[test]
    fn a10_a_refused_row_is_not_quoted() {
        let Ok(address) = std::env::var("COMMONWEAL_TEST_POSTGRES") else {
            println!("not run: COMMONWEAL_TEST_POSTGRES is not set");
            return;
        };
        let mut client = postgres::Client::connect(&address, postgres::NoTls).unwrap();
        client
            .batch_execute(
                "CREATE TEMPORARY TABLE refused (name TEXT PRIMARY KEY, years BIGINT CHECK (years > 0))",
            )
            .unwrap();
        let refused = [
            "INSERT INTO refused VALUES ('Zebedee Quillfeather', 0)",
            "INSERT INTO refused VALUES ('Zebedee Quillfeather', 1), ('Zebedee Quillfeather', 2)",
        ];
        for sql in refused {
            let engine = client.batch_execute(sql).unwrap_err();
            // The control: the engine itself quotes the row.
            assert!(format!("{engine:?}").contains("Quillfeather"));
            let fault = DatabaseFault::from(engine);
            assert!(fault.is_constraint());
            let DatabaseFault::Postgres(said) = &fault else {
                panic!("{fault:?}")
            };
            let words: [String; 3] = [
                format!("{said}"),
                format!("{fault:?}"),
                format!("{said:#?}"),
            ];
            for words in words {
                assert!(!words.contains("Quillfeather"), "{words}");
                assert!(
                    words.contains("constraint") && words.contains("23"),
                    "{words}"
                );
            }
            assert!(std::error::Error::source(said).is_none());
        }
    }

    #[test]
    fn a10_an_address_with_a_password_is_not_said_again() {
        let folder = tempfile::tempdir().unwrap();
        let at = jiff::Timestamp::UNIX_EPOCH;
        for address in [
            "mysql://somebody:open-sesame@db.example/name",
            "postgres://somebody:open-sesame@127.0.0.1:1/name",
        ] {
            let fault = crate::Database::open(address, &[], at).unwrap_err();
            let mut words = format!("{fault} {fault:?}");
            let mut cause = std::error::Error::source(&fault);
            while let Some(one) = cause {
                words.push_str(&format!("{one} {one:?}"));
                cause = one.source();
            }
            assert!(!words.contains("open-sesame"), "{words}");
        }
        let file = folder.path().join("a.db");
        let open = crate::Database::open(file.to_str().unwrap(), &[], at).unwrap();
        assert!(format!("{open:?}").contains("address: File"));
    }
}
