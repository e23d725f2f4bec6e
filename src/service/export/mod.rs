//! Writes tokens for another program: the access token as often as wanted, the refresh token only by handing it over.

mod handover;
mod kept;

use thiserror::Error;

use super::context::Context;
use super::exec::account_id;
use super::token::{TokenError, lasting};
use crate::domain::handing::{Form, Handed, Place, Written, write};
use crate::domain::history::{Action, Event, Outcome};
use crate::domain::profile::ProfileName;
use crate::domain::record::Connection;
use crate::domain::refreshing::Watcher;
use crate::domain::secret::Secret;
use crate::domain::trouble::{Cause, Trouble};
use crate::outlet::{self, FileError, N8n, Prepared, Published};
use crate::store::killpoint;

pub use crate::outlet::N8nError;
pub use handover::hand_over;
pub use kept::{again, keep, keep_no_longer};

/// What is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// The form.
    pub form: Form,
    /// Where it goes; `None`: it is given back.
    pub place: Option<Place>,
    /// The API key, where it goes to an n8n.
    pub n8n_key: Option<Secret>,
}

/// How it ended well.
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

/// Why nothing was written.
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

/// Writes an access token that lasts for a while.
pub async fn export(
    context: &Context,
    name: &ProfileName,
    wanted: &Wanted,
    watcher: &Watcher,
) -> Result<Exported, ExportError> {
    let (exported, _) = export_token(context, name, wanted, watcher).await?;
    Ok(exported)
}

/// The same, and the token that was written.
async fn export_token(
    context: &Context,
    name: &ProfileName,
    wanted: &Wanted,
    watcher: &Watcher,
) -> Result<(Exported, Secret), ExportError> {
    check(wanted)?;
    let connection = lasting(context, name, watcher).await?;
    let result = put(context, name, &connection, wanted).await;
    note(context, name, wanted, result.as_ref().err()).await;
    let exported = Exported {
        is_long_lived: connection.credentials().is_none(),
        ..result?
    };
    Ok((exported, connection.access().clone()))
}

/// Writes a token that is there.
async fn put(
    context: &Context,
    name: &ProfileName,
    connection: &Connection,
    wanted: &Wanted,
) -> Result<Exported, ExportError> {
    if let Some(Place::N8n(url)) = &wanted.place {
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

fn check(wanted: &Wanted) -> Result<(), ExportError> {
    if wanted.form.is_folder() && wanted.place.is_none() {
        return Err(ExportError::NeedsFolder);
    }
    Ok(())
}

async fn written(
    context: &Context,
    name: &ProfileName,
    connection: &Connection,
    form: Form,
    handover: bool,
) -> Written {
    let account_id = account_id(context, name, connection).await;
    write(form, &Handed::of(name, connection, account_id, handover))
}

fn given_back(written: Written) -> Result<Exported, ExportError> {
    match written {
        Written::One(text) => Ok(Exported {
            text: Some(text),
            ..Exported::default()
        }),
        Written::Folder(_) => Err(ExportError::NeedsFolder),
    }
}

async fn prepare(wanted: &Wanted, written: &Written) -> Result<Option<Prepared>, ExportError> {
    let Some(Place::File(path)) = wanted.place.clone() else {
        return Ok(None);
    };
    let written = written.clone();
    Ok(Some(
        on_disk(move || outlet::prepare(&path, &written)).await?,
    ))
}

async fn published(prepared: Prepared) -> Result<Exported, ExportError> {
    Ok(Exported {
        replaced: on_disk(move || prepared.publish()).await?,
        ..Exported::default()
    })
}

async fn on_disk<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, FileError> + Send + 'static,
) -> Result<T, ExportError> {
    match tokio::task::spawn_blocking(work).await {
        Ok(result) => Ok(result?),
        Err(_) => Err(Trouble::noted(Cause::Internal, "a worker ended early").into()),
    }
}

/// Notes where it went, or why it did not.
async fn note(context: &Context, name: &ProfileName, wanted: &Wanted, error: Option<&ExportError>) {
    let outcome = match error {
        None => Outcome::Exported,
        Some(ExportError::N8n(N8nError::Unreachable | N8nError::TimedOut)) => Outcome::Temporary,
        Some(_) => Outcome::Refused,
    };
    let place = wanted.place.as_ref().map(|place| format!(" {place}"));
    let why = error.map(|error| format!(": {error}"));
    let detail = [Some(wanted.form.id().to_owned()), place, why];
    context
        .note(Event {
            detail: Some(detail.into_iter().flatten().collect()),
            ..Event::new(context.now(), Some(name.clone()), Action::Export, outcome)
        })
        .await;
}
