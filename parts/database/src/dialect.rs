//! Everything in which the two engines truly differ, and nothing else: how a schema is written and
//! how a placeholder looks.

/// Which engine a connection speaks to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// Embedded SQLite, the default.
    Sqlite,
    /// PostgreSQL 15 or later.
    Postgres,
}

/// Renders the one schema text for an engine. It is written with `BIGINT`, `TEXT` and `BYTEA`, and
/// each table ends with a line that holds only `);`. SQLite gets strict tables; PostgreSQL text is
/// compared by bytes, as SQLite does.
pub fn render_schema(text: &str, engine: Engine) -> String {
    let lines = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("--"));
    let mut out = String::with_capacity(text.len());
    for line in lines {
        let line = match engine {
            Engine::Sqlite => {
                let line = line
                    .replace(" BYTEA", " BLOB")
                    .replace(" BIGINT", " INTEGER");
                if line == ");" {
                    ") STRICT;".to_owned()
                } else {
                    line
                }
            }
            Engine::Postgres => line.replace(" TEXT", " TEXT COLLATE \"C\""),
        };
        out.push_str(&line);
        out.push('\n');
    }
    out
}

/// Turns `?1` into `$1` outside of string literals. Text without a placeholder is returned as it is.
pub(crate) fn placeholders(sql: &str) -> String {
    let mut out = String::with_capacity(sql.len());
    let mut quoted = false;
    for letter in sql.chars() {
        if letter == '\'' {
            quoted = !quoted;
        }
        out.push(if letter == '?' && !quoted {
            '$'
        } else {
            letter
        });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_placeholder_inside_a_literal_stays_text() {
        assert_eq!(
            placeholders("SELECT '?1', a FROM b WHERE c = ?1 AND d = ?12 AND e = 'it''s ?2'"),
            "SELECT '?1', a FROM b WHERE c = $1 AND d = $12 AND e = 'it''s ?2'"
        );
    }

    #[test]
    fn one_schema_text_serves_both_engines() {
        let text = "-- why\nCREATE TABLE a (\n  id BYTEA NOT NULL,\n  n BIGINT,\n  t TEXT\n);\n";
        assert_eq!(
            render_schema(text, Engine::Sqlite),
            "CREATE TABLE a (\n  id BLOB NOT NULL,\n  n INTEGER,\n  t TEXT\n) STRICT;\n"
        );
        assert_eq!(
            render_schema(text, Engine::Postgres),
            "CREATE TABLE a (\n  id BYTEA NOT NULL,\n  n BIGINT,\n  t TEXT COLLATE \"C\"\n);\n"
        );
    }
}
