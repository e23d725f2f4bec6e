//! What is known about a connection without opening the store.

use crate::domain::account::AccountHost;
use crate::domain::authorize::{AuthorizationRequest, ClientId, RedirectUri};
use crate::domain::profile::Profiles;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownConnection {
    /// Unknown when nobody knows a profile of this name.
    pub host: Option<AccountHost>,
    pub client_id: Option<ClientId>,
    pub redirect_uri: Option<RedirectUri>,
}

impl KnownConnection {
    /// As it was typed; else as the ledger knows it, from the profile's row or from an attempt that waits.
    pub fn of(order: &AuthorizationRequest, ledger: &Profiles) -> Self {
        match order {
            AuthorizationRequest::New(new, _) => Self {
                host: Some(new.host.clone()),
                client_id: Some(new.credentials.client_id.clone()),
                redirect_uri: Some(new.credentials.redirect_uri.clone()),
            },
            AuthorizationRequest::LongLived(new) => {
                Self { host: Some(new.host.clone()), client_id: None, redirect_uri: None }
            }
            AuthorizationRequest::Reauthorize(again) => {
                let profile = ledger.all.iter().find(|it| it.name == again.profile);
                let pending = ledger.pending.iter().find(|it| it.profile == again.profile);
                Self {
                    host: profile.map(|it| it.host.clone()).or_else(|| Some(pending?.host.clone())),
                    client_id: profile
                        .and_then(|it| it.client_id.clone())
                        .or_else(|| Some(pending?.client_id.clone())),
                    redirect_uri: profile
                        .and_then(|it| it.redirect_uri.clone())
                        .or_else(|| Some(pending?.redirect_uri.clone())),
                }
            }
        }
    }
}
