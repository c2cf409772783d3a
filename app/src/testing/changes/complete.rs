//! What belongs to every line of the log (A2): who, when, what, which record, by which way, and why where
//! somebody was asked.

use super::Transaction;
use super::exempt::NOT_ASKED;
use crate::failure::Failure;
use crate::routes::{Access, ROUTES};
use database::{Database, Id, LoggedEntry, Scope, log_content, log_entries};
use serde_json::Value;

/// Everything that a line says: the line itself, and what it commits to unless that was erased.
type Line = (LoggedEntry, Option<Value>);

/// What the lines of a transaction lack, in words.
pub(super) fn lacks(
    database: &Database,
    organisation_id: Id,
    transaction: &Transaction,
) -> Vec<String> {
    let lines = lines(database, organisation_id, &transaction.numbers);
    let mut found: Vec<String> = lines.iter().filter_map(of_line).collect();
    for (column, answer) in &transaction.asked {
        let is_asked = |line: &&String| {
            let exempt = |(of, begins): &(&str, &str)| of == column && line.starts_with(begins);
            !NOT_ASKED.iter().any(exempt) && !line.starts_with(super::OF_A_TEST)
        };
        let mut contents = lines.iter().map(|(_, content)| content.as_ref());
        let is_said = contents.any(|content| content.is_none_or(|content| says(content, answer)));
        if let (false, Some(line)) = (is_said, transaction.lines.iter().find(is_asked)) {
            found.push(format!("‘{line}’ does not say why: {column}"));
        }
    }
    found
}

fn lines(database: &Database, organisation_id: Id, numbers: &[i64]) -> Vec<Line> {
    let read = database.read(Scope::system(organisation_id), |read| {
        let mut lines = Vec::new();
        for number in numbers {
            let line = log_entries(read, number.saturating_sub(1), 1)?.pop();
            let content = log_content(read, *number)?;
            let content = content.map(|(_, text)| serde_json::from_str(&text).unwrap());
            lines.extend(line.map(|line| (line, content)));
        }
        Ok::<_, Failure>(lines)
    });
    // A story that spoiled the bytes of the log on purpose leaves nothing to be read.
    read.unwrap_or_default()
}

fn of_line((line, content): &Line) -> Option<String> {
    let name = format!("‘{}: {}’", line.record_kind, line.action);
    let said = [&line.record_kind, &line.action, &line.record_id];
    if said.iter().any(|text| text.is_empty()) {
        return Some(format!("{name} does not say what was done to which record"));
    }
    let content = content.as_ref()?;
    let via = content.get("via").and_then(Value::as_str);
    match via.and_then(comes_from) {
        None => Some(format!("{name} does not say by which way it came: {via:?}")),
        Some(Access::Anyone) => None,
        Some(Access::SignedIn | Access::May(_)) if line.person_id.is_some() => None,
        Some(Access::SignedIn | Access::May(_)) => Some(format!("{name} does not say who did it")),
    }
}

/// Who may come by a way; nobody by one that does not exist. The system and a command name nobody.
fn comes_from(via: &str) -> Option<Access> {
    if via == "system"
        || via
            .strip_prefix("command ")
            .is_some_and(|words| !words.is_empty())
    {
        return Some(Access::Anyone);
    }
    let (method, path) = via.strip_prefix("page ")?.split_once(' ')?;
    let mut routes = ROUTES.iter();
    let route = routes.find(|route| (route.method, route.path) == (method, path))?;
    Some(route.access)
}

/// Whether these words stand anywhere in it.
fn says(content: &Value, words: &str) -> bool {
    match content {
        Value::String(text) => text.contains(words),
        Value::Array(all) => all.iter().any(|one| says(one, words)),
        Value::Object(all) => all.values().any(|one| says(one, words)),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}
