//! amokey sets up access to amoCRM and Kommo once and keeps it alive. This page is its architecture.
//!
//! Another Rust program asks for a token through [`Amokey`]; everything else is private to the program `amokey`.
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
//! | [`files`] | files and folders that are their owner's alone | nothing of ours | knows what is in them |
//! | [`oauth`] | amoCRM over HTTP | domain | its neighbours |
//! | [`loopback`] | the callback's listener | domain, files | its neighbours |
//! | [`store`] | secrets: keychain, sealed file, memory; one contract for all | domain, files | its neighbours |
//! | [`ledger`] | SQLite: profiles, pending states, history | domain, files | its neighbours |
//! | [`export`] | where tokens go for other programs | domain, files | its neighbours |
//! | [`service`] | what the product does, by capability | the five above, domain, files | speaks in words |
//! | [`sandbox`] | a stand-in for amoCRM | **nothing of ours** | shares a type, and so a mistake, with the client |
//! | [`i18n`] | values to words, in three languages | domain | |
//! | [`ui`] | a model to a frame; the keymap | app, domain, i18n | does anything |
//! | [`runtime`] | the loop, the terminal, spawning, the clock | everything but cli | |
//! | [`cli`] | commands, output, exit codes | service, sandbox, domain, i18n, runtime | presses keys |
//!
//! # The shapes everything is made of
//!
//! 1. **Steps are an enum**, each a small state machine that answers with a [`Turn`](app::turn::Turn): where to go. What it asks
//!    of the world it asks of its [`UpdateContext`](app::context::UpdateContext). The wizard decides in one `match` of `flow.rs`, so
//!    the whole flow is read in one place.
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
//! | a step of the wizard, the wizard's order | `app/wizard/NAME.rs` decides, `ui/screens/wizard/NAME.rs` draws; its fields are a `form.rs`; the order is in `app/wizard/flow.rs` |
//! | what stands beside a step for a moment: the store that cannot be used, whether to leave | `app/wizard/aside.rs`, `store_step.rs` |
//! | the way to the consent page and back, from where the person sits | `ui/screens/wizard/surroundings.rs` |
//! | a paste that answers several questions | `domain/authorize/pasted_fields.rs` |
//! | a question, and what is wrong about an answer | `domain/authorize/question.rs`; its words in `i18n/question.rs`; line by line, `cli/plain/prompt.rs` |
//! | the setup line by line: what is asked next | `cli/plain/interview.rs`, a value; who is asked, `talk.rs` beside it |
//! | a way in | [`AuthMethod`](domain::authorize::AuthMethod), then whatever does not compile |
//! | the dashboard | `app/dashboard/`, `ui/screens/dashboard/`: the same split |
//! | who is called by which state | `domain/tokens/health.rs`: `Health::calls`; counted for prompts, `service/profiles/short.rs` |
//! | how the state of profiles is read aloud | `cli/commands/status_text.rs`; time in whole words, `i18n/spoken.rs` |
//! | a column of the dashboard's list | `ui/screens/dashboard/columns.rs`: which, and how wide; `list.rs` beside it: what stands in it |
//! | what a hint means | `domain/trouble/hint.rs`: one table, hint → cause; who asks it, `oauth/problem.rs` |
//! | a cause of failure | `domain/trouble.rs`; one row for its severity, mending step and message in `domain/trouble/consequence.rs`; its words in `trouble.ftl` |
//! | the HTTP client: proxy, TLS, time-outs, sizes | `oauth/http_client.rs` |
//! | a request to amoCRM | `oauth/`; how their server answers, in `sandbox/` |
//! | what happens outside | `app/effect.rs`, then `runtime/effects.rs`, which calls a `service` |
//! | a self-test of `amokey doctor` | `service/doctor/NAME.rs` looks; browser and cron, `runtime/doctor/`; words in `doctor.ftl`, put into a table or JSON by `cli/commands/doctor/` |
//! | a word of the filter | `domain/profile/filter/keywords.rs`: one table for all languages; what it means to people in `filter.ftl` |
//! | which profiles `amokey status` tells of | `service/profiles/selection.rs` |
//! | a topic of `amokey help` | `cli/commands/topics.rs`, its words in a file of its own |
//! | how a profile is held while something is sent | `service/locked_profile.rs`: one way for refresh, connect, authorize, import |
//! | what an import has to prove | `service/transfer/import/pair.rs`; where it lies meanwhile, `candidate` of `domain/tokens/record.rs` |
//! | a setup that was never finished | `service/authorize/drafts.rs` |
//! | the refresh | `service/refresh/mod.rs`: when it is wanted; `rotation.rs` beside it: the order of its steps; when by itself, `app/dashboard/refreshes.rs` |
//! | the rate limit | `domain/rate_limit.rs`: the windows; `service/rate_limit/`: where it is waited for |
//! | whether a profile opens its account | `service/access/prove.rs`; whom an unattended run asks, `daily.rs` beside it; what follows from an answer, `service/authorize/verify.rs` |
//! | the same for many profiles at once | `service/at_once.rs` |
//! | how a token is traced to its profile | `domain/tokens/whose.rs`: what a record holds, what claims tell; `service/profiles/which.rs`; words in `which.ftl` |
//! | what another Rust program may ask | `client.rs` |
//! | a verb of the product | `service/CAPABILITY/VERB.rs` |
//! | how a command is told which profiles it is about | `cli/args/named.rs`; which are meant, `cli/profile.rs`; which may have been, `domain/near.rs` |
//! | a setting | `domain/settings/mod.rs`: its name, its variable, what it takes; where it is read and written, `runtime/settings.rs`; `amokey config`, `cli/commands/config.rs` |
//! | a command or an option | `cli/args/`, `cli/commands/`, help texts in `cli.ftl`; how a failure is printed, `cli/failure.rs` |
//! | what a person's own request may say | `domain/api_request.rs`; how it is answered, `oauth/api.rs`; printed, `cli/commands/api/` |
//! | what a command finds in its environment | `service/access/exec.rs` |
//! | how requests are paced and tokens renewed | `service/access/session.rs` |
//! | an exit code | `cli/exit.rs`: the codes, their ranks, and which severity has which |
//! | what follows a profile to another name | `ledger/rename.rs`: its tables; the order that survives a kill, `service/profiles/rename.rs`; its marks, `Renaming` of `domain/tokens/record.rs` |
//! | another redirect URI, another secret key | `Reauthorize` of `domain/authorize/mod.rs`; what becomes of them, `service/authorize/plan.rs` |
//! | what a note may say | `domain/profile/note.rs` |
//! | what `amokey list` tells | `service/profiles/list.rs`; as a table, `cli/commands/list.rs` |
//! | a column of the ledger | `ledger/schema.rs`: a new migration; `ledger/columns.rs`: the value |
//! | what is kept secret | `domain/tokens/record.rs` |
//! | the n8n export | `export/n8n.rs` |
//! | the form of an export | `domain/token_files/write.rs`; how it is recognized, `read.rs` beside it; where it goes, `export/` |
//! | what follows a refresh | `service/after_refresh/`: exports that are kept, hooks |
//! | what no child inherits | `domain/secret.rs`: one list |
//! | what a schedule looks like | `assets/schedule/`, filled by `domain/schedule/`; where it goes and who is told, `runtime/schedule/` |
//! | the callback listener | `loopback/listener.rs`; what it admits, `loopback/guard.rs`; what becomes of a callback, `service/authorize/callback.rs` |
//! | a keychain entry | `store/keychain/`: its name in `entries.rs`, its parts in `parts.rs` |
//! | what goes to another machine, and in which order | `service/transfer/pack/`: the order is at its head; what becomes of a profile that is there already, `decide.rs`; the file itself, `store/file/pack.rs` |
//! | where secrets are kept | a [`Store`](store::Store) that passes `store/tests/contract.rs` |
//! | what homes of one user share, and which is which | `runtime/home.rs`, `domain/home_id.rs`; entries in `store/keychain/` |
//! | the sealed file that the wizard makes | `runtime/sealed_file.rs`: `offer`, `keep` |
//! | the form of the sealed file | `store/file/`; where its key comes from, `store/file/source.rs` and `runtime/sealed_file.rs` |
//! | a colour | `ui/theme.rs`: by meaning, out of the terminal's own sixteen |
//! | the page in the browser | `assets/pages/card.*`, `loopback/page.rs`, words in `pages.ftl` |
//! | the page for a person's own site | `assets/pages/site.*`, `loopback/site.rs`, words in `pages.ftl`, `i18n/page.rs` |
//! | a fault that the sandbox can play | `sandbox/faults.rs` |
//! | a picture in the README | nothing: `UPDATE_PICTURES=1 cargo test --lib pictures` |
//!
//! # Tests, by weight
//!
//! Values in and out beside the code; whole journeys, keys in and frames and effects out, in `tests/flows`; services
//! against the in-process sandbox; every store against one contract, the real Secret Service among them; the real
//! program in a pseudo-terminal in `tests/journeys`. What an earlier program has left is in `tests/fixtures`, and every
//! later one opens, heals and refreshes it. `tests/house` holds the table of rooms above, `tests/pictures` the
//! README. Flows and pictures are compiled into the crate, for its rooms are private; journeys and benches see some of
//! them through the feature `test-support`. Reach for the lowest layer that can see the fault. `tests/run` runs all of
//! them.
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
//! | `httparse` | the head of a request to the callback listener; hyper brings it anyway |
//! | `jiff` | time with zones, and months that end on different days |
//! | `keyring` (`keyring-core`), and the store of each system | the keychains. `keyring` 4 is a thin wrapper that sends applications to its core |
//! | `nucleo-matcher` | what a filter's words mean although they are not typed whole, and where |
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
//! | `strsim` | which name was meant; the command line's parser brings it anyway |
//! | `strum` | the names of forms, stores and schedulers, next to what they name; ratatui brings it anyway |
//! | `sys-locale` | the person's language |
//! | `tempfile` | the demo's folder and the sandbox's certificate, which go away |
//! | `thiserror` | errors as enums |
//! | `tiny_http` | prints the listener's answers. The listener itself is ours: its limits are the point |
//! | `tokio` | one thread that waits for keys, sockets and timers |
//! | `toml_edit` | settings in which a person's comments stay |
//! | `tracing`, `tracing-subscriber` | a log in files that are thrown away after a week |
//! | `tui-input` | a line that is typed |
//! | `unicode-width` | how many columns a text takes |
//! | `url` | addresses, as browsers read them |
//! | `webbrowser` | opens pages and nothing else (`hardened`) |
//! | `zeroize` | wipes secrets |
//!
//! For tests only: `insta` (frames), `nix`, `portable-pty` and `vt100` (a terminal
//! around the real program), `proptest` (parsers that meet the network).
//!
//! Without the feature `sandbox`, which is on by default, there is no stand-in, no `amokey sandbox` and no `amokey demo`;
//! tests need it.
//!
//! # Left out on purpose
//!
//! * A client for OAuth in general: amoCRM's own hints, clocks and grace rules are the work, and the rest is two requests.
//! * A web framework for the listener: it admits one kind of request and must bound every byte it reads.
//! * An async database, a connection pool: one row at a time, beside the loop.
//! * A daemon: nothing of ours runs when nobody asks.
//! * Colours by number and themes: the terminal has both.
//! * Sending anything anywhere but to the account and to the service that its tokens name.

