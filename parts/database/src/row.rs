//! A row as it came from either engine, read by position.

use crate::{DatabaseFault, Id, Value};

/// One row; columns are read by position, from 0.
#[derive(Debug, Clone)]
pub struct Row(pub(crate) Vec<Value>);

impl Row {
    /// A row of these columns.
    pub fn of(values: Vec<Value>) -> Self {
        Self(values)
    }

    /// The columns in their order.
    pub fn values(&self) -> &[Value] {
        &self.0
    }

    /// The row as bytes that no other row has: each column with its kind and its length before it. Both
    /// engines give the same, so that a hash over them stands for the row.
    pub fn canonical(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        for value in &self.0 {
            let (kind, content): (u8, Vec<u8>) = match value {
                Value::Null => (0, Vec::new()),
                Value::Integer(number) => (1, number.to_be_bytes().to_vec()),
                Value::Text(text) => (2, text.clone().into_bytes()),
                Value::Bytes(content) => (3, content.clone()),
            };
            bytes.push(kind);
            bytes.extend(
                u64::try_from(content.len())
                    .unwrap_or(u64::MAX)
                    .to_be_bytes(),
            );
            bytes.extend(content);
        }
        bytes
    }

    fn value(&self, column: usize) -> Result<&Value, DatabaseFault> {
        self.0.get(column).ok_or(DatabaseFault::Column {
            column,
            wanted: "there",
        })
    }

    /// A whole number.
    pub fn integer(&self, column: usize) -> Result<i64, DatabaseFault> {
        match self.value(column)? {
            Value::Integer(number) => Ok(*number),
            Value::Null | Value::Text(_) | Value::Bytes(_) => Err(DatabaseFault::Column {
                column,
                wanted: "a whole number",
            }),
        }
    }

    /// Text.
    pub fn text(&self, column: usize) -> Result<String, DatabaseFault> {
        match self.value(column)? {
            Value::Text(text) => Ok(text.clone()),
            Value::Null | Value::Integer(_) | Value::Bytes(_) => Err(DatabaseFault::Column {
                column,
                wanted: "text",
            }),
        }
    }

    /// Bytes.
    pub fn bytes(&self, column: usize) -> Result<Vec<u8>, DatabaseFault> {
        match self.value(column)? {
            Value::Bytes(bytes) => Ok(bytes.clone()),
            Value::Null | Value::Integer(_) | Value::Text(_) => Err(DatabaseFault::Column {
                column,
                wanted: "bytes",
            }),
        }
    }

    /// A SHA-256: 32 bytes.
    pub fn sha256(&self, column: usize) -> Result<[u8; 32], DatabaseFault> {
        <[u8; 32]>::try_from(self.bytes(column)?).map_err(|_| DatabaseFault::Column {
            column,
            wanted: "32 bytes",
        })
    }

    /// A key: 16 bytes.
    pub fn id(&self, column: usize) -> Result<Id, DatabaseFault> {
        Id::from_slice(&self.bytes(column)?).map_err(|_| DatabaseFault::Column {
            column,
            wanted: "a key",
        })
    }

    /// A date, kept as `yyyy-mm-dd`.
    pub fn date(&self, column: usize) -> Result<jiff::civil::Date, DatabaseFault> {
        self.text(column)?
            .parse()
            .map_err(|_| DatabaseFault::Column {
                column,
                wanted: "a date",
            })
    }

    /// An instant, kept as milliseconds since 1970.
    pub fn instant(&self, column: usize) -> Result<jiff::Timestamp, DatabaseFault> {
        jiff::Timestamp::from_millisecond(self.integer(column)?).map_err(|_| {
            DatabaseFault::Column {
                column,
                wanted: "an instant",
            }
        })
    }

    /// Whether the column holds nothing.
    pub fn is_null(&self, column: usize) -> Result<bool, DatabaseFault> {
        Ok(matches!(self.value(column)?, Value::Null))
    }

    /// Reads the column with `read` unless it holds nothing: `row.optional(3, Row::date)`.
    pub fn optional<T>(
        &self,
        column: usize,
        read: impl FnOnce(&Self, usize) -> Result<T, DatabaseFault>,
    ) -> Result<Option<T>, DatabaseFault> {
        if self.is_null(column)? {
            Ok(None)
        } else {
            read(self, column).map(Some)
        }
    }
}
