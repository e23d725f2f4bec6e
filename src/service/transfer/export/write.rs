//! Writes a token that is there: into a file, into an n8n, or back to whoever asked.

use thiserror::Error;

use crate::domain::profile::ProfileName;
use crate::domain::profile::history::{Action, Event, Outcome};
use crate::domain::secret::Secret;
use crate::domain::token_files::{ExportTarget, Form, TokenExport, Written, write};
use crate::domain::tokens::Connection;
use crate::domain::trouble::Trouble;
use crate::export::{self, FileError, N8n, N8nError, Prepared, Published};
use crate::service::access::token_error::TokenError;
use crate::service::context::{Context, blocking};
use crate::store::killpoint;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportRequest {
    pub form: Form,
    /// Where it goes; `None`: it is given back.
    pub place: Option<ExportTarget>,
    /// The API key, where it goes to an n8n.
    pub n8n_key: Option<Secret>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Exported {
    /// What was written, where no place for it was named.
    pub text: Option<Secret>,
    /// What is to be said of files that were replaced.
    pub replaced: Published,
    /// In how many variables of an n8n it is.
    pub variables: usize,
    /// Whether it is a long-lived token, which nobody refreshes.
    pub is_long_lived: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ExportError {
    /// The form is a folder of files, and no place was named.
    #[error("the form needs a folder")]
    NeedsFolder,
    /// A long-lived token has no refresh token, and some readers take none.
    #[error("there is no refresh token to hand over")]
    NothingToHandOver,
    /// The place does not take it.
    #[error(transparent)]
    File(#[from] FileError),
    /// An n8n does not take it.
    #[error(transparent)]
    N8n(#[from] N8nError),
    /// There is no API key for the n8n.
    #[error("there is no API key for the n8n")]
    NoKey,
    /// A path that is no text cannot be kept.
    #[error("the path cannot be kept")]
    NotKept,
    /// There is no token to write.
    #[error(transparent)]
    Token(#[from] TokenError),
}

impl From<Trouble> for ExportError {
    fn from(trouble: Trouble) -> Self {
        Self::Token(trouble.into())
    }
}

/// Writes a token that is there.
pub(super) async fn put(
    context: &Context,
    name: &ProfileName,
    connection: &Connection,
    wanted: &ExportRequest,
) -> Result<Exported, ExportError> {
    if let Some(ExportTarget::N8n(url)) = &wanted.place {
        let key = wanted.n8n_key.as_ref().ok_or(ExportError::NoKey)?;
        let n8n = N8n::new(url.clone(), key)?;
        return Ok(Exported {
            variables: n8n.write(connection.access()).await?,
            ..Exported::default()
        });
    }
    let written = written(context, name, connection, wanted.form, false).await;
    match prepare(wanted, &written).await? {
        Some(prepared) => {
            killpoint::passed("prepared");
            published(prepared).await
        }
        None => given_back(written),
    }
}

pub(super) fn check(wanted: &ExportRequest) -> Result<(), ExportError> {
    if wanted.form.is_folder() && wanted.place.is_none() {
        return Err(ExportError::NeedsFolder);
    }
    Ok(())
}

pub(super) async fn written(
    context: &Context,
    name: &ProfileName,
    connection: &Connection,
    form: Form,
    handover: bool,
) -> Written {
    let account_id = context.account_id(name, connection).await;
    let known_as = match form {
        Form::N8n => known_as(context, name, connection).await,
        _ => name.to_string(),
    };
    write(form, &TokenExport::of(name, known_as, connection, account_id, handover))
}

/// The name that a profile was connected under; with the account, where another profile is known by that name.
async fn known_as(context: &Context, name: &ProfileName, connection: &Connection) -> String {
    let wanted = name.clone();
    let known = context.with_ledger(move |ledger| {
        let row = ledger.readable_profile(&wanted)?;
        Ok((row.and_then(|row| row.first_name), ledger.was_anothers(&wanted)?))
    });
    match known.await {
        Ok((Some(first), _)) => first.to_string(),
        Ok((None, true)) => format!("{name} {}", connection.host),
        Ok((None, false)) | Err(_) => name.to_string(),
    }
}

pub(super) fn given_back(written: Written) -> Result<Exported, ExportError> {
    match written {
        Written::One(text) => Ok(Exported { text: Some(text), ..Exported::default() }),
        Written::Folder(_) => Err(ExportError::NeedsFolder),
    }
}

pub(super) async fn prepare(
    wanted: &ExportRequest,
    written: &Written,
) -> Result<Option<Prepared>, ExportError> {
    let Some(ExportTarget::File(path)) = wanted.place.clone() else {
        return Ok(None);
    };
    let written = written.clone();
    Ok(Some(blocking(move || Ok::<_, ExportError>(export::prepare(&path, &written)?)).await?))
}

pub(super) async fn published(prepared: Prepared) -> Result<Exported, ExportError> {
    Ok(Exported {
        replaced: blocking(move || Ok::<_, ExportError>(prepared.publish()?)).await?,
        ..Exported::default()
    })
}

/// Writes into the history where it went, or why it did not.
pub(super) async fn log(
    context: &Context,
    name: &ProfileName,
    wanted: &ExportRequest,
    result: Result<Outcome, &ExportError>,
) {
    let outcome = match result {
        Ok(outcome) => outcome,
        Err(ExportError::N8n(N8nError::Unreachable | N8nError::TimedOut)) => Outcome::Temporary,
        Err(_) => Outcome::Refused,
    };
    let place = wanted.place.as_ref().map(|place| format!(" {place}"));
    let why = result.err().map(|error| format!(": {error}"));
    let detail = [Some(wanted.form.into_str().to_owned()), place, why];
    context
        .log_event(Event {
            detail: Some(detail.into_iter().flatten().collect()),
            ..Event::new(context.now(), Some(name.clone()), Action::Export, outcome)
        })
        .await;
}
