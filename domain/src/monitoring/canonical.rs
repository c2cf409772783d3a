//! One way to write a record as bytes, so that the same content always has the same SHA-256: JSON
//! without white space, keys in the order of their characters, whole numbers only.

use serde::Serialize;
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// The canonical bytes of a record. Keys are sorted here and not left to the order of the fields, so
/// that a field may be declared where it reads best. A record that cannot be written as JSON gives
/// `null`, which no record reads back from: whoever seals reads back first.
pub fn canonical_json(record: &impl Serialize) -> Vec<u8> {
    let mut text = String::new();
    put(
        &serde_json::to_value(record).unwrap_or(Value::Null),
        &mut text,
    );
    text.into_bytes()
}

fn put(value: &Value, text: &mut String) {
    match value {
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            text.push_str(&value.to_string());
        }
        Value::Array(items) => {
            text.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    text.push(',');
                }
                put(item, text);
            }
            text.push(']');
        }
        Value::Object(fields) => {
            let sorted: BTreeMap<&String, &Value> = fields.iter().collect();
            text.push('{');
            for (index, (key, field)) in sorted.into_iter().enumerate() {
                if index > 0 {
                    text.push(',');
                }
                text.push_str(&Value::String(key.clone()).to_string());
                text.push(':');
                put(field, text);
            }
            text.push('}');
        }
    }
}

/// The SHA-256 of bytes.
pub fn sha256_of(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_sorted_and_nothing_stands_between() {
        let record = serde_json::json!({"b": [1, {"z": null, "a": "é\"\n"}], "a": -5});
        let bytes = canonical_json(&record);
        assert_eq!(
            String::from_utf8(bytes).unwrap(),
            "{\"a\":-5,\"b\":[1,{\"a\":\"é\\\"\\n\",\"z\":null}]}"
        );
    }

    #[test]
    fn the_hash_is_sha_256() {
        assert!(sha256_of(b"abc").starts_with(&[0xba, 0x78, 0x16, 0xbf]));
    }
}
