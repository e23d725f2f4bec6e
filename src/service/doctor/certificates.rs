//! Whether the platform's certificate is believed: by a connection to it, with the verifier of this system.

use std::path::PathBuf;

use super::asked::Asked;
use super::{Check, Finding, Subject, Verdict};
use crate::domain::trouble::{Cause, Trouble};

/// What was seen.
#[derive(Clone, Debug, PartialEq)]
pub enum Seen {
    /// A sandbox over plain http shows no certificate.
    Sandbox,
    /// The connection stood, and was answered.
    Believed {
        /// The server.
        host: String,
        /// How it answered; any status proves the connection.
        status: u16,
        /// How long it took.
        took_ms: u64,
        /// `SSL_CERT_FILE`, where it is set.
        authorities: Option<PathBuf>,
    },
    /// The certificate was refused, or `SSL_CERT_FILE` cannot be used.
    Refused {
        /// Why.
        trouble: Trouble,
        /// `SSL_CERT_FILE`, where it is set.
        authorities: Option<PathBuf>,
    },
    /// There was no connection, which says nothing about certificates.
    NotAsked {
        /// The server.
        host: String,
    },
}

impl Seen {
    /// Without a certificate that is believed nothing is ever sent.
    pub const fn verdict(&self) -> Verdict {
        match self {
            Self::Sandbox => Verdict::NotApplicable,
            Self::Believed { .. } => Verdict::Ok,
            Self::Refused { .. } => Verdict::Failed,
            Self::NotAsked { .. } => Verdict::Attention,
        }
    }
}

/// Judges by what was answered.
pub fn check(subject: &Subject, answers: &[Asked]) -> Vec<Check> {
    answers
        .iter()
        .map(|asked| {
            let seen = judge(asked, subject.environment.authorities.as_ref());
            Check::about(
                "certificates",
                &asked.host.name,
                Finding::Certificates(seen),
            )
        })
        .collect()
}

fn judge(asked: &Asked, authorities: Option<&PathBuf>) -> Seen {
    let plain = |scheme| scheme == "http";
    let sandbox = asked.host.sandbox.as_ref();
    if sandbox.is_some_and(|origin| plain(origin.scheme())) {
        return Seen::Sandbox;
    }
    let host = asked.host.name.clone();
    let authorities = authorities.cloned();
    match &asked.heard {
        Ok(heard) => Seen::Believed {
            host,
            status: heard.status,
            took_ms: asked.took_ms,
            authorities,
        },
        Err(trouble) if trouble.cause == Cause::Untrusted => Seen::Refused {
            trouble: trouble.clone(),
            authorities,
        },
        Err(_) => Seen::NotAsked { host },
    }
}
