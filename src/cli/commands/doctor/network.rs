//! What was seen of the network, and what mends it, in words.

use super::words::{Words, command, trouble, why};
use crate::domain::trouble::Trouble;
use crate::i18n::{Arg, Catalog};
use crate::service::doctor::{certificates, clock, loopback, proxy};

/// The way back from the browser.
pub fn loopback(seen: &loopback::Seen, words: &Catalog) -> Words {
    let free = |port: u16| {
        let args = [("command", Arg::from(who_listens(port)))];
        Some(words.say("doctor-loopback-free", &args))
    };
    match seen {
        loopback::Seen::NotOurs => (words.text("doctor-loopback-not-ours"), None),
        loopback::Seen::Works {
            addresses, took_ms, ..
        } => {
            let addresses: Vec<String> = addresses.iter().map(ToString::to_string).collect();
            let args = [
                ("addresses", Arg::from(addresses.join(", "))),
                ("ms", Arg::from(*took_ms)),
            ];
            (words.say("doctor-loopback-works", &args), None)
        }
        loopback::Seen::Taken {
            port,
            holder: Some(holder),
        } => {
            let args = [("holder", Arg::from(holder.as_str()))];
            (words.say("doctor-loopback-taken-by", &args), free(*port))
        }
        loopback::Seen::Taken { port, holder: None } => {
            (words.text("doctor-loopback-taken"), free(*port))
        }
        loopback::Seen::Forbidden { .. } => (
            words.text("doctor-loopback-forbidden"),
            Some(words.text("doctor-loopback-higher")),
        ),
        loopback::Seen::Lost { address, reason } => {
            let args = [
                ("address", Arg::from(address.as_str())),
                ("reason", Arg::from(reason.as_str())),
            ];
            (
                words.say("doctor-loopback-lost", &args),
                Some(words.text("doctor-loopback-firewall")),
            )
        }
    }
}

/// The command that names whoever listens on a port.
fn who_listens(port: u16) -> String {
    if cfg!(target_os = "linux") {
        format!("ss -ltnp 'sport = :{port}'")
    } else if cfg!(windows) {
        format!("netstat -ano | findstr :{port}")
    } else {
        format!("lsof -nP -iTCP:{port} -sTCP:LISTEN")
    }
}

/// The proxy.
pub fn proxy(seen: &proxy::Seen, words: &Catalog) -> Words {
    let at = |id, proxy: &String| words.say(id, &[("proxy", Arg::from(proxy.as_str()))]);
    match seen {
        proxy::Seen::Sandbox => (words.text("doctor-proxy-sandbox"), None),
        proxy::Seen::None => (words.text("doctor-proxy-none"), None),
        proxy::Seen::Excepted { host } => {
            let args = [("host", Arg::from(host.as_str()))];
            (words.say("doctor-proxy-excepted", &args), None)
        }
        proxy::Seen::Answers { proxy, took_ms } => {
            let args = [
                ("proxy", Arg::from(proxy.as_str())),
                ("ms", Arg::from(*took_ms)),
            ];
            (words.say("doctor-proxy-answers", &args), None)
        }
        proxy::Seen::Malformed { variable } => {
            let args = [("variable", Arg::from(variable.as_str()))];
            (
                words.say("doctor-proxy-malformed", &args),
                Some(command(
                    format!("export {variable}=http://HOST:PORT"),
                    words,
                )),
            )
        }
        proxy::Seen::Unsupported { proxy } => (
            at("doctor-proxy-unsupported", proxy),
            Some(command("export HTTPS_PROXY=http://HOST:PORT", words)),
        ),
        proxy::Seen::Silent { proxy, reason } => {
            let reason = reason
                .clone()
                .unwrap_or_else(|| words.text("doctor-time-over"));
            let args = [
                ("proxy", Arg::from(proxy.as_str())),
                ("reason", Arg::from(reason)),
            ];
            (
                words.say("doctor-proxy-silent", &args),
                Some(words.text("doctor-proxy-mend")),
            )
        }
    }
}

/// A trouble on the way, and of what the system said the last and innermost: the rest only leads there.
fn in_short(trouble: &Trouble, words: &Catalog) -> String {
    let what = words.explain(trouble).what;
    let reason = trouble.detail.note.as_deref();
    match reason.and_then(|note| note.rsplit(": ").next()) {
        Some(reason) => format!("{} ({reason})", what.trim_end_matches('.')),
        None => what,
    }
}

/// A server that could not be asked says nothing about what was to be checked.
fn not_asked(host: &str, trouble: &Trouble, words: &Catalog) -> Words {
    let args = [
        ("host", Arg::from(host)),
        ("reason", Arg::from(in_short(trouble, words))),
    ];
    (
        words.say("doctor-not-asked", &args),
        words.explain(trouble).next,
    )
}

/// The platform's certificate.
pub fn certificates(seen: &certificates::Seen, words: &Catalog) -> Words {
    match seen {
        certificates::Seen::Sandbox => (words.text("doctor-certificates-sandbox"), None),
        certificates::Seen::Believed {
            host,
            status,
            took_ms,
            authorities,
        } => {
            let id = match authorities {
                Some(_) => "doctor-certificates-believed-own",
                None => "doctor-certificates-believed",
            };
            let file = authorities.as_ref().map(|file| file.display().to_string());
            let args = [
                ("host", Arg::from(host.as_str())),
                ("status", Arg::from(status.to_string())),
                ("ms", Arg::from(*took_ms)),
                ("file", Arg::from(file.unwrap_or_default())),
            ];
            (words.say(id, &args), None)
        }
        // What was set by hand is the first thing to doubt.
        certificates::Seen::Refused {
            trouble,
            authorities: Some(_),
        } => (
            why(trouble, words),
            Some(words.text("doctor-certificates-own")),
        ),
        certificates::Seen::Refused {
            trouble: refused,
            authorities: None,
        } => trouble(refused, words),
        certificates::Seen::NotAsked { .. } => (words.text("doctor-certificates-not-asked"), None),
    }
}

/// Our clock against the server's.
pub fn clock(seen: &clock::Seen, words: &Catalog) -> Words {
    let mend = || {
        Some(command(
            if cfg!(target_os = "linux") {
                "sudo timedatectl set-ntp true"
            } else if cfg!(windows) {
                "w32tm /resync"
            } else {
                "sudo sntp -sS time.apple.com"
            },
            words,
        ))
    };
    let wrong = |id, host: &String, off: u64| {
        let args = [
            ("host", Arg::from(host.as_str())),
            // Minutes are enough, the nearest ones.
            ("off", Arg::from(words.left((off + 30) / 60 * 60))),
        ];
        (words.say(id, &args), mend())
    };
    match seen {
        clock::Seen::Right { host, off } => {
            let args = [("host", Arg::from(host.as_str())), ("off", Arg::from(*off))];
            (words.say("doctor-clock-right", &args), None)
        }
        clock::Seen::Behind { host, off } => wrong("doctor-clock-behind", host, *off),
        clock::Seen::Ahead { host, off } => wrong("doctor-clock-ahead", host, *off),
        clock::Seen::NoDate { host } => {
            let args = [("host", Arg::from(host.as_str()))];
            (words.say("doctor-clock-no-date", &args), None)
        }
        clock::Seen::NotAsked { host, trouble } => not_asked(host, trouble, words),
    }
}
