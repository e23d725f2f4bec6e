//! Callback received → tokens saved → page answered, with the keychain of this session (or memory, which it says).
//!
//! With a keychain of its own: `dbus-run-session -- bash -c 'echo -n x | gnome-keyring-daemon --unlock
//! --components=secrets; cargo bench --bench callback'`
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    missing_docs,
    reason = "a measurement says what went wrong by failing"
)]

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::sync::Arc;
use std::time::{Duration, Instant};

use amokey::domain::account::AccountHost;
use amokey::domain::consent::{Entrance, NewConnection, Order, Progress};
use amokey::domain::credentials::{ClientId, ClientSecret, Credentials};
use amokey::domain::lang::Lang;
use amokey::domain::profile::ProfileName;
use amokey::domain::redirect_uri::RedirectUri;
use amokey::domain::sandbox_origin::SandboxOrigin;
use amokey::runtime::{home::Home, open};
use amokey::sandbox::{self, Sandbox};
use amokey::service::authorize::{Person, authorize};
use amokey::service::{Context, forget};
use amokey::store::{Memory, system_keychain};
use tokio::sync::{mpsc, oneshot};

const ROUNDS: usize = 50;

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let home = Home::at(folder.path().to_path_buf()).unwrap();
    let sandbox = Arc::new(
        sandbox::start(&sandbox::Options {
            limits: false,
            ..sandbox::Options::default()
        })
        .unwrap(),
    );
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let open = |store: open::Opened| open::context(&home, store, Lang::En, Box::new(|_| {}));
        let mut context = open(Arc::new(system_keychain(home.id().clone(), |_| {})));
        if let Err(trouble) = context.with_store(|store| store.check()).await {
            say(&format!("no keychain here ({trouble}); measuring with the memory store"));
            context = open(Arc::new(Memory::new()));
        }
        let mut times = Vec::new();
        for _ in 0..ROUNDS {
            times.push(round(&context, &sandbox).await);
        }
        let name = ProfileName::parse("amokey-bench").unwrap();
        forget::forget(&context, &name).await.unwrap();
        times.sort_unstable();
        let ms = |at: usize| times[at].as_secs_f64() * 1e3;
        say(&format!(
            "callback → tokens saved → page, {:?}: median {:.1} ms, worst of {ROUNDS} {:.1} ms (under 60 ms)",
            context.store.kind(),
            ms(ROUNDS / 2),
            ms(ROUNDS - 1)
        ));
    });
}

/// One authorization; the time between the browser's request and its whole answer.
async fn round(context: &Context, sandbox: &Arc<Sandbox>) -> Duration {
    let ready = sandbox.ready();
    let order = Order::New(
        NewConnection {
            profile: ProfileName::parse("amokey-bench").unwrap(),
            host: AccountHost::parse(&ready.account).unwrap(),
            credentials: Credentials {
                client_id: ClientId::parse(&ready.client_id).unwrap(),
                client_secret: ClientSecret::parse(&ready.client_secret).unwrap(),
                redirect_uri: RedirectUri::parse(&ready.redirect_uri).unwrap(),
            },
            sandbox: Some(SandboxOrigin::parse(&ready.origin).unwrap()),
        },
        Entrance::Consent,
    );
    let (_pastes, pastes) = mpsc::channel(1);
    let (_gives_up, gives_up) = oneshot::channel();
    let (sender, mut progress) = mpsc::unbounded_channel();
    let tell = move |step| sender.send(step).unwrap();
    let (browser, ()) = tokio::join!(
        async {
            loop {
                if let Progress::Waiting(waiting) = progress.recv().await.unwrap() {
                    let callback = sandbox.consent(waiting.consent_url.expose(), None).unwrap();
                    break tokio::task::spawn_blocking(move || visit(&callback))
                        .await
                        .unwrap();
                }
            }
        },
        authorize(context, order, Person { pastes, gives_up }, tell)
    );
    browser
}

fn visit(callback: &str) -> Duration {
    let url: url::Url = callback.parse().unwrap();
    let port = url.port().unwrap();
    let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    let begun = Instant::now();
    let query = url.query().unwrap();
    write!(
        stream,
        "GET {}?{query} HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n",
        url.path()
    )
    .unwrap();
    let mut page = String::new();
    stream.read_to_string(&mut page).unwrap();
    assert!(page.starts_with("HTTP/1.1 200"), "{page}");
    begun.elapsed()
}

fn say(line: &str) {
    let _ = writeln!(std::io::stdout(), "{line}");
}
