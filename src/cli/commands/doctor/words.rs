//! What was seen and what mends it, in words: what is on this computer. The network is in `network.rs`.

use std::path::Path;

use super::network;
use crate::domain::profile::{ProfileName, StoreKind};
use crate::domain::shell;
use crate::domain::trouble::{Cause, Trouble};
use crate::i18n::{Arg, Catalog};
use crate::service::doctor::schedule::Tried;
use crate::service::doctor::{
    Finding, browser, cron, folder, homes, ledger, locks, records, schedule, store,
};

/// What was seen, and what mends it.
pub type Words = (String, Option<String>);

/// Says a finding.
pub fn say(finding: &Finding, words: &Catalog) -> Words {
    match finding {
        Finding::Folder(seen) => folder(seen, words),
        Finding::Ledger(seen) => ledger(seen, words),
        Finding::Store(seen) => store(seen, words),
        Finding::Records(seen) => records(seen, words),
        Finding::Homes(seen) => homes(seen, words),
        Finding::Locks(seen) => locks(seen, words),
        Finding::Loopback(seen) => network::loopback(seen, words),
        Finding::Browser(seen) => browser(seen, words),
        Finding::Proxy(seen) => network::proxy(seen, words),
        Finding::Certificates(seen) => network::certificates(seen, words),
        Finding::Clock(seen) => network::clock(seen, words),
        Finding::Cron(seen) => cron(seen, words),
        Finding::Schedule(seen) => schedule(seen, words),
    }
}

/// A command to run.
pub fn command(line: impl Into<String>, words: &Catalog) -> String {
    words.say("doctor-run", &[("command", Arg::from(line.into()))])
}

/// A trouble as evidence: what it is, and what the system said.
pub fn why(trouble: &Trouble, words: &Catalog) -> String {
    let explanation = words.explain(trouble);
    let what = explanation.what.trim_end_matches('.').to_owned();
    match explanation.details {
        Some(details) => format!("{what} ({details})"),
        None => what,
    }
}

/// A trouble with the remedy that is told everywhere else.
pub fn trouble(trouble: &Trouble, words: &Catalog) -> Words {
    (why(trouble, words), words.explain(trouble).next)
}

/// A path as a shell takes it.
fn quoted(path: &Path) -> String {
    shell::quoted(&path.display().to_string())
}

fn shown(path: &Path) -> Arg<'static> {
    Arg::from(path.display().to_string())
}

fn kept(store: StoreKind, words: &Catalog) -> Arg<'static> {
    Arg::from(crate::cli::commands::kept(store, words))
}

fn folder(seen: &folder::Seen, words: &Catalog) -> Words {
    match seen {
        folder::Seen::Fine {
            folder,
            entries,
            took_ms,
        } => {
            let args = [
                ("folder", shown(folder)),
                ("count", Arg::from(*entries)),
                ("ms", Arg::from(*took_ms)),
            ];
            (words.say("doctor-folder-fine", &args), None)
        }
        folder::Seen::Open {
            folder,
            entry,
            mode,
            entries,
            writable,
        } => {
            let id = if *writable {
                "doctor-folder-writable"
            } else {
                "doctor-folder-readable"
            };
            let args = [
                ("entry", shown(entry)),
                ("mode", Arg::from(format!("{mode:04o}"))),
                ("count", Arg::from(*entries)),
            ];
            let mend = format!("chmod -R go-rwx {}", quoted(folder));
            (words.say(id, &args), Some(command(mend, words)))
        }
        folder::Seen::Unusable(error) => trouble(error, words),
    }
}

fn ledger(seen: &ledger::Seen, words: &Catalog) -> Words {
    match seen {
        ledger::Seen::Whole {
            bytes,
            profiles,
            took_ms,
        } => {
            let args = [
                ("profiles", Arg::from(*profiles)),
                ("size", Arg::from(bytes.div_ceil(1024))),
                ("ms", Arg::from(*took_ms)),
            ];
            (words.say("doctor-ledger-whole", &args), None)
        }
        ledger::Seen::Broken {
            file: Some(file),
            trouble,
            backup,
        } if trouble.cause == Cause::LedgerDamaged => {
            let away = file.with_extension("damaged");
            // What SQLite keeps beside it belongs to it.
            let line = format!(
                "mkdir -p {away} && mv {file}* {away}/",
                away = quoted(&away),
                file = quoted(file)
            );
            let mut mend = words.say("doctor-ledger-mend", &[("command", Arg::from(line))]);
            if let Some(backup) = backup {
                let kept = words.say("doctor-ledger-backup", &[("path", shown(backup))]);
                mend = format!("{mend}\n{kept}");
            }
            (why(trouble, words), Some(mend))
        }
        ledger::Seen::Broken { trouble, .. } => self::trouble(trouble, words),
        ledger::Seen::Row(row) => trouble(&row.trouble(), words),
    }
}

