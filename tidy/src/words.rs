//! One word for one thing: the last column of `docs/words.md` says what is not used, and this looks
//! for it in names and on pages.

use crate::rust::code;
use crate::tree::{File, files, planted, root};

/// The refused words with the one to use: table rows of three columns.
fn refused(words: &str) -> Vec<(String, String)> {
    let rows = words.lines().filter_map(|line| {
        let cells: Vec<&str> = line.strip_prefix('|')?.split('|').map(str::trim).collect();
        let [word, _, instead_of, ""] = cells.as_slice() else {
            return None;
        };
        Some((word.replace('*', ""), *instead_of))
    });
    rows.skip(2)
        .flat_map(|(word, refused)| {
            let refused: Vec<&str> = refused.split(',').map(str::trim).collect();
            let pairs = refused.into_iter().filter(|refused| !refused.is_empty());
            pairs
                .map(|refused| (refused.to_lowercase(), word.clone()))
                .collect::<Vec<_>>()
        })
        .collect()
}

/// The words that names are made of: `SocialUser` and `social_user` are both `social user`.
fn words_of(code: &str) -> Vec<String> {
    let mut parted = String::new();
    let mut before = ' ';
    for one in code.chars() {
        if one.is_uppercase() && before.is_lowercase() {
            parted.push(' ');
        }
        parted.push(if one.is_alphanumeric() { one } else { ' ' });
        before = one;
    }
    parted.split_whitespace().map(str::to_lowercase).collect()
}

/// The words of a page, without the names of elements, classes and template commands.
fn page_words(page: &str) -> Vec<String> {
    let mut seen = String::new();
    let mut depth = 0_usize;
    for one in page.chars() {
        match one {
            '<' | '{' => depth += 1,
            '>' | '}' => depth = depth.saturating_sub(1),
            _ if depth == 0 => seen.push(one),
            _ => {}
        }
    }
    words_of(&seen)
}

/// The source with its imports left blank: their names are not always ours.
fn without_imports(source: &str) -> String {
    let mut kept = String::new();
    let mut imports = false;
    for line in source.lines() {
        imports = imports || line.trim_start().starts_with("use ");
        if !imports {
            kept.push_str(line);
        }
        kept.push('\n');
        imports = imports && !line.contains(';');
    }
    kept
}

fn is_refused(word: &str, refused: &str) -> bool {
    word == refused || word.strip_suffix('s') == Some(refused)
}

fn strays(files: &[File], refused: &[(String, String)]) -> Vec<String> {
    let mut found = Vec::new();
    for file in files.iter().filter(|file| !file.is_test()) {
        let words: Vec<(usize, Vec<String>)> = if file.is_page() {
            let lines = file.text.lines().enumerate();
            lines
                .map(|(line, text)| (line + 1, page_words(text)))
                .collect()
        } else {
            let code = code(&without_imports(file.shipped()));
            code.iter()
                .map(|(line, code)| (*line, words_of(code)))
                .collect()
        };
        for (line, words) in words {
            for (refused, instead) in refused {
                if words.iter().any(|word| is_refused(word, refused)) {
                    let path = &file.path;
                    found.push(format!(
                        "{path}, from line {line}: {refused}, say {instead}"
                    ));
                }
            }
        }
    }
    found
}

#[test]
fn names_and_pages_use_the_one_word() {
    let words = std::fs::read_to_string(root().join("docs/words.md")).unwrap();
    let refused = refused(&words);
    assert!(refused.len() > 20, "{refused:?}");
    assert_eq!(
        strays(&files(&[".rs", ".html"]), &refused),
        Vec::<String>::new()
    );
}

#[test]
fn a_refused_word_is_found_in_names_and_on_pages() {
    let table =
        "| word | what | not |\n| --- | --- | --- |\n| **person** | signs in | user, login |\n";
    let refused = refused(table);
    let pair = |word: &str| (word.to_owned(), "person".to_owned());
    assert_eq!(refused, [pair("user"), pair("login")]);
    for code in ["struct SocialUser;", "let user_id = 1;", "fn users() {}"] {
        let found = strays(&[planted("app/src/a.rs", code)], &refused);
        assert_eq!(
            found,
            ["app/src/a.rs, from line 1: user, say person"],
            "{code}"
        );
    }
    let page = "<p class=\"user\">\nThe user signs in\n{{ user }}";
    let found = strays(&[planted("app/src/a.html", page)], &refused);
    assert_eq!(found, ["app/src/a.html, from line 2: user, say person"]);
    let fine = "use other::user;\nuse other::{\n  Users,\n};\n// the user\nfn a() { \"user\"; superuser() }";
    assert!(strays(&[planted("app/src/a.rs", fine)], &refused).is_empty());
}
