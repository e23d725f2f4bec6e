//! Profiles on their way to another machine: two homes, each with a sealed file of its own, and one server that gives no
//! second chance.

use std::fs;
use std::path::{Path, PathBuf};

use amokey::sandbox::Rotation;

use crate::files::mode;
use crate::person::Person;
use crate::script::{
    command, connects_by_code, ended, fails, given_lines, said, script, sealed, sealing, unlimited,
    works, works_with,
};
use crate::terminal::Terminal;

const PASSPHRASE: &str = " конь батарея скрепка ";

/// Somebody whose home, and whose other home, are in folders with blanks and Cyrillic letters.
struct Mover {
    person: Person,
    new: PathBuf,
    file: PathBuf,
}

impl Mover {
    fn with(person: Person) -> Self {
        let folder = person.home.path().join("мои \"данные\"");
        fs::create_dir(&folder).unwrap();
        let mover = Self {
            new: folder.join("новый дом"),
            file: folder.join("старый ноутбук.pack"),
            person,
        };
        let init = mover.at_home(&["store", "init"], &[]);
        ended(&init, 0);
        mover
    }

    fn file(&self) -> &str {
        self.file.to_str().unwrap()
    }

    /// Runs a command in the new home.
    fn at_home(&self, args: &[&str], lines: &[&str]) -> std::process::Output {
        use std::io::Write as _;
        let mut child = command(&self.person, args)
            .env("AMOKEY_HOME", &self.new)
            .env("AMOKEY_KEY_FILE", self.new.with_extension("key"))
            .stdin(std::process::Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdin = child.stdin.take().unwrap();
        // A program that refuses does not read.
        let _ = stdin.write_all((lines.join("\n") + "\n").as_bytes());
        drop(stdin);
        child.wait_with_output().unwrap()
    }
}

#[test]
fn a_profile_goes_to_another_home_and_back_and_has_one_owner_all_the_time() {
    let mover = Mover::with(sealed("en", &unlimited(Rotation::Strict)));
    let (person, file) = (&mover.person, mover.file());
    connects_by_code(person, "аренда");
    // What cannot be is said before a passphrase is asked for.
    fails(person, &["pack", "-"], 2, &["Name one: amokey pack FILE"]);
    fails(person, &["pack", "x.part"], 2, &[".part"]);
    fails(person, &["pack", file], 2, &["New passphrase of the pack"]);
    ended(&given_lines(person, &["pack", file], &["short"]), 2);
    assert!(!mover.file.exists());

    let output = given_lines(person, &["pack", file], &[PASSPHRASE]);
    let (out, errors) = ended(&output, 0);
    assert!(out.starts_with("2 profiles are packed: "), "{out}");
    assert!(errors.contains("amokey unpack '"), "{errors}");
    assert_eq!(mode(&mover.file), 0o600);
    ended(&given_lines(person, &["pack", file], &[PASSPHRASE]), 2);
    let away =
        fails(person, &["refresh", "--force", "demo"], 3, &["went away from here in a pack"]);
    assert!(away.contains("amokey unpack '") && away.contains("' demo"), "{away}");
    assert_eq!(script(person, &["refresh", "--all", "--due"]).status.code(), Some(0));

    let (_, errors) = ended(&mover.at_home(&["unpack", file], &[PASSPHRASE.trim()]), 1);
    assert!(errors.contains("passphrase does not open"), "{errors}");
    let (out, errors) = ended(&mover.at_home(&["unpack", file, "demo"], &[PASSPHRASE]), 0);
    assert_eq!(out, "demo: taken; this home looks after it now\n", "{errors}");
    let (out, errors) = ended(&mover.at_home(&["unpack", file], &[PASSPHRASE]), 1);
    assert!(out.contains("аренда: taken"), "{out}");
    assert!(errors.contains("demo was taken from"), "{errors}");
    let (out, _) = ended(&mover.at_home(&["refresh", "--force", "--all"], &[]), 0);
    assert!(out.contains("demo: refreshed") && out.contains("аренда: refreshed"), "{out}");
    let (out, _) = ended(&mover.at_home(&["history", "demo"], &[]), 0);
    assert!(out.contains("authorize"), "{out}");

    // Home again, by a pack of its own.
    let back = format!("{file} 2");
    ended(&mover.at_home(&["pack", &back], &[PASSPHRASE]), 0);
    let out = works_with(person, &["unpack", &back], &[PASSPHRASE]);
    assert_eq!(out.matches(": taken;").count(), 2, "{out}");
    works(person, &["refresh", "--force", "--all"]);
    ended(&mover.at_home(&["refresh", "--force", "demo"], &[]), 3);
}

#[test]
fn what_was_not_unpacked_is_taken_back_after_a_question() {
    let mover = Mover::with(sealed("ru", &unlimited(Rotation::Strict)));
    let (person, file) = (&mover.person, mover.file());
    let types = |terminal: &mut Terminal, question: &str| {
        terminal.sees(question).types(PASSPHRASE).types("<enter>");
    };
    let mut terminal = person.runs(&["pack", file]);
    types(&mut terminal, "Новая парольная фраза для файла с профилями:");
    types(&mut terminal, "Ещё раз:");
    terminal.sees("профиль упакован");
    assert!(terminal.ends().success());
    assert!(!String::from_utf8(terminal.everything()).unwrap().contains("батарея"));
    let (_, errors) = ended(&given_lines(person, &["unpack", file], &[PASSPHRASE]), 2);
    assert!(errors.contains("--yes"), "{errors}");
    let mut terminal = person.runs(&["unpack", file]);
    types(&mut terminal, "Парольная фраза файла с профилями:");
    terminal.sees("ушли отсюда в этом файле").sees("Забрать? [д/Н]").types("д<enter>");
    terminal.sees("demo: забран");
    assert!(terminal.ends().success());
    works(person, &["refresh", "--force", "demo"]);
}

#[test]
fn killed_half_way_the_pack_is_finished_or_taken_back() {
    let mover = Mover::with(sealed("en", &unlimited(Rotation::Strict)));
    let (person, file) = (&mover.person, mover.file());
    for finishes in [false, true] {
        let text = format!("printf '%s\\n' 'correct horse' | \"$0\" pack '{file}'");
        let mut shell = crate::script::shell(person, &text);
        shell.env("AMOKEY_KILL_AT", "all-away").output().unwrap();
        let part = format!("{file}.part");
        assert!(Path::new(&part).exists() && !mover.file.exists());
        fails(person, &["refresh", "--force", "demo"], 3, &["amokey unpack '"]);
        let (_, errors) = ended(&mover.at_home(&["unpack", &part], &["correct horse"]), 1);
        assert!(errors.contains("was begun and never finished"), "{errors}");
        if finishes {
            works_with(person, &["pack", file], &["correct horse"]);
            ended(&mover.at_home(&["unpack", file], &["correct horse"]), 0);
            ended(&mover.at_home(&["refresh", "--force", "demo"], &[]), 0);
        } else {
            let out = works(person, &["unpack", file]);
            assert!(out.contains("in use here again: demo"), "{out}");
            works(person, &["refresh", "--force", "demo"]);
        }
        assert!(!Path::new(&part).exists());
    }
}

#[test]
fn a_copy_warns_and_what_is_wrong_with_a_file_is_said() {
    let mover = Mover::with(sealed("en", &unlimited(Rotation::Grace)));
    let (person, file) = (&mover.person, mover.file());
    fs::write(person.data().join("config.toml"), "# мои настройки\n").unwrap();
    works_with(person, &["pack", "--copy", file], &[PASSPHRASE]);
    works(person, &["refresh", "--force", "demo"]);
    let (out, errors) = ended(&given_lines(person, &["unpack", file, "--yes"], &[PASSPHRASE]), 0);
    assert!(errors.contains("This is a copy, made 20"), "{errors}");
    assert!(out.contains("what is here is newer than the copy"), "{out}");
    ended(&mover.at_home(&["unpack", file], &[PASSPHRASE]), 2);
    let (_, errors) = ended(&mover.at_home(&["unpack", file, "--yes"], &[PASSPHRASE]), 0);
    assert!(errors.contains("The settings came along"), "{errors}");
    assert!(mover.new.join("config.toml").exists());

    let whole = fs::read(file).unwrap();
    fs::write(file, &whole[..whole.len() / 2]).unwrap();
    let (_, errors) = ended(&mover.at_home(&["unpack", file], &[PASSPHRASE]), 1);
    assert!(errors.contains("is damaged"), "{errors}");
    fs::write(file, "SQLite format 3").unwrap();
    let (_, errors) = ended(&mover.at_home(&["unpack", file], &[PASSPHRASE]), 1);
    assert!(errors.contains("is not a pack of amokey"), "{errors}");
    fs::remove_file(file).unwrap();
    ended(&mover.at_home(&["unpack", file], &[PASSPHRASE]), 1);
    // Nothing is there that could be packed, and memory forgets.
    let nobody = sealing("en", &unlimited(Rotation::Grace));
    let (_, errors) = ended(&given_lines(&nobody, &["pack", file], &[PASSPHRASE]), 1);
    assert!(errors.contains("nothing to pack"), "{errors}");
    let nobody = Person::new("en");
    let (code, _, errors) = said(&given_lines(&nobody, &["pack", file], &[PASSPHRASE]));
    assert_eq!(code, Some(2), "{errors}");
    assert!(!mover.file.exists());
}