fn store(seen: &store::Seen, words: &Catalog) -> Words {
    match seen {
        store::Seen::Works { store, took_ms } => {
            let args = [("store", kept(*store, words)), ("ms", Arg::from(*took_ms))];
            (words.say("doctor-store-works", &args), None)
        }
        store::Seen::Fails { trouble, .. } => self::trouble(trouble, words),
    }
}

fn records(seen: &records::Seen, words: &Catalog) -> Words {
    match seen {
        records::Seen::NoProfiles => (words.text("doctor-no-profiles"), None),
        records::Seen::Unlisted { profiles } => {
            let names: Vec<_> = profiles.iter().map(ProfileName::as_str).collect();
            let args = [("profiles", Arg::from(names.join(", ")))];
            let line = format!("amokey refresh --due {}", names.join(" "));
            (
                words.say("doctor-record-unlisted", &args),
                Some(command(line, words)),
            )
        }
        records::Seen::Abandoned { profiles } => {
            let names: Vec<_> = profiles.iter().map(ProfileName::as_str).collect();
            let args = [("profiles", Arg::from(names.join(", ")))];
            let line = "amokey pending --clean".to_owned();
            (
                words.say("doctor-record-abandoned", &args),
                Some(command(line, words)),
            )
        }
        records::Seen::StoreFails => (words.text("doctor-records-store"), None),
        records::Seen::Agree { agree, of } => {
            let args = [("agree", Arg::from(*agree)), ("of", Arg::from(*of))];
            (words.say("doctor-records-agree", &args), None)
        }
        records::Seen::NotRead { left } => {
            let args = [("left", Arg::from(*left))];
            (words.say("doctor-records-left", &args), None)
        }
        records::Seen::Elsewhere { profile, store } => {
            let mend = match store {
                StoreKind::Keychain => "unset AMOKEY_STORE".to_owned(),
                StoreKind::File => "export AMOKEY_STORE=file".to_owned(),
                // What was in a memory is gone with it.
                StoreKind::Memory => format!("amokey authorize {profile}"),
            };
            let args = [("store", kept(*store, words))];
            (
                words.say("doctor-record-elsewhere", &args),
                Some(command(mend, words)),
            )
        }
        records::Seen::Missing { profile } => (
            words.text("doctor-record-missing"),
            Some(command(format!("amokey authorize {profile}"), words)),
        ),
        records::Seen::Unreadable { trouble, .. } => self::trouble(trouble, words),
        records::Seen::Differs {
            profile,
            first,
            columns,
        } => {
            // An older copy was put back, it seems: only a rotation goes beyond the newer one.
            let mend = if first.column == "generation" {
                format!("amokey refresh --force {profile}")
            } else {
                format!("amokey refresh {profile}")
            };
            let args = [
                ("column", Arg::from(&*first.column)),
                ("row", Arg::from(&*first.row)),
                ("record", Arg::from(&*first.record)),
                ("count", Arg::from(*columns)),
            ];
            (
                words.say("doctor-record-differs", &args),
                Some(command(mend, words)),
            )
        }
    }
}

fn homes(seen: &homes::Seen, words: &Catalog) -> Words {
    let names: Vec<_> = seen.profiles.iter().map(ProfileName::as_str).collect();
    let args = [("profiles", Arg::from(names.join(", ")))];
    let line = format!("amokey store move --to keychain --from {}", seen.home);
    let remedy = [words.text("doctor-home-gone-mend"), command(line, words)].join(" ");
    (words.say("doctor-home-gone", &args), Some(remedy))
}

