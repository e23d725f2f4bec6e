//! A request that a person writes, to the account of a profile and to nobody else.

use std::collections::HashSet;
use std::ops::ControlFlow;

use thiserror::Error;

use crate::domain::account::AccountHost;
use crate::domain::api_request::{ApiRequest, Target};
use crate::domain::lang::Lang;
use crate::domain::profile::ProfileName;
use crate::domain::tokens::Watcher;
use crate::domain::trouble::{Cause, Trouble};
use crate::oauth::{ApiPage, ApiRefusal, ResponseBody};
use crate::service::access::session::Session;
use crate::service::access::token::TokenError;
use crate::service::context::Context;

/// Why there is no answer, or no good one.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ApiError {
    /// There is no token to ask with.
    #[error(transparent)]
    Token(#[from] TokenError),
    /// An address of another account than the profile's: it is not sent this profile's token.
    #[error("{named} is not {own}")]
    AnotherAccount { named: AccountHost, own: AccountHost },
    /// It was refused, or not answered.
    #[error("{}", .0.trouble)]
    Refused(ApiRefusal),
}

/// Sends one request; gives the body of its answer.
pub async fn call(
    context: &Context,
    name: &ProfileName,
    request: &ApiRequest,
    lang: Lang,
    watcher: &Watcher,
) -> Result<ResponseBody, ApiError> {
    let mut session = Session::open(context, name, watcher).await?;
    send(&mut session, request, lang).await
}

/// What comes of a list that is read to its end.
pub enum Piece {
    /// It has one page, or is none: as it was answered.
    Whole(ResponseBody),
    Page(ApiPage),
}

/// Reads a list to its end, page by page, until `take` has enough.
pub async fn call_all(
    context: &Context,
    name: &ProfileName,
    request: &ApiRequest,
    lang: Lang,
    watcher: &Watcher,
    mut take: impl FnMut(Piece) -> ControlFlow<()>,
) -> Result<(), ApiError> {
    let mut session = Session::open(context, name, watcher).await?;
    let mut request = request.clone();
    let mut seen = HashSet::new();
    loop {
        let body = send(&mut session, &request, lang).await?;
        let page = ApiPage::read(&body);
        let next = page.as_ref().and_then(|page| page.next.clone());
        let is_first = seen.is_empty();
        let piece = match page {
            Some(page) if !is_first || next.is_some() => Piece::Page(page),
            _ if is_first => Piece::Whole(body),
            // A link to the next page is no promise that there is something on it.
            _ if body.is_empty() => return Ok(()),
            _ => return Err(astray("a page of the list is none").into()),
        };
        let taken = take(piece);
        let (ControlFlow::Continue(()), Some(next)) = (taken, next) else {
            return Ok(());
        };
        request.target = Target::parse(&next)
            .ok()
            .filter(|target| target.other_than(session.host()).is_none())
            .ok_or_else(|| astray("the next page is at another host"))?;
        if !seen.insert(next) {
            return Err(astray("the pages lead round in a circle").into());
        }
    }
}

async fn send(
    session: &mut Session,
    request: &ApiRequest,
    lang: Lang,
) -> Result<ResponseBody, ApiError> {
    if let Some(named) = request.target.other_than(session.host()) {
        return Err(ApiError::AnotherAccount { named: named.clone(), own: session.host().clone() });
    }
    let answer = session
        .ask(async |client, at, access| client.request(at, access, request, lang).await)
        .await;
    answer.map_err(ApiError::Refused)
}

impl From<Trouble> for ApiError {
    fn from(trouble: Trouble) -> Self {
        Self::Refused(trouble.into())
    }
}

fn astray(note: &str) -> Trouble {
    Trouble::noted(Cause::BadAnswer, note)
}
