//! What is asked for on the command line, as a request.

use std::fs;
use std::io::{self, Read as _};

use serde::de::IgnoredAny;

use crate::cli::Failure;
use crate::cli::args::access::ApiArgs;
use crate::domain::api_request::{ApiRequest, Header, Method, RequestError, Target};

/// Reads the command line, and the body from where it is: the profile that is named, and what is sent with its token.
pub fn read(args: &ApiArgs) -> Result<(Option<String>, ApiRequest), Failure> {
    let (named, method, path) = apart(&args.request)
        .filter(|(named, ..)| named.is_none() || args.profile.is_none())
        .ok_or_else(|| Failure::usage("cli-api-words").with("given", args.request.join(" ")))?;
    let profile = named.map(ToOwned::to_owned).or_else(|| args.profile.clone());
    let mut target = Target::parse(path).map_err(wrong)?;
    for parameter in &args.query {
        target = target.with(parameter).map_err(wrong)?;
    }
    let headers = args.header.iter().map(|text| Header::parse(text).map_err(wrong));
    let headers = headers.collect::<Result<Vec<_>, _>>()?;
    let body = args.data.as_deref().map(|data| body(data, &headers)).transpose()?;
    // As with curl and gh: who gives a body wants something made of it.
    let by_default = if body.is_some() { Method::Post } else { Method::Get };
    let method = method.unwrap_or(by_default);
    if args.every_page && method != Method::Get {
        return Err(Failure::usage("cli-api-all-reads"));
    }
    Ok((profile, ApiRequest { method, target, headers, body }))
}

/// `[P] [METHOD] PATH`: the path is the last, and of two words before it the first is the profile. One word that
/// is a method is the method.
fn apart(words: &[String]) -> Option<(Option<&str>, Option<Method>, &str)> {
    match words {
        [path] => Some((None, None, path)),
        [word, path] => Some(match word.parse() {
            Ok(method) => (None, Some(method), path),
            Err(_) => (Some(word), None, path),
        }),
        [profile, method, path] => Some((Some(profile), Some(method.parse().ok()?), path)),
        _ => None,
    }
}

/// The text itself, a file, or standard input. Where it is said to be JSON, it is.
fn body(data: &str, headers: &[Header]) -> Result<Vec<u8>, Failure> {
    let unreadable = |path| {
        move |error: io::Error| {
            Failure::usage("cli-api-unreadable").with("path", path).with("reason", error)
        }
    };
    let bytes = match data.strip_prefix('@') {
        Some(path) => fs::read(path).map_err(unreadable(path))?,
        None if data == "-" => {
            let mut bytes = Vec::new();
            io::stdin().lock().read_to_end(&mut bytes).map_err(unreadable("-"))?;
            bytes
        }
        None => data.as_bytes().to_vec(),
    };
    let is_other = headers.iter().any(|header| header.name == "content-type");
    if !is_other && let Err(error) = serde_json::from_slice::<IgnoredAny>(&bytes) {
        return Err(Failure::usage("cli-api-not-json").with("reason", error));
    }
    Ok(bytes)
}

fn wrong(error: RequestError) -> Failure {
    let (id, given) = match error {
        RequestError::NotAPath(given) => ("cli-api-not-a-path", given),
        RequestError::Foreign(given) => ("cli-api-foreign", given),
        RequestError::NotAParameter(given) => ("cli-api-not-a-parameter", given),
        RequestError::NotAHeader(given) => ("cli-api-not-a-header", given),
        RequestError::Ours(given) => ("cli-api-own-header", given),
    };
    Failure::usage(id).with("given", given)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::exit::Exit;

    fn asked(
        request: &[&str],
        data: Option<&str>,
    ) -> Result<(Option<String>, ApiRequest), Failure> {
        read(&ApiArgs {
            profile: None,
            request: request.iter().map(ToString::to_string).collect(),
            data: data.map(ToOwned::to_owned),
            query: vec!["with=contacts".into()],
            header: vec!["X-A: b".into()],
            every_page: false,
            raw: false,
        })
    }

    fn is_usage(request: &[&str], data: Option<&str>) -> bool {
        matches!(asked(request, data), Err(Failure::Message { exit: Exit::Usage, .. }))
    }

    #[test]
    fn profile_and_method_may_be_left_out() {
        let found = |request: &[&str], data| {
            let (profile, request) = asked(request, data).unwrap();
            let path = request.target.path().to_owned();
            (profile, request.method, path)
        };
        let leads = || "/api/v4/leads?with=contacts".to_owned();
        let demo = || Some("demo".to_owned());
        for (words, expected) in [
            (&["/api/v4/leads"][..], (None, Method::Get, leads())),
            (&["demo", "api/v4/leads"], (demo(), Method::Get, leads())),
            (&["PATCH", "/api/v4/leads"], (None, Method::Patch, leads())),
            (&["demo", "DELETE", "/api/v4/leads"], (demo(), Method::Delete, leads())),
            (&["GET", "GET", "/api/v4/leads"], (Some("GET".into()), Method::Get, leads())),
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
            assert!(is_usage(words, None), "{words:?}");
        }
        for data in ["{", "", "@/nowhere/at/all"] {
            assert!(is_usage(&["/api/v4/leads"], Some(data)), "{data}");
        }
    }
}