fn locks(seen: &locks::Seen, words: &Catalog) -> Words {
    match seen {
        locks::Seen::NoProfiles => (words.text("doctor-no-profiles"), None),
        locks::Seen::Free { free, of } => {
            let args = [("free", Arg::from(*free)), ("of", Arg::from(*of))];
            (words.say("doctor-locks-free", &args), None)
        }
        locks::Seen::Held {
            holder: Some(holder),
            ..
        } => {
            let args = [
                ("holder", Arg::from(holder.to_string())),
                // As text: a number of a process is a name.
                ("pid", Arg::from(holder.pid.to_string())),
            ];
            (
                words.say("doctor-lock-held-by", &args),
                Some(words.say("doctor-lock-mend", &args)),
            )
        }
        locks::Seen::Held { holder: None, .. } => (
            words.text("doctor-lock-held"),
            Some(words.text("doctor-lock-wait")),
        ),
        locks::Seen::Unusable { trouble, .. } => self::trouble(trouble, words),
    }
}

fn browser(seen: &browser::Seen, words: &Catalog) -> Words {
    let named = |id, program: &String| words.say(id, &[("program", Arg::from(program.as_str()))]);
    let by_hand = || Some(words.text("doctor-browser-by-hand"));
    match seen {
        browser::Seen::Named { program } => (named("doctor-browser-named", program), None),
        browser::Seen::System { display: None } => (words.text("doctor-browser-system"), None),
        browser::Seen::System {
            display: Some(display),
        } => {
            let args = [("display", Arg::from(display.as_str()))];
            (words.say("doctor-browser-display", &args), None)
        }
        browser::Seen::Text { program } => (named("doctor-browser-text", program), by_hand()),
        browser::Seen::Missing { program } => (
            named("doctor-browser-missing", program),
            Some(command("unset BROWSER", words)),
        ),
        browser::Seen::NoDisplay => (words.text("doctor-browser-no-display"), by_hand()),
        browser::Seen::NoProgram => (words.text("doctor-browser-no-program"), by_hand()),
    }
}

fn cron(seen: &cron::Seen, words: &Catalog) -> Words {
    match seen {
        cron::Seen::Memory => (words.text("doctor-cron-memory"), None),
        cron::Seen::Same { store, folder } => {
            let args = [("store", kept(*store, words)), ("folder", shown(folder))];
            (words.say("doctor-cron-same", &args), None)
        }
        cron::Seen::Needs { store_fails, lines } => {
            let id = if *store_fails {
                "doctor-cron-needs-store"
            } else {
                "doctor-cron-needs-folder"
            };
            let mend = format!("{}\n{}", words.text("doctor-cron-mend"), lines.join("\n"));
            (words.text(id), Some(mend))
        }
        cron::Seen::Never { .. } => (
            words.text("doctor-cron-never"),
            Some(words.text("doctor-cron-store-first")),
        ),
        cron::Seen::NotStarted { reason } => {
            let args = [("reason", Arg::from(reason.as_str()))];
            (
                words.say("doctor-cron-not-started", &args),
                Some(command(
                    "env -i HOME=\"$HOME\" \"$(command -v amokey)\" doctor --as-cron",
                    words,
                )),
            )
        }
    }
}

fn schedule(seen: &schedule::Seen, words: &Catalog) -> Words {
    let with = |with| {
        (
            "with",
            Arg::from(crate::cli::commands::schedule::name(with, words)),
        )
    };
    let install = || Some(command("amokey schedule install", words));
    match seen {
        schedule::Seen::Nothing => (words.text("doctor-schedule-nothing"), None),
        schedule::Seen::Installed {
            with: by,
            program,
            tried,
        } => {
            let program = ("program", Arg::from(program.as_str()));
            let (id, reason) = match tried {
                Tried::Works => ("doctor-schedule-works", ""),
                Tried::OnlyHere => ("doctor-schedule-only-here", ""),
                Tried::Nowhere => ("doctor-schedule-nowhere", ""),
                Tried::NotStarted { reason } => ("doctor-schedule-not-started", reason.as_str()),
            };
            let args = [with(*by), program, ("reason", Arg::from(reason))];
            let mend = match tried {
                Tried::Works => None,
                Tried::Nowhere => Some(words.text("doctor-cron-store-first")),
                Tried::OnlyHere | Tried::NotStarted { .. } => install(),
            };
            (words.say(id, &args), mend)
        }
        schedule::Seen::NoDaemon { .. } => (
            words.text("doctor-schedule-no-daemon"),
            Some(words.text("doctor-schedule-start")),
        ),
        schedule::Seen::Unknown { with: by, reason } => {
            let args = [with(*by), ("reason", Arg::from(reason.as_str()))];
            (words.say("schedule-unknown", &args), None)
        }
    }
}
