//! A Secret Service of its own: a bus, a daemon, a home, all gone afterwards.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use crate::files::{new_folder, set_mode};

pub struct Keychain {
    home: tempfile::TempDir,
    address: String,
    bus: Child,
    daemon: Option<Child>,
}

impl Keychain {
    pub fn unlocked() -> Self {
        let mut keychain = Self::bus_only();
        keychain.unlock();
        keychain
    }

    pub fn locked() -> Self {
        let mut keychain = Self::unlocked();
        keychain.lock();
        keychain
    }

    /// Forgets the password: the keyring exists and is not open, because the daemon starts anew without it.
    pub fn lock(&mut self) {
        self.stop_daemon();
        self.start_daemon("--start", "");
    }

    /// A bus on which nobody keeps secrets.
    pub fn bus_only() -> Self {
        let home = new_folder();
        set_mode(home.path(), 0o700);
        let config = home.path().join("bus.conf");
        std::fs::write(
            &config,
            "<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen>\
             <policy context=\"default\"><allow send_destination=\"*\" eavesdrop=\"true\"/>\
             <allow eavesdrop=\"true\"/><allow own=\"*\"/></policy></busconfig>",
        )
        .unwrap();
        let mut bus = Command::new("dbus-daemon")
            .arg("--config-file")
            .arg(&config)
            .args(["--print-address", "--nofork", "--nosyslog"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("dbus-daemon; tests/run installs it");
        let mut address = String::new();
        BufReader::new(bus.stdout.take().unwrap()).read_line(&mut address).unwrap();
        Self { home, address: address.trim().to_owned(), bus, daemon: None }
    }

    /// Ends: nobody keeps secrets any more.
    pub fn leaves(&mut self) {
        self.stop_daemon();
    }

    pub fn unlock(&mut self) {
        self.stop_daemon();
        self.start_daemon("--unlock", "test");
    }

    fn start_daemon(&mut self, how: &str, password: &str) {
        let mut daemon = self
            .command("gnome-keyring-daemon")
            .args([how, "--foreground", "--components=secrets"])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("gnome-keyring-daemon; tests/run installs it");
        daemon.stdin.take().unwrap().write_all(password.as_bytes()).unwrap();
        self.daemon = Some(daemon);
        while !self.is_served() {}
    }

    fn stop_daemon(&mut self) {
        if let Some(mut daemon) = self.daemon.take() {
            daemon.kill().unwrap();
            daemon.wait().unwrap();
            while self.is_served() {}
        }
    }

    /// Whether somebody owns the name under which secrets are kept.
    pub fn is_served(&self) -> bool {
        let answer = self
            .command("dbus-send")
            .args(["--session", "--print-reply", "--dest=org.freedesktop.DBus"])
            .args(["/org/freedesktop/DBus", "org.freedesktop.DBus.NameHasOwner"])
            .arg("string:org.freedesktop.secrets")
            .output()
            .expect("dbus-send; tests/run installs it");
        String::from_utf8_lossy(&answer.stdout).contains("boolean true")
    }

    /// What another program reads for a profile, in whichever home it is.
    pub fn lookup(&self, profile: &str) -> Option<String> {
        let username = self.username(profile)?;
        let answer = self
            .command("secret-tool")
            .args(["lookup", "service", "amokey", "username", &username])
            .output()
            .expect("secret-tool; tests/run installs it");
        answer.status.success().then(|| String::from_utf8(answer.stdout).unwrap())
    }

    /// The name of a profile's entry: alone, or before the id of its home.
    pub fn username(&self, profile: &str) -> Option<String> {
        let found = self
            .command("secret-tool")
            .args(["search", "--all", "service", "amokey"])
            .output()
            .expect("secret-tool; tests/run installs it");
        let found = String::from_utf8([found.stdout, found.stderr].concat()).unwrap();
        found
            .lines()
            .filter_map(|line| line.strip_prefix("attribute.username = "))
            .find(|name| *name == profile || name.starts_with(&format!("{profile}@")))
            .map(str::to_owned)
    }

    /// Changes what is kept for a profile, as time or another program would.
    pub fn rewrites(&self, profile: &str, change: impl FnOnce(&mut serde_json::Value)) {
        let kept = self.lookup(profile).expect("a record");
        let mut record = serde_json::from_str(&kept).unwrap();
        change(&mut record);
        let username = self.username(profile).unwrap();
        let attributes = ["service", "amokey", "username", &username];
        // Two entries of one name are nobody's: the old one goes first.
        assert!(
            self.command("secret-tool").arg("clear").args(attributes).status().unwrap().success()
        );
        self.stores(profile, &attributes, &record.to_string());
    }

    /// Puts an entry there, as another program would. Attributes are names and values in turn.
    pub fn stores(&self, label: &str, attributes: &[&str], secret: &str) {
        let mut store = self
            .command("secret-tool")
            .args(["store", "--label", label])
            .args(attributes)
            .stdin(Stdio::piped())
            .spawn()
            .expect("secret-tool; tests/run installs it");
        let mut input = store.stdin.take().unwrap();
        input.write_all(secret.as_bytes()).unwrap();
        drop(input);
        assert!(store.wait().unwrap().success());
    }

    pub fn ages(&self, profile: &str) {
        self.rewrites(profile, |record| {
            record["record"]["connection"]["grant"]["tokens"]["issued_at"] =
                "2020-01-01T00:00:00Z".into();
        });
    }

    /// What a program needs in its environment to find it.
    pub fn environment(&self) -> Vec<(String, String)> {
        vec![("DBUS_SESSION_BUS_ADDRESS".into(), self.address.clone())]
    }

    fn command(&self, program: &str) -> Command {
        let home: &Path = self.home.path();
        let mut command = Command::new(program);
        command
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap())
            .env("HOME", home)
            .env("XDG_DATA_HOME", home)
            .env("XDG_RUNTIME_DIR", home)
            .env("DBUS_SESSION_BUS_ADDRESS", &self.address);
        command
    }
}

impl Drop for Keychain {
    fn drop(&mut self) {
        for child in self.daemon.iter_mut().chain([&mut self.bus]) {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}
