//! What is asked for on the command line, as a request.

use std::fs;
use std::io::{self, Read as _};

use serde::de::IgnoredAny;

use crate::cli::args::Api;
use crate::cli::exit::Code;
use crate::cli::failure;
use crate::domain::api_request::{ApiRequest, Header, Method, RequestError, Target};
use crate::i18n::{Arg, Catalog};

/// A request, and whose token it is sent with.
#[derive(Debug, PartialEq, Eq)]
pub struct Asked {
    pub profile: Option<String>,
    pub request: ApiRequest,
}

/// Reads the command line, and the body from where it is.
pub fn read(args: &Api, words: &Catalog) -> Result<Asked, Code> {
    let tell = |error| wrong(&error, words);
    let (profile, method, path) = apart(&args.request).ok_or_else(|| {
        let given = ("given", Arg::from(args.request.join(" ")));
        failure::usage(words, "cli-api-words", &[given])
    })?;
    let mut target = Target::parse(path).map_err(tell)?;
    for parameter in &args.query {
        target = target.with(parameter).map_err(tell)?;
    }
    let headers: Result<Vec<_>, _> = args.header.iter().map(|text| Header::parse(text)).collect();
    let headers = headers.map_err(tell)?;
    let body = args
        .data
        .as_deref()
        .map(|data| body(data, &headers, words))
        .transpose()?;
    // As with curl and gh: who gives a body wants something made of it.
    let by_default = if body.is_some() {
        Method::Post
    } else {
        Method::Get
    };
    let method = method.unwrap_or(by_default);
    if args.every_page && method != Method::Get {
        return Err(failure::usage(words, "cli-api-all-reads", &[]));
    }
    let request = ApiRequest {
        method,
        target,
        headers,
        body,
    };
    let profile = profile.map(ToOwned::to_owned);
    Ok(Asked { profile, request })
}

/// `[P] [METHOD] PATH`: the path is the last, and of two words before it the first is the profile. One word that
/// is a method is the method.
fn apart(words: &[String]) -> Option<(Option<&str>, Option<Method>, &str)> {
    match words {
        [path] => Some((None, None, path)),
        [word, path] => Some(match Method::parse(word) {
            Some(method) => (None, Some(method), path),
            None => (Some(word), None, path),
        }),
        [profile, method, path] => Some((Some(profile), Some(Method::parse(method)?), path)),
        _ => None,
    }
}

/// The text itself, a file, or standard input. Where it is said to be JSON, it is.
fn body(data: &str, headers: &[Header], words: &Catalog) -> Result<Vec<u8>, Code> {
    let bytes = match data.strip_prefix('@') {
        Some(path) => fs::read(path).map_err(|error| unreadable(path, &error, words))?,
        None if data == "-" => {
            let mut bytes = Vec::new();
            let read = io::stdin().lock().read_to_end(&mut bytes);
            read.map_err(|error| unreadable("-", &error, words))?;
            bytes
        }
        None => data.as_bytes().to_vec(),
    };
    let is_other = headers.iter().any(|header| header.name == "content-type");
    if !is_other && let Err(error) = serde_json::from_slice::<IgnoredAny>(&bytes) {
        let reason = [("reason", Arg::from(error.to_string()))];
        return Err(failure::usage(words, "cli-api-not-json", &reason));
    }
    Ok(bytes)
}

fn unreadable(path: &str, error: &io::Error, words: &Catalog) -> Code {
    let args = [
        ("path", Arg::from(path)),
        ("reason", Arg::from(error.to_string())),
    ];
    failure::usage(words, "cli-api-unreadable", &args)
}

fn wrong(error: &RequestError, words: &Catalog) -> Code {
    let (id, given) = match error {
        RequestError::NotAPath(given) => ("cli-api-not-a-path", given),
        RequestError::Foreign(given) => ("cli-api-foreign", given),
        RequestError::NotAParameter(given) => ("cli-api-not-a-parameter", given),
        RequestError::NotAHeader(given) => ("cli-api-not-a-header", given),
        RequestError::Ours(given) => ("cli-api-own-header", given),
    };
    failure::usage(words, id, &[("given", Arg::from(given.as_str()))])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::lang::Lang;

    fn asked(request: &[&str], data: Option<&str>) -> Result<Asked, Code> {
        let args = Api {
            request: request.iter().map(ToString::to_string).collect(),
            data: data.map(ToOwned::to_owned),
            query: vec!["with=contacts".into()],
            header: vec!["X-A: b".into()],
            every_page: false,
            raw: false,
        };
        read(&args, &Catalog::new(Lang::En))
    }

    #[test]
    fn profile_and_method_may_be_left_out() {
        let found = |request: &[&str], data| {
            let Asked { profile, request } = asked(request, data).unwrap();
            let path = request.target.path().to_owned();
            (profile, request.method, path)
        };
        let leads = || "/api/v4/leads?with=contacts".to_owned();
        let demo = || Some("demo".to_owned());
        for (words, expected) in [
            (&["/api/v4/leads"][..], (None, Method::Get, leads())),
            (&["demo", "api/v4/leads"], (demo(), Method::Get, leads())),
            (&["PATCH", "/api/v4/leads"], (None, Method::Patch, leads())),
            (
                &["demo", "DELETE", "/api/v4/leads"],
                (demo(), Method::Delete, leads()),
            ),
            (
                &["GET", "GET", "/api/v4/leads"],
                (Some("GET".into()), Method::Get, leads()),
            ),
        ] {
            assert_eq!(found(words, None), expected);
        }
        assert_eq!(found(&["/api/v4/leads"], Some("[]")).1, Method::Post);
        assert_eq!(found(&["PUT", "/api/v4/leads"], Some("[]")).1, Method::Put);
    }

    #[test]
    fn what_is_no_request_is_wrong_usage() {
        for words in [
            &["demo"][..],
            &["demo", "get", "/api/v4/leads"],
            &["GET", "demo", "/api/v4/leads"],
            &["https://evil.com/api/v4/leads"],
        ] {
            assert_eq!(asked(words, None), Err(Code::Usage));
        }
        for data in ["{", "", "@/nowhere/at/all"] {
            assert_eq!(asked(&["/api/v4/leads"], Some(data)), Err(Code::Usage));
        }
    }
}
