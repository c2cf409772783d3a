//! Our two cookies: the session, and the sentence that the next page shows once. Both carry the
//! `__Host-` prefix: secure, bound to this host, readable by no script.

use crate::visit::hex;
use axum::http::HeaderMap;

const SESSION: &str = "__Host-session";
const NOTICE: &str = "__Host-notice";

fn find(headers: &HeaderMap, name: &str) -> Option<String> {
    headers
        .get_all("cookie")
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(found, value)| *found == name && !value.is_empty())
        .map(|(_, value)| value.to_owned())
}

/// The session's secret.
pub(super) fn session(headers: &HeaderMap) -> Option<String> {
    find(headers, SESSION)
}

/// The sentence left by the page before.
pub(super) fn notice(headers: &HeaderMap) -> Option<String> {
    let coded = find(headers, NOTICE)?;
    let bytes: Option<Vec<u8>> = (0..coded.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(coded.get(at..at + 2)?, 16).ok())
        .collect();
    String::from_utf8(bytes?)
        .ok()
        .filter(|text| text.chars().count() <= 300)
}

/// Sets or ends the session's cookie.
pub(super) fn set_session(token: Option<&str>) -> String {
    match token {
        Some(token) => format!("{SESSION}={token}; Path=/; Secure; HttpOnly; SameSite=Lax"),
        None => format!("{SESSION}=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0"),
    }
}

/// Leaves a sentence for the next page, or clears it.
pub(super) fn set_notice(text: Option<&str>) -> String {
    match text {
        Some(text) => {
            let short: String = text.chars().take(300).collect();
            let coded = hex(short.as_bytes());
            format!("{NOTICE}={coded}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=60")
        }
        None => format!("{NOTICE}=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0"),
    }
}
