//! Values of the domain as columns, and back.

use std::cell::Cell;
use std::error::Error;
use std::fmt;

use jiff::Timestamp;
use rusqlite::types::{FromSql, Type, ValueRef};
use rusqlite::{Error as SqlError, Row, Rows as SqlRows};
use serde::Serialize;
use serde::de::value::{Error as WordError, StrDeserializer};
use serde::de::{DeserializeOwned, IntoDeserializer};

use crate::domain::rows::{Rows, UnreadableRow};

type Result<T> = std::result::Result<T, SqlError>;

/// Milliseconds since 1970.
pub(super) fn millis(time: Timestamp) -> i64 {
    time.as_millisecond()
}

/// Reads every row there is. One that makes no sense is told by what the column `key` has, and hides no other.
pub(super) fn rows<T>(
    mut rows: SqlRows<'_>,
    key: &str,
    read: impl Fn(&Row<'_>) -> Result<T>,
) -> Result<Rows<T>> {
    let (mut readable, mut unreadable) = (Vec::new(), Vec::new());
    while let Some(row) = rows.next()? {
        match read(row) {
            Ok(value) => readable.push(value),
            Err(error) => unreadable.push(UnreadableRow::new(&key_of(row, key), &reason(&error))),
        }
    }
    Ok(Rows {
        read: readable,
        unreadable,
    })
}

fn key_of(row: &Row<'_>, column: &str) -> String {
    match row.get_ref(column) {
        Ok(ValueRef::Text(text)) => String::from_utf8_lossy(text).into_owned(),
        Ok(ValueRef::Integer(number)) => number.to_string(),
        Ok(ValueRef::Null | ValueRef::Real(_) | ValueRef::Blob(_)) | Err(_) => "?".to_owned(),
    }
}

/// What is wrong with a row: the name of the column is in it.
pub(super) fn reason(error: &SqlError) -> String {
    match error {
        SqlError::FromSqlConversionFailure(_, _, error) => error.to_string(),
        other => other.to_string(),
    }
}

/// The word by which a value of an enum is known in commands and in JSON.
pub(super) fn word<T: Serialize>(value: T) -> Result<String> {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => Ok(word),
        Ok(other) => Err(SqlError::ToSqlConversionFailure(
            format!("{other} is no word").into(),
        )),
        Err(error) => Err(SqlError::ToSqlConversionFailure(error.into())),
    }
}

/// A number that SQLite, which has no unsigned ones, can hold.
pub(super) fn number(value: u64) -> Result<i64> {
    i64::try_from(value).map_err(|error| SqlError::ToSqlConversionFailure(error.into()))
}

/// The columns of a row, read by name.
pub(super) struct Columns<'r> {
    row: &'r Row<'r>,
    /// Columns are mostly read in the order in which they are. To look there first, before SQLite
    /// searches by name, saves a third of the time that a list of a thousand profiles takes.
    next: Cell<usize>,
}

impl<'r> Columns<'r> {
    pub(super) fn of(row: &'r Row<'r>) -> Self {
        Self {
            row,
            next: Cell::new(0),
        }
    }

    /// A value as SQLite has it.
    pub(super) fn get<T: FromSql>(&self, column: &str) -> Result<T> {
        self.row.get(self.index(column)?)
    }

    /// A time.
    pub(super) fn time(&self, column: &str) -> Result<Timestamp> {
        time(self.get(column)?, column)
    }

    /// A time that may be absent.
    pub(super) fn time_if_any(&self, column: &str) -> Result<Option<Timestamp>> {
        let millis: Option<i64> = self.get(column)?;
        millis.map(|millis| time(millis, column)).transpose()
    }

    /// A number that is never negative.
    pub(super) fn number(&self, column: &str) -> Result<u64> {
        let number: i64 = self.get(column)?;
        u64::try_from(number).map_err(|error| bad(column, error))
    }

    /// The same, when it may be absent.
    pub(super) fn number_if_any(&self, column: &str) -> Result<Option<u64>> {
        let number: Option<i64> = self.get(column)?;
        number
            .map(|number| u64::try_from(number).map_err(|error| bad(column, error)))
            .transpose()
    }

    /// A text that means something, such as a host.
    pub(super) fn parsed<T, E: Error + Send + Sync + 'static>(
        &self,
        column: &str,
        parse: impl FnOnce(&str) -> std::result::Result<T, E>,
    ) -> Result<T> {
        let text = self.row.get_ref(self.index(column)?)?.as_str()?;
        parse(text).map_err(|error| bad(column, error))
    }

    /// The same, when it may be absent.
    pub(super) fn parsed_if_any<T, E: Error + Send + Sync + 'static>(
        &self,
        column: &str,
        parse: impl FnOnce(&str) -> std::result::Result<T, E>,
    ) -> Result<Option<T>> {
        let text = self.row.get_ref(self.index(column)?)?.as_str_or_null()?;
        text.map(|text| parse(text).map_err(|error| bad(column, error)))
            .transpose()
    }

    fn index(&self, column: &str) -> Result<usize> {
        let statement = self.row.as_ref();
        let next = self.next.get();
        let index = match statement.column_name(next) {
            Ok(name) if name == column => next,
            _ => statement.column_index(column)?,
        };
        self.next.set(index + 1);
        Ok(index)
    }
}

/// Reads what [`word`] wrote.
pub(super) fn from_word<T: DeserializeOwned>(word: &str) -> std::result::Result<T, WordError> {
    let word: StrDeserializer<'_, WordError> = word.into_deserializer();
    T::deserialize(word)
}

fn time(millis: i64, column: &str) -> Result<Timestamp> {
    Timestamp::from_millisecond(millis).map_err(|error| bad(column, error))
}

#[derive(Debug)]
struct BadColumn {
    column: String,
    error: Box<dyn Error + Send + Sync>,
}

impl fmt::Display for BadColumn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "column {}: {}", self.column, self.error)
    }
}

impl Error for BadColumn {}

fn bad(column: &str, error: impl Error + Send + Sync + 'static) -> SqlError {
    let bad = BadColumn {
        column: column.to_owned(),
        error: Box::new(error),
    };
    SqlError::FromSqlConversionFailure(0, Type::Text, Box::new(bad))
}
