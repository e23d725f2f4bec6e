//! What holds between threads holds between processes: this very program, started again.

use std::io::{self, Write as _};
use std::process::{Child, Command, Stdio};

use super::*;

const FOLDER: &str = "AMOKEY_TEST_SEALED";
const NUMBER: &str = "AMOKEY_TEST_SEALED_NUMBER";
const PROCESSES: u64 = 32;
const SAVES: u64 = 5;

#[test]
fn of_thirty_two_that_write_at_once_nobody_loses_anything() {
    let scene = Scene::new();
    let mut children: Vec<Child> = (0..PROCESSES)
        .map(|number| {
            Command::new(std::env::current_exe().unwrap())
                .args(["--exact", "store::file::tests::processes::save_mine"])
                .env(FOLDER, scene.folder())
                .env(NUMBER, number.to_string())
                .stdin(Stdio::piped())
                .stdout(Stdio::null())
                .spawn()
                .unwrap()
        })
        .collect();
    for child in &mut children {
        writeln!(child.stdin.as_mut().unwrap(), "go").unwrap();
    }
    // Whoever reads meanwhile sees a whole file.
    let store = scene.store();
    while children.iter_mut().any(|child| child.try_wait().unwrap().is_none()) {
        assert_eq!(store.load(&name("beta")), Ok(Some(record(1))));
    }
    for child in children {
        assert!(child.wait_with_output().unwrap().status.success());
    }
    for number in 0..PROCESSES {
        let mine = store.load(&name(&format!("profile-{number}"))).unwrap();
        assert_eq!(mine, Some(record(number + SAVES)));
    }
    let all = u64::try_from(store.profiles().unwrap().len()).unwrap();
    assert_eq!(all, PROCESSES + PROFILES.len() as u64);
}

/// One of the processes; without the others there is nothing to save.
#[test]
fn save_mine() {
    let Some(folder) = std::env::var_os(FOLDER) else {
        return;
    };
    let number: u64 = std::env::var(NUMBER).unwrap().parse().unwrap();
    let store = with(Path::new(&folder), &raw(1));
    let mine = name(&format!("profile-{number}"));
    io::stdin().read_line(&mut String::new()).unwrap();
    for save in 1..=SAVES {
        store.save(&mine, &record(number + save)).unwrap();
    }
}
