//! Parts Rust source into code, comments and texts, as far as the rules need it.

/// A piece of source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Piece {
    Code(String),
    Comment(String),
    /// The inside of a string literal.
    Text(String),
}

/// The pieces of a source, each with the line it begins on.
pub(crate) fn pieces(source: &str) -> Vec<(usize, Piece)> {
    let mut pieces = Vec::new();
    let mut code = String::new();
    let (mut line, mut began) = (1, 1);
    let mut rest = source;
    while let Some(first) = rest.chars().next() {
        let (length, piece) = match special(rest, code.chars().last()) {
            Some(found) => found,
            None => (first.len_utf8(), Piece::Code(String::new())),
        };
        let taken = &rest[..length];
        if let Piece::Code(_) = piece {
            code.push_str(taken);
        } else {
            pieces.push((began, Piece::Code(std::mem::take(&mut code))));
            pieces.push((line, piece));
        }
        line += taken.matches('\n').count();
        if code.is_empty() {
            began = line;
        }
        rest = &rest[length..];
    }
    pieces.push((began, Piece::Code(code)));
    pieces.retain(|(_, piece)| *piece != Piece::Code(String::new()));
    pieces
}

/// The string literals of a source with their lines.
pub(crate) fn texts(source: &str) -> Vec<(usize, String)> {
    let text = |(line, piece)| match piece {
        Piece::Text(text) => Some((line, text)),
        Piece::Code(_) | Piece::Comment(_) => None,
    };
    pieces(source).into_iter().filter_map(text).collect()
}

/// The code of a source with the lines it begins on, without comments and texts.
pub(crate) fn code(source: &str) -> Vec<(usize, String)> {
    let code = |(line, piece)| match piece {
        Piece::Code(code) => Some((line, code)),
        Piece::Text(_) | Piece::Comment(_) => None,
    };
    pieces(source).into_iter().filter_map(code).collect()
}

/// A comment, a text or a character at the beginning, with its length in bytes.
fn special(rest: &str, before: Option<char>) -> Option<(usize, Piece)> {
    if rest.starts_with("//") {
        let length = rest.find('\n').unwrap_or(rest.len());
        return Some((length, Piece::Comment(rest[2..length].to_owned())));
    }
    if let Some(inside) = rest.strip_prefix("/*") {
        let length = inside.find("*/").map_or(rest.len(), |at| at + 4);
        return Some((length, Piece::Comment(rest[..length].to_owned())));
    }
    if let Some(inside) = rest.strip_prefix('"') {
        let length = closing(inside)?;
        return Some((length + 2, Piece::Text(inside[..length].to_owned())));
    }
    let in_a_name = before.is_some_and(|one| one.is_alphanumeric() || one == '_');
    if !in_a_name && (rest.starts_with("r\"") || rest.starts_with("r#")) {
        let hashes = rest[1..].len() - rest[1..].trim_start_matches('#').len();
        let inside = rest[1 + hashes..].strip_prefix('"')?;
        let end = format!("\"{}", "#".repeat(hashes));
        let length = inside.find(&end)?;
        let whole = 2 + hashes + length + end.len();
        return Some((whole, Piece::Text(inside[..length].to_owned())));
    }
    // A character in quotes would else begin a text: '"'.
    let inside = rest.strip_prefix('\'')?;
    let length = match inside.strip_prefix('\\') {
        Some(escaped) => escaped.find('\'').filter(|at| *at > 0).or(Some(1))? + 1,
        None => inside.chars().next()?.len_utf8(),
    };
    inside
        .get(length..)?
        .starts_with('\'')
        .then(|| (length + 2, Piece::Code(String::new())))
}

/// Where a text ends, behind its escapes.
fn closing(inside: &str) -> Option<usize> {
    let mut escaped = false;
    for (at, one) in inside.char_indices() {
        match one {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return Some(at),
            _ => {}
        }
    }
    None
}

#[test]
fn source_is_parted_into_code_comments_and_texts() {
    let source = "let a = \"x\\\"y\"; // \"no\"\nlet b = r#\"z\"z\"#;\nlet c = '\"'; let d: &'static str = \"e\";";
    let found: Vec<_> = texts(source);
    let expected = [(1, "x\\\"y"), (2, "z\"z"), (3, "e")];
    assert_eq!(found, expected.map(|(line, text)| (line, text.to_owned())));
    let code: String = code(source).into_iter().map(|(_, code)| code).collect();
    assert!(
        code.contains("'static str") && !code.contains("no"),
        "{code}"
    );
}
