//! Commands with many profiles.

use std::io::ErrorKind;
use std::net::TcpListener;
use std::os::unix::net::UnixListener;
use std::time::Duration;

use amokey::domain::home_id::HomeId;
use amokey::domain::profile::history::{Action, Event, Outcome};
use amokey::domain::profile::{Profile, ProfileName};
use amokey::domain::secret::Secret;
use amokey::domain::tokens::record::{Grant, Record};
use amokey::ledger::Ledger;
use amokey::sandbox::Options;
use amokey::store::{Store as _, system_keychain};
use jiff::{SignedDuration, Timestamp};

use crate::figures::{AMOKEY, Times, connected, connected_in_session, program, time};
use crate::person::Person;
use crate::samples;

/// `amokey refresh --all --due` with 500 profiles of one integration at the limit of the server.
pub fn refresh_all() {
    const PROFILES: u32 = 500;
    const PER_SECOND: f64 = 7.0;
    let person = connected_in_session(&Options {
        latency: Duration::from_millis(100),
        ..Options::default()
    });
    let store = system_keychain(HomeId::First, |_| {});
    let demo = store.load(&name(0)).unwrap().unwrap();
    for n in 0..PROFILES {
        store.save(&name(n), &as_if_connected_yesterday(&person, &demo, n)).unwrap();
    }
    copy_rows(&person, PROFILES, |row| {
        if let Some(access) = &mut row.access {
            access.expires_at -= SignedDuration::from_hours(24);
        }
    });
    let begun = std::time::Instant::now();
    let output = program(&person, AMOKEY, &["refresh", "--all", "--due"]).output().unwrap();
    let (took, stats) = (begun.elapsed(), person.sandbox.stats());
    let errors = String::from_utf8_lossy(&output.stderr);
    let asked = stats.token_requests("refresh_token", "200");
    let rate = f64::from(PROFILES) / took.as_secs_f64();
    println!(
        "{PROFILES} due profiles: {asked} refreshed in {took:.1?}, {rate:.2} a second, {:.1} % of what is allowed \
         (at least 95 %); {} times 429 (never)",
        rate / PER_SECOND * 100.0,
        stats.token_requests("refresh_token", "429")
    );
    assert_eq!(asked, u64::from(PROFILES), "{stats:?} {errors}");
    assert_eq!(stats.token_requests("refresh_token", "429"), 0, "{stats:?}");
    assert!(output.status.success(), "{errors}");
}

/// A record with a pair of its own, which the sandbox knows.
fn as_if_connected_yesterday(person: &Person, demo: &Record, n: u32) -> Record {
    let mut record = demo.clone();
    let Some(Grant::OAuth(grant)) = record.connection.as_mut().map(|it| &mut it.grant) else {
        panic!("it is connected by a code");
    };
    let own = |token: &Secret| Secret::new(format!("{}{n}", token.expose()));
    let tokens = &mut grant.tokens;
    (tokens.access, tokens.refresh) = (own(&tokens.access), own(&tokens.refresh));
    tokens.issued_at -= SignedDuration::from_hours(24);
    let (access, refresh) = (tokens.access.expose(), tokens.refresh.expose());
    let account = &person.sandbox.ready().account;
    assert!(person.sandbox.adopt(account, access, Some(refresh)));
    record
}

/// `amokey status`, while whoever listens for the keychain or the network hears nothing.
pub fn status() {
    const PROFILES: u32 = 1_000;
    let person = connected(&Options::default());
    copy_rows(&person, PROFILES, |_| {});

    let socket = person.home.path().join("bus");
    let bus = UnixListener::bind(&socket).unwrap();
    bus.set_nonblocking(true).unwrap();
    let network = TcpListener::bind("127.0.0.1:0").unwrap();
    network.set_nonblocking(true).unwrap();
    let proxy = format!("http://{}", network.local_addr().unwrap());
    let asked = person.sandbox.stats();

    let profiles = PROFILES as usize;
    for (format, lines) in [("table", profiles + 1), ("json", 1), ("prometheus", 12 + profiles * 8)]
    {
        let times = (0..100).map(|_| {
            let mut status = program(&person, AMOKEY, &["status", "--format", format]);
            status.env("DBUS_SESSION_BUS_ADDRESS", format!("unix:path={}", socket.display()));
            for variable in ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"] {
                status.env(variable, &proxy);
            }
            let (took, text) = time(&mut status);
            assert_eq!(text.lines().count(), lines, "{format}");
            took
        });
        let what = format!("amokey status --format {format} of {PROFILES}");
        Times::new(times).tell(&what, "(under 20 ms)");
    }

    assert_eq!(bus.accept().unwrap_err().kind(), ErrorKind::WouldBlock);
    assert_eq!(network.accept().unwrap_err().kind(), ErrorKind::WouldBlock);
    assert_eq!(person.sandbox.stats(), asked);
    println!("nobody asked the keychain or the network");
}

/// Rows like that of `demo`, changed so, until there are so many.
fn copy_rows(person: &Person, count: u32, change: impl Fn(&mut Profile)) {
    let ledger = Ledger::open(&person.data().join("ledger.sqlite")).unwrap();
    let mut row = ledger.profile(&name(0)).unwrap().unwrap();
    change(&mut row);
    for n in 0..count {
        ledger.put_profile(&Profile { name: name(n), ..row.clone() }).unwrap();
        // Whom nobody has asked for a day, an unattended run asks.
        let (at, name) = (Timestamp::now(), Some(name(n)));
        ledger.record(&Event::new(at, name, Action::Verify, Outcome::Verified)).unwrap();
    }
}

/// The first is `demo`.
fn name(n: u32) -> ProfileName {
    samples::name(&if n == 0 { "demo".to_owned() } else { format!("client-{n}") })
}
