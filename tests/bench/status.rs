//! `amokey status` with 1,000 profiles: under 20 ms, while whoever listens for the keychain or the network hears
//! nothing.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    missing_docs,
    reason = "a measurement says what went wrong by failing"
)]

mod stage;

use std::io::ErrorKind;
use std::net::TcpListener;
use std::os::unix::net::UnixListener;

use amokey::domain::profile::{Profile, ProfileName};
use amokey::sandbox::Options;
use jiff::SignedDuration;
use stage::{Stage, middle, say, time};

const PROFILES: usize = 1_000;
const ROUNDS: usize = 100;

fn main() {
    stage::measure(|| {
        let stage = Stage::new(&Options::default());
        stage.connects("demo", SignedDuration::ZERO);
        let ledger = &stage.context.ledger;
        let one = ledger
            .profile(&ProfileName::parse("demo").unwrap())
            .unwrap()
            .unwrap();
        for n in 1..PROFILES {
            let name = ProfileName::parse(&format!("client-{n}")).unwrap();
            ledger
                .put_profile(&Profile {
                    name,
                    ..one.clone()
                })
                .unwrap();
        }

        let socket = stage.folder.path().join("bus");
        let bus = UnixListener::bind(&socket).unwrap();
        bus.set_nonblocking(true).unwrap();
        let network = TcpListener::bind("127.0.0.1:0").unwrap();
        network.set_nonblocking(true).unwrap();
        let proxy = format!("http://{}", network.local_addr().unwrap());
        let asked = stage.sandbox.stats();

        for (format, lines) in [
            ("table", PROFILES + 1),
            ("json", 1),
            ("prometheus", 10 + PROFILES * 8),
        ] {
            let times = (0..ROUNDS).map(|_| {
                let mut status = stage.amokey(&["status", "--format", format]);
                status.env(
                    "DBUS_SESSION_BUS_ADDRESS",
                    format!("unix:path={}", socket.display()),
                );
                for variable in ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"] {
                    status.env(variable, &proxy);
                }
                let (took, text) = time(&mut status);
                assert_eq!(text.lines().count(), lines, "{format}");
                took
            });
            let (middle, slowest) = middle(times.collect());
            say(&format!(
                "amokey status --format {format} of {PROFILES}: {middle:.1?} (slowest {slowest:.1?}; under 20 ms)"
            ));
        }

        assert_eq!(bus.accept().unwrap_err().kind(), ErrorKind::WouldBlock);
        assert_eq!(network.accept().unwrap_err().kind(), ErrorKind::WouldBlock);
        assert_eq!(stage.sandbox.stats(), asked);
        say("nobody asked the keychain or the network");
    });
}
