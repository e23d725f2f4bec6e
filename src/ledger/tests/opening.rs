//! Old, new, damaged, shared and unreachable files.

use super::*;

fn shape(connection: &Connection) -> Vec<(String, Option<String>)> {
    connection
        .prepare("SELECT name, sql FROM sqlite_master ORDER BY name")
        .unwrap()
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap()
        .map(Result::unwrap)
        .collect()
}

fn old(home: &Home, version: usize) -> Connection {
    let old = home.raw();
    for step in &schema::STEPS[..version] {
        old.execute_batch(step).unwrap();
    }
    old.pragma_update(None, "user_version", i64::try_from(version).unwrap()).unwrap();
    old
}

#[test]
fn every_earlier_version_is_brought_up_to_date() {
    let (fresh, _) = Home::opened();
    for version in 0..=schema::STEPS.len() {
        let home = Home::new();
        drop(old(&home, version));
        home.open().unwrap().check().unwrap();
        assert_eq!(shape(&home.raw()), shape(&fresh.raw()), "from {version}");
        assert_eq!(schema::version(&home.raw()), Ok(schema::VERSION));
    }
}

/// As it was, in one file that is its owner's; of three only the last two are kept.
#[test]
fn what_is_brought_up_to_date_is_kept_as_it_was() {
    let home = Home::new();
    assert_eq!(Ledger::backup_of(&home.path), None);
    let backup = |version: usize| home.path.with_extension(format!("v{version}.backup"));
    for version in 1..=3 {
        for file in ["", "-wal", "-shm"] {
            let _ = fs::remove_file(format!("{}{file}", home.path.display()));
        }
        let before = shape(&old(&home, version));
        drop(home.open().unwrap());
        // Opened once more there is nothing to do.
        drop(home.open().unwrap());
        assert_eq!(Ledger::backup_of(&home.path), Some(backup(version)));
        let kept = Connection::open(backup(version)).unwrap();
        assert_eq!(shape(&kept), before);
        assert_eq!(schema::version(&kept).unwrap(), i32::try_from(version).unwrap());
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = fs::metadata(backup(version)).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
    }
    assert!(!backup(1).exists() && backup(2).exists());
    // A new one has nothing to keep.
    let (fresh, _) = Home::opened();
    assert_eq!(Ledger::backup_of(&fresh.path), None);
}

#[test]
fn what_the_third_version_kept_is_kept_and_hooks_that_failed_are_not_seen() {
    let home = Home::new();
    let old = old(&home, 3);
    old.execute_batch(
        "INSERT INTO exports VALUES ('acme', 'json', 'file', '/srv/tokens');
         INSERT INTO hooks_run VALUES ('acme', 'needs-person', 1000), ('beta', 'needs-person', 1000);
         INSERT INTO history (at, profile, action, outcome, detail) VALUES
             (1, 'acme', 'hook', 'ran', 'needs-person mail'), (2, 'acme', 'hook', 'failed', 'needs-person mail: 1'),
             (1, 'beta', 'hook', 'failed', 'needs-person mail: 1'), (2, 'beta', 'hook', 'ran', 'needs-person mail'),
             (3, 'beta', 'hook', 'failed', 'rotated mail: 1');",
    )
    .unwrap();
    drop(old);
    let ledger = home.open().unwrap();
    let [acme, beta] = ["acme", "beta"].map(|name| ProfileName::parse(name).unwrap());
    // What it holds is not known, so it is written again.
    assert_eq!(ledger.lagging_exports(&acme, "any").unwrap().len(), 1);
    for (profile, is_wanted) in [(acme, true), (beta, false)] {
        let run = HookRun {
            profile,
            on: crate::domain::hook::Happening::NeedsPerson,
            about: at("1970-01-01T00:00:01Z"),
            begun_at: at(NOW),
        };
        assert_eq!(ledger.begin_hook(&run, BUSY), Ok(is_wanted), "{run:?}");
    }
}

fn bytes(home: &Home) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files: Vec<_> = fs::read_dir(home.path.parent().unwrap())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        // Shared memory of the connections: rebuilt by whoever comes first.
        .filter(|path| !path.to_string_lossy().ends_with("-shm"))
        .map(|path| (path.clone(), fs::read(&path).unwrap()))
        .collect();
    files.sort();
    files
}

/// As it was closed, and as a killed process leaves it: the version is in the journal, not in the file.
#[test]
fn a_newer_ledger_is_refused_untouched() {
    for is_killed in [false, true] {
        let (home, _) = Home::opened();
        let newer = home.raw();
        newer.execute_batch("CREATE TABLE later (x); PRAGMA user_version = 7;").unwrap();
        let held = is_killed.then_some(newer);
        let left = Home::new();
        for (from, bytes) in bytes(&home) {
            fs::write(left.path.with_file_name(from.file_name().unwrap()), bytes).unwrap();
        }
        drop(held);
        let before = bytes(&left);
        assert_eq!(before.len(), 1 + usize::from(is_killed), "file and journal");
        let refused = LedgerError::Newer { found: 7, known: schema::VERSION };
        assert_eq!(left.open().unwrap_err(), refused);
        assert_eq!(bytes(&left), before);
    }
}

