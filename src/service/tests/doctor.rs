//! Each thing that the self-tests look at is broken, and they see it: that, and nothing else.

use std::os::unix::fs::PermissionsExt as _;
use std::process::Command;

use hyper_util::client::proxy::matcher::Matcher;

use super::*;
use crate::domain::profile::StoreKind;
use crate::service::doctor::check::{Check, CheckStatus, Fact};
use crate::service::doctor::proxy::ProxySettings;
use crate::service::doctor::{Environment, HomePaths, Subject, examine};
use crate::store::{ProfileLock, Store, StoreError};

/// A scene that can be examined.
struct Ward {
    scene: Scene,
    subject: Subject,
    port: u16,
}

impl Ward {
    async fn new() -> Self {
        let port = free_port();
        let redirect_uri = format!("http://localhost:{port}/callback");
        let scene = Scene::set(Options { redirect_uri, ..Options::default() }).await;
        let folder = scene.folder.path().to_path_buf();
        let logs = folder.join("logs");
        fs::create_dir(&logs).unwrap();
        for folder in [&folder, &logs] {
            mode(folder, 0o700);
        }
        let subject = Subject {
            paths: Ok(HomePaths {
                ledger: folder.join("ledger"),
                locks: scene.context.locks[0].clone(),
                logs,
                folder,
            }),
            homes: Vec::new(),
            ledger: Ok(Arc::clone(&scene.context.ledger)),
            store: Arc::clone(&scene.context.store),
            oauth: scene.context.oauth.clone(),
            clock: Arc::clone(&scene.context.clock),
            environment: Environment {
                browser: Check::ok("browser", "doctor-browser-system"),
                settings: Vec::new(),
                proxy: ProxySettings { variable: None, rules: Matcher::builder().build().into() },
                authorities: None,
            },
        };
        Self { scene, subject, port }
    }

    fn puts(&self, row: &Profile) {
        self.scene.context.ledger.put_profile(row).unwrap();
    }

    async fn examined(&self) -> Vec<Check> {
        let cron = async { Check::not_applicable("cron", "doctor-cron-memory") };
        let schedules =
            async { vec![Check::not_applicable("schedule", "doctor-schedule-nothing")] };
        examine(&self.subject, cron, schedules).await
    }

    /// What is neither fine nor out of place.
    async fn found(&self) -> Vec<Check> {
        let checks = self.examined().await.into_iter();
        let is_found =
            |check: &Check| matches!(check.status, CheckStatus::Attention | CheckStatus::Failed);
        checks.filter(is_found).collect()
    }

    /// The only one of these.
    async fn finds(&self, name: &str, id: &str) -> Check {
        let mut found = self.found().await;
        assert_eq!(found.len(), 1, "{found:?}");
        let check = found.remove(0);
        assert_eq!((check.name.as_str(), check.id), (name, id));
        check
    }

    fn folder(&self) -> PathBuf {
        self.scene.folder.path().to_path_buf()
    }
}

fn mode(path: &std::path::Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

/// The text of a fact.
fn text<'a>(check: &'a Check, name: &str) -> &'a str {
    let fact = check.facts.iter().find(|(fact, _)| *fact == name);
    let Some((_, Fact::Text(text))) = fact else {
        panic!("{check:?}");
    };
    text
}

#[tokio::test]
async fn what_works_is_fine_and_every_check_has_its_name() {
    let ward = Ward::new().await;
    let checks = ward.examined().await;
    let (host, port) = ("demo.amocrm.ru", ward.port);
    let seen: Vec<_> = checks.iter().map(|check| (check.name.clone(), check.status)).collect();
    assert_eq!(
        seen,
        [
            ("folder".to_owned(), CheckStatus::Ok),
            ("ledger".to_owned(), CheckStatus::Ok),
            ("store".to_owned(), CheckStatus::Ok),
            ("records".to_owned(), CheckStatus::Ok),
            ("locks".to_owned(), CheckStatus::Ok),
            (format!("loopback:{port}"), CheckStatus::Ok),
            ("browser".to_owned(), CheckStatus::Ok),
            ("proxy".to_owned(), CheckStatus::NotApplicable),
            (format!("certificates:{host}"), CheckStatus::NotApplicable),
            (format!("clock:{host}"), CheckStatus::Ok),
            ("cron".to_owned(), CheckStatus::NotApplicable),
            ("schedule".to_owned(), CheckStatus::NotApplicable),
        ]
    );
    // Whoever looks leaves nothing behind.
    assert_eq!(ward.scene.sandbox.stats().token_requests_total(), 1);
    TcpListener::bind(("127.0.0.1", port)).unwrap();
    assert_eq!(ward.examined().await.len(), checks.len());
}

