//! Each thing that the self-tests look at is broken, and they see it: that, and nothing else.

use std::fs;
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;
use std::sync::Arc;

use hyper_util::client::proxy::matcher::Matcher;

use super::*;
use crate::domain::history::Action;
use crate::domain::profile::StoreKind;
use crate::service::doctor::{
    Check, Environment, Finding, Places, Subject, Verdict, browser, clock, cron, examine, folder,
    ledger, locks, loopback, proxy, records, store,
};
use crate::store::{ProfileLock, Store, StoreError};

/// A scene that can be examined.
struct Ward {
    scene: Scene,
    subject: Subject,
    port: u16,
}

impl Ward {
    async fn new() -> Self {
        let port = port::free_port();
        let scene = Scene::set(Options {
            redirect_uri: format!("http://localhost:{port}/callback"),
            ..Options::default()
        })
        .await;
        let folder = scene.folder.path().to_path_buf();
        let logs = folder.join("logs");
        fs::create_dir(&logs).unwrap();
        for folder in [&folder, &logs] {
            mode(folder, 0o700);
        }
        let subject = Subject {
            places: Ok(Places {
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
                browser: browser::Seen::System { display: None },
                proxy: proxy::Settings {
                    variable: None,
                    rules: Arc::new(Matcher::builder().build()),
                },
                authorities: None,
            },
        };
        Self {
            scene,
            subject,
            port,
        }
    }

    async fn examined(&self) -> Vec<Check> {
        let cron = std::future::ready(cron::Seen::Memory);
        let schedules = async { vec![crate::service::doctor::schedule::Seen::Nothing] };
        examine(&self.subject, cron, schedules).await
    }

    /// What is neither fine nor out of place.
    async fn found(&self) -> Vec<(String, Finding)> {
        let checks = self.examined().await.into_iter();
        checks
            .filter(|check| {
                matches!(
                    check.finding.verdict(),
                    Verdict::Attention | Verdict::Failed
                )
            })
            .map(|check| (check.name, check.finding))
            .collect()
    }

    /// The only one of these.
    async fn finds(&self, name: &str) -> Finding {
        let mut found = self.found().await;
        assert_eq!(found.len(), 1, "{found:?}");
        let (found, finding) = found.remove(0);
        assert_eq!(found, name);
        finding
    }

    fn folder(&self) -> PathBuf {
        self.scene.folder.path().to_path_buf()
    }
}

fn mode(path: &std::path::Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

#[tokio::test]
async fn what_works_is_fine_and_every_check_has_its_name() {
    let ward = Ward::new().await;
    let checks = ward.examined().await;
    let (host, port) = ("demo.amocrm.ru", ward.port);
    let seen: Vec<(String, Verdict)> = checks
        .iter()
        .map(|check| (check.name.clone(), check.finding.verdict()))
        .collect();
    assert_eq!(
        seen,
        [
            ("folder".to_owned(), Verdict::Ok),
            ("ledger".to_owned(), Verdict::Ok),
            ("store".to_owned(), Verdict::Ok),
            ("records".to_owned(), Verdict::Ok),
            ("locks".to_owned(), Verdict::Ok),
            (format!("loopback:{port}"), Verdict::Ok),
            ("browser".to_owned(), Verdict::Ok),
            ("proxy".to_owned(), Verdict::NotApplicable),
            (format!("certificates:{host}"), Verdict::NotApplicable),
            (format!("clock:{host}"), Verdict::Ok),
            ("cron".to_owned(), Verdict::NotApplicable),
            ("schedule".to_owned(), Verdict::NotApplicable),
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
        let Finding::Loopback(loopback::Seen::Taken { holder, .. }) = ward.finds(&name).await
        else {
            panic!("{address} is held");
        };
        let us = format!("(pid {})", std::process::id());
        assert!(holder.unwrap().ends_with(&us), "{address}");
    }
}

#[tokio::test]
async fn a_redirect_uri_elsewhere_needs_no_port() {
    let ward = Ward::new().await;
    let row = Profile {
        redirect_uri: Some(RedirectUri::parse("https://example.com/hook").unwrap()),
        ..ward.scene.row()
    };
    ward.scene.context.ledger.put_profile(&row).unwrap();
    let checks = ward.examined().await;
    let seen = checks.iter().find(|check| check.name == "loopback");
    assert_eq!(
        seen.unwrap().finding,
        Finding::Loopback(loopback::Seen::NotOurs)
    );
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
        let expected = store::Seen::Fails {
            store: StoreKind::Memory,
            trouble: cause.into(),
        };
        assert_eq!(ward.finds("store").await, Finding::Store(expected));
        ward.scene.store.mend();
    }
    assert_eq!(ward.found().await, []);
}

#[tokio::test]
async fn a_clock_that_is_off_by_more_than_a_minute_is_told() {
    let ward = Ward::new().await;
    let host = "demo.amocrm.ru".to_owned();
    for (skew, expected) in [
        (58, None),
        (-58, None),
        (120, Some(true)),
        (-120, Some(false)),
    ] {
        ward.scene.skew.store(skew, Ordering::SeqCst);
        let checks = ward.examined().await;
        let check = checks
            .iter()
            .find(|check| check.name == format!("clock:{host}"));
        let (ahead, off) = match &check.unwrap().finding {
            Finding::Clock(clock::Seen::Right { off, .. }) => (None, *off),
            Finding::Clock(clock::Seen::Ahead { off, .. }) => (Some(true), *off),
            Finding::Clock(clock::Seen::Behind { off, .. }) => (Some(false), *off),
            other => panic!("{other:?}"),
        };
        assert_eq!(ahead, expected, "{skew}");
        assert!(off.abs_diff(skew.unsigned_abs()) <= 2, "{skew}: {off}");
    }
}

#[tokio::test]
async fn a_server_that_is_silent_says_nothing_about_the_clock() {
    let ward = Ward::new().await;
    let gone = TcpListener::bind("127.0.0.1:0").unwrap();
    let origin = format!("http://{}", gone.local_addr().unwrap());
    drop(gone);
    let row = Profile {
        sandbox: Some(SandboxOrigin::parse(&origin).unwrap()),
        ..ward.scene.row()
    };
    ward.scene.context.ledger.put_profile(&row).unwrap();
    let found = ward.found().await;
    let clock = found.iter().find(|(name, _)| name.starts_with("clock"));
    let Some((_, Finding::Clock(seen @ clock::Seen::NotAsked { trouble, .. }))) = clock else {
        panic!("{found:?}");
    };
    assert_eq!(trouble.cause, Cause::Unreachable);
    assert_eq!(seen.verdict(), Verdict::Attention);
}

#[tokio::test]
async fn a_folder_that_is_open_to_others_is_told() {
    let ward = Ward::new().await;
    let (folder, ledger) = (ward.folder(), ward.folder().join("ledger"));
    for (path, open, writable) in [
        (&folder, 0o755, false),
        (&folder, 0o770, true),
        (&ledger, 0o644, false),
        (&ledger, 0o666, true),
    ] {
        let closed = if path.is_dir() { 0o700 } else { 0o600 };
        mode(path, open);
        let Finding::Folder(seen) = ward.finds("folder").await else {
            panic!("{path:?}");
        };
        mode(path, closed);
        let expected = folder::Seen::Open {
            folder: folder.clone(),
            entry: path.clone(),
            mode: open,
            entries: 1,
            writable,
        };
        assert_eq!(seen, expected);
        let failed = seen.verdict() == Verdict::Failed;
        assert_eq!(failed, writable, "{path:?} {open:o}");
    }
    assert_eq!(ward.found().await, []);
}

#[tokio::test]
async fn a_folder_that_cannot_be_written_is_told() {
    let mut ward = Ward::new().await;
    let gone = ward.folder().join("gone");
    if let Ok(places) = &mut ward.subject.places {
        places.folder.clone_from(&gone);
    }
    let Finding::Folder(folder::Seen::Unusable(trouble)) = ward.finds("folder").await else {
        panic!("it is not there");
    };
    assert_eq!(trouble.cause, Cause::LedgerUnavailable);
    assert!(trouble.detail.note.unwrap().contains("gone"));
}

#[tokio::test]
async fn a_damaged_page_is_found_and_the_rest_is_checked_all_the_same() {
    let mut ward = Ward::new().await;
    let scene = &ward.scene;
    for n in 0..300 {
        let name = Some(scene.name.clone());
        let event = Event {
            detail: Some(format!("{n} {}", "x".repeat(200))),
            ..Event::new(scene.context.now(), name, Action::Refresh, Outcome::Rotated)
        };
        scene.context.ledger.record(&event).unwrap();
    }
    // Closing writes the journal back.
    let path = ward.folder().join("ledger");
    ward.subject.ledger = Err(Cause::Internal.into());
    ward.scene.context.ledger = Arc::new(Ledger::open(&ward.folder().join("another")).unwrap());
    let mut content = fs::read(&path).unwrap();
    let middle = content.len() / 2 / 4096 * 4096;
    content[middle..].fill(0x5a);
    fs::write(&path, content).unwrap();
    ward.subject.ledger = Ok(Arc::new(Ledger::open(&path).unwrap()));

    let Finding::Ledger(seen) = ward.finds("ledger").await else {
        panic!("a page is damaged");
    };
    let ledger::Seen::Broken { file, trouble, .. } = &seen else {
        panic!("{seen:?}");
    };
    assert_eq!(file.as_ref(), Some(&path));
    assert_eq!(trouble.cause, Cause::LedgerDamaged);
    assert_eq!(seen.verdict(), Verdict::Failed);
}

#[tokio::test]
async fn a_lock_that_is_held_names_its_holder() {
    let ward = Ward::new().await;
    let name = &ward.scene.name;
    let locks = &ward.scene.context.locks[0];
    let held = ProfileLock::acquire(&[locks], name, Duration::ZERO, |_| {}).unwrap();
    let Finding::Locks(locks::Seen::Held { holder, profile }) = ward.finds("lock:demo").await
    else {
        panic!("it is held");
    };
    assert_eq!(profile, *name);
    assert_eq!(holder.unwrap().pid, std::process::id());
    drop(held);
    assert_eq!(ward.found().await, []);
}

#[tokio::test]
async fn a_row_that_disagrees_with_its_record_is_told_and_left_as_it_is() {
    let ward = Ward::new().await;
    let mut record = ward.scene.record();
    record.generation += 3;
    ward.scene
        .store
        .inner()
        .save(&ward.scene.name, &record)
        .unwrap();
    let before = ward.scene.row();
    let expected = records::Seen::Differs {
        profile: ward.scene.name.clone(),
        first: records::Difference {
            column: "generation".into(),
            row: "1".into(),
            record: "4".into(),
        },
        columns: 1,
    };
    assert_eq!(ward.finds("record:demo").await, Finding::Records(expected));
    assert_eq!(ward.scene.row(), before);
    // Using the profile mends it.
    ward.scene.context.load(&ward.scene.name).await.unwrap();
    assert_eq!(ward.found().await, []);
}

#[tokio::test]
async fn a_record_that_is_gone_damaged_or_elsewhere_is_told() {
    let ward = Ward::new().await;
    let profile = ward.scene.name.clone();
    // The first call tries the store, the second one reads.
    ward.scene.store.fail_at(2, StoreError::Damaged);
    let expected = records::Seen::Unreadable {
        profile: profile.clone(),
        trouble: Cause::StoreDamaged.into(),
    };
    assert_eq!(ward.finds("record:demo").await, Finding::Records(expected));

    ward.scene.store.inner().delete(&profile).unwrap();
    let expected = records::Seen::Missing {
        profile: profile.clone(),
    };
    assert_eq!(ward.finds("record:demo").await, Finding::Records(expected));

    let row = Profile {
        store: StoreKind::Keychain,
        ..ward.scene.row()
    };
    ward.scene.context.ledger.put_profile(&row).unwrap();
    let expected = records::Seen::Elsewhere {
        profile,
        store: StoreKind::Keychain,
    };
    assert_eq!(ward.finds("record:demo").await, Finding::Records(expected));
}

#[tokio::test]
async fn a_secret_key_of_a_setup_that_was_never_finished_is_named() {
    let ward = Ward::new().await;
    let one = ProfileName::parse("one").unwrap();
    again::left_behind(&ward.scene, &one).await;
    let found = ward.finds("drafts").await;
    let profiles = vec![one];
    assert_eq!(
        found,
        Finding::Records(records::Seen::Abandoned { profiles })
    );
}
