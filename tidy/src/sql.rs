//! SQL stands in `store.rs`, in files beneath a `store` folder and in `parts/database`, so that every
//! statement about a thing is found in one place.

use crate::rust::texts;
use crate::tree::{File, files, planted};

fn may_hold_sql(path: &str) -> bool {
    path.ends_with("/store.rs") || path.contains("/store/") || path.starts_with("parts/database/")
}

fn is_sql(text: &str) -> bool {
    let statement = ["SELECT ", "INSERT INTO ", "DELETE FROM ", "CREATE TABLE "];
    statement.iter().any(|word| text.contains(word))
        || (text.contains("UPDATE ") && text.contains(" SET "))
}

fn strays(files: &[File]) -> Vec<String> {
    let mut found = Vec::new();
    for file in files.iter().filter(|file| !may_hold_sql(&file.path)) {
        let sql = texts(file.shipped())
            .into_iter()
            .filter(|(_, text)| is_sql(text));
        found.extend(sql.map(|(line, _)| format!("{}, line {line}", file.path)));
    }
    found
}

#[test]
fn sql_stands_only_where_it_is_kept() {
    assert_eq!(strays(&files(&[".rs"])), Vec::<String>::new());
}

#[test]
fn a_stray_statement_is_found() {
    let text = "fn a() {\n    run(\"UPDATE entry SET a = 1\");\n    run(r\"SELECT 1\");\n}";
    let stray = planted("app/src/ledger/post.rs", text);
    let expected = [
        "app/src/ledger/post.rs, line 2",
        "app/src/ledger/post.rs, line 3",
    ];
    assert_eq!(strays(&[stray]), expected);
    for path in ["app/src/ledger/store.rs", "app/src/ledger/store/reading.rs"] {
        assert!(strays(&[planted(path, text)]).is_empty(), "{path}");
    }
    let words = planted("app/src/a.rs", "// SELECT a\nfn a() { \"Select a file\" }");
    assert!(strays(&[words]).is_empty());
}