#[tokio::test]
async fn a_port_that_is_held_names_its_holder() {
    let ward = Ward::new().await;
    let (name, port) = (format!("loopback:{}", ward.port), ward.port);
    for address in ["127.0.0.1", "::1"] {
        let Ok(_held) = TcpListener::bind((address, port)) else {
            // There is no IPv6 here.
            continue;
        };
        let taken = ward.finds(&name, "doctor-loopback-taken-by").await;
        let us = format!("(pid {})", std::process::id());
        assert!(text(&taken, "holder").ends_with(&us), "{address}");
    }
}

#[tokio::test]
async fn a_redirect_uri_elsewhere_needs_no_port() {
    let ward = Ward::new().await;
    let redirect_uri = Some(RedirectUri::parse("https://example.com/hook").unwrap());
    ward.puts(&Profile { redirect_uri, ..ward.scene.row() });
    let not_ours = Check::not_applicable("loopback", "doctor-loopback-not-ours");
    assert!(ward.examined().await.contains(&not_ours));
}

#[tokio::test]
async fn a_store_that_fails_is_told_once() {
    let ward = Ward::new().await;
    for (error, cause) in [
        (StoreError::Locked, Cause::StoreLocked),
        (StoreError::Missing, Cause::StoreMissing),
        (StoreError::ReadOnly, Cause::StoreReadOnly),
    ] {
        ward.scene.store.fail_from(1, error);
        assert_eq!(ward.found().await, [Check::trouble("store", cause.into())]);
        ward.scene.store.mend();
    }
    assert_eq!(ward.found().await, []);
}

#[tokio::test]
async fn a_clock_that_is_off_by_more_than_a_minute_is_told() {
    let ward = Ward::new().await;
    let name = "clock:demo.amocrm.ru";
    for (skew, id, status) in [
        (58, "doctor-clock-right", CheckStatus::Ok),
        (-58, "doctor-clock-right", CheckStatus::Ok),
        (120, "doctor-clock-ahead", CheckStatus::Attention),
        (-120, "doctor-clock-behind", CheckStatus::Attention),
    ] {
        ward.scene.skew.store(skew, Ordering::SeqCst);
        let checks = ward.examined().await;
        let check = checks.iter().find(|check| check.name == name).unwrap();
        assert_eq!((check.id, check.status), (id, status), "{skew}");
        let off = check.facts.iter().find_map(|(_, fact)| match fact {
            Fact::Number(off) | Fact::Seconds(off) => Some(*off),
            _ => None,
        });
        assert!(off.unwrap().abs_diff(skew.unsigned_abs()) <= 2, "{skew}: {off:?}");
    }
}

#[tokio::test]
async fn a_folder_that_is_open_to_others_is_told_and_closed_by_its_fix() {
    let ward = Ward::new().await;
    let (folder, ledger) = (ward.folder(), ward.folder().join("ledger"));
    for (path, open, expected) in [
        (&folder, 0o755, Check::attention("folder", "doctor-folder-readable")),
        (&folder, 0o770, Check::failed("folder", "doctor-folder-writable")),
        (&ledger, 0o644, Check::attention("folder", "doctor-folder-readable")),
        (&ledger, 0o666, Check::failed("folder", "doctor-folder-writable")),
    ] {
        mode(path, open);
        let fix = format!("chmod -R go-rwx {}", folder.display());
        let expected = expected
            .text("entry", path.display())
            .text("mode", format!("{open:04o}"))
            .number("count", 1_u64)
            .run(&fix);
        assert_eq!(ward.found().await, [expected], "{path:?} {open:o}");
        assert!(Command::new("sh").args(["-c", &fix]).status().unwrap().success(), "{fix}");
        assert_eq!(ward.found().await, []);
    }
}

#[tokio::test]
async fn a_folder_that_cannot_be_written_is_told() {
    let mut ward = Ward::new().await;
    let gone = ward.folder().join("gone");
    if let Ok(paths) = &mut ward.subject.paths {
        paths.folder.clone_from(&gone);
    }
    let trouble = ward.finds("folder", "doctor-trouble").await.trouble.unwrap();
    assert_eq!(trouble.cause, Cause::LedgerUnavailable);
    assert!(trouble.detail.note.unwrap().contains("gone"));
}

