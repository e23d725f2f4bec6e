//! amokey sets up access to amoCRM and Kommo once and keeps it alive. This page is its architecture.
//!
//! # One sentence
//!
//! **A key becomes an [`Action`](app::Action); an action changes the [`Model`](app::Model); the change may ask for
//! [`Effect`](app::Effect)s; an effect is one [`service`] call; its answer comes back as a [`Msg`](app::Msg); the model is
//! drawn.** Nothing else moves.
//!
//! ```text
//!  key ──── ui::keymap ──▶ Action ─▶ ┌─────────────────────────┐
//!                                    │  Model::update(&Msg)    │──▶ Vec<Effect>
//!  Tick(now) ───────────── Msg ────▶ │          PURE           │        │
//!         ┌─────────────── Msg ────▶ └────────────┬────────────┘        ▼
//!         │                                       │             runtime/effects.rs    the only match on Effect
//!         │                                       ▼                     │
//!         │                    ui::view(&Model, &Catalog, Theme, &mut Frame)    PURE
//!         │                                                             ▼
//!         └──── Msg::Xxx(Ticket, Result<T, Trouble>) ◀────────── service::xxx().await
//!                                                                       ▲
//!               cli::commands, cli::plain ─────────────────────────────┘    the same functions
//! ```
//!
//! # Rooms, and who may import whom
//!
//! | room | what is in it | may import | never |
//! |---|---|---|---|
//! | [`domain`] | values and rules | nothing of ours | waits, files, the clock, a terminal |
//! | [`app`] | wizard and dashboard as state machines | domain | draws, waits, knows the time |
//! | [`oauth`] | amoCRM over HTTP | domain | its neighbours |
//! | [`loopback`] | the callback's listener | domain | its neighbours |
//! | [`store`] | secrets: keychain, sealed file, memory; one contract for all | domain | its neighbours |
//! | [`ledger`] | SQLite: profiles, pending states, history | domain | its neighbours |
//! | [`outlet`] | where tokens go for other programs | domain | its neighbours |
//! | [`service`] | what the product does, one verb a file | the five above, domain | speaks in words |
//! | [`sandbox`] | a stand-in for amoCRM | **nothing of ours** | shares a type, and so a mistake, with the client |
//! | [`i18n`] | values to words, in three languages | domain | |
//! | [`ui`] | a model to a frame; the keymap | app, domain, i18n | does anything |
//! | [`runtime`] | the loop, the terminal, spawning, the clock | everything but cli | |
//! | [`cli`] | commands, output, exit codes | service, sandbox, domain, i18n, runtime | presses keys |
//!
//! # The shapes everything is made of
//!
//! 1. **Steps are an enum**, each a small state machine that answers with a [`Turn`](app::Turn): where to go, and what to
//!    ask for. The wizard decides in one `match` of `flow.rs`, so the whole flow is read in one place.
//! 2. **A step receives what it needs when it starts**: an unfilled `Option` cannot exist.
//! 3. **Sub-states are enums**, never `is_loading: bool` beside `error: Option<_>`.
//! 4. **Every effect with an answer carries a [`Ticket`](app::Ticket).** A late answer to a question that nobody asks any
//!    more is dropped. *Back* during a wait cancels the ticket, and the port closes.
//! 5. **Time comes in** as `Msg::Tick(now)`, and only when a shown value changes: an idle screen costs nothing.
//! 6. **Drawing takes `&Model` and returns nothing.** No layout flows back.
//! 7. **Errors are values until the last moment**: adapter's error → [`Trouble`](domain::trouble::Trouble), a closed list
//!    of causes that a person can act on → words, in [`i18n`]. The cause decides which step can mend it.
//! 8. **Secrets are a type**, [`Secret`](domain::secret::Secret): `Debug` prints `***`, memory is wiped, `.expose()` can be
//!    searched for. Keys that are pressed in a field are a type of that kind as well.
//! 9. **The footer is not text.** One table in [`ui::keymap`] drives dispatch, footer, help and the README.
//! 10. **While text is typed, letters are text.** While a link is there to be copied, nothing moves.
//! 11. **Effects are data**: "Enter asks for exactly this exchange" is an `assert_eq!`.
//! 12. **A record is replaced whole.** Store first, ledger after it: the record in the store is the truth, the ledger is
//!     what may be shown without opening the store, and is healed whenever the store is opened.
//!
//! # Where do I change …?
//!
//! | … | here |
//! |---|---|
//! | a key, or what the footer shows | `ui/keymap.rs`: a row; `app/…`: what the action does and when it is offered |
//! | a word | `assets/locales/{en,ru,uk}/*.ftl`; a test compares ids and variables of the three |
//! | a step of the wizard | `app/wizard/NAME.rs` decides, `ui/screens/wizard/NAME.rs` draws; the order is in `app/wizard/flow.rs` |
//! | a question, and what is wrong about an answer | `domain/question.rs`; its words in `i18n/question.rs`; line by line, `cli/plain.rs` |
//! | a way in | [`WayIn`](domain::consent::WayIn), then whatever does not compile |
//! | the dashboard | `app/dashboard/`, `ui/screens/dashboard/`: the same split |
//! | what a hint of amoCRM means | `oauth/problem.rs`: hint → cause |
//! | a cause of failure | `domain/trouble.rs`; its words in `trouble.ftl`; the step that mends it in `app/wizard/mend.rs` |
//! | a request to amoCRM | `oauth/`; how their server answers, in `sandbox/` |
//! | what happens outside | `app/effect.rs`, then `runtime/effects.rs`, which calls a `service` |
//! | a self-test of `amokey doctor` | `service/doctor/NAME.rs` looks, `cli/commands/doctor/` says, words in `doctor.ftl` |
//! | how a profile is held while something is sent | `service/locked_profile.rs`: one way for refresh, connect, authorize, import |
//! | what an import has to prove | `service/import/pair.rs`; where it lies meanwhile, `candidate` of `domain/record.rs` |
//! | a setup that was never finished | `service/unfinished.rs` |
//! | the order of a rotation | `service/rotation/`; when it is wanted, `service/refresh.rs`; when by itself, `app/dashboard/refreshes.rs` |
//! | how fast amoCRM is asked | `domain/rate_limit.rs`; where it is waited for, `service/rate_limit/` |
//! | a verb of the product | `service/VERB.rs` |
//! | a command or an option | `cli/args.rs`, `cli/commands/`, help texts in `cli.ftl` |
//! | what a person's own request may say | `domain/api_request.rs`; how it is answered, `oauth/api.rs`; printed, `cli/commands/api/` |
//! | what a command finds in its environment | `service/exec.rs` |
//! | how requests are paced and tokens renewed | `service/session.rs` |
//! | an exit code | `cli/exit.rs`; which failure has which, `domain/trouble.rs` |
//! | a column of the ledger | `ledger/schema.rs`: a new migration; `ledger/columns.rs`: the value |
//! | what is kept secret | `domain/record.rs` |
//! | the form of an export | `domain/handing/write.rs`; how it is recognized, `found.rs` beside it; where it goes, `outlet/` |
//! | what follows a refresh | `service/aftermath.rs`: exports that are kept, hooks |
//! | what no child inherits | `domain/secret.rs`: one list |
//! | what a schedule looks like | `assets/schedule/`, filled by `domain/schedule/`; where it goes and who is told, `runtime/schedule/` |
//! | where secrets are kept | a [`Store`](store::Store) that passes `store/contract.rs` |
//! | what homes of one user share, and which is which | `runtime/home.rs`, `domain/home_id.rs`; entries in `store/keychain/` |
//! | the form of the sealed file | `store/file/`; where its key comes from, `store/file/source.rs` and `runtime/key.rs` |
//! | a colour | `ui/theme.rs`: by meaning, out of the terminal's own sixteen |
//! | the page in the browser | `assets/pages/card.*`, `loopback/page.rs`, words in `pages.ftl` |
//! | the page for a person's own site | `assets/pages/site.*`, `loopback/site.rs`, words in `pages.ftl`, `i18n/site.rs` |
//! | a fault that the sandbox can play | `sandbox/faults.rs` |
//! | a picture in the README | nothing: `UPDATE_PICTURES=1 cargo test --test pictures` |
//!
//! # Tests, by weight
//!
//! Values in and out beside the code; whole journeys, keys in and frames and effects out, in `tests/flows`; services
//! against the in-process sandbox; every store against one contract, the real Secret Service among them; the real
//! program in a pseudo-terminal in `tests/journeys`. What an earlier program has left is in `tests/fixtures`, and every
//! later one opens, heals and refreshes it. `tests/house` holds the table of rooms above, `tests/pictures` the
//! README. Reach for the lowest layer that can see the fault. `tests/run` runs all of them.
//!
//! # Dependencies, and why each is here
//!
//! | crate | earns its place by |
//! |---|---|
//! | `argon2` | makes a key of a passphrase |
//! | `backon` | waiting between tries as a value, in one line |
//! | `base64` | the sandbox's tokens, and the hash that admits the callback page's own script |
//! | `chacha20poly1305` | seals the file; `age` is 181 crates |
//! | `clap` | the command line; `string` lets the help be in the person's language |
//! | `clap_complete`, `clap_mangen` | completions and manuals out of the same definitions |
//! | `crossterm` | keys and the terminal's modes; `osc52` copies through SSH |
//! | `dbus-secret-service` | tells that a keychain is *locked*, which the keyring crates report as "nothing there" |
//! | `directories` | the data folder of each system |
//! | `fluent-bundle`, `unic-langid` | plural forms of Russian and Ukrainian, outside the code |
//! | `getrandom` | the 256 bits of a `state`, keys and nonces |
//! | `hyper`, `hyper-util`, `http-body-util` | the sandbox's server, on the version that the client brings anyway; the client's own rules for proxies, for the self-tests |
//! | `jiff` | time with zones, and months that end on different days |
//! | `keyring` (`keyring-core`), and the store of each system | the keychains. `keyring` 4 is a thin wrapper that sends applications to its core |
//! | `qrcode` | the link for a phone |
//! | `ratatui` | drawing into a buffer that a test can read |
//! | `rcgen` | the sandbox's certificate authority |
//! | `reqwest` | HTTP with proxies and the system's certificates |
//! | `rusqlite` | the ledger: several processes, one file, no half-written state; bundled, so that there is one SQLite |
//! | `rustix` | who we are, to see that a key file is ours; the clock that all processes share; the end of a hook and all it started |
//! | `rustls`, `tokio-rustls` | TLS with `ring`: 40 seconds less to build and 2 MB less to ship than `aws-lc` |
//! | `serde`, `serde_json` | answers, records, `--format json` |
//! | `sha2` | the hash of `state`, fingerprints of tokens, records that are whole |
//! | `signal-hook` | stopping for real on Ctrl+Z, after the terminal was given back |
//! | `sys-locale` | the person's language |
//! | `tempfile` | the demo's folder and the sandbox's certificate, which go away |
//! | `thiserror` | errors as enums |
//! | `tiny_http` | prints the listener's answers. The listener itself is ours: its limits are the point |
//! | `tokio` | one thread that waits for keys, sockets and timers |
//! | `tracing`, `tracing-subscriber` | a log in files that are thrown away after a week |
//! | `tui-input` | a line that is typed |
//! | `unicode-width` | how many columns a text takes |
//! | `url` | addresses, as browsers read them |
//! | `webbrowser` | opens pages and nothing else (`hardened`) |
//! | `zeroize` | wipes secrets |
//!
//! For tests only: `anyhow` (a bench that counts threads), `insta` (frames), `nix`, `portable-pty` and `vt100` (a terminal
//! around the real program), `proptest` (parsers that meet the network).
//!
//! # Left out on purpose
//!
//! * A client for OAuth in general: amoCRM's own hints, clocks and grace rules are the work, and the rest is two requests.
//! * A web framework for the listener: it admits one kind of request and must bound every byte it reads.
//! * An async database, a connection pool: one row at a time, beside the loop.
//! * A daemon: nothing of ours runs when nobody asks.
//! * Colours by number and themes: the terminal has both.
//! * Sending anything anywhere but to the account and to the service that its tokens name.

pub mod app;
pub mod cli;
pub mod domain;
pub mod i18n;
pub mod ledger;
pub mod loopback;
pub mod oauth;
pub mod outlet;
pub mod runtime;
pub mod sandbox;
pub mod service;
pub mod store;
pub mod ui;