#[test]
fn what_is_no_ledger_is_damage_and_stays_as_it_is() {
    for content in [
        &b"not a database, but a text that is long enough to be taken for a header ......."[..],
        b"SQLite format 3\0",
        b"x",
    ] {
        let home = Home::new();
        fs::write(&home.path, content).unwrap();
        assert!(matches!(home.open(), Err(LedgerError::Damaged(_))));
        assert_eq!(fs::read(&home.path).unwrap(), content);
    }
}

#[test]
fn damaged_pages_are_found_by_the_check_and_by_use() {
    let home = Home::new();
    is_spoiled(&home.path);
    let ledger = home.open().unwrap();
    assert!(matches!(ledger.check(), Err(LedgerError::Damaged(_))));
    assert!(matches!(ledger.history(None, 1000), Err(LedgerError::Damaged(_))));
}

#[test]
fn a_row_that_makes_no_sense_is_named_and_hides_no_other() {
    for change in [
        "UPDATE profiles SET host = 'evil.example'",
        "UPDATE profiles SET grant_type = 'password'",
        "UPDATE profiles SET access_lifetime = -1",
        "UPDATE profiles SET created_at = 9223372036854775807",
        "UPDATE profiles SET scopes = 'crm'",
        "UPDATE profiles SET account_name = NULL",
    ] {
        let (home, ledger) = Home::opened();
        ledger.put_profile(&samples::profile("acme")).unwrap();
        home.raw().execute_batch(change).unwrap();
        let other = samples::profile("beta");
        ledger.put_profile(&other).unwrap();
        let rows = ledger.profiles().unwrap();
        assert_eq!(rows.read, [other], "{change}");
        let [row] = rows.unreadable.as_slice() else { panic!("{change}: {rows:?}") };
        assert_eq!(row.key, "acme");
        let column = change.split(' ').nth(3).unwrap();
        assert!(row.reason.contains(column), "{row:?}");
        let acme = samples::profile("acme");
        assert_eq!(ledger.profile(&acme.name), Err(LedgerError::Row(row.clone())));
        // Whoever knows better writes it anew.
        assert_eq!(ledger.readable_profile(&acme.name), Ok(None));
        ledger.put_profile(&acme).unwrap();
        assert_eq!(ledger.profile(&acme.name), Ok(Some(acme)));
    }
}

#[test]
fn an_unknown_word_in_the_history_hides_no_other_line() {
    let (home, ledger) = Home::opened();
    for _ in 0..3 {
        ledger.record(&event(at(NOW), Some("acme"))).unwrap();
    }
    home.raw().execute_batch("UPDATE history SET action = 'dream' WHERE id = 2").unwrap();
    let rows = ledger.history(None, 10).unwrap();
    assert_eq!(rows.read, [event(at(NOW), Some("acme")), event(at(NOW), Some("acme"))]);
    assert_eq!(rows.unreadable.len(), 1);
    assert_eq!(rows.unreadable[0].key, "2");
    let reason = &rows.unreadable[0].reason;
    assert!(reason.starts_with("column action: unknown variant `dream`"), "{reason}");
}

#[test]
fn a_full_disk_is_told_and_nothing_is_lost() {
    let (home, ledger) = Home::opened();
    ledger.put_profile(&samples::profile("acme")).unwrap();
    let before = ledger.profiles().unwrap().read;
    ledger.connection().unwrap().pragma_update(None, "max_page_count", 1).unwrap();
    let mut event = event(at(NOW), Some("acme"));
    event.detail = Some("x".repeat(500));
    let full = (0..1000).find_map(|_| ledger.record(&event).err());
    assert_eq!(full, Some(LedgerError::Full));
    assert_eq!(ledger.profiles().unwrap().read, before);
    assert_eq!(home.open().unwrap().profiles().unwrap().read, before);
}

#[test]
fn many_may_create_it_at_once() {
    for _ in 0..10 {
        let home = Home::new();
        std::thread::scope(|scope| {
            for n in 0..8 {
                let home = &home;
                scope.spawn(move || {
                    let ledger = home.open().unwrap();
                    let profile = samples::profile(&format!("p{n}"));
                    ledger.put_profile(&profile).unwrap();
                });
            }
        });
        assert_eq!(home.open().unwrap().profiles().unwrap().read.len(), 8);
    }
}

#[test]
fn a_place_that_is_no_folder_is_told() {
    let home = Home::new();
    fs::write(&home.path, "").unwrap();
    for path in [&*home.path.join("ledger"), home.path.parent().unwrap()] {
        let error = Ledger::open(path).unwrap_err();
        assert!(matches!(error, LedgerError::Unavailable(_)), "{error:?}");
    }
}

#[cfg(unix)]
#[test]
fn the_files_are_for_their_owner_only() {
    use std::os::unix::fs::PermissionsExt as _;
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("new");
    let ledger = Ledger::open(&folder.join("ledger")).unwrap();
    ledger.put_profile(&samples::profile("acme")).unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&folder), 0o700);
    let files: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(files.len(), 3);
    assert!(files.iter().all(|file| mode(file) == 0o600));
}