#[tokio::test]
async fn a_damaged_page_is_found_and_the_rest_is_checked_all_the_same() {
    let mut ward = Ward::new().await;
    // Closing writes the journal back.
    let path = ward.folder().join("ledger");
    ward.subject.ledger = Err(Cause::Internal.into());
    ward.scene.context.ledger = Arc::new(Ledger::open(&ward.folder().join("another")).unwrap());
    crate::ledger::tests::is_spoiled(&path);
    ward.subject.ledger = Ok(Arc::new(Ledger::open(&path).unwrap()));

    let damaged = ward.finds("ledger", "doctor-trouble").await;
    let cause = &damaged.trouble.as_ref().unwrap().cause;
    assert_eq!((damaged.status, cause), (CheckStatus::Failed, &Cause::LedgerDamaged));
    assert_eq!(damaged.fix, ["doctor-ledger-mend"]);
    assert!(text(&damaged, "command").contains(&format!("mv {}* ", path.display())));
}

#[tokio::test]
async fn a_lock_that_is_held_names_its_holder() {
    let ward = Ward::new().await;
    let name = &ward.scene.name;
    let locks = &ward.scene.context.locks[0];
    let held = ProfileLock::acquire(&[locks], name, Duration::ZERO, |_| {}).unwrap();
    let check = ward.finds("lock:demo", "doctor-lock-held-by").await;
    let pid = std::process::id().to_string();
    assert_eq!((check.status, text(&check, "pid")), (CheckStatus::Attention, pid.as_str()));
    assert!(text(&check, "holder").ends_with(&format!("(pid {pid})")));
    let others = Check::not_applicable("locks", "doctor-locks-free")
        .number("free", 0_u64)
        .number("of", 1_u64);
    assert!(ward.examined().await.contains(&others));
    drop(held);
    assert_eq!(ward.found().await, []);
}

#[tokio::test]
async fn a_row_that_disagrees_with_its_record_is_told_and_left_as_it_is() {
    let ward = Ward::new().await;
    let differs = |row: &str, record: &str| {
        Check::attention("record:demo", "doctor-record-differs")
            .text("column", "generation")
            .text("row", row)
            .text("record", record)
            .number("count", 1_u64)
            .run("amokey refresh --force demo")
    };
    let mut record = ward.scene.record();
    record.generation += 3;
    ward.scene.store.inner().save(&ward.scene.name, &record).unwrap();
    let before = ward.scene.row();
    assert_eq!(ward.found().await, [differs("1", "4")]);
    assert_eq!(ward.scene.row(), before);
    // Using the profile mends it.
    ward.scene.context.load(&ward.scene.name).await.unwrap();
    assert_eq!(ward.found().await, []);
    // An older copy of the record was put back.
    ward.puts(&Profile { generation: 9, ..ward.scene.row() });
    assert_eq!(ward.found().await, [differs("9", "4")]);
    ward.scene.refresh(Need::Forced).await.unwrap();
    assert_eq!(ward.found().await, []);
}

#[tokio::test]
async fn a_record_that_is_gone_damaged_or_elsewhere_is_told() {
    let ward = Ward::new().await;
    let name = "record:demo";
    // The first call tries the store, the second one reads.
    ward.scene.store.fail_at(2, StoreError::Damaged);
    assert_eq!(ward.found().await, [Check::trouble(name, Cause::StoreDamaged.into())]);

    ward.scene.store.inner().delete(&ward.scene.name).unwrap();
    let missing = Check::failed(name, "doctor-record-missing").run("amokey authorize demo");
    assert_eq!(ward.found().await, [missing]);

    ward.puts(&Profile { store: StoreKind::Keychain, ..ward.scene.row() });
    let elsewhere = Check::attention(name, "doctor-record-elsewhere")
        .fact("store", Fact::Store(StoreKind::Keychain))
        .run("amokey config set store keychain");
    assert_eq!(ward.found().await, [elsewhere]);
}

#[tokio::test]
async fn a_secret_key_of_a_setup_that_was_never_finished_is_named() {
    let ward = Ward::new().await;
    let one = ProfileName::parse("one").unwrap();
    again::left_behind(&ward.scene, &one).await;
    let abandoned = Check::attention("drafts", "doctor-record-abandoned")
        .text("profiles", "one")
        .run("amokey pending --clean");
    assert_eq!(ward.found().await, [abandoned]);
}
