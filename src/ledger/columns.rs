//! Values of the domain as columns, and back.

use std::borrow::Cow;
use std::cell::Cell;

use jiff::Timestamp;
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use rusqlite::{Connection, Error as SqlError, Row, Rows as SqlRows, Statement};
use serde::de::value::{Error as WordError, StrDeserializer};
use serde::de::{Deserialize, IntoDeserializer};

use crate::domain::account::{AccountHost, SandboxOrigin};
use crate::domain::authorize::{ClientId, RedirectUri};
use crate::domain::hook::Happening;
use crate::domain::profile::history::{Action, Outcome};
use crate::domain::profile::{GrantType, Note, ProfileName, Rows, StoreKind, UnreadableRow};
use crate::domain::token_files::N8nUrl;

type Result<T> = std::result::Result<T, SqlError>;

/// What is kept as the text by which it is known in commands and in JSON.
macro_rules! as_text {
    ($($type:ty),*) => {$(
        impl ToSql for $type {
            fn to_sql(&self) -> Result<ToSqlOutput<'_>> {
                match serde_json::to_value(self) {
                    Ok(serde_json::Value::String(text)) => Ok(text.into()),
                    Ok(other) => Err(SqlError::ToSqlConversionFailure(format!("{other} is no text").into())),
                    Err(error) => Err(SqlError::ToSqlConversionFailure(error.into())),
                }
            }
        }

        impl FromSql for $type {
            fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
                let text: StrDeserializer<'_, WordError> = value.as_str()?.into_deserializer();
                Self::deserialize(text).map_err(FromSqlError::other)
            }
        }
    )*};
}

as_text!(
    AccountHost,
    Action,
    ClientId,
    GrantType,
    Happening,
    N8nUrl,
    Note,
    Outcome,
    ProfileName,
    RedirectUri,
    SandboxOrigin,
    StoreKind
);

/// A time, kept as milliseconds since 1970.
#[derive(Clone, Copy)]
pub(super) struct Millis(pub(super) Timestamp);

impl ToSql for Millis {
    fn to_sql(&self) -> Result<ToSqlOutput<'_>> {
        Ok(self.0.as_millisecond().into())
    }
}

impl FromSql for Millis {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        Timestamp::from_millisecond(value.as_i64()?).map(Self).map_err(FromSqlError::other)
    }
}

/// Writes one row. `into` is the statement up to the table; the columns are named as their parameters are.
pub(super) fn insert(
    connection: &Connection,
    into: &str,
    values: &[(&str, &dyn ToSql)],
) -> Result<()> {
    let parameters = values.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
    let columns = parameters.replace(':', "");
    let sql = format!("{into} ({columns}) VALUES ({parameters})");
    connection.prepare_cached(&sql)?.execute(values)?;
    Ok(())
}

/// Reads every row there is. One that makes no sense is told by what the column `key` has, and hides no other.
pub(super) fn rows<T>(
    mut rows: SqlRows<'_>,
    key: &str,
    read: impl Fn(&Columns<'_>) -> Result<T>,
) -> Result<Rows<T>> {
    let (mut readable, mut unreadable) = (Vec::new(), Vec::new());
    let names = rows.as_ref().map(names).unwrap_or_default();
    while let Some(row) = rows.next()? {
        match read(&Columns { row, names: Cow::Borrowed(&names), next: Cell::new(0) }) {
            Ok(value) => readable.push(value),
            Err(error) => {
                let reason = match error {
                    SqlError::FromSqlConversionFailure(_, _, error) => error.to_string(),
                    other => other.to_string(),
                };
                unreadable.push(UnreadableRow::new(&key_of(row, key), &reason));
            }
        }
    }
    Ok(Rows { read: readable, unreadable })
}

fn key_of(row: &Row<'_>, column: &str) -> String {
    match row.get_ref(column) {
        Ok(ValueRef::Text(text)) => String::from_utf8_lossy(text).into_owned(),
        Ok(ValueRef::Integer(number)) => number.to_string(),
        Ok(ValueRef::Null | ValueRef::Real(_) | ValueRef::Blob(_)) | Err(_) => "?".to_owned(),
    }
}

/// The columns of a row, read by name. An error names the column.
pub(super) struct Columns<'r> {
    row: &'r Row<'r>,
    /// Asked of SQLite once for all rows: it counts the letters of each name anew, which is a third of the time that a
    /// list of ten thousand profiles takes.
    names: Cow<'r, [String]>,
    /// Columns are mostly read in the order in which they are: it is looked there first.
    next: Cell<usize>,
}

fn names(statement: &Statement<'_>) -> Vec<String> {
    statement.column_names().map(str::to_owned).collect()
}

impl<'r> Columns<'r> {
    pub(super) fn of(row: &'r Row<'r>) -> Self {
        Self { row, names: Cow::Owned(names(row.as_ref())), next: Cell::new(0) }
    }

    pub(super) fn get<T: FromSql>(&self, column: &str) -> Result<T> {
        let index = self.index(column)?;
        let value = self.row.get_ref(index)?;
        T::column_result(value).map_err(|error| {
            let error = format!("column {column}: {error}");
            SqlError::FromSqlConversionFailure(index, value.data_type(), error.into())
        })
    }

    /// As it is kept.
    pub(super) fn text(&self, column: &str) -> Result<Option<&'r str>> {
        let index = self.index(column)?;
        let value = self.row.get_ref(index)?;
        value.as_str_or_null().map_err(|error| {
            SqlError::FromSqlConversionFailure(index, value.data_type(), error.into())
        })
    }

    pub(super) fn time(&self, column: &str) -> Result<Timestamp> {
        Ok(self.get::<Millis>(column)?.0)
    }

    pub(super) fn time_if_any(&self, column: &str) -> Result<Option<Timestamp>> {
        Ok(self.get::<Option<Millis>>(column)?.map(|time| time.0))
    }

    fn index(&self, column: &str) -> Result<usize> {
        let next = self.next.get();
        let index = match self.names.get(next) {
            Some(name) if name == column => next,
            _ => self
                .names
                .iter()
                .position(|name| name == column)
                .ok_or_else(|| SqlError::InvalidColumnName(column.to_owned()))?,
        };
        self.next.set(index + 1);
        Ok(index)
    }
}
