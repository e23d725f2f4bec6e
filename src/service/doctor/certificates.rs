//! Whether the platform's certificate is believed: by a connection to it, with the verifier of this system.

use std::path::Path;

use super::check::Check;
use super::hosts::HostAnswer;
use crate::domain::trouble::Cause;

/// Judges by what was answered. `authorities` is `SSL_CERT_FILE`, where it is set.
pub fn check(answer: &HostAnswer, authorities: Option<&Path>) -> Check {
    let host = &answer.host;
    let name = format!("certificates:{}", host.name);
    if host.sandbox.as_ref().is_some_and(|origin| origin.scheme() == "http") {
        return Check::not_applicable(name, "doctor-certificates-sandbox");
    }
    match &answer.reply {
        // Any status proves the connection.
        Ok(reply) => {
            let check = match authorities {
                Some(file) => {
                    Check::ok(name, "doctor-certificates-believed-own").text("file", file.display())
                }
                None => Check::ok(name, "doctor-certificates-believed"),
            };
            check.text("host", &host.name).text("status", reply.status).number("ms", answer.took_ms)
        }
        Err(trouble) if trouble.cause == Cause::Untrusted => {
            let check = Check::trouble(name, trouble.clone());
            match authorities {
                // What was set by hand is the first thing to doubt.
                Some(_) => check.fix("doctor-certificates-own"),
                None => check,
            }
        }
        // No connection says nothing about certificates.
        Err(_) => Check::attention(name, "doctor-certificates-not-asked"),
    }
}
