//! The pictures and the key table of the README are made by the program itself; here they are kept true.
//!
//! `UPDATE_PICTURES=1 cargo test --lib pictures` makes them anew.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::needless_pass_by_value,
    reason = "a test says what went wrong by failing"
)]

mod readme;
mod svg;

use std::fs;
use std::path::{Path, PathBuf};

use crate::domain::authorize::Progress;
use crate::domain::lang::Lang;
use crate::flows::connecting::connected;
use crate::flows::harness::Journey;
use crate::flows::{listing, samples};

#[test]
fn pictures_show_the_program_as_it_is() {
    for (name, title, journey) in scenes(Lang::En) {
        let path = root().join(format!("assets/pictures/{name}.svg"));
        same(&path, &svg::draw(title, &journey.draw(), journey.cursor()));
    }
}

#[test]
fn every_picture_is_shown_in_the_readme() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let scenes = scenes(Lang::En).map(|(name, ..)| name);
    for entry in fs::read_dir(root().join("assets/pictures")).unwrap() {
        let file = entry.unwrap().file_name().into_string().unwrap();
        let name = file.trim_end_matches(".svg");
        assert!(scenes.contains(&name), "nothing draws {file}: delete it");
        assert!(
            readme.contains(&format!("assets/pictures/{file}")),
            "the README does not show {file}"
        );
    }
}

/// To look at them: `PICTURES_TO=/some/folder cargo test --lib pictures`.
#[test]
fn every_language_can_be_drawn() {
    let folder = std::env::var_os("PICTURES_TO").map(PathBuf::from);
    for lang in Lang::ALL {
        for (name, title, journey) in scenes(lang) {
            let picture = svg::draw(title, &journey.draw(), journey.cursor());
            assert!(picture.contains("amokey"), "{name} in {}", lang.code());
            if let Some(folder) = &folder {
                fs::write(folder.join(format!("{name}-{}.svg", lang.code())), picture).unwrap();
            }
        }
    }
}

/// What the README shows.
fn scenes(lang: Lang) -> [(&'static str, &'static str, Journey); 5] {
    let first_time = || Journey::first_time_in(lang);
    let mut wizard = first_time();
    wizard.keys("acme.amocrm.ru");
    let (mut consent, _) = first_time().at_waiting();
    consent.pass(28);
    let (mut done, ticket) = first_time().at_waiting();
    let mut profile = connected();
    if let Some(account) = &mut profile.account {
        account.name = "Acme".into();
    }
    done.go_on(ticket, Progress::Connected(Box::new(profile), None));
    let dashboard = || listing::dashboard(lang, &samples::zoo());
    [
        ("wizard", "The wizard asks for the account", wizard),
        ("consent", "The wizard waits for consent", consent),
        ("done", "An account is connected", done),
        ("dashboard", "The dashboard with six profiles", dashboard()),
        ("dashboard-wide", "The dashboard in a wide window", dashboard().sized(140, 30)),
    ]
}

/// Compares a file with what it should be, or writes it where that is asked for.
fn same(path: &Path, expected: &str) {
    if std::env::var_os("UPDATE_PICTURES").is_some() {
        fs::write(path, expected).unwrap();
        return;
    }
    let found = fs::read_to_string(path).unwrap_or_default();
    assert!(
        found == expected,
        "{} is stale. Run: UPDATE_PICTURES=1 cargo test --lib pictures",
        path.display()
    );
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}
