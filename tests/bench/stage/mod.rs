//! Where the real binary is measured: a keychain, a home and a sandbox of its own, and profiles without a wizard.
#![allow(dead_code, reason = "each measurement uses its part")]

#[path = "../../journeys/http.rs"]
pub mod http;
#[path = "../../journeys/keychain.rs"]
mod keychain;

use std::env;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use amokey::domain::account::AccountHost;
use amokey::domain::credentials::{ClientId, ClientSecret, Credentials};
use amokey::domain::home_id::HomeId;
use amokey::domain::lang::Lang;
use amokey::domain::profile::ProfileName;
use amokey::domain::record::{Connection, Grant, OAuthGrant};
use amokey::domain::redirect_uri::RedirectUri;
use amokey::domain::sandbox_origin::SandboxOrigin;
use amokey::domain::secret::Secret;
use amokey::domain::token::TokenPair;
use amokey::oauth::Endpoint;
use amokey::runtime::{block_on, home::Home, open};
use amokey::sandbox::{self, Options, Sandbox};
use amokey::service::Context;
use amokey::store::file::{Key, key_file};
use amokey::store::{SealedFile, system_keychain};
use jiff::SignedDuration;
use keychain::Keychain;

/// Set in the process that measures.
const INSIDE: &str = "AMOKEY_BENCH_INSIDE";

/// A place to measure at.
pub struct Stage {
    pub folder: tempfile::TempDir,
    pub sandbox: Sandbox,
    pub context: Context,
    /// What else a program of this session finds in its environment.
    more: Vec<(&'static str, PathBuf)>,
}

/// Measures in a second process, whose session has a keychain of its own.
pub fn measure(work: impl FnOnce()) {
    if env::var_os(INSIDE).is_some() {
        return work();
    }
    let keychain = Keychain::unlocked();
    let status = Command::new(env::current_exe().unwrap())
        .args(env::args_os().skip(1))
        .envs(keychain.environment())
        .env(INSIDE, "1")
        .status()
        .unwrap();
    assert!(status.success(), "{status}");
}

impl Stage {
    /// An empty one.
    pub fn new(options: &Options) -> Self {
        Self::keeping(options, |_| {
            Arc::new(system_keychain(HomeId::First, |_| {}))
        })
    }

    /// The same with another store, which may be in the folder of the data.
    pub fn keeping(options: &Options, store: impl FnOnce(&Path) -> open::Opened) -> Self {
        let folder = tempfile::tempdir().unwrap();
        // Its entries have the names by which secret-tool is asked for them.
        let data = folder.path().join("data");
        fs::create_dir(&data).unwrap();
        fs::write(data.join("home.id"), "first\n").unwrap();
        let home = Home::at(data).unwrap();
        let store = store(home.folder());
        Self {
            more: Vec::new(),
            context: open::context(&home, store, Lang::En, Box::new(|_| {})),
            sandbox: sandbox::start(options).unwrap(),
            folder,
        }
    }

    /// The same with a sealed file and its key file.
    pub fn sealed(options: &Options) -> Self {
        let mut stage = Self::keeping(options, |folder| {
            let bytes = Key::random().unwrap();
            key_file::create(&folder.join("amokey.key"), &bytes).unwrap();
            SealedFile::create(folder, &Key::Raw(bytes)).unwrap();
            Arc::new(sealed_file(folder))
        });
        let key = stage.folder.path().join("data/amokey.key");
        stage.more = vec![
            ("AMOKEY_STORE", PathBuf::from("file")),
            ("AMOKEY_KEY_FILE", key),
        ];
        stage
    }

    /// A program in this session, with nothing in its environment but what it needs.
    pub fn command(&self, program: &str, args: &[&str]) -> Command {
        let mut command = Command::new(program);
        command
            .args(args)
            .env_clear()
            .env("PATH", env::var_os("PATH").unwrap())
            .env("HOME", self.folder.path())
            .env("AMOKEY_HOME", self.folder.path().join("data"))
            .env("AMOKEY_LANG", "en")
            .envs(self.more.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::null());
        if let Some(address) = env::var_os("DBUS_SESSION_BUS_ADDRESS") {
            command.env("DBUS_SESSION_BUS_ADDRESS", address);
        }
        command
    }

    /// The binary that is measured.
    pub fn amokey(&self, args: &[&str]) -> Command {
        self.command(env!("CARGO_BIN_EXE_amokey"), args)
    }

    /// A profile whose access token was issued so long ago, with a pair of its own.
    pub fn connects(&self, profile: &str, ago: SignedDuration) {
        let ready = self.sandbox.ready();
        let at = Endpoint {
            host: AccountHost::parse(&ready.account).unwrap(),
            sandbox: Some(SandboxOrigin::parse(&ready.origin).unwrap()),
        };
        let credentials = Credentials {
            client_id: ClientId::parse(&ready.client_id).unwrap(),
            client_secret: ClientSecret::parse(&ready.client_secret).unwrap(),
            redirect_uri: RedirectUri::parse(&ready.redirect_uri).unwrap(),
        };
        let code = Secret::new(self.sandbox.fresh_code(None).unwrap());
        let name = ProfileName::parse(profile).unwrap();
        let connected = block_on(async {
            let answer = self
                .context
                .oauth
                .exchange(&at, &credentials, &code)
                .await?;
            let mut tokens = TokenPair::received(answer, self.context.moment());
            tokens.issued_at -= ago;
            let connection = Connection {
                host: at.host,
                sandbox: at.sandbox,
                grant: Grant::OAuth(OAuthGrant {
                    credentials,
                    tokens,
                    previous_refresh: None,
                    refreshing_since: None,
                }),
            };
            self.context
                .change(&name, |record| record.connection = Some(connection))
                .await
        });
        connected.unwrap().unwrap();
    }
}

/// The sealed file of a folder, opened with the key file beside it.
pub fn sealed_file(folder: &Path) -> SealedFile {
    let key = folder.join("amokey.key");
    SealedFile::new(folder, Box::new(move |_| key_file::read(&key)))
}

/// How long a program takes from its start to its end; it has to end well.
pub fn time(command: &mut Command) -> (Duration, String) {
    let begun = Instant::now();
    let output = command.output().unwrap();
    let took = begun.elapsed();
    assert!(output.status.success(), "{output:?}");
    (took, String::from_utf8(output.stdout).unwrap())
}

/// The one in the middle, and the slowest.
pub fn middle(mut times: Vec<Duration>) -> (Duration, Duration) {
    times.sort_unstable();
    (times[times.len() / 2], times[times.len() - 1])
}

pub fn say(line: &str) {
    let _ = writeln!(std::io::stdout(), "{line}");
}