#![cfg_attr(
    feature = "test-support",
    allow(missing_docs, reason = "only the crate's face is documented whole")
)]
#![cfg_attr(
    not(feature = "sandbox"),
    allow(dead_code, reason = "what only the demo asks of the other rooms")
)]

mod cli;
mod client;

pub use cli::run;
pub use client::{AccessToken, Amokey, Error, ErrorKind};
pub use domain::profile::StoreKind;

#[cfg(test)]
#[path = "../tests/flows/main.rs"]
mod flows;
#[cfg(test)]
#[path = "../tests/pictures/main.rs"]
mod pictures;

mod export;
mod files;
mod oauth;
mod runtime;
mod service;

// What journeys and benches look into.
#[cfg(feature = "test-support")]
pub mod app;
#[cfg(feature = "test-support")]
pub mod domain;
#[cfg(feature = "test-support")]
pub mod i18n;
#[cfg(feature = "test-support")]
pub mod ledger;
#[cfg(feature = "test-support")]
pub mod loopback;
#[cfg(feature = "test-support")]
pub mod sandbox;
#[cfg(feature = "test-support")]
pub mod store;
#[cfg(feature = "test-support")]
pub mod ui;

#[cfg(not(feature = "test-support"))]
mod app;
#[cfg(not(feature = "test-support"))]
mod domain;
#[cfg(not(feature = "test-support"))]
mod i18n;
#[cfg(not(feature = "test-support"))]
mod ledger;
#[cfg(not(feature = "test-support"))]
mod loopback;
#[cfg(all(feature = "sandbox", not(feature = "test-support")))]
mod sandbox;
#[cfg(not(feature = "test-support"))]
mod store;
#[cfg(not(feature = "test-support"))]
mod ui;
